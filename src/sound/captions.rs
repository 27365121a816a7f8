//! What is said, as words on the screen: which, and from when until when.

use super::schedule::{Sounding, What};

/// How long a caption stays after its words, in milliseconds.
const LINGERS_MS: u64 = 700;

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
    let seen = after.checked_sub(1).and_then(|i| all.get(i)).filter(|caption| at_ms < caption.until_ms);
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
