//! The cues as short scores: which notes, when, how loud and from where.
//!
//! Each is known with the eyes shut, by its contour alone. The note A is kept for what means A: only *return to A* and
//! the last chord have it.

use crate::body::Side;
use crate::routine::Cue;

/// One note of a score.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Note {
    /// Hertz, equal temperament on A = 440.
    pub pitch_hz: f32,
    /// When it is struck, in milliseconds from the score's start.
    pub at_ms: u16,
    /// The amplitude of its lowest partial, 0 to 1.
    pub level: f32,
    /// Where from: −1 (left) to 1 (right).
    pub pan: f32,
}

/// A few notes, and how they are struck and die away.
#[derive(Clone, Debug, PartialEq)]
pub struct Score {
    /// The notes, in order.
    pub notes: Vec<Note>,
    /// How long a note takes to rise, in milliseconds. Never under 8: somebody is half asleep.
    pub attack_ms: u16,
    /// In how long a note's lowest partial falls to 1/e, in milliseconds.
    pub fall_ms: u16,
    /// How long a note is heard in all, in milliseconds.
    pub ring_ms: u16,
    /// How many of the bowl's partials sound, lowest first.
    pub partials: u8,
}

/// What can sound besides the voice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Bowl {
    /// The session begins: an open fifth, upwards.
    Begin,
    /// The next movement: one soft bowl.
    Next,
    /// Again: two notes, turning back on themselves.
    Repeat,
    /// The same on that side: the same two notes, wide apart, from the other side to it.
    OtherSide(Side),
    /// The next level: a step down.
    Level,
    /// Back to sequence A: a phrase that falls and comes to rest on A.
    ReturnToA,
    /// The end: a slow open chord.
    Finish,
    /// Half of a long movement is done: one high bowl, far away.
    HalfWay,
    /// One of a movement's last three seconds.
    Tick,
}

const A3: f32 = 220.0;
const E4: f32 = 329.63;
const G4: f32 = 392.0;
const A4: f32 = 440.0;
const B4: f32 = 493.88;
const D5: f32 = 587.33;
const E5: f32 = 659.26;
const G5: f32 = 783.99;
const E6: f32 = 1318.51;

impl Bowl {
    /// All of them.
    pub const ALL: [Self; 10] = [
        Self::Begin,
        Self::Next,
        Self::Repeat,
        Self::OtherSide(Side::Left),
        Self::OtherSide(Side::Right),
        Self::Level,
        Self::ReturnToA,
        Self::Finish,
        Self::HalfWay,
        Self::Tick,
    ];

    /// What a cue sounds like; `side` is the one that the step it opens works on.
    pub fn of(cue: Cue, side: Option<Side>) -> Self {
        match cue {
            Cue::Begin => Self::Begin,
            Cue::Next => Self::Next,
            Cue::Repeat => Self::Repeat,
            Cue::OtherSide => Self::OtherSide(side.unwrap_or(Side::Left)),
            Cue::Level => Self::Level,
            Cue::ReturnToA => Self::ReturnToA,
            Cue::Finish => Self::Finish,
        }
    }

    /// A short name, for files.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Begin => "begin",
            Self::Next => "next",
            Self::Repeat => "repeat",
            Self::OtherSide(Side::Left) => "other-side-left",
            Self::OtherSide(Side::Right) => "other-side-right",
            Self::Level => "level",
            Self::ReturnToA => "return-to-a",
            Self::Finish => "finish",
            Self::HalfWay => "half-way",
            Self::Tick => "tick",
        }
    }

    /// After how long the voice may speak over it, in milliseconds: its contour has been heard by then.
    pub const fn voice_after_ms(self) -> u32 {
        match self {
            Self::Next | Self::HalfWay => 480,
            Self::Begin | Self::OtherSide(_) => 950,
            Self::Repeat => 800,
            Self::Level => 750,
            Self::ReturnToA => 1_600,
            Self::Finish => 2_300,
            Self::Tick => 0,
        }
    }

    /// Its notes.
    pub fn score(self) -> Score {
        let (fall_ms, ring_ms, notes): (u16, u16, &[(f32, u16, f32)]) = match self {
            Self::Begin => (640, 2_700, &[(E4, 0, 0.2), (B4, 450, 0.19)]),
            Self::Next => (800, 3_200, &[(G4, 0, 0.24)]),
            Self::Repeat => (620, 2_600, &[(D5, 0, 0.2), (B4, 320, 0.18), (D5, 640, 0.22)]),
            Self::OtherSide(_) => (720, 2_500, &[(D5, 0, 0.2), (B4, 800, 0.26)]),
            Self::Level => (780, 2_800, &[(B4, 0, 0.19), (E4, 460, 0.23)]),
            Self::ReturnToA => (1_400, 4_200, &[(E5, 0, 0.13), (D5, 380, 0.13), (B4, 760, 0.14), (A4, 1_300, 0.26)]),
            Self::Finish => (1_050, 4_000, &[(A3, 0, 0.2), (E4, 520, 0.15), (A4, 1_040, 0.13), (E5, 1_600, 0.1)]),
            Self::HalfWay => (420, 1_900, &[(G5, 0, 0.1)]),
            Self::Tick => (35, 260, &[(E6, 0, 0.07)]),
        };
        let to = match self {
            Self::OtherSide(side) => side.sign() as f32 * 0.9,
            _ => 0.0,
        };
        // From where the hands were to where they go.
        let note = |(i, &(pitch_hz, at_ms, level)): (usize, &(f32, u16, f32))| {
            let pan = if i == 0 { -to } else { to };
            Note { pitch_hz, at_ms, level, pan }
        };
        let is_tick = self == Self::Tick;
        Score {
            notes: notes.iter().enumerate().map(note).collect(),
            attack_ms: if is_tick { 16 } else { 60 },
            fall_ms,
            ring_ms,
            partials: if is_tick { 1 } else { 3 },
        }
    }
}
