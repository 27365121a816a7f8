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
pub struct Destination {
    /// The step, by its place in the timeline.
    pub step: usize,
    /// What opens it.
    pub cue: Option<Cue>,
    /// The sequence that is gone through before, by its letter.
    pub via: Option<char>,
}

/// The session that breaks off here and goes on there, and the time in it at which it does, in milliseconds. `None`
/// where the timeline has no such step, or the routine no such sequence.
pub fn go_to(routine: &Routine, timeline: &Timeline, here: Here<'_>, there: Destination) -> Option<(Timeline, u64)> {
    let mut builder = Builder::new(routine, *timeline.prefs());
    builder.motions.clone_from(&timeline.motions);
    keep(&mut builder, timeline, here.at_ms);
    if let Some((other, done_ms)) = here.gliding {
        break_off(&mut builder, other, other.steps().first()?, done_ms);
    }
    let now = builder.now_ms;
    let target = *timeline.step(there.step)?;
    let mut cue = there.cue;
    if let Some(letter) = there.via {
        let to = place_of(routine, letter)?;
        let from = place_of(routine, target.sequence)?;
        let ops = &routine.sequences.get(to)?.ops;
        builder.walk(vec![Frame::new(ops, to, Context::called_from(from))], Cue::ReturnToA);
        cue = cue.or(Some(Cue::Next));
    }
    let lead = Step { kind: Kind::Glide, part: None, ..target };
    let opened = builder.place_at(&target) || builder.glide_to(target.motion, cue, &lead);
    let mut span = None;
    for step in timeline.steps().get(there.step..).unwrap_or_default() {
        let is_target = span.is_none();
        let new_span = span != Some(step.span);
        span = Some(step.span);
        let cue = if is_target { cue.filter(|_| !opened).or(step.cue.filter(|c| *c == Cue::Finish)) } else { step.cue };
        builder.copy(&Step { cue, ..*step }, new_span);
    }
    Some((builder.into_timeline(), now))
}

/// Takes over what was done up to `at_ms`, the last step broken off there.
fn keep(builder: &mut Builder<'_>, timeline: &Timeline, at_ms: u64) {
    let mut span = None;
    for step in timeline.steps() {
        if step.end_ms() <= at_ms {
            builder.copy(step, span != Some(step.span));
            span = Some(step.span);
        } else if step.start_ms < at_ms {
            let new_span = span != Some(step.span);
            break_off_in(builder, timeline, step, at_ms - step.start_ms, new_span);
        } else {
            break;
        }
    }
}

/// Adds the first `done_ms` of a step, as a span of its own.
fn break_off(builder: &mut Builder<'_>, timeline: &Timeline, step: &Step, done_ms: u64) {
    if done_ms > 0 {
        break_off_in(builder, timeline, step, done_ms, true);
    }
}

fn break_off_in(builder: &mut Builder<'_>, timeline: &Timeline, step: &Step, done_ms: u64, new_span: bool) {
    let Some(motion) = timeline.motion(step) else { return };
    let done = done_ms.min(u64::from(step.duration_ms)) as u32;
    let motion = builder.add(motion.until(f64::from(done) / f64::from(step.duration_ms), done));
    builder.copy(&Step { duration_ms: done, motion, ..*step }, new_span);
}

/// The loop of one pass of a movement: its steps, and before them the glide that leads from their end to their start
/// where they do not meet. The second value is that glide's length in milliseconds, or 0. `None` where the timeline
/// has no such span.
pub fn hold_loop(routine: &Routine, timeline: &Timeline, span: &Span) -> Option<(Timeline, u64)> {
    let mut builder = Builder::new(routine, *timeline.prefs());
    builder.motions.clone_from(&timeline.motions);
    let steps = timeline.steps().get(span.first..span.end)?;
    let (first, last) = (steps.first()?, steps.last()?);
    builder.last_motion = Some(last.motion);
    let lead = Step { kind: Kind::Glide, part: None, ..*first };
    let glided = builder.glide_to(first.motion, Some(Cue::Repeat), &lead);
    let lead_ms = builder.now_ms;
    for (i, step) in steps.iter().enumerate() {
        let cue = (i == 0 && !glided && step.movement.is_some()).then_some(Cue::Repeat);
        builder.copy(&Step { cue, ..*step }, i == 0);
    }
    Some((builder.into_timeline(), lead_ms))
}
