//! A session changed on its way: broken off here, it goes on there. Whatever the command, the hands glide: what was
//! done stays, a glide leads from where the hands are, and the rest of the plan follows.

use super::builder::{Builder, Context, Frame, place_of};
use super::model::Routine;
use super::timeline::{Cue, Kind, Span, Step, Timeline};

/// Where a session is broken off.
#[derive(Clone, Copy, Debug)]
pub struct Here<'a> {
    /// The time in the timeline, in milliseconds.
    pub at_ms: u64,
    /// A glide that is on besides the timeline, and how much of it is done, in milliseconds: the one that closes a
    /// held movement's loop.
    pub gliding: Option<(&'a Timeline, u64)>,
}

/// Where it goes on.
#[derive(Clone, Copy, Debug)]
pub struct Destination<'a> {
    /// The timeline whose rest follows: the session's own, or its plan.
    pub timeline: &'a Timeline,
    /// The step, by its place in that timeline.
    pub step: usize,
    /// What opens it.
    pub cue: Option<Cue>,
    /// The sequence that is gone through before, by its letter.
    pub via: Option<char>,
}

/// The session that breaks off here and goes on there, and the time in it at which it does, in milliseconds. `None`
/// where the timeline has no such step, or the routine no such sequence.
pub fn go_to(
    routine: &Routine,
    timeline: &Timeline,
    here: Here<'_>,
    there: Destination<'_>,
) -> Option<(Timeline, u64)> {
    let mut builder = Builder::new(routine, *timeline.prefs());
    let mut done = Copying::new(timeline);
    done.keep(&mut builder, here.at_ms);
    if let Some((other, done_ms)) = here.gliding {
        Copying::new(other).break_off(&mut builder, other.steps().first()?, done_ms);
    }
    let now = builder.now_ms;
    let mut rest = Copying::new(there.timeline);
    let target = rest.step(&mut builder, there.timeline.step(there.step)?)?;
    let mut cue = there.cue;
    if let Some(letter) = there.via {
        let to = place_of(routine, letter)?;
        let from = place_of(routine, target.sequence)?;
        let ops = &routine.sequences.get(to)?.ops;
        builder.planned_ms = Some(target.planned_ms);
        builder.walk(vec![Frame::new(ops, to, Context::called_from(from))], Cue::ReturnToA);
        cue = cue.or(Some(Cue::Next));
    }
    let lead = Step { kind: Kind::Glide, part: None, ..target };
    let opened = builder.place_at(&target) || builder.glide_to(target.motion, cue, &lead);
    for (i, step) in there.timeline.steps().get(there.step..).unwrap_or_default().iter().enumerate() {
        // Whatever opens the target opened it already, but the last rest keeps its own cue.
        let opening = cue.filter(|_| !opened).or(step.cue.filter(|c| *c == Cue::Finish));
        let cue = if i == 0 { opening } else { step.cue };
        rest.copy(&mut builder, &Step { cue, ..*step });
    }
    Some((builder.into_timeline(), now))
}

/// Steps on their way from one timeline into another, with the motions that they need.
struct Copying<'a> {
    from: &'a Timeline,
    /// The new place of each motion that was taken over.
    motions: Vec<Option<u32>>,
    span: Option<u32>,
}

impl<'a> Copying<'a> {
    fn new(from: &'a Timeline) -> Self {
        Self { from, motions: vec![None; from.motions.len()], span: None }
    }

    /// The step with its motion's new place.
    fn step(&mut self, builder: &mut Builder<'_>, step: &Step) -> Option<Step> {
        let slot = self.motions.get_mut(step.motion as usize)?;
        let motion = match *slot {
            Some(known) => known,
            None => *slot.insert(builder.add(self.from.motion(step)?.clone())),
        };
        Some(Step { motion, ..*step })
    }

    fn copy(&mut self, builder: &mut Builder<'_>, step: &Step) {
        if let Some(copied) = self.step(builder, step) {
            let new_span = self.span != Some(step.span);
            self.span = Some(step.span);
            builder.copy(&copied, new_span);
        }
    }

    /// Takes over what was done up to `at_ms`, the last step broken off there.
    fn keep(&mut self, builder: &mut Builder<'_>, at_ms: u64) {
        for step in self.from.steps() {
            if step.end_ms() <= at_ms {
                self.copy(builder, step);
            } else {
                self.break_off(builder, step, at_ms.saturating_sub(step.start_ms));
                break;
            }
        }
    }

    /// Takes over the first `done_ms` of a step.
    fn break_off(&mut self, builder: &mut Builder<'_>, step: &Step, done_ms: u64) {
        let done = done_ms.min(u64::from(step.duration_ms)) as u32;
        let (Some(motion), true) = (self.from.motion(step), done > 0) else { return };
        let cut = motion.until(f64::from(done) / f64::from(step.duration_ms), done);
        let motion = builder.add(cut);
        builder.copy(&Step { duration_ms: done, motion, ..*step }, self.span != Some(step.span));
        self.span = Some(step.span);
    }
}

/// The loop of one pass of a movement: its steps, and before them the glide that leads from their end to their start
/// where they do not meet. The second value is that glide's length in milliseconds, or 0. `None` where the timeline
/// has no such span.
pub fn hold_loop(routine: &Routine, timeline: &Timeline, span: &Span) -> Option<(Timeline, u64)> {
    let mut builder = Builder::new(routine, *timeline.prefs());
    let mut copying = Copying::new(timeline);
    let steps = timeline.steps().get(span.first..span.end)?;
    let first = copying.step(&mut builder, steps.first()?)?;
    let last = copying.step(&mut builder, steps.last()?)?;
    builder.last_motion = Some(last.motion);
    let lead = Step { kind: Kind::Glide, part: None, ..first };
    let glided = builder.glide_to(first.motion, Some(Cue::Repeat), &lead);
    let lead_ms = builder.now_ms;
    for (i, step) in steps.iter().enumerate() {
        let cue = (i == 0 && !glided && step.movement.is_some()).then_some(Cue::Repeat);
        copying.copy(&mut builder, &Step { cue, ..*step });
    }
    Some((builder.into_timeline(), lead_ms))
}
