//! Web Animations: keyframes of transform and opacity that the browser runs by itself.
//!
//! `Element.animate` is behind an unstable flag in web-sys, so it is called by name; the animation it gives is typed.

use super::{Capability, Fault};
use js_sys::{Array, Function, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Animation, Element};

/// One keyframe of one property; between two, the value changes linearly.
pub struct Keyframe {
    /// When, as a share of the duration, 0 to 1. Two at the same moment are a switch.
    pub offset: f64,
    /// The property's value then.
    pub value: String,
}

/// A running or waiting animation; it ends when this value is dropped.
pub struct Motion(Animation);

impl Drop for Motion {
    fn drop(&mut self) {
        self.0.cancel();
    }
}

impl Motion {
    /// Makes an animation of one property, waiting at its beginning. It holds its first value before and its last
    /// after.
    ///
    /// # Errors
    /// Where the browser has no Web Animations or refuses the keyframes.
    pub fn new(element: &Element, property: &str, frames: &[Keyframe], duration_ms: f64) -> Result<Self, Fault> {
        let list = Array::new();
        for frame in frames {
            let one = Object::new();
            put(&one, "offset", &frame.offset.into())?;
            put(&one, property, &frame.value.as_str().into())?;
            list.push(&one);
        }
        let timing = Object::new();
        put(&timing, "duration", &duration_ms.into())?;
        put(&timing, "fill", &"both".into())?;
        let call: Function = Reflect::get(element, &"animate".into())
            .ok()
            .and_then(|f| f.dyn_into().ok())
            .ok_or_else(|| Fault::missing(Capability::Animation))?;
        let made = call.call2(element, &list, &timing).map_err(|e| Fault::new(Capability::Animation, &e))?;
        let motion = Self(made.unchecked_into());
        motion.hold()?;
        Ok(motion)
    }

    /// Runs at `rate` times its own speed, so that it was at `at_ms` of its own time when the page's steady clock was
    /// at `since_ms`.
    ///
    /// Told to play, a browser starts at whichever frame it paints next; told when it has started, it is held to the
    /// clock, however long its keyframes took to make and however long nobody looked.
    pub fn run(&self, at_ms: f64, rate: f64, since_ms: f64) {
        self.0.set_playback_rate(rate);
        self.0.set_start_time(Some(since_ms - at_ms / rate));
    }

    /// Goes round for ever from now on, once it is told to play.
    ///
    /// # Errors
    /// Where the browser refuses.
    pub fn repeat(&self) -> Result<(), Fault> {
        let refused = |e: JsValue| Fault::new(Capability::Animation, &e);
        let effect = Reflect::get(&self.0, &"effect".into()).map_err(refused)?;
        let update: Function = Reflect::get(&effect, &"updateTiming".into())
            .ok()
            .and_then(|f| f.dyn_into().ok())
            .ok_or_else(|| Fault::missing(Capability::Animation))?;
        let timing = Object::new();
        put(&timing, "iterations", &f64::INFINITY.into())?;
        update.call1(&effect, &timing).map(drop).map_err(refused)
    }

    /// Goes on from where it stands, or starts.
    ///
    /// # Errors
    /// Where the browser refuses.
    pub fn play(&self) -> Result<(), Fault> {
        self.0.play().map_err(|e| Fault::new(Capability::Animation, &e))
    }

    /// Stands still where it is.
    ///
    /// # Errors
    /// Where the browser refuses to pause.
    pub fn rest(&self) -> Result<(), Fault> {
        self.hold()
    }

    /// Stands still at `at_ms` of its own time.
    ///
    /// # Errors
    /// Where the browser refuses to pause.
    pub fn hold_at(&self, at_ms: f64) -> Result<(), Fault> {
        self.hold()?;
        // Told after it is paused, it need not wait for a frame to stand still.
        self.0.set_current_time(Some(at_ms));
        Ok(())
    }

    fn hold(&self) -> Result<(), Fault> {
        self.0.pause().map_err(|e| Fault::new(Capability::Animation, &e))
    }
}

fn put(on: &Object, name: &str, value: &JsValue) -> Result<(), Fault> {
    Reflect::set(on, &name.into(), value).map(drop).map_err(|e| Fault::new(Capability::Animation, &e))
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
