//! What moves in a session's picture: hands, ring, digits, rail. Each is set up once for what it shows, held to the
//! page's clock, and then the browser moves it by itself.

use super::super::digits::Digits;
use super::super::lines::{Line, Lines};
use super::super::rail::Rail;
use super::super::ring::Ring;
use super::super::stage::Stage;
use crate::device::Fault;
use crate::routine::{Share, Step, Unit};
use crate::session::measure::Chapter;
use crate::session::{Counted, Frame, Phase, Session};
use crate::ui::words;
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
    /// Where the line under the name stands.
    pub lines: Element,
}

/// All that moves.
pub struct Picture {
    stage: Option<Stage>,
    ring: Option<Ring>,
    digits: Option<Digits>,
    lines: Lines,
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
            lines: Lines::new(places.lines),
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

    /// Shows a frame, which is the session's at `now`, `since_ms` of the page's clock. Whether the picture was
    /// set up anew.
    ///
    /// # Errors
    /// Where the browser cannot animate; all that it can, moves.
    pub fn show(
        &mut self,
        session: &Session,
        frame: &Frame,
        (now, since_ms): (u64, u64),
        unit: Unit,
    ) -> Result<bool, Fault> {
        let before = self.shown.replace(*frame);
        let speed = session.speed().times();
        let going = matches!(frame.phase, Phase::Running | Phase::Holding).then_some(speed);
        let mut done = Ok(());
        // What cannot be shown keeps nothing else from it.
        let mut tried = |result: Result<(), Fault>| done = std::mem::replace(&mut done, Ok(())).and(result);
        if !before.is_some_and(|before| frame.counts_on_from(&before)) {
            // The count-in is not sped up.
            let rate = if frame.phase == Phase::CountIn { Some(1) } else { going };
            let (span_ms, at_ms) = (frame.span_ms.max(1), frame.spent_ms());
            if let Some(ring) = &mut self.ring {
                tried(ring.set(span_ms).and_then(|()| ring.go(at_ms, rate, since_ms)));
            }
            if let Some(digits) = &mut self.digits {
                tried(digits.set(span_ms).and_then(|()| digits.go(at_ms, rate, since_ms)));
            }
            let lines = lines(session, frame, now, unit);
            tried(self.lines.set(lines, span_ms).and_then(|()| self.lines.go(at_ms, rate, since_ms)));
        }
        self.lines.read(nth(session, frame, now));
        // A held movement takes the session no further, nor does the count-in.
        let same_phase = before.is_some_and(|before| before.phase == frame.phase);
        if !same_phase || self.rail.turns(frame.done_ms) {
            let rate = going.filter(|_| frame.phase == Phase::Running);
            tried(self.rail.go(frame.done_ms, rate, since_ms));
        }
        let goes_on = |before: &Frame| self.stage.as_ref().is_none_or(|stage| stage.goes_on(before, frame));
        let anew = !before.is_some_and(|before| goes_on(&before));
        if anew && let Some(stage) = &mut self.stage {
            let (timeline, _) = session.track(now);
            let set = stage.set(timeline, frame.index, same_phase);
            tried(set.and_then(|()| stage.go(frame.at_ms, going, since_ms)));
        }
        done.map(|()| anew)
    }
}

/// The lines of all that is counted down as one with a frame.
fn lines(session: &Session, frame: &Frame, now: u64, unit: Unit) -> Vec<Line> {
    let line = |step: &Step, seen| Line { text: words::line(session.routine(), frame.phase, step, unit), seen };
    let (timeline, _) = session.track(now);
    match timeline.span(&frame.step).filter(|_| says_each(frame.phase)) {
        Some(span) => timeline.shares(span).map(|(step, seen)| line(step, seen)).collect(),
        None => vec![line(&frame.step, Share::WHOLE)],
    }
}

/// Which of them is on.
fn nth(session: &Session, frame: &Frame, now: u64) -> usize {
    let (timeline, _) = session.track(now);
    let span = timeline.span(&frame.step).filter(|_| says_each(frame.phase));
    span.map_or(0, |span| frame.index.saturating_sub(span.first))
}

/// Whether each step has a line of its own, and not the phase.
const fn says_each(phase: Phase) -> bool {
    matches!(phase, Phase::Running | Phase::Holding)
}
