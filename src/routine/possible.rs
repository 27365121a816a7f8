//! Whether hands can do what a routine asks: on the back, never on the spine with pressure, never through each other,
//! never too fast. What cannot be is an error that names the movement.

use super::compile::compile;
use super::error::{Problem, RoutineError};
use super::model::{Pressure, Routine};
use super::prefs::{Pace, Prefs, Selection, SeveralTimes};
use super::strokes::TOP_SPEED;
use super::timeline::{Kind, Step};
use crate::body::{Contact, HandPose, Motion, Pose, SPINE_BARE_CM, Side, inside};

/// Two palms' middles never come closer, in centimetres: a palm is 8.5 wide at the knuckles and narrower at its heel,
/// and both yield.
pub const HANDS_APART_CM: f64 = 6.9;
/// A firm palm's middle stays this far from the spine, in centimetres: half a palm, and a little.
pub const PALM_CLEAR_CM: f64 = 4.7;
/// A firm stroke goes at least so fast while it presses, in cm/s: the lower end of what touch research finds pleasant.
pub const SLOWEST_FIRM: f64 = 1.0;
/// From here on a hand presses and does not only lie, of 1.
const PRESSING: f64 = 0.25;
/// Where the motion is sampled, this far apart, in milliseconds.
const SAMPLE_MS: f64 = 50.0;

/// Everything that hands cannot do in a whole session, from either starting side, each movement's first problem of a
/// kind once.
pub(super) fn impossible(routine: &Routine) -> Vec<RoutineError> {
    let mut errors: Vec<RoutineError> = Vec::new();
    for start in Side::BOTH {
        // Brisk is the fastest; the ways are the same at every pace. Twice is enough to see every join.
        let prefs = Prefs { pace: Pace::Brisk, several: SeveralTimes::TWICE, start };
        let timeline = compile(routine, &prefs, Selection::Whole);
        let mut seen = std::collections::HashSet::new();
        let mut before: Option<Pose> = None;
        for step in timeline.steps() {
            let Some(motion) = timeline.motion(step) else { continue };
            let join = before.zip(Some(motion.pose(0.0))).and_then(|(a, b)| apart(&a, &b));
            before = Some(motion.pose(1.0));
            let problem = if join.is_some() {
                join
            } else if seen.insert(step.motion) {
                problem(step, motion)
            } else {
                None
            };
            let Some(problem) = problem else { continue };
            let movement = step.movement.and_then(|m| routine.movement(m));
            let part = step.part.and_then(|p| movement?.parts().get(usize::from(p)));
            let error = RoutineError {
                sequence: Some(step.sequence.to_string()),
                movement: movement.map(|m| m.id().to_owned()),
                field: match (part, step.kind) {
                    (Some(part), _) => part.id().to_owned(),
                    (None, kind) => kind.name().to_owned(),
                },
                problem,
            };
            if !errors.contains(&error) {
                errors.push(error);
            }
        }
    }
    errors
}

/// A jump between two steps.
fn apart(a: &Pose, b: &Pose) -> Option<Problem> {
    Side::BOTH.into_iter().any(|s| a.hand(s).at.distance(b.hand(s).at) > 0.1).then_some(Problem::PartsApart)
}

/// The first thing that hands cannot do in a step.
fn problem(step: &Step, motion: &Motion) -> Option<Problem> {
    let samples = (f64::from(motion.duration_ms) / SAMPLE_MS).ceil().max(1.0);
    let seconds = f64::from(motion.duration_ms) / 1000.0 / samples;
    let firm = matches!(step.kind, Kind::Stroke | Kind::Knead);
    let mut before: Option<Pose> = None;
    let mut pressed = [(0.0, 0.0); 2];
    for k in 0..=samples as u32 {
        let pose = motion.pose(f64::from(k) / samples);
        for (side, (way, time)) in Side::BOTH.into_iter().zip(&mut pressed) {
            let hand = pose.hand(side);
            if !inside(hand.at) || !inside(hand.palm) {
                return Some(Problem::OffTheBack(side));
            }
            if on_the_spine(hand, firm) {
                return Some(Problem::OnTheSpine(side));
            }
            if let Some(before) = &before {
                let far = before.hand(side).at.distance(hand.at).max(before.hand(side).palm.distance(hand.palm));
                let speed = far / seconds;
                if speed > TOP_SPEED + 0.01 {
                    return Some(Problem::TooFast(side, speed.ceil() as u32));
                }
                if step.kind == Kind::Stroke && hand.pressure > PRESSING {
                    *way += before.hand(side).at.distance(hand.at);
                    *time += seconds;
                }
            }
        }
        if pose.left.palm.distance(pose.right.palm) < HANDS_APART_CM || pose.left.palm.x >= pose.right.palm.x {
            return Some(Problem::HandsMeet);
        }
        if pose.left.pressure <= 0.0 && pose.right.pressure <= 0.0 {
            return Some(Problem::Lifted);
        }
        before = Some(pose);
    }
    let slow = |(way, time): (f64, f64)| time > 0.0 && way / time < SLOWEST_FIRM;
    Side::BOTH.into_iter().zip(pressed).find(|(_, pressed)| slow(*pressed)).map(|(side, _)| Problem::TooSlow(side))
}

/// Whether a hand presses on the spine: a stroke within its bare strip, whatever weight is taken off there, or a firm
/// palm that covers it. Glides may cross it, with no weight.
fn on_the_spine(hand: &HandPose, firm: bool) -> bool {
    let bare = hand.at.x.abs() < SPINE_BARE_CM && (firm || hand.pressure > 0.0);
    let covers = firm
        && hand.contact == Contact::Palm
        && hand.pressure > Pressure::Light.value() + 0.05
        && hand.at.x.abs() < PALM_CLEAR_CM;
    bare || covers
}
