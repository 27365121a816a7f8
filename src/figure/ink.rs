//! Writing SVG: whole numbers only, since printing a float would cost the download 5 KB.

use super::SCALE;
use crate::body::Point;

/// Appends a whole number.
pub fn int(out: &mut String, n: i32) {
    if n < 0 {
        out.push('-');
    }
    let mut rest = n.unsigned_abs();
    let mut place = 1;
    while rest / place >= 10 {
        place *= 10;
    }
    while place > 0 {
        out.push(char::from(b'0' + (rest / place) as u8));
        rest %= place;
        place /= 10;
    }
}

/// Appends text with whole numbers in it: each `@` in the text is where the next number goes.
pub fn put(out: &mut String, text: &str, numbers: &[i32]) {
    let mut numbers = numbers.iter();
    for c in text.chars() {
        if c == '@' {
            int(out, numbers.next().copied().unwrap_or(0));
        } else {
            out.push(c);
        }
    }
}

/// Centimetres as whole units.
pub fn units(cm: f64) -> i32 {
    (cm * SCALE).round() as i32
}

/// From centimetres to whole units: `sx` mirrors where it is negative; y is turned over.
#[derive(Clone, Copy)]
pub struct Place {
    /// 1, or −1 to mirror.
    pub sx: f64,
    /// The x, in centimetres, that lands on 0.
    pub x: f64,
    /// The y, in centimetres, that lands on 0.
    pub y: f64,
}

impl Place {
    /// The whole units of a point.
    pub fn of(self, p: Point) -> (i32, i32) {
        (units(self.sx * p.x - self.x), units(self.y - p.y))
    }
}

/// Appends path data: straight pieces through the points, each relative to the one before.
pub fn lines(out: &mut String, at: Place, points: &[Point], closed: bool) {
    let mut last = None;
    for p in points {
        let (x, y) = at.of(*p);
        match last {
            None => put(out, "M@ @l", &[x, y]),
            Some((a, b)) => {
                let (dx, dy) = (x - a, y - b);
                if dx == 0 && dy == 0 {
                    continue;
                }
                // A minus sign parts two numbers as well as a space does.
                if dx >= 0 && !out.ends_with('l') {
                    out.push(' ');
                }
                int(out, dx);
                if dy >= 0 {
                    out.push(' ');
                }
                int(out, dy);
            }
        }
        last = Some((x, y));
    }
    if closed {
        out.push('z');
    }
}

/// A smooth curve through points (Catmull–Rom), `n` pieces between each two.
pub fn spline(points: &[(f64, f64)], n: usize) -> Vec<Point> {
    let at = |i: usize| points.get(i.min(points.len() - 1)).map_or(Point::default(), |p| Point::new(p.0, p.1));
    let mut out = Vec::with_capacity(points.len() * n);
    for i in 1..points.len() {
        let (a, b, c, d) = (at(i.max(2) - 2), at(i - 1), at(i), at(i + 1));
        for k in 0..n {
            let t = k as f64 / n as f64;
            let curve = |a: f64, b: f64, c: f64, d: f64| {
                b + 0.5 * t * ((c - a) + t * ((2.0 * a - 5.0 * b + 4.0 * c - d) + t * (3.0 * (b - c) + d - a)))
            };
            out.push(Point::new(curve(a.x, b.x, c.x, d.x), curve(a.y, b.y, c.y, d.y)));
        }
    }
    out.push(at(points.len()));
    out
}

/// The two edges of an inked line: a ribbon along the points that swells to `width` centimetres where `swell`
/// (share of the way along, 0 to 1) is 1.
pub fn ribbon(points: &[Point], width: f64, swell: fn(f64) -> f64) -> Vec<Point> {
    let n = points.len();
    let last = n.saturating_sub(1);
    let at = |i: usize| points.get(i.min(last)).copied().unwrap_or_default();
    let edge = |i: usize, side: f64| {
        let (a, b, p) = (at(i.max(1) - 1), at(i + 1), at(i));
        let k = side * 0.5 * width * swell(i as f64 / last.max(1) as f64) / a.distance(b).max(1e-6);
        Point::new(p.x - (b.y - a.y) * k, p.y + (b.x - a.x) * k)
    };
    (0..n).map(|i| edge(i, 1.0)).chain((0..n).rev().map(|i| edge(i, -1.0))).collect()
}
