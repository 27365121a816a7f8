//! The session as a state machine: commands go in with the time, events come out.
//!
//! Each state carries exactly what is true in it. A running session knows when it was set going and where, and nothing
//! is ever added up tick by tick, so that no lateness of a timer can accumulate.

mod seen;

use super::command::{Command, Error, Event, Speed};
use super::cues::{CueTime, cues};
use super::frame::Phase;
use super::place::{Held, Place, done, movement_at, release};
use crate::body::Pose;
use crate::routine::{Cue, Destination, Here, Kind, Routine, Timeline, go_to, hold_loop};
use std::sync::Arc;

/// A second "previous" within this time goes to the movement before, in milliseconds.
const TWICE_MS: u64 = 2_000;

/// What is true of a session.
#[derive(Clone, Debug)]
enum State {
    Ready,
    /// On its way from `since`, which may be yet to come: then it counts in once more.
    Going {
        since: u64,
        place: Place,
    },
    Paused {
        place: Place,
    },
    Finished {
        at_ms: u64,
    },
}

/// A session. It asks no clock: every call is handed the time, in milliseconds that never run back.
#[derive(Clone, Debug)]
pub struct Session {
    routine: Arc<Routine>,
    /// The session as it was planned.
    plan: Arc<Timeline>,
    /// The session as it has become: what was done, and what is to come.
    timeline: Arc<Timeline>,
    cues: Arc<Vec<CueTime>>,
    count_in_ms: u64,
    speed: Speed,
    state: State,
    /// When "previous" was last asked for.
    previous: Option<u64>,
}

impl Session {
    /// A session that has not begun.
    pub fn new(routine: Arc<Routine>, timeline: Timeline, count_in_ms: u64, speed: Speed) -> Self {
        let cues = Arc::new(cues(&timeline));
        let plan = Arc::new(timeline);
        Self {
            routine,
            timeline: Arc::clone(&plan),
            plan,
            cues,
            count_in_ms,
            speed,
            state: State::Ready,
            previous: None,
        }
    }

    /// The routine.
    pub fn routine(&self) -> &Arc<Routine> {
        &self.routine
    }

    /// The timeline as it now is; commands that go elsewhere put a new one in its place.
    pub fn timeline(&self) -> &Arc<Timeline> {
        &self.timeline
    }

    /// The session as it was planned, before any command went elsewhere.
    pub fn plan(&self) -> &Arc<Timeline> {
        &self.plan
    }

    /// Its cues, in order.
    pub fn cues(&self) -> &[CueTime] {
        &self.cues
    }

    /// How many times faster than life it goes.
    pub const fn speed(&self) -> Speed {
        self.speed
    }

    /// Carries out a command at `now`.
    ///
    /// # Errors
    /// Why it did nothing. The session is then as it was.
    pub fn apply(&mut self, command: Command, now: u64) -> Result<Event, Error> {
        let place = self.place(now);
        match (&self.state, command) {
            (State::Finished { .. }, _) => return Err(Error::AlreadyFinished),
            (State::Ready, Command::Start) => {
                let place = match self.count_in_ms {
                    0 => Place::On { at_ms: 0 },
                    left_ms => Place::CountIn { left_ms },
                };
                self.state = State::Going { since: now, place };
                return Ok(Event::Started);
            }
            (State::Ready, _) => return Err(Error::NotStarted),
            (_, Command::Start) => return Err(Error::AlreadyStarted),
            (State::Paused { .. }, Command::Pause) => return Err(Error::AlreadyPaused),
            (State::Going { .. }, Command::Resume | Command::PickUp) => return Err(Error::NotPaused),
            _ => {}
        }
        let Some(place) = place else { return Err(Error::AlreadyFinished) };
        let (place, event) = match command {
            Command::Pause => {
                self.state = State::Paused { place };
                return Ok(Event::Paused);
            }
            Command::Start | Command::Resume => {
                self.state = State::Going { since: now, place };
                return Ok(Event::Resumed);
            }
            Command::PickUp => {
                self.state = match place {
                    Place::CountIn { .. } => {
                        State::Going { since: now, place: Place::CountIn { left_ms: self.count_in_ms } }
                    }
                    place => State::Going { since: now + self.count_in_ms, place },
                };
                return Ok(Event::Resumed);
            }
            Command::Finish => {
                self.state = State::Finished { at_ms: done(&place) };
                return Ok(Event::Finished);
            }
            Command::Hold => (self.hold(place)?, Event::Held),
            Command::Release => (release(place)?, Event::Released),
            Command::Next => (self.next(&place)?, Event::Moved),
            Command::Previous => (self.previous(&place, now)?, Event::Moved),
            Command::RepeatMovement => {
                let step = movement_at(&self.timeline, done(&place));
                (self.travel(&place, (None, step), Some(Cue::Repeat), None)?, Event::Moved)
            }
            Command::Seek(to_ms) => {
                let plan = Arc::clone(&self.plan);
                let step = movement_at(&plan, to_ms.min(plan.total_ms().saturating_sub(1)));
                (self.travel(&place, (Some(plan), step), Some(Cue::Next), None)?, Event::Moved)
            }
            Command::ReturnToA => {
                let step = movement_at(&self.timeline, done(&place));
                (self.travel(&place, (None, step), None, Some('A'))?, Event::ReturnedToA)
            }
        };
        self.state = match self.state {
            State::Paused { .. } => State::Paused { place },
            State::Going { since, .. } => State::Going { since: since.max(now), place },
            _ => State::Going { since: now, place },
        };
        Ok(event)
    }

    /// Where it stands at `now`; `None` when it has not begun or is over.
    pub(super) fn place(&self, now: u64) -> Option<Place> {
        let place = match &self.state {
            State::Ready | State::Finished { .. } => return None,
            State::Paused { place } => place.clone(),
            State::Going { since, place } => place.after(now.saturating_sub(*since), self.speed),
        };
        match place {
            Place::On { at_ms } if at_ms >= self.timeline.total_ms() => None,
            place => Some(place),
        }
    }

    /// Goes to a step, of the plan or of the session as it is, by a glide from where the hands are, and by way of a
    /// sequence where one is given.
    fn travel(
        &mut self,
        from: &Place,
        (plan, step): (Option<Arc<Timeline>>, usize),
        cue: Option<Cue>,
        via: Option<char>,
    ) -> Result<Place, Error> {
        let to = plan.as_ref().unwrap_or(&self.timeline);
        let here = match from {
            Place::CountIn { .. } => Here { at_ms: 0, gliding: None },
            Place::On { at_ms } => Here { at_ms: *at_ms, gliding: None },
            Place::Held { at_ms, held } | Place::Closing { at_ms, held } => match held.home(*at_ms) {
                Some(at_ms) => Here { at_ms, gliding: None },
                None => Here {
                    at_ms: held.span.end_ms,
                    gliding: Some((&held.turn, held.turned(*at_ms).unwrap_or_default())),
                },
            },
        };
        // The last rest keeps its own cue; a glide to it needs none.
        let is_rest = to.step(step).is_some_and(|s| s.kind == Kind::Rest);
        let there = Destination { timeline: to, step, cue: cue.filter(|_| !is_rest), via };
        let Some((timeline, now_ms)) = go_to(&self.routine, &self.timeline, here, there) else {
            return Err(Error::NowhereToReturn);
        };
        self.cues = Arc::new(cues(&timeline));
        self.timeline = Arc::new(timeline);
        Ok(match from {
            Place::CountIn { left_ms } => Place::CountIn { left_ms: *left_ms },
            _ => Place::On { at_ms: now_ms },
        })
    }

    fn next(&mut self, from: &Place) -> Result<Place, Error> {
        let here = movement_at(&self.timeline, done(from));
        let after = self.timeline.step(here).and_then(|s| self.timeline.span(s)).map_or(usize::MAX, |s| s.end);
        let next = self.timeline.step(after).ok_or(Error::NothingNext)?;
        let cue = next.cue.or(Some(Cue::Next));
        let step = movement_at(&self.timeline, next.start_ms);
        self.travel(from, (None, step), cue, None)
    }

    fn previous(&mut self, from: &Place, now: u64) -> Result<Place, Error> {
        let again = self.previous.is_some_and(|last| now.saturating_sub(last) <= TWICE_MS);
        let here = movement_at(&self.timeline, done(from));
        let before = if again { self.planned_before(here) } else { None };
        let to = before.map_or((None, here), |step| (Some(Arc::clone(&self.plan)), step));
        let place = self.travel(from, to, Some(Cue::Next), None)?;
        self.previous = Some(now);
        Ok(place)
    }

    /// The first step, in the plan, of the movement before the one that starts at `index` in the session.
    fn planned_before(&self, index: usize) -> Option<usize> {
        let here = self.timeline.step(index)?.planned_ms;
        let spans = self.plan.spans().iter().rev().map(|span| span.first);
        let moves = |i: &usize| self.plan.step(*i).is_some_and(|s| s.part.is_some() && s.planned_ms < here);
        spans.into_iter().find(moves)
    }

    fn hold(&self, place: Place) -> Result<Place, Error> {
        let at_ms = match place {
            Place::Held { .. } => return Err(Error::AlreadyHolding),
            Place::Closing { at_ms, held } => return Ok(Place::Held { at_ms, held }),
            Place::CountIn { .. } => 0,
            Place::On { at_ms } => at_ms,
        };
        let step = self.timeline.step(movement_at(&self.timeline, at_ms)).ok_or(Error::NothingToHold)?;
        let span = *self.timeline.span(step).ok_or(Error::NothingToHold)?;
        let (turn, lead_ms) = hold_loop(&self.routine, &self.timeline, &span).ok_or(Error::NothingToHold)?;
        let cues = cues(&turn);
        Ok(Place::Held { at_ms, held: Arc::new(Held { span, turn, cues, lead_ms }) })
    }

    /// The timeline that a frame's step belongs to: the session's own, or the held movement's loop.
    pub fn track(&self, now: u64) -> (&Timeline, u64) {
        let place = match &self.state {
            State::Ready => return (&self.timeline, 0),
            State::Finished { at_ms } => return (&self.timeline, *at_ms),
            State::Paused { place } => return self.on_track(place, 0),
            State::Going { since, place } => (place, now.saturating_sub(*since)),
        };
        self.on_track(place.0, place.1)
    }

    fn on_track<'a>(&'a self, from: &'a Place, ms: u64) -> (&'a Timeline, u64) {
        match (from, from.after(ms, self.speed)) {
            (_, Place::CountIn { .. }) => (&self.timeline, 0),
            (
                Place::Held { held, .. } | Place::Closing { held, .. },
                Place::Held { at_ms, .. } | Place::Closing { at_ms, .. },
            ) => held.turned(at_ms).map_or((&self.timeline, at_ms), |turned| (&held.turn, turned)),
            (_, Place::On { at_ms } | Place::Held { at_ms, .. } | Place::Closing { at_ms, .. }) => {
                (&self.timeline, at_ms)
            }
        }
    }

    /// What is looped, and whether it was released already, where a movement is held.
    pub(super) fn held(&self) -> Option<(&Held, bool)> {
        match &self.state {
            State::Going { place, .. } | State::Paused { place } => match place {
                Place::Held { held, .. } => Some((held, false)),
                Place::Closing { held, .. } => Some((held, true)),
                _ => None,
            },
            _ => None,
        }
    }

    /// Whether a movement is held at `now`, also while paused, and until the glide that a release waits for is over.
    pub fn is_held(&self, now: u64) -> bool {
        matches!(self.place(now), Some(Place::Held { .. } | Place::Closing { .. }))
    }

    /// Both hands at `now`.
    pub fn pose(&self, now: u64) -> Option<Pose> {
        let (timeline, at_ms) = self.track(now);
        timeline.pose(at_ms)
    }

    /// How long it still counts in before it goes on, in milliseconds.
    pub(super) fn lead(&self, now: u64) -> Option<u64> {
        match self.state {
            State::Going { since, .. } => since.checked_sub(now).filter(|&lead| lead > 0),
            _ => None,
        }
    }

    pub(super) fn phase(&self, now: u64) -> Phase {
        if self.lead(now).is_some() {
            return Phase::CountIn;
        }
        match &self.state {
            State::Ready => Phase::Ready,
            State::Paused { .. } => Phase::Paused,
            State::Finished { .. } => Phase::Finished,
            State::Going { .. } => match self.place(now) {
                None => Phase::Finished,
                Some(Place::CountIn { .. }) => Phase::CountIn,
                Some(Place::On { .. }) => Phase::Running,
                Some(Place::Held { .. } | Place::Closing { .. }) => Phase::Holding,
            },
        }
    }
}
