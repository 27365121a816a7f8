//! The picture cannot lie: over the whole session, for every choice, no hand ever jumps, races, leaves the back,
//! presses on the spine, meets the other or is lifted.

use crate::{prefs, routine};
use backstroke::body::{Contact, Pose, SPINE_BARE_CM, Shape, Side, inside};
use backstroke::routine::{
    HANDS_APART_CM, Kind, PALM_CLEAR_CM, Pace, Prefs, Pressure, Selection, Step, TOP_FIRM_SPEED, TOP_SPEED, Timeline,
    compile,
};

/// How far apart in time two samples are, in milliseconds.
const SAMPLE_MS: u64 = 20;
/// How much a hand's pressure may change from one sample to the next, of 1: a short stroke of the thumbs presses within
/// a tenth of a second.
pub const MOST_PRESS: f64 = 0.2;

fn check_instant(pose: &Pose, step: &Step) {
    let firm = matches!(step.kind, Kind::Stroke | Kind::Knead);
    for side in Side::BOTH {
        let hand = pose.hand(side);
        assert!(inside(hand.at) && inside(hand.palm), "{side:?} hand leaves the back at {:?} in {step:?}", hand.palm);
        // A glide may cross the spine, with no weight; no stroke comes near it.
        if hand.at.x.abs() < SPINE_BARE_CM {
            assert!(!firm && hand.pressure == 0.0, "{side:?} hand presses on the spine in {step:?}");
        }
        let pressing = hand.pressure > Pressure::Light.value() + 0.05;
        if firm && pressing && hand.contact == Contact::Palm {
            assert!(hand.at.x.abs() >= PALM_CLEAR_CM, "{side:?} palm covers the spine in {step:?}");
        }
    }
    assert!(pose.left.palm.distance(pose.right.palm) >= HANDS_APART_CM, "hands meet in {step:?}");
    assert!(pose.left.palm.x < pose.right.palm.x, "left is not left in {step:?}");
    assert!(pose.left.pressure > 0.0 || pose.right.pressure > 0.0, "no hand is in contact in {step:?}");
}

fn check_move(from: &Pose, to: &Pose, ms: u64, step: &Step, pace: Pace) {
    for side in Side::BOTH {
        let (a, b) = (from.hand(side), to.hand(side));
        let speed = a.at.distance(b.at).max(a.palm.distance(b.palm)) / ms as f64 * 1000.0;
        assert!(speed <= TOP_SPEED + 0.05, "{side:?} hand at {speed} cm/s, {} pace, in {step:?}", pace.name());
        // One hand of a firm stroke may be on its light way back: only the pressing one is held to the firm limit.
        if step.kind == Kind::Stroke && a.pressure > 0.25 && b.pressure > 0.25 {
            let firm = a.at.distance(b.at) / ms as f64 * 1000.0;
            assert!(firm <= TOP_FIRM_SPEED + 0.05, "{side:?} hand presses at {firm} cm/s in {step:?}");
        }
        assert!((a.heading - b.heading).abs() <= 6.0, "{side:?} hand turns at once in {step:?}");
        let press = (a.pressure - b.pressure).abs();
        assert!(press <= MOST_PRESS, "{side:?} hand's pressure leaps by {press} in {step:?}");
        let bend = bend(&a.blend.shape(), &b.blend.shape());
        assert!(bend <= 4.0, "{side:?} hand's fingers snap by {bend} degrees in {step:?}");
    }
}

/// How far the joints of two shapes are apart at most, in degrees.
pub fn bend(a: &Shape, b: &Shape) -> f64 {
    let all = |s: &Shape| s.spread.into_iter().chain(s.flex).chain(s.thumb).collect::<Vec<_>>();
    all(a).iter().zip(all(b)).map(|(a, b)| (a - b).abs()).fold(0.0, f64::max)
}

fn check_session(timeline: &Timeline, pace: Pace) {
    let mut last_end: Option<Pose> = None;
    for (index, step) in timeline.steps().iter().enumerate() {
        let mut before = timeline.pose_in(index, 0.0).unwrap();
        if let Some(end) = last_end {
            for side in Side::BOTH {
                let jump = end
                    .hand(side)
                    .at
                    .distance(before.hand(side).at)
                    .max(end.hand(side).palm.distance(before.hand(side).palm));
                assert!(jump < 0.1, "{side:?} hand jumps {jump} cm into {step:?}");
                assert!(
                    (end.hand(side).heading - before.hand(side).heading).abs() < 1.0,
                    "{side:?} hand snaps round into {step:?}"
                );
                let press = (end.hand(side).pressure - before.hand(side).pressure).abs();
                assert!(press < 0.01, "{side:?} hand's pressure leaps by {press} into {step:?}");
                let bend = bend(&end.hand(side).blend.shape(), &before.hand(side).blend.shape());
                assert!(bend < 0.5, "{side:?} hand's fingers snap by {bend} degrees into {step:?}");
            }
        }
        check_instant(&before, step);
        let mut ms = 0;
        while ms < u64::from(step.duration_ms) {
            let next = (ms + SAMPLE_MS).min(u64::from(step.duration_ms));
            let pose = timeline.pose_in(index, next as f64 / f64::from(step.duration_ms)).unwrap();
            check_instant(&pose, step);
            check_move(&before, &pose, next - ms, step, pace);
            (before, ms) = (pose, next);
        }
        last_end = Some(before);
    }
}

#[test]
fn no_hand_ever_jumps_races_strays_or_lifts_at_any_pace_several_and_starting_side() {
    for pace in Pace::ALL {
        for several in 1..=10 {
            for start in Side::BOTH {
                let prefs = Prefs { start, ..prefs(pace, several) };
                check_session(&compile(routine(), &prefs, Selection::Whole), pace);
            }
        }
    }
}

#[test]
fn each_sequence_alone_and_each_way_in_is_as_sound_as_the_whole() {
    for letter in ['A', 'B', 'C', 'D'] {
        check_session(&compile(routine(), &Prefs::default(), Selection::Sequence(letter)), Pace::Gentle);
        let movements = routine().movements(routine().sequence(letter).unwrap()).count();
        for k in 0..movements {
            let timeline = compile(routine(), &Prefs::default(), Selection::From(letter, k));
            assert_eq!(timeline.steps()[0].kind, Kind::Place);
            assert_eq!(timeline.steps()[0].sequence, letter);
            check_session(&timeline, Pace::Gentle);
        }
    }
}

#[test]
fn firm_strokes_stay_within_the_pleasant_range_on_average() {
    for pace in Pace::ALL {
        let timeline = compile(routine(), &prefs(pace, 2), Selection::Whole);
        for (index, step) in timeline.steps().iter().enumerate().filter(|(_, s)| s.kind == Kind::Stroke) {
            let part = step.part.unwrap();
            let movement = routine().movement(step.movement.unwrap()).unwrap();
            if movement.parts()[usize::from(part)].pressure() == Pressure::Light {
                continue;
            }
            let n = 2000;
            for side in Side::BOTH {
                // Only while the hand presses: in between it relaxes and moves back.
                let (mut way, mut time) = (0.0_f64, 0.0_f64);
                for k in 0..n {
                    let at = |k: i32| *timeline.pose_in(index, f64::from(k) / f64::from(n)).unwrap().hand(side);
                    if at(k).pressure > 0.25 && at(k + 1).pressure > 0.25 {
                        way += at(k).at.distance(at(k + 1).at);
                        time += f64::from(step.duration_ms) / f64::from(n) / 1000.0;
                    }
                }
                let speed = way / time;
                assert!((1.0..=10.05).contains(&speed), "{side:?} hand at {speed} cm/s in {step:?}");
            }
        }
    }
}
