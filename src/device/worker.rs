//! Working without network: how much is kept on this device, and a new version that waits.
//!
//! The page's own script (`src/offline.js`) registers the worker and tells by data on the root element; what is asked
//! of it goes out as an event. So none of the browser's worker interface is in the wasm.

use super::dom;
use super::events::{Listener, on_window};
use web_sys::{CustomEvent, CustomEventInit};

/// How much of what works without network is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kept {
    /// Nothing is known yet, or this browser keeps nothing.
    Unknown,
    /// So many in a hundred files.
    Part(u8),
    /// Everything.
    All,
    /// It failed: no room, or no network any more.
    Failed,
}

/// How much is kept now.
pub fn kept() -> Kept {
    match dom::root_data("kept").as_deref() {
        Some("all") => Kept::All,
        Some("not") => Kept::Failed,
        Some(percent) => percent.parse().map_or(Kept::Unknown, Kept::Part),
        None => Kept::Unknown,
    }
}

/// A new version, complete on this device.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Update {
    /// There is none.
    None,
    /// It waits for consent.
    Waiting,
    /// It was consented to, and a session in another window keeps it waiting.
    Busy,
}

/// Whether a new version waits.
pub fn update() -> Update {
    match dom::root_data("update").as_deref() {
        Some("waiting") => Update::Waiting,
        Some("busy") => Update::Busy,
        _ => Update::None,
    }
}

/// Lets the app be kept on this device, which takes some seconds of the network and of the processor. Whatever else is
/// asked has it kept as well.
pub fn keep() {
    ask("keep");
}

/// Lets the new version take over; the page is then loaded from it.
pub fn use_update() {
    ask("update");
}

/// Asks the browser to let what is kept stay, however full the device gets.
pub fn persist() {
    ask("persist");
}

/// Says whether a session is under way: until it is over, no window lets a new version take over.
pub fn set_session(under_way: bool) {
    dom::set_root_data("session", if under_way { "under-way" } else { "" });
    ask("session");
}

/// Calls `then` whenever any of this, or of [`super::install`], has changed.
pub fn on_told(mut then: impl FnMut() + 'static) -> Option<Listener> {
    on_window("backstroke:told", move |_| then())
}

/// Asks the page's script for something by its word there.
pub(super) fn ask(word: &str) {
    let detail = CustomEventInit::new();
    detail.set_detail(&word.into());
    if let (Some(window), Ok(event)) =
        (web_sys::window(), CustomEvent::new_with_event_init_dict("backstroke:ask", &detail))
    {
        // The script may not be there: then nothing is kept, and there is nothing to ask of.
        window.dispatch_event(&event).ok();
    }
}
