//! Backstroke guides one person through giving another a back massage.
//!
//! The pure rooms know no browser and no clock: [`body`] is where, [`routine`] what is done, [`session`] when,
//! [`sound`] how it sounds, [`figure`] how it looks, [`address`] which page an address means. `device` (one browser capability a file) and `ui` (pages and
//! components) exist on wasm only. Arrows point one way: ui → figure, sound → session → routine → body, and
//! ui → device.

pub mod address;
pub mod body;
pub mod figure;
pub mod routine;
pub mod session;
pub mod sound;

#[cfg(target_arch = "wasm32")]
pub mod device;
#[cfg(target_arch = "wasm32")]
pub mod ui;
