//! A hand: its posture, how it touches, and where it is at one instant.

use super::{Point, Side};
use serde::{Deserialize, Serialize};

/// The middle of the palm from the wrist, in centimetres along the hand's axis; a hand's place is told by it.
pub const PALM: f64 = 6.2;

/// The thumb's root from the wrist, in centimetres: towards the thumb, and along the hand's axis.
pub const THUMB_ROOT: Point = Point::new(1.85, 2.0);

/// The lengths of the thumb's three bones as seen from above, in centimetres.
pub const THUMB_BONES: [f64; 3] = [4.3, 3.25, 2.75];

/// How much of the thumb's last bone lies between its joint and the middle of its pad.
const PAD: f64 = 0.8;

/// Where the pad of the thumb is from the middle of the palm, in centimetres on the back, for a hand of that side
/// and `heading` (degrees clockwise from straight towards the head).
pub fn thumb_pad(side: Side, heading: f64, shape: &Shape) -> Point {
    let mut p = Point::new(THUMB_ROOT.x, THUMB_ROOT.y - PALM);
    for ((degrees, bone), share) in shape.thumb.into_iter().zip(THUMB_BONES).zip([1.0, 1.0, PAD]) {
        let (sin, cos) = degrees.to_radians().sin_cos();
        p = Point::new(p.x + sin * bone * share, p.y + cos * bone * share);
    }
    from_palm(side, heading, p)
}

/// An offset from the middle of the palm, given in the hand's own axes (x towards the thumb, y along the fingers),
/// turned into one on the back. The left hand's thumb is on its right, the right hand's on its left.
pub fn from_palm(side: Side, heading: f64, p: Point) -> Point {
    let (sin, cos) = heading.to_radians().sin_cos();
    let x = -side.sign() * p.x;
    Point::new(x * cos + p.y * sin, p.y * cos - x * sin)
}

/// The part of the hand that does the work.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Contact {
    /// The whole flat hand.
    Palm,
    /// The pads of the thumbs; the fingers only rest.
    Thumbs,
    /// The fingers.
    Fingers,
    /// The heel of the hand.
    Heel,
}

impl Contact {
    /// The word used in documents and plans.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Palm => "palm",
            Self::Thumbs => "thumbs",
            Self::Fingers => "fingers",
            Self::Heel => "heel",
        }
    }
}

/// A named posture of the hand: a few angles. Any of them can turn into any other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Posture {
    /// Flat, fingers turned in towards the other hand.
    Facing,
    /// Flat, fingers up the back.
    Up,
    /// Thumbs leading, fingers open and relaxed.
    Thumbs,
    /// Kneading, the hand open before the squeeze, its fingers over the shoulder's edge.
    Open,
    /// Kneading, the squeeze: fingers and thumb draw the muscle together.
    Grip,
    /// Flat, fingers turned outwards.
    Out,
    /// Flat along one side, as one hand follows the other.
    Follow,
}

impl Posture {
    /// All postures.
    pub const ALL: [Self; 7] = [Self::Facing, Self::Up, Self::Thumbs, Self::Open, Self::Grip, Self::Out, Self::Follow];

    /// The word used in documents.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Facing => "facing",
            Self::Up => "up",
            Self::Thumbs => "thumbs",
            Self::Open => "open",
            Self::Grip => "grip",
            Self::Out => "out",
            Self::Follow => "follow",
        }
    }

    /// The posture of that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|posture| posture.name() == name)
    }

    /// Its angles.
    pub const fn shape(self) -> Shape {
        match self {
            Self::Facing => Shape::new([3.0, 0.0, -3.5, -9.0], [7.0, 12.0, 9.0], [38.0, 26.0, 21.0]),
            Self::Up => Shape::new([3.5, 0.0, -3.5, -9.0], [4.0, 8.0, 6.0], [33.0, 17.0, 9.0]),
            Self::Thumbs => Shape::new([4.0, -4.0, -12.0, -22.0], [12.0, 24.0, 16.0], [39.0, 28.0, 24.0]),
            Self::Open => Shape::new([6.0, 1.0, -4.0, -11.0], [20.0, 32.0, 20.0], [46.0, 30.0, 13.0]),
            Self::Grip => Shape::new([4.0, 1.0, -2.0, -6.0], [40.0, 50.0, 26.0], [45.0, 28.0, 4.0]),
            Self::Out => Shape::new([4.0, -1.0, -6.0, -14.0], [5.0, 9.0, 6.0], [40.0, 32.0, 25.0]),
            Self::Follow => Shape::new([3.0, 0.0, -4.0, -9.0], [5.0, 9.0, 6.0], [31.0, 15.0, 7.0]),
        }
    }

    /// How far the hand turns from straight up the back, in degrees towards the other hand; negative is outwards.
    pub const fn turn_in(self) -> f64 {
        match self {
            Self::Facing => 55.0,
            Self::Up => 3.0,
            Self::Thumbs => -25.0,
            Self::Open | Self::Grip => 0.0,
            Self::Out => -42.0,
            Self::Follow => 4.0,
        }
    }
}

/// The angles of a hand's joints, in degrees.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Shape {
    /// Sideways spread of index, middle, ring and little finger, positive towards the thumb.
    pub spread: [f64; 4],
    /// Flex of each finger's three joints.
    pub flex: [f64; 3],
    /// Directions of the thumb's three bones, from the hand's axis towards the thumb.
    pub thumb: [f64; 3],
}

impl Shape {
    const fn new(spread: [f64; 4], flex: [f64; 3], thumb: [f64; 3]) -> Self {
        Self { spread, flex, thumb }
    }

    /// The shape a share `t` (0 to 1) of the way to another.
    #[must_use]
    pub fn toward(&self, other: &Self, t: f64) -> Self {
        fn mix<const N: usize>(a: &[f64; N], b: &[f64; N], t: f64) -> [f64; N] {
            let mut out = *a;
            for (o, b) in out.iter_mut().zip(b) {
                *o += (b - *o) * t;
            }
            out
        }
        Self {
            spread: mix(&self.spread, &other.spread, t),
            flex: mix(&self.flex, &other.flex, t),
            thumb: mix(&self.thumb, &other.thumb, t),
        }
    }
}

/// A posture on its way into another.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Blend {
    /// The posture it comes from.
    pub from: Posture,
    /// The posture it goes to.
    pub to: Posture,
    /// How much of the way is done, 0 to 1.
    pub mix: f64,
}

impl Blend {
    /// One posture, held.
    pub const fn still(posture: Posture) -> Self {
        Self { from: posture, to: posture, mix: 0.0 }
    }

    /// The joints' angles now.
    pub fn shape(&self) -> Shape {
        self.from.shape().toward(&self.to.shape(), self.mix)
    }

    /// The posture, where it is one and not on its way.
    pub fn settled(&self) -> Option<Posture> {
        match self.mix {
            _ if self.from == self.to => Some(self.from),
            mix if mix <= 0.0 => Some(self.from),
            mix if mix >= 1.0 => Some(self.to),
            _ => None,
        }
    }

    /// The posture that it is nearer to.
    pub fn nearer(&self) -> Posture {
        if self.mix < 0.5 { self.from } else { self.to }
    }

    /// How much of the way to one of its two postures is done, 0 to 1, and the other of them; `None` for any third.
    fn on_its_way(&self, posture: Posture) -> Option<(Posture, f64)> {
        match posture {
            p if p == self.to => Some((self.from, self.mix)),
            p if p == self.from => Some((self.to, 1.0 - self.mix)),
            _ => None,
        }
    }

    /// The blend a share `t` (0 to 1) of the way to another. Two blends that have no posture in common meet in neither:
    /// the nearer one stands for both.
    #[must_use]
    pub fn mixed(&self, other: &Self, t: f64) -> Self {
        let pair = |from, to, mix| if from == to { Self::still(from) } else { Self { from, to, mix } };
        let mixed = match (self.settled(), other.settled()) {
            (Some(from), Some(to)) => Some(pair(from, to, t)),
            (None, Some(to)) => self.on_its_way(to).map(|(from, done)| pair(from, to, done + (1.0 - done) * t)),
            (Some(from), None) => other.on_its_way(from).map(|(to, done)| pair(from, to, (1.0 - done) * t)),
            (None, None) => {
                let same = self.on_its_way(other.to).filter(|(from, _)| *from == other.from);
                same.map(|(from, done)| pair(from, other.to, done + (other.mix - done) * t))
            }
        };
        mixed.unwrap_or(if t < 0.5 { *self } else { *other })
    }
}

/// One hand at one instant.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct HandPose {
    /// Where it works, in centimetres: the middle of the palm, or the thumb's pad in a thumb stroke, and in between
    /// while the one turns into the other.
    pub at: Point,
    /// The middle of the palm, in centimetres.
    pub palm: Point,
    /// The direction of the fingers, in degrees clockwise from straight towards the head.
    pub heading: f64,
    /// The fingers' posture.
    pub blend: Blend,
    /// What touches.
    pub contact: Contact,
    /// How firmly, 0 (skims, no weight) to 1 (the giver's body weight).
    pub pressure: f64,
}

/// Both hands at one instant.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pose {
    /// The giver's left hand.
    pub left: HandPose,
    /// The giver's right hand.
    pub right: HandPose,
}

impl Pose {
    /// One of the two hands.
    pub const fn hand(&self, side: Side) -> &HandPose {
        match side {
            Side::Left => &self.left,
            Side::Right => &self.right,
        }
    }
}
