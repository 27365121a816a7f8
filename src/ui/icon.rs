//! The few signs, drawn as lines on a square of 40.

use super::fresh::{Fresh, fresh};
use leptos::prelude::*;

/// The closed ring with an arrow: again.
pub const AGAIN: &str = "M31 9A15.5 15.5 0 1 0 35 17M32 1.5L31.4 9.6L23.4 9";
/// The arrow that turns back: return.
pub const RETURN: &str = "M13 5L4 14L13 23M5 14H25A9.5 9.5 0 0 1 25 34H12";
/// To the left, with a shaft.
pub const LEFT: &str = "M16 8L4 20L16 32M4 20H36";
/// To the right, with a shaft.
pub const RIGHT: &str = "M4 20H35M24 9L36 20L24 31";
/// To the right, without one.
pub const MORE: &str = "M14 6L28 20L14 34";
/// To the one before.
pub const PREVIOUS: &str = "M27 8L13 20L27 32M8 8V32";
/// To the next one.
pub const NEXT: &str = "M13 8L27 20L13 32M32 8V32";
/// The endless loop: keep on.
pub const LOOP: &str = "M20 20C16 11 4 11 4 20C4 29 16 29 20 20C24 11 36 11 36 20C36 29 24 29 20 20";
/// Four corners: the whole screen.
pub const FULL: &str = "M5 14V5H14M26 5H35V14M35 26V35H26M14 35H5V26";
/// The moon: the screen may go dark.
pub const MOON: &str = "M34 24A15 15 0 1 1 16 6A12 12 0 0 0 34 24Z";
/// The square: end.
pub const STOP: &str = "M10 10h20v20H10z";
/// Two bars: pause. Filled.
pub const PAUSE: &str = "M10 5h6v30h-6zM24 5h6v30h-6z";
/// The triangle: go. Filled.
pub const GO: &str = "M10 5L35 20L10 35Z";

/// A sign. It says nothing by itself: the word beside it does.
#[component]
pub fn Icon(
    /// The path, one of this module's.
    path: &'static str,
) -> Fresh {
    fresh(view! { <svg class="icon" viewBox="0 0 40 40" aria-hidden="true"><path d=path></path></svg> })
}
