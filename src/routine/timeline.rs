//! The timeline: flat steps in time, and what each of them is.

use super::model::{MovementIndex, Routine, Unit, fill};
use super::prefs::Prefs;
use crate::body::{Level, Motion, Pose, Side};

/// What the hands do in a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// The hands are put on the back, the first time.
    Place,
    /// A stroke.
    Stroke,
    /// Kneading.
    Knead,
    /// From one stroke to the next, without lifting.
    Glide,
    /// The hands rest.
    Rest,
}

impl Kind {
    /// The word used in plans.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Place => "place",
            Self::Stroke => "stroke",
            Self::Knead => "knead",
            Self::Glide => "glide",
            Self::Rest => "rest",
        }
    }
}

/// What opens a step, from the weakest to the strongest: where two meet, the stronger is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Cue {
    /// The next movement.
    Next,
    /// The same at another level.
    Level,
    /// The same on the other side.
    OtherSide,
    /// The same again.
    Repeat,
    /// Back to sequence A.
    ReturnToA,
    /// The session begins.
    Begin,
    /// The session is over.
    Finish,
}

impl Cue {
    /// Every cue.
    pub const ALL: [Self; 7] =
        [Self::Begin, Self::Next, Self::Repeat, Self::OtherSide, Self::Level, Self::ReturnToA, Self::Finish];

    /// The word used in plans and in the page.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Begin => "begin",
            Self::Next => "next",
            Self::Repeat => "repeat",
            Self::OtherSide => "other-side",
            Self::Level => "level",
            Self::ReturnToA => "return-to-a",
            Self::Finish => "finish",
        }
    }
}

/// One step of a session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    /// When it starts, in milliseconds from the session's start.
    pub start_ms: u64,
    /// How long it takes, in milliseconds; never zero.
    pub duration_ms: u32,
    /// What the hands do.
    pub kind: Kind,
    /// The sequence whose movement it is.
    pub sequence: char,
    /// The sequence that returned to this one.
    pub called_from: Option<char>,
    /// The movement, or the one a glide leads to; none in the last rest.
    pub movement: Option<MovementIndex>,
    /// Which part of the movement, for strokes and kneading.
    pub part: Option<u8>,
    /// Which time of `passes`, from 1.
    pub pass: u32,
    /// How often in all.
    pub passes: u32,
    /// The side, where there are two.
    pub side: Option<Side>,
    /// The level, where there are several.
    pub level: Option<Level>,
    /// What opens it.
    pub cue: Option<Cue>,
    /// When it was to start before any command changed the session, in milliseconds: its place in the plan.
    pub planned_ms: u64,
    /// Its motion's place in the timeline.
    pub(super) motion: u32,
    /// Its span's place in the timeline.
    pub(super) span: u32,
}

impl Step {
    /// A rest of a millisecond: what is shown where there is nothing to show.
    pub const REST: Self = Self {
        start_ms: 0,
        duration_ms: 1,
        kind: Kind::Rest,
        sequence: 'A',
        called_from: None,
        movement: None,
        part: None,
        pass: 1,
        passes: 1,
        side: None,
        level: None,
        cue: None,
        planned_ms: 0,
        motion: 0,
        span: 0,
    };

    /// When it ends, in milliseconds from the session's start.
    pub const fn end_ms(&self) -> u64 {
        self.start_ms + self.duration_ms as u64
    }
}

/// Consecutive steps that are counted down as one: one pass of a movement, or a glide, or a rest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// When it starts, in milliseconds.
    pub start_ms: u64,
    /// When it ends, in milliseconds.
    pub end_ms: u64,
    /// Its first step.
    pub first: usize,
    /// One past its last step.
    pub end: usize,
}

impl Span {
    /// How long it is, in milliseconds.
    pub const fn length_ms(&self) -> u64 {
        self.end_ms.saturating_sub(self.start_ms)
    }

    /// How much of it is past at a time of its timeline, in milliseconds; 0 before it.
    pub const fn past_ms(&self, at_ms: u64) -> u64 {
        at_ms.saturating_sub(self.start_ms)
    }
}

/// A stretch of a span, as shares of it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Share {
    /// When it begins, 0 to 1.
    pub from: f64,
    /// When it is over, 0 to 1.
    pub until: f64,
}

impl Share {
    /// All of a span.
    pub const WHOLE: Self = Self { from: 0.0, until: 1.0 };
}

/// A whole session, step by step, without gap or overlap.
#[derive(Clone, Debug)]
pub struct Timeline {
    pub(super) prefs: Prefs,
    pub(super) steps: Vec<Step>,
    pub(super) spans: Vec<Span>,
    pub(super) motions: Vec<Motion>,
}

impl Timeline {
    /// The choices that it was compiled with.
    pub const fn prefs(&self) -> &Prefs {
        &self.prefs
    }

    /// The steps, in order; never empty.
    pub fn steps(&self) -> &[Step] {
        &self.steps
    }

    /// The spans, in order.
    pub fn spans(&self) -> &[Span] {
        &self.spans
    }

    /// The whole length, in milliseconds.
    pub fn total_ms(&self) -> u64 {
        self.steps.last().map_or(0, Step::end_ms)
    }

    /// The place of the step that is on at `ms` (the last one from the end on). O(log n).
    pub fn at(&self, ms: u64) -> usize {
        self.steps.partition_point(|s| s.start_ms <= ms).saturating_sub(1)
    }

    /// A step by its place.
    pub fn step(&self, index: usize) -> Option<&Step> {
        self.steps.get(index)
    }

    /// The span that a step belongs to.
    pub fn span(&self, step: &Step) -> Option<&Span> {
        self.spans.get(step.span as usize)
    }

    /// A step by itself, as if it were a span.
    pub fn alone(&self, index: usize) -> Option<Span> {
        let step = self.step(index)?;
        Some(Span { start_ms: step.start_ms, end_ms: step.end_ms(), first: index, end: index + 1 })
    }

    /// The steps of a span.
    pub fn within(&self, span: &Span) -> &[Step] {
        self.steps.get(span.first..span.end).unwrap_or_default()
    }

    /// The steps of a span, and which share of it each takes.
    pub fn shares(&self, span: &Span) -> impl Iterator<Item = (&Step, Share)> {
        let share = |ms: u64| span.past_ms(ms) as f64 / span.length_ms().max(1) as f64;
        self.within(span)
            .iter()
            .map(move |step| (step, Share { from: share(step.start_ms), until: share(step.end_ms()) }))
    }

    /// The motion of a step's hands.
    pub fn motion(&self, step: &Step) -> Option<&Motion> {
        self.motions.get(step.motion as usize)
    }

    /// Both hands at `phase` (0 to 1) of a step; none where there is no such step.
    pub fn pose_in(&self, index: usize, phase: f64) -> Option<Pose> {
        self.motion(self.step(index)?).map(|m| m.pose(phase))
    }

    /// Both hands at `ms`.
    pub fn pose(&self, ms: u64) -> Option<Pose> {
        let index = self.at(ms);
        let step = self.step(index)?;
        let phase = (ms - step.start_ms.min(ms)) as f64 / f64::from(step.duration_ms);
        self.pose_in(index, phase)
    }
}

impl Routine {
    /// What is said in a step, distances in the user's unit.
    pub fn step_text(&self, step: &Step, unit: Unit) -> String {
        let movement = step.movement.and_then(|m| self.movement(m));
        match (step.kind, movement) {
            (Kind::Rest, _) | (_, None) => self.rest.clone(),
            (Kind::Place, Some(m)) => m.start.clone(),
            (Kind::Stroke | Kind::Knead, Some(m)) => {
                step.part.map_or_else(String::new, |p| m.part_text(usize::from(p), unit, step.level))
            }
            (Kind::Glide, Some(m)) => {
                let glides = &self.glides;
                let lead = match step.cue {
                    Some(Cue::ReturnToA) => &glides.back,
                    Some(Cue::Repeat) => &glides.repeat,
                    Some(Cue::OtherSide) => &glides.side,
                    Some(Cue::Level) => &glides.level,
                    _ => &glides.next,
                };
                let lead = fill(lead, None, unit, step.level);
                format!("{lead}. {}", m.start)
            }
        }
    }
}
