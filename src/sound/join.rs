//! One plan in the place of another while a session stays where it is: what has begun is heard to its end.

use super::schedule::{APART_MS, Sounding, What};

/// At a speed, a time may be rounded otherwise when it is looked at from elsewhere: so far apart, in milliseconds, it is
/// still the same sound.
const SAME_MS: u64 = 2;

/// No sound is longer than this, in milliseconds; what began earlier is over.
const LONGEST_MS: u64 = 10_000;

/// A sound of a joined plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Joined {
    /// What, and when in milliseconds of the time of the plan before.
    pub sounding: Sounding,
    /// Its place in the plan before, where it began in that one.
    pub begun: Option<usize>,
}

/// Until when the plan before holds, where another takes its place at `now_ms` of its time, in milliseconds: what it has
/// later than this is taken back.
pub const fn holds_ms(now_ms: u64) -> u64 {
    now_ms + SAME_MS
}

/// What `before` began by `now_ms` of its time, and then `plan`, whose own zero lies there. What is in both keeps the time
/// that it had; a phrase that would be said into one that has begun is dropped, rather than that one cut.
pub fn join(before: &[Sounding], plan: Vec<Sounding>, now_ms: u64) -> Vec<Joined> {
    let begun = |s: &Sounding| s.in_ms <= holds_ms(now_ms) && s.in_ms + LONGEST_MS > now_ms;
    let mut out: Vec<Joined> = before
        .iter()
        .enumerate()
        .filter(|(_, s)| begun(s))
        .map(|(i, s)| Joined { sounding: s.clone(), begun: Some(i) })
        .collect();
    let spoken_ms = out.iter().map(|j| said_until(&j.sounding)).max().unwrap_or(0);
    for mut sounding in plan {
        sounding.in_ms += now_ms;
        let same = |was: &&Sounding| {
            was.step == sounding.step && was.in_ms.abs_diff(sounding.in_ms) <= SAME_MS && was.what == sounding.what
        };
        match before.iter().find(same) {
            Some(was) if begun(was) => continue,
            Some(was) => sounding.in_ms = was.in_ms,
            None => {}
        }
        if matches!(sounding.what, What::Bowl(_)) || sounding.in_ms >= spoken_ms {
            out.push(Joined { sounding, begun: None });
        }
    }
    out
}

/// From when on another phrase may be said, in milliseconds.
fn said_until(sounding: &Sounding) -> u64 {
    match &sounding.what {
        What::Bowl(_) => 0,
        What::Phrase(phrase) => sounding.in_ms + u64::from(phrase.length_ms()) + APART_MS,
    }
}
