//! Lamp light or daylight: the choice, its keeping, and the room's colour for the browser's own frame.
//!
//! `src/boot.js` makes the same choice before the first paint, from the same key.

use super::storage::{self, Key};
use super::{Fault, clock, dom};

/// The two lights.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Light {
    /// Near-black warm brown, ivory and brass.
    Lamp,
    /// Warm paper.
    Day,
}

impl Light {
    /// The word in the document and in storage.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Lamp => "lamp",
            Self::Day => "day",
        }
    }
}

/// The light that is on: as `boot.js` set it, else lamp from six in the evening to seven in the morning.
pub fn current() -> Light {
    let set = dom::document().and_then(|d| d.document_element()).and_then(|root| root.get_attribute("data-light"));
    match set.as_deref() {
        Some("day") => Light::Day,
        Some("lamp") => Light::Lamp,
        _ if (7..18).contains(&clock::hour()) => Light::Day,
        _ => Light::Lamp,
    }
}

/// The light that was chosen, where one was; `None` where it follows the hour.
pub fn chosen() -> Option<Light> {
    match storage::read(Key::Light).ok().flatten().as_deref() {
        Some("lamp") => Some(Light::Lamp),
        Some("day") => Some(Light::Day),
        _ => None,
    }
}

/// Turns on the light of the hour, as `boot.js` would.
pub fn follow_hour() -> Light {
    let by_day = (7..18).contains(&clock::hour()) && !prefers_dark();
    let light = if by_day { Light::Day } else { Light::Lamp };
    show(light);
    light
}

/// Forgets the choice.
///
/// # Errors
/// Where the browser has no storage or denies it.
pub fn forget() -> Result<(), Fault> {
    storage::remove(Key::Light)
}

fn prefers_dark() -> bool {
    web_sys::window()
        .and_then(|w| w.match_media("(prefers-color-scheme: dark)").ok().flatten())
        .is_some_and(|m| m.matches())
}

/// Turns a light on and keeps the choice.
///
/// # Errors
/// Where the choice cannot be kept; the light is on all the same.
pub fn choose(light: Light) -> Result<(), Fault> {
    show(light);
    storage::write(Key::Light, light.name())
}

fn show(light: Light) {
    dom::set_root_data("light", light.name());
    let room = match light {
        Light::Lamp => "#16110C",
        Light::Day => "#F5EDDE",
    };
    if let Some(meta) = dom::document().and_then(|d| d.query_selector("meta[name=theme-color]").ok().flatten()) {
        meta.set_attribute("content", room).ok();
    }
}
