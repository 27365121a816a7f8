//! The back, drawn once: ground, table, body, head, towel.
//!
//! Soft tones are ellipses that fade to nothing and stacks of thin strokes, not blurs: no filter is needed anywhere.

use super::ink::{Place, int, lines, put, ribbon, spline};
use super::{BASE, MIDDLE, SCALE};
use crate::body::Point;

/// Right half of the silhouette, from the nape round the shoulder and down the arm's outer side, centimetres.
const OUTER: [(f64, f64); 15] = [
    (5.4, 62.0),
    (5.1, 57.4),
    (5.35, 54.6),
    (6.4, 52.4),
    (9.0, 50.7),
    (12.9, 49.5),
    (17.0, 48.3),
    (20.3, 46.4),
    (22.7, 43.2),
    (24.3, 39.2),
    (25.7, 34.2),
    (27.5, 28.0),
    (29.9, 21.0),
    (32.4, 13.0),
    (33.8, 7.0),
];

/// Up the arm's inner side to the armpit.
const INNER: [(f64, f64); 6] = [(26.4, 7.0), (24.9, 13.4), (22.9, 20.0), (20.7, 26.8), (18.8, 31.9), (17.3, 35.2)];

/// From the armpit down the side; through the half-widths of the body's outline.
const FLANK: [(f64, f64); 12] = [
    (17.15, 35.0),
    (17.0, 32.0),
    (16.1, 27.0),
    (15.0, 22.0),
    (14.25, 18.8),
    (14.0, 16.0),
    (14.5, 12.9),
    (15.8, 10.0),
    (18.0, 5.4),
    (18.9, 0.0),
    (19.2, -5.0),
    (19.2, -11.0),
];

/// A soft tone: centre, half-axes across and along (tenths of a centimetre), its turn clockwise in degrees, strength
/// in percent; dark below zero.
type Tone = [i16; 6];

/// Units in a tenth of a centimetre.
const TENTH: i32 = (SCALE / 10.0) as i32;

/// Tones in the middle.
const MIDLINE: [Tone; 7] = [
    [0, 270, 11, 255, 0, -58],
    [0, 150, 17, 120, 0, -34],
    [0, 400, 14, 90, 0, -22],
    [0, 507, 16, 15, 0, 34],
    [0, 30, 34, 34, 0, 12],
    [0, -35, 10, 60, 0, -62],
    [0, 545, 30, 40, 0, -22],
];

/// Tones on the right half; the left half has them mirrored.
const PAIRED: [Tone; 25] = [
    // The columns of muscle beside the spine, the channels between, the valley outside.
    [34, 310, 24, 180, 2, 34],
    [38, 130, 27, 120, 0, 36],
    [21, 260, 6, 225, 0, -24],
    [72, 170, 24, 105, -4, -26],
    // The shoulder blade: its inner border, its tip, its lower border, its plane, its ridge.
    [72, 414, 15, 54, 13, -50],
    [73, 350, 15, 42, -24, -52],
    [116, 340, 15, 50, 54, -44],
    [104, 386, 36, 56, 8, 34],
    [135, 452, 17, 72, 79, 30],
    [118, 424, 60, 34, 0, 12],
    // Neck, trapezius, shoulder.
    [50, 520, 17, 56, -32, -28],
    [30, 540, 12, 60, -6, 18],
    [88, 482, 20, 52, 62, 22],
    [206, 416, 30, 52, -20, 26],
    [240, 330, 22, 90, -17, 20],
    // Ribs and the small of the back.
    [128, 272, 14, 76, 32, -15],
    [118, 262, 46, 80, 20, 12],
    [104, 120, 44, 66, -14, 14],
    [132, 160, 22, 60, 0, -12],
    [37, 46, 10, 14, 22, -40],
    [92, 40, 60, 40, -24, 16],
    [88, -30, 70, 60, 0, 18],
    // The fold behind the armpit.
    [174, 374, 12, 46, 9, -56],
    [180, 340, 12, 30, 14, -40],
    [150, 330, 22, 60, 4, 12],
];

/// The hem of the towel, left to right.
const HEM: [(f64, f64); 11] = [
    (-21.0, -2.4),
    (-20.1, -1.2),
    (-18.4, -1.2),
    (-14.0, -2.2),
    (-7.0, -3.2),
    (0.0, -3.6),
    (7.0, -3.1),
    (14.0, -1.9),
    (18.4, -0.9),
    (20.3, -0.9),
    (21.2, -2.0),
];

/// Hair, right half, from the nape up.
const HAIR: [(f64, f64); 10] = [
    (0.0, 56.1),
    (1.5, 56.3),
    (3.2, 57.2),
    (4.8, 58.7),
    (6.1, 60.2),
    (7.2, 62.6),
    (7.75, 66.0),
    (7.4, 70.0),
    (5.2, 73.8),
    (0.0, 75.6),
];

/// The whole drawing's place on the square.
pub(super) const RIGHT: Place = Place { sx: 1.0, x: -MIDDLE, y: BASE };
const LEFT: Place = Place { sx: -1.0, ..RIGHT };

/// A half outline, closed by its mirror image.
fn mirrored(half: &[Point]) -> Vec<Point> {
    half.iter().copied().chain(half.iter().rev().map(|p| Point::new(-p.x, p.y))).collect()
}

/// The whole body's outline with its arms.
pub(super) fn silhouette() -> Vec<Point> {
    mirrored(&[spline(&OUTER, 6), spline(&INNER, 6), spline(&FLANK, 6)].concat())
}

/// The hair's outline.
pub(super) fn hair() -> Vec<Point> {
    mirrored(&spline(&HAIR, 6))
}

/// The inner SVG of everything that does not move, in pieces: each is appended to those before. `defs` must be in the same
/// document.
pub const BACK: [fn(&mut String); 3] = [body_on_ground, head, towel];

/// All of [`BACK`].
pub fn back() -> String {
    let mut out = String::with_capacity(20_000);
    for piece in BACK {
        piece(&mut out);
    }
    out
}

fn body_on_ground(out: &mut String) {
    out.push_str(GROUND);
    out.push_str("<g mask=\"url(#f-fade)\"><g class=\"f-cast\">");
    cast(out);
    out.push_str("</g>");
    body(out);
    out.push_str("</g>");
}

/// Skin, its tones, the darkening towards its rim, and its lines.
fn body(out: &mut String) {
    out.push_str("<use href=\"#f-sil\" class=\"f-skin\"/><g clip-path=\"url(#f-in)\"><g class=\"f-tones\">");
    for tone in MIDLINE {
        ellipse(out, tone, 1);
    }
    for tone in PAIRED {
        ellipse(out, tone, 1);
        ellipse(out, tone, -1);
    }
    out.push_str("</g><g class=\"f-round\" transform=\"translate(-45 -30)\">");
    rims(out, "f-sil", &[50, 100, 150, 200, 260, 320, 390, 470, 560, 660]);
    out.push_str("</g></g><g class=\"f-bln\">");
    body_lines(out);
    out.push_str("</g>");
}

/// A soft tone, on the right (`side` 1) or mirrored to the left (−1). Its strength is its fill's: what has an
/// `opacity` is painted apart by the browser, and there would be sixty of them.
fn ellipse(out: &mut String, tone: Tone, side: i32) {
    let [x, y, rx, ry, turn, strength] = tone.map(i32::from);
    let (x, y) = RIGHT.of(Point::new(f64::from(side * x) / 10.0, f64::from(y) / 10.0));
    // Light comes from the left: what faces right is a little darker.
    let strength = if (strength < 0) == (side > 0) { strength.abs() } else { strength.abs() * 4 / 5 };
    put(out, "<ellipse cx=\"@\" cy=\"@\" rx=\"@\" ry=\"@\" fill-opacity=\".", &[x, y, rx * TENTH, ry * TENTH]);
    int(out, strength / 10);
    int(out, strength % 10);
    if turn != 0 {
        put(out, "\" transform=\"rotate(@ @ @)", &[side * turn, x, y]);
    }
    out.push_str(if tone[5] < 0 { "\" class=\"f-td\"/>" } else { "\" class=\"f-tl\"/>" });
}

/// Strokes of growing width along an outline: clipped to it, they darken towards its rim.
fn rims(out: &mut String, of: &str, widths: &[i32]) {
    for width in widths {
        out.push_str("<use href=\"#");
        out.push_str(of);
        put(out, "\" stroke-width=\"@\"/>", &[*width]);
    }
}

/// A long soft shadow away from the light: copies of an outline, each farther off and broader.
fn cast(out: &mut String) {
    for k in 0..9 {
        let n = [20 + k * 24, 14 + k * 17, 20 + k * 52];
        put(out, "<use href=\"#f-sil\" transform=\"translate(@ @)\" stroke-width=\"@\"/>", &n);
    }
}

/// An inked line along points on the right and its mirror on the left.
fn inked(out: &mut String, points: &[Point], width: f64, swell: fn(f64) -> f64) {
    for at in [RIGHT, LEFT] {
        out.push_str("<path d=\"");
        lines(out, at, &ribbon(points, width, swell), true);
        out.push_str("\"/>");
    }
}

/// Swells in the middle, thin at the ends.
fn belly(t: f64) -> f64 {
    (4.0 * t * (1.0 - t)).max(0.0).sqrt().min(1.0) * 0.85 + 0.15
}

fn body_lines(out: &mut String) {
    let outer = spline(&OUTER, 6);
    inked(out, outer.get(4..).unwrap_or_default(), 0.22, belly);
    let mut inner = spline(&INNER, 6);
    inner.extend(spline(&[(17.3, 35.2), (16.75, 36.6), (16.45, 38.4)], 5));
    inked(out, &inner, 0.18, belly);
    let flank = spline(&FLANK, 6);
    inked(out, flank.get(2..).unwrap_or_default(), 0.22, belly);
    out.push_str("<g opacity=\".45\">");
    inked(out, &spline(&[(6.55, 39.8), (6.5, 37.2), (7.2, 34.4), (8.7, 32.4), (10.1, 32.2)], 5), 0.13, belly);
    out.push_str("</g>");
}

/// The room's ground, and a hint of the table and of the rest for the face.
const GROUND: &str = concat!(
    "<path class=\"f-ground\" d=\"M0 0h10000v10000h-10000z\"/><path class=\"f-glow\" d=\"M0 0h10000v10000h-10000z\"/>",
    "<path class=\"f-table\" d=\"M3350 2060V900Q3350 300 4000 300H6000Q6650 300 6650 900V2060\"/>",
    "<path class=\"f-table\" d=\"M1240 10000V2480Q1240 2060 1660 2060H8340Q8760 2060 8760 2480V10000z\"/>",
);

/// The head from behind, hair drawn up from the nape; `whole` with its shading and strands.
fn head(out: &mut String) {
    let ear = spline(&[(7.0, 60.4), (8.1, 60.5), (8.8, 62.0), (8.6, 64.0), (7.5, 64.6)], 4);
    out.push_str("<g class=\"f-ear\">");
    for at in [RIGHT, LEFT] {
        out.push_str("<path d=\"");
        lines(out, at, &ear, false);
        out.push_str("\"/>");
    }
    out.push_str("</g>");
    out.push_str("<g class=\"f-cast\">");
    rims(out, "f-hair", &[40, 100, 170, 250]);
    out.push_str("</g>");
    out.push_str("<use href=\"#f-hair\" class=\"f-hair\"/>");
    out.push_str("<g clip-path=\"url(#f-inh)\"><g class=\"f-round\" transform=\"translate(-60 -40)\">");
    rims(out, "f-hair", &[60, 120, 180, 250, 320, 400, 490, 590]);
    out.push_str("</g></g><g class=\"f-strand\">");
    strands(out);
    out.push_str("</g>");
    out.push_str("<g class=\"f-bln\">");
    let edge = spline(HAIR.get(2..).unwrap_or_default(), 6);
    inked(out, &edge, 0.16, belly);
    out.push_str("</g>");
}

/// Hair drawn up from the nape.
fn strands(out: &mut String) {
    for k in -6..=6_i8 {
        let x = f64::from(k) / 6.0;
        let up = x.abs();
        let from = (x * 6.3, 56.7 + up * up * 4.6 + if k % 2 == 0 { 0.0 } else { 0.5 });
        let strand = [from, (x * 6.1, 60.0 + up * 2.6), (x * 4.7, 64.0 + up * 1.4), (x * 3.0, 69.0)];
        out.push_str("<path d=\"");
        lines(out, RIGHT, &ribbon(&spline(&strand, 5), 0.13, belly), true);
        out.push_str("\"/>");
    }
}

fn towel(out: &mut String) {
    let hem = spline(&HEM, 6);
    let shape = |drop: f64| {
        let mut points: Vec<Point> = hem.iter().map(|p| Point::new(p.x, p.y + drop)).collect();
        points.extend([Point::new(23.5, -18.0), Point::new(-23.5, -18.0)]);
        points
    };
    for drop in [0.9, 0.6, 0.3] {
        out.push_str("<path class=\"f-sh\" d=\"");
        lines(out, RIGHT, &shape(drop), true);
        out.push_str("\"/>");
    }
    out.push_str("<path class=\"f-towel\" d=\"");
    lines(out, RIGHT, &shape(0.0), true);
    out.push_str("\"/><g class=\"f-fold\">");
    for fold in [
        [-150, -95, 9, 62, 3, -30],
        [-55, -110, 10, 62, -4, -30],
        [28, -110, 9, 62, 3, -26],
        [118, -95, 10, 60, -4, -34],
    ] {
        ellipse(out, fold, 1);
        let [x, y, rx, ry, turn, strength] = fold;
        ellipse(out, [x - 22, y, rx * 2, ry, turn, -strength / 3], 1);
    }
    out.push_str("</g><g class=\"f-bln\">");
    for (down, width) in [(0.0, 0.2), (1.3, 0.1)] {
        let line: Vec<Point> = hem.iter().map(|p| Point::new(p.x, p.y - down)).collect();
        out.push_str("<path d=\"");
        lines(out, RIGHT, &ribbon(&line, width, belly), true);
        out.push_str("\"/>");
    }
    out.push_str("</g>");
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::body::half_width;

    #[test]
    fn the_drawn_flank_is_the_bodys_outline() {
        for p in spline(&FLANK, 6).iter().filter(|p| (-5.0..34.0).contains(&p.y)) {
            assert!((p.x - half_width(p.y)).abs() < 0.75, "drawn {} cm at {}, is {}", p.x, p.y, half_width(p.y));
        }
        for (y, place) in [(0.0, "base"), (6.0, "hips"), (16.0, "waist"), (32.0, "chest")] {
            let drawn = spline(&FLANK, 24);
            let near = drawn.iter().min_by(|a, b| (a.y - y).abs().total_cmp(&(b.y - y).abs())).map_or(0.0, |p| p.x);
            assert!((near - half_width(y)).abs() < 0.25, "{place}: drawn {near}, is {}", half_width(y));
        }
    }
}
