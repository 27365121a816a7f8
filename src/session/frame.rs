//! What is to be seen at one instant.

use crate::routine::{Cue, Step};

/// What a session is doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Phase {
    /// Not begun.
    Ready,
    /// Counting in before the hands are placed.
    CountIn,
    /// Under way.
    Running,
    /// Stopped for a while.
    Paused,
    /// One movement over and over, until released.
    Holding,
    /// Over.
    Finished,
}

impl Phase {
    /// Whether time goes on.
    pub const fn goes(self) -> bool {
        matches!(self, Self::CountIn | Self::Running | Self::Holding)
    }

    /// The word used in the page.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Ready => "ready",
            Self::CountIn => "count-in",
            Self::Running => "running",
            Self::Paused => "paused",
            Self::Holding => "holding",
            Self::Finished => "finished",
        }
    }
}

/// A cue that is being shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ShownCue {
    /// Which.
    pub cue: Cue,
    /// The step that it opens; what it says of pass, side and level is there.
    pub step: Step,
    /// How long it has been shown, in milliseconds of the session's time.
    pub since_ms: u64,
    /// How long it is shown in all, in milliseconds of the session's time.
    pub length_ms: u64,
}

/// A frozen view of a session at one instant.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Frame {
    /// What the session is doing.
    pub phase: Phase,
    /// How far the timeline that `index` belongs to is, in milliseconds: the session's, or a held movement's loop.
    pub at_ms: u64,
    /// How much of the session is done, in milliseconds, 0 to `total_ms`: while a movement is held, within its own pass.
    pub done_ms: u64,
    /// The session's whole length, in milliseconds.
    pub total_ms: u64,
    /// The step that is on.
    pub step: Step,
    /// Its place in [`super::Session::track`].
    pub index: usize,
    /// How far the step is, in milliseconds, 0 to its duration.
    pub step_ms: u64,
    /// How long the countdown's span is, in milliseconds: one pass of a movement, a glide, a rest, or the count-in.
    pub span_ms: u64,
    /// How much of it remains, in milliseconds, 0 to `span_ms`.
    pub remaining_ms: u64,
    /// The same as whole seconds to show, rounded up.
    pub remaining_s: u64,
    /// What comes after this span, if anything: the first step of the next movement or the last rest.
    pub next: Option<Step>,
    /// The cue that is being shown, if any.
    pub cue: Option<ShownCue>,
}

impl Frame {
    /// What remains of the session, in whole minutes, rounded up.
    pub const fn minutes_left(&self) -> u64 {
        self.total_ms.saturating_sub(self.done_ms).div_ceil(60_000)
    }

    /// How much of the countdown's span is past, in milliseconds, 0 to `span_ms`.
    pub const fn spent_ms(&self) -> u64 {
        self.span_ms.saturating_sub(self.remaining_ms)
    }

    /// Whether it is later in the same step than another frame, with nothing but time between them.
    pub fn steps_on_from(&self, earlier: &Self) -> bool {
        let place = |frame: &Self| (frame.phase, frame.total_ms, frame.index, frame.step.start_ms);
        place(self) == place(earlier) && self.step_ms >= earlier.step_ms
    }

    /// Whether it is later in the same countdown than another frame, with nothing but time between them.
    pub fn counts_on_from(&self, earlier: &Self) -> bool {
        // While it counts in, the timeline stands.
        let end = |frame: &Self| if frame.phase == Phase::CountIn { 0 } else { frame.at_ms + frame.remaining_ms };
        let span = |frame: &Self| (frame.phase, frame.total_ms, frame.span_ms, end(frame));
        span(self) == span(earlier) && self.remaining_ms <= earlier.remaining_ms
    }

    /// Whether another frame shows the same as this one, but for how far it is: no step, cue, phase or way ahead differs.
    pub fn shows_as(&self, other: &Self) -> bool {
        let cue = |frame: &Self| frame.cue.map(|c| (c.cue, c.step.start_ms));
        let all = |frame: &Self| (frame.phase, frame.index, frame.span_ms, frame.total_ms, cue(frame));
        all(self) == all(other) && self.step == other.step && self.next == other.next
    }
}
