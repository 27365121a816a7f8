//! Outlines from distances: tapered cones joined smoothly, sampled on a grid and traced into loops.

use crate::body::Point;

/// Farther away than anything drawn.
pub const FAR: f64 = 1e3;

/// Grid steps between the coarsest samples; a power of two.
const COARSE: usize = 4;

/// A limb's piece: the hull of two circles.
#[derive(Clone, Copy)]
pub struct Cone {
    a: Point,
    along: Point,
    length: f64,
    ra: f64,
    rb: f64,
    slope: f64,
    rise: f64,
}

impl Cone {
    /// A cone from `a`, `ra` centimetres wide to either side, to `b`, `rb` wide.
    pub fn new(a: Point, b: Point, ra: f64, rb: f64) -> Self {
        let length = a.distance(b).max(1e-3);
        let slope = ((ra - rb) / length).clamp(-0.98, 0.98);
        let along = Point::new((b.x - a.x) / length, (b.y - a.y) / length);
        Self { a, along, length, ra, rb, slope, rise: (1.0 - slope * slope).sqrt() }
    }

    /// Whether a point may be nearer to the skin than `reach`, at less cost than its distance.
    pub fn within(&self, p: Point, reach: f64) -> bool {
        let all = reach + self.length + self.ra.max(self.rb);
        (p.x - self.a.x).abs() < all && (p.y - self.a.y).abs() < all
    }

    /// The distance from the cone's skin, in centimetres, negative inside.
    pub fn distance(&self, p: Point) -> f64 {
        let (dx, dy) = (p.x - self.a.x, p.y - self.a.y);
        let along = dx * self.along.x + dy * self.along.y;
        let aside = (dx * self.along.y - dy * self.along.x).abs();
        let k = self.rise * along - self.slope * aside;
        if k < 0.0 {
            length(dx, dy) - self.ra
        } else if k > self.rise * self.length {
            length(aside, along - self.length) - self.rb
        } else {
            aside * self.rise + along * self.slope - self.ra
        }
    }
}

/// The length of a vector. (`hypot` guards against overflow that centimetres cannot reach, and costs code.)
pub fn length(x: f64, y: f64) -> f64 {
    (x * x + y * y).sqrt()
}

/// The union of two shapes with a fillet about `k` centimetres wide between them.
pub fn join(a: f64, b: f64, k: f64) -> f64 {
    let h = (k - (a - b).abs()).max(0.0);
    a.min(b) - h * h / (4.0 * k)
}

/// Values sampled over a rectangle, row by row from its lower left corner.
#[derive(Clone)]
pub struct Grid {
    /// The lower left corner, in centimetres.
    pub from: Point,
    /// Centimetres between neighbours.
    pub step: f64,
    /// Samples in a row.
    pub wide: usize,
    /// The samples.
    pub values: Vec<f64>,
}

impl Grid {
    /// Samples a distance over the rectangle between two corners: exactly near its zero, and farther off, where
    /// nothing is drawn that would show it, from coarser and coarser neighbours.
    pub fn sample(from: Point, to: Point, step: f64, field: &dyn Fn(Point) -> f64) -> Self {
        // Whole coarsest cells, and their last line.
        let cells = |long: f64| ((long / step) as usize / COARSE + 1) * COARSE + 1;
        let (wide, high) = (cells(to.x - from.x), cells(to.y - from.y));
        let mut grid = Self { from, step, wide, values: vec![FAR; wide * high] };
        let mut span = COARSE;
        while span > 0 {
            // What is nearer to zero than this may hold a corner between two coarse samples.
            let near = 3.0 * span as f64 * step;
            for row in (0..high).step_by(span) {
                for column in (0..wide).step_by(span) {
                    let i = row * wide + column;
                    // Between which coarser samples it lies: the same one twice where it is one of theirs.
                    let (dx, dy) = (column % (2 * span), row % (2 * span) * wide);
                    if span < COARSE && dx + dy == 0 {
                        continue;
                    }
                    let between = [i - dx - dy, i + dx - dy, i - dx + dy, i + dx + dy].map(|k| grid.value(k));
                    let value = if span < COARSE && between.iter().all(|v| v.abs() > near) {
                        between.iter().sum::<f64>() / 4.0
                    } else {
                        field(grid.point(i))
                    };
                    if let Some(slot) = grid.values.get_mut(i) {
                        *slot = value;
                    }
                }
            }
            span /= 2;
        }
        grid
    }

    /// Every other sample of every other row: for what is soft.
    pub fn coarser(&self) -> Self {
        let rows = self.values.chunks(self.wide).step_by(2);
        let values = rows.flat_map(|row| row.iter().step_by(2).copied()).collect();
        Self { from: self.from, step: self.step * 2.0, wide: self.wide.div_ceil(2), values }
    }

    /// A grid made from each sample's number and value.
    pub fn map(&self, f: &dyn Fn(usize, f64) -> f64) -> Self {
        Self { values: self.values.iter().enumerate().map(|(i, v)| f(i, *v)).collect(), ..*self }
    }

    /// Each sample mixed with its four neighbours; the outermost stay.
    pub fn blurred(&self) -> Self {
        let from = |at: usize| self.values.get(at..).unwrap_or_default().iter();
        let w = self.wide;
        let across = from(w - 1).zip(from(w + 1)).map(|(a, b)| a + b);
        let along = from(0).zip(from(2 * w)).map(|(a, b)| a + b);
        let mut values = self.values.clone();
        for ((v, across), along) in values.iter_mut().skip(w).zip(across).zip(along) {
            *v = *v * 0.4 + 0.15 * (across + along);
        }
        Self { values, ..*self }
    }

    /// How much the values rise in a centimetre, along x and along y.
    pub fn slope(&self, i: usize) -> (f64, f64) {
        let near = |i: usize| self.values.get(i).copied().unwrap_or(0.0);
        let rise = |by: usize| (near(i + by) - near(i.wrapping_sub(by))) / (2.0 * self.step);
        (rise(1), rise(self.wide))
    }

    /// Where sample `i` is.
    pub fn point(&self, i: usize) -> Point {
        Point::new(self.from.x + (i % self.wide) as f64 * self.step, self.from.y + (i / self.wide) as f64 * self.step)
    }

    /// Sample `i`; far outside beyond the edge.
    pub fn value(&self, i: usize) -> f64 {
        self.values.get(i).copied().unwrap_or(FAR)
    }

    /// The loops around all that is below 0, counter-clockwise, rounded by `passes` of smoothing. What lies outside
    /// is on the right of the way. Loops too small to be seen are left out.
    pub fn trace(&self, passes: usize) -> Vec<Vec<Point>> {
        // A cell's crossing runs between two of its edges: bottom 0, right 1, top 2, left 3, by which corners are in.
        const WAYS: [&[(usize, usize)]; 16] = [
            &[],
            &[(0, 3)],
            &[(1, 0)],
            &[(1, 3)],
            &[(2, 1)],
            &[(0, 3), (2, 1)],
            &[(2, 0)],
            &[(2, 3)],
            &[(3, 2)],
            &[(0, 2)],
            &[(1, 0), (3, 2)],
            &[(1, 2)],
            &[(3, 1)],
            &[(0, 1)],
            &[(3, 0)],
            &[],
        ];
        const NONE: u32 = u32::MAX;
        let wide = self.wide;
        let within: Vec<u8> = self.values.iter().map(|v| u8::from(*v < 0.0)).collect();
        let above = within.get(wide..).unwrap_or_default();
        // Every grid edge has a number: twice its lower left sample, plus 1 where it runs upwards.
        let mut next = vec![NONE; self.values.len() * 2];
        let mut starts = Vec::new();
        for (i, (low, high)) in within.windows(2).zip(above.windows(2)).enumerate() {
            let ([a, b], [d, c]) = (low, high) else { continue };
            let inside = usize::from(a | b << 1 | c << 2 | d << 3);
            if inside == 0 || inside == 15 || i % wide == wide - 1 {
                continue;
            }
            let edges = [i * 2, (i + 1) * 2 + 1, (i + wide) * 2, i * 2 + 1];
            for (a, b) in WAYS.get(inside).copied().unwrap_or_default() {
                if let (Some(a), Some(b)) = (edges.get(*a), edges.get(*b))
                    && let Some(slot) = next.get_mut(*a)
                {
                    *slot = *b as u32;
                    starts.push(*a);
                }
            }
        }
        let mut loops = Vec::new();
        for mut edge in starts {
            let mut points = Vec::new();
            while let Some(slot) = next.get_mut(edge).filter(|n| **n != NONE) {
                let to = *slot as usize;
                *slot = NONE;
                points.push(self.crossing(edge));
                edge = to;
            }
            if area(&points).abs() > 0.6 {
                loops.push(smooth(points, passes));
            }
        }
        loops
    }

    /// Where the skin crosses a grid edge.
    fn crossing(&self, edge: usize) -> Point {
        let a = edge / 2;
        let b = if edge % 2 == 1 { a + self.wide } else { a + 1 };
        let (va, vb) = (self.value(a), self.value(b));
        self.point(a).toward(self.point(b), va / (va - vb))
    }
}

/// Twice the area inside a loop, positive where it runs counter-clockwise.
fn area(points: &[Point]) -> f64 {
    let next = points.iter().cycle().skip(1);
    points.iter().zip(next).map(|(p, q)| p.x * q.y - q.x * p.y).sum()
}

/// Rounds a loop: each point moves half way to the middle of its neighbours, `passes` times.
fn smooth(mut points: Vec<Point>, passes: usize) -> Vec<Point> {
    for _ in 0..passes {
        let n = points.len();
        let before = points.iter().cycle().skip(n - 1);
        let after = points.iter().cycle().skip(1);
        points = points.iter().zip(before).zip(after).map(|((p, a), b)| p.toward(a.toward(*b, 0.5), 0.5)).collect();
    }
    points
}

/// A loop without the points that it can be drawn without, none of them farther than `tolerance` centimetres from
/// the straight piece that replaces it.
pub fn simplify(points: &[Point], tolerance: f64) -> Vec<Point> {
    let mut kept: Vec<Point> = Vec::new();
    let mut skipped: Vec<Point> = Vec::new();
    for p in points {
        if let Some(from) = kept.last() {
            let span = from.distance(*p).max(1e-9);
            let off = |q: &Point| {
                ((p.x - from.x) * (q.y - from.y) - (p.y - from.y) * (q.x - from.x)).abs() > tolerance * span
            };
            if skipped.len() > 30 || skipped.iter().any(off) {
                kept.extend(skipped.last().copied());
                skipped.clear();
            }
            skipped.push(*p);
        } else {
            kept.push(*p);
        }
    }
    kept.extend(skipped.last().copied());
    kept
}
