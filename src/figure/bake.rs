//! From a motion to keyframes: as few as a linear change between them allows.

use super::arm;
use super::frame::Frame;
use super::ink::put;
use super::marks::fold;
use super::still::tenths;
use super::units_of;
use super::way::marks;
use crate::body::{Blend, Pose, Posture, Side};

/// A moment within a step: millionths of it, 0 to 1,000,000.
pub type Offset = u32;

/// A whole step.
pub const WHOLE: Offset = 1_000_000;

/// How far a keyframed hand may be from the motion: units of the drawing (0.2 mm each way), tenths of a degree, percent.
const LOOSE: [f64; 5] = [2.4, 2.4, 3.0, 5.0, 4.0];

/// A moment and what is to be followed: x, y, heading, forearm, pressure, in the units of [`Key`].
type Row = (Offset, [f64; 5]);

/// A keyframe of one hand; between two, everything changes linearly.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Key {
    /// When.
    pub offset: Offset,
    /// The middle of the palm in the drawing's units.
    pub x: i32,
    /// The same, down.
    pub y: i32,
    /// The heading, tenths of a degree clockwise; it never leaps by a turn.
    pub heading: i32,
    /// The forearm's turn about the wrist, tenths of a degree clockwise.
    pub arm: i32,
    /// The pressure's tone, percent.
    pub press: i32,
}

/// An opacity at a moment, percent. Two at the same moment are a switch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fade {
    /// When.
    pub offset: Offset,
    /// How opaque, 0 to 100.
    pub percent: u8,
}

/// A drawing of the hand and when it is seen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    /// Which drawing.
    pub frame: Frame,
    /// When; empty where it is always seen.
    pub fades: Vec<Fade>,
}

/// One hand through a step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Track {
    /// Where it is.
    pub keys: Vec<Key>,
    /// Its drawings, the lowest first. In a change of posture the lower one of two is solid and the upper one fades,
    /// so that the hand is solid at every moment.
    pub shown: Vec<Shown>,
}

/// A stretch of the hands' way: what they leave on it, or what is ahead of them there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// SVG in the drawing's units.
    pub svg: String,
    /// The window of the drawing that holds it: left, top, width, height.
    pub window: [i32; 4],
    /// Whether it is the way ahead, and not the trail.
    pub ahead: bool,
    /// Its opacity.
    pub fades: Vec<Fade>,
}

/// A step, ready to be set in motion.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Baked {
    /// The left hand.
    pub left: Track,
    /// The right hand.
    pub right: Track,
    /// Trails of both hands, and above them their ways ahead.
    pub marks: Vec<Mark>,
    /// In kneading: whose shoulder gives way, and how much over the step.
    pub fold: Option<(Side, Vec<Fade>)>,
}

impl Baked {
    /// What is under the hands at a moment, as SVG that stands still: trails, ways ahead, the shoulder's give.
    pub fn under(&self, at: Offset) -> String {
        let mut out = String::new();
        if let Some((side, fades)) = &self.fold {
            faint(&mut out, &fold(*side), opacity_at(fades, at));
        }
        for mark in &self.marks {
            faint(&mut out, &mark.svg, opacity_at(&mark.fades, at));
        }
        out
    }

    /// The whole way of both hands, as dots: for a still that stands for a movement.
    pub fn way(&self) -> String {
        self.marks.iter().filter(|m| m.ahead).map(|m| m.svg.as_str()).collect()
    }
}

/// Appends SVG at an opacity, or nothing where it could not be seen.
fn faint(out: &mut String, svg: &str, percent: i32) {
    if percent > 0 {
        put(out, "<g opacity=\"", &[]);
        tenths(out, percent / 10);
        out.push_str("\">");
        out.push_str(svg);
        out.push_str("</g>");
    }
}

/// An opacity at a moment, percent.
pub fn opacity_at(fades: &[Fade], at: Offset) -> i32 {
    let after = fades.partition_point(|f| f.offset <= at);
    match (after.checked_sub(1).and_then(|i| fades.get(i)), fades.get(after)) {
        (Some(a), Some(b)) => {
            let (p, q) = (i64::from(a.percent), i64::from(b.percent));
            (p + (q - p) * i64::from(at - a.offset) / i64::from(b.offset - a.offset)) as i32
        }
        (Some(f), None) | (None, Some(f)) => i32::from(f.percent),
        (None, None) => 100,
    }
}

/// Keyframes from a densely sampled step: phases from 0 to 1 in order, with the pose at each. The keyframes follow
/// the samples within 0.4 mm and half a degree.
pub fn bake(samples: &[(f64, Pose)]) -> Baked {
    let (left, right) = (track(samples, Side::Left), track(samples, Side::Right));
    Baked { left, right, marks: marks(samples), fold: squeeze(samples) }
}

pub(super) fn offset(phase: f64) -> Offset {
    (phase.clamp(0.0, 1.0) * f64::from(WHOLE)).round() as Offset
}

fn track(samples: &[(f64, Pose)], side: Side) -> Track {
    let mut before = None;
    let rows: Vec<Row> = samples
        .iter()
        .map(|(phase, pose)| {
            let hand = pose.hand(side);
            let (x, y) = units_of(hand.palm);
            let mut heading = hand.heading;
            if let Some(before) = before {
                heading += 360.0 * f64::round((before - heading) / 360.0);
            }
            before = Some(heading);
            (offset(*phase), [x, y, heading * 10.0, arm::angle(side, hand) * 10.0, hand.pressure * 100.0])
        })
        .collect();
    let keys = reduce(&rows)
        .into_iter()
        .map(|(offset, [x, y, heading, arm, press])| {
            let whole = |v: f64| v.round() as i32;
            Key { offset, x: whole(x), y: whole(y), heading: whole(heading), arm: whole(arm), press: whole(press) }
        })
        .collect();
    Track { keys, shown: shown(samples, side) }
}

/// The rows that a straight line between them can stand for all others, each value within its tolerance.
fn reduce(rows: &[Row]) -> Vec<Row> {
    let Some(last) = rows.len().checked_sub(1) else {
        return Vec::new();
    };
    let mut keep = vec![false; rows.len()];
    let mut open = vec![(0, last)];
    while let Some((a, b)) = open.pop() {
        for end in [a, b] {
            if let Some(k) = keep.get_mut(end) {
                *k = true;
            }
        }
        let (Some(from), Some(to)) = (rows.get(a), rows.get(b)) else { continue };
        let span = f64::from(to.0 - from.0).max(1.0);
        let mut worst = (1.0, 0);
        for (i, row) in rows.iter().enumerate().take(b).skip(a + 1) {
            let t = f64::from(row.0 - from.0) / span;
            for (((v, p), q), loose) in row.1.iter().zip(from.1).zip(to.1).zip(LOOSE) {
                let off = (p + (q - p) * t - v).abs() / loose;
                if off > worst.0 {
                    worst = (off, i);
                }
            }
        }
        if worst.1 > 0 {
            open.extend([(a, worst.1), (worst.1, b)]);
        }
    }
    rows.iter().zip(keep).filter(|(_, k)| *k).map(|(r, _)| *r).collect()
}

/// The drawings of a hand over a step, with their opacities.
fn shown(samples: &[(f64, Pose)], side: Side) -> Vec<Shown> {
    let mut runs: Vec<(Frame, Offset, Offset)> = Vec::new();
    for (phase, pose) in samples {
        let frame = Frame::of(side, &pose.hand(side).blend);
        let at = offset(*phase);
        match runs.last_mut() {
            Some(run) if run.0 == frame => run.2 = at,
            _ => {
                if let Some(run) = runs.last_mut() {
                    run.2 = at;
                }
                runs.push((frame, at, at));
            }
        }
    }
    let mut all: Vec<Shown> = Vec::new();
    for (frame, ..) in &runs {
        if !all.iter().any(|s| s.frame == *frame) {
            all.push(Shown { frame: *frame, fades: Vec::new() });
        }
    }
    if all.len() < 2 {
        return all;
    }
    // The same order in every step, so that drawings can be kept where they lie.
    all.sort_by_key(|s| s.frame.order());
    let place = |frame: Frame, all: &[Shown]| all.iter().position(|s| s.frame == frame).unwrap_or(0);
    for (i, run) in runs.iter().enumerate() {
        if i == 0 {
            set(&mut all, run.0, 0, 100);
        }
        let Some(next) = runs.get(i + 1) else { break };
        let half = u32::min(run.2 - run.1, next.2 - next.1) * 2 / 5;
        let (begin, end) = (next.1 - half, next.1 + half);
        if place(next.0, &all) > place(run.0, &all) {
            set(&mut all, next.0, begin, 0);
            set(&mut all, next.0, end, 100);
            set(&mut all, run.0, end, 100);
            set(&mut all, run.0, end, 0);
        } else {
            set(&mut all, next.0, begin, 0);
            set(&mut all, next.0, begin, 100);
            set(&mut all, run.0, begin, 100);
            set(&mut all, run.0, end, 0);
        }
    }
    for s in &mut all {
        let first = s.fades.first().map_or(0, |f| f.percent);
        if s.fades.first().is_some_and(|f| f.offset > 0) {
            s.fades.insert(0, Fade { offset: 0, percent: first });
        }
        let last = s.fades.last().map_or(0, |f| f.percent);
        if s.fades.last().is_some_and(|f| f.offset < WHOLE) {
            s.fades.push(Fade { offset: WHOLE, percent: last });
        }
    }
    all
}

fn set(all: &mut [Shown], frame: Frame, offset: Offset, percent: u8) {
    if let Some(s) = all.iter_mut().find(|s| s.frame == frame) {
        s.fades.push(Fade { offset, percent });
    }
}

/// How much of a blend is the kneading grip.
fn grip(blend: &Blend) -> f64 {
    let share = |posture, weight| if posture == Posture::Grip { weight } else { 0.0 };
    share(blend.from, 1.0 - blend.mix) + share(blend.to, blend.mix)
}

/// The shoulder's give over a step, where a hand grips it.
fn squeeze(samples: &[(f64, Pose)]) -> Option<(Side, Vec<Fade>)> {
    let mut across = 0.0;
    let rows: Vec<Row> = samples
        .iter()
        .map(|(phase, pose)| {
            across += pose.left.palm.x + pose.right.palm.x;
            let grip = f64::max(grip(&pose.left.blend), grip(&pose.right.blend));
            (offset(*phase), [0.0, 0.0, 0.0, 0.0, grip * 100.0])
        })
        .collect();
    if rows.iter().all(|r| r.1[4] < 1.0) {
        return None;
    }
    let fades = reduce(&rows).into_iter();
    let side = if across < 0.0 { Side::Left } else { Side::Right };
    Some((side, fades.map(|(offset, [.., v])| Fade { offset, percent: v.round() as u8 }).collect()))
}

#[cfg(test)]
#[allow(clippy::indexing_slicing)]
mod tests {
    use super::*;
    use crate::body::{Contact, HandPose, Point};
    use proptest::prelude::*;

    /// A motion of some smooth shape: positions, headings beyond a whole turn, postures that come and go.
    fn motion(seed: [f64; 6]) -> Vec<(f64, Pose)> {
        let hand = |side: Side, t: f64| {
            let [a, b, c, d, e, f] = seed;
            let palm = Point::new(side.sign() * (9.0 + a * (t * 7.0 * c).sin()), 24.0 + b * (t * 5.0 * d + a).cos());
            let heading = side.sign() * (e * t + 40.0 * (t * 9.0 * f).sin());
            let mix = f64::midpoint(1.0, -(t * 12.0 * d).cos());
            let blend = Blend { from: Posture::Open, to: Posture::Grip, mix };
            let pressure = f64::midpoint(1.0, (t * 8.0 * c).sin());
            HandPose { at: palm, palm, heading, blend, contact: Contact::Palm, pressure }
        };
        (0..=800)
            .map(|i| {
                let t = f64::from(i) / 800.0;
                // As `atan2` would give it: within half a turn of 0.
                let wrapped = |mut h: HandPose| {
                    h.heading -= 360.0 * (h.heading / 360.0).round();
                    h
                };
                (t, Pose { left: wrapped(hand(Side::Left, t)), right: wrapped(hand(Side::Right, t)) })
            })
            .collect()
    }

    fn between(keys: &[Key], at: Offset) -> [f64; 3] {
        let after = keys.partition_point(|k| k.offset < at).max(1);
        let (a, b) = (keys[after - 1], keys[after]);
        let t = f64::from(at - a.offset) / f64::from(b.offset - a.offset);
        let mix = |p: i32, q: i32| f64::from(p) + f64::from(q - p) * t;
        [mix(a.x, b.x), mix(a.y, b.y), mix(a.heading, b.heading) / 10.0]
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(48))]

        #[test]
        fn keyframes_follow_the_motion(
            seed in [0.0..6.0_f64, 0.0..20.0, 0.1..2.0, 0.1..2.0, -500.0..500.0, 0.1..1.5],
        ) {
            let samples = motion(seed);
            let baked = bake(&samples);
            for side in Side::BOTH {
                let track = if side == Side::Left { &baked.left } else { &baked.right };
                prop_assert!(track.keys.len() < samples.len() / 2, "{} keys", track.keys.len());
                prop_assert!(track.keys.windows(2).all(|k| (k[1].heading - k[0].heading).abs() < 1800), "a leap");
                for (phase, pose) in &samples {
                    let hand = pose.hand(side);
                    let [x, y, heading] = between(&track.keys, offset(*phase));
                    let (px, py) = units_of(hand.palm);
                    let off = (x - px).hypot(y - py) / super::super::SCALE;
                    prop_assert!(off < 0.04, "{off} cm at {phase}");
                    let turn = heading - hand.heading;
                    let turn = turn - 360.0 * (turn / 360.0).round();
                    prop_assert!(turn.abs() < 0.5, "{turn} degrees at {phase}");
                }
            }
        }

        #[test]
        fn a_hand_is_solid_at_every_moment_and_its_fades_are_in_order(
            seed in [0.0..6.0_f64, 0.0..20.0, 0.1..2.0, 0.1..2.0, -500.0..500.0, 0.1..1.5],
            at in 0..=WHOLE,
        ) {
            let baked = bake(&motion(seed));
            for track in [&baked.left, &baked.right] {
                prop_assert!(track.shown.iter().any(|s| opacity_at(&s.fades, at) == 100), "a ghost at {at}");
                for s in &track.shown {
                    prop_assert!(s.fades.windows(2).all(|f| f[0].offset <= f[1].offset), "{:?}", s.fades);
                }
            }
        }
    }

    #[test]
    fn a_straight_even_stroke_needs_two_keyframes_and_leaves_a_trail_as_long_as_itself() {
        let samples: Vec<(f64, Pose)> = (0..=400)
            .map(|i| {
                let t = f64::from(i) / 400.0;
                let hand = |side: Side| {
                    let palm = Point::new(side.sign() * 16.0, 40.0 * t - 4.0);
                    let blend = Blend::still(Posture::Up);
                    HandPose { at: palm, palm, heading: 0.0, blend, contact: Contact::Palm, pressure: 1.0 }
                };
                (t, Pose { left: hand(Side::Left), right: hand(Side::Right) })
            })
            .collect();
        let baked = bake(&samples);
        assert!(baked.left.keys.len() <= 4, "the forearm turns a little: {:?}", baked.left.keys);
        assert_eq!(baked.left.shown.len(), 1);
        // Ten pieces of four centimetres a hand: both hands' in three trails and three ways ahead.
        assert_eq!(baked.marks.len(), 6);
        assert_eq!(baked.under(WHOLE).matches("f-band").count(), 20);
        assert!(baked.fold.is_none());
    }
}
