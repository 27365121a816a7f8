//! What the user chooses about a session.

use crate::body::Side;
use serde::{Deserialize, Serialize};

/// How fast the hands go. Touch research puts the pleasant range at 1 to 10 cm/s; firm strokes stay inside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Pace {
    /// 5 cm/s firm.
    Slow,
    /// 7 cm/s firm, 9 cm/s light.
    #[default]
    Gentle,
    /// 10 cm/s firm.
    Brisk,
}

impl Pace {
    /// All paces, slowest first.
    pub const ALL: [Self; 3] = [Self::Slow, Self::Gentle, Self::Brisk];

    /// The average speed of a firm stroke, in cm/s.
    pub const fn firm(self) -> f64 {
        match self {
            Self::Slow => 5.0,
            Self::Gentle => 7.0,
            Self::Brisk => 10.0,
        }
    }

    /// The average speed of a light stroke and of a glide, in cm/s: nine sevenths of the firm one.
    pub const fn light(self) -> f64 {
        self.firm() * 9.0 / 7.0
    }

    /// The word used on the command line, in plans and in saved settings.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Slow => "slow",
            Self::Gentle => "gentle",
            Self::Brisk => "brisk",
        }
    }

    /// The pace of that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|p| p.name() == name)
    }
}

/// How often "several" is, 1 to 10: one number for the whole session.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "u32", into = "u32")]
pub struct SeveralTimes(u8);

/// A number outside 1 to 10.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotSeveral(pub u32);

impl std::fmt::Display for NotSeveral {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} is not from 1 to 10", self.0)
    }
}

impl std::error::Error for NotSeveral {}

impl SeveralTimes {
    /// Two: the fewest that show how one pass joins the next.
    pub(super) const TWICE: Self = Self(2);

    /// Every choice, fewest first.
    pub fn all() -> impl Iterator<Item = Self> {
        (1..=10).map(Self)
    }

    /// The number.
    pub fn get(self) -> u32 {
        u32::from(self.0)
    }
}

impl Default for SeveralTimes {
    /// Three, as home-massage guides repeat each technique.
    fn default() -> Self {
        Self(3)
    }
}

impl TryFrom<u32> for SeveralTimes {
    type Error = NotSeveral;
    fn try_from(n: u32) -> Result<Self, NotSeveral> {
        match u8::try_from(n) {
            Ok(small @ 1..=10) => Ok(Self(small)),
            _ => Err(NotSeveral(n)),
        }
    }
}

impl From<SeveralTimes> for u32 {
    fn from(s: SeveralTimes) -> Self {
        s.get()
    }
}

/// What the user chooses about how a session is compiled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Prefs {
    /// How fast.
    pub pace: Pace,
    /// How often "several" is.
    pub several: SeveralTimes,
    /// Which side comes first where there are two.
    pub start: Side,
}

impl Default for Prefs {
    fn default() -> Self {
        Self { pace: Pace::default(), several: SeveralTimes::default(), start: Side::Right }
    }
}

/// What of a routine a session does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Selection {
    /// All sequences, in order.
    #[default]
    Whole,
    /// One sequence, with what it returns to.
    Sequence(char),
    /// All, from a movement of a sequence on (its place among the sequence's movements).
    From(char, usize),
}
