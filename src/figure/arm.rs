//! The forearm: its own piece under the hand, turning on the round of the wrist.

use super::bones::WRIST;
use super::ink::{Place, lines, ribbon, spline};
use crate::body::{HandPose, PALM, Point, Side, from_palm};

/// The wrist, about which the forearm turns, in the hand's own units: below the palm's middle.
pub const WRIST_Y: i32 = (PALM * super::SCALE) as i32;

/// How far the wrist bends to the little finger's side and to the thumb's, degrees.
const BEND: (f64, f64) = (36.0, 28.0);

/// Where the giver's elbows aim from, centimetres: the giver stands at the feet's end, elbows a little apart, and each
/// elbow follows its hand across by this share.
const ELBOW: Point = Point::new(13.0, -36.0);
const FOLLOWS: f64 = 0.45;

/// Half-widths by distance from the wrist, centimetres.
const WIDTHS: [(f64, f64); 6] = [(0.0, WRIST), (3.0, 2.5), (7.0, 2.82), (11.0, 3.3), (14.0, 3.66), (18.0, 4.0)];

/// The forearm's angle from the hand's axis, in degrees, as `rotate()` takes it about the wrist: it aims at the giver's
/// elbow as far as the wrist can bend.
pub fn angle(side: Side, pose: &HandPose) -> f64 {
    let wrist = from_palm(side, pose.heading, Point::new(0.0, -PALM));
    let (x, y) = (side.sign() * ELBOW.x + (FOLLOWS - 1.0) * pose.palm.x - wrist.x, ELBOW.y - pose.palm.y - wrist.y);
    let (sin, cos) = pose.heading.to_radians().sin_cos();
    // In the hand's axes: how far the elbow lies to the right of straight back.
    let right = (x * cos - y * sin).atan2(-(x * sin + y * cos)).to_degrees();
    // A left hand's thumb is on its right. Seen with y down, a turn to the right of straight back is anticlockwise.
    match side {
        Side::Left => -right.clamp(-BEND.0, BEND.1),
        Side::Right => -right.clamp(-BEND.1, BEND.0),
    }
}

/// The forearm's drawing, straight back from a wrist at `0, PALM`; the same for both hands but for the mirror.
pub fn arm(side: Side) -> String {
    let at = Place { sx: -side.sign(), x: 0.0, y: PALM };
    let edge = |k: f64, out: f64| -> Vec<Point> {
        spline(&WIDTHS, 5).iter().map(|w| Point::new(k * (w.y + out), -w.x)).collect()
    };
    let cap = |r: f64| -> Vec<Point> {
        (1..16)
            .map(|i| {
                let (sin, cos) = (f64::from(i) * 11.25_f64).to_radians().sin_cos();
                Point::new(r * cos, r * sin)
            })
            .collect()
    };
    let whole = |out: f64| -> Vec<Point> {
        let mut points: Vec<Point> = edge(1.0, out).into_iter().rev().collect();
        points.extend(cap(WRIST + out));
        points.extend(edge(-1.0, out));
        points
    };
    let mut out = String::with_capacity(3000);
    let mut area = |class: &str, points: &[Point]| {
        out.push_str("<path class=\"");
        out.push_str(class);
        out.push_str("\" d=\"");
        lines(&mut out, at, points, true);
        out.push_str("\"/>");
    };
    for reach in [0.12, 0.34, 0.6, 0.9] {
        area("f-armsh", &whole(reach));
    }
    // The line: two sides, and the round of the wrist that shows outside of a bend.
    let mut line = edge(1.0, 0.03);
    line.reverse();
    line.extend(cap(WRIST + 0.03));
    line.extend(edge(-1.0, 0.03));
    area("f-armln", &ribbon(&line, 0.2, |_| 1.0));
    area("f-arm", &whole(0.0));
    // Rounder away from the light, which comes from the left of the picture.
    for (k, depths) in [(at.sx, [0.25, 0.5, 0.8, 1.15, 1.55, 2.0].as_slice()), (-at.sx, &[0.2, 0.4, 0.7])] {
        for deep in depths {
            let mut strip = edge(k, 0.0);
            strip.extend(WIDTHS.iter().rev().map(|w| Point::new(k * (w.1 - deep * (w.0 / 3.0).min(1.0)), -w.0)));
            area("f-armd", &strip);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::body::{Blend, Contact, Posture};

    fn at(side: Side, x: f64, y: f64, heading: f64) -> f64 {
        let palm = Point::new(x, y);
        let blend = Blend::still(Posture::Up);
        angle(side, &HandPose { at: palm, palm, heading, blend, contact: Contact::Palm, pressure: 0.5 })
    }

    #[test]
    fn both_forearms_come_in_as_mirror_images() {
        for (x, y, heading) in [(6.8, 20.0, 3.0), (11.0, 0.0, -55.0), (16.0, 42.0, 42.0), (13.0, 32.0, 80.0)] {
            let (left, right) = (at(Side::Left, -x, y, -heading), at(Side::Right, x, y, heading));
            assert!((left + right).abs() < 1e-9, "{left} and {right}");
        }
    }

    #[test]
    fn a_wrist_bends_no_farther_than_a_wrist_can() {
        for heading in -180..=180 {
            let bend = at(Side::Left, -8.0, 20.0, f64::from(heading));
            assert!((-BEND.1 - 1e-9..=BEND.0 + 1e-9).contains(&bend), "{bend} at {heading}");
        }
    }

    #[test]
    fn a_hand_up_the_back_has_its_forearm_nearly_straight_behind() {
        let bend = at(Side::Left, -6.8, 20.0, 3.0);
        assert!(bend.abs() < 15.0, "{bend}");
    }
}
