//! The browser: one capability a file. This room knows no page and no routine.
//!
//! Every capability may be missing or refused. What fails is a value ([`Fault`]) that the page shows in words; nothing
//! is swallowed and nothing here panics.

pub mod animate;
pub mod audio;
pub mod clock;
pub mod dom;
pub mod events;
pub mod file;
pub mod fullscreen;
pub mod hash;
pub mod idle;
pub mod light;
pub mod panic;
pub mod sight;
pub mod storage;
pub mod tabs;
pub mod tone;
pub mod wake_lock;

use std::fmt;
use wasm_bindgen::JsValue;

/// What the browser could not do, and why, in its own words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Which capability.
    pub what: Capability,
    /// The browser's reason, where it gave one.
    pub why: String,
}

/// What can be missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Capability {
    /// Keeping settings.
    Storage,
    /// Room to keep them in.
    Room,
    /// Giving and taking files.
    File,
    /// Sound.
    Audio,
    /// Keeping the screen awake.
    WakeLock,
    /// Moving pictures (Web Animations).
    Animation,
    /// The page itself: window or document.
    Page,
}

impl Fault {
    /// A fault, with the reason out of whatever the browser threw.
    pub fn new(what: Capability, thrown: &JsValue) -> Self {
        let why = thrown
            .as_string()
            .or_else(|| js_sys::Reflect::get(thrown, &"message".into()).ok().and_then(|m| m.as_string()))
            .unwrap_or_default();
        Self { what, why }
    }

    /// A fault with a reason of our own.
    pub fn missing(what: Capability) -> Self {
        Self { what, why: String::new() }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.what {
            Capability::Storage => "storage",
            Capability::Room => "room in storage",
            Capability::File => "files",
            Capability::Audio => "audio",
            Capability::WakeLock => "wake lock",
            Capability::Animation => "animation",
            Capability::Page => "page",
        })?;
        if self.why.is_empty() { Ok(()) } else { write!(f, ": {}", self.why) }
    }
}
