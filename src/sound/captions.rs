//! What is said, as words on the screen: which, and from when until when.

use super::schedule::{Sounding, What};

/// How long a caption stays after its words, in milliseconds.
const LINGERS_MS: u64 = 700;

/// How long a caption takes to come and to go, in milliseconds, within its time.
const FADES_MS: u64 = 120;

/// A caption and its time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Caption {
    /// When it comes, in milliseconds of the plan's time.
    pub from_ms: u64,
    /// When it goes.
    pub until_ms: u64,
    /// Its words.
    pub text: String,
}

impl Caption {
    /// Whether it is seen at a time, in milliseconds.
    pub const fn is_seen(&self, at_ms: u64) -> bool {
        self.from_ms <= at_ms && at_ms < self.until_ms
    }

    /// How it comes and goes, for who puts it up at `at_ms`, before it is over: for how many milliseconds from then on, and
    /// how opaque it is at shares of that, 0 to 1. Between two of them that changes evenly.
    pub fn fades(&self, at_ms: u64) -> (u64, Vec<(f64, u8)>) {
        let left_ms = self.until_ms.saturating_sub(at_ms).max(1);
        let share = |ms: u64| (ms as f64 / left_ms as f64).min(1.0);
        let mut fades = Vec::new();
        if let Some(in_ms) = self.from_ms.checked_sub(at_ms) {
            fades.extend([(0.0, 0), (share(in_ms), 0), (share(in_ms + FADES_MS), 100)]);
        } else {
            fades.push((0.0, 100));
        }
        fades.extend([(share(left_ms.saturating_sub(FADES_MS)), 100), (1.0, 0)]);
        (left_ms, fades)
    }
}

/// A plan's captions, in order: each stays a little after its words, but never into the next.
pub fn captions(plan: &[Sounding]) -> Vec<Caption> {
    let mut all: Vec<Caption> = Vec::new();
    for sounding in plan {
        let What::Phrase(phrase) = &sounding.what else { continue };
        let from_ms = sounding.in_ms;
        if let Some(last) = all.last_mut() {
            last.until_ms = last.until_ms.min(from_ms);
        }
        let until_ms = from_ms + u64::from(phrase.length_ms()) + LINGERS_MS;
        all.push(Caption { from_ms, until_ms, text: phrase.text() });
    }
    all
}

/// The caption that is seen at a time of the plan, in milliseconds, and when that next changes.
pub fn caption_at(all: &[Caption], at_ms: u64) -> (Option<&Caption>, Option<u64>) {
    let after = all.partition_point(|caption| caption.from_ms <= at_ms);
    let seen = after.checked_sub(1).and_then(|i| all.get(i)).filter(|caption| caption.is_seen(at_ms));
    let next = seen.map(|caption| caption.until_ms).or_else(|| all.get(after).map(|caption| caption.from_ms));
    (seen, next)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::routine::{Prefs, Selection, back, compile};
    use crate::sound::{Choices, schedule};

    fn all() -> (Vec<Sounding>, Vec<Caption>) {
        let routine = back().unwrap();
        let timeline = compile(&routine, &Prefs::default(), Selection::Whole);
        let plan = schedule(&routine, &timeline, 0, 1, Choices::default());
        let captions = captions(&plan);
        (plan, captions)
    }

    #[test]
    fn each_phrase_is_read_for_as_long_as_it_is_said_and_never_two_at_once() {
        let (plan, captions) = all();
        let phrases = plan.iter().filter_map(|s| match &s.what {
            What::Phrase(phrase) => Some((s.in_ms, phrase)),
            What::Bowl(_) => None,
        });
        let mut count = 0;
        for ((in_ms, phrase), caption) in phrases.zip(&captions) {
            assert_eq!((caption.from_ms, &caption.text), (in_ms, &phrase.text()));
            assert!(caption.until_ms >= in_ms + u64::from(phrase.length_ms()), "{caption:?} goes before it is said");
            count += 1;
        }
        assert_eq!(count, captions.len());
        assert!(captions.len() > 50 && captions.windows(2).all(|two| two[0].until_ms <= two[1].from_ms));
    }

    #[test]
    fn a_caption_that_is_put_up_at_any_time_is_opaque_within_its_own_and_gone_after_it() {
        let (_, captions) = all();
        for caption in &captions {
            let Caption { from_ms, until_ms, .. } = *caption;
            assert!(until_ms - from_ms > 3 * FADES_MS, "{caption:?} has hardly any time");
            for at_ms in [from_ms.saturating_sub(4_000), from_ms, from_ms + 300, until_ms - 1] {
                let (left_ms, fades) = caption.fades(at_ms);
                assert_eq!(at_ms + left_ms, until_ms);
                assert!(fades.windows(2).all(|two| two[0].0 <= two[1].0), "{fades:?}");
                assert_eq!((fades[0].0, fades.last()), (0.0, Some(&(1.0, 0))));
                assert_eq!(fades[0].1, if at_ms > from_ms { 100 } else { 0 });
                if at_ms <= from_ms {
                    let comes = fades.iter().rfind(|f| f.1 == 0 && f.0 < 1.0).unwrap();
                    assert!((comes.0 * left_ms as f64 - (from_ms - at_ms) as f64).abs() < 1.0, "{fades:?}");
                }
            }
        }
    }

    #[test]
    fn what_is_seen_changes_when_it_was_said_that_it_would_and_at_no_other_time() {
        let (_, captions) = all();
        let mut at_ms = 0;
        let mut seen = Vec::new();
        while let Some(next) = caption_at(&captions, at_ms).1 {
            assert!(next > at_ms);
            assert_eq!(caption_at(&captions, at_ms).0, caption_at(&captions, next - 1).0, "{at_ms}");
            at_ms = next;
            seen.extend(caption_at(&captions, at_ms).0.cloned());
        }
        assert_eq!(seen, captions);
    }
}
