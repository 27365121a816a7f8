//! Shaking the device, where it can: felt through a table by whoever stands at it.

use js_sys::{Array, Function, Reflect};
use wasm_bindgen::JsCast;
use web_sys::Navigator;

/// Shakes for so many milliseconds, rests for so many, and so on. Where the device cannot, or the browser will not
/// before the first touch, nothing happens: it only ever goes with what is seen.
pub fn vibrate(pattern: &[u16]) {
    if let Some((navigator, vibrate)) = found() {
        let pattern: Array = pattern.iter().map(|ms| wasm_bindgen::JsValue::from(*ms)).collect();
        vibrate.call1(&navigator, &pattern).ok();
    }
}

/// Whether this browser shakes devices at all.
pub fn can_vibrate() -> bool {
    found().is_some()
}

fn found() -> Option<(Navigator, Function)> {
    let navigator = web_sys::window()?.navigator();
    let vibrate = Reflect::get(&navigator, &"vibrate".into()).ok()?.dyn_into().ok()?;
    Some((navigator, vibrate))
}
