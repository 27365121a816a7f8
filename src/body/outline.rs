//! The body's outline: how far it reaches to either side at each height.

use super::Point;

/// The half-width at the nape and above it, in centimetres.
const NAPE: f64 = 5.0;

/// Half-widths in centimetres by height, from the towel's edge to the nape. The widths at hips, waist, chest and
/// shoulders are those of a neutral adult back; those between follow the side's curve.
const HALF_WIDTHS: [(f64, f64); 13] = [
    (-8.0, 19.2),
    (0.0, 18.9),
    (6.0, 18.0),
    (10.0, 15.8),
    (16.0, 14.0),
    (22.0, 15.0),
    (32.0, 17.0),
    (38.0, 19.6),
    (43.0, 21.6),
    (46.0, 21.0),
    (50.0, 12.4),
    (54.0, 6.0),
    (56.0, NAPE),
];

/// How far the body reaches from the spine at height `y`, in centimetres.
pub fn half_width(y: f64) -> f64 {
    let mut below = HALF_WIDTHS[0];
    if y <= below.0 {
        return below.1;
    }
    for above in HALF_WIDTHS {
        if y <= above.0 {
            let t = (y - below.0) / (above.0 - below.0);
            // Smoothstep between the measured heights: a side has no corners.
            return below.1 + (above.1 - below.1) * t * t * (3.0 - 2.0 * t);
        }
        below = above;
    }
    NAPE
}

/// Whether a point lies on the back: within its outline, between the towel and the nape.
pub fn inside(p: Point) -> bool {
    (-8.0..=56.0).contains(&p.y) && p.x.abs() <= half_width(p.y)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_outline_has_no_step_from_the_towel_to_beyond_the_nape() {
        for k in -1_000..6_500 {
            let (a, b) = (half_width(f64::from(k) / 100.0), half_width(f64::from(k + 1) / 100.0));
            assert!((a - b).abs() < 0.05, "{a} and {b} cm at {} cm", f64::from(k) / 100.0);
        }
    }
}
