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
    /// How much of the timeline is done, in milliseconds. While a movement is held, that of the held pass.
    pub at_ms: u64,
    /// The whole length, in milliseconds.
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
        self.total_ms.saturating_sub(self.at_ms).div_ceil(60_000)
    }
}
