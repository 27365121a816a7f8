//! What a moving hand leaves and where it goes: trails, the path ahead, the place that is lit, the give of a shoulder.

use super::back::RIGHT;
use super::field::simplify;
use super::ink::{int, lines, put, ribbon, spline, units};
use crate::body::{Contact, Level, Point, Side};

/// Half the breadth of a palm's trail, in centimetres, and of a thumb's.
const PALM_TRAIL: f64 = 4.0;
const THUMB_TRAIL: f64 = 1.1;

/// Centimetres of path in one piece of a trail.
pub(super) const PIECE: f64 = 4.0;

/// How firmly a hand goes, as its trail tells it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Weight {
    /// Thin lines only.
    Light,
    /// A soft band as broad as what touches, with fine lines in it.
    Firm,
    /// The giver's body weight: a deeper band with more and broader lines.
    Body,
}

impl Weight {
    /// The weight of a pressure, 0 to 1.
    pub fn of(pressure: f64) -> Self {
        match pressure {
            p if p < 0.4 => Self::Light,
            p if p < 0.85 => Self::Firm,
            _ => Self::Body,
        }
    }
}

/// What is left over short stretches of path, or what shows them ahead. All that comes and goes together is drawn as few
/// elements, and cut once where it has to be: each costs the browser time.
#[derive(Default)]
pub(super) struct Strokes {
    bands: String,
    /// Path data of the lines of firm strokes, of light ones, and of the dots.
    firm: String,
    light: String,
    dots: String,
}

impl Strokes {
    /// Adds the trail over a stretch (points in centimetres). Stretches that follow on each other flow together.
    pub fn trail(&mut self, path: &[Point], contact: Contact, weight: Weight) {
        let (Some(a), Some(z)) = (path.first(), path.last()) else { return };
        let half = if contact == Contact::Thumbs { THUMB_TRAIL } else { PALM_TRAIL };
        let long = a.distance(*z);
        if weight > Weight::Light {
            let (x, y) = RIGHT.of(a.toward(*z, 0.5));
            let turn = (z.x - a.x).atan2(z.y - a.y).to_degrees().round() as i32;
            let (rx, ry) = (units(half * 1.25), units(long * 0.95 + 0.4));
            let band = &mut self.bands;
            put(band, if weight == Weight::Body { BODY_BAND } else { FIRM_BAND }, &[x, y, rx, ry]);
            if turn % 180 != 0 {
                put(band, "\" transform=\"rotate(@ @ @)", &[turn, x, y]);
            }
            band.push_str("\"/>");
        }
        let (lanes, wide): (&[f64], f64) = match (weight, contact) {
            (_, Contact::Thumbs) => (&[0.0], 0.2),
            (Weight::Light, _) => (&[-0.55, 0.0, 0.55], 0.16),
            (Weight::Firm, _) => (&[-0.8, -0.42, 0.0, 0.42, 0.8], 0.2),
            (Weight::Body, _) => (&[-0.84, -0.56, -0.28, 0.0, 0.28, 0.56, 0.84], 0.26),
        };
        let data = if weight == Weight::Light { &mut self.light } else { &mut self.firm };
        for lane in lanes {
            let beside = beside(path, lane * half);
            lines(data, RIGHT, &ribbon(&beside, wide, taper), true);
        }
    }

    /// Adds a stretch that is ahead (points in centimetres): faint dots, a little over a centimetre apart.
    pub fn ahead(&mut self, path: &[Point]) {
        let mut left = 0.5;
        for pair in path.windows(2) {
            let [a, b] = pair else { continue };
            let long = a.distance(*b);
            while left <= long && long > 0.0 {
                let (x, y) = RIGHT.of(a.toward(*b, left / long));
                put(&mut self.dots, "M@ @h0", &[x, y]);
                left += 1.15;
            }
            left -= long;
        }
    }

    /// All of some together.
    pub fn all<'a>(all: impl Iterator<Item = &'a Self>) -> Self {
        let mut out = Self::default();
        for one in all {
            out.bands.push_str(&one.bands);
            out.firm.push_str(&one.firm);
            out.light.push_str(&one.light);
            out.dots.push_str(&one.dots);
        }
        out
    }

    /// The trails as SVG, with what is beside the back cut off: a palm on the side's curve is broader than what is left
    /// there.
    pub fn left(&self) -> String {
        let mut out = self.bands.clone();
        shape(&mut out, "f-trail", &self.firm);
        shape(&mut out, "f-trail f-light", &self.light);
        on_the_back(&out)
    }

    /// The way ahead as SVG.
    pub fn foreseen(&self) -> String {
        let mut out = String::new();
        shape(&mut out, "f-dots", &self.dots);
        out
    }
}

/// Appends a path of a class, unless it has none.
fn shape(out: &mut String, class: &str, data: &str) {
    if !data.is_empty() {
        for text in ["<path class=\"", class, "\" d=\"", data, "\"/>"] {
            out.push_str(text);
        }
    }
}

const FIRM_BAND: &str = "<ellipse class=\"f-band\" cx=\"@\" cy=\"@\" rx=\"@\" ry=\"@";
const BODY_BAND: &str = "<ellipse class=\"f-band f-body\" cx=\"@\" cy=\"@\" rx=\"@\" ry=\"@";

/// SVG with what is beside the back cut off.
fn on_the_back(svg: &str) -> String {
    ["<g clip-path=\"url(#f-in)\">", svg, "</g>"].concat()
}

/// Tapers to both ends, so that stretches flow together.
fn taper(t: f64) -> f64 {
    (4.0 * t).min(4.0 - 4.0 * t).clamp(0.2, 1.0)
}

/// A path beside another, `off` centimetres to its right, a little longer at both ends.
fn beside(path: &[Point], off: f64) -> Vec<Point> {
    let last = path.len().saturating_sub(1);
    let at = |i: usize| path.get(i.min(last)).copied().unwrap_or_default();
    (0..=last)
        .map(|i| {
            let (a, b, p) = (at(i.max(1) - 1), at(i + 1), at(i));
            let k = 1.0 / a.distance(b).max(1e-6);
            let (dx, dy) = ((b.x - a.x) * k, (b.y - a.y) * k);
            let more = if i == 0 {
                -0.5
            } else if i == last {
                0.5
            } else {
                0.0
            };
            Point::new(p.x + dy * off + dx * more, p.y - dx * off + dy * more)
        })
        .collect()
}

/// What is lit while it is worked on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lit {
    /// One half of the back.
    Side(Side),
    /// The breadth of the back at a level.
    Level(Level),
}

/// A glow over what is worked on; to be shown above the back and below trails and hands, at any opacity.
pub fn lit(what: Lit) -> String {
    let (x, y, rx, ry) = match what {
        Lit::Side(side) => (side.sign() * 9.4, 23.0, 12.0, 27.0),
        Lit::Level(level) => (0.0, level.y().min(43.0), 21.0, 9.5),
    };
    let (x, y) = RIGHT.of(Point::new(x, y));
    let mut out = String::new();
    put(&mut out, "<ellipse class=\"f-lit\" cx=\"@\" cy=\"@\" rx=\"@\" ry=\"@\"/>", &[x, y, units(rx), units(ry)]);
    on_the_back(&out)
}

/// The shoulder as it gives way to a squeeze: the muscle rises between the hands and its edge moves out. Shown over
/// the back with the squeeze's strength as opacity.
pub fn fold(side: Side) -> String {
    let mirror = |(x, y): (f64, f64)| (x * side.sign(), y);
    let edge =
        [(7.4, 51.4), (8.9, 51.2), (10.6, 51.4), (12.6, 51.2), (14.6, 50.4), (16.6, 49.3), (18.4, 47.9), (20.0, 46.5)];
    let rim = spline(&edge.map(mirror), 6);
    // Just deep enough to cover the line of the shoulder at rest.
    let under = [(20.0, 46.1), (16.6, 47.8), (12.8, 48.9), (9.2, 50.1), (7.2, 51.2)];
    let mut roll = rim.clone();
    roll.extend(spline(&under.map(mirror), 6));
    let mut out = String::from("<path class=\"f-roll\" d=\"");
    lines(&mut out, RIGHT, &simplify(&roll, 0.02), true);
    out.push_str("\"/><g class=\"f-tones\">");
    // x, y, half-axes, turn, strength: light on the roll's back, dark in the dent below it.
    for (x, y, rx, ry, turn, strength) in [(12.8, 48.7, 15, 50, 71, 62), (12.4, 45.4, 14, 60, 76, -44)] {
        let (x, y) = RIGHT.of(Point::new(x * side.sign(), y));
        put(
            &mut out,
            "<ellipse cx=\"@\" cy=\"@\" rx=\"@\" ry=\"@\" transform=\"rotate(@ @ @)\" fill-opacity=\".",
            &[x, y, rx * 12, ry * 12, turn * side.sign() as i32, x, y],
        );
        int(&mut out, i32::abs(strength));
        out.push_str(if strength < 0 { "\" class=\"f-td\"/>" } else { "\" class=\"f-tl\"/>" });
    }
    out.push_str("</g><g class=\"f-bln\"><path d=\"");
    lines(&mut out, RIGHT, &ribbon(&rim, 0.22, taper), true);
    out.push_str("\"/></g>");
    out
}

/// The depth of tone under a hand that presses, in the hand's own units, below forearm and hand: its opacity is the
/// pressure. The same for every posture.
pub fn pressure() -> &'static str {
    "<ellipse class=\"f-press\" cx=\"0\" cy=\"40\" rx=\"1000\" ry=\"1150\"/>\
     <ellipse class=\"f-press\" cx=\"0\" cy=\"-600\" rx=\"960\" ry=\"960\"/>"
}
