//! The session: whatever is asked of it at whatever time, it keeps its place, its countdown and its hands.

use crate::continuity::{MOST_PRESS, bend};
use crate::{routine, whole};
use backstroke::body::Side;
use backstroke::routine::{Cue, Kind, Step, Timeline};
use backstroke::session::{Command, Counted, Error, Event, Phase, Session, Speed, cues};
use proptest::prelude::*;
use std::sync::Arc;

fn session(count_in_ms: u64) -> Session {
    Session::new(Arc::clone(routine()), whole(), count_in_ms, Speed::REAL)
}

fn started() -> Session {
    let mut session = session(0);
    session.apply(Command::Start, 0).unwrap();
    session
}

fn id(step: &Step) -> &'static str {
    step.movement.map_or("", |m| routine().movement(m).unwrap().id())
}

/// The start of the first step of a movement in a sequence, in milliseconds.
fn start_of(timeline: &Timeline, sequence: char, movement: &str) -> u64 {
    let found = timeline.steps().iter().find(|s| s.sequence == sequence && id(s) == movement && s.part.is_some());
    found.unwrap().start_ms
}

#[test]
fn it_counts_in_before_the_hands_are_placed() {
    let mut session = session(3_000);
    assert_eq!(session.at(0).phase, Phase::Ready);
    session.apply(Command::Start, 1_000).unwrap();
    let frame = session.at(1_500);
    assert_eq!((frame.phase, frame.remaining_s, frame.step.kind), (Phase::CountIn, 3, Kind::Place));
    let frame = session.at(4_000);
    assert_eq!((frame.phase, frame.at_ms), (Phase::Running, 0));
}

#[test]
fn commands_out_of_turn_say_why_and_change_nothing() {
    let mut s = session(0);
    assert_eq!(s.apply(Command::Pause, 0), Err(Error::NotStarted));
    s.apply(Command::Start, 0).unwrap();
    assert_eq!(s.apply(Command::Start, 1), Err(Error::AlreadyStarted));
    assert_eq!(s.apply(Command::Resume, 1), Err(Error::NotPaused));
    assert_eq!(s.apply(Command::Release, 1), Err(Error::NotHolding));
    s.apply(Command::Hold, 1).unwrap();
    assert_eq!(s.apply(Command::Hold, 2), Err(Error::AlreadyHolding));
    s.apply(Command::Release, 2).unwrap();
    s.apply(Command::Pause, 3).unwrap();
    assert_eq!(s.apply(Command::Pause, 4), Err(Error::AlreadyPaused));
    s.apply(Command::Finish, 5).unwrap();
    assert_eq!(s.apply(Command::Resume, 6), Err(Error::AlreadyFinished));
}

#[test]
fn it_ends_by_itself_and_says_so() {
    let mut s = started();
    let total = s.timeline().total_ms();
    assert_eq!(s.at(total - 1).phase, Phase::Running);
    assert_eq!(s.at(total).phase, Phase::Finished);
    assert_eq!(s.next_change(total, Counted::Words), None);
    assert_eq!(s.apply(Command::Pause, total), Err(Error::AlreadyFinished));
}

#[test]
fn next_glides_to_the_next_movement_under_its_cue() {
    let mut s = started();
    s.apply(Command::Seek(start_of(s.timeline(), 'A', "kneading")), 0).unwrap();
    let now = 12_000;
    assert_eq!((s.at(now).step.kind, s.at(now).step.side), (Kind::Knead, Some(Side::Right)));
    assert_eq!(s.apply(Command::Next, now), Ok(Event::Moved));
    let frame = s.at(now);
    assert_eq!((frame.step.kind, frame.step.cue), (Kind::Glide, Some(Cue::OtherSide)));
    assert_eq!((id(&frame.step), frame.step.side), ("kneading", Some(Side::Left)));
}

#[test]
fn previous_goes_to_the_start_of_this_movement_and_twice_within_two_seconds_to_the_one_before() {
    let mut s = started();
    s.apply(Command::Seek(start_of(s.timeline(), 'B', "thumbs")), 0).unwrap();
    let now = 12_000;
    assert_eq!((s.at(now).step.kind, id(&s.at(now).step)), (Kind::Stroke, "thumbs"));
    s.apply(Command::Previous, now).unwrap();
    assert_eq!((s.at(now).step.kind, id(&s.at(now).step)), (Kind::Glide, "thumbs"));
    s.apply(Command::Previous, now + 2_000).unwrap();
    assert_eq!(id(&s.at(now + 2_000).step), "long-stroke", "the movement before B's first");
    let mut slow = started();
    slow.apply(Command::Seek(start_of(slow.timeline(), 'B', "thumbs")), 0).unwrap();
    slow.apply(Command::Previous, now).unwrap();
    slow.apply(Command::Previous, now + 2_001).unwrap();
    assert_eq!(id(&slow.at(now + 2_001).step), "thumbs", "more than two seconds apart");
}

#[test]
fn return_to_a_goes_through_all_of_a_and_then_on_from_where_it_was() {
    let mut s = started();
    let broken = start_of(s.timeline(), 'C', "hand-over-hand") + 5_000;
    s.apply(Command::Seek(broken), 0).unwrap();
    let now = 20_000;
    assert_eq!((s.at(now).step.sequence, s.at(now).step.kind), ('C', Kind::Stroke));
    let step = s.at(now).step;
    let planned = s.timeline().steps()[s.timeline().span(&step).unwrap().first].planned_ms;
    assert_eq!(s.apply(Command::ReturnToA, now), Ok(Event::ReturnedToA));
    let frame = s.at(now);
    assert_eq!((frame.step.sequence, frame.step.called_from, frame.step.cue), ('A', Some('C'), Some(Cue::ReturnToA)));
    let rest = &s.timeline().steps()[frame.index..];
    let kneads = rest.iter().take_while(|s| s.sequence == 'A').filter(|s| s.kind == Kind::Knead).count();
    assert_eq!(kneads, 2, "all of A");
    let after = rest.iter().find(|s| s.sequence == 'C').unwrap();
    assert_eq!((after.planned_ms, id(after)), (planned, "hand-over-hand"), "and then on from where it was");
}

#[test]
fn hold_repeats_the_movement_until_released_and_then_goes_on() {
    let mut s = started();
    s.apply(Command::Seek(start_of(s.timeline(), 'B', "thumbs")), 0).unwrap();
    let span = *s.timeline().span(&s.timeline().steps()[s.at(12_000).index]).unwrap();
    let long = span.end_ms - span.start_ms;
    s.apply(Command::Hold, 12_000).unwrap();
    for turn in 0..50 {
        let frame = s.at(12_000 + turn * long);
        assert_eq!((frame.phase, id(&frame.step)), (Phase::Holding, "thumbs"));
        assert!(frame.remaining_ms <= frame.span_ms);
    }
    let mut repeats = 0;
    let mut last = None;
    for k in 0..4 * long / 50 {
        let cue = s.at(12_000 + k * 50).cue.map(|c| c.cue);
        if cue != last && cue == Some(Cue::Repeat) {
            repeats += 1;
        }
        last = cue;
    }
    assert!(repeats >= 3, "each pass has its cue: {repeats}");
    let now = 12_000 + 7 * long;
    s.apply(Command::Release, now).unwrap();
    let far = s.at(now + 3 * long);
    assert_eq!(far.phase, Phase::Running);
    assert!(far.step.pass > 1 || far.step.sequence == 'A', "it went on: {:?}", far.step);
}

#[test]
fn a_held_session_that_is_paused_stays_held_and_can_be_released_before_it_goes_on() {
    let mut s = started();
    let thumbs = start_of(s.timeline(), 'B', "thumbs");
    s.apply(Command::Seek(thumbs), 0).unwrap();
    let span = *s.timeline().span(&s.timeline().steps()[s.at(12_000).index]).unwrap();
    // In the first pass, and far into the rounds, glides between them included.
    for held_ms in (0..5).map(|k| k * (span.end_ms - span.start_ms) * 3 / 4) {
        let mut s = s.clone();
        assert!(!s.is_held(12_000));
        s.apply(Command::Hold, 12_000).unwrap();
        let paused = 12_000 + held_ms;
        s.apply(Command::Pause, paused).unwrap();
        let later = paused + 600_000;
        assert_eq!((s.at(later).phase, s.is_held(later)), (Phase::Paused, true));

        let mut on = s.clone();
        on.apply(Command::Resume, later).unwrap();
        assert_eq!((on.at(later + 300_000).phase, on.is_held(later + 300_000)), (Phase::Holding, true));

        assert_eq!(s.apply(Command::Release, later), Ok(Event::Released));
        assert_eq!(s.at(later).phase, Phase::Paused, "a release does not set it going");
        s.apply(Command::Resume, later).unwrap();
        let over = later + 2 * (span.end_ms - span.start_ms);
        assert_eq!((s.at(over).phase, s.is_held(over)), (Phase::Running, false));
        assert_eq!(s.apply(Command::Release, over), Err(Error::NotHolding));
    }
}

#[test]
fn a_repeat_is_announced_before_it_and_the_stroke_does_not_wait() {
    let timeline = whole();
    for cue in cues(&timeline).iter().filter(|c| c.cue == Cue::Repeat) {
        let step = timeline.steps()[cue.step];
        assert_eq!(cue.until_ms, step.start_ms);
        assert!(cue.from_ms < step.start_ms);
    }
}

#[test]
fn no_two_cues_are_shown_at_once_and_each_is_shown_once() {
    let timeline = whole();
    let all = cues(&timeline);
    assert_eq!(all.len(), timeline.steps().iter().filter(|s| s.cue.is_some()).count());
    for pair in all.windows(2) {
        assert!(pair[0].until_ms <= pair[1].from_ms && pair[0].from_ms < pair[0].until_ms);
    }
}

/// Goes from one announced change to the next, until `until` or the session's end; the words stay the same between, but for
/// the countdown's where its digits are seen.
fn announced(s: &Session, from: u64, until: u64) -> u64 {
    let [words, digits] = [Counted::Words, Counted::Digits].map(|counted| {
        let mut now = from;
        while let Some(next) = s.next_change(now, counted).filter(|_| now < until) {
            assert!(next > now);
            let (a, b) = (s.at(now), s.at(next - 1));
            assert_eq!((a.index, a.cue.map(|c| c.cue)), (b.index, b.cue.map(|c| c.cue)));
            assert!(counted == Counted::Digits || a.remaining_s == b.remaining_s);
            now = next;
        }
        now
    });
    words.min(digits)
}

#[test]
fn words_never_change_between_two_announced_changes() {
    let s = started();
    let total = s.timeline().total_ms();
    assert!(announced(&s, 0, u64::MAX) >= total);
    // Held in the placing, in a stroke, in a glide, late in the session: through several rounds, and on from a release.
    for at in [1_000, 8_000, 100_000, 112_000, total / 2, total - 20_000, total - 1_000] {
        let mut s = started();
        s.apply(Command::Hold, at).unwrap();
        let now = announced(&s, at, at + 120_000);
        assert!(now >= at + 120_000, "a held movement goes on");
        for wait in (0..6_000).step_by(700) {
            let mut s = s.clone();
            s.apply(Command::Release, now + wait).unwrap();
            announced(&s, now + wait, now + wait + 60_000);
        }
    }
}

fn command() -> impl Strategy<Value = Command> {
    prop_oneof![
        Just(Command::Start),
        Just(Command::Pause),
        Just(Command::Resume),
        Just(Command::Resume),
        Just(Command::Next),
        Just(Command::Previous),
        Just(Command::RepeatMovement),
        Just(Command::ReturnToA),
        Just(Command::Hold),
        Just(Command::Release),
        (0_u64..2_000_000).prop_map(Command::Seek),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    /// No sequence of commands at any times panics, loses the place, lets a hand jump, or shows an impossible countdown.
    #[test]
    fn any_commands_at_any_times_keep_place_countdown_and_hands(
        speed in 1_u32..=60,
        orders in proptest::collection::vec((command(), 0_u64..40_000), 1..30),
    ) {
        let mut s = Session::new(Arc::clone(routine()), whole(), 3_000, Speed::new(speed));
        let mut now = 7;
        for (command, wait) in orders {
            let before = (s.at(now), s.pose(now));
            match s.apply(command, now) {
                Ok(_) => {}
                Err(_) => {
                    prop_assert_eq!(s.at(now), before.0, "an error changes nothing");
                }
            }
            let frame = s.at(now);
            // What was done is never taken back, and the hands are where they were, once they are on the back.
            if before.0.at_ms > 0 {
                let (a, b) = (before.1.unwrap(), s.pose(now).unwrap());
                for side in Side::BOTH {
                    let jump = a.hand(side).at.distance(b.hand(side).at);
                    prop_assert!(jump < 0.06, "{:?} hand jumps {} cm on {:?} in {:?}", side, jump, command, before.0.step);
                    let palm = a.hand(side).palm.distance(b.hand(side).palm);
                    let bend = bend(&a.hand(side).blend.shape(), &b.hand(side).blend.shape());
                    prop_assert!(bend < 0.5, "{:?} fingers snap by {} degrees on {:?} in {:?}", side, bend, command, before.0.step);
                    prop_assert!(palm < 0.1, "{:?} palm jumps {} cm on {:?} in {:?}", side, palm, command, before.0.step);
                    let press = (a.hand(side).pressure - b.hand(side).pressure).abs();
                    prop_assert!(press < 0.03, "{:?} pressure leaps by {} on {:?} in {:?}", side, press, command, before.0.step);
                }
            }
            for t in [now, now + wait / 2, now + wait] {
                let f = s.at(t);
                prop_assert!(f.remaining_ms <= f.span_ms, "{:?}", f);
                prop_assert!(f.step_ms <= u64::from(f.step.duration_ms));
                prop_assert!(f.done_ms <= f.total_ms);
                prop_assert_eq!(f.remaining_s, f.remaining_ms.div_ceil(1000));
            }
            prop_assert!(s.timeline().steps().windows(2).all(|w| w[0].end_ms() == w[1].start_ms));
            prop_assert_eq!(s.timeline().steps().last().map(|s| s.kind), Some(Kind::Rest), "it still leads to the end");
            prop_assert!(frame.phase == Phase::Ready || frame.step.duration_ms > 0);
            now += wait;
        }
    }

    /// Pausing for any time changes nothing but the clock.
    #[test]
    fn a_pause_of_any_length_changes_nothing(at in 0_u64..900_000, pause in 0_u64..100_000_000, after in 0_u64..900_000) {
        let (straight, mut paused) = (started(), started());
        let total = straight.timeline().total_ms();
        prop_assume!(at < total);
        paused.apply(Command::Pause, at).unwrap();
        prop_assert_eq!(paused.at(at + pause / 2).step, straight.at(at).step);
        prop_assert_eq!(paused.at(at + pause).remaining_ms, straight.at(at).remaining_ms);
        paused.apply(Command::Resume, at + pause).unwrap();
        prop_assert_eq!(paused.at(at + pause + after), straight.at(at + after));
    }
}

#[test]
fn a_stroke_that_is_broken_off_eases_off_also_under_the_hand_that_waits() {
    let s = started();
    let mut pressed = [false; 2];
    for at in (5_000..s.timeline().total_ms()).step_by(3_100) {
        for command in [Command::Next, Command::RepeatMovement, Command::ReturnToA] {
            let mut s = s.clone();
            let mut before = s.pose(at).unwrap();
            if s.apply(command, at).is_err() {
                continue;
            }
            // Both hands glide to one side: one waits for the other.
            let across = Side::BOTH.map(|side| {
                let end = s.timeline().pose_in(s.at(at).index, 1.0).unwrap();
                end.hand(side).at.x - before.hand(side).at.x
            });
            let waits = across.iter().all(|x| *x > 5.0) || across.iter().all(|x| *x < -5.0);
            for (side, pressed) in Side::BOTH.into_iter().zip(&mut pressed) {
                *pressed |= waits && before.hand(side).pressure > 0.5;
            }
            for now in (at..at + 3_000).step_by(20) {
                let pose = s.pose(now).unwrap();
                for side in Side::BOTH {
                    let leap = (pose.hand(side).pressure - before.hand(side).pressure).abs();
                    assert!(
                        leap < MOST_PRESS,
                        "{side:?} hand leaps by {leap} on {command:?} at {at} in {:?}",
                        s.at(now).step
                    );
                }
                before = pose;
            }
        }
    }
    assert_eq!(pressed, [true; 2], "each hand pressed where one had to wait");
}

#[test]
fn while_a_movement_is_held_the_session_gets_no_further() {
    let mut s = session(0);
    s.apply(Command::Start, 0).unwrap();
    s.apply(Command::Hold, 20_000).unwrap();
    let total = whole().total_ms();
    let mut furthest = 0;
    for now in (20_000..200_000).step_by(500) {
        let frame = s.at(now);
        let span = s.timeline().span(s.timeline().step(s.timeline().at(20_000)).unwrap()).unwrap();
        assert!((span.start_ms..=span.end_ms).contains(&frame.done_ms), "{} is out of the held pass", frame.done_ms);
        assert_eq!(frame.total_ms, total);
        furthest = furthest.max(frame.done_ms);
    }
    assert!(furthest > 20_000);
}

#[test]
fn a_frame_goes_on_from_another_only_in_the_same_step_and_the_same_countdown() {
    let mut s = session(3_000);
    s.apply(Command::Start, 0).unwrap();
    let at = |s: &Session, now| s.at(now);
    assert!(at(&s, 2_500).counts_on_from(&at(&s, 500)), "a count-in is one countdown");
    let timeline = Arc::clone(s.timeline());
    for pair in timeline.steps().windows(2) {
        let (a, b) = (&pair[0], &pair[1]);
        let (early, late, next) =
            (at(&s, 3_000 + a.start_ms), at(&s, 3_000 + a.end_ms() - 1), at(&s, 3_000 + b.start_ms));
        assert!(late.steps_on_from(&early) && !early.steps_on_from(&late));
        assert!(!next.steps_on_from(&late));
        let same_span = timeline.span(a).unwrap().start_ms == timeline.span(b).unwrap().start_ms;
        assert_eq!(next.counts_on_from(&late), same_span, "{} to {}", a.start_ms, b.start_ms);
    }
    s.apply(Command::Pause, 10_000).unwrap();
    assert!(!at(&s, 10_000).counts_on_from(&at(&session(3_000), 10_000)), "what stands still is set anew");
}
