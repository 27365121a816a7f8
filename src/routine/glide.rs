//! Between two steps: the hands glide from where they are to where they start next, and are never lifted.

use super::model::Pressure;
use super::prefs::Pace;
use super::strokes::{TOP_SPEED, ease};
use crate::body::{Act, Blend, HandPose, Hold, Lane, Level, Motion, Path, Point, Run, Side, half_width};
use std::sync::Arc;

/// A glide starts and stops more softly than a stroke: this share of its time, where its top speed allows.
const EASE: f64 = 0.25;
/// By this share of a glide's way, fingers that were changing have come to one posture.
const SETTLES: f64 = 0.3;
/// How fast a hand turns at most, in degrees per second.
const TURN_PER_S: f64 = 60.0;
/// Where both hands cross the back the same way, the one behind waits this share of the time, so that they never
/// come close.
const STAGGER: f64 = 0.15;
/// Hands that move this far to the same side are staggered, in centimetres.
const CROSSING_CM: f64 = 5.0;

/// Whether hands that end `a` start `b` without a glide: within half a millimetre, held the same way.
pub(super) fn joins(a: &Motion, b: &Motion) -> bool {
    Side::BOTH.into_iter().all(|side| {
        let ((from, held), (to, next)) = (a.hold(side, 1.0), b.hold(side, 0.0));
        from.at.distance(to.at) < 0.05
            && held.blend.settled().is_some_and(|posture| next.blend.settled() == Some(posture))
            && (held.turn_in - next.turn_in).abs() < 0.5
            && held.reach.distance(next.reach) < 0.05
    })
}

/// The glide from the end of `a` to the start of `b`, lasting at least `least_ms`.
pub(super) fn glide(a: &Motion, b: &Motion, pace: Pace, least_ms: u32) -> Motion {
    let ends = Side::BOTH.map(|side| (a.hold(side, 1.0), b.hold(side, 0.0)));
    let across = ends.map(|((from, _), (to, _))| to.at.x - from.at.x);
    let both_right = across.iter().all(|&x| x > CROSSING_CM);
    let both_left = across.iter().all(|&x| x < -CROSSING_CM);
    let staggered = both_left || both_right;
    let mut seconds = f64::from(least_ms) / 1000.0;
    let mut farthest = 0.0_f64;
    let paths = ends.map(|((from, held), (to, next))| {
        let path = way(from.at, to.at);
        let turn = (next.turn_in - held.turn_in).abs();
        // The palm goes as far as the point that works and, while the one becomes the other, round it.
        let arm = held.reach.distance(Point::default()).max(next.reach.distance(Point::default()));
        let far = path.length() + held.reach.distance(next.reach) + arm * turn.to_radians();
        seconds = seconds.max(far / pace.light()).max(turn / TURN_PER_S);
        farthest = farthest.max(far);
        Arc::new(path)
    });
    if staggered {
        seconds /= 1.0 - STAGGER;
    }
    let moving = if staggered { seconds * (1.0 - STAGGER) } else { seconds };
    let run = |side: Side, path: &Arc<Path>, ((from, held), (_, next)): ((HandPose, Hold), (HandPose, Hold))| {
        let light = Pressure::Light.value();
        let (ease_in, ease_out) = ease(farthest / moving, TOP_SPEED, (EASE, EASE));
        let act = Act::Travel { path: Arc::clone(path), from: 0.0, to: path.length(), ease_in, ease_out };
        let eased_off = [f64::max(from.pressure, light), light, light];
        let travel = |end, pressure| Run { end, act: act.clone(), holds: turned(&held, &next), pressure };
        let stay = |end, at, hold: Hold, pressure| Run { end, act: Act::Stay(at), holds: vec![hold.at(0.0)], pressure };
        let first = (side == Side::Right) == both_right;
        match (staggered, first) {
            (false, _) => vec![travel(1.0, eased_off)],
            (true, true) => {
                vec![travel(1.0 - STAGGER, eased_off), stay(1.0, path.at(path.length()), next, [light; 3])]
            }
            (true, false) => vec![stay(STAGGER, path.at(0.0), held, eased_off), travel(1.0, [light; 3])],
        }
    };
    let [left, right] = &paths;
    let [ends_left, ends_right] = ends;
    Motion {
        duration_ms: (seconds * 1000.0).ceil() as u32,
        left: run(Side::Left, left, ends_left),
        right: run(Side::Right, right, ends_right),
        played: 1.0,
    }
}

/// How a hand is held on its way from one hold to another. Broken off while its fingers changed, it first ends that
/// change: no hand goes from between two postures straight to a third.
fn turned(held: &Hold, next: &Hold) -> Vec<Hold> {
    let mut holds = vec![held.at(0.0), next.at(1.0)];
    let pair = [held.blend.from, held.blend.to];
    if held.blend.settled().is_none() && next.blend.settled().is_none_or(|posture| !pair.contains(&posture)) {
        let blend = Blend::still(held.blend.nearer());
        holds.insert(1, Hold { blend, ..held.mixed(next, SETTLES).at(SETTLES) });
    }
    holds
}

/// The way of a glide: straight, but round the waist where a straight line would leave the body.
fn way(from: Point, to: Point) -> Path {
    let waist = Level::Waist.y();
    let rise = to.y - from.y;
    if (from.y - waist) * (to.y - waist) < 0.0 && rise.abs() > 1e-6 {
        let x = from.toward(to, (waist - from.y) / rise).x;
        if x.abs() > half_width(waist) - 0.5 {
            return Path::through(&[from, Point::new(x.signum() * Lane::Side.x(waist), waist), to]);
        }
    }
    Path::through(&[from, to])
}
