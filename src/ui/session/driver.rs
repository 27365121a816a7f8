//! The one place where time and commands reach the session, and where what comes of them reaches the browser.
//!
//! A tick reads the clock, asks the session for its frame, and sets itself again for when the words next change, those
//! that are read while they are said too: there is no loop. What a late tick has passed over is still told to the page's
//! attributes, in order, so that neither styles nor tools miss a step: one change a turn, or all at once where it is so
//! late that the picture would wait for them.

mod acts;
mod opening;
mod picture;

pub use picture::Places;

use super::awake::Awake;
use super::media::Media;
use super::sound::{Seen, Sound};
use super::stage::{Far, SOON_MS};
use super::stamp::Stamp;
use crate::device::animate::reduced;
use crate::device::idle::Idle;
use crate::device::{clock, hash};
use crate::session::measure::{Chapter, chapters};
use crate::session::{
    Clock, Command, Counted, CuePicture, Error, Event, Frame, Phase, Reading, SLEPT_HIDDEN_MS, SLEPT_MS, Session,
    ShownCue, Staged,
};
use crate::ui::kept::Kept;
use crate::ui::store::Store;
use crate::ui::words;
use gloo_timers::callback::Timeout;
use leptos::prelude::*;
use picture::Picture;
use std::cell::RefCell;
use std::rc::{Rc, Weak};

/// A tick that is later than this, in milliseconds, is behind by a hidden page or a sleep, not by a busy moment.
const LATE_MS: u64 = 250;

/// A session that goes is looked at every so many milliseconds at least: whether the machine slept, whether the sound is
/// well, and how many seconds are left for who has the page read to them. Each look costs the main thread half a
/// millisecond, most of it for being woken.
const LOOK_MS: u64 = 4_000;

/// What the page shows of a session.
#[derive(Clone, Copy)]
pub struct Shown {
    /// The latest frame that shows anything new; how far a session is, is not in it.
    pub frame: RwSignal<Frame>,
    /// The cue whose picture stands there.
    pub cue: RwSignal<Option<CuePicture>>,
    /// The seconds that are left of what is counted down.
    pub seconds: RwSignal<u64>,
    /// The chapters of the timeline as it now is.
    pub chapters: RwSignal<Vec<Chapter>>,
    /// What is said aloud.
    pub said: RwSignal<String>,
}

/// A session in the page. Cloning gives the same one.
#[derive(Clone)]
pub struct Driver(Rc<RefCell<Inner>>);

struct Inner {
    store: Store,
    shown: Shown,
    session: Session,
    clock: Clock,
    /// When the page was last looked at, in the session's own milliseconds.
    last: u64,
    /// When the words change next after that; asked for once, not at every look.
    next: Option<u64>,
    /// The page's steady clock less the session's, in milliseconds.
    ahead_ms: u64,
    hidden: Option<Reading>,
    /// Whether the machine was found to have slept, and nothing was done about it yet.
    slept: bool,
    stamp: Option<Stamp>,
    staged: Staged,
    /// Whether a cue that is over may leave its picture there: not as a still, which does not go by itself.
    stays: bool,
    picture: Option<Picture>,
    timer: Option<Timeout>,
    prepare: Option<Idle>,
    /// Whether all scenes of the session as it now is are made.
    made: bool,
    awake: Awake,
    media: Media,
    kept: Kept,
    sound: Sound,
}

impl Driver {
    /// A driver for a session that stands at `now` of its clock, in milliseconds, and its record.
    pub fn new(store: Store, session: Session, now: u64, kept: Kept) -> Self {
        let frame = session.at(now);
        let shown = Shown {
            frame: RwSignal::new(frame),
            cue: RwSignal::new(None),
            seconds: RwSignal::new(frame.remaining_s),
            chapters: RwSignal::new(chapters(session.timeline())),
            said: RwSignal::new(String::new()),
        };
        Self(Rc::new_cyclic(|weak: &Weak<RefCell<Inner>>| {
            let weak = weak.clone();
            // Another app has the sound: the session waits with it.
            let interrupted = move || {
                if let Some(inner) = weak.upgrade() {
                    Self(inner).command(Command::Pause);
                }
            };
            RefCell::new(Inner {
                store,
                shown,
                session,
                clock: Clock::from(reading(), now),
                last: now,
                next: None,
                ahead_ms: 0,
                hidden: None,
                slept: false,
                stamp: None,
                staged: Staged::default(),
                stays: !reduced(),
                picture: None,
                timer: None,
                prepare: None,
                made: false,
                awake: Awake::new(store),
                media: Media::new(store),
                kept,
                sound: Sound::new(store, interrupted),
            })
        }))
    }

    /// What the page shows.
    pub fn shown(&self) -> Shown {
        self.0.borrow().shown
    }

    /// What is seen of the sound.
    pub fn heard(&self) -> Seen {
        self.0.borrow().sound.seen()
    }

    /// Carries out a command. One that can do nothing here does nothing: a pedal pressed twice is no fault.
    pub fn command(&self, command: Command) {
        self.wake();
        let (done, now) = {
            let mut inner = self.0.borrow_mut();
            if !inner.kept.is_ours() {
                return;
            }
            let now = inner.now();
            inner.catch_up(now);
            let command = inner.kept.meant(command);
            let Inner { kept, session, .. } = &mut *inner;
            let done = session.apply(command, now);
            if done.is_ok() {
                kept.did(command, session, now);
            }
            (done, now)
        };
        match done {
            Ok(event) => self.happened(event, now),
            Err(Error::NothingNext) => self.command(Command::Finish),
            Err(_) => {}
        }
    }

    /// Ends it all: timers, sound, the screen's wakefulness. To be called when the page is left.
    pub fn end(&self) {
        let mut inner = self.0.borrow_mut();
        inner.timer = None;
        inner.prepare = None;
        inner.picture = None;
        inner.awake.release();
        inner.media.end();
        inner.kept.close();
        inner.store.elsewhere.set(false);
        inner.store.under_way.set(false);
        inner.sound.end();
    }

    /// The sink: every event becomes sound, wakefulness and words here and nowhere else. `now` is when
    /// the command was carried out: a cue that is due at that very moment is not over yet, however long it took to get here.
    fn happened(&self, event: Event, now: u64) {
        {
            let mut inner = self.0.borrow_mut();
            let shown = inner.shown;
            let last = inner.last;
            inner.looked(last);
            match event {
                Event::Started => inner.plan_sound(now),
                Event::Paused => {
                    inner.sound.silence();
                    shown.said.set(words::PAUSED.to_owned());
                }
                Event::Resumed => {
                    inner.plan_sound(now);
                    shown.said.set(words::GO_ON.to_owned());
                }
                Event::Held => {
                    inner.go_on_with_sound(now);
                    shown.said.set(words::HOLDING.to_owned());
                }
                Event::Released => inner.go_on_with_sound(now),
                Event::Moved | Event::ReturnedToA => {
                    let chapters = chapters(inner.session.timeline());
                    if let Some(picture) = &mut inner.picture {
                        picture.chapters(&chapters);
                    }
                    shown.chapters.set(chapters);
                    inner.plan_sound(now);
                }
                Event::Finished => inner.sound.silence(),
            }
            inner.redraw();
        }
        self.tick();
    }

    /// Looks at the session now, shows what it is at, and sets the next look.
    fn tick(&self) {
        if self.wake() {
            return;
        }
        let mut inner = self.0.borrow_mut();
        let now = inner.now();
        inner.sound.further(&inner.session, now, now + inner.ahead_ms);
        let missed = inner.missed(now).filter(|missed| now - missed < LATE_MS);
        if let Some(missed) = missed {
            inner.tell(missed);
            if inner.missed(now).is_some() {
                inner.timer = Some(self.later(0, Self::tick));
                return;
            }
        }
        inner.catch_up(now);
        let frame = inner.session.at(now);
        if missed.is_none() {
            inner.stamp(&frame, now);
        }
        inner.show(&frame, now);
        let said = inner.sound.look();
        let changes = inner.next.map(|at| at.saturating_sub(now).min(LOOK_MS));
        let next = changes.into_iter().chain(said).min();
        inner.timer = next.map(|in_ms| self.later(u32::try_from(in_ms).unwrap_or(u32::MAX), Self::tick));
        if inner.prepare.is_none() && matches!(frame.phase, Phase::Running | Phase::CountIn) {
            inner.prepare = Some(self.when_idle(SOON_MS));
        }
        if frame.phase == Phase::Finished {
            crate::device::worker::persist();
            inner.store.under_way.set(false);
            hash::set_over(true);
        }
    }

    /// Calls back in so many milliseconds, unless the session is gone by then.
    fn later(&self, in_ms: u32, then: fn(&Self)) -> Timeout {
        let weak = self.weak();
        Timeout::new(in_ms, move || {
            if let Some(driver) = weak() {
                then(&driver);
            }
        })
    }

    /// Makes what the coming steps need, a piece in each idle moment, until all is made that can be seen coming.
    fn when_idle(&self, in_ms: u32) -> Idle {
        let weak = self.weak();
        Idle::after(in_ms, move || {
            let Some(driver) = weak() else { return };
            let mut inner = driver.0.borrow_mut();
            let now = inner.now();
            let Inner { session, picture: Some(picture), prepare, made, .. } = &mut *inner else { return };
            let Some(stage) = picture.stage() else { return };
            let frame = session.at(now);
            let far = if frame.phase == Phase::CountIn { Far::All } else { Far::Soon };
            match stage.prepare(session.track(now).0, frame.index, far) {
                Some(due) => *prepare = Some(driver.when_idle(due)),
                None => *made = far == Far::All,
            }
        })
    }
}

impl Inner {
    /// The session's time now, in milliseconds.
    fn now(&mut self) -> u64 {
        let reading = reading();
        // Only while it goes is it looked at every few seconds.
        let goes = self.shown.frame.with_untracked(|f| f.phase.goes());
        let late_ms = if self.hidden.is_some() { SLEPT_HIDDEN_MS } else { SLEPT_MS };
        self.slept |= goes && self.clock.overslept(reading, late_ms);
        let now = self.clock.now(reading);
        self.ahead_ms = reading.steady_ms.saturating_sub(now);
        now
    }

    /// Places all that is still to be heard from `now` of the session on, on the audio clock.
    fn plan_sound(&self, now: u64) {
        self.sound.plan(&self.session, now, now + self.ahead_ms);
    }

    /// The same for a command after which the session is where it was: nothing is broken off.
    fn go_on_with_sound(&self, now: u64) {
        self.sound.go_on(&self.session, now, now + self.ahead_ms);
    }

    /// When the first change came that lies between the last look and now.
    fn missed(&self, now: u64) -> Option<u64> {
        self.next.filter(|&next| next < now)
    }

    /// The page was looked at, at a time of the session.
    fn looked(&mut self, at: u64) {
        self.last = at;
        let counted = self.picture.as_ref().map_or(Counted::Words, Picture::counted);
        self.next = self.session.next_change(at, counted);
    }

    /// Tells the attributes of a change.
    fn tell(&mut self, at: u64) {
        self.stamp(&self.session.at(at), at);
        self.looked(at);
    }

    /// Tells them of every change up to now.
    fn catch_up(&mut self, now: u64) {
        while let Some(missed) = self.missed(now) {
            self.tell(missed);
        }
        self.looked(now);
    }

    fn show(&mut self, frame: &Frame, now: u64) {
        self.kept.stands(&self.session, frame, now);
        self.awake.follow(frame.phase);
        self.media.show(self.session.routine(), frame, self.session.speed().times());
        let cue = self.staged.follow(frame, self.stays);
        let cued = self.shown.cue.with_untracked(|before| before.map(|b| b.nth) != cue.map(|c| c.nth));
        if cued {
            self.shown.cue.set(cue);
        }
        let before = self.shown.frame.get_untracked();
        if !before.shows_as(frame) {
            self.shown.frame.set(*frame);
        }
        if self.shown.seconds.get_untracked() != frame.remaining_s {
            self.shown.seconds.set(frame.remaining_s);
        }
        let is_new =
            |cue: &ShownCue| before.cue.is_none_or(|b| (b.cue, b.step.start_ms) != (cue.cue, cue.step.start_ms));
        if let Some(cue) = frame.cue.filter(is_new) {
            self.shown.said.set(words::announced(self.session.routine(), cue.cue, &cue.step));
            self.sound.felt(cue.cue);
        }
        let since_ms = now + self.ahead_ms;
        let unit = self.store.unit();
        let shown = self.picture.as_mut().map(|picture| picture.show(&self.session, frame, (now, since_ms), unit));
        let anew = match shown {
            Some(Ok(anew)) => anew,
            Some(Err(fault)) => {
                self.store.tell(&fault);
                false
            }
            None => false,
        };
        // There may be more to make for the steps after it.
        if anew && !self.made {
            self.prepare = None;
        }
        // What is said next is put up while the page changes anyway.
        if anew || cued {
            self.sound.ahead();
        }
    }

    /// Has the picture set up anew with the next frame. What comes after it may be another thing than before.
    fn redraw(&mut self) {
        self.made = false;
        if let Some(picture) = &mut self.picture {
            picture.stale();
        }
    }

    /// Writes on the session's root element what is true at a time of the session.
    fn stamp(&mut self, frame: &Frame, now: u64) {
        let cue = self.staged.follow(frame, self.stays);
        if let Some(stamp) = &mut self.stamp {
            stamp.write(self.session.routine(), frame, cue, now + self.ahead_ms);
        }
    }
}

fn reading() -> Reading {
    let clock::Reading { steady_ms, wall_ms } = clock::read();
    Reading { steady_ms, wall_ms }
}
