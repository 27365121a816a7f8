//! How both hands move through one step: `pose(phase)`.

use super::{Blend, Contact, HandPose, Path, Point, Pose, Posture, Side, from_palm, thumb_pad};

/// Within this distance of the spine a hand carries no weight at all, in centimetres: the bone itself is about one
/// centimetre wide, and nobody presses on it.
pub const SPINE_BARE_CM: f64 = 1.2;

/// The share of a run in which its pressure comes in, and in which it goes out.
const PRESSURE_RAMP: f64 = 0.15;
/// The same for a hand that lies still: one that waits for the other has half a second, of which so small a share would
/// let go of a firm stroke at once.
const STILL_RAMP: f64 = 0.5;

/// What a hand does during one run.
#[derive(Clone, Debug, PartialEq)]
pub enum Act {
    /// Rests where it is.
    Stay(Point),
    /// Travels along a part of a path, from one length to another in centimetres.
    Travel {
        /// The way.
        path: std::sync::Arc<Path>,
        /// From this length, in centimetres.
        from: f64,
        /// To this length, in centimetres.
        to: f64,
        /// The share of the time spent getting up to speed (0 to 0.5).
        ease_in: f64,
        /// The share of the time spent coming to rest (0 to 0.5).
        ease_out: f64,
    },
    /// Squeezes and rolls the muscle at one place.
    Knead {
        /// Where.
        at: Point,
        /// Towards where the squeeze draws, in centimetres from `at`.
        draw: Point,
        /// How often, a whole number.
        squeezes: f64,
        /// The share of one squeeze by which this hand starts later, and ends earlier (0 or 0.5).
        late: f64,
    },
}

/// How a hand is held at one point of a run.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Hold {
    /// The share of the way, 0 to 1.
    pub share: f64,
    /// The fingers.
    pub blend: Blend,
    /// How far the hand is turned in towards the other, in degrees.
    pub turn_in: f64,
    /// What touches.
    pub contact: Contact,
    /// Where the working point is from the middle of the palm, in the hand's own centimetres (x towards the thumb, y
    /// along the fingers): the thumb's pad in a thumb stroke, else nothing.
    pub reach: Point,
}

impl Hold {
    /// A posture with its own turn, touching so.
    pub fn new(share: f64, posture: Posture, contact: Contact) -> Self {
        let reach = match contact {
            // The left hand's own axes are those of the back when its fingers point to the head.
            Contact::Thumbs => thumb_pad(Side::Left, 0.0, &posture.shape()),
            _ => Point::default(),
        };
        Self { share, blend: Blend::still(posture), turn_in: posture.turn_in(), contact, reach }
    }

    /// How it is held a share `t` (0 to 1) of the way from this hold to another.
    #[must_use]
    pub fn mixed(&self, other: &Self, t: f64) -> Self {
        Self {
            share: self.share + (other.share - self.share) * t,
            blend: self.blend.mixed(&other.blend, t),
            turn_in: self.turn_in + (other.turn_in - self.turn_in) * t,
            contact: if t < 0.5 { self.contact } else { other.contact },
            reach: self.reach.toward(other.reach, t),
        }
    }

    /// The same hold at another share of the way.
    #[must_use]
    pub fn at(self, share: f64) -> Self {
        Self { share, ..self }
    }
}

/// One hand's doing over a stretch of the step, from the previous run's end to this one's.
#[derive(Clone, Debug, PartialEq)]
pub struct Run {
    /// Where in the step it ends, 0 to 1. The last ends at 1.
    pub end: f64,
    /// What it does.
    pub act: Act,
    /// How the hand is held along the way, by share of the way; at least one, in order. In a kneading run the share
    /// is that of the squeeze.
    pub holds: Vec<Hold>,
    /// The pressure it comes from, the one it works with, and the one it ends with, 0 to 1.
    pub pressure: [f64; 3],
}

/// Both hands through one step.
#[derive(Clone, Debug, PartialEq)]
pub struct Motion {
    /// How long it takes, in milliseconds.
    pub duration_ms: u32,
    /// The left hand's runs, in order; at least one.
    pub left: Vec<Run>,
    /// The right hand's runs, in order; at least one.
    pub right: Vec<Run>,
    /// The stretch of the runs that is played, 0 to 1: shorter where a stroke was broken off.
    pub played: f64,
}

impl Motion {
    /// Both hands at `phase`, 0 (the step's start) to 1 (its end).
    pub fn pose(&self, phase: f64) -> Pose {
        let phase = phase.clamp(0.0, 1.0) * self.played;
        Pose { left: hand(&self.left, Side::Left, phase).0, right: hand(&self.right, Side::Right, phase).0 }
    }

    /// How one hand is held at `phase`, for a motion that goes on from there.
    pub fn hold(&self, side: Side, phase: f64) -> (HandPose, Hold) {
        hand(self.runs(side), side, phase.clamp(0.0, 1.0) * self.played)
    }

    /// The same motion broken off at `phase` (0 to 1), which then takes `duration_ms`.
    #[must_use]
    pub fn until(&self, phase: f64, duration_ms: u32) -> Self {
        Self { duration_ms, played: self.played * phase.clamp(0.0, 1.0), ..self.clone() }
    }

    /// One hand's runs.
    pub fn runs(&self, side: Side) -> &[Run] {
        match side {
            Side::Left => &self.left,
            Side::Right => &self.right,
        }
    }
}

/// One hand of the motion at `phase`, and how it is held.
fn hand(runs: &[Run], side: Side, phase: f64) -> (HandPose, Hold) {
    let index = runs.partition_point(|run| run.end < phase).min(runs.len().saturating_sub(1));
    let start = index.checked_sub(1).and_then(|i| runs.get(i)).map_or(0.0, |run| run.end);
    let Some(run) = runs.get(index) else { return idle(side) };
    let long = run.end - start;
    let u = if long > 0.0 { ((phase - start) / long).clamp(0.0, 1.0) } else { 1.0 };
    run.pose(side, u)
}

/// What a motion without runs would show; the constructors never make one.
fn idle(side: Side) -> (HandPose, Hold) {
    let at = Point::new(side.sign() * 10.0, 0.0);
    let hold = Hold::new(0.0, Posture::Up, Contact::Palm);
    let pose = HandPose {
        at,
        palm: at,
        heading: 0.0,
        blend: Blend::still(Posture::Up),
        contact: Contact::Palm,
        pressure: 0.0,
    };
    (pose, hold)
}

impl Run {
    /// The hand a share `u` (0 to 1) of the way through this run.
    fn pose(&self, side: Side, u: f64) -> (HandPose, Hold) {
        let (done, at) = match &self.act {
            Act::Stay(at) => (smooth(u), *at),
            Act::Travel { path, from, to, ease_in, ease_out } => {
                let done = eased(u, *ease_in, *ease_out);
                (done, path.at(from + (to - from) * done))
            }
            Act::Knead { at, draw, squeezes, late } => {
                let (squeeze, roll) = knead(u * squeezes, *squeezes, *late);
                let across = Point::new(-draw.y, draw.x);
                let x = at.x + draw.x * squeeze + across.x * roll;
                let y = at.y + draw.y * squeeze + across.y * roll;
                (squeeze, Point::new(x, y))
            }
        };
        let hold = self.held(done);
        let heading = -side.sign() * hold.turn_in;
        let reach = from_palm(side, heading, hold.reach);
        let palm = Point::new(at.x - reach.x, at.y - reach.y);
        let kneads = matches!(self.act, Act::Knead { .. });
        let [from, work, to] = self.pressure;
        let pressure = if kneads {
            from + (work - from) * done
        } else {
            let ramp = if matches!(self.act, Act::Stay(_)) { STILL_RAMP } else { PRESSURE_RAMP };
            let (come, go) = (smooth((u / ramp).min(1.0)), smooth(((1.0 - u) / ramp).min(1.0)));
            work + (from - work) * (1.0 - come) + (to - work) * (1.0 - go)
        };
        let pressure = pressure * off_the_spine(at.x);
        (HandPose { at, palm, heading, blend: hold.blend, contact: hold.contact, pressure }, hold)
    }

    /// How the hand is held after a share of the way.
    fn held(&self, done: f64) -> Hold {
        let after = self.holds.partition_point(|h| h.share < done);
        let before = after.checked_sub(1).and_then(|i| self.holds.get(i));
        match (before.copied(), self.holds.get(after).copied()) {
            (Some(a), Some(b)) if b.share > a.share => {
                let mix = (done - a.share) / (b.share - a.share);
                a.mixed(&b, mix).at(done)
            }
            (Some(only), _) | (None, Some(only)) => only,
            (None, None) => Hold::new(done, Posture::Up, Contact::Palm),
        }
    }
}

/// 0 on the spine, 1 from twice [`SPINE_BARE_CM`] outwards: a hand that must cross the spine only skims it.
fn off_the_spine(x: f64) -> f64 {
    smooth(((x.abs() - SPINE_BARE_CM) / SPINE_BARE_CM).clamp(0.0, 1.0))
}

/// Smoothstep of a share 0 to 1.
fn smooth(u: f64) -> f64 {
    u * u * (3.0 - 2.0 * u)
}

/// The share of the way done after a share `u` of the time, when speed rises evenly over `ease_in` of the time, stays,
/// and falls evenly over `ease_out`. The top speed is `1 / (1 - (ease_in + ease_out) / 2)` of the average.
fn eased(u: f64, ease_in: f64, ease_out: f64) -> f64 {
    let top = 1.0 / (1.0 - f64::midpoint(ease_in, ease_out));
    if u < ease_in {
        top * u * u / (2.0 * ease_in)
    } else if u > 1.0 - ease_out {
        let left = 1.0 - u;
        1.0 - top * left * left / (2.0 * ease_out)
    } else {
        top * (u - ease_in / 2.0)
    }
}

/// How far the hand has squeezed (0 open to 1 closed) and rolled (−0.5 to 0.5) after `turns` of `squeezes`.
fn knead(turns: f64, squeezes: f64, late: f64) -> (f64, f64) {
    if turns <= late || turns >= squeezes - late {
        return (0.0, 0.0);
    }
    let angle = (turns - late) * std::f64::consts::TAU;
    (f64::midpoint(1.0, -angle.cos()), angle.sin() / 2.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn easing_starts_at_nothing_ends_at_all_and_never_goes_back() {
        for (a, b) in [(0.0, 0.0), (0.25, 0.0), (0.0, 0.25), (0.12, 0.12), (0.5, 0.5)] {
            assert!(eased(0.0, a, b).abs() < 1e-12);
            assert!((eased(1.0, a, b) - 1.0).abs() < 1e-12);
            let mut last = 0.0;
            for k in 1..=1000 {
                let now = eased(f64::from(k) / 1000.0, a, b);
                assert!(now >= last - 1e-12, "goes back at {k} with {a}, {b}");
                last = now;
            }
        }
    }

    #[test]
    fn kneading_starts_and_ends_with_open_hands() {
        for late in [0.0, 0.5] {
            for end in [0.0, 6.0] {
                let (squeeze, roll) = knead(end, 6.0, late);
                assert!(squeeze.abs() < 1e-9 && roll.abs() < 1e-9);
            }
        }
    }

    #[test]
    fn one_hand_is_open_while_the_other_squeezes() {
        let (first, _) = knead(2.5, 6.0, 0.0);
        let (second, _) = knead(2.5, 6.0, 0.5);
        assert!(first > 0.99 && second < 0.01);
    }
}
