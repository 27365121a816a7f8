//! Shaking the device, where it can: felt through a table by whoever stands at it.

use js_sys::{Array, Function, Reflect};
use wasm_bindgen::JsCast;

/// Shakes for so many milliseconds, rests for so many, and so on. Where the device cannot, or the browser will not
/// before the first touch, nothing happens: it only ever goes with what is seen.
pub fn vibrate(pattern: &[u16]) {
    let Some(navigator) = web_sys::window().map(|w| w.navigator()) else { return };
    let found = Reflect::get(&navigator, &"vibrate".into()).ok().and_then(|f| f.dyn_into::<Function>().ok());
    if let Some(vibrate) = found {
        let pattern: Array = pattern.iter().map(|ms| wasm_bindgen::JsValue::from(*ms)).collect();
        vibrate.call1(&navigator, &pattern).ok();
    }
}
