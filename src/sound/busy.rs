//! When the room's sound steps back: under all that is rung or said, and in the short pauses between.

use super::schedule::{Sounding, What};

/// How long a bowl has the room to itself, in milliseconds.
const BOWL_MS: u64 = 1_800;

/// A pause shorter than this does not bring the room's sound back, in milliseconds.
const GAP_MS: u64 = 2_500;

/// The spans of a plan in which something is heard, in milliseconds of its time: from, until; in order and apart.
pub fn busy(plan: &[Sounding]) -> Vec<(u64, u64)> {
    let mut all: Vec<(u64, u64)> = Vec::new();
    for sounding in plan {
        let length_ms = match &sounding.what {
            What::Bowl(_) => BOWL_MS,
            What::Phrase(phrase) => u64::from(phrase.length_ms()),
        };
        let until_ms = sounding.in_ms + length_ms;
        match all.last_mut() {
            Some((_, last_ms)) if sounding.in_ms < *last_ms + GAP_MS => *last_ms = until_ms.max(*last_ms),
            _ => all.push((sounding.in_ms, until_ms)),
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sound::Bowl;

    #[test]
    fn spans_are_joined_over_short_pauses_and_a_short_sound_ends_no_longer_one() {
        let bowl = |in_ms| Sounding { in_ms, at_ms: in_ms, step: 0, what: What::Bowl(Bowl::Repeat) };
        assert_eq!(busy(&[]), []);
        let until = |ms| ms + BOWL_MS;
        let apart = until(1_000) + GAP_MS;
        assert_eq!(busy(&[bowl(1_000), bowl(apart - 1)]), [(1_000, until(apart - 1))]);
        assert_eq!(busy(&[bowl(1_000), bowl(apart)]), [(1_000, until(1_000)), (apart, until(apart))]);
        assert_eq!(busy(&[bowl(1_000), bowl(1_000)]), [(1_000, until(1_000))]);
    }
}
