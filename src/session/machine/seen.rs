//! What is to be seen of a session at an instant, and when that changes next.

use super::super::countdown::Counted;
use super::super::cues::{next_change, shown};
use super::super::frame::{Frame, Phase, ShownCue};
use super::super::place::{NOTHING, Place, done, following, past_second};
use super::{Session, State};
use crate::routine::Step;

impl Session {
    /// What is to be seen at `now`.
    pub fn at(&self, now: u64) -> Frame {
        let (timeline, at_ms) = self.track(now);
        let at_ms = at_ms.min(timeline.total_ms());
        let index = timeline.at(at_ms);
        let step = timeline.step(index).copied().unwrap_or(NOTHING);
        let span = timeline.span(&step).copied();
        let (mut span_ms, mut remaining_ms) =
            span.map_or((0, 0), |s| (s.end_ms - s.start_ms, s.end_ms.saturating_sub(at_ms)));
        let phase = self.phase(now);
        let place = self.place(now);
        match place {
            Some(Place::CountIn { left_ms }) => (span_ms, remaining_ms) = (self.count_in_ms, left_ms),
            // What will be counted down first.
            None if phase == Phase::Ready && self.count_in_ms > 0 => {
                (span_ms, remaining_ms) = (self.count_in_ms, self.count_in_ms);
            }
            _ => {}
        }
        if let Some(lead) = self.lead(now) {
            (span_ms, remaining_ms) = (self.count_in_ms, lead);
        }
        let held = match &place {
            Some(Place::Held { held, .. } | Place::Closing { held, .. }) => Some(held),
            _ => None,
        };
        let looped = held.filter(|_| !std::ptr::eq(timeline, &raw const *self.timeline));
        let cue = match (phase, looped) {
            (Phase::CountIn | Phase::Ready | Phase::Finished, _) => None,
            (_, Some(held)) => shown(&held.cues, at_ms),
            // A held movement's first pass leads into its loop, which has a cue of its own for that.
            (_, None) => shown(&self.cues, at_ms).filter(|c| held.is_none_or(|h| c.step < h.span.end)),
        };
        let total_ms = self.timeline.total_ms();
        let done_ms = match (&self.state, &place) {
            (State::Ready, _) => 0,
            (State::Finished { at_ms }, _) => *at_ms,
            (_, Some(place)) => done(place),
            (_, None) => total_ms,
        };
        Frame {
            phase,
            at_ms,
            done_ms: done_ms.min(total_ms),
            total_ms,
            step,
            index,
            step_ms: at_ms.saturating_sub(step.start_ms).min(u64::from(step.duration_ms)),
            span_ms,
            remaining_ms: remaining_ms.min(span_ms),
            remaining_s: remaining_ms.min(span_ms).div_ceil(1000),
            next: span.and_then(|s| following(timeline, &s)),
            cue: cue.and_then(|c| {
                let step = *timeline.step(c.step)?;
                Some(ShownCue { cue: c.cue, step, since_ms: at_ms - c.from_ms, length_ms: c.until_ms - c.from_ms })
            }),
        }
    }

    /// When, after `now`, the frame's words next change: a step, a cue, a second of the countdown where
    /// its words are `counted`, as they always are in the count-in. `None` when nothing will change without a command.
    pub fn next_change(&self, now: u64, counted: Counted) -> Option<u64> {
        let frame = self.at(now);
        match frame.phase {
            Phase::Ready | Phase::Paused | Phase::Finished => return None,
            Phase::CountIn => return Some(now + past_second(frame.remaining_ms)),
            Phase::Running | Phase::Holding => {}
        }
        let (timeline, at_ms) = self.track(now);
        let cues = match self.place(now) {
            // A place in a loop counts on from the first pass; its track counts from the round's start, as its cues do.
            Some(Place::Held { at_ms: place_ms, held } | Place::Closing { at_ms: place_ms, held })
                if held.turned(place_ms).is_some() =>
            {
                next_change(&held.cues, at_ms)
            }
            _ => next_change(&self.cues, at_ms),
        };
        let step_end = timeline.step(frame.index).map_or(u64::MAX, Step::end_ms);
        let second = match counted {
            Counted::Words => at_ms + past_second(frame.remaining_ms),
            Counted::Digits => u64::MAX,
        };
        let next = step_end.min(second).min(cues.unwrap_or(u64::MAX));
        Some(now + next.saturating_sub(at_ms).div_ceil(self.speed.times()).max(1))
    }
}
