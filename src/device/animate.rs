//! Web Animations: keyframes of transform and opacity that the browser runs by itself.
//!
//! `Element.animate` is behind an unstable flag in web-sys, so it is called by name; the animation it gives is typed.

use super::{Capability, Fault};
use js_sys::{Array, Function, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Animation, Element};

/// One keyframe: at which share of the time (0 to 1), and the properties then.
pub struct Keyframe<'a> {
    /// Share of the duration, 0 to 1.
    pub offset: f64,
    /// CSS property (camel case) and value.
    pub set: &'a [(&'a str, &'a str)],
    /// The easing from here to the next keyframe; `None` is linear.
    pub easing: Option<&'a str>,
}

/// A running or waiting animation; it ends when this value is dropped.
pub struct Motion(Animation);

impl Drop for Motion {
    fn drop(&mut self) {
        self.0.cancel();
    }
}

impl Motion {
    /// Starts an animation, paused at its beginning. It holds its first frame before and its last after.
    ///
    /// # Errors
    /// Where the browser has no Web Animations or refuses the keyframes.
    pub fn new(element: &Element, frames: &[Keyframe<'_>], duration_ms: f64) -> Result<Self, Fault> {
        let list = Array::new();
        for frame in frames {
            let one = Object::new();
            put(&one, "offset", &frame.offset.into())?;
            put(&one, "easing", &frame.easing.unwrap_or("linear").into())?;
            for (name, value) in frame.set {
                put(&one, name, &(*value).into())?;
            }
            list.push(&one);
        }
        Self::from_list(element, &list, duration_ms)
    }

    /// The same from a list of keyframe objects already made.
    ///
    /// # Errors
    /// As [`Motion::new`].
    pub fn from_list(element: &Element, frames: &Array, duration_ms: f64) -> Result<Self, Fault> {
        let timing = Object::new();
        put(&timing, "duration", &duration_ms.into())?;
        put(&timing, "fill", &"both".into())?;
        let call: Function = Reflect::get(element, &"animate".into())
            .ok()
            .and_then(|f| f.dyn_into().ok())
            .ok_or_else(|| Fault::missing(Capability::Animation))?;
        let made = call.call2(element, frames, &timing).map_err(|e| Fault::new(Capability::Animation, &e))?;
        let motion = Self(made.unchecked_into());
        motion.hold()?;
        Ok(motion)
    }

    /// Moves to `at_ms` of the animation's own time.
    pub fn seek(&self, at_ms: f64) {
        self.0.set_current_time(Some(at_ms));
    }

    /// Runs at `rate` times its own speed.
    ///
    /// # Errors
    /// Where the browser refuses to play.
    pub fn run(&self, rate: f64) -> Result<(), Fault> {
        self.0.set_playback_rate(rate);
        self.0.play().map_err(|e| Fault::new(Capability::Animation, &e))
    }

    /// Stands still where it is.
    ///
    /// # Errors
    /// Where the browser refuses to pause.
    pub fn hold(&self) -> Result<(), Fault> {
        self.0.pause().map_err(|e| Fault::new(Capability::Animation, &e))
    }
}

fn put(on: &Object, name: &str, value: &JsValue) -> Result<(), Fault> {
    Reflect::set(on, &name.into(), value).map(drop).map_err(|e| Fault::new(Capability::Animation, &e))
}

/// Whether the person has asked for less motion.
pub fn reduced() -> bool {
    web_sys::window()
        .and_then(|w| w.match_media("(prefers-reduced-motion: reduce)").ok().flatten())
        .is_some_and(|m| m.matches())
}
