//! How it looks: the back and the hands as SVG, drawn from poses; keyframes baked from a step's motion.
//!
//! This room knows no browser and no clock. The drawing's square is 10000 units wide, 115 units to the centimetre,
//! whole numbers only (printing floats would cost the download 5 KB); all that matters lies within 4400 units of its
//! middle. Colours are custom properties, set in `style/figure.css`, so that light and tint change without a redraw.
//!
//! What goes where, from the bottom up:
//!
//! ```text
//! once in the document   <defs>: defs(), and Frame::symbol() of every drawing in use
//! a layer of its own     back()                      never redrawn
//! above it               lit(..), fold(..), Baked.marks in their order       opacity only
//! per hand               translate(x, y) rotate(heading)                     by Track.keys
//!                          pressure()                opacity by Key.press
//!                          arm(side)                 rotate(arm) about (0, WRIST_Y)
//!                          <use href="#…"> per drawing in Track.shown, in that order, opacity by its fades
//! ```

mod arm;
mod back;
mod bake;
mod bones;
mod defs;
mod field;
mod frame;
mod hand;
mod ink;
mod join;
mod marks;
mod still;
mod way;

pub use arm::{WRIST_Y, arm};
pub use back::{BACK, back};
pub use bake::{Baked, Fade, Key, Mark, Offset, Shown, Track, WHOLE, bake, opacity_at};
pub use defs::defs;
pub use frame::Frame;
pub use hand::Sketch;
pub use join::join;
pub use marks::{Lit, fold, lit, pressure};
pub use still::{file, still, tenths};

use crate::body::Point;

/// Units of the drawing in a centimetre on the back.
pub const SCALE: f64 = 115.0;

/// The spine's x, in centimetres from the square's left edge.
const MIDDLE: f64 = 5000.0 / SCALE;

/// The height, in centimetres, of the square's upper edge: the square's middle is 25.5 cm above the base of the spine.
const BASE: f64 = 25.5 + 5000.0 / SCALE;

/// Where a point of the back is in the square, in whole units.
pub fn to_px(p: Point) -> (i32, i32) {
    let (x, y) = units_of(p);
    (x.round() as i32, y.round() as i32)
}

/// The same, before rounding.
fn units_of(p: Point) -> (f64, f64) {
    ((p.x + MIDDLE) * SCALE, (BASE - p.y) * SCALE)
}
