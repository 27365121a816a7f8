//! A hand's bones, and the distance from its skin.
//!
//! Hand space is a left hand seen from its back, in centimetres: the wrist at 0, 0, y towards the fingertips, x
//! towards the thumb. A right hand is the same, mirrored when drawn. Lengths are those of an adult hand 18 cm long and
//! 8.5 cm across the palm.

use super::field::{Cone, FAR, join};
use crate::body::{Point, Shape, THUMB_BONES, THUMB_ROOT};

/// The wrist's half-width; also the radius of the round joint on which the forearm turns.
pub const WRIST: f64 = 2.5;

/// How far from its own skin a part can matter to the whole's.
const REACH: f64 = 0.5;

/// One finger's build: where it springs, its bones, its half-widths from root to tip, its own sideways bow.
struct Build {
    root: Point,
    bones: [f64; 3],
    radii: [f64; 4],
    bow: [f64; 3],
    wrist: Point,
    wrist_radius: f64,
    knuckle_radius: f64,
}

const BUILDS: [Build; 4] = [
    Build {
        root: Point::new(2.85, 8.75),
        bones: [4.25, 2.5, 1.6],
        radii: [1.08, 1.0, 0.88, 0.7],
        bow: [0.0, -2.5, -3.0],
        wrist: Point::new(0.95, 1.6),
        wrist_radius: 1.65,
        knuckle_radius: 1.2,
    },
    Build {
        root: Point::new(0.75, 9.05),
        bones: [4.55, 2.8, 1.65],
        radii: [1.1, 1.02, 0.9, 0.71],
        bow: [0.3, -1.0, -1.0],
        wrist: Point::new(0.4, 1.2),
        wrist_radius: 1.8,
        knuckle_radius: 1.22,
    },
    Build {
        root: Point::new(-1.3, 8.6),
        bones: [4.2, 2.6, 1.65],
        radii: [1.05, 0.97, 0.85, 0.67],
        bow: [0.0, 2.0, 2.5],
        wrist: Point::new(-0.4, 1.2),
        wrist_radius: 1.8,
        knuckle_radius: 1.16,
    },
    Build {
        root: Point::new(-3.1, 7.75),
        bones: [3.3, 2.0, 1.4],
        radii: [0.93, 0.83, 0.74, 0.58],
        bow: [0.0, 5.0, 5.0],
        wrist: Point::new(-1.05, 1.6),
        wrist_radius: 1.5,
        knuckle_radius: 1.08,
    },
];

/// The thumb's half-widths from root to tip.
const THUMB_RADII: [f64; 4] = [1.75, 1.28, 1.06, 0.74];

/// Fingers or thumb in place: four joints with their half-widths, and each bone's direction and flex in degrees.
#[derive(Clone, Copy, Default)]
pub struct Digit {
    /// Root, two joints, and the middle of the tip.
    pub joints: [Point; 4],
    /// Half-widths there.
    pub radii: [f64; 4],
    /// The bones' directions, degrees from the hand's axis towards the thumb.
    pub turn: [f64; 3],
    /// How far each bone points down into the body, degrees.
    pub flex: [f64; 3],
}

impl Digit {
    /// The point a share `t` of the way along bone `k`.
    pub fn on(&self, k: usize, t: f64) -> Point {
        match self.joints.get(k..) {
            Some([a, b, ..]) => a.toward(*b, t),
            _ => Point::default(),
        }
    }
}

/// A hand's bones in place.
pub struct Skeleton {
    /// Index, middle, ring and little finger, then the thumb.
    pub digits: [Digit; 5],
    palm: Vec<Cone>,
    webs: Vec<Cone>,
    thumb: Vec<Cone>,
    thumb_web: Cone,
    wrist: Cone,
    /// Holds all but the fingers.
    hull: Cone,
    /// Each finger's cones, and before them one that holds them all.
    fingers: [(Cone, Vec<Cone>); 4],
}

impl Skeleton {
    /// Bones by a posture's angles. `own` turns each finger a little more: no two hands are quite alike.
    pub fn new(shape: &Shape, own: [f64; 4]) -> Self {
        let mut digits = [Digit::default(); 5];
        let angles = shape.spread.iter().zip(own);
        for ((digit, build), (spread, own)) in digits.iter_mut().zip(&BUILDS).zip(angles) {
            let (mut turn, mut flex, mut p) = (spread + own, 0.0, build.root);
            digit.radii = build.radii;
            digit.joints = [p; 4];
            for k in 0..3 {
                turn += build.bow.get(k).copied().unwrap_or(0.0);
                flex += shape.flex.get(k).copied().unwrap_or(0.0);
                // Seen from above, a bone that points into the body is shorter.
                let seen = f64::min(flex, 83.0).to_radians().cos();
                p = ahead(p, turn, build.bones.get(k).copied().unwrap_or(0.0) * seen);
                digit.lay(k, p, turn, flex);
            }
        }
        let [.., thumb] = &mut digits;
        let mut p = THUMB_ROOT;
        thumb.radii = THUMB_RADII;
        thumb.joints = [p; 4];
        for (k, (turn, bone)) in shape.thumb.into_iter().zip(THUMB_BONES).enumerate() {
            p = ahead(p, turn, bone);
            thumb.lay(k, p, turn, 0.0);
        }
        Self::flesh(&digits)
    }

    /// Flesh on the bones.
    fn flesh(digits: &[Digit; 5]) -> Self {
        let [index, middle, ring, little, thumb] = *digits;
        let mut palm: Vec<Cone> =
            BUILDS.iter().map(|b| Cone::new(b.wrist, b.root, b.wrist_radius, b.knuckle_radius)).collect();
        let mut webs = Vec::new();
        for (a, b) in [(index, middle), (middle, ring), (ring, little)] {
            palm.push(Cone::new(a.on(0, 0.0), b.on(0, 0.0), 1.1, 1.05));
            webs.push(Cone::new(a.on(0, 0.3), b.on(0, 0.3), 0.62, 0.58));
        }
        // The heel on the little finger's side.
        palm.push(Cone::new(Point::new(-1.7, 2.6), Point::new(-3.0, 6.6), 1.2, 1.15));
        let thumb_web = Cone::new(thumb.on(0, 0.62), Point::new(2.2, 3.0).toward(index.on(0, 0.0), 0.72), 0.85, 0.8);
        Self {
            hull: Cone::new(Point::new(0.0, 2.0), Point::new(0.0, 8.0), 7.0, 5.5),
            palm,
            webs,
            thumb_web,
            wrist: Cone::new(Point::new(0.0, 0.0), Point::new(0.0, 2.4), WRIST, WRIST),
            thumb: (0..3).map(|k| thumb.cone(k)).collect(),
            fingers: [index, middle, ring, little]
                .map(|f| (Cone::new(f.on(0, 0.0), f.on(2, 1.0), 1.5, 1.2), f.cones())),
            digits: *digits,
        }
    }

    /// The distance from the skin, in centimetres, negative inside.
    pub fn distance(&self, p: Point) -> f64 {
        let nearest = |cones: &[Cone], k: f64| cones.iter().fold(FAR, |d, c| join(d, c.distance(p), k));
        let mut tips = [FAR; 4];
        let mut tip = FAR;
        for (near, (hull, cones)) in tips.iter_mut().zip(&self.fingers) {
            // One that is far cannot matter.
            if hull.distance(p) < tip + REACH {
                *near = nearest(cones, 0.14);
                tip = tip.min(*near);
            }
        }
        // Nor can the palm, out at the fingertips.
        if self.hull.distance(p) > tip + REACH {
            return tip;
        }
        let mut d = nearest(&self.palm, 0.8);
        d = join(d, self.wrist.distance(p), 1.6);
        d = join(d, self.thumb_web.distance(p), 1.4);
        d = join(d, nearest(&self.thumb, 0.5), 1.1);
        d = self.webs.iter().fold(d, |d, w| join(d, w.distance(p), 0.35));
        // Fingers do not flow into each other, only each into the palm.
        tips.iter().fold(d, |all, tip| all.min(join(d, *tip, 0.42)))
    }
}

impl Digit {
    /// Sets joint `k + 1` and the bone that leads to it.
    fn lay(&mut self, k: usize, p: Point, turn: f64, flex: f64) {
        for joint in self.joints.iter_mut().skip(k + 1) {
            *joint = p;
        }
        if let (Some(t), Some(f)) = (self.turn.get_mut(k), self.flex.get_mut(k)) {
            (*t, *f) = (turn, flex);
        }
    }

    fn radius(&self, k: usize) -> f64 {
        self.radii.get(k).copied().unwrap_or(0.0)
    }

    /// Bone `k` in its flesh.
    fn cone(&self, k: usize) -> Cone {
        Cone::new(self.on(k, 0.0), self.on(k, 1.0), self.radius(k), self.radius(k + 1))
    }

    /// A finger: waists between the joints are what tells it from a tube.
    fn cones(&self) -> Vec<Cone> {
        let [r0, r1, r2, r3] = self.radii;
        let (w0, w1) = ((r0 * 0.42 + r1 * 0.58) * 0.925, (r1 + r2) * 0.47);
        let (m0, m1) = (self.on(0, 0.58), self.on(1, 0.5));
        vec![
            Cone::new(self.on(0, 0.0), m0, r0, w0),
            Cone::new(m0, self.on(1, 0.0), w0, r1),
            Cone::new(self.on(1, 0.0), m1, r1, w1),
            Cone::new(m1, self.on(2, 0.0), w1, r2),
            Cone::new(self.on(2, 0.0), self.on(2, 1.0), r2, r3),
        ]
    }
}

/// The point `length` centimetres ahead in a direction of `turn` degrees from y towards x.
pub fn ahead(p: Point, turn: f64, length: f64) -> Point {
    let (sin, cos) = turn.to_radians().sin_cos();
    Point::new(p.x + sin * length, p.y + cos * length)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::body::{PALM, Posture, Side, thumb_pad};

    #[test]
    fn a_hand_is_as_long_and_as_broad_as_a_hand() {
        let [index, middle, _, little, _] = Skeleton::new(&Posture::Up.shape(), [0.0; 4]).digits;
        let long = middle.on(2, 1.0).y + 0.71;
        assert!((17.5..19.5).contains(&long), "{long} cm long");
        let broad = index.on(0, 0.0).x + 1.2 - (little.on(0, 0.0).x - 1.08);
        assert!((8.0..9.0).contains(&broad), "{broad} cm across");
    }

    #[test]
    fn the_thumbs_pad_lies_in_the_drawn_thumb() {
        for posture in Posture::ALL {
            let pad = thumb_pad(Side::Left, 0.0, &posture.shape());
            let deep = Skeleton::new(&posture.shape(), [0.0; 4]).distance(Point::new(pad.x, pad.y + PALM));
            assert!(deep < -0.6, "{posture:?}: {deep} cm from the skin");
        }
    }

    #[test]
    fn hand_space_is_a_left_hand_with_its_thumb_to_the_right() {
        for posture in Posture::ALL {
            let [index, middle, ring, little, thumb] = Skeleton::new(&posture.shape(), [0.0; 4]).digits;
            let tips = [little, ring, middle, index, thumb].map(|d| d.on(2, 1.0).x);
            assert!(tips.is_sorted(), "{posture:?}: {tips:?}");
        }
    }
}
