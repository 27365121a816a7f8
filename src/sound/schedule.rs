//! When everything sounds, for the rest of a session.
//!
//! The whole is always placed from the session's start, and what lies behind is left out: so the same session gives the
//! same sounds whenever it is asked, and after a pause nothing comes twice and nothing is missed.

use super::phrases::{Anchor, Phrase, half_way, is_long, phrases};
use super::score::Bowl;
use crate::routine::{Routine, Step, Timeline, Unit};
use crate::session::{CueTime, Heard, Talk, cues};
use serde::{Deserialize, Serialize};

/// Faster than this many times life the voice is silent: there is no room for words.
pub const FASTEST_SPOKEN: u64 = 4;

/// What the user chooses about the sound.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Choices {
    /// What is heard.
    pub heard: Heard,
    /// How much is said.
    pub talk: Talk,
    /// The unit of distances.
    pub unit: Unit,
    /// Whether a movement's last three seconds tick. The ticks are bowls, and silent with them.
    pub ticks: bool,
    /// Whether half of a long movement is told.
    pub half_way: bool,
    /// Whether the timeline is a held movement's loop, which counts no passes.
    #[serde(skip)]
    pub held: bool,
}

/// Something that sounds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// A bowl.
    Bowl(Bowl),
    /// The voice.
    Phrase(Phrase),
}

/// Something that sounds, and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sounding {
    /// When, in milliseconds of the timeline.
    pub at_ms: u64,
    /// When, in milliseconds of the clock from now on.
    pub in_ms: u64,
    /// The step that it is about, by its place in the timeline.
    pub step: usize,
    /// What.
    pub what: What,
}

/// The last seconds that tick, in milliseconds before the end.
const TICKS_MS: [u64; 3] = [3_000, 2_000, 1_000];

/// The shortest movement whose end ticks, in milliseconds.
const TICKED_MS: u64 = 8_000;

/// Silence between two phrases, in milliseconds of the clock.
pub(super) const APART_MS: u64 = 150;

/// Silence between a phrase and the next cue, in milliseconds of the clock.
const BEFORE_CUE_MS: u64 = 80;

/// How late a phrase may come, in milliseconds of the clock, where its step has gone on for longer than half.
const LATE_MS: u64 = 1_500;

/// All that sounds from `from_ms` of a timeline on, in order, at so many times life.
///
/// A phrase ends before the next cue; one that cannot is not said. Where a phrase was being said at `from_ms`, it is not
/// taken up again.
pub fn schedule(routine: &Routine, timeline: &Timeline, from_ms: u64, speed: u64, choices: Choices) -> Vec<Sounding> {
    let speed = speed.max(1);
    let mut placing = Placing { timeline, cues: cues(timeline), speed, choices, out: Vec::new() };
    if choices.heard.bowls() {
        placing.bowls();
    }
    if choices.heard.voice() && speed <= FASTEST_SPOKEN {
        placing.voice(routine);
    }
    let mut out = placing.out;
    out.retain(|s| s.at_ms >= from_ms);
    for sounding in &mut out {
        sounding.in_ms = (sounding.at_ms - from_ms) / speed;
    }
    out
}

/// A schedule in the making.
struct Placing<'a> {
    timeline: &'a Timeline,
    cues: Vec<CueTime>,
    speed: u64,
    choices: Choices,
    out: Vec<Sounding>,
}

/// A phrase that wants a place.
struct Wish {
    /// When it would best be said, in milliseconds of the timeline.
    at_ms: u64,
    /// When it may be said at the earliest, where there is no room then.
    earliest_ms: u64,
    /// When it may begin at the latest.
    latest_ms: u64,
    step: usize,
    phrase: Phrase,
}

impl Placing<'_> {
    fn put(&mut self, at_ms: u64, step: usize, what: What) {
        // After those of the same instant, so that a bowl stands before the phrase.
        let place = self.out.partition_point(|s| s.at_ms <= at_ms);
        self.out.insert(place, Sounding { at_ms, in_ms: 0, step, what });
    }

    fn bowl(&self, cue: &CueTime) -> Bowl {
        Bowl::of(cue.cue, self.timeline.step(cue.step).and_then(|s| s.side))
    }

    fn bowls(&mut self) {
        for cue in self.cues.clone() {
            self.put(cue.from_ms, cue.step, What::Bowl(self.bowl(&cue)));
        }
        if self.speed > FASTEST_SPOKEN {
            return;
        }
        for (index, step) in self.timeline.steps().iter().enumerate() {
            if self.choices.half_way && is_long(step) {
                self.put(half(step), index, What::Bowl(Bowl::HalfWay));
            }
        }
        for span in self.timeline.spans() {
            let moves = self.timeline.step(span.first).is_some_and(|s| s.part.is_some());
            if self.choices.ticks && moves && span.end_ms - span.start_ms >= TICKED_MS {
                for before_ms in TICKS_MS {
                    self.put(span.end_ms - before_ms, span.end - 1, What::Bowl(Bowl::Tick));
                }
            }
        }
    }

    /// Clock time as time of the timeline, in milliseconds.
    const fn scaled(&self, ms: u64) -> u64 {
        ms * self.speed
    }

    fn voice(&mut self, routine: &Routine) {
        let mut free_ms = 0;
        for wish in self.wishes(routine) {
            let length_ms = self.scaled(u64::from(wish.phrase.length_ms()));
            let next = self.cues.partition_point(|c| c.step <= wish.step);
            let next_ms = self.cues.get(next).map_or(self.timeline.total_ms(), |c| c.from_ms);
            // One that is longer than all the time there is before that cue has no last moment to begin.
            let Some(last_ms) = next_ms.checked_sub(length_ms + self.scaled(BEFORE_CUE_MS)) else { continue };
            let at_ms = wish.at_ms.min(last_ms.max(wish.earliest_ms)).max(free_ms);
            if length_ms == 0 || at_ms > last_ms || at_ms > wish.latest_ms {
                continue;
            }
            free_ms = at_ms + length_ms + self.scaled(APART_MS);
            self.put(at_ms, wish.step, What::Phrase(wish.phrase));
        }
    }

    /// What wants to be said, in order.
    fn wishes(&self, routine: &Routine) -> Vec<Wish> {
        let mut out = Vec::new();
        let Choices { talk, unit, held, .. } = self.choices;
        let mut cues = self.cues.iter().peekable();
        for (index, step) in self.timeline.steps().iter().enumerate() {
            let cue = cues.next_if(|c| c.step == index);
            let after_ms = match cue {
                Some(cue) if self.choices.heard.bowls() => u64::from(self.bowl(cue).voice_after_ms()),
                _ => 0,
            };
            let cued_ms = cue.map_or(step.start_ms, |c| c.from_ms) + self.scaled(after_ms);
            let mut said = phrases(routine, self.timeline, index, talk, unit, held);
            said.extend(half_way(step).filter(|_| self.choices.half_way));
            for phrase in said {
                let mut earliest_ms = None;
                let at_ms = match phrase.anchor {
                    Anchor::Cue => cued_ms,
                    Anchor::Step => {
                        // A short part at a movement's end may be told while the part before it is on.
                        earliest_ms = self.timeline.span(step).map(|s| s.start_ms);
                        step.start_ms
                    }
                    Anchor::Half if self.choices.heard.bowls() => {
                        half(step) + self.scaled(u64::from(Bowl::HalfWay.voice_after_ms()))
                    }
                    Anchor::Half => half(step),
                    Anchor::Late => step.start_ms + u64::from(step.duration_ms) * 2 / 3,
                };
                let late_ms = half(step).max(at_ms + self.scaled(LATE_MS));
                let latest_ms = if phrase.anchor == Anchor::Cue { step.end_ms().max(late_ms) } else { late_ms };
                let earliest_ms = earliest_ms.unwrap_or(at_ms);
                let place = out.partition_point(|w: &Wish| w.at_ms <= at_ms);
                out.insert(place, Wish { at_ms, earliest_ms, latest_ms, step: index, phrase });
            }
        }
        out
    }
}

const fn half(step: &Step) -> u64 {
    step.start_ms + step.duration_ms as u64 / 2
}
