//! What can be wrong with a document: each problem names the sequence, the movement and the field.

use crate::body::Side;
use std::fmt;

/// One thing wrong with a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoutineError {
    /// The sequence's letter as written, where the problem is in one.
    pub sequence: Option<String>,
    /// The movement's id as written, where the problem is in one.
    pub movement: Option<String>,
    /// The field, as a path within the movement, the sequence or the document.
    pub field: String,
    /// What is wrong.
    pub problem: Problem,
}

/// What is wrong with a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// It is not JSON of the document's form; the parser's own words, with line and column.
    Unreadable(String),
    /// A format that this version does not know.
    UnknownFormat(u32),
    /// A text without a word in it.
    Empty,
    /// A list without entries.
    Nothing,
    /// Not one capital letter.
    NotALetter(String),
    /// Taken by another one.
    Duplicate(String),
    /// No such landmark.
    UnknownLandmark(String),
    /// No such posture.
    UnknownPosture(String),
    /// No such sequence.
    UnknownSequence(String),
    /// No such movement in that sequence.
    UnknownMovement(String),
    /// Sequences that return to one another without end, in order.
    Cycle(String),
    /// A count outside its range.
    Count {
        /// As written.
        found: u32,
        /// The least.
        least: u32,
        /// The most.
        most: u32,
    },
    /// More steps than any session has.
    TooLong(u64),
    /// Nested deeper than this.
    TooDeep(usize),
    /// A movement that the sequence never does.
    Unreachable,
    /// A place that is at a level, outside of "each-level".
    NoLevel,
    /// A one-sided movement outside of "each-side".
    NoSide,
    /// Not exactly one of "both", "knead" and "follow".
    NotOneDoing,
    /// "back" is not less than "forward".
    NudgeBack,
    /// Short strokes with more than one posture.
    NudgePostures,
    /// A part that does not start where the one before it ends.
    PartsApart,
    /// A hand leaves the back.
    OffTheBack(Side),
    /// A hand presses on the spine.
    OnTheSpine(Side),
    /// The hands would go through each other.
    HandsMeet,
    /// A hand would have to go faster than any may, in whole cm/s.
    TooFast(Side, u32),
    /// A hand would press, and hardly move.
    TooSlow(Side),
    /// No hand would touch the back.
    Lifted,
}

impl fmt::Display for RoutineError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(sequence) = &self.sequence {
            write!(f, "{sequence}, ")?;
        }
        if let Some(movement) = &self.movement {
            write!(f, "{movement}, ")?;
        }
        write!(f, "{}: {}", self.field, self.problem)
    }
}

impl std::error::Error for RoutineError {}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreadable(why) => write!(f, "cannot be read: {why}"),
            Self::UnknownFormat(n) => write!(f, "format {n} is not known; this version reads format 1"),
            Self::Empty => f.write_str("has no words in it"),
            Self::Nothing => f.write_str("is an empty list"),
            Self::NotALetter(found) => write!(f, "\"{found}\" is not one capital letter"),
            Self::Duplicate(name) => write!(f, "\"{name}\" is there twice"),
            Self::UnknownLandmark(name) => write!(
                f,
                "there is no landmark \"{name}\"; one is a level (base, hips, waist, chest, blades, shoulders, neck, \
                 or \"level\" in each-level) and a lane (channel, spine, column, middle, outer, arm, side)"
            ),
            Self::UnknownPosture(name) => {
                write!(f, "there is no posture \"{name}\"; they are facing, up, thumbs, open, grip, out, follow")
            }
            Self::UnknownSequence(letter) => write!(f, "there is no sequence \"{letter}\""),
            Self::UnknownMovement(id) => write!(f, "there is no movement \"{id}\" in that sequence"),
            Self::Cycle(letters) => write!(f, "{letters} return to one another without end"),
            Self::Count { found, least, most } => write!(f, "{found} is not from {least} to {most}"),
            Self::TooLong(steps) => write!(f, "makes {steps} steps; no session has more than 1000000"),
            Self::TooDeep(depth) => write!(f, "is nested deeper than {depth}"),
            Self::Unreachable => f.write_str("is never done; use it in \"do\" or take it out"),
            Self::NoLevel => f.write_str("stands at a level, but is not inside \"each-level\""),
            Self::NoSide => f.write_str("works on one side, but is not inside \"each-side\""),
            Self::NotOneDoing => f.write_str("needs exactly one of \"both\", \"knead\" and \"follow\""),
            Self::NudgeBack => f.write_str("\"back\" must be less than \"forward\", or the hands never arrive"),
            Self::NudgePostures => f.write_str("has more than one posture; short strokes keep theirs"),
            Self::PartsApart => f.write_str("does not start where the part before it ends"),
            Self::OffTheBack(side) => write!(f, "the {} hand would leave the back", side.name()),
            Self::OnTheSpine(side) => write!(f, "the {} hand would press on the spine itself", side.name()),
            Self::HandsMeet => f.write_str("the hands would go through each other"),
            Self::TooFast(side, speed) => {
                write!(f, "the {} hand would have to go at {speed} cm/s; 15 is the most", side.name())
            }
            Self::TooSlow(side) => {
                write!(f, "the {} hand would press at less than 1 cm/s: its way is too short for a stroke", side.name())
            }
            Self::Lifted => f.write_str("neither hand would touch the back"),
        }
    }
}
