//! What a timeline comes to: minutes and chapters, for cards and the rail.

use crate::routine::{Kind, Movement, Routine, Step, Timeline};

/// Consecutive steps of one sequence, called from one place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Chapter {
    /// The sequence.
    pub letter: char,
    /// What called it, if anything.
    pub from: Option<char>,
    /// When it starts, in milliseconds.
    pub start_ms: u64,
    /// How long it takes, in milliseconds.
    pub length_ms: u64,
}

impl Chapter {
    /// How much of it is past at a time of the session, both in milliseconds.
    pub const fn spent_ms(&self, at_ms: u64) -> u64 {
        at_ms.saturating_sub(self.start_ms)
    }

    /// Whether all of it is past at a time of the session, in milliseconds.
    pub const fn is_over(&self, at_ms: u64) -> bool {
        self.spent_ms(at_ms) >= self.length_ms
    }
}

/// A timeline's chapters, in order.
pub fn chapters(timeline: &Timeline) -> Vec<Chapter> {
    let mut all: Vec<Chapter> = Vec::new();
    for step in timeline.steps() {
        let length_ms = u64::from(step.duration_ms);
        match all.last_mut() {
            Some(last)
                if step.kind == Kind::Rest || (last.letter == step.sequence && last.from == step.called_from) =>
            {
                last.length_ms += length_ms;
            }
            _ => {
                all.push(Chapter { letter: step.sequence, from: step.called_from, start_ms: step.start_ms, length_ms });
            }
        }
    }
    all
}

/// A length as whole minutes, rounded, at least one.
pub const fn minutes(ms: u64) -> u64 {
    let whole = (ms + 30_000) / 60_000;
    if whole == 0 { 1 } else { whole }
}

/// What a sequence takes by itself in a whole session, in milliseconds, without what it returns to.
pub fn own_ms(timeline: &Timeline, letter: char) -> u64 {
    sum(timeline, |s| s.sequence == letter && s.called_from.is_none() && s.kind != Kind::Rest)
}

/// What one pass of a movement takes, in milliseconds, glides not counted.
pub fn pass_ms(routine: &Routine, timeline: &Timeline, letter: char, movement: &Movement) -> u64 {
    let is_it = |s: &&Step| {
        s.part.is_some()
            && s.sequence == letter
            && s.movement.and_then(|m| routine.movement(m)).is_some_and(|m| m.id() == movement.id())
    };
    timeline.steps().iter().find(is_it).and_then(|s| timeline.span(s)).map_or(0, |s| s.end_ms - s.start_ms)
}

/// A length as whole seconds, rounded.
pub const fn seconds(ms: u64) -> u64 {
    (ms + 500) / 1000
}

fn sum(timeline: &Timeline, which: impl Fn(&Step) -> bool) -> u64 {
    timeline.steps().iter().filter(|s| which(s)).map(|s| u64::from(s.duration_ms)).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::routine::{Prefs, Selection, back, compile};

    #[test]
    fn chapters_follow_each_other_without_a_gap_and_are_all_of_the_session() {
        let timeline = compile(&back().unwrap(), &Prefs::default(), Selection::Whole);
        let all = chapters(&timeline);
        let letters: String = all.iter().map(|c| c.letter).collect();
        assert_eq!(letters, "ABACADA");
        let mut at_ms = 0;
        for chapter in &all {
            assert_eq!(chapter.start_ms, at_ms, "{chapter:?}");
            at_ms += chapter.length_ms;
            assert!(!chapter.is_over(at_ms - 1) && chapter.is_over(at_ms), "{chapter:?}");
        }
        assert_eq!(at_ms, timeline.total_ms());
    }

    #[test]
    fn lengths_are_rounded_and_never_no_minute() {
        for (ms, whole) in [(0, 1), (29_999, 1), (89_999, 1), (90_000, 2), (731_000, 12)] {
            assert_eq!(minutes(ms), whole, "{ms}");
        }
        assert_eq!((seconds(499), seconds(500), seconds(12_499)), (0, 1, 12));
    }
}
