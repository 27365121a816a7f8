//! What the voice says at each step of a session.
//!
//! Nothing here knows a movement by name: a clip is found by its id, which follows from the movement's, so that a
//! routine with other movements is spoken as far as there are clips for it.

use super::voice::Clip;
use crate::body::{Level, Side};
use crate::routine::{Cue, Kind, Movement, Routine, Step, Timeline, Unit};
use crate::session::Talk;

/// When a phrase wants to be heard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// With the cue that opens the step.
    Cue,
    /// As the step begins.
    Step,
    /// When half of the step is done.
    Half,
    /// When two thirds of the step are done.
    Late,
}

/// A phrase: clips that are said back to back, whole or not at all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Phrase {
    /// When.
    pub anchor: Anchor,
    /// What; never empty.
    pub clips: Vec<&'static Clip>,
}

/// Between two clips of a phrase, in milliseconds, besides the tenth of a second of silence that their ends have.
const BETWEEN_MS: u32 = 60;

/// A step's half is told from this length on, in milliseconds: kneading's. A stroke goes one way, and where its half is shows
/// under the hands; before that were said, it would be past.
const LONG_STEP_MS: u32 = 20_000;

impl Phrase {
    /// How long it takes to say, in milliseconds.
    pub fn length_ms(&self) -> u32 {
        self.parts().last().map_or(0, |(at, clip)| at + clip.length_ms())
    }

    /// Its clips, each with when it starts, in milliseconds from the phrase's start.
    pub fn parts(&self) -> impl Iterator<Item = (u32, &'static Clip)> + '_ {
        self.clips.iter().scan(0, |next, clip| {
            let at = *next;
            *next += clip.length_ms() + BETWEEN_MS;
            Some((at, *clip))
        })
    }

    /// What is said, to be read.
    pub fn text(&self) -> String {
        let texts: Vec<&str> = self.clips.iter().map(|c| c.text).collect();
        texts.join(" ")
    }
}

/// All that is said at a step, in order; what comes later gives way where there is no room for all. `held` is whether
/// the timeline is a held movement's loop, which counts no passes.
pub fn phrases(
    routine: &Routine,
    timeline: &Timeline,
    index: usize,
    talk: Talk,
    unit: Unit,
    held: bool,
) -> Vec<Phrase> {
    let Some(step) = timeline.step(index) else { return Vec::new() };
    let before = index.checked_sub(1).and_then(|i| timeline.step(i));
    let movement = step.movement.and_then(|m| routine.movement(m));
    let mut said = Said { out: Vec::new(), movement, step, unit };
    match step.cue {
        Some(Cue::Finish) => said.add(Anchor::Cue, &["rest"]),
        Some(Cue::ReturnToA) => said.returning(timeline, index),
        Some(Cue::Repeat) => said.again(before, held),
        Some(Cue::OtherSide) => said.other_side(),
        Some(Cue::Level) => said.add(Anchor::Cue, &[step.level.map_or("", Level::name)]),
        Some(cue @ (Cue::Begin | Cue::Next)) => said.opening(cue, before, talk),
        None => {}
    }
    if talk == Talk::Full {
        said.place();
        said.way();
    }
    said.out
}

/// What has been said so far at a step.
struct Said<'a> {
    out: Vec<Phrase>,
    movement: Option<&'a Movement>,
    step: &'a Step,
    unit: Unit,
}

impl Said<'_> {
    /// Adds a phrase of those clips that there are.
    fn add(&mut self, anchor: Anchor, ids: &[&str]) {
        let clips: Vec<_> = ids.iter().filter_map(|id| Clip::find(id)).collect();
        if !clips.is_empty() {
            self.out.push(Phrase { anchor, clips });
        }
    }

    /// The movement's clip for that: the one for this side, this level or this unit, where there is one.
    fn clip(&self, what: &str) -> Option<&'static Clip> {
        let id = format!("{}{what}", self.movement?.id());
        let unit = if self.unit == Unit::Cm { "cm" } else { "in" };
        [self.step.side.map(Side::name), self.step.level.map(Level::name), Some(unit)]
            .into_iter()
            .flatten()
            .find_map(|ending| Clip::find(&format!("{id}-{ending}")))
            .or_else(|| Clip::find(&id))
    }

    fn add_clip(&mut self, anchor: Anchor, clip: Option<&'static Clip>) -> bool {
        self.out.extend(clip.map(|clip| Phrase { anchor, clips: vec![clip] }));
        clip.is_some()
    }

    /// The session begins, or goes on with another movement.
    fn opening(&mut self, cue: Cue, before: Option<&Step>, talk: Talk) {
        let letter = before.is_none_or(|b| b.sequence != self.step.sequence);
        let letter = if letter { sequence(self.step.sequence) } else { String::new() };
        let name = self.movement.map_or("", Movement::id);
        match (cue, talk) {
            (Cue::Begin, Talk::Names) => self.add(Anchor::Cue, &["begin", &letter, name]),
            (Cue::Begin, _) => self.add(Anchor::Cue, &["begin"]),
            (_, Talk::Names) => self.add(Anchor::Cue, &[&letter, name]),
            (_, Talk::Cues) if letter.is_empty() => self.add(Anchor::Cue, &["next"]),
            (_, Talk::Full | Talk::Cues) => self.add(Anchor::Cue, &[&letter]),
        }
    }

    /// The same again, and which time it is.
    fn again(&mut self, before: Option<&Step>, held: bool) {
        let Step { pass, passes, side, .. } = *self.step;
        let count = match pass {
            _ if held => String::new(),
            0 | 1 => String::new(),
            last if last == passes => "last-one".to_owned(),
            _ => format!("{pass}-of-{passes}"),
        };
        let side = side.filter(|_| before.is_some_and(|b| b.side != side)).map_or(String::new(), side_clip);
        self.add(Anchor::Cue, &["again", &count]);
        self.add(Anchor::Cue, &[&side]);
    }

    fn other_side(&mut self) {
        let own = self.clip("-other");
        if !self.add_clip(Anchor::Cue, own) {
            let side = self.step.side.map_or(String::new(), side_clip);
            self.add(Anchor::Cue, &[&side]);
        }
    }

    /// Back to A: all of it, or how often its first movement.
    fn returning(&mut self, timeline: &Timeline, index: usize) {
        let step = self.step;
        let rest = timeline.steps().get(index..).unwrap_or_default();
        let called = rest.iter().take_while(|s| s.sequence == step.sequence && s.called_from == step.called_from);
        let whole = called.filter(|s| s.movement.is_some()).any(|s| s.movement != step.movement);
        let what = if whole { "whole-sequence".to_owned() } else { format!("first-movement-{}", step.passes) };
        self.add(Anchor::Cue, &[&format!("return-to-{}", step.sequence.to_ascii_lowercase()), &what]);
    }

    /// Where the hands go.
    fn place(&mut self) {
        let known = || self.clip("-back").or_else(|| self.clip("-start"));
        let clip = match self.step.cue {
            Some(Cue::Begin | Cue::Next) => self.clip("-start"),
            Some(Cue::ReturnToA | Cue::Level) => known(),
            _ => None,
        };
        self.add_clip(Anchor::Cue, clip);
        if self.step.kind == Kind::Rest && self.step.cue == Some(Cue::Finish) {
            self.add(Anchor::Cue, &["breaths"]);
            self.add(Anchor::Late, &["lift"]);
        }
    }

    /// How this part goes, the first time.
    fn way(&mut self) {
        let part = self.step.part.and_then(|p| self.movement?.parts().get(usize::from(p)));
        if let Some(part) = part.filter(|_| self.step.pass <= 1) {
            let clip = self.clip(&format!("-{}", part.id()));
            self.add_clip(Anchor::Step, clip);
        }
    }
}

/// What is said at half of a long step, if it is one.
pub(super) fn half_way(step: &Step) -> Option<Phrase> {
    let clip = Clip::find("half-way").filter(|_| is_long(step))?;
    Some(Phrase { anchor: Anchor::Half, clips: vec![clip] })
}

/// Whether a step is so long that its half is told.
pub(super) fn is_long(step: &Step) -> bool {
    step.part.is_some() && step.duration_ms >= LONG_STEP_MS
}

fn sequence(letter: char) -> String {
    format!("sequence-{}", letter.to_ascii_lowercase())
}

fn side_clip(side: Side) -> String {
    format!("{}-side", side.name())
}
