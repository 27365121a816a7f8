//! When everything sounds.

use crate::{prefs, routine, whole};
use backstroke::body::{Level, Side};
use backstroke::routine::{Cue, Pace, Prefs, Selection, SeveralTimes, Timeline, Unit, compile};
use backstroke::session::cues;
use backstroke::sound::{Bowl, Choices, Heard, Sounding, Talk, What, phrases, schedule};
use proptest::prelude::*;
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::PathBuf;

fn end_ms(sounding: &Sounding, speed: u64) -> u64 {
    match &sounding.what {
        What::Bowl(_) => sounding.at_ms,
        What::Phrase(phrase) => sounding.at_ms + u64::from(phrase.length_ms()) * speed,
    }
}

fn text(sounding: &Sounding) -> Option<String> {
    match &sounding.what {
        What::Bowl(_) => None,
        What::Phrase(phrase) => Some(phrase.text()),
    }
}

fn written(timeline: &Timeline, choices: Choices) -> String {
    let mut out = String::new();
    for sounding in schedule(routine(), timeline, 0, 1, choices) {
        let (at, end) = (sounding.at_ms, end_ms(&sounding, 1));
        match &sounding.what {
            What::Bowl(bowl) => writeln!(out, "{at} ({})", bowl.name()),
            What::Phrase(phrase) => writeln!(out, "{at}-{end} {}", phrase.text()),
        }
        .unwrap();
    }
    out
}

/// `GOLDEN=write cargo test --test native sound` writes it anew, to be read before it is kept.
#[test]
fn what_is_heard_in_a_whole_session_is_as_agreed() {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/native/golden/heard.txt");
    let now = written(&whole(), Choices { half_way: true, ..Choices::default() });
    if std::env::var("GOLDEN").as_deref() == Ok("write") {
        std::fs::write(&path, &now).unwrap();
    }
    let agreed = std::fs::read_to_string(&path).unwrap();
    for (line, (was, is)) in agreed.lines().zip(now.lines()).enumerate() {
        assert_eq!(was, is, "heard.txt, line {}", line + 1);
    }
    assert_eq!(agreed.lines().count(), now.lines().count(), "heard.txt has as many lines");
}

/// Every different phrase that learning a whole session wants, and those that are heard in it.
fn wanted_and_heard(pace: Pace) -> [BTreeSet<String>; 2] {
    let timeline = compile(routine(), &prefs(pace, 3), Selection::Whole);
    let heard = schedule(routine(), &timeline, 0, 1, Choices::default()).iter().filter_map(text).collect();
    let wanted = (0..timeline.steps().len())
        .flat_map(|i| phrases(routine(), &timeline, i, Talk::Full, Unit::Cm, false))
        .map(|phrase| phrase.text())
        .collect();
    [wanted, heard]
}

/// The words for the thumbs last until the next cue, which is when the hands slide down.
#[test]
fn at_a_brisk_pace_one_phrase_has_no_room_and_no_other() {
    let [wanted, heard] = wanted_and_heard(Pace::Brisk);
    let missing: Vec<_> = wanted.difference(&heard).collect();
    assert_eq!(missing, ["Both hands, gently, down to the base."], "at a brisk pace these are not said");
}

#[test]
fn at_every_level_it_is_said_that_the_hands_part() {
    for pace in Pace::ALL {
        let timeline = compile(routine(), &prefs(pace, 3), Selection::Whole);
        let heard = schedule(routine(), &timeline, 0, 1, Choices::default());
        for level in [Level::Chest, Level::Waist, Level::Hips] {
            let parts = heard.iter().filter(|s| timeline.steps()[s.step].level == Some(level)).filter_map(text);
            let parts: Vec<String> = parts.filter(|text| text.to_lowercase().contains("to the sides")).collect();
            assert!(!parts.is_empty(), "{pace:?}: nothing is said of it at the {}", level.name());
        }
    }
}

#[test]
fn at_a_slow_and_a_gentle_pace_whoever_learns_hears_every_different_phrase_at_least_once() {
    for pace in [Pace::Slow, Pace::Gentle] {
        let [wanted, heard] = wanted_and_heard(pace);
        let missing: Vec<_> = wanted.difference(&heard).collect();
        assert!(missing.is_empty(), "{pace:?}: {missing:?}");
    }
}

#[test]
fn at_every_pace_each_repeat_each_side_and_each_return_is_said() {
    for pace in Pace::ALL {
        for several in 1..=10 {
            for talk in [Talk::Full, Talk::Names, Talk::Cues] {
                let timeline = compile(routine(), &prefs(pace, several), Selection::Whole);
                let heard = schedule(routine(), &timeline, 0, 1, Choices { talk, ..Choices::default() });
                for (index, step) in timeline.steps().iter().enumerate().filter(|(_, s)| s.cue.is_some()) {
                    let first = phrases(routine(), &timeline, index, talk, Unit::Cm, false)[0].text();
                    let said = heard.iter().any(|s| s.step == index && text(s).as_ref() == Some(&first));
                    assert!(said, "{pace:?}, {several}, {talk:?}: '{first}' at {} ms", step.start_ms);
                }
            }
        }
    }
}

#[test]
fn half_of_the_kneading_is_told_where_that_is_chosen() {
    let timeline = compile(routine(), &Prefs::default(), Selection::Sequence('A'));
    let count = |half_way| {
        let heard = schedule(routine(), &timeline, 0, 1, Choices { half_way, ..Choices::default() });
        let bowls = heard.iter().filter(|s| s.what == What::Bowl(Bowl::HalfWay)).count();
        (bowls, heard.iter().filter(|s| text(s).as_deref() == Some("Half way.")).count())
    };
    assert_eq!(count(true), (2, 2), "each shoulder");
    assert_eq!(count(false), (0, 0));
}

#[test]
fn the_last_three_seconds_of_a_movement_tick_where_that_is_chosen() {
    let timeline = whole();
    let heard = schedule(routine(), &timeline, 0, 1, Choices { ticks: true, ..Choices::default() });
    let ticks: Vec<u64> = heard.iter().filter(|s| s.what == What::Bowl(Bowl::Tick)).map(|s| s.at_ms).collect();
    assert!(!ticks.is_empty());
    for three in ticks.chunks(3) {
        let end = three[2] + 1_000;
        assert_eq!(three, [end - 3_000, end - 2_000, end - 1_000]);
        assert!(timeline.spans().iter().any(|s| s.end_ms == end), "{end} ends a movement");
    }
    let without = schedule(routine(), &timeline, 0, 1, Choices::default());
    assert!(!without.iter().any(|s| s.what == What::Bowl(Bowl::Tick)));
}

#[test]
fn without_bowls_the_voice_comes_with_the_cue() {
    let timeline = whole();
    let heard = schedule(routine(), &timeline, 0, 1, Choices { heard: Heard::Voice, ..Choices::default() });
    assert!(heard.iter().all(|s| matches!(s.what, What::Phrase(_))));
    for cue in cues(&timeline).iter().filter(|c| c.cue == Cue::ReturnToA) {
        assert!(heard.iter().any(|s| s.at_ms == cue.from_ms && s.step == cue.step));
    }
    assert!(schedule(routine(), &timeline, 0, 1, Choices { heard: Heard::Silent, ..Choices::default() }).is_empty());
}

fn session() -> impl Strategy<Value = Timeline> {
    let selection = prop_oneof![
        Just(Selection::Whole),
        prop::sample::select(vec!['A', 'B', 'C', 'D']).prop_map(Selection::Sequence),
    ];
    let pace = prop::sample::select(Pace::ALL.to_vec());
    (selection, pace, 1_u32..=10, prop::sample::select(Side::BOTH.to_vec())).prop_map(|(selection, pace, n, start)| {
        compile(routine(), &Prefs { pace, several: SeveralTimes::try_from(n).unwrap(), start }, selection)
    })
}

fn choices() -> impl Strategy<Value = Choices> {
    let heard = prop::sample::select(vec![Heard::Everything, Heard::Voice, Heard::Bowls, Heard::Silent]);
    let talk = prop::sample::select(vec![Talk::Full, Talk::Names, Talk::Cues]);
    let unit = prop::sample::select(vec![Unit::Cm, Unit::In]);
    (heard, talk, unit, any::<bool>(), any::<bool>(), any::<bool>())
        .prop_map(|(heard, talk, unit, ticks, half_way, held)| Choices { heard, talk, unit, ticks, half_way, held })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    /// Each cue has its bowl once, at its own instant, and none comes besides, at any speed.
    #[test]
    fn every_cue_sounds_once_and_on_time(timeline in session(), speed in 1_u64..=60, choices in choices()) {
        let sounded: Vec<(u64, usize)> = schedule(routine(), &timeline, 0, speed, choices)
            .iter()
            .filter(|s| matches!(s.what, What::Bowl(b) if !matches!(b, Bowl::Tick | Bowl::HalfWay)))
            .map(|s| (s.at_ms, s.step))
            .collect();
        let planned: Vec<(u64, usize)> = cues(&timeline).iter().map(|c| (c.from_ms, c.step)).collect();
        let has_bowls = matches!(choices.heard, Heard::Everything | Heard::Bowls);
        prop_assert_eq!(sounded, if has_bowls { planned } else { Vec::new() });
    }

    /// A phrase ends before the next cue and before the next phrase, and is said whole or not at all; no phrase of a
    /// step comes twice.
    #[test]
    fn no_phrase_meets_another_or_the_next_cue(timeline in session(), speed in 1_u64..=4, choices in choices()) {
        let all = schedule(routine(), &timeline, 0, speed, choices);
        let planned = cues(&timeline);
        let mut free = 0;
        let mut seen = BTreeSet::new();
        for sounding in all.iter().filter(|s| matches!(s.what, What::Phrase(_))) {
            prop_assert!(sounding.at_ms >= free);
            free = end_ms(sounding, speed);
            let own = planned.iter().filter(|c| c.step <= sounding.step).map(|c| c.from_ms).max().unwrap_or(0);
            prop_assert!(sounding.at_ms >= own, "after the cue that it belongs to");
            let next = planned.iter().find(|c| c.step > sounding.step).map_or(timeline.total_ms(), |c| c.from_ms);
            prop_assert!(free < next, "{:?} ends at {free}, the next cue is at {next}", text(sounding));
            prop_assert!(seen.insert((sounding.step, text(sounding))), "{:?} comes twice", text(sounding));
        }
        prop_assert!(all.windows(2).all(|w| w[0].at_ms <= w[1].at_ms), "in order");
    }

    /// Asked again anywhere on the way, the rest is the same: nothing twice, nothing missed.
    #[test]
    fn the_rest_of_a_session_is_the_same_whenever_it_is_asked(
        timeline in session(), speed in 1_u64..=60, choices in choices(), part in 0.0_f64..=1.0,
    ) {
        let all = schedule(routine(), &timeline, 0, speed, choices);
        let from = (timeline.total_ms() as f64 * part) as u64;
        let rest = schedule(routine(), &timeline, from, speed, choices);
        let behind = all.iter().take_while(|s| s.at_ms < from).count();
        prop_assert_eq!(behind + rest.len(), all.len());
        for (a, b) in all[behind..].iter().zip(&rest) {
            prop_assert_eq!((a.at_ms, a.step, &a.what), (b.at_ms, b.step, &b.what));
            prop_assert_eq!(b.in_ms, (b.at_ms - from) / speed);
        }
    }

    /// A preview too fast for words has bowls only.
    #[test]
    fn above_four_times_life_there_are_bowls_only(timeline in session(), speed in 5_u64..=60, choices in choices()) {
        let all = schedule(routine(), &timeline, 0, speed, choices);
        prop_assert!(all.iter().all(|s| matches!(s.what, What::Bowl(b) if !matches!(b, Bowl::Tick | Bowl::HalfWay))));
    }
}
