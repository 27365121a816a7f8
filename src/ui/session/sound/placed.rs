//! What of a session's plan is on the audio clock, and what is still to be put there.

use super::buffers;
use crate::device::audio::{Bus, Run};
use crate::device::{Fault, clock};
use crate::sound::{Bowl, Sounding, What, busy, holds_ms, join};
use web_sys::{AudioBuffer, BaseAudioContext};

/// Everything is heard so much after it is due, in milliseconds: so that what is due at the very moment of a command,
/// which takes some milliseconds to be placed, has its exact place, too.
pub const LEAD_MS: f64 = 50.0;

/// What has come too late to be placed exactly is still begun so much later, in milliseconds, and no more after that.
const LATE_MS: f64 = 250.0;

/// What is due within this time is rendered at once; what is due later waits for an idle moment.
const SOON_MS: f64 = 1_000.0;

/// What sounds all the while goes on for so long after the last cue, in milliseconds.
const AFTER_MS: u64 = 6_000;

/// What goes round is taken to end after a day, in milliseconds.
const DAY_MS: u64 = 86_400_000;

/// The plan, and what of it is on the audio clock.
#[derive(Default)]
pub struct Placed {
    /// When the plan's time is 0, in milliseconds of the page's clock.
    pub zero_ms: u64,
    pub plan: Vec<Sounding>,
    /// Which of them are placed, or were given up.
    pub done: Vec<bool>,
    /// When the session ends by the plan, in milliseconds of its time; 0 while it waits.
    pub end_ms: u64,
    /// Whether it goes round, and so has no end.
    pub rounds: bool,
    pub run: Option<Run>,
    /// Whether the room's sound is on.
    pub room: bool,
}

impl Placed {
    /// How far a time of the plan is from now, in milliseconds; negative where it is past.
    pub fn away_ms(&self, in_ms: u64) -> f64 {
        (self.zero_ms + in_ms) as f64 + LEAD_MS - clock::steady()
    }

    /// Places what is at hand. Whether there are bowls that are not rendered yet.
    pub fn fill(&mut self, context: &BaseAudioContext) -> Result<bool, Fault> {
        let Some(mut run) = self.run.take() else { return Ok(false) };
        let mut missing = false;
        let mut filled = Ok(());
        for i in 0..self.plan.len() {
            let (Some(sounding), Some(false)) = (self.plan.get(i), self.done.get(i)) else { continue };
            let away_ms = self.away_ms(sounding.in_ms);
            let mut done = away_ms < -LATE_MS;
            if !done {
                filled = match &sounding.what {
                    What::Bowl(which) => {
                        let buffer = match buffers::bowl(*which) {
                            None if away_ms < SOON_MS => buffers::render(context, *which).map(Some),
                            at_hand => Ok(at_hand),
                        };
                        buffer.and_then(|buffer| {
                            done = buffer.is_some();
                            missing |= !done;
                            buffer.map_or(Ok(()), |b| run.play(&b, Bus::Bowls, sounding.in_ms))
                        })
                    }
                    What::Phrase(phrase) => buffers::phrase(phrase).map_or(Ok(()), |parts| {
                        done = true;
                        let mut parts = parts.iter();
                        parts.try_for_each(|(at, b)| run.play_part(b, Bus::Voice, sounding.in_ms, *at))
                    }),
                };
            }
            if let Some(flag) = self.done.get_mut(i) {
                *flag = done;
            }
            if filled.is_err() {
                break;
            }
        }
        self.run = Some(run);
        filled.map(|()| missing)
    }

    /// The next bowl that is not rendered yet.
    pub fn bowl_to_render(&self) -> Option<Bowl> {
        let open = self.plan.iter().zip(&self.done).filter(|(_, done)| !**done);
        open.into_iter().find_map(|(s, _)| match s.what {
            What::Bowl(which) if buffers::bowl(which).is_none() => Some(which),
            _ => None,
        })
    }

    /// Sets the room's sound to this, under what is planned.
    pub fn room(&mut self, buffer: Option<&AudioBuffer>) -> Result<(), Fault> {
        let Some(run) = &mut self.run else { return Ok(()) };
        let Some(buffer) = buffer else { return Ok(()) };
        if !self.room {
            self.room = true;
            run.turn(buffer)?;
        }
        run.duck(&busy(&self.plan), self.end_ms + AFTER_MS)
    }

    /// When it ends, in milliseconds of its time; never, for `None`.
    pub fn ends(&mut self, end_ms: Option<u64>) {
        self.rounds = end_ms.is_none();
        self.end_ms = end_ms.unwrap_or(DAY_MS);
    }

    /// Whether nothing is planned for a time of the page's clock, in milliseconds, though it goes round. A plan without
    /// sounds has none to add.
    pub fn runs_out(&self, by_ms: u64) -> bool {
        self.rounds && self.plan.last().is_some_and(|s| self.zero_ms + s.in_ms < by_ms)
    }

    /// The plan from a time of the page's clock on, in milliseconds, in the place of what of this one has not begun by then,
    /// on the same run; it ends so much later, or never.
    pub fn go_on(&mut self, plan: Vec<Sounding>, from_ms: u64, left_ms: Option<u64>) {
        let now_ms = from_ms.saturating_sub(self.zero_ms);
        if let Some(run) = &mut self.run {
            run.take_back(Some(holds_ms(now_ms)));
        }
        let joined = join(&self.plan, plan, now_ms);
        let was_done = |begun: Option<usize>| begun.and_then(|i| self.done.get(i)).is_some_and(|done| *done);
        self.done = joined.iter().map(|j| was_done(j.begun)).collect();
        self.plan = joined.into_iter().map(|j| j.sounding).collect();
        self.ends(left_ms.map(|left| now_ms + left));
    }

    /// Takes back what has not begun; the rest rings out by itself.
    pub fn let_go(&mut self) {
        if let Some(mut run) = self.run.take() {
            let come_ms = run.come_ms();
            self.open_after(come_ms);
            run.fade_room();
            run.take_back(come_ms);
        }
        self.room = false;
    }

    /// Breaks off everything.
    pub fn stop(&mut self) {
        if let Some(mut run) = self.run.take() {
            self.open_after(run.come_ms());
            run.stop();
        }
        self.room = false;
    }

    /// What begins later is to be placed again.
    fn open_after(&mut self, come_ms: Option<u64>) {
        for (sounding, done) in self.plan.iter().zip(&mut self.done) {
            *done &= come_ms.is_some_and(|come| sounding.in_ms <= come);
        }
    }
}
