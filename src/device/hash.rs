//! The address after `#`: where the reader is. Back and forward work because every page is one.

use super::events::{Listener, on_window};
use js_sys::Reflect;
use wasm_bindgen::JsValue;

/// What stands after `#`, without it; empty on Home.
pub fn current() -> String {
    web_sys::window()
        .and_then(|w| w.location().hash().ok())
        .map(|h| h.trim_start_matches('#').to_owned())
        .unwrap_or_default()
}

/// Goes to an address, leaving the present one behind for the back button.
pub fn go(to: &str) {
    if let Some(window) = web_sys::window() {
        // Refused only for an address that is none, and the addresses are ours.
        window.location().set_hash(to).ok();
    }
}

/// Goes to an address in the place of the present one, which the back button then does not find.
pub fn replace(to: &str) {
    if let Some(window) = web_sys::window() {
        // As above.
        window.location().replace(&["#", to].concat()).ok();
    }
}

/// Gives the page that is shown another address, without going anywhere: nobody is told.
pub fn relabel(to: &str) {
    note(&JsValue::NULL, Some(&["#", to].concat()));
}

/// Notes beside the present address, in the browser's history, whether what was to be done there is over. A reload
/// finds the note, another visit of the address does not.
pub fn set_over(over: bool) {
    note(&JsValue::from(over), None);
}

/// Whether the page was loaded anew where all was over.
pub fn is_over() -> bool {
    history().and_then(|history| history.state().ok()).is_some_and(|note| note == JsValue::TRUE)
}

fn note(note: &JsValue, address: Option<&str>) {
    if let Some(history) = history() {
        // Refused only where it is done a hundred times in half a minute. Then a reload finds what stood there before.
        history.replace_state_with_url(note, "", address).ok();
    }
}

fn history() -> Option<web_sys::History> {
    web_sys::window()?.history().ok()
}

/// Goes back to the address before.
pub fn back() {
    if let Some(history) = history() {
        // Refused only where the page is not shown any more.
        history.back().ok();
    }
}

/// Calls `then` with the new address whenever it changes, by us or by the back and forward buttons.
pub fn on_change(mut then: impl FnMut(String) + 'static) -> Option<Listener> {
    on_window("hashchange", move |_| then(current()))
}

/// Asks before the tab is closed or reloaded, for as long as the listener lives. Browsers ask only where somebody has
/// touched the page, and complain of being asked to where nobody has.
pub fn on_leaving() -> Option<Listener> {
    on_window("beforeunload", |event| {
        if touched() {
            event.prevent_default();
        }
    })
}

/// Whether somebody has touched the page or pressed a key on it.
fn touched() -> bool {
    let get = |from: &JsValue, name: &str| Reflect::get(from, &name.into()).ok();
    web_sys::window()
        .and_then(|w| get(&w.navigator(), "userActivation"))
        .and_then(|activation| get(&activation, "hasBeenActive"))
        .is_some_and(|active| active.is_truthy())
}
