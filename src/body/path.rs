//! A way over the back: a smooth curve through points, measured along its length.

use super::Point;

/// The greatest distance between two stored points of a curve, in centimetres. At the sharpest bend in use the
/// chord then stays within 0.2 mm of the curve.
const STEP_CM: f64 = 0.4;

/// A curve through given points, known by its length.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Path {
    /// Points along the curve, each with the length travelled up to it, in centimetres.
    points: Vec<(Point, f64)>,
    /// The length at which each of the points that it was drawn through is passed, in centimetres.
    stations: Vec<f64>,
}

impl Path {
    /// The curve through all of `stations` in order (a centripetal Catmull-Rom spline, which neither loops nor
    /// overshoots between close points). One point, or none, gives a path of no length.
    pub fn through(stations: &[Point]) -> Self {
        let mut path = Self::default();
        let Some(&first) = stations.first() else { return path };
        path.push(first);
        path.stations.push(0.0);
        for (i, pair) in stations.windows(2).enumerate() {
            let [a, b] = *pair else { continue };
            let before = i.checked_sub(1).and_then(|k| stations.get(k)).copied();
            let after = stations.get(i + 2).copied();
            path.curve(before, a, b, after);
            path.stations.push(path.length());
        }
        path
    }

    fn push(&mut self, p: Point) {
        let length = self.points.last().map_or(0.0, |&(last, length)| length + last.distance(p));
        self.points.push((p, length));
    }

    /// One span from `a` to `b`; its tangents follow from the neighbours, where there are any.
    fn curve(&mut self, before: Option<Point>, a: Point, b: Point, after: Option<Point>) {
        let chord = a.distance(b);
        let pieces = (chord / STEP_CM).ceil().max(1.0);
        let from = tangent(before, a, b);
        let to = tangent(after, b, a);
        for k in 1..=pieces as usize {
            let t = k as f64 / pieces;
            let (t2, t3) = (t * t, t * t * t);
            let (ha, hb) = (2.0 * t3 - 3.0 * t2 + 1.0, 3.0 * t2 - 2.0 * t3);
            let (hf, ht) = ((t3 - 2.0 * t2 + t) * chord, (t2 - t3) * chord);
            self.push(Point::new(
                a.x * ha + b.x * hb + from.x * hf + to.x * ht,
                a.y * ha + b.y * hb + from.y * hf + to.y * ht,
            ));
        }
    }

    /// The whole length, in centimetres.
    pub fn length(&self) -> f64 {
        self.points.last().map_or(0.0, |&(_, length)| length)
    }

    /// The length at which the `k`th of the given points is passed (the whole length beyond the last).
    pub fn station(&self, k: usize) -> f64 {
        self.stations.get(k).copied().unwrap_or_else(|| self.length())
    }

    /// The point after `s` centimetres, held at either end.
    pub fn at(&self, s: f64) -> Point {
        let after = self.points.partition_point(|&(_, length)| length < s);
        let Some(&(b, lb)) = self.points.get(after) else {
            return self.points.last().map_or(Point::default(), |&(p, _)| p);
        };
        let Some(&(a, la)) = after.checked_sub(1).and_then(|i| self.points.get(i)) else { return b };
        if lb > la { a.toward(b, (s - la) / (lb - la)) } else { b }
    }
}

/// The unit direction at `here` when coming from `neighbour` and going to `there`, scaled for a Hermite span of unit
/// length. With no neighbour, the direction of the chord.
fn tangent(neighbour: Option<Point>, here: Point, there: Point) -> Point {
    let chord = here.distance(there).max(1e-9);
    let straight = Point::new((there.x - here.x) / chord, (there.y - here.y) / chord);
    // At the far end the span is walked backwards, and so is its tangent.
    let Some(n) = neighbour.filter(|n| n.distance(here) > 1e-6) else { return straight };
    // Centripetal weights: the square root of each chord.
    let (d1, d2) = (n.distance(here).sqrt(), chord.sqrt());
    let bend = |n: f64, h: f64, t: f64| (h - n) / d1 - (t - n) / (d1 + d2) + (t - h) / d2;
    let (x, y) = (bend(n.x, here.x, there.x) * d2 / chord, bend(n.y, here.y, there.y) * d2 / chord);
    Point::new(x, y)
}
