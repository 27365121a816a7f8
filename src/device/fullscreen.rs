//! The whole screen for the page, where the browser gives it. `web-sys` has these calls as ones that answer at once;
//! they answer with a promise, whose refusal has to be taken.

use super::dom::document;
use wasm_bindgen::prelude::{Closure, JsValue, wasm_bindgen};
use wasm_bindgen::{JsCast, intern};

#[wasm_bindgen]
extern "C" {
    type Screenful;
    #[wasm_bindgen(method, catch, js_name = requestFullscreen)]
    fn request(this: &Screenful) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, catch, js_name = exitFullscreen)]
    fn exit(this: &Screenful) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, getter, js_name = fullscreenEnabled)]
    fn enabled(this: &Screenful) -> Option<bool>;
    #[wasm_bindgen(method, getter, js_name = fullscreenElement)]
    fn element(this: &Screenful) -> JsValue;
    #[wasm_bindgen(method, catch, js_name = catch)]
    fn refused(this: &Screenful, then: &JsValue) -> Result<JsValue, JsValue>;
}

/// Whether this browser can.
pub fn possible() -> bool {
    document().and_then(|d| d.unchecked_ref::<Screenful>().enabled()) == Some(true)
}

/// Whether the page fills the screen.
pub fn is_full() -> bool {
    document().is_some_and(|d| d.unchecked_ref::<Screenful>().element().is_object())
}

/// Asks for the whole screen, from within a touch. A refusal changes nothing that was there.
pub fn enter() {
    let root = document().and_then(|d| d.document_element()).filter(|_| possible() && !is_full());
    if let Some(root) = root {
        settle(root.unchecked_ref::<Screenful>().request());
    }
}

/// The same where fingers are what points: there the browser's bars take room that nobody needs in a session.
pub fn enter_by_touch() {
    let touch = web_sys::window().and_then(|w| w.match_media(intern("(pointer: coarse)")).ok().flatten());
    if touch.is_some_and(|m| m.matches()) {
        enter();
    }
}

/// Gives the screen back.
pub fn leave() {
    if let Some(document) = document().filter(|_| is_full()) {
        settle(document.unchecked_ref::<Screenful>().exit());
    }
}

fn settle(answer: Result<JsValue, JsValue>) {
    // Older ones answer with nothing.
    if let Some(promise) = answer.ok().filter(JsValue::is_object) {
        promise.unchecked_ref::<Screenful>().refused(&Closure::once_into_js(|_: JsValue| {})).ok();
    }
}
