//! From a routine to a timeline, and which one fits into so many minutes.

use super::builder::{Builder, place_of};
use super::model::{MovementIndex, Routine};
use super::prefs::{Pace, Prefs, Selection, SeveralTimes};
use super::timeline::Timeline;
use crate::body::Side;

/// Flattens a routine into a session.
pub fn compile(routine: &Routine, prefs: &Prefs, selection: Selection) -> Timeline {
    let mut builder = Builder::new(routine, *prefs);
    match selection {
        Selection::Whole => builder.sequences(routine.order.iter().copied()),
        Selection::Sequence(letter) => builder.sequences(place_of(routine, letter)),
        Selection::From(letter, movement) => {
            let start = place_of(routine, letter);
            if let Some(sequence) = start.and_then(|s| routine.sequences.get(s)) {
                let wanted = MovementIndex((sequence.movements.start + movement) as u16);
                builder.skip_to = sequence.movements.contains(&usize::from(wanted.0)).then_some(wanted);
            }
            builder.sequences(routine.order.iter().copied().skip_while(|s| start.is_some_and(|start| *s != start)));
        }
    }
    builder.finish()
}

/// How much closer a session at another pace than the gentle one must come to the minutes that were asked for, to be
/// chosen, in milliseconds: a minute more or less is nobody's loss, haste is.
const RELUCTANCE: [(Pace, u64); 3] = [(Pace::Gentle, 0), (Pace::Slow, 15_000), (Pace::Brisk, 90_000)];

/// Finds the pace and the "several" whose session comes closest to so many minutes, the gentle pace being preferred
/// to the slow one, and both to the brisk one, where they come about as close. A given pace or "several" is kept.
pub fn fit(
    routine: &Routine,
    minutes: u32,
    pace: Option<Pace>,
    several: Option<SeveralTimes>,
    start: Side,
    selection: Selection,
) -> Prefs {
    let goal = u64::from(minutes) * 60_000;
    let mut best = Prefs { start, ..Prefs::default() };
    let mut least = u64::MAX;
    for (pace, reluctance) in RELUCTANCE.into_iter().filter(|(p, _)| pace.is_none_or(|wanted| wanted == *p)) {
        for several in SeveralTimes::all().filter(|s| several.is_none_or(|wanted| wanted == *s)) {
            let prefs = Prefs { pace, several, start };
            let off = compile(routine, &prefs, selection).total_ms().abs_diff(goal) + reluctance;
            if off < least {
                (best, least) = (prefs, off);
            }
        }
    }
    best
}
