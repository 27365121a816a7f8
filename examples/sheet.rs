//! Draws the figure at moments of the session, in both lights, to look at: `target/figure/sheet-lamp.html`,
//! `sheet-day.html`, and each moment as a file of its own.
//!
//! `cargo run --release --example sheet` draws all, `cargo run --release --example sheet b-` those whose name begins
//! with `b-`.

use backstroke::body::{Level, Motion, Pose, Side};
use backstroke::figure::{self, Lit, WHOLE, bake, lit};
use backstroke::routine::{self, Kind, Prefs, Selection, Step, Timeline};
use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs};

const CSS: &str = include_str!("../style/figure.css");

/// A moment to draw: its name, the sequence, the movement's part, the side or level, and how far the part is done.
struct Moment {
    name: &'static str,
    sequence: char,
    part: u8,
    kind: Kind,
    side: Option<Side>,
    level: Option<Level>,
    phase: f64,
}

const fn moment(name: &'static str, sequence: char, part: u8, phase: f64) -> Moment {
    Moment { name, sequence, part, kind: Kind::Stroke, side: None, level: None, phase }
}

const fn knead(name: &'static str, side: Side, phase: f64) -> Moment {
    Moment { kind: Kind::Knead, side: Some(side), ..moment(name, 'A', 0, phase) }
}

const fn on(name: &'static str, side: Side, part: u8, phase: f64) -> Moment {
    Moment { side: Some(side), ..moment(name, 'C', part, phase) }
}

const fn fan(name: &'static str, level: Level, part: u8, phase: f64) -> Moment {
    Moment { level: Some(level), ..moment(name, 'D', part, phase) }
}

const MOMENTS: [Moment; 20] = [
    moment("a-facing", 'A', 0, 0.0),
    moment("a-up", 'A', 0, 0.6),
    moment("a-round", 'A', 1, 0.55),
    moment("a-sides", 'A', 2, 0.5),
    knead("a-knead-1", Side::Right, 0.0),
    knead("a-knead-2", Side::Right, 0.055),
    knead("a-knead-3", Side::Right, 0.1),
    knead("a-knead-4", Side::Left, 0.055),
    moment("b-waist", 'B', 0, 0.05),
    moment("b-midway", 'B', 0, 0.5),
    moment("b-neck", 'B', 0, 0.98),
    moment("b-slide", 'B', 1, 0.6),
    on("c-right-1", Side::Right, 0, 0.35),
    on("c-right-2", Side::Right, 0, 0.7),
    on("c-left", Side::Left, 1, 0.6),
    fan("d-up", Level::Chest, 0, 0.9),
    fan("d-turning", Level::Chest, 1, 0.3),
    fan("d-chest", Level::Chest, 1, 1.0),
    fan("d-waist", Level::Waist, 1, 1.0),
    fan("d-hips", Level::Hips, 1, 1.0),
];

fn fits(m: &Moment, step: &Step) -> bool {
    step.sequence == m.sequence
        && step.kind == m.kind
        && step.part == Some(m.part)
        && (m.side.is_none() || step.side == m.side)
        && (m.level.is_none() || step.level == m.level)
}

/// A step's motion, densely sampled.
fn samples(motion: &Motion) -> Vec<(f64, Pose)> {
    let n = motion.duration_ms / 20 + 2;
    (0..=n).map(|i| f64::from(i) / f64::from(n)).map(|phase| (phase, motion.pose(phase))).collect()
}

fn draw(m: &Moment, session: &Timeline, light: &str) -> Result<String, String> {
    let step = session.steps().iter().find(|s| fits(m, s)).ok_or_else(|| format!("no step for {}", m.name))?;
    let motion = session.motion(step).ok_or_else(|| format!("no motion for {}", m.name))?;
    let baked = bake(&samples(motion));
    let what = step.level.map(Lit::Level).or(step.side.map(Lit::Side));
    let under = what.map_or_else(String::new, lit) + &baked.under((m.phase * f64::from(WHOLE)) as u32);
    Ok(figure::file(&motion.pose(m.phase), &under, Side::Left, CSS, light))
}

fn main() -> Result<(), String> {
    let folder = Path::new("target/figure");
    let failed = |e: std::io::Error| format!("cannot write {}: {e}", folder.display());
    fs::create_dir_all(folder).map_err(failed)?;
    let only = env::args().nth(1).unwrap_or_default();
    let routine = routine::back().map_err(|errors| format!("the routine: {errors:?}"))?;
    let session = routine::compile(&routine, &Prefs::default(), Selection::Whole);
    for light in ["lamp", "day"] {
        let mut page = format!("<!doctype html><style>{CSS}body{{margin:0;font-size:0}}</style>");
        for m in MOMENTS.iter().filter(|m| m.name.starts_with(&only)) {
            let file = format!("{}-{light}.svg", m.name);
            fs::write(folder.join(&file), draw(m, &session, light)?).map_err(failed)?;
            write!(page, "<img src=\"{file}\" width=600 height=600 style=\"clip-path:circle(44%)\">")
                .map_err(|e| e.to_string())?;
        }
        fs::write(folder.join(format!("sheet-{light}.html")), page).map_err(failed)?;
    }
    Ok(())
}
