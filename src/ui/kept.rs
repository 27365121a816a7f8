//! A session under way, kept at every step, and taken up again after whatever ended its page.

use super::store::Store;
use super::words;
use crate::address::{Route, Start};
use crate::device::storage::{self, Key};
use crate::device::tabs::{self, Claim, How};
use crate::device::{clock, hash};
use crate::session::{Command, Frame, Phase, Saved, Session, TakenUp};
use leptos::prelude::*;

/// How much of a new session is done before it takes the place of another that is kept, in milliseconds of the session:
/// begun by mistake, it costs nothing.
const SURE_MS: u64 = 10_000;

/// How the next session begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Opening {
    /// From its beginning.
    #[default]
    New,
    /// As its page was loaded at the address of a session: where the kept one is, paused, if it is that one.
    Returned,
    /// Where the kept one is, paused: nobody has touched this page yet.
    Paused,
    /// Where the kept one is, after the count-in.
    Going,
    /// As `Going`, taken from the tab where it runs.
    Taken,
}

/// The session that is kept, if it can still be taken up. What cannot be understood is set aside.
pub fn found(store: Store) -> Option<Saved> {
    // Where nothing can be read, that has been said by then.
    let line = storage::read(Key::Session).ok().flatten()?;
    match Saved::parse(&line) {
        Ok(saved) if saved.is_fresh(clock::read().wall_ms) => Some(saved),
        Ok(_) => {
            forget(store);
            None
        }
        Err(_) => {
            store.set_aside(Key::Session, &line, words::BAD_SESSION);
            None
        }
    }
}

/// Forgets the session that is kept.
pub fn forget(store: Store) {
    if let Err(fault) = storage::remove(Key::Session) {
        store.tell(&fault);
    }
}

/// Whether a page was loaded at the address of one session while another is kept. That one is offered then, since
/// nobody has asked for it to be given up.
pub fn is_another(store: Store, start: Start) -> bool {
    store.opening.get_value() == Opening::Returned && found(store).is_some_and(|saved| saved.start != start)
}

/// Goes to the session that is kept.
pub fn take_up(store: Store, saved: &Saved, how: Opening) {
    store.opening.set_value(how);
    let route = Route::Session(saved.start);
    if store.route.get_untracked() == route {
        // The same page anew.
        store.route.set(route);
    } else {
        hash::go(&route.address());
    }
}

/// What stands under the session's key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum There {
    /// Nothing that this session may not take the place of.
    Nothing,
    /// Another session, which this one may not take the place of yet.
    Another,
    /// This session.
    This,
}

/// The record of the session on this page, and this tab's claim to run one.
pub struct Kept {
    store: Store,
    saved: Saved,
    opening: Opening,
    claim: Option<Claim>,
    /// Whether this tab has the claim; only then is anything written.
    ours: bool,
    /// What was written last: the step's start, its place, and the phase.
    last: Option<(u64, usize, Phase)>,
    /// What is kept until this session is.
    there: There,
    /// Whether it was said that nothing can be kept.
    told: bool,
}

impl Kept {
    /// The session of an address: a new one, or the one that is kept where that is to be taken up. With the time of
    /// its clock, in milliseconds. Where that one starts elsewhere than the address says, the address follows it.
    pub fn open(store: Store, start: Start) -> (Self, Session, u64) {
        let routine = store.routine();
        let opening = store.opening.get_value();
        store.opening.set_value(Opening::New);
        let earlier = found(store);
        let opening = match opening {
            Opening::Returned if earlier.as_ref().is_some_and(|saved| saved.start == start) => Opening::Paused,
            Opening::Returned => Opening::New,
            other => other,
        };
        let taken = earlier.as_ref().filter(|_| opening != Opening::New).and_then(|saved| saved.take_up(&routine));
        let there = match (&taken, &earlier) {
            (Some(_), _) => There::This,
            (None, Some(_)) => There::Another,
            (None, None) => There::Nothing,
        };
        let opening = if taken.is_some() || opening == Opening::Taken { opening } else { Opening::New };
        let begun = || {
            let (prefs, count_in) = store.choices.with_untracked(|c| (c.prefs(&routine), c.count_in));
            let saved = Saved::new(start, prefs, count_in);
            (saved.session(&routine), 0, saved)
        };
        let (session, now_ms, saved) =
            taken.map_or_else(begun, |TakenUp { session, now_ms, saved, .. }| (session, now_ms, saved));
        if saved.start != start {
            let route = Route::Session(saved.start);
            hash::relabel(&route.address());
            // The page stands already.
            *store.route.write_untracked() = route;
        }
        (Self { store, saved, opening, claim: None, ours: false, last: None, there, told: false }, session, now_ms)
    }

    /// Asks for the claim. `then` is told what to do first, if anything, or that another tab has the session; `lost` is
    /// called when another tab takes it.
    pub fn claim(&mut self, then: impl FnOnce(bool) + 'static, lost: impl FnOnce() + 'static) {
        let how = if self.opening == Opening::Taken { How::Take } else { How::Ask };
        self.claim = Some(tabs::claim(how, then, lost));
    }

    /// The tab has the claim: the command that begins.
    pub fn opened(&mut self, session: &Session, now: u64) -> Option<Command> {
        self.ours = true;
        match (session.at(now).phase, self.opening) {
            (Phase::Ready, _) => Some(Command::Start),
            (_, Opening::Paused) => None,
            _ => Some(Command::PickUp),
        }
    }

    /// Whether this tab may run the session.
    pub const fn is_ours(&self) -> bool {
        self.ours
    }

    /// Another tab has taken the session: nothing more is written.
    pub fn lose(&mut self) {
        self.ours = false;
    }

    /// The command to carry out for one that was asked for: whoever was away is counted in again.
    pub fn meant(&self, command: Command) -> Command {
        if command == Command::Resume && self.opening != Opening::New { Command::PickUp } else { command }
    }

    /// A command did something at `now` of the session's clock, in milliseconds.
    pub fn did(&mut self, command: Command, session: &Session, now: u64) {
        if matches!(command, Command::PickUp | Command::Start) {
            self.opening = Opening::New;
        }
        self.saved.did(command, now);
        self.write(session, now);
    }

    /// The session shows a frame at `now` of its clock, in milliseconds. Each new step is written.
    pub fn stands(&mut self, session: &Session, frame: &Frame, now: u64) {
        let here = (frame.step.start_ms, frame.index, frame.phase);
        if self.last != Some(here) {
            self.last = Some(here);
            self.write(session, now);
        }
    }

    /// Writes where the session stands at `now` of its clock, in milliseconds.
    pub fn write(&mut self, session: &Session, now: u64) {
        let frame = session.at(now);
        if self.there == There::Another && frame.done_ms >= SURE_MS {
            self.there = There::Nothing;
        }
        if !self.ours || self.there == There::Another {
            self.store.place_kept.set(false);
            return;
        }
        let done = match frame.phase {
            Phase::Ready => return,
            // Ended early, perhaps by mistake, it can be taken up where it stood before.
            Phase::Finished if frame.done_ms < frame.total_ms => return,
            Phase::Finished => storage::remove(Key::Session),
            _ => {
                self.saved.stands(session, now, clock::read().wall_ms);
                storage::write(Key::Session, &self.saved.line())
            }
        };
        match done {
            Ok(()) => self.there = There::This,
            Err(_) => self.not_kept(),
        }
        self.store.place_kept.set(done.is_ok());
    }

    fn not_kept(&mut self) {
        if self.there != There::This {
            // What is still there is another session's, and would be offered as this one. A storage that does not let
            // it be removed offers nothing either.
            storage::remove(Key::Session).ok();
        }
        if !self.told {
            self.told = true;
            self.store.say(words::PLACE_NOT_KEPT);
        }
    }

    /// The page is left: the claim goes to whoever asks next.
    pub fn close(&mut self) {
        self.ours = false;
        self.claim = None;
    }
}
