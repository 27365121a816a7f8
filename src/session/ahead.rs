//! What lies ahead of a session, for whoever places it in time beforehand.

use super::frame::Phase;
use super::machine::Session;
use super::place::Place;
use crate::routine::Timeline;

/// A piece of a timeline that will be gone through.
#[derive(Clone, Copy, Debug)]
pub struct Stretch<'a> {
    /// The timeline: the session's own, or a held movement's loop.
    pub timeline: &'a Timeline,
    /// From when, in milliseconds of it.
    pub from_ms: u64,
    /// Until when, in milliseconds of it.
    pub until_ms: u64,
    /// One past the last step of it that is gone through.
    pub end: usize,
    /// What is counted before it begins, in milliseconds of the clock.
    pub wait_ms: u64,
    /// How much is gone through before it begins, in milliseconds of timelines: at a speed, that goes faster.
    pub far_ms: u64,
    /// Whether it is a held movement's loop.
    pub held: bool,
    /// Whether it comes again and again, until there is another command.
    pub again: bool,
}

impl Session {
    /// What will be gone through from `now` on, if no command comes; nothing while it waits for one.
    pub fn ahead(&self, now: u64) -> Vec<Stretch<'_>> {
        let place = match self.phase(now) {
            Phase::CountIn | Phase::Running | Phase::Holding => self.place(now),
            Phase::Ready | Phase::Paused | Phase::Finished => None,
        };
        // A session that was taken up again counts in, too.
        let wait_ms = self.lead(now).unwrap_or(0);
        let own = |from_ms: u64| {
            let timeline: &Timeline = self.timeline();
            let (until_ms, end) = (timeline.total_ms(), timeline.steps().len());
            Stretch { timeline, from_ms, until_ms, end, wait_ms, far_ms: 0, held: false, again: false }
        };
        match place {
            None => Vec::new(),
            Some(Place::CountIn { left_ms }) => vec![Stretch { wait_ms: wait_ms + left_ms, ..own(0) }],
            Some(Place::On { at_ms }) => vec![own(at_ms)],
            Some(Place::Held { at_ms, .. } | Place::Closing { at_ms, .. }) => {
                let (track, turned) = self.track(now);
                let Some((held, closing)) = self.held() else { return Vec::new() };
                let (until_ms, end) = (held.turn.total_ms(), held.turn.steps().len());
                let turn = Stretch { timeline: &held.turn, until_ms, end, held: true, ..own(0) };
                let looping = !std::ptr::eq(track, &raw const **self.timeline());
                if !looping {
                    // What opens the next pass is not gone through: the loop has its own.
                    let first = Stretch { until_ms: held.span.end_ms, end: held.span.end, ..own(at_ms) };
                    let far_ms = held.span.end_ms.saturating_sub(at_ms);
                    return vec![first, Stretch { far_ms, again: true, ..turn }];
                }
                if closing {
                    let closing = Stretch { from_ms: turned, until_ms: held.lead_ms, ..turn };
                    let far_ms = held.lead_ms.saturating_sub(turned);
                    return vec![closing, Stretch { far_ms, ..own(held.span.start_ms) }];
                }
                let far_ms = until_ms.saturating_sub(turned);
                vec![Stretch { from_ms: turned, ..turn }, Stretch { far_ms, again: true, ..turn }]
            }
        }
    }
}
