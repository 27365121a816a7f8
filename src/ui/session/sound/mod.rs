//! A session's sound: everything that will be heard is placed on the audio clock as soon as it is known, and read from
//! the screen where it cannot be heard.
//!
//! The plan is made once for each command, in milliseconds of the page's clock; the audio clock's time of its zero is
//! read once for each time that the sound begins to run, and everything is placed from there. What is not at hand yet (a
//! bowl to be rendered, a clip on its way) is placed when it comes, if its time has not passed. No timer has a part in
//! when anything sounds.

mod buffers;
mod caption;
mod chosen;
mod placed;
mod sample;
mod shake;

pub use caption::{Captions, Seen};
pub use sample::{hear, hush};

use crate::device::audio::{self, Change, DOUBT_MS, Health, Player, State, Watchdog};
use crate::device::idle::Idle;
use crate::device::paint::after_paint;
use crate::device::vibrate::vibrate;
use crate::device::{Fault, clock};
use crate::routine::Cue;
use crate::session::{Choices, Room, Session};
use crate::sound::{self, Phrase, ROUNDS_MS, Sounding, What, ahead};
use crate::ui::store::Store;
use crate::ui::words;
use caption::Prompter;
use chosen::{kind, set_levels, told};
use leptos::prelude::*;
use placed::{LEAD_MS, Placed};
use shake::shake;
use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};

/// With how much left a held movement's rounds are placed further, in milliseconds of the timeline. A hidden page may be
/// woken once a minute only, so that what is left is more than that.
const LEFT_MS: u64 = 120_000;

/// A context that freezes is rebuilt so often, until it has run well again.
const REBUILDS: u8 = 2;

/// After so long of a clock that goes, it has run well again, in seconds.
const WELL_S: f64 = 60.0;

/// A session's sound. Cloning gives the same one.
#[derive(Clone)]
pub struct Sound(Rc<Inner>);

struct Inner {
    store: Store,
    seen: Seen,
    prompter: Prompter,
    /// Called when another app takes the sound over.
    interrupted: Box<dyn Fn()>,
    player: RefCell<Option<Player>>,
    placed: RefCell<Placed>,
    watchdog: RefCell<Option<Watchdog>>,
    rebuilt: Cell<u8>,
    /// The idle moment that was asked for, to render a bowl in.
    idle: RefCell<Option<Idle>>,
    /// Whether the page has been painted, so that the voice may be fetched.
    painted: Cell<bool>,
}

impl Sound {
    /// A session's sound, of which nothing is planned yet.
    pub fn new(store: Store, interrupted: impl Fn() + 'static) -> Self {
        let seen = Seen::default();
        let sound = Self(Rc::new(Inner {
            store,
            seen,
            prompter: Prompter::new(seen.lines),
            interrupted: Box::new(interrupted),
            player: RefCell::default(),
            placed: RefCell::default(),
            watchdog: RefCell::default(),
            rebuilt: Cell::new(0),
            idle: RefCell::default(),
            painted: Cell::new(false),
        }));
        let weak = Rc::downgrade(&sound.0);
        audio::listen(Some(Rc::new(with(&weak, Inner::changed))));
        buffers::listen(Some(Rc::new(with(&weak, Inner::arrived))));
        let painted = with(&weak, |inner, ()| {
            inner.painted.set(true);
            inner.want();
        });
        after_paint(move || painted(()));
        sound
    }

    /// What is seen of it.
    pub fn seen(&self) -> Seen {
        self.0.seen
    }

    /// Places all that lies ahead of a session, in place of all that was placed before; `since_ms` is `now` on the page's
    /// clock. For whenever a command took the session elsewhere.
    pub fn plan(&self, session: &Session, now: u64, since_ms: u64) {
        let inner = &self.0;
        let choices = inner.choices();
        inner.placed.borrow_mut().stop();
        if choices.heard == sound::Heard::Silent && choices.room == Room::None {
            inner.trouble(None);
            return self.silence();
        }
        audio::category(kind(&choices));
        // The page before may have let it rest after the touch that led here.
        if let Err(fault) = audio::wake() {
            inner.trouble(Some(words::fault(&fault)));
        }
        inner.set_plan(ahead(session, now, told(choices), ROUNDS_MS), since_ms, session.left_ms(now));
        inner.place();
        inner.want();
    }

    /// Places all that lies ahead of a session that is where it was, whatever comes later: what has begun to sound is not
    /// broken off.
    pub fn go_on(&self, session: &Session, now: u64, since_ms: u64) {
        let inner = &self.0;
        if inner.placed.borrow().end_ms == 0 {
            return self.plan(session, now, since_ms);
        }
        let plan = ahead(session, now, told(inner.choices()), ROUNDS_MS);
        inner.placed.borrow_mut().go_on(plan, since_ms, session.left_ms(now));
        inner.prompter();
        inner.fill();
        inner.room();
        inner.want();
    }

    /// Places a held movement's further rounds, where those that are placed run out. To be called every few seconds,
    /// however late the page is: rounds that are not placed are silent.
    pub fn further(&self, session: &Session, now: u64, since_ms: u64) {
        if self.0.placed.borrow().runs_out(since_ms + LEFT_MS / session.speed().times()) {
            self.go_on(session, now, since_ms);
        }
    }

    /// Breaks off all that sounds, and plans nothing.
    pub fn silence(&self) {
        let mut placed = self.0.placed.borrow_mut();
        placed.stop();
        *placed = Placed::default();
        self.0.prompter.clear();
    }

    /// Sees whether the sound is well, and lets be read what is said now. After how many milliseconds that next changes; to
    /// be called then, and every few seconds.
    pub fn look(&self) -> Option<u64> {
        let planned = self.0.placed.borrow().end_ms > 0;
        let doubt = (planned && self.0.look()).then_some(DOUBT_MS);
        self.0.prompter.look().into_iter().chain(doubt).min()
    }

    /// The page changes: what will be said is put up with it.
    pub fn ahead(&self) {
        self.0.prompter.ahead();
    }

    /// A cue is seen: felt, too, where that is chosen.
    pub fn felt(&self, cue: Cue) {
        if self.0.choices().haptics {
            vibrate(shake(cue));
        }
    }

    /// The session is left.
    pub fn end(&self) {
        self.silence();
        audio::listen(None);
        buffers::listen(None);
        audio::rest();
    }
}

/// Calls a method for as long as the session is there.
fn with<T, F: Fn(&Rc<Inner>, T)>(weak: &Weak<Inner>, then: F) -> impl Fn(T) + use<T, F> {
    let weak = weak.clone();
    move |value| {
        if let Some(inner) = weak.upgrade() {
            then(&inner, value);
        }
    }
}

impl Inner {
    fn choices(&self) -> Choices {
        self.store.choices.get_untracked()
    }

    fn trouble(&self, words: Option<&'static str>) {
        if self.seen.trouble.get_untracked() != words {
            self.seen.trouble.set(words);
        }
    }

    fn tell(&self, fault: &Fault) {
        self.store.tell(fault);
    }

    fn set_plan(&self, plan: Vec<Sounding>, zero_ms: u64, left_ms: Option<u64>) {
        {
            let mut placed = self.placed.borrow_mut();
            placed.zero_ms = zero_ms;
            placed.done = vec![false; plan.len()];
            placed.plan = plan;
            placed.ends(left_ms);
        }
        self.prompter();
    }

    fn prompter(&self) {
        let placed = self.placed.borrow();
        self.prompter.set(placed.zero_ms, &placed.plan);
    }

    /// Begins to run: reads the audio clock once, and places everything from there.
    fn place(self: &Rc<Self>) {
        if audio::state() != State::Running || self.placed.borrow().end_ms == 0 {
            return;
        }
        if let Err(fault) = self.try_place() {
            self.tell(&fault);
        }
        self.fill();
        self.room();
    }

    fn try_place(&self) -> Result<(), Fault> {
        let mut player = self.player.borrow_mut();
        if player.is_none() {
            let context = audio::open()?;
            *player = Some(Player::new(&context)?);
        }
        let Some(player) = player.as_ref() else { return Ok(()) };
        set_levels(player, &self.choices());
        let mut placed = self.placed.borrow_mut();
        let steady = clock::steady();
        // The two clocks, one right after the other.
        let run = player.run((placed.zero_ms as f64 + LEAD_MS - steady) / 1000.0)?;
        self.watchdog.replace(Some(Watchdog::new(player.now(), steady)));
        placed.run = Some(run);
        Ok(())
    }

    /// Places what is at hand and not placed yet; asks for an idle moment for bowls that are to be rendered.
    fn fill(self: &Rc<Self>) {
        let filled = audio::open().and_then(|context| self.placed.borrow_mut().fill(&context));
        match filled {
            Ok(true) if self.idle.borrow().is_none() => {
                let render = with(&Rc::downgrade(self), |inner, ()| {
                    inner.idle.take();
                    inner.render_next();
                });
                self.idle.replace(Some(Idle::after(0, move || render(()))));
            }
            Ok(_) => {}
            Err(fault) => self.tell(&fault),
        }
    }

    fn render_next(self: &Rc<Self>) {
        let next = self.placed.borrow().bowl_to_render();
        if let Some(next) = next
            && let Ok(context) = audio::open()
        {
            match buffers::render(&context, next) {
                Ok(_) => self.fill(),
                Err(fault) => self.tell(&fault),
            }
        }
    }

    /// Lets the room sound, or makes what is ahead of it fit the plan.
    fn room(&self) {
        let kind = self.choices().room;
        let Ok(context) = audio::open() else { return };
        let done =
            buffers::room_sound(&context, kind).and_then(|buffer| self.placed.borrow_mut().room(buffer.as_ref()));
        if let Err(fault) = done {
            self.tell(&fault);
        }
    }

    /// Fetches what will be said, in order.
    fn want(&self) {
        if !self.painted.get() {
            return;
        }
        let Ok(context) = audio::open() else { return };
        let placed = self.placed.borrow();
        let phrases = placed.plan.iter().filter_map(|s| match &s.what {
            What::Phrase(phrase) => Some(phrase),
            What::Bowl(_) => None,
        });
        let mut clips = phrases.flat_map(|p: &Phrase| p.clips.iter().copied()).peekable();
        if clips.peek().is_some() {
            buffers::want(&context, clips);
            self.progress();
        }
    }

    fn progress(&self) {
        let (have, all) = buffers::progress();
        self.seen.loading.set(Some((have, all)).filter(|_| have < all));
    }

    fn arrived(self: &Rc<Self>, got: Result<(), Fault>) {
        self.progress();
        match got {
            Ok(()) => self.fill(),
            Err(fault) => self.tell(&fault),
        }
    }

    /// Something befell the sound.
    fn changed(self: &Rc<Self>, change: Change) {
        let planned = self.placed.borrow().end_ms > 0;
        match (change, audio::state()) {
            (Change::Output, _) => {
                if planned {
                    self.store.say(words::sound::OUTPUT);
                }
            }
            (_, State::Running) => {
                self.trouble(None);
                if self.placed.borrow().run.is_none() {
                    self.place();
                }
            }
            (_, state) => {
                // The audio clock has stood still: what was placed would come late.
                self.placed.borrow_mut().stop();
                if planned && state == State::Interrupted {
                    self.trouble(Some(words::sound::INTERRUPTED));
                    (self.interrupted)();
                } else if planned && state == State::Away {
                    self.trouble(Some(words::sound::AWAY));
                }
            }
        }
    }

    /// Sees whether the sound is well. Whether that is to be seen again soon.
    fn look(self: &Rc<Self>) -> bool {
        let silent = match audio::state() {
            State::Running => None,
            State::Absent => return false,
            State::Blocked => Some(words::sound::BLOCKED),
            State::Away => Some(words::sound::AWAY),
            State::Interrupted => Some(words::sound::ELSEWHERE),
        };
        if silent.is_some() {
            self.trouble(silent);
            return false;
        }
        let health = match (self.player.borrow().as_ref(), self.watchdog.borrow_mut().as_mut()) {
            (Some(player), Some(watchdog)) => {
                let health = watchdog.look(player.now(), clock::steady());
                if health == Health::Well && watchdog.well_s() >= WELL_S {
                    self.rebuilt.set(0);
                }
                health
            }
            _ => return false,
        };
        match health {
            Health::Well if self.seen.trouble.get_untracked() == Some(words::sound::FROZEN) => self.trouble(None),
            Health::Well | Health::Doubtful => {}
            Health::Adrift => {
                self.placed.borrow_mut().let_go();
                self.place();
            }
            Health::Frozen => self.rebuild(),
        }
        health != Health::Well
    }

    /// A context that stands still is given up for another.
    fn rebuild(self: &Rc<Self>) {
        let times = self.rebuilt.get();
        if times >= REBUILDS {
            return self.trouble(Some(words::sound::FROZEN));
        }
        self.rebuilt.set(times + 1);
        self.placed.borrow_mut().stop();
        self.player.replace(None);
        self.watchdog.replace(None);
        match audio::rebuild() {
            Ok(_) => {
                self.store.say(words::sound::RESTARTED);
                self.place();
            }
            Err(fault) => self.tell(&fault),
        }
    }
}
