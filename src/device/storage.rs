//! What is kept between visits: a few small strings in localStorage, one key each.
//!
//! Storage may be denied, full, or hold what another hand wrote. A read gives what is there; whoever understands it
//! decides whether it is sound, and hands what is not to [`set_aside`], so that nothing is lost and nothing bad is
//! read twice.

use super::events::{Listener, on_window};
use super::{Capability, Fault};
use js_sys::Reflect;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Storage, StorageEvent};

/// The keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Key {
    /// `lamp` or `day`.
    Light,
    /// What was chosen; see `ui::prefs`.
    Prefs,
    /// `1` once the safety page has been read.
    Safety,
    /// The session under way; see `ui::session::kept`.
    Session,
    /// What tabs say to each other; see [`super::tabs`].
    Tab,
    /// The keys that were taught; see [`crate::session::KeyMap`].
    Pedal,
    /// Until when nothing is offered; see [`crate::session::Hush`].
    Hush,
}

impl Key {
    const fn name(self) -> &'static str {
        match self {
            Self::Light => "backstroke.light",
            Self::Prefs => "backstroke.prefs",
            Self::Safety => "backstroke.safety",
            Self::Session => "backstroke.session",
            Self::Tab => "backstroke.tab",
            Self::Pedal => "backstroke.pedal",
            Self::Hush => "backstroke.hush",
        }
    }
}

/// What is kept under a key.
///
/// # Errors
/// Where the browser has no storage or denies it.
pub fn read(key: Key) -> Result<Option<String>, Fault> {
    store()?.get_item(key.name()).map_err(|e| fault(&e))
}

/// Keeps a value.
///
/// # Errors
/// Where the browser has no storage, denies it, or has no room left.
pub fn write(key: Key, value: &str) -> Result<(), Fault> {
    store()?.set_item(key.name(), value).map_err(|e| fault(&e))
}

/// Forgets what is kept under a key.
///
/// # Errors
/// Where the browser has no storage or denies it.
pub fn remove(key: Key) -> Result<(), Fault> {
    store()?.remove_item(key.name()).map_err(|e| fault(&e))
}

/// Moves a value that could not be understood to `….bad`, where a person may still find it; to `….bad.2` and so on where
/// others lie there already.
///
/// # Errors
/// As [`write`]. The value is then still where it was.
pub fn set_aside(key: Key, value: &str) -> Result<(), Fault> {
    let store = store()?;
    let bad = [key.name(), ".bad"].concat();
    let mut aside = bad.clone();
    let mut n = 1_u32;
    while let Some(earlier) = store.get_item(&aside).map_err(|e| fault(&e))? {
        if earlier == value {
            return store.remove_item(key.name()).map_err(|e| fault(&e));
        }
        n += 1;
        aside = [bad.as_str(), ".", &n.to_string()].concat();
    }
    // Where there is no room for two of them, there is room for one.
    store.remove_item(key.name()).map_err(|e| fault(&e))?;
    store.set_item(&aside, value).map_err(|e| {
        // It was there a moment ago, so it fits.
        store.set_item(key.name(), value).ok();
        fault(&e)
    })
}

/// Calls `then` with the new value whenever another tab changes what is kept under a key.
pub fn on_change(key: Key, mut then: impl FnMut(Option<String>) + 'static) -> Option<Listener> {
    on_window("storage", move |event| {
        if let Some(event) = event.dyn_ref::<StorageEvent>().filter(|e| e.key().as_deref() == Some(key.name())) {
            then(event.new_value());
        }
    })
}

fn store() -> Result<Storage, Fault> {
    let window = web_sys::window().ok_or_else(|| Fault::missing(Capability::Storage))?;
    let found = window.local_storage().map_err(|e| fault(&e))?;
    found.ok_or_else(|| Fault::missing(Capability::Storage))
}

/// A storage that is full is another matter than none.
fn fault(thrown: &JsValue) -> Fault {
    let name = Reflect::get(thrown, &"name".into()).ok().and_then(|name| name.as_string()).unwrap_or_default();
    // The second is Firefox's older word.
    let full = name == "QuotaExceededError" || name == "NS_ERROR_DOM_QUOTA_REACHED";
    Fault::new(if full { Capability::Room } else { Capability::Storage }, thrown)
}
