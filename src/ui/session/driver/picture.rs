//! What moves in a session's picture: hands, ring, digits, rail. Each is set up once for what it shows, held to the
//! page's clock, and then the browser moves it by itself.

use super::super::digits::Digits;
use super::super::rail::Rail;
use super::super::ring::Ring;
use super::super::stage::Stage;
use crate::device::Fault;
use crate::session::measure::Chapter;
use crate::session::{Counted, Frame, Phase, Session};
use web_sys::Element;

/// Where in the page a session is shown.
pub struct Places<'a> {
    /// The session's root element.
    pub root: Element,
    /// Where the figure goes.
    pub disc: &'a Element,
    /// Where the ring goes.
    pub ring: &'a Element,
    /// Where the countdown's text stands, and its digits go.
    pub digits: &'a Element,
    /// The empty list of the rail.
    pub rail: Element,
}

/// All that moves.
pub struct Picture {
    stage: Option<Stage>,
    ring: Option<Ring>,
    digits: Option<Digits>,
    rail: Rail,
    /// The frame that was shown last, until something else than time takes the session elsewhere.
    shown: Option<Frame>,
}

impl Picture {
    /// Draws what stands in its places. What the page will not have is left out.
    pub fn new(places: Places, chapters: &[Chapter]) -> Self {
        let mut rail = Rail::new(places.rail);
        rail.set(chapters);
        Self {
            stage: Stage::new(places.disc),
            ring: Ring::new(places.ring),
            digits: Digits::new(places.digits),
            rail,
            shown: None,
        }
    }

    /// The figure.
    pub fn stage(&mut self) -> Option<&mut Stage> {
        self.stage.as_mut()
    }

    /// What is seen of the countdown.
    pub fn counted(&self) -> Counted {
        if self.digits.as_ref().is_some_and(Digits::is_seen) { Counted::Digits } else { Counted::Words }
    }

    /// The session has other chapters from now on.
    pub fn chapters(&mut self, chapters: &[Chapter]) {
        self.rail.set(chapters);
        self.stale();
    }

    /// Whatever was set up is set up anew with the next frame: a command was carried out, or nobody looked for a while.
    pub fn stale(&mut self) {
        self.shown = None;
    }

    /// Shows a frame, which is the session's at `now`, `since_ms` of the page's clock. Whether the hands are at
    /// another step than before.
    ///
    /// # Errors
    /// Where the browser cannot animate; all that it can, moves.
    pub fn show(&mut self, session: &Session, frame: &Frame, now: u64, since_ms: u64) -> Result<bool, Fault> {
        let before = self.shown.replace(*frame);
        let speed = session.speed().times();
        let going = matches!(frame.phase, Phase::Running | Phase::Holding).then_some(speed);
        let mut done = Ok(());
        if !before.is_some_and(|before| frame.counts_on_from(&before)) {
            // The count-in is not sped up.
            let rate = if frame.phase == Phase::CountIn { Some(1) } else { going };
            let (span_ms, at_ms) = (frame.span_ms.max(1), frame.spent_ms());
            if let Some(ring) = &mut self.ring {
                done = done.and(ring.set(span_ms)).and_then(|()| ring.go(at_ms, rate, since_ms));
            }
            if let Some(digits) = &mut self.digits {
                done = done.and(digits.set(span_ms)).and_then(|()| digits.go(at_ms, rate, since_ms));
            }
        }
        // A held movement takes the session no further, nor does the count-in.
        let goes_on = before.is_some_and(|before| before.phase == frame.phase);
        if !goes_on || self.rail.turns(frame.done_ms) {
            let rate = going.filter(|_| frame.phase == Phase::Running);
            done = done.and(self.rail.go(frame.done_ms, rate, since_ms));
        }
        let moves = !before.is_some_and(|before| frame.steps_on_from(&before));
        if moves && let Some(stage) = &mut self.stage {
            let (timeline, _) = session.track(now);
            done = done.and(stage.set(timeline, frame.index)).and_then(|()| stage.go(frame.step_ms, going, since_ms));
        }
        done.map(|()| moves)
    }
}
