//! A routine that cannot be wrong: every name is resolved, every count in range, every movement possible.
//! Only [`super::check`] makes one.

pub use super::document::{Distance, Glides, Nudge, Place, Pressure, Times};
use crate::body::{Contact, Landmark, Lane, Level, Point, Posture, Side};

/// A checked routine. The default has nothing in it: what stands before one is read.
#[derive(Clone, Debug, Default)]
pub struct Routine {
    pub(super) name: String,
    pub(super) title: String,
    pub(super) introduction: String,
    pub(super) rest: String,
    pub(super) safety: Vec<String>,
    pub(super) credit: String,
    pub(super) glides: Glides,
    pub(super) order: Vec<usize>,
    pub(super) sequences: Vec<Sequence>,
    pub(super) movements: Vec<Movement>,
}

impl Routine {
    /// Its short name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What it is called.
    pub fn title(&self) -> &str {
        &self.title
    }

    /// What to know before the first stroke.
    pub fn introduction(&self) -> &str {
        &self.introduction
    }

    /// What to do at the end.
    pub fn rest(&self) -> &str {
        &self.rest
    }

    /// When not to massage, a line each.
    pub fn safety(&self) -> &[String] {
        &self.safety
    }

    /// Where the routine comes from.
    pub fn credit(&self) -> &str {
        &self.credit
    }

    /// The sequences, as the document lists them.
    pub fn sequences(&self) -> &[Sequence] {
        &self.sequences
    }

    /// The letters of a whole session, in order.
    pub fn order(&self) -> impl Iterator<Item = char> + '_ {
        self.order.iter().filter_map(|&i| self.sequences.get(i)).map(|s| s.letter)
    }

    /// The sequence with that letter.
    pub fn sequence(&self, letter: char) -> Option<&Sequence> {
        self.sequences.iter().find(|s| s.letter == letter)
    }

    /// A sequence's movements, in the document's order.
    pub fn movements<'a>(&'a self, sequence: &Sequence) -> impl Iterator<Item = &'a Movement> + use<'a> {
        self.movements.get(sequence.movements.clone()).unwrap_or_default().iter()
    }

    /// The movement a step's index means.
    pub fn movement(&self, index: MovementIndex) -> Option<&Movement> {
        self.movements.get(usize::from(index.0))
    }
}

/// A movement's place among all of a routine's movements.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct MovementIndex(pub(super) u16);

/// A checked sequence.
#[derive(Clone, Debug)]
pub struct Sequence {
    pub(super) letter: char,
    pub(super) name: String,
    pub(super) purpose: String,
    pub(super) claim: Option<String>,
    pub(super) ops: Vec<Op>,
    pub(super) movements: std::ops::Range<usize>,
}

impl Sequence {
    /// Its letter.
    pub const fn letter(&self) -> char {
        self.letter
    }

    /// Its name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What it is for.
    pub fn purpose(&self) -> &str {
        &self.purpose
    }

    /// What tradition says it helps, if anything.
    pub fn claim(&self) -> Option<&str> {
        self.claim.as_deref()
    }

    /// What it does, in order.
    pub fn ops(&self) -> &[Op] {
        &self.ops
    }
}

/// One thing to do, with its names resolved.
#[derive(Clone, Debug)]
pub enum Op {
    /// A movement.
    Movement(MovementIndex),
    /// The same again.
    Repeat(Times, Vec<Op>),
    /// On one side, then on the other.
    EachSide(Vec<Op>),
    /// At each level in turn.
    EachLevel(Vec<Level>, Vec<Op>),
    /// Back to the sequence at that place in the routine.
    Return {
        /// The sequence's place among the routine's sequences.
        to: usize,
        /// How often.
        times: Times,
        /// What of it is done; `None` means all.
        part: Option<Vec<Op>>,
    },
}

/// A checked movement.
#[derive(Clone, Debug)]
pub struct Movement {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) start: String,
    pub(super) text: String,
    pub(super) picture: String,
    pub(super) parts: Vec<Part>,
}

impl Movement {
    /// Its short name within its sequence.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// What it is called.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Where the hands start.
    pub fn start(&self) -> &str {
        &self.start
    }

    /// The picture in one sentence.
    pub fn picture(&self) -> &str {
        &self.picture
    }

    /// Its parts, in order.
    pub fn parts(&self) -> &[Part] {
        &self.parts
    }

    /// The whole movement in words, distances in the user's unit.
    pub fn text(&self, unit: Unit) -> String {
        fill(&self.text, self.nudge(), unit, None)
    }

    /// A part's line, distances in the user's unit.
    pub fn part_text(&self, part: usize, unit: Unit, level: Option<Level>) -> String {
        self.parts.get(part).map_or_else(String::new, |p| fill(&p.text, self.nudge(), unit, level))
    }

    fn nudge(&self) -> Option<Nudge> {
        self.parts.iter().find_map(|p| match &p.hands {
            Hands::Both { nudge, .. } => *nudge,
            _ => None,
        })
    }
}

/// The unit in which distances are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Unit {
    /// Centimetres.
    #[default]
    Cm,
    /// Inches.
    In,
}

impl Unit {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Cm, Self::In];

    /// The word used in saved settings.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Cm => "cm",
            Self::In => "in",
        }
    }

    /// The unit of that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|u| u.name() == name)
    }
}

impl Distance {
    /// As the source prints it: `6 cm` or `2 in`.
    pub fn show(self, unit: Unit) -> String {
        match unit {
            Unit::Cm => format!("{} cm", self.cm),
            Unit::In => format!("{} in", self.inches),
        }
    }
}

/// A line with its `{forward}`, `{back}` and `{level}` put in.
pub(super) fn fill(line: &str, nudge: Option<Nudge>, unit: Unit, level: Option<Level>) -> String {
    let mut text = line.to_owned();
    if let Some(nudge) = nudge {
        text = text.replace("{forward}", &nudge.forward.show(unit)).replace("{back}", &nudge.back.show(unit));
    }
    // "hip level", "chest level": the word for a level before the word level is singular.
    text.replace("{level}", level.map_or("", |l| l.name().trim_end_matches('s')))
}

/// A checked part of a movement.
#[derive(Clone, Debug)]
pub struct Part {
    pub(super) id: String,
    pub(super) text: String,
    pub(super) contact: Contact,
    pub(super) pressure: Pressure,
    pub(super) flow: bool,
    pub(super) hands: Hands,
}

impl Part {
    /// Its short name within its movement.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// What touches.
    pub const fn contact(&self) -> Contact {
        self.contact
    }

    /// How firmly.
    pub const fn pressure(&self) -> Pressure {
        self.pressure
    }

    /// Short strokes forward and back, where the part has them.
    pub fn nudge(&self) -> Option<Nudge> {
        match &self.hands {
            Hands::Both { nudge, .. } => *nudge,
            _ => None,
        }
    }
}

/// What the two hands do.
#[derive(Clone, Debug)]
pub(super) enum Hands {
    /// The same, each on its own side.
    Both { way: Vec<Station>, nudge: Option<Nudge> },
    /// Squeeze and roll on one side.
    Knead { ms: u32, outer: Landmark, inner: Landmark },
    /// One follows the other up one side.
    Follow { leader: Place, gap_cm: f64, outer: Vec<Station>, inner: Vec<Station> },
}

/// A place on a hand's way, and the posture it has there where that is given.
#[derive(Clone, Copy, Debug)]
pub(super) struct Station {
    /// `None`: the level that the sequence is at.
    pub level: Option<Level>,
    pub lane: Lane,
    pub posture: Option<Posture>,
}

impl Station {
    /// Where it is on one side when the sequence is at `level`.
    pub fn on(self, side: Side, level: Option<Level>) -> Point {
        let level = self.level.or(level).unwrap_or(Level::Chest);
        Landmark { level, lane: self.lane }.on(side)
    }
}
