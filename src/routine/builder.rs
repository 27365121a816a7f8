//! Builds a timeline: the tree becomes flat steps, with glides put in wherever a step starts elsewhere than the last
//! one ended.
//!
//! The tree is walked with a stack of its own, so that no depth of nesting can exhaust the program's.

use super::glide::{glide, joins};
use super::model::{Hands, MovementIndex, Op, Pressure, Routine, Times};
use super::prefs::Prefs;
use super::strokes::motions;
use super::timeline::{Cue, Kind, Span, Step, Timeline};
use crate::body::{Act, Level, Motion, Run, Side};
use std::collections::HashMap;

/// How long the hands are given to find their first place, in milliseconds.
const PLACE_MS: u32 = 6_000;
/// The last rest, three slow breaths, in milliseconds.
const REST_MS: u32 = 15_000;
/// The least length of a glide that opens a return, in milliseconds: its cue takes 4.9 s and costs no stroke.
pub const RETURN_GLIDE_MS: u32 = 5_200;
/// The least length of a glide that another cue opens, in milliseconds: its cue takes 2.6 s.
pub const CUE_GLIDE_MS: u32 = 2_800;

/// A sequence's place by its letter.
pub(super) fn place_of(routine: &Routine, letter: char) -> Option<usize> {
    routine.sequences.iter().position(|s| s.letter == letter)
}

/// Where a walk stands.
#[derive(Clone, Copy)]
pub(super) struct Context {
    called_from: Option<usize>,
    pass: u32,
    passes: u32,
    side: Option<Side>,
    level: Option<Level>,
}

impl Context {
    pub(super) const TOP: Self = Self { called_from: None, pass: 1, passes: 1, side: None, level: None };

    pub(super) const fn called_from(sequence: usize) -> Self {
        Self { called_from: Some(sequence), ..Self::TOP }
    }
}

/// What a frame does when its items are through.
pub(super) enum Again<'a> {
    No,
    Pass,
    OtherSide(Side),
    Levels(&'a [Level]),
}

/// One level of the tree on the stack.
pub(super) struct Frame<'a> {
    items: &'a [Op],
    next: usize,
    sequence: usize,
    context: Context,
    again: Again<'a>,
}

impl<'a> Frame<'a> {
    pub(super) const fn new(items: &'a [Op], sequence: usize, context: Context) -> Self {
        Self { items, next: 0, sequence, context, again: Again::No }
    }

    /// Makes it that many passes.
    fn repeat(&mut self, times: Times, prefs: Prefs) {
        self.context.pass = 1;
        self.context.passes = match times {
            Times::Count(n) => n,
            Times::Several => prefs.several.get(),
        };
        self.again = Again::Pass;
    }

    /// Starts over where there is another pass, side or level; says which cue opens it.
    fn advance(&mut self) -> Option<Cue> {
        let cue = match &mut self.again {
            Again::No => return None,
            Again::Pass => {
                if self.context.pass >= self.context.passes {
                    return None;
                }
                self.context.pass += 1;
                Cue::Repeat
            }
            Again::OtherSide(other) => {
                self.context.side = Some(*other);
                self.again = Again::No;
                Cue::OtherSide
            }
            Again::Levels(levels) => {
                let (level, rest) = levels.split_first()?;
                self.context.level = Some(*level);
                *levels = rest;
                Cue::Level
            }
        };
        self.next = 0;
        Some(cue)
    }
}

/// Which motion a part has on each side and at each level.
const VARIANTS: usize = 2 * 7;

/// A timeline in the making.
pub(super) struct Builder<'a> {
    pub(super) routine: &'a Routine,
    prefs: Prefs,
    pub(super) steps: Vec<Step>,
    pub(super) spans: Vec<Span>,
    pub(super) motions: Vec<Motion>,
    /// The first motion of a movement's variant; its parts' follow one another.
    variants: Vec<Option<u32>>,
    /// Glides that were made, by the motions they lead from and to and their least length; none where the motions join.
    glides: HashMap<(u32, u32, u32), Option<u32>>,
    pub(super) last_motion: Option<u32>,
    pub(super) now_ms: u64,
    pub(super) skip_to: Option<MovementIndex>,
    /// The place in the plan of all that is built, where it is an insertion.
    pub(super) planned_ms: Option<u64>,
}

impl<'a> Builder<'a> {
    pub(super) fn new(routine: &'a Routine, prefs: Prefs) -> Self {
        Self {
            routine,
            prefs,
            steps: Vec::new(),
            spans: Vec::new(),
            motions: Vec::new(),
            variants: vec![None; routine.movements.len() * VARIANTS],
            glides: HashMap::new(),
            last_motion: None,
            now_ms: 0,
            skip_to: None,
            planned_ms: None,
        }
    }

    pub(super) fn sequences(&mut self, which: impl IntoIterator<Item = usize>) {
        for place in which {
            if let Some(sequence) = self.routine.sequences.get(place) {
                self.walk(vec![Frame::new(&sequence.ops, place, Context::TOP)], Cue::Next);
            }
        }
    }

    pub(super) fn walk(&mut self, mut stack: Vec<Frame<'a>>, opening: Cue) {
        let mut cue = opening;
        while let Some(frame) = stack.last_mut() {
            let Some(op) = frame.items.get(frame.next) else {
                match frame.advance() {
                    Some(again) => cue = cue.max(again),
                    None => drop(stack.pop()),
                }
                continue;
            };
            frame.next += 1;
            let (sequence, context) = (frame.sequence, frame.context);
            let mut deeper = Frame::new(&[], sequence, context);
            match op {
                Op::Movement(movement) => {
                    self.movement(*movement, sequence, context, cue);
                    cue = Cue::Next;
                    continue;
                }
                Op::Repeat(times, items) => {
                    deeper.items = items;
                    deeper.repeat(*times, self.prefs);
                }
                Op::EachSide(items) => {
                    deeper.items = items;
                    deeper.context.side = Some(self.prefs.start);
                    deeper.again = Again::OtherSide(self.prefs.start.other());
                }
                Op::EachLevel(levels, items) => {
                    let Some((first, rest)) = levels.split_first() else { continue };
                    deeper.items = items;
                    deeper.context.level = Some(*first);
                    deeper.again = Again::Levels(rest);
                }
                Op::Return { to, times, part } => {
                    let Some(target) = self.routine.sequences.get(*to) else { continue };
                    deeper.sequence = *to;
                    deeper.context = Context::called_from(sequence);
                    deeper.items = &target.ops;
                    if let Some(part) = part {
                        // A movement alone is done on the side and at the level that the return stands in.
                        deeper.items = part;
                        (deeper.context.side, deeper.context.level) = (context.side, context.level);
                    }
                    deeper.repeat(*times, self.prefs);
                    cue = cue.max(Cue::ReturnToA);
                }
            }
            stack.push(deeper);
        }
    }

    /// One pass of a movement: its glide or placing, and its parts.
    fn movement(&mut self, index: MovementIndex, sequence: usize, context: Context, cue: Cue) {
        if let Some(wanted) = self.skip_to {
            if index != wanted || context.called_from.is_some() {
                return;
            }
            self.skip_to = None;
        }
        let Some(movement) = self.routine.movement(index) else { return };
        let letter = |place: usize| self.routine.sequences.get(place).map_or('?', |s| s.letter);
        let mut step = Step {
            start_ms: 0,
            duration_ms: PLACE_MS,
            kind: Kind::Place,
            sequence: letter(sequence),
            called_from: context.called_from.map(letter),
            movement: Some(index),
            part: None,
            pass: context.pass,
            passes: context.passes,
            side: context.side,
            level: context.level,
            cue: Some(Cue::Begin),
            planned_ms: self.planned_ms.unwrap_or(self.now_ms),
            motion: 0,
            span: 0,
        };
        let first = self.variant(index, context);
        let opened = self.place_at(&Step { motion: first, ..step })
            || self.glide_to(first, Some(cue), &Step { kind: Kind::Glide, ..step });
        let mut opening = Some(cue).filter(|_| !opened);
        step.span = self.open_span();
        for (i, part) in movement.parts.iter().enumerate() {
            step.motion = first + i as u32;
            step.kind = match part.hands {
                Hands::Knead { .. } => Kind::Knead,
                _ => Kind::Stroke,
            };
            step.part = Some(i as u8);
            step.duration_ms = self.motions.get(step.motion as usize).map_or(1, |m| m.duration_ms);
            step.cue = opening.take();
            step.planned_ms = self.planned_ms.unwrap_or(self.now_ms);
            self.push(step);
        }
    }

    /// Where no hand is on the back yet: puts them where a step starts. Says whether it did.
    pub(super) fn place_at(&mut self, step: &Step) -> bool {
        if self.last_motion.is_some() {
            return false;
        }
        let start = self.motions.get(step.motion as usize).map(|m| m.until(0.0, PLACE_MS));
        let motion = start.map_or(step.motion, |m| self.add(m));
        let span = self.open_span();
        let cue = Some(Cue::Begin);
        self.push(Step { kind: Kind::Place, part: None, duration_ms: PLACE_MS, cue, motion, span, ..*step });
        true
    }

    /// The first motion of a movement on a side and at a level; made at its first use.
    fn variant(&mut self, index: MovementIndex, context: Context) -> u32 {
        let side = context.side.unwrap_or(Side::Right);
        let level = context.level.map_or(0, |l| l as usize);
        let slot = usize::from(index.0) * VARIANTS + usize::from(side == Side::Left) * (VARIANTS / 2) + level;
        if let Some(Some(first)) = self.variants.get(slot) {
            return *first;
        }
        let first = self.motions.len() as u32;
        if let Some(movement) = self.routine.movement(index) {
            self.motions.extend(motions(movement, side, context.level, self.prefs.pace));
        }
        if let Some(known) = self.variants.get_mut(slot) {
            *known = Some(first);
        }
        first
    }

    /// Puts in the glide that leads to a motion, where one is needed; says whether it did.
    pub(super) fn glide_to(&mut self, to: u32, cue: Option<Cue>, step: &Step) -> bool {
        let Some(from) = self.last_motion else { return false };
        let least = match cue {
            Some(Cue::ReturnToA) => RETURN_GLIDE_MS,
            _ => CUE_GLIDE_MS,
        };
        let motion = if let Some(known) = self.glides.get(&(from, to, least)) {
            *known
        } else {
            let made = match (self.motions.get(from as usize), self.motions.get(to as usize)) {
                // A return always has its glide: its cue needs the room.
                (Some(a), Some(b)) if cue == Some(Cue::ReturnToA) || !joins(a, b) => {
                    Some(glide(a, b, self.prefs.pace, least))
                }
                _ => None,
            };
            let motion = made.map(|m| self.add(m));
            self.glides.insert((from, to, least), motion);
            motion
        };
        let Some(motion) = motion else { return false };
        let duration_ms = self.motions.get(motion as usize).map_or(1, |m| m.duration_ms);
        let span = self.open_span();
        self.push(Step { duration_ms, cue, motion, span, ..*step });
        true
    }

    pub(super) fn add(&mut self, motion: Motion) -> u32 {
        self.motions.push(motion);
        self.motions.len() as u32 - 1
    }

    pub(super) fn open_span(&mut self) -> u32 {
        let first = self.steps.len();
        self.spans.push(Span { start_ms: self.now_ms, end_ms: self.now_ms, first, end: first });
        self.spans.len() as u32 - 1
    }

    pub(super) fn push(&mut self, step: Step) {
        let step = Step { start_ms: self.now_ms, ..step };
        self.now_ms = step.end_ms();
        self.last_motion = Some(step.motion);
        self.steps.push(step);
        if let Some(span) = self.spans.get_mut(step.span as usize) {
            span.end_ms = self.now_ms;
            span.end = self.steps.len();
        }
    }

    /// Copies a step of the timeline whose motions this builder has taken over.
    pub(super) fn copy(&mut self, step: &Step, new_span: bool) {
        let span = if new_span { self.open_span() } else { self.spans.len().saturating_sub(1) as u32 };
        self.push(Step { span, ..*step });
    }

    /// Ends the session with a rest, hands where they are.
    pub(super) fn finish(mut self) -> Timeline {
        if let (Some(last), Some(from)) = (self.steps.last().copied(), self.last_motion) {
            let end = self.motions.get(from as usize).map(resting);
            let motion = end.map_or(from, |m| self.add(m));
            let span = self.open_span();
            self.push(Step {
                duration_ms: REST_MS,
                kind: Kind::Rest,
                movement: None,
                part: None,
                pass: 1,
                passes: 1,
                side: None,
                level: None,
                cue: Some(Cue::Finish),
                planned_ms: self.now_ms,
                motion,
                span,
                ..last
            });
        }
        self.into_timeline()
    }

    pub(super) fn into_timeline(self) -> Timeline {
        Timeline { prefs: self.prefs, steps: self.steps, spans: self.spans, motions: self.motions }
    }
}

/// The hands at rest where a motion ends.
fn resting(motion: &Motion) -> Motion {
    let rest = |side| {
        let (pose, hold) = motion.hold(side, 1.0);
        vec![Run {
            end: 1.0,
            act: Act::Stay(pose.at),
            holds: vec![hold.at(0.0)],
            pressure: [pose.pressure, Pressure::Light.value(), Pressure::Light.value()],
        }]
    };
    Motion { duration_ms: REST_MS, left: rest(Side::Left), right: rest(Side::Right), played: 1.0 }
}
