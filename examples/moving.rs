//! Draws a movement as a session shows it, going round for ever, in one SVG file that needs no script:
//! `docs/pictures/moving-lamp.svg` and `moving-day.svg`.
//!
//! The movement is C's, hand over hand: its hands keep one posture, so that two drawings are enough. Hands, forearms,
//! marks and light are the app's own keyframes.

use backstroke::body::{Pose, Side};
use backstroke::figure::{Baked, Fade, Key, Lit, Track, WHOLE, WRIST_Y, arm, back, bake, defs, lit, pressure};
use backstroke::routine::{self, Prefs, Selection, Timeline, hold_loop};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

const CSS: &str = include_str!("../style/figure.css");

/// The ground of each light, and the colour of the ring, as `style/tokens.css` has them for C.
const LIGHTS: [(&str, &str, &str); 2] = [("lamp", "#19100b", "#de9a74"), ("day", "#f7eadf", "#78331a")];

/// A whole turn's poses, close enough together for [`bake`].
fn samples(turn: &Timeline) -> Vec<(f64, Pose)> {
    let count = turn.total_ms() / 40;
    let last = turn.total_ms().saturating_sub(1);
    (0..=count)
        .filter_map(|i| Some((i as f64 / count as f64, turn.pose((turn.total_ms() * i / count).min(last))?)))
        .collect()
}

/// An offset as a keyframe's selector.
fn at(offset: u32) -> String {
    format!("{}%", f64::from(offset) * 100.0 / f64::from(WHOLE))
}

/// A rule that takes a property through a hand's keyframes.
fn keys(css: &mut String, name: &str, track: &Track, value: impl Fn(&Key) -> String) -> Result<(), std::fmt::Error> {
    write!(css, "@keyframes {name}{{")?;
    for key in &track.keys {
        write!(css, "{}{{{}}}", at(key.offset), value(key))?;
    }
    writeln!(css, "}}.{name}{{animation-name:{name}}}")
}

fn fades(css: &mut String, name: &str, fades: &[Fade]) -> Result<(), std::fmt::Error> {
    write!(css, "@keyframes {name}{{")?;
    for fade in fades {
        write!(css, "{}{{opacity:{}%}}", at(fade.offset), fade.percent)?;
    }
    writeln!(css, "}}.{name}{{animation-name:{name}}}")
}

fn hand(svg: &mut String, css: &mut String, side: Side, track: &Track) -> Result<(), std::fmt::Error> {
    let name = side.name();
    keys(css, &format!("{name}-way"), track, |k| {
        format!("transform:translate({}px,{}px) rotate({}deg)", k.x, k.y, f64::from(k.heading) / 10.0)
    })?;
    keys(css, &format!("{name}-arm"), track, |k| format!("transform:rotate({}deg)", f64::from(k.arm) / 10.0))?;
    keys(css, &format!("{name}-press"), track, |k| format!("opacity:{}%", k.press))?;
    write!(svg, "<g class=\"{name}-way\"><g class=\"{name}-press\">{}</g>", pressure())?;
    write!(svg, "<g class=\"arm {name}-arm\">{}</g>", arm(side))?;
    for (i, shown) in track.shown.iter().enumerate() {
        let class = format!("{name}-{i}");
        if !shown.fades.is_empty() {
            fades(css, &class, &shown.fades)?;
        }
        write!(svg, "<g class=\"{class}\">{}</g>", shown.frame.draw())?;
    }
    svg.push_str("</g>");
    Ok(())
}

fn draw(baked: &Baked, turn_ms: u64, (light, ground, ring): (&str, &str, &str)) -> Result<String, std::fmt::Error> {
    let mut css = format!(
        "g,.ring{{animation-duration:{turn_ms}ms;animation-iteration-count:infinite;animation-timing-function:linear}}\
         .arm{{transform-origin:0 {WRIST_Y}px}}.ring{{fill:none;stroke:{ring};stroke-width:190;animation-name:ring}}\
         @keyframes ring{{from{{stroke-dashoffset:0}}to{{stroke-dashoffset:-1}}}}\n"
    );
    let mut svg = String::new();
    for (i, mark) in baked.marks.iter().enumerate() {
        let class = format!("mark-{i}");
        fades(&mut css, &class, &mark.fades)?;
        write!(svg, "<g class=\"{class}\">{}</g>", mark.svg)?;
    }
    hand(&mut svg, &mut css, Side::Left, &baked.left)?;
    hand(&mut svg, &mut css, Side::Right, &baked.right)?;
    Ok(format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 10000 10000\" data-light=\"{light}\"><style>{CSS}{css}</style>\
         <defs>{defs}<clipPath id=\"disc\"><circle cx=\"5000\" cy=\"5000\" r=\"4400\"/></clipPath></defs>\
         <path fill=\"{ground}\" d=\"M0 0h10000v10000H0z\"/><g clip-path=\"url(#disc)\">{back}{lit}{svg}</g>\
         <circle class=\"ring\" cx=\"5000\" cy=\"5000\" r=\"4780\" pathLength=\"1\" stroke-dasharray=\"1\" \
         transform=\"rotate(-90 5000 5000)\"/></svg>\n",
        defs = defs(),
        back = back(),
        lit = lit(Lit::Side(Side::Right)),
    ))
}

fn main() -> Result<(), String> {
    let routine = routine::back().map_err(|errors| format!("the routine: {errors:?}"))?;
    let session = routine::compile(&routine, &Prefs::default(), Selection::From('C', 0));
    let span = session.spans().get(1).ok_or("there is no movement")?;
    let (turn, _) = hold_loop(&routine, &session, span).ok_or("the movement has no loop")?;
    let baked = bake(&samples(&turn));
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/pictures");
    for light in LIGHTS {
        let file = folder.join(format!("moving-{}.svg", light.0));
        let drawn = draw(&baked, turn.total_ms(), light).map_err(|e| e.to_string())?;
        fs::write(&file, drawn).map_err(|e| format!("cannot write {}: {e}", file.display()))?;
    }
    Ok(())
}
