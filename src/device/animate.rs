//! Web Animations: keyframes of transform and opacity that the browser runs by itself.
//!
//! The constructors are behind an unstable flag in web-sys, so they are declared here; what they give is typed. Unlike
//! `Element.animate` they make an animation that waits, so that a step can be set up long before it is its turn.

use super::{Capability, Fault};
use js_sys::{Array, Object, Reflect};
use std::cell::Cell;
use wasm_bindgen::prelude::*;
use web_sys::{Animation, AnimationPlayState, Element};

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_name = KeyframeEffect)]
    type Effect;
    #[wasm_bindgen(constructor, js_class = "KeyframeEffect", catch)]
    fn new(target: &Element, frames: &JsValue, timing: &JsValue) -> Result<Effect, JsValue>;

    #[wasm_bindgen(js_name = Animation)]
    type Player;
    #[wasm_bindgen(constructor, js_class = "Animation", catch)]
    fn new(effect: &Effect) -> Result<Player, JsValue>;

    #[wasm_bindgen(extends = Element, js_name = Element)]
    type Tree;
    #[wasm_bindgen(method, catch, js_name = getAnimations)]
    fn animations(this: &Tree, options: &JsValue) -> Result<Array, JsValue>;
}

/// An animation goes on for so long after its last keyframe, in milliseconds, without changing anything: its end would
/// wake the main thread for some frames. Whatever follows it in the picture takes it away long before.
const SPARE_MS: f64 = 120_000.0;

/// And it stands at its first keyframe for so long before it is at 0, in milliseconds, as if it had begun already: the frame
/// that first shows it may bear a time before its start, and a browser that finds it yet to begin wakes the main thread again.
const LEAD_MS: f64 = 50.0;

/// How far apart two frames are, in milliseconds, where there are sixty a second.
const FRAME_MS: f64 = 17.0;

/// One keyframe of one property; between two, the value changes linearly.
pub struct Keyframe {
    /// When, as a share of the duration, 0 to 1. Two at the same moment are a switch.
    pub offset: f64,
    /// The property's value then.
    pub value: String,
}

/// How long each part of an animation is.
struct Timing {
    /// At its first keyframe, before it is at 0.
    lead_ms: f64,
    /// From its first keyframe to its last.
    duration_ms: f64,
    /// At its last.
    spare_ms: f64,
    /// How often it goes through all of it.
    turns: f64,
}

/// An animation that waits, runs or stands still; it ends when this value is dropped.
pub struct Motion {
    player: Animation,
    /// How many times faster than its own speed it goes, so that the browser need not be told again.
    rate: Cell<u64>,
}

impl Drop for Motion {
    fn drop(&mut self) {
        self.player.cancel();
    }
}

impl Motion {
    /// Makes an animation of one property, which changes nothing until it is told to. Then it holds its first value
    /// before and its last after.
    ///
    /// # Errors
    /// Where the browser has no Web Animations or refuses the keyframes.
    pub fn new(element: &Element, property: &str, frames: &[Keyframe], duration_ms: f64) -> Result<Self, Fault> {
        Self::once(element, property, frames, duration_ms, "linear")
    }

    /// As [`Motion::new`], but each value stays until the next one comes.
    ///
    /// # Errors
    /// As [`Motion::new`].
    pub fn stepping(element: &Element, property: &str, frames: &[Keyframe], duration_ms: f64) -> Result<Self, Fault> {
        Self::once(element, property, frames, duration_ms, "step-end")
    }

    fn once(
        element: &Element,
        property: &str,
        frames: &[Keyframe],
        duration_ms: f64,
        easing: &str,
    ) -> Result<Self, Fault> {
        let timing = Timing { lead_ms: LEAD_MS, duration_ms, spare_ms: SPARE_MS, turns: 1.0 };
        Self::made(element, property, frames, &timing, easing)
    }

    /// Makes an animation that goes round for ever.
    ///
    /// # Errors
    /// As [`Motion::new`].
    pub fn turning(element: &Element, property: &str, frames: &[Keyframe], duration_ms: f64) -> Result<Self, Fault> {
        let timing = Timing { lead_ms: 0.0, duration_ms, spare_ms: 0.0, turns: f64::INFINITY };
        Self::made(element, property, frames, &timing, "linear")
    }

    fn made(
        element: &Element,
        property: &str,
        frames: &[Keyframe],
        timing: &Timing,
        easing: &str,
    ) -> Result<Self, Fault> {
        let whole_ms = timing.lead_ms + timing.duration_ms + timing.spare_ms;
        let (offsets, values) = (Array::new(), Array::new());
        let add = |offset: f64, frame: &Keyframe| {
            offsets.push(&offset.into());
            values.push(&frame.value.as_str().into());
        };
        if let Some(first) = frames.first().filter(|_| timing.lead_ms > 0.0) {
            add(0.0, first);
        }
        for frame in frames {
            add((timing.lead_ms + frame.offset * timing.duration_ms) / whole_ms, frame);
        }
        if let Some(last) = frames.last().filter(|_| timing.spare_ms > 0.0) {
            add(1.0, last);
        }
        let list = Object::new();
        put(&list, "offset", &offsets)?;
        put(&list, property, &values)?;
        put(&list, "easing", &easing.into())?;
        let options = Object::new();
        put(&options, "delay", &(-timing.lead_ms).into())?;
        put(&options, "duration", &whole_ms.into())?;
        put(&options, "fill", &"both".into())?;
        put(&options, "iterations", &timing.turns.into())?;
        let made = Effect::new(element, &list, &options).and_then(|effect| Player::new(&effect));
        let made = made.map_err(|e| Fault::new(Capability::Animation, &e))?;
        Ok(Self { player: made.unchecked_into(), rate: Cell::new(1) })
    }

    /// Changes nothing any more, until it is told to again.
    pub fn end(&self) {
        self.player.cancel();
    }

    /// Runs at `rate` times its own speed, so that it was at `at_ms` of its own time when the page's steady clock was
    /// at `since_ms`.
    ///
    /// Told to play, a browser starts at whichever frame it paints next; told when it has started, it is held to the
    /// clock, however long its keyframes took to make and however long nobody looked.
    fn run(&self, at_ms: u64, rate: u64, since_ms: u64) {
        if self.rate.replace(rate) != rate {
            self.player.set_playback_rate(rate as f64);
        }
        self.player.set_start_time(Some(since_ms as f64 - at_ms as f64 / rate as f64));
    }

    /// Whether it was told to run or to stand still.
    pub fn is_set(&self) -> bool {
        self.player.play_state() != AnimationPlayState::Idle
    }

    /// Goes to `at_ms` of its own time and runs from there at a rate, or stands still there. It was there at `since_ms`
    /// of the page's steady clock.
    ///
    /// # Errors
    /// Where the browser refuses to pause.
    pub fn go(&self, at_ms: u64, rate: Option<u64>, since_ms: u64) -> Result<(), Fault> {
        match rate {
            Some(rate) => {
                self.run(at_ms, rate, since_ms);
                Ok(())
            }
            None => self.hold_at(at_ms as f64),
        }
    }

    /// How far it is, in milliseconds of its own time; 0 where it was told nothing yet.
    pub fn at_ms(&self) -> f64 {
        self.player.current_time().unwrap_or_default()
    }

    /// Goes on from where it stands, or starts.
    ///
    /// # Errors
    /// Where the browser refuses.
    pub fn play(&self) -> Result<(), Fault> {
        self.player.play().map_err(|e| Fault::new(Capability::Animation, &e))
    }

    /// Stands still where it is.
    ///
    /// # Errors
    /// Where the browser refuses to pause.
    pub fn rest(&self) -> Result<(), Fault> {
        self.player.pause().map_err(|e| Fault::new(Capability::Animation, &e))
    }

    /// Stands still at `at_ms` of its own time.
    ///
    /// # Errors
    /// Where the browser refuses to pause.
    pub fn hold_at(&self, at_ms: f64) -> Result<(), Fault> {
        self.rest()?;
        // Told after it is paused, it need not wait for a frame to stand still.
        self.player.set_current_time(Some(at_ms));
        Ok(())
    }
}

fn put(on: &Object, name: &str, value: &JsValue) -> Result<(), Fault> {
    Reflect::set(on, &name.into(), value).map(drop).map_err(|e| Fault::new(Capability::Animation, &e))
}

/// Has the styles of all that is in an element worked out at once, and what they set in motion begin now.
///
/// A browser that works them out in a frame of its own starts what they set in motion with the next one, and a third tells that
/// it has started; what they end costs one more as well. Told its start, as [`Motion::go`] does, an animation needs none
/// of these, and is on the page's clock besides.
pub fn begin_styled(within: &Element) {
    let options = Object::new();
    let found = put(&options, "subtree", &true.into()).ok();
    // A browser that does not tell starts them by itself.
    let found = found.and_then(|()| within.unchecked_ref::<Tree>().animations(&options).ok());
    // The frame that first shows them may bear the time of the one before it.
    let start = super::clock::now() as f64 - FRAME_MS;
    let found = found.iter().flat_map(Array::iter).filter_map(|found| found.dyn_into::<Animation>().ok());
    let starts = found.filter(|a| a.pending() && a.play_state() == AnimationPlayState::Running);
    // One that goes on after a pause does so from where it was.
    let starts = starts.map(|a| (start - a.current_time().unwrap_or_default(), a));
    // All are asked first: for each that is asked after one was told, the browser works the styles out once more.
    for (start, animation) in starts.collect::<Vec<_>>() {
        animation.set_start_time(Some(start));
    }
}

/// Whether less is to move: as `data-motion` of the root element says, `less` or `full`, else as the system does.
pub fn reduced() -> bool {
    let root = super::dom::document().and_then(|d| d.document_element());
    match root.and_then(|root| root.get_attribute("data-motion")).as_deref() {
        Some("less") => true,
        Some("full") => false,
        _ => web_sys::window()
            .and_then(|w| w.match_media("(prefers-reduced-motion: reduce)").ok().flatten())
            .is_some_and(|m| m.matches()),
    }
}
