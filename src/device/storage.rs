//! What is kept between visits: a few small strings in localStorage, one key each.
//!
//! Storage may be denied, full, or hold what another hand wrote. A read gives what is there; whoever understands it
//! decides whether it is sound, and hands what is not to [`set_aside`], so that nothing is lost and nothing bad is
//! read twice.

use super::{Capability, Fault};
use web_sys::Storage;

/// The keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Key {
    /// `lamp` or `day`.
    Light,
    /// Pace, several, starting side; see `ui::prefs`.
    Prefs,
    /// `1` once the safety page has been read.
    Safety,
    /// The keys that were taught; see [`crate::session::KeyMap`].
    Pedal,
}

impl Key {
    const fn name(self) -> &'static str {
        match self {
            Self::Light => "backstroke.light",
            Self::Prefs => "backstroke.prefs",
            Self::Safety => "backstroke.safety",
            Self::Pedal => "backstroke.pedal",
        }
    }
}

/// What is kept under a key.
///
/// # Errors
/// Where the browser has no storage or denies it.
pub fn read(key: Key) -> Result<Option<String>, Fault> {
    store()?.get_item(key.name()).map_err(|e| Fault::new(Capability::Storage, &e))
}

/// Keeps a value.
///
/// # Errors
/// Where the browser has no storage, denies it, or has no room left.
pub fn write(key: Key, value: &str) -> Result<(), Fault> {
    store()?.set_item(key.name(), value).map_err(|e| Fault::new(Capability::Storage, &e))
}

/// Moves a value that could not be understood to `….bad`, where a person may still find it.
///
/// # Errors
/// As [`write`].
pub fn set_aside(key: Key, value: &str) -> Result<(), Fault> {
    let store = store()?;
    let mut aside = String::from(key.name());
    aside.push_str(".bad");
    store.set_item(&aside, value).map_err(|e| Fault::new(Capability::Storage, &e))?;
    store.remove_item(key.name()).map_err(|e| Fault::new(Capability::Storage, &e))
}

fn store() -> Result<Storage, Fault> {
    let window = web_sys::window().ok_or_else(|| Fault::missing(Capability::Storage))?;
    let found = window.local_storage().map_err(|e| Fault::new(Capability::Storage, &e))?;
    found.ok_or_else(|| Fault::missing(Capability::Storage))
}
