//! When each cue is seen and heard.

use crate::routine::{Cue, Step, Timeline};

/// One cue in a session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CueTime {
    /// Which.
    pub cue: Cue,
    /// The step that it opens, by its place in the timeline.
    pub step: usize,
    /// From when it is shown, in milliseconds; it sounds then, too.
    pub from_ms: u64,
    /// Until when it is shown, in milliseconds.
    pub until_ms: u64,
}

/// How long a cue is shown, in milliseconds, as its picture is staged.
pub const fn shown_ms(cue: Cue) -> u64 {
    match cue {
        Cue::ReturnToA => 4_900,
        Cue::Repeat | Cue::OtherSide | Cue::Level => 2_600,
        Cue::Begin | Cue::Next => 2_000,
        Cue::Finish => 4_000,
    }
}

/// All cues of a session, in order; no two are shown at once.
///
/// A repeat is announced over the end of the stroke before, so that the stroke need not wait: when the ring has
/// closed, the next pass begins. All others open their glide or rest, which has room for them.
pub fn cues(timeline: &Timeline) -> Vec<CueTime> {
    let mut out: Vec<CueTime> = Vec::new();
    for (index, step) in timeline.steps().iter().enumerate() {
        let Some(time) = cue_time(timeline, index, step) else { continue };
        let from_ms = time.from_ms.max(out.last().map_or(0, |c| c.until_ms));
        out.push(CueTime { from_ms, ..time });
    }
    out
}

/// The cue that opens a step, if any.
fn cue_time(timeline: &Timeline, index: usize, step: &Step) -> Option<CueTime> {
    let cue = step.cue?;
    let shown = shown_ms(cue);
    // A command that goes back has broken off what was on: there was no end of a stroke to announce anything over.
    let whole = |before: &&Step| before.part.is_some() && before.planned_ms < step.planned_ms;
    let before = index.checked_sub(1).and_then(|i| timeline.step(i)).filter(whole);
    let from_ms = match (cue, before) {
        (Cue::Repeat, Some(before)) => step.start_ms - shown.min(u64::from(before.duration_ms)),
        _ => step.start_ms,
    };
    let until_ms = match (cue, before) {
        (Cue::Repeat, Some(_)) => step.start_ms,
        _ => step.start_ms + shown.min(u64::from(step.duration_ms)),
    };
    Some(CueTime { cue, step: index, from_ms, until_ms })
}

/// The cue shown at `at_ms`, if any. O(log n).
pub(super) fn shown(cues: &[CueTime], at_ms: u64) -> Option<&CueTime> {
    let after = cues.partition_point(|c| c.from_ms <= at_ms);
    cues.get(after.checked_sub(1)?).filter(|c| at_ms < c.until_ms)
}

/// When, after `at_ms`, a cue comes or goes next. O(log n).
pub(super) fn next_change(cues: &[CueTime], at_ms: u64) -> Option<u64> {
    if let Some(now) = shown(cues, at_ms) {
        return Some(now.until_ms);
    }
    cues.get(cues.partition_point(|c| c.from_ms <= at_ms)).map(|c| c.from_ms)
}
