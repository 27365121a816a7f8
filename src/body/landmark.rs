//! Named places: a level up the back and a lane across it.

use super::{Point, Side, half_width};
use serde::{Deserialize, Serialize};

/// A height on the back. Its centimetres are those of a neutral adult back, measured from the base of the spine.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// The base of the spine, 0 cm.
    Base,
    /// The hips, 6 cm.
    Hips,
    /// The waist, 16 cm.
    Waist,
    /// The chest, at the tips of the shoulder blades, 32 cm.
    Chest,
    /// The middle of the shoulder blades, 41 cm: a palm here reaches the shoulder's upper edge with its fingers.
    Blades,
    /// The shoulders, 46 cm.
    Shoulders,
    /// The neck, 50 cm.
    Neck,
}

impl Level {
    /// All levels from the base up.
    pub const ALL: [Self; 7] =
        [Self::Base, Self::Hips, Self::Waist, Self::Chest, Self::Blades, Self::Shoulders, Self::Neck];

    /// Centimetres above the base of the spine.
    pub const fn y(self) -> f64 {
        match self {
            Self::Base => 0.0,
            Self::Hips => 6.0,
            Self::Waist => 16.0,
            Self::Chest => 32.0,
            Self::Blades => 41.0,
            Self::Shoulders => 46.0,
            Self::Neck => 50.0,
        }
    }

    /// The word used in documents and plans.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Base => "base",
            Self::Hips => "hips",
            Self::Waist => "waist",
            Self::Chest => "chest",
            Self::Blades => "blades",
            Self::Shoulders => "shoulders",
            Self::Neck => "neck",
        }
    }
}

/// A distance from the spine.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Lane {
    /// The hollow beside the spine, where a thumb fits: 2.4 cm out.
    Channel,
    /// Beside the spine: a palm here lies close to it and clear of it, 5.4 cm out.
    Spine,
    /// Along the column of muscle, 6.8 cm out.
    Column,
    /// The middle of one half, 10.8 cm out.
    Middle,
    /// The outer half, where a second palm lies beside one next to the spine: 13.2 cm out.
    Outer,
    /// Towards the arm, over the outer edge of the shoulder blade: 18 cm out.
    Arm,
    /// The side of the body: 2.4 cm inside its outline, so that the palm lies on its curve.
    Side,
}

impl Lane {
    /// All lanes from the spine outwards.
    pub const ALL: [Self; 7] =
        [Self::Channel, Self::Spine, Self::Column, Self::Middle, Self::Outer, Self::Arm, Self::Side];

    /// Centimetres from the spine at height `y`.
    pub fn x(self, y: f64) -> f64 {
        match self {
            Self::Channel => 2.4,
            Self::Spine => 5.4,
            Self::Column => 6.8,
            Self::Middle => 10.8,
            Self::Outer => 13.2,
            Self::Arm => 18.0,
            Self::Side => half_width(y) - 2.4,
        }
    }

    /// The word used in documents.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Channel => "channel",
            Self::Spine => "spine",
            Self::Column => "column",
            Self::Middle => "middle",
            Self::Outer => "outer",
            Self::Arm => "arm",
            Self::Side => "side",
        }
    }
}

/// A named place on either half of the back, written `level lane`: `waist channel`, `base middle`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Landmark {
    /// How high.
    pub level: Level,
    /// How far out.
    pub lane: Lane,
}

impl Landmark {
    /// The landmark of that name, or `None` where either word is unknown.
    pub fn parse(name: &str) -> Option<Self> {
        let (level, lane) = name.split_once(' ')?;
        Some(Self {
            level: Level::ALL.into_iter().find(|l| l.name() == level)?,
            lane: Lane::ALL.into_iter().find(|l| l.name() == lane)?,
        })
    }

    /// Where it is on one side, in centimetres.
    pub fn on(self, side: Side) -> Point {
        let y = self.level.y();
        Point::new(side.sign() * self.lane.x(y), y)
    }
}
