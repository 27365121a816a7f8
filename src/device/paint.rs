//! The page's first paint, which nothing else may hold up.

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;

/// Calls `then` once, after the page has been painted next.
pub fn after_paint(then: impl FnOnce() + 'static) {
    let Some(window) = web_sys::window() else { return };
    let painted = Closure::once_into_js(then);
    // A frame is painted right after its request is answered, so that the next task is behind it.
    let frame = Closure::once_into_js(move || {
        if let Some(window) = web_sys::window() {
            // A window always has timers.
            window.set_timeout_with_callback_and_timeout_and_arguments_0(painted.unchecked_ref(), 0).ok();
        }
    });
    window.request_animation_frame(frame.unchecked_ref()).ok();
}
