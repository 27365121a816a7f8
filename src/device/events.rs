//! Listening to the window and the document, and stopping when the listener is dropped.

use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Event, EventTarget};

/// A listener that lasts as long as this value.
pub struct Listener {
    target: EventTarget,
    name: &'static str,
    first: bool,
    closure: Closure<dyn FnMut(Event)>,
}

impl Drop for Listener {
    fn drop(&mut self) {
        // Removing what was added cannot fail in a way that anybody could act on.
        let call = self.closure.as_ref().unchecked_ref();
        self.target.remove_event_listener_with_callback_and_bool(self.name, call, self.first).ok();
    }
}

/// Calls `then` at every `name` on the window; `None` where there is no window.
pub fn on_window(name: &'static str, then: impl FnMut(Event) + 'static) -> Option<Listener> {
    on(web_sys::window()?.into(), name, then)
}

/// Calls `then` at every `name` on the document; `None` where there is no document.
pub fn on_document(name: &'static str, then: impl FnMut(Event) + 'static) -> Option<Listener> {
    on(web_sys::window()?.document()?.into(), name, then)
}

/// Calls `then(visible)` whenever the page is hidden or shown.
pub fn on_visibility(mut then: impl FnMut(bool) + 'static) -> Option<Listener> {
    on_document("visibilitychange", move |_| then(visible()))
}

/// Whether the page can be seen.
pub fn visible() -> bool {
    web_sys::window()
        .and_then(|w| w.document())
        .is_none_or(|d| d.visibility_state() == web_sys::VisibilityState::Visible)
}

/// Calls `then` at every `name` on whatever tells of it; `None` where it takes no listener.
pub fn on(target: EventTarget, name: &'static str, then: impl FnMut(Event) + 'static) -> Option<Listener> {
    listen(target, name, false, then)
}

/// Calls `then` at every `name` in the window before whatever it befell hears of it; `None` where there is no window.
pub fn on_window_first(name: &'static str, then: impl FnMut(Event) + 'static) -> Option<Listener> {
    listen(web_sys::window()?.into(), name, true, then)
}

fn listen(target: EventTarget, name: &'static str, first: bool, then: impl FnMut(Event) + 'static) -> Option<Listener> {
    let closure: Closure<dyn FnMut(Event)> = Closure::new(then);
    let call = closure.as_ref().unchecked_ref();
    let added: Result<(), JsValue> = target.add_event_listener_with_callback_and_bool(name, call, first);
    added.ok().map(|()| Listener { target, name, first, closure })
}
