//! Where a session stands, apart from the clock.

use super::command::{Error, Speed};
use super::cues::CueTime;
use crate::routine::{Kind, Span, Step, Timeline};
use std::sync::Arc;

/// Where a session that is under way stands, apart from the clock.
#[derive(Clone, Debug)]
pub(super) enum Place {
    /// Counting in, with so many milliseconds to go.
    CountIn { left_ms: u64 },
    /// At a time of the timeline, in milliseconds.
    On { at_ms: u64 },
    /// Holding a span: `at_ms` goes on past the span's end, into its loop.
    Held { at_ms: u64, held: Arc<Held> },
    /// Released in the glide that closes the loop: it goes on to its end.
    Closing { at_ms: u64, held: Arc<Held> },
}

/// What is looped while a movement is held.
#[derive(Debug)]
pub(super) struct Held {
    pub span: Span,
    pub turn: Timeline,
    pub cues: Vec<CueTime>,
    /// The glide from the movement's end to its start, in milliseconds, or 0.
    pub lead_ms: u64,
}

impl Held {
    /// How far into its loop a held session is, in milliseconds, once it is past the span's first pass.
    pub fn turned(&self, at_ms: u64) -> Option<u64> {
        Some(at_ms.checked_sub(self.span.end_ms)? % self.turn.total_ms().max(1))
    }

    /// The time of the timeline with the same pose, in milliseconds; `None` in the closing glide.
    pub fn home(&self, at_ms: u64) -> Option<u64> {
        match self.turned(at_ms) {
            None => Some(at_ms),
            Some(turned) => Some(self.span.start_ms + turned.checked_sub(self.lead_ms)?),
        }
    }
}

impl Place {
    /// The same place after `ms` of the clock at a speed. The count-in is not sped up.
    pub fn after(&self, ms: u64, speed: Speed) -> Self {
        let far = ms.saturating_mul(speed.times());
        match self {
            Self::CountIn { left_ms } if ms < *left_ms => Self::CountIn { left_ms: left_ms - ms },
            Self::CountIn { left_ms } => Self::On { at_ms: (ms - left_ms).saturating_mul(speed.times()) },
            Self::On { at_ms } => Self::On { at_ms: at_ms.saturating_add(far) },
            Self::Held { at_ms, held } => Self::Held { at_ms: at_ms.saturating_add(far), held: Arc::clone(held) },
            Self::Closing { at_ms, held } => {
                let at_ms = at_ms.saturating_add(far);
                let from = held.turned(at_ms.saturating_sub(far)).unwrap_or_default();
                match (from + far).checked_sub(held.lead_ms) {
                    Some(past) => Self::On { at_ms: held.span.start_ms + past },
                    None => Self::Closing { at_ms, held: Arc::clone(held) },
                }
            }
        }
    }
}

/// How much of the timeline is done at a place, in milliseconds.
pub(super) fn done(place: &Place) -> u64 {
    match place {
        Place::CountIn { .. } => 0,
        Place::On { at_ms } => *at_ms,
        Place::Held { at_ms, held } | Place::Closing { at_ms, held } => held.home(*at_ms).unwrap_or(held.span.start_ms),
    }
}

/// The place after a release.
pub(super) fn release(place: Place) -> Result<Place, Error> {
    match place {
        Place::Held { at_ms, held } => Ok(match held.home(at_ms) {
            Some(at_ms) => Place::On { at_ms },
            None => Place::Closing { at_ms, held },
        }),
        _ => Err(Error::NotHolding),
    }
}

/// The first step of the movement that is on, or that the present glide leads to.
pub(super) fn movement_at(timeline: &Timeline, at_ms: u64) -> usize {
    let index = timeline.at(at_ms);
    let Some(step) = timeline.step(index) else { return index };
    let Some(span) = timeline.span(step) else { return index };
    match step.kind {
        Kind::Glide | Kind::Place => span.end.min(timeline.steps().len().saturating_sub(1)),
        _ => span.first,
    }
}

/// The milliseconds until a countdown shows the next lower second.
pub(super) const fn past_second(remaining_ms: u64) -> u64 {
    match remaining_ms % 1000 {
        0 => 1000,
        part => part,
    }
}

/// The first step after a span that is not a glide.
pub(super) fn following(timeline: &Timeline, span: &Span) -> Option<Step> {
    timeline.steps().get(span.end..)?.iter().find(|s| s.kind != Kind::Glide).copied()
}

/// What a timeline without steps would show; a checked routine never makes one.
pub(super) const NOTHING: Step = Step::REST;
