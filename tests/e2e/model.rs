//! The session as the library has it, to compare the page with.

use std::sync::Arc;

use anyhow::{Context, anyhow};
use backstroke::routine::{PlanStep, Prefs, Routine, Selection, Step, Unit, back, compile};
use backstroke::session::{Command, Frame, Session, Speed};
use backstroke_tests::{Moment, Page, Result};

/// The count-in, in milliseconds.
pub const COUNT_IN_MS: u64 = 3_000;

/// What the page says of a step, in the order of [`place`].
const WORDS: [&str; 9] = ["called-from", "sequence", "movement", "kind", "part", "pass", "passes", "side", "level"];

/// The routine.
pub fn routine() -> Result<Arc<Routine>> {
    back().map(Arc::new).map_err(|errors| anyhow!("the routine is wrong: {errors:?}"))
}

/// Where a moment of the page stands, in one line.
pub fn place(moment: &Moment) -> String {
    WORDS.map(|word| moment.get(word)).join(" ")
}

/// Where a step of the library stands, in the same line.
pub fn place_of_step(routine: &Routine, step: &Step) -> String {
    let step = PlanStep::of(routine, step, Unit::Cm);
    let words = [
        step.called_from.map(String::from).unwrap_or_default(),
        step.sequence.to_string(),
        step.movement.unwrap_or_default(),
        step.kind.to_owned(),
        step.part.unwrap_or_default(),
        step.pass.to_string(),
        step.passes.to_string(),
        step.side.unwrap_or_default().to_owned(),
        step.level.unwrap_or_default().to_owned(),
    ];
    words.join(" ")
}

/// A session like the page's, at the speed of life, that is told of every command and when it was given.
pub struct Model {
    pub session: Session,
    now: u64,
}

impl Model {
    /// One that has begun.
    pub fn begun(selection: Selection) -> Result<Self> {
        let mut session = fresh(selection)?;
        session.apply(Command::Start, 0)?;
        Ok(Self { session, now: 0 })
    }

    /// Lets time pass until the timeline is at `at_ms`.
    pub fn pass_until(&mut self, at_ms: u64) -> Result {
        if self.now < COUNT_IN_MS {
            self.now = COUNT_IN_MS;
        }
        let passed = at_ms.checked_sub(self.frame().at_ms);
        self.now += passed.with_context(|| format!("the page ran back from {} to {at_ms} ms", self.frame().at_ms))?;
        Ok(())
    }

    /// Carries out a command.
    pub fn apply(&mut self, command: Command) -> Result {
        self.session.apply(command, self.now).map(drop).with_context(|| format!("{command:?}"))
    }

    /// The session's own time, in milliseconds.
    pub fn now(&self) -> u64 {
        self.now
    }

    /// What is to be seen now.
    pub fn frame(&self) -> Frame {
        self.session.at(self.now)
    }

    /// Where it stands now.
    pub fn place(&self) -> String {
        place_of_step(self.session.routine(), &self.frame().step)
    }
}

/// A session like the page's that nobody has begun.
pub fn fresh(selection: Selection) -> Result<Session> {
    let routine = routine()?;
    let timeline = compile(&routine, &Prefs::default(), selection);
    Ok(Session::new(routine, timeline, COUNT_IN_MS, Speed::REAL))
}

/// Opens a session for the first time in this browser: reads the safety page, and waits until the hands are placed.
pub async fn begin(page: &Page, route: &str) -> Result {
    page.open(route).await?;
    page.watch_session().await?;
    page.click_button("I have read this").await?;
    // A fast one may be over before it is looked at.
    let runs = "['running', 'finished'].includes(document.querySelector('#session')?.dataset.phase)";
    page.wait_for("the session to run", runs).await
}

/// What the page's session is at now.
pub async fn now(page: &Page) -> Result<Moment> {
    let log = page.session_log().await?;
    log.last().cloned().context("no session was seen")
}
