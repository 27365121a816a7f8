//! A session under way as a line of text, so that it outlives the page: what it was begun with, every command with its
//! time, and the place that they lead to.
//!
//! Nothing of the timeline is kept. A session is what its commands make of it, so the same commands at the same times
//! make the same one; the place is kept beside them to know that they did. Where they do not, since an update has
//! changed the routine meanwhile or there were too many to keep, the session goes on from the movement that was on.
//!
//! The line is `1 wall=… now=… speed=1 from=B.2 pace=gentle several=3 start=right count-in=10 at=… total=… place=C.1
//! did=s0,p1500,u2000`: a version, then words, as in [`super::Choices`].

use super::choices::CountIn;
use super::command::Command;
use super::frame::{Frame, Phase};
use super::machine::Session;
use super::start::{self, Start, place, place_word};
use crate::body::Side;
use crate::routine::{Pace, Prefs, Routine, Step, compile};
use std::sync::Arc;

/// The version of the line. It is the first, so no older one is read.
const VERSION: &str = "1";

/// For how long a session can be taken up again, in milliseconds: the same evening.
pub const KEPT_MS: u64 = 12 * 60 * 60 * 1000;

/// The most commands that are kept. Each is done again when the session is taken up, so there must be an end.
pub const MOST_COMMANDS: usize = 1_000;

/// The longest line that is read, in bytes: each command may have a letter, a comma and two times of ten digits.
pub const LONGEST: usize = 300 + MOST_COMMANDS * 22;

/// The latest time of a session that is read, in milliseconds: eleven days.
const LATEST_MS: u64 = 999_999_999;

/// What stands in place of more commands than are kept.
const MANY: &str = "many";

/// The words that every line has.
const NEEDED: [&str; 11] =
    ["wall", "now", "speed", "pace", "several", "start", "count-in", "at", "total", "place", "did"];

/// A session under way, as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Saved {
    /// How it was started.
    pub start: Start,
    /// What it was compiled with.
    pub prefs: Prefs,
    /// Its count-in.
    pub count_in: CountIn,
    /// When it was kept, in milliseconds since 1970.
    wall_ms: u64,
    /// When it was kept, in milliseconds of the session's clock.
    now_ms: u64,
    /// How much of its timeline was done, in milliseconds.
    at_ms: u64,
    /// How long its timeline was, in milliseconds.
    total_ms: u64,
    /// The sequence and, from 1, the movement of it that was on; of a sequence that was returned to, the caller's last.
    place: (char, usize),
    /// Each command that did something, and when; `None` once there were too many.
    did: Option<Vec<(Command, u64)>>,
}

/// A line that is not one of a session: the word that cannot be understood, or that is missing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotSaved(pub String);

impl std::fmt::Display for NotSaved {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("the saved session has a word that cannot be understood: ")?;
        f.write_str(&self.0)
    }
}

impl std::error::Error for NotSaved {}

/// A session that was taken up again, paused where it was.
#[derive(Clone, Debug)]
pub struct TakenUp {
    /// The session.
    pub session: Session,
    /// Its clock's time, in milliseconds.
    pub now_ms: u64,
    /// Its record, to go on with.
    pub saved: Saved,
    /// Whether it is the very place; else it is the start of the movement.
    pub exact: bool,
}

impl Saved {
    /// The record of a session that has not begun.
    pub fn new(start: Start, prefs: Prefs, count_in: CountIn) -> Self {
        Self {
            start,
            prefs,
            count_in,
            wall_ms: 0,
            now_ms: 0,
            at_ms: 0,
            total_ms: 0,
            place: ('A', 1),
            did: Some(Vec::new()),
        }
    }

    /// The session that is begun so.
    pub fn session(&self, routine: &Arc<Routine>) -> Session {
        let timeline = compile(routine, &self.prefs, self.start.selection());
        Session::new(Arc::clone(routine), timeline, self.count_in.ms(), self.start.speed())
    }

    /// Records a command that did something at `now` of the session's clock, in milliseconds.
    pub fn did(&mut self, command: Command, now: u64) {
        match &mut self.did {
            Some(did) if did.len() < MOST_COMMANDS => did.push((command, now)),
            // From now on only the movement is known.
            did => *did = None,
        }
    }

    /// Records where a session stands at `now` of its clock and at `wall_ms` since 1970, in milliseconds.
    pub fn stands(&mut self, session: &Session, now: u64, wall_ms: u64) {
        let frame = session.at(now);
        (self.now_ms, self.wall_ms) = (now, wall_ms);
        (self.at_ms, self.total_ms) = (frame.at_ms, frame.total_ms);
        if let Some(place) = place_of(session.routine(), &frame.step) {
            self.place = place;
        }
    }

    /// Whether it can still be taken up at `wall_ms` since 1970: within [`KEPT_MS`]. A clock that was set back makes
    /// nothing old.
    pub const fn is_fresh(&self, wall_ms: u64) -> bool {
        wall_ms.saturating_sub(self.wall_ms) <= KEPT_MS
    }

    /// The session as it was, paused: by doing again what was done, and where that does not lead to the same place,
    /// by starting at the same movement. `None` where there is nothing left to do.
    pub fn take_up(&self, routine: &Arc<Routine>) -> Option<TakenUp> {
        self.replayed(routine).or_else(|| self.started_near(routine)).filter(|t| {
            let frame = t.session.at(t.now_ms);
            frame.phase != Phase::Finished && frame.at_ms < frame.total_ms
        })
    }

    fn replayed(&self, routine: &Arc<Routine>) -> Option<TakenUp> {
        let did = self.did.as_ref().filter(|_| self.start.is_in(routine))?;
        let mut session = self.session(routine);
        for (command, at) in did {
            session.apply(*command, *at).ok()?;
        }
        let mut saved = self.clone();
        let frame = session.at(self.now_ms);
        let now_ms = self.now_ms;
        if !matches!(frame.phase, Phase::Paused | Phase::Finished) {
            session.apply(Command::Pause, now_ms).ok()?;
            saved.did(Command::Pause, now_ms);
        }
        let same = (frame.at_ms, frame.total_ms) == (self.at_ms, self.total_ms);
        same.then_some(TakenUp { session, now_ms, saved, exact: true })
    }

    fn started_near(&self, routine: &Arc<Routine>) -> Option<TakenUp> {
        let start = Start { from: Some(self.place), only: None, ..self.start };
        if !start.is_in(routine) {
            return None;
        }
        let mut saved = Self::new(start, self.prefs, self.count_in);
        let mut session = saved.session(routine);
        for command in [Command::Start, Command::Pause] {
            session.apply(command, 0).ok()?;
            saved.did(command, 0);
        }
        saved.stands(&session, 0, self.wall_ms);
        Some(TakenUp { session, now_ms: 0, saved, exact: false })
    }

    /// Reads a line.
    ///
    /// # Errors
    /// The first word that cannot be understood, or the name of one that is missing.
    pub fn parse(line: &str) -> Result<Self, NotSaved> {
        let refuse = |word: &str| NotSaved(word.chars().take(40).collect());
        let (version, rest) = line.split_once(' ').unwrap_or((line, ""));
        if version != VERSION || line.len() > LONGEST {
            return Err(refuse(version));
        }
        let mut saved = Self::new(Start::whole(1), Prefs::default(), CountIn::default());
        let mut seen: Vec<&str> = Vec::new();
        for word in rest.split(' ') {
            let (name, value) = word.split_once('=').ok_or_else(|| refuse(word))?;
            if seen.contains(&name) {
                return Err(refuse(word));
            }
            saved.set(name, value).ok_or_else(|| refuse(word))?;
            seen.push(name);
        }
        if let Some(missing) = NEEDED.into_iter().find(|name| !seen.contains(name)) {
            return Err(refuse(missing));
        }
        let did = saved.did.as_deref().unwrap_or_default();
        if !did.is_sorted_by_key(|(_, at)| *at) || did.last().is_some_and(|(_, at)| *at > saved.now_ms) {
            return Err(refuse("did"));
        }
        Ok(saved)
    }

    fn set(&mut self, name: &str, value: &str) -> Option<()> {
        match name {
            "wall" => self.wall_ms = number(value)?,
            "now" => self.now_ms = time(value)?,
            "pace" => self.prefs.pace = Pace::parse(value)?,
            "several" => self.prefs.several = start::number(value)?.try_into().ok()?,
            "start" => self.prefs.start = Side::BOTH.into_iter().find(|s| s.name() == value)?,
            "count-in" => self.count_in = CountIn::parse(value)?,
            "at" => self.at_ms = time(value)?,
            "total" => self.total_ms = time(value)?,
            "place" => self.place = place(value)?,
            "did" if value == MANY => self.did = None,
            "did" => {
                let did: Vec<_> = value.split(',').map(command).collect::<Option<_>>()?;
                self.did = Some(did).filter(|did| did.len() <= MOST_COMMANDS).map(Some)?;
            }
            _ => self.start.set(name, value)?,
        }
        Some(())
    }

    /// The line to keep.
    pub fn line(&self) -> String {
        let mut line = String::from(VERSION);
        let mut word = |name: &str, value: &str| {
            if !value.is_empty() {
                line.extend([" ", name, "=", value]);
            }
        };
        word("wall", &self.wall_ms.to_string());
        word("now", &self.now_ms.to_string());
        word("speed", &self.start.speed.to_string());
        word("from", &self.start.from.map(place_word).unwrap_or_default());
        word("only", &self.start.only.map(String::from).unwrap_or_default());
        word("pace", self.prefs.pace.name());
        word("several", &self.prefs.several.get().to_string());
        word("start", self.prefs.start.name());
        word("count-in", self.count_in.name());
        word("at", &self.at_ms.to_string());
        word("total", &self.total_ms.to_string());
        word("place", &place_word(self.place));
        line.push_str(" did=");
        let Some(did) = &self.did else { return line + MANY };
        for (i, (command, at)) in did.iter().enumerate() {
            if i > 0 {
                line.push(',');
            }
            line.push(sign(*command));
            line.push_str(&at.to_string());
            if let Command::Seek(to_ms) = command {
                line.push('-');
                line.push_str(&to_ms.to_string());
            }
        }
        line
    }
}

/// Where a session that is at a step would start near it.
fn place_of(routine: &Routine, step: &Step) -> Option<(char, usize)> {
    let letter = step.called_from.unwrap_or(step.sequence);
    let sequence = routine.sequence(letter)?;
    let last = routine.movements(sequence).count();
    if step.called_from.is_some() || step.movement.is_none() {
        return Some((letter, last));
    }
    let id = step.movement.and_then(|m| routine.movement(m))?.id();
    let index = routine.movements(sequence).position(|m| m.id() == id)?;
    Some((letter, index + 1))
}

/// What stands for a command.
const SIGNS: [(char, Command); 12] = [
    ('s', Command::Start),
    ('p', Command::Pause),
    ('r', Command::Resume),
    ('u', Command::PickUp),
    ('n', Command::Next),
    ('b', Command::Previous),
    ('m', Command::RepeatMovement),
    ('a', Command::ReturnToA),
    ('h', Command::Hold),
    ('l', Command::Release),
    ('k', Command::Seek(0)),
    ('f', Command::Finish),
];

fn sign(command: Command) -> char {
    let plain = if let Command::Seek(_) = command { Command::Seek(0) } else { command };
    SIGNS.iter().find(|(_, c)| *c == plain).map_or('?', |(sign, _)| *sign)
}

/// `p1500` is a pause at 1500 ms, `k1500-60000` a seek to 60000 ms then.
fn command(word: &str) -> Option<(Command, u64)> {
    let (sign, rest) = word.split_at_checked(1)?;
    let command = SIGNS.iter().find(|(s, _)| sign.starts_with(*s)).map(|(_, command)| *command)?;
    match command {
        Command::Seek(_) => {
            let (at, to) = rest.split_once('-')?;
            Some((Command::Seek(time(to)?), time(at)?))
        }
        _ => Some((command, time(rest)?)),
    }
}

/// A number as it is written: no sign, no leading nought.
fn number(word: &str) -> Option<u64> {
    let n: u64 = word.parse().ok()?;
    (n.to_string() == word).then_some(n)
}

fn time(word: &str) -> Option<u64> {
    number(word).filter(|&n| n <= LATEST_MS)
}

/// What there is to say of a session that can be taken up.
impl TakenUp {
    /// Its frame.
    pub fn frame(&self) -> Frame {
        self.session.at(self.now_ms)
    }
}
