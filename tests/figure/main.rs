//! The picture test: every drawing of a hand, the back, and what is seen in the middle of every part of a session,
//! against pictures kept in `tests/figure/golden.txt`.
//!
//! Drawings are painted into coarse cells here, without a browser, so that a change of form, place or tone shows and
//! a change of rounding does not. After a change that is meant, look at the sheet (`cargo run --release --example
//! sheet`), then run this test with `BLESS=1` and commit the new pictures.

// Natively compiled only: it reads and writes a file.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

use backstroke::body::{Blend, Posture, Side};
use backstroke::figure::{self, Frame, Lit, WHOLE, bake, lit};
use backstroke::routine::{self, Prefs, Selection, compile};
use std::fmt::Write as _;

const GOLDEN: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/figure/golden.txt");

/// How much of one tone, of 36, a picture may differ from its golden one on average, in those cells that are painted.
const THRESHOLD: f64 = 0.12;

/// How much each kind of shape darkens or lightens what it covers.
const WEIGHTS: [(&str, f64); 19] = [
    ("f-hand", 9.0),
    ("f-hd", 2.0),
    ("f-hl", -2.0),
    ("f-sh", 1.5),
    ("f-ln", 4.0),
    ("f-arm", 10.0),
    ("f-td", 8.0),
    ("f-tl", -6.0),
    ("f-warm", 2.0),
    ("f-sil", 12.0),
    ("f-hair", 20.0),
    ("f-towel", 6.0),
    ("f-bln", 6.0),
    ("f-band", 3.0),
    ("f-trail", 12.0),
    ("f-dots", 18.0),
    ("f-lit", 2.0),
    ("f-roll", 20.0),
    ("f-press", 5.0),
];

thread_local! {
    /// A kind of shape that is left out: how what is missing is made.
    static WITHOUT: std::cell::Cell<&'static str> = const { std::cell::Cell::new("") };
}

/// Half of a dot's breadth, in units of the drawing.
const DOT: f64 = 50.0;

/// How far a part is done where its picture is taken.
const PHASE: f64 = 0.6;

/// A window of the drawing, in its units, and its cells.
struct Window {
    x: f64,
    y: f64,
    cell: f64,
    wide: usize,
    high: usize,
}

const HAND: Window = Window { x: -1500.0, y: -1500.0, cell: 75.0, wide: 40, high: 34 };
const BACK: Window = Window { x: 0.0, y: 0.0, cell: 200.0, wide: 50, high: 50 };

/// An attribute of an element, by its text.
fn attribute<'a>(element: &'a str, name: &str) -> Option<&'a str> {
    let start = element.find(&format!(" {name}=\""))? + name.len() + 3;
    element[start..].split('"').next()
}

fn number(element: &str, name: &str) -> f64 {
    attribute(element, name).and_then(|v| v.parse().ok()).unwrap_or(0.0)
}

/// The loops of a path of straight relative pieces, and a square for each dot; anything else has none.
fn loops(data: &str) -> Vec<Vec<(f64, f64)>> {
    if data.ends_with("h0") {
        let dots = data.split("h0").filter_map(|dot| dot.strip_prefix('M')?.split_once(' '));
        let at = |v: &str| v.parse::<f64>().expect("a whole number");
        return dots
            .map(|(x, y)| {
                [(-DOT, -DOT), (DOT, -DOT), (DOT, DOT), (-DOT, DOT)].map(|(u, v)| (at(x) + u, at(y) + v)).to_vec()
            })
            .collect();
    }
    if data.contains(['C', 'Q', 'H', 'V']) {
        return Vec::new();
    }
    let mut all = Vec::new();
    for part in data.split('M').filter(|p| !p.is_empty()) {
        let spaced = part.replace('-', " -").replace(['l', 'z'], " ");
        let n: Vec<f64> = spaced.split_whitespace().map(|v| v.parse().expect("a whole number")).collect();
        let mut at = (0.0, 0.0);
        all.push(
            n.chunks_exact(2)
                .map(|d| {
                    at = (at.0 + d[0], at.1 + d[1]);
                    at
                })
                .collect(),
        );
    }
    all
}

/// Whether loops wind around a point.
fn inside(loops: &[Vec<(f64, f64)>], x: f64, y: f64) -> bool {
    let mut winding = 0;
    for l in loops {
        for (i, a) in l.iter().enumerate() {
            let b = l[(i + 1) % l.len()];
            let right = (b.0 - a.0) * (y - a.1) - (b.1 - a.1) * (x - a.0);
            if a.1 <= y && b.1 > y && right > 0.0 {
                winding += 1;
            } else if a.1 > y && b.1 <= y && right < 0.0 {
                winding -= 1;
            }
        }
    }
    winding != 0
}

/// Where a drawing lies: across, down, and degrees clockwise.
type Place = (f64, f64, f64);

/// A drawing as cells of tone.
fn paint(svg: &str, window: &Window) -> Vec<f64> {
    painted(svg, window, (0.0, 0.0, 0.0))
}

/// A drawing that lies somewhere, as cells of tone.
fn painted(svg: &str, window: &Window, (left, top, turned): Place) -> Vec<f64> {
    const FINE: [f64; 3] = [1.0 / 6.0, 0.5, 5.0 / 6.0];
    let mut cells = vec![0.0; window.wide * window.high];
    let (back, ahead) = f64::to_radians(turned).sin_cos();
    // A group's class and opacity are those of all in it; no drawing has one group in another of that kind.
    let mut group = ("", 1.0);
    for element in svg.split('<') {
        let own = attribute(element, "class").or(attribute(element, "id")).unwrap_or("");
        if element.starts_with("g ") {
            group = (own, attribute(element, "opacity").and_then(|o| o.parse().ok()).unwrap_or(group.1));
        }
        if element.starts_with("/g") {
            group = ("", 1.0);
        }
        let kind = if own.is_empty() { group.0 } else { own }.split(' ').next().unwrap_or("");
        let seen = |name: &str| name == kind && name != WITHOUT.get();
        let Some((_, weight)) = WEIGHTS.iter().find(|(name, _)| seen(name)) else { continue };
        let loops = attribute(element, "d").map(loops).unwrap_or_default();
        let (cx, cy) = (number(element, "cx"), number(element, "cy"));
        let (rx, ry) = (number(element, "rx") + number(element, "r"), number(element, "ry") + number(element, "r"));
        let strength = group.1 * attribute(element, "fill-opacity").and_then(|o| o.parse().ok()).unwrap_or(1.0);
        let turn =
            attribute(element, "transform").and_then(|t| t.strip_prefix("rotate(")?.split(' ').next()?.parse().ok());
        let (sin, cos) = f64::to_radians(turn.unwrap_or(0.0)).sin_cos();
        let covers = |x: f64, y: f64| {
            if rx > 0.0 {
                let (dx, dy) = (x - cx, y - cy);
                ((dx * cos + dy * sin) / rx).hypot((dy * cos - dx * sin) / ry) < 0.7
            } else {
                inside(&loops, x, y)
            }
        };
        for (i, cell) in cells.iter_mut().enumerate() {
            for (u, v) in FINE.iter().flat_map(|u| FINE.iter().map(move |v| (u, v))) {
                let x = window.x + ((i % window.wide) as f64 + u) * window.cell;
                let y = window.y + ((i / window.wide) as f64 + v) * window.cell;
                let (x, y) = (x - left, y - top);
                if covers(x * ahead + y * back, y * ahead - x * back) {
                    *cell += weight * strength / 9.0;
                }
            }
        }
    }
    cells
}

fn tone(value: f64) -> u8 {
    value.round().clamp(0.0, 35.0) as u8
}

fn text(cells: &[f64], window: &Window) -> String {
    let mut out = String::new();
    for row in cells.chunks(window.wide) {
        let line: String = row
            .iter()
            .map(|v| if tone(*v) == 0 { '.' } else { char::from_digit(u32::from(tone(*v)), 36).unwrap_or('?') })
            .collect();
        out += line.trim_end_matches('.');
        out.push('\n');
    }
    out
}

/// The mean difference of a picture from its golden text, in the cells that either paints.
fn difference(cells: &[f64], window: &Window, golden: &str) -> f64 {
    let mut rows = golden.lines();
    let (mut sum, mut painted) = (0.0, 0);
    for row in cells.chunks(window.wide) {
        let line = rows.next().unwrap_or("").as_bytes();
        for (x, value) in row.iter().enumerate() {
            let kept = line.get(x).and_then(|c| char::from(*c).to_digit(36)).unwrap_or(0);
            let now = f64::from(tone(*value));
            if now > 0.0 || kept > 0 {
                // A tone on the edge between two steps may fall either way.
                sum += ((value.clamp(0.0, 35.0) - f64::from(kept)).abs() - 0.5).max(0.0);
                painted += 1;
            }
        }
    }
    sum / f64::from(painted.max(1))
}

fn hand(side: Side, blend: Blend) -> Vec<f64> {
    paint(&Frame::of(side, &blend).draw(), &HAND)
}

/// What is seen in each part of a session on each side and at each level: light, marks, and both hands. Only those
/// whose name begins with `only`.
fn scenes(only: &str) -> Vec<(String, Vec<f64>, Window)> {
    let routine = routine::back().expect("the routine is right");
    let session = compile(&routine, &Prefs::default(), Selection::Whole);
    let mut seen = Vec::new();
    let mut all = Vec::new();
    for (index, step) in session.steps().iter().enumerate() {
        let which = (step.sequence, step.part, step.kind, step.side, step.level);
        if step.part.is_none() || seen.contains(&which) {
            continue;
        }
        seen.push(which);
        let movement = step.movement.and_then(|m| routine.movement(m)).expect("a part has its movement");
        let part = movement.parts()[usize::from(step.part.expect("a part"))].id();
        let place = step.side.map(Side::name).or(step.level.map(backstroke::body::Level::name)).unwrap_or("both sides");
        let name = format!("{}, {}, {part}, {place}", step.sequence, movement.id());
        if !name.starts_with(only) {
            continue;
        }
        let at = |k: u32| f64::from(k) / 200.0;
        let samples: Vec<_> = (0..=200).filter_map(|k| Some((at(k), session.pose_in(index, at(k))?))).collect();
        let light = step.level.map(Lit::Level).or(step.side.map(Lit::Side)).map_or_else(String::new, lit);
        let under = light + &bake(&samples).under((PHASE * f64::from(WHOLE)) as u32);
        let mut cells = paint(&under, &BACK);
        let pose = session.pose_in(index, PHASE).expect("a part has a pose");
        for side in Side::BOTH {
            let hand = pose.hand(side);
            let (x, y) = figure::to_px(hand.palm);
            let drawn = Frame::of(side, &hand.blend).draw();
            let place = (f64::from(x), f64::from(y), hand.heading);
            let pressed = format!("<g opacity=\"{:.2}\">{}</g>", hand.pressure, figure::pressure());
            for layer in [painted(&pressed, &BACK, place), painted(&drawn, &BACK, place)] {
                cells.iter_mut().zip(layer).for_each(|(all, one)| *all += one);
            }
        }
        all.push((name, cells, BACK));
    }
    all
}

fn pictures() -> Vec<(String, Vec<f64>, Window)> {
    let mut all = Vec::new();
    for side in Side::BOTH {
        for posture in Posture::ALL {
            all.push((format!("{} hand, {posture:?}", side.name()), hand(side, Blend::still(posture)), HAND));
        }
        let mid = Blend { from: Posture::Up, to: Posture::Thumbs, mix: 0.5 };
        all.push((format!("{} hand, between Up and Thumbs", side.name()), hand(side, mid), HAND));
    }
    all.push(("the back".into(), paint(&(figure::defs() + &figure::back()), &BACK), BACK));
    all.push(("a forearm".into(), paint(&figure::arm(Side::Left), &HAND), HAND));
    all.extend(scenes(""));
    all
}

#[test]
fn the_figure_looks_as_it_did() {
    let pictures = pictures();
    if std::env::var_os("BLESS").is_some() {
        let mut out = String::new();
        for (name, cells, window) in &pictures {
            write!(out, "# {name}\n{}", text(cells, window)).expect("text can be written");
        }
        std::fs::write(GOLDEN, out).expect("tests/figure can be written");
    }
    let kept = std::fs::read_to_string(GOLDEN).expect("tests/figure/golden.txt is there");
    let kept: Vec<(&str, &str)> = kept.split("# ").skip(1).filter_map(|p| p.split_once('\n')).collect();
    assert_eq!(kept.len(), pictures.len(), "another number of pictures: look at them, then run with BLESS=1");
    for ((name, cells, window), (golden_name, golden)) in pictures.iter().zip(&kept) {
        assert_eq!(name, golden_name);
        let off = difference(cells, window, golden);
        assert!(off < THRESHOLD, "{name} differs by {off:.3} tones a cell; look at the sheet, then run with BLESS=1");
    }
}

#[test]
fn a_small_change_of_a_hand_is_noticed() {
    let kept = hand(Side::Left, Blend::still(Posture::Up));
    let kept = text(&kept, &HAND);
    let near = Blend { from: Posture::Up, to: Posture::Out, mix: 0.4 };
    let changed = hand(Side::Left, near);
    let off = difference(&changed, &HAND, &kept);
    assert!(off > THRESHOLD, "only {off:.3}");
}

#[test]
fn whatever_is_missing_from_a_scene_is_noticed() {
    let parts = [
        ("C, hand-over-hand, outer-leads, right", "f-trail"),
        ("D, fan, apart, chest", "f-lit"),
        ("D, fan, up, chest", "f-dots"),
        ("A, kneading, knead, right", "f-roll"),
    ];
    for (part, missing) in parts {
        let whole = scenes(part);
        WITHOUT.set(missing);
        let without = scenes(part);
        WITHOUT.set("");
        let ([(_, whole, window)], [(_, without, _)]) = (&whole[..], &without[..]) else {
            panic!("no scene of {part}")
        };
        let off = difference(without, window, &text(whole, window));
        assert!(off > THRESHOLD, "{part} without its {missing} differs by {off:.3} only");
    }
}

#[test]
fn every_colour_and_class_of_the_drawing_is_in_its_style_in_both_lights() {
    let css = include_str!("../../style/figure.css");
    let frames: String = Side::BOTH.map(|side| Frame::of(side, &Blend::still(Posture::Up)).draw()).concat();
    let parts = [figure::defs(), figure::back(), frames, figure::arm(Side::Left)].concat()
        + &figure::fold(Side::Left)
        + &figure::lit(figure::Lit::Side(Side::Left))
        + figure::pressure();
    let (lamp, day) = css.split_once("[data-light=day] {").expect("the style has both lights");
    let day = day.split('}').next().unwrap_or("");
    for text in [&parts, css] {
        for name in text.split("var(").skip(1).filter_map(|v| v.split(')').next()) {
            for (light, rules) in [("lamp", lamp), ("day", day)] {
                assert!(rules.contains(&format!("{name}:")), "{name} has no value in {light} light");
            }
        }
    }
    for class in parts.split("class=\"").skip(1).filter_map(|v| v.split('"').next()) {
        for class in class.split(' ') {
            let known = [' ', ',', '.', '{'].iter().any(|end| css.contains(&format!(".{class}{end}")));
            assert!(known, "no rule for {class}");
        }
    }
    for text in [&parts, css] {
        for id in text.split("url(#").skip(1).filter_map(|v| v.split(')').next()) {
            assert!(parts.contains(&format!("id=\"{id}\"")), "nothing has the id {id}");
        }
    }
}

#[test]
fn a_drawing_holds_whole_numbers_only() {
    let drawn = figure::defs() + &figure::back() + &Frame::of(Side::Right, &Blend::still(Posture::Grip)).draw();
    for data in drawn.split(" d=\"").skip(1).filter_map(|d| d.split('"').next()) {
        assert!(!data.contains(['.', 'e', 'N']), "{data}");
    }
}
