//! How it looks: the back and the hands as SVG, drawn from poses.
//!
//! Whole numbers only: the drawing's square is 10000 units wide (tenths of the pixels of a 1000 x 1000 square).

pub mod arm;
mod back;
pub mod bake;
mod bones;
mod field;
mod frame;
pub mod hand;
mod ink;
pub mod marks;
mod still;

pub use back::back;
pub use bake::{Baked, bake};
pub use frame::Frame;
pub use marks::{Lit, fold, lit};
pub use still::{file, still};

use crate::body::Point;

/// Units of the drawing in a centimetre on the back. The square is 10000 units wide.
pub const SCALE: f64 = ink::UNIT;

/// The spine's x, in centimetres from the square's left edge.
const MIDDLE: f64 = 5000.0 / SCALE;

/// The height, in centimetres, of the square's upper edge: 25.5 cm above the base of the spine is the square's middle.
const BASE: f64 = 25.5 + 5000.0 / SCALE;

/// Where a point of the back is in the square, in whole units.
pub fn to_px(p: Point) -> (i32, i32) {
    back::RIGHT.of(p)
}

/// The same, before rounding.
fn units_of(p: Point) -> (f64, f64) {
    ((p.x + MIDDLE) * SCALE, (BASE - p.y) * SCALE)
}

/// A tone that fades from its middle outwards without an edge.
macro_rules! tone {
    ($id:literal, $colour:literal) => {
        concat!(
            "<radialGradient id=\"",
            $id,
            "\"><stop stop-color=\"var(",
            $colour,
            ")\"/><stop offset=\".3\" stop-color=\"var(",
            $colour,
            ")\" stop-opacity=\".74\"/><stop offset=\".65\" stop-color=\"var(",
            $colour,
            ")\" stop-opacity=\".22\"/><stop offset=\"1\" stop-color=\"var(",
            $colour,
            ")\" stop-opacity=\"0\"/></radialGradient>"
        )
    };
}

/// Gradients that all drawings share.
pub fn defs() -> String {
    String::from(concat!(
        "<radialGradient id=\"f-gh\" gradientUnits=\"userSpaceOnUse\" cx=\"0\" cy=\"-150\" r=\"1250\">",
        "<stop stop-color=\"var(--fig-hand-0)\"/><stop offset=\".66\" stop-color=\"var(--fig-hand-1)\"/></radialGradient>",
        "<radialGradient id=\"f-gw\"><stop stop-color=\"var(--fig-warm)\" stop-opacity=\"var(--fig-warm-op)\"/>",
        "<stop offset=\"1\" stop-color=\"var(--fig-warm)\" stop-opacity=\"0\"/></radialGradient>",
        "<linearGradient id=\"f-ga\" gradientUnits=\"userSpaceOnUse\" x1=\"0\" y1=\"713\" x2=\"0\" y2=\"2600\">",
        "<stop stop-color=\"var(--fig-hand-1)\"/><stop offset=\".55\" stop-color=\"var(--fig-hand-1)\"/>",
        "<stop offset=\".8\" stop-color=\"var(--fig-hand-1)\" stop-opacity=\".55\"/>",
        "<stop offset=\"1\" stop-color=\"var(--fig-hand-1)\" stop-opacity=\"0\"/></linearGradient>",
        "<linearGradient id=\"f-gl\" gradientUnits=\"userSpaceOnUse\" x1=\"0\" y1=\"713\" x2=\"0\" y2=\"2500\">",
        "<stop offset=\".45\" stop-color=\"var(--fig-line)\"/>",
        "<stop offset=\"1\" stop-color=\"var(--fig-line)\" stop-opacity=\"0\"/></linearGradient>",
        "<linearGradient id=\"f-gs\" gradientUnits=\"userSpaceOnUse\" x1=\"0\" y1=\"713\" x2=\"0\" y2=\"2300\">",
        "<stop offset=\".2\" stop-color=\"var(--fig-shadow)\"/>",
        "<stop offset=\"1\" stop-color=\"var(--fig-shadow)\" stop-opacity=\"0\"/></linearGradient>",
        "<linearGradient id=\"f-gd\" gradientUnits=\"userSpaceOnUse\" x1=\"0\" y1=\"713\" x2=\"0\" y2=\"2500\">",
        "<stop offset=\".2\" stop-color=\"var(--fig-hand-dark)\"/>",
        "<stop offset=\"1\" stop-color=\"var(--fig-hand-dark)\" stop-opacity=\"0\"/></linearGradient>",
        "<radialGradient id=\"f-gk\" gradientUnits=\"userSpaceOnUse\" cx=\"4400\" cy=\"3900\" r=\"5600\">",
        "<stop stop-color=\"var(--fig-skin-0)\"/><stop offset=\".55\" stop-color=\"var(--fig-skin-1)\"/>",
        "<stop offset=\"1\" stop-color=\"var(--fig-skin-2)\"/></radialGradient>",
        "<radialGradient id=\"f-gg\" gradientUnits=\"userSpaceOnUse\" cx=\"4500\" cy=\"4200\" r=\"5200\">",
        "<stop stop-color=\"var(--fig-ground-2)\"/>",
        "<stop offset=\"1\" stop-color=\"var(--fig-ground-2)\" stop-opacity=\"0\"/></radialGradient>",
        "<linearGradient id=\"f-gt\" x2=\"0\" y2=\"1\"><stop stop-color=\"var(--fig-towel-0)\"/>",
        "<stop offset=\".75\" stop-color=\"var(--fig-towel-1)\"/></linearGradient>",
        // The mask that lets arms and their shadow fade downwards.
        "<linearGradient id=\"f-gm\" gradientUnits=\"userSpaceOnUse\" x1=\"0\" y1=\"4450\" x2=\"0\" y2=\"6900\">",
        "<stop stop-color=\"#fff\"/><stop offset=\"1\" stop-color=\"#000\"/></linearGradient>",
        tone!("f-gtd", "--fig-dark"),
        tone!("f-gtl", "--fig-hi"),
        tone!("f-gtg", "--fig-glow"),
        tone!("f-gts", "--fig-shadow"),
    ))
}
