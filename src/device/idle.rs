//! Work for when the page has nothing better to do.

use js_sys::{Function, Reflect};
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;

/// How long work waits for an idle moment before it is done all the same, in milliseconds.
const AT_MOST_MS: u32 = 400;

/// Where no browser tells of idle moments (Safari), the work waits so long, in milliseconds.
const INSTEAD_MS: i32 = 40;

/// Calls `then` once, in an idle moment.
pub fn when_idle(then: impl FnOnce() + 'static) {
    let Some(window) = web_sys::window() else { return };
    let call: Function = Closure::once_into_js(then).unchecked_into();
    let found = Reflect::get(&window, &"requestIdleCallback".into()).ok().and_then(|f| f.dyn_into::<Function>().ok());
    let options = js_sys::Object::new();
    Reflect::set(&options, &"timeout".into(), &AT_MOST_MS.into()).ok();
    let asked = found.is_some_and(|ask| ask.call2(&window, &call, &options).is_ok());
    if !asked {
        // A window always has timers.
        window.set_timeout_with_callback_and_timeout_and_arguments_0(&call, INSTEAD_MS).ok();
    }
}

/// Calls `then` once, after the page has been painted next.
pub fn after_paint(then: impl FnOnce() + 'static) {
    let Some(window) = web_sys::window() else { return };
    let call: Function = Closure::once_into_js(move || when_idle(then)).unchecked_into();
    // A window that is seen is painted before the frame after the next request.
    window.request_animation_frame(&call).ok();
}
