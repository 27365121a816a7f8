//! The timeline: whole milliseconds without gap or overlap, at any length; time follows from the body.

use crate::{prefs, routine, whole};
use backstroke::body::Side;
use backstroke::routine::{
    BACK, Cue, Kind, Pace, Prefs, RETURN_GLIDE_MS, Selection, SeveralTimes, Timeline, Unit, check, compile, fit, plan,
};
use proptest::prelude::*;
use serde_json::json;

#[test]
fn steps_add_up_without_gap_or_overlap() {
    for pace in Pace::ALL {
        for several in 1..=10 {
            let timeline = compile(routine(), &prefs(pace, several), Selection::Whole);
            let mut now = 0;
            for step in timeline.steps() {
                assert_eq!(step.start_ms, now);
                assert!(step.duration_ms > 0);
                now += u64::from(step.duration_ms);
            }
            assert_eq!(timeline.total_ms(), now);
        }
    }
}

#[test]
fn spans_cover_the_steps_in_order() {
    let timeline = whole();
    let (mut step, mut now) = (0, 0);
    for span in timeline.spans() {
        assert_eq!((span.first, span.start_ms), (step, now));
        assert!(span.end > span.first);
        (step, now) = (span.end, span.end_ms);
    }
    assert_eq!((step, now), (timeline.steps().len(), timeline.total_ms()));
}

#[test]
fn the_steps_of_a_span_share_it_without_gap_or_overlap() {
    let timeline = whole();
    let mut most = 0;
    for span in timeline.spans() {
        let shares: Vec<_> = timeline.shares(span).collect();
        let long_ms = (span.end_ms - span.start_ms) as f64;
        for (i, (step, share)) in shares.iter().enumerate() {
            assert_eq!(Some(*step), timeline.step(span.first + i));
            assert!((share.from * long_ms - (step.start_ms - span.start_ms) as f64).abs() < 1e-6);
            assert!(((share.until - share.from) * long_ms - f64::from(step.duration_ms)).abs() < 1e-6);
        }
        assert!(shares.windows(2).all(|pair| pair[0].1.until.to_bits() == pair[1].1.from.to_bits()));
        assert_eq!(shares.first().map(|s| s.1.from.to_bits()), Some(0.0_f64.to_bits()));
        assert_eq!(shares.last().map(|s| s.1.until.to_bits()), Some(1.0_f64.to_bits()));
        assert_eq!(shares.len(), span.end - span.first);
        assert_eq!(timeline.within(span).len(), shares.len());
        assert_eq!((span.length_ms(), span.past_ms(span.end_ms)), (span.end_ms - span.start_ms, span.length_ms()));
        for (i, (step, _)) in shares.iter().enumerate() {
            let alone = timeline.alone(span.first + i).unwrap();
            assert_eq!(timeline.within(&alone), std::slice::from_ref(*step));
            assert_eq!((alone.start_ms, alone.length_ms()), (step.start_ms, u64::from(step.duration_ms)));
        }
        most = most.max(shares.len());
    }
    assert!(most > 2, "no pass of several parts");
}

#[test]
fn a_stroke_lasts_as_long_as_its_way_at_its_pace() {
    for pace in Pace::ALL {
        let timeline = compile(routine(), &prefs(pace, 1), Selection::Sequence('D'));
        let up = timeline.steps().iter().find(|s| s.kind == Kind::Stroke).unwrap();
        let wanted = 32.0 / pace.firm() * 1000.0;
        assert!((f64::from(up.duration_ms) - wanted).abs() < 2.0, "32 cm to the chest in {} ms", up.duration_ms);
    }
}

#[test]
fn the_glide_that_opens_a_return_has_room_for_its_cue() {
    let timeline = compile(routine(), &prefs(Pace::Brisk, 1), Selection::Whole);
    for step in timeline.steps().iter().filter(|s| s.cue == Some(Cue::ReturnToA)) {
        assert_eq!(step.kind, Kind::Glide);
        assert!(step.duration_ms >= RETURN_GLIDE_MS);
    }
}

#[test]
fn the_starting_side_comes_first() {
    for start in Side::BOTH {
        let timeline = compile(routine(), &Prefs { start, ..Prefs::default() }, Selection::Whole);
        let sides: Vec<_> = timeline.steps().iter().filter(|s| s.kind == Kind::Knead).filter_map(|s| s.side).collect();
        assert_eq!(sides[..2], [start, start.other()]);
    }
}

#[test]
fn fitting_finds_the_closest_session_within_a_minute_and_a_half_and_keeps_what_is_given() {
    for minutes in 1..=60 {
        let chosen = fit(routine(), minutes, None, None, Side::Right, Selection::Whole);
        let off = |prefs: &Prefs| {
            compile(routine(), prefs, Selection::Whole).total_ms().abs_diff(u64::from(minutes) * 60_000)
        };
        let least = off(&chosen);
        for pace in Pace::ALL {
            for several in SeveralTimes::all() {
                let other = off(&Prefs { pace, several, start: Side::Right });
                // Only for a calmer pace is a worse fit taken.
                let calmer = chosen.pace != Pace::Brisk && pace != Pace::Gentle;
                assert!(least <= other + if calmer { 90_000 } else { 0 }, "{minutes} min");
            }
        }
    }
    let kept = fit(routine(), 20, Some(Pace::Slow), None, Side::Left, Selection::Whole);
    assert_eq!((kept.pace, kept.start), (Pace::Slow, Side::Left));
    let two = SeveralTimes::try_from(2).unwrap();
    assert_eq!(fit(routine(), 20, None, Some(two), Side::Left, Selection::Whole).several, two);
}

#[test]
fn a_hundred_thousand_steps_compile_and_are_found() {
    let mut document: serde_json::Value = serde_json::from_str(BACK).unwrap();
    let long = json!([{"repeat": {"times": 100, "do": [
        {"repeat": {"times": 100, "do": [{"repeat": {"times": 4, "do": [{"movement": "long-stroke"}]}}]}}
    ]}}]);
    document["sequences"][0]["do"].as_array_mut().unwrap().extend(long.as_array().unwrap().clone());
    let routine = check(&document.to_string()).unwrap_or_else(|e| panic!("{e:#?}"));
    let timeline = compile(&routine, &Prefs::default(), Selection::Sequence('A'));
    assert!(timeline.steps().len() > 100_000, "{}", timeline.steps().len());
    for (i, step) in timeline.steps().iter().enumerate().step_by(997) {
        assert_eq!(timeline.at(step.start_ms), i);
        assert_eq!(timeline.at(step.end_ms() - 1), i);
    }
}

/// The session of one sequence of the back routine's document after a change.
fn changed(letter: char, change: impl FnOnce(&mut serde_json::Value)) -> Timeline {
    let mut document: serde_json::Value = serde_json::from_str(BACK).unwrap();
    change(&mut document);
    let routine = check(&document.to_string()).unwrap_or_else(|e| panic!("{e:#?}"));
    compile(&routine, &Prefs::default(), Selection::Sequence(letter))
}

#[test]
fn a_sequence_that_is_returned_to_twice_knows_its_caller_and_repeats_as_any_other() {
    let once = changed('B', |_| ());
    let twice = changed('B', |d| d["sequences"][1]["do"][1] = json!({"return": {"to": "A", "times": 2}}));
    let returned = |timeline: &Timeline| {
        let called = timeline.steps().iter().filter(|s| s.called_from == Some('B') && s.part.is_some());
        called.map(|s| (s.sequence, s.movement, s.part, s.side)).collect::<Vec<_>>()
    };
    assert_eq!(returned(&twice), returned(&once).repeat(2));
    assert!(twice.steps().iter().all(|s| s.sequence == 'B' || s.called_from == Some('B')));
    let opened = |cue| twice.steps().iter().filter(|s| s.cue == Some(cue) && s.sequence == 'A').count();
    assert_eq!(opened(Cue::ReturnToA), 1, "there is one way to A");
    let several = Prefs::default().several.get() as usize;
    assert_eq!(opened(Cue::Repeat), 2 * (several - 1) + 1, "and the second time repeats the first");
}

#[test]
fn a_return_to_a_one_sided_movement_does_the_side_that_it_stands_in() {
    let each = json!({"each-side": [{"return": {"to": "A", "movement": "kneading"}}]});
    let timeline = changed('C', |d| d["sequences"][2]["do"][1] = each);
    let kneads = timeline.steps().iter().filter(|s| s.kind == Kind::Knead);
    let sides: Vec<_> = kneads.map(|s| (s.sequence, s.called_from, s.side)).collect();
    assert_eq!(sides, [('A', Some('C'), Some(Side::Right)), ('A', Some('C'), Some(Side::Left))]);
}

#[test]
fn both_hands_squeeze_also_in_the_shortest_kneading() {
    let knead = |seconds: u32| {
        changed('A', move |d| d["sequences"][0]["movements"][1]["parts"][0]["knead"]["seconds"] = json!(seconds))
    };
    for timeline in [4, 5, 6].map(knead) {
        for (i, _) in timeline.steps().iter().enumerate().filter(|(_, s)| s.kind == Kind::Knead) {
            for side in Side::BOTH {
                let press = |k: u32| timeline.pose_in(i, f64::from(k) / 100.0).unwrap().hand(side).pressure;
                assert!((0..=100).map(press).fold(0.0, f64::max) > 0.65, "the {side:?} hand does not squeeze");
            }
        }
    }
}

#[test]
fn hands_that_follow_one_another_go_as_far_as_the_level() {
    let timeline = changed('C', |d| {
        for part in d["sequences"][2]["movements"][0]["parts"].as_array_mut().unwrap() {
            part["follow"]["outer"] = json!(["base outer as follow", "level outer"]);
            part["follow"]["inner"] = json!(["base spine as follow", "level spine"]);
        }
        let item = json!({"each-level": {"levels": ["chest", "blades"], "do": [{"movement": "hand-over-hand"}]}});
        d["sequences"][2]["do"][0] = json!({"each-side": [item]});
    });
    for (i, step) in timeline.steps().iter().enumerate().filter(|(_, s)| s.sequence == 'C' && s.part.is_some()) {
        let far = (0..=100).map(|k| timeline.pose_in(i, f64::from(k) / 100.0).unwrap().left.at.y).fold(0.0, f64::max);
        assert!((far - step.level.unwrap().y()).abs() < 0.5, "{far} cm at {:?}", step.level);
    }
}

#[test]
fn the_json_plan_has_exactly_the_promised_fields() {
    let value = serde_json::to_value(plan(routine(), &whole(), Unit::Cm, None)).unwrap();
    let keys = |v: &serde_json::Value| v.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
    let mut top = vec!["routine", "total_ms", "pace", "several", "steps"];
    let mut step = vec![
        "start_ms",
        "duration_ms",
        "kind",
        "sequence",
        "called_from",
        "movement",
        "part",
        "pass",
        "passes",
        "side",
        "level",
        "cue",
        "text",
    ];
    top.sort_unstable();
    step.sort_unstable();
    assert_eq!(keys(&value), top);
    for s in value["steps"].as_array().unwrap() {
        assert_eq!(keys(s), step);
        assert!(["place", "stroke", "knead", "glide", "rest"].contains(&s["kind"].as_str().unwrap()));
        assert!(!s["text"].as_str().unwrap().contains(['{', '}']), "{}", s["text"]);
    }
}

#[test]
fn hands_are_sampled_over_the_whole_session() {
    let timeline = whole();
    let hands = plan(routine(), &timeline, Unit::Cm, Some(10)).hands.unwrap();
    assert_eq!(hands.len() as u64, timeline.total_ms() / 100 + 1);
    assert!(hands.windows(2).all(|w| w[1].t_ms == w[0].t_ms + 100));
}

proptest! {
    /// `at` is the step that is on at that time.
    #[test]
    fn at_finds_the_step_that_is_on(share in 0.0_f64..1.2) {
        let timeline = whole();
        let ms = (timeline.total_ms() as f64 * share) as u64;
        let step = timeline.steps()[timeline.at(ms)];
        prop_assert!(step.start_ms <= ms);
        prop_assert!(ms < step.end_ms() || ms >= timeline.total_ms());
    }
}
