//! Where: geometry in centimetres on a back.
//!
//! x is 0 at the spine and grows to the receiver's right, who lies face down with the head at the top; y is 0 at the
//! base of the spine and grows towards the head. This room knows no routine, no time of day, no browser.

mod hand;
mod landmark;
mod motion;
mod outline;
mod path;

pub use hand::{Blend, Contact, HandPose, PALM, Pose, Posture, Shape, THUMB_BONES, THUMB_ROOT, from_palm, thumb_pad};
pub use landmark::{Landmark, Lane, Level};
pub use motion::{Act, Hold, Motion, Run, SPINE_BARE_CM};
pub use outline::{half_width, inside};
pub use path::Path;

/// One of the two sides, of the receiver's back and of the giver's hands alike: the giver stands at the feet's end
/// and looks towards the head, so that left is left for both.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Side {
    /// The receiver's left, x below zero.
    Left,
    /// The receiver's right, x above zero.
    Right,
}

impl Side {
    /// Both sides, left first.
    pub const BOTH: [Self; 2] = [Self::Left, Self::Right];

    /// The sign of x on this side.
    pub const fn sign(self) -> f64 {
        match self {
            Self::Left => -1.0,
            Self::Right => 1.0,
        }
    }

    /// The other side.
    #[must_use]
    pub const fn other(self) -> Self {
        match self {
            Self::Left => Self::Right,
            Self::Right => Self::Left,
        }
    }

    /// `left` or `right`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Left => "left",
            Self::Right => "right",
        }
    }
}

/// A point on the back, in centimetres.
#[derive(Clone, Copy, Debug, PartialEq, Default)]
pub struct Point {
    /// Centimetres from the spine, positive to the receiver's right.
    pub x: f64,
    /// Centimetres from the base of the spine, positive towards the head.
    pub y: f64,
}

impl Point {
    /// A point from its two centimetres.
    pub const fn new(x: f64, y: f64) -> Self {
        Self { x, y }
    }

    /// The distance to another point, in centimetres.
    pub fn distance(self, other: Self) -> f64 {
        (self.x - other.x).hypot(self.y - other.y)
    }

    /// The point a share `t` (0 to 1) of the way to another.
    #[must_use]
    pub fn toward(self, other: Self, t: f64) -> Self {
        Self::new(self.x + (other.x - self.x) * t, self.y + (other.y - self.y) * t)
    }
}
