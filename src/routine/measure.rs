//! How long a routine's sequences become, before any is made: returns without end, and sessions beyond all measure.

use super::error::{Problem, RoutineError};
use super::model::{Op, Sequence, Times};

/// The most steps of a session.
const MOST_STEPS: u64 = 1_000_000;

/// Sequences that return to one another without end, and a session that has too many steps.
pub(super) fn endless(all: &[Sequence]) -> Vec<RoutineError> {
    let mut measure = Measure { all, steps: vec![None; all.len()], trail: Vec::new(), errors: Vec::new() };
    let total = (0..all.len()).fold(0_u64, |sum, i| sum.saturating_add(measure.sequence(i)));
    if total > MOST_STEPS {
        measure.report(None, "sequences", Problem::TooLong(total));
    }
    measure.errors
}

struct Measure<'a> {
    all: &'a [Sequence],
    /// The steps of each sequence, once known, with the greatest "several".
    steps: Vec<Option<u64>>,
    /// The sequences that are being measured, each returned to by the one before.
    trail: Vec<usize>,
    errors: Vec<RoutineError>,
}

impl Measure<'_> {
    fn report(&mut self, sequence: Option<char>, field: &str, problem: Problem) {
        let sequence = sequence.map(|s| s.to_string());
        self.errors.push(RoutineError { sequence, movement: None, field: field.to_owned(), problem });
    }

    /// The steps of a sequence with all that it returns to. The recursion is as deep as returns and "do" are nested,
    /// and both are bounded: a sequence is on the trail once, and "do" is no deeper than its check allows.
    fn sequence(&mut self, at: usize) -> u64 {
        if let Some(Some(known)) = self.steps.get(at) {
            return *known;
        }
        let Some(sequence) = self.all.get(at) else { return 0 };
        if self.trail.contains(&at) {
            let round = self.trail.iter().skip_while(|i| **i != at).chain([&at]);
            let letters: Vec<String> = round.filter_map(|i| self.all.get(*i)).map(|s| s.letter().to_string()).collect();
            self.report(Some(sequence.letter()), "do", Problem::Cycle(letters.join(" → ")));
            return 0;
        }
        self.trail.push(at);
        let total = self.ops(sequence.ops());
        self.trail.pop();
        if let Some(slot) = self.steps.get_mut(at) {
            *slot = Some(total);
        }
        total
    }

    fn ops(&mut self, ops: &[Op]) -> u64 {
        ops.iter().fold(0_u64, |sum, op| {
            sum.saturating_add(match op {
                // A glide and up to three parts, about.
                Op::Movement(_) => 4,
                Op::Repeat(times, ops) | Op::Return { times, part: Some(ops), .. } => {
                    self.ops(ops).saturating_mul(most(*times))
                }
                Op::EachSide(ops) => self.ops(ops).saturating_mul(2),
                Op::EachLevel(levels, ops) => self.ops(ops).saturating_mul(levels.len() as u64),
                Op::Return { to, times, part: None } => self.sequence(*to).saturating_mul(most(*times)),
            })
        })
    }
}

/// The most often that it is done.
fn most(times: Times) -> u64 {
    match times {
        Times::Count(n) => u64::from(n),
        Times::Several => 10,
    }
}
