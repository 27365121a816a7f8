//! Stills: the figure at one pose.

use super::arm::angle;
use super::bake::Key;
use super::ink::{int, put};
use super::{Frame, WRIST_Y, arm, back, defs, pressure, to_px};
use crate::body::{HandPose, Pose, Side};

/// A still picture's inner SVG (10000 units square): the [`back`], what `under` holds (trails, path, what is lit), and
/// both hands at a pose, the one named `below` under the other, as `drawn` has them. [`defs`] must be somewhere in the
/// same document.
pub fn still<D: AsRef<str>>(pose: &Pose, back: &str, under: &str, below: Side, drawn: impl Fn(Frame) -> D) -> String {
    let mut out = [back, under].concat();
    for side in [below, below.other()] {
        hand_at(&mut out, pose, side, drawn(Frame::of(side, &pose.hand(side).blend)).as_ref());
    }
    out
}

/// One hand with its pressure and forearm, placed.
fn hand_at(out: &mut String, pose: &Pose, side: Side, drawn: &str) {
    let hand = pose.hand(side);
    let at = key(side, hand);
    put(out, "<g transform=\"translate(@ @) rotate(", &[at.x, at.y]);
    tenths(out, at.heading);
    put(out, ")\"><g opacity=\"", &[]);
    tenths(out, at.press / 10);
    out.push_str("\">");
    out.push_str(pressure());
    out.push_str("</g><g transform=\"rotate(");
    tenths(out, at.arm);
    out.push_str(" 0 ");
    int(out, WRIST_Y);
    out.push_str(")\">");
    out.push_str(&arm(side));
    out.push_str("</g>");
    out.push_str(drawn);
    out.push_str("</g>");
}

/// Appends a number given in tenths: printing a float costs the download five kilobytes.
pub fn tenths(out: &mut String, n: i32) {
    if n < 0 {
        out.push('-');
    }
    int(out, n.abs() / 10);
    put(out, ".@", &[n.abs() % 10]);
}

/// A whole SVG file of a [`still`]: `css` is the text of `style/figure.css`, `light` its `data-light`.
pub fn file(pose: &Pose, under: &str, below: Side, css: &str, light: &str) -> String {
    [
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 10000 10000\" data-light=\"",
        light,
        "\"><style>",
        css,
        "</style><defs>",
        &defs(),
        "</defs>",
        &still(pose, &back(), under, below, Frame::draw),
        "</svg>",
    ]
    .concat()
}

/// Where a hand is drawn: its place as the drawing's units, once.
fn key(side: Side, hand: &HandPose) -> Key {
    let (x, y) = to_px(hand.palm);
    Key {
        offset: 0,
        x,
        y,
        heading: (hand.heading * 10.0).round() as i32,
        arm: (angle(side, hand) * 10.0).round() as i32,
        press: (hand.pressure * 100.0).round() as i32,
    }
}
