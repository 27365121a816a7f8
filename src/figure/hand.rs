//! One hand, drawn from its bones in local units: the middle of the palm at 0, 0, fingers up.
//!
//! Nothing here is blurred. The roundness of fingers and knuckles is a height over the outline, lit from one side and
//! traced into a few thin washes, so that a hand is only filled paths and moving it costs nothing but a transform.

use super::bones::{Digit, Skeleton, ahead};
use super::field::{Cone, FAR, Grid, length, simplify};
use super::frame::Frame;
use super::ink::{Place, lines, put, ribbon, spline, units};
use crate::body::{PALM, Point, Side};

/// Centimetres between samples of a hand's outline.
const STEP: f64 = 0.17;

/// Towards the light, on the back as it is seen: from the upper left, and from above.
pub const LIGHT: (f64, f64, f64) = (-0.46, 0.56, 0.69);

/// Where a hand's shade is washed darker, and where lighter.
const DARKS: [f64; 6] = [-0.07, -0.14, -0.22, -0.31, -0.41, -0.52];
const LIGHTS: [f64; 3] = [0.06, 0.12, 0.19];

/// A drawing that is begun. What takes time is cut in pieces here, for who has little of it at once.
pub struct Sketch {
    skeleton: Skeleton,
    at: Place,
    light: (f64, f64),
    skin: Grid,
    /// How much lighter or darker than a flat hand each sample is; flat until that is worked out.
    shade: Grid,
    /// What is drawn so far.
    out: String,
    /// How many of [`PIECES`] are done.
    done: usize,
}

/// What is left to do once the hand's outline is known, in pieces that take about as long each.
const PIECES: [fn(&mut Sketch); 4] = [Sketch::shade, Sketch::shadow, Sketch::darks, Sketch::lights];

/// Begins a frame's drawing.
pub fn sketch(frame: Frame) -> Sketch {
    // What is its own in each hand, degrees: mirror images would look stamped.
    let own = match frame.side {
        Side::Left => [0.0; 4],
        Side::Right => [0.9, -0.7, 0.6, -1.6],
    };
    let skeleton = Skeleton::new(&frame.shape(), own);
    let at = Place { sx: -frame.side.sign(), x: 0.0, y: PALM };
    let light = local_light(frame);

    let mut low = Point::new(-WIDE, -3.4);
    let mut high = Point::new(WIDE, 11.0);
    for digit in &skeleton.digits {
        let tip = digit.on(2, 1.0);
        low.x = low.x.min(tip.x - 2.0);
        high.x = high.x.max(tip.x + 2.0);
        high.y = high.y.max(tip.y + 2.0);
    }
    let skin = Grid::sample(low, high, STEP, &|p| skeleton.distance(p));
    let shade = Grid { values: Vec::new(), ..skin };
    Sketch { skeleton, at, light, skin, shade, out: String::with_capacity(12_000), done: 0 }
}

impl Sketch {
    /// Does a piece of the work; false where all is done.
    pub fn go_on(&mut self) -> bool {
        let Some(piece) = PIECES.get(self.done) else { return false };
        piece(self);
        self.done += 1;
        true
    }

    /// The frame's drawing: what `<g>` or `<symbol>` holds, without an element of its own around it. Does what is left to
    /// do of it.
    pub fn draw(mut self) -> String {
        while self.go_on() {}
        self.out
    }

    fn shade(&mut self) {
        self.shade = shade(&self.skin, &self.skeleton, self.light);
    }

    /// The shadow that keeps close to the hand, away from the light, none on its own forearm; and the hand's outline.
    fn shadow(&mut self) {
        put(&mut self.out, "<g transform=\"translate(@ @)\">", &[units(-0.5 * LIGHT.0), units(0.5 * LIGHT.1)]);
        let soft = self.skin.coarser();
        for reach in [0.1, 0.3, 0.55, 0.85] {
            let grid = soft.map(&|i, d| d + 0.4 - (reach + 0.4) * ((soft.point(i).y - 0.9) / 2.2).clamp(0.0, 1.0));
            self.area("f-sh", grid.trace(2), 0.045);
        }
        self.out.push_str("</g>");

        let outline = self.skin.trace(3);
        let inked = outline.iter().map(|l| thicken(l, self.light)).collect();
        self.area("f-ln", inked, 0.01);
        self.area("f-hand", outline, 0.01);
    }

    fn darks(&mut self) {
        for level in DARKS {
            let grid = self.skin.map(&|i, d| d.max(self.shade.value(i) - level));
            self.area("f-hd", grid.trace(3), 0.03);
        }
    }

    fn lights(&mut self) {
        for level in LIGHTS {
            let grid = self.skin.map(&|i, d| d.max(level - self.shade.value(i)));
            self.area("f-hl", grid.trace(3), 0.03);
        }
        marks(&mut self.out, self.at, &self.skeleton);
    }

    fn area(&mut self, class: &str, loops: Vec<Vec<Point>>, tolerance: f64) {
        let out = &mut self.out;
        put(out, "<path class=\"", &[]);
        out.push_str(class);
        out.push_str("\" d=\"");
        for l in loops {
            lines(out, self.at, &simplify(&l, tolerance), true);
        }
        out.push_str("\"/>");
    }
}

/// Half the width that every hand's samples cover.
const WIDE: f64 = 6.4;

/// The light's direction in the hand's own axes, at the heading that its posture has on the back.
fn local_light(frame: Frame) -> (f64, f64) {
    let turn = -frame.side.sign() * frame.turn_in();
    let (sin, cos) = turn.to_radians().sin_cos();
    (-frame.side.sign() * (LIGHT.0 * cos - LIGHT.1 * sin), LIGHT.0 * sin + LIGHT.1 * cos)
}

/// How much lighter (above 0) or darker than a flat hand each sample is.
fn shade(skin: &Grid, skeleton: &Skeleton, light: (f64, f64)) -> Grid {
    let bumps = bumps(skeleton);
    let mut height = skin.map(&|i, d| {
        if d > 0.6 {
            return 0.0;
        }
        let p = skin.point(i);
        let rim = (-d / 1.05).clamp(0.0, 1.0);
        let dome = (-d / 3.4).clamp(0.0, 1.0);
        let mut h = 0.85 * (1.0 - (1.0 - rim) * (1.0 - rim)).sqrt() + 0.5 * dome * (2.0 - dome);
        for (cone, reach, rise) in &bumps {
            if !cone.within(p, *reach) {
                continue;
            }
            let t = cone.distance(p) / reach;
            if t < 1.0 {
                let t = 1.0 - t.max(0.0) * t.max(0.0);
                h += rise * t * t;
            }
        }
        h
    });
    for _ in 0..4 {
        height = height.blurred();
    }
    let lit = height.map(&|i, _| {
        let (gx, gy) = height.slope(i);
        let lit = (LIGHT.2 - gx * light.0 - gy * light.1) / length(1.0, length(gx, gy)) - LIGHT.2;
        // Plain at the wrist, where the forearm takes over at any angle.
        let t = ((height.point(i).y + 0.4) / 3.4).clamp(0.0, 1.0);
        lit * t * t * (3.0 - 2.0 * t)
    });
    lit.blurred().blurred()
}

/// Knuckles, tendons and the hollow beside the thumb: where, how far around in centimetres, how high.
fn bumps(skeleton: &Skeleton) -> Vec<(Cone, f64, f64)> {
    let dot = |p: Point| Cone::new(p, Point::new(p.x, p.y + 0.05), 0.02, 0.02);
    let wrist = Point::new(0.2, -0.5);
    let mut out = Vec::new();
    for (i, digit) in skeleton.digits.iter().enumerate() {
        let root = digit.on(0, 0.0);
        if i == 4 {
            out.push((Cone::new(digit.on(0, 0.3), digit.on(0, 0.95), 0.1, 0.1), 1.4, 0.13));
            out.push((dot(digit.on(1, 0.0)), 1.0, 0.08));
            out.push((dot(digit.on(2, 0.0)), 0.8, 0.06));
        } else {
            out.push((dot(root), 1.35, 0.075));
            out.push((Cone::new(wrist.toward(root, 0.42), wrist.toward(root, 0.93), 0.05, 0.1), 0.7, 0.055));
            out.push((dot(digit.on(1, 0.0)), 0.95, 0.09));
            out.push((dot(digit.on(2, 0.0)), 0.7, 0.05));
        }
    }
    let [index, .., thumb] = &skeleton.digits;
    let hollow = thumb.on(0, 0.7).toward(index.on(0, 0.0), 0.45);
    out.push((Cone::new(hollow, hollow.toward(wrist, 0.3), 0.2, 0.1), 1.7, -0.2));
    out
}

/// The outline moved outwards by its line's weight: thin towards the light, thick away from it, none at the wrist,
/// where the forearm has its own.
fn thicken(points: &[Point], light: (f64, f64)) -> Vec<Point> {
    let n = points.len();
    let before = points.iter().cycle().skip(n.saturating_sub(3));
    let after = points.iter().cycle().skip(3);
    points
        .iter()
        .zip(before)
        .zip(after)
        .map(|((p, a), b)| {
            let l = a.distance(*b).max(1e-6);
            let (nx, ny) = ((b.y - a.y) / l, (a.x - b.x) / l);
            let weight = 0.13 - 0.055 * (nx * light.0 + ny * light.1);
            let k = weight * ((p.y + 0.3) / 1.2).clamp(-0.3, 1.0);
            Point::new(p.x + nx * k, p.y + ny * k)
        })
        .collect()
}

/// Warmth at the joints, lines where fingers touch, creases and nails.
fn marks(out: &mut String, at: Place, skeleton: &Skeleton) {
    for digit in &skeleton.digits {
        for (k, r) in [(1, 0.62), (2, 0.95)] {
            let (x, y) = at.of(if k == 1 { digit.on(1, 0.0) } else { digit.on(2, 0.9) });
            put(out, "<circle class=\"f-warm\" cx=\"@\" cy=\"@\" r=\"@\"/>", &[x, y, units(r * 0.9)]);
        }
    }
    for pair in skeleton.digits.windows(2).take(3) {
        if let [a, b] = pair {
            between(out, at, a, b);
        }
    }
    out.push_str("<path class=\"f-cr\" d=\"");
    for (i, digit) in skeleton.digits.iter().enumerate() {
        let [_, f1, f2] = digit.flex;
        let [_, r1, r2, _] = digit.radii;
        let [t0, t1, t2] = digit.turn;
        if i < 4 && f1 < 45.0 {
            crease(out, at, ahead(digit.on(1, 0.0), t0, -0.1), t0, r1 * 0.5, -0.09);
            crease(out, at, ahead(digit.on(1, 0.0), t1, 0.16), t1, r1 * 0.42, 0.11);
        }
        if f2 < 45.0 {
            crease(out, at, digit.on(2, 0.0), t2, r2 * 0.44, 0.11);
        }
    }
    out.push_str("\"/>");
    for (i, digit) in skeleton.digits.iter().enumerate() {
        nail(out, at, digit, i == 4);
    }
}

/// The line between two fingers, as far as they touch.
fn between(out: &mut String, at: Place, a: &Digit, b: &Digit) {
    let mut line = Vec::new();
    for step in 4..30 {
        let (k, t) = (step / 10, f64::from(step as u8 % 10) / 10.0);
        let radius = |d: &Digit| {
            d.radii.get(k..).map_or(FAR, |r| match r {
                [r0, r1, ..] => r0 + (r1 - r0) * t,
                _ => FAR,
            })
        };
        let (p, q, ra, rb) = (a.on(k, t), b.on(k, t), radius(a), radius(b));
        if p.distance(q) - ra - rb > 0.08 {
            break;
        }
        line.push(p.toward(q, ra / (ra + rb)));
    }
    if line.len() > 2 {
        put(out, "<path class=\"f-ln\" d=\"", &[]);
        lines(out, at, &ribbon(&line, 0.15, |t| 0.35 + 0.65 * t), true);
        out.push_str("\"/>");
    }
}

/// A short arc across a finger that points `turn` degrees, `bow` centimetres high.
fn crease(out: &mut String, at: Place, p: Point, turn: f64, half: f64, bow: f64) {
    let (x0, y0) = at.of(ahead(p, turn - 90.0, half));
    let (x1, y1) = at.of(ahead(p, turn, bow * 2.0));
    let (x2, y2) = at.of(ahead(p, turn + 90.0, half));
    put(out, "M@ @Q@ @ @ @", &[x0, y0, x1, y1, x2, y2]);
}

/// A nail, unless the finger points down and hides it.
fn nail(out: &mut String, at: Place, digit: &Digit, thumb: bool) {
    let [.., flex] = digit.flex;
    let [.., turn] = digit.turn;
    let [.., radius] = digit.radii;
    let seen = f64::min(flex, 89.0).to_radians().cos();
    if seen < 0.45 {
        return;
    }
    let (half, long) = (radius * 0.7, radius * seen * if thumb { 1.25 } else { 1.1 });
    // The thumb lies on its side a little, so that its nail is seen past the middle.
    let tip = ahead(digit.on(2, 1.0), turn - 90.0, if thumb { 0.12 } else { 0.0 });
    let edge = [
        (-1.0, 0.0),
        (-0.8, -0.75),
        (0.0, -1.02),
        (0.55, -0.85),
        (0.75, 0.0),
        (0.55, 0.85),
        (0.0, 1.02),
        (-0.8, 0.75),
        (-1.0, 0.0),
    ];
    let on = |(along, across): (f64, f64)| {
        let p = ahead(ahead(tip, turn, along * long), turn + 90.0, across * half);
        (p.x, p.y)
    };
    out.push_str("<path class=\"f-nail\" d=\"");
    lines(out, at, &spline(&edge.map(on), 4), true);
    out.push_str("\"/>");
}
