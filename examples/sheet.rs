//! Draws the figure at moments of every sequence, in both lights, to look at: `target/figure/sheet-lamp.html`,
//! `sheet-day.html`, and each scene as a file of its own.

use backstroke::body::{Blend, Contact, HandPose, Level, Point, Pose, Posture, Side, half_width, thumb_pad};
use backstroke::figure::{self, Lit, file, lit};
use std::{env, fs, io, path::Path};

const CSS: &str = include_str!("../style/figure.css");

/// What a scene shows.
struct Scene {
    name: &'static str,
    pose: Pose,
    under: String,
    below: Side,
    squeezed: Option<Side>,
}

fn hand(posture: Posture, side: Side, x: f64, y: f64, turn: f64, pressure: f64) -> HandPose {
    let heading = -side.sign() * turn;
    let palm = Point::new(x, y);
    let blend = Blend::still(posture);
    let contact = if posture == Posture::Thumbs { Contact::Thumbs } else { Contact::Palm };
    HandPose { at: palm, palm, heading, blend, contact, pressure }
}

/// Both hands alike, mirrored.
fn pair(posture: Posture, x: f64, y: f64, turn: f64, pressure: f64) -> Pose {
    let [left, right] = Side::BOTH.map(|side| hand(posture, side, side.sign() * x, y, turn, pressure));
    Pose { left, right }
}

/// Thumbs' pads in the channels at height `y`.
fn thumbs(y: f64) -> Pose {
    let turn = Posture::Thumbs.turn_in();
    let [left, right] = Side::BOTH.map(|side| {
        let heading = -side.sign() * turn;
        let pad = thumb_pad(side, heading, &Posture::Thumbs.shape());
        hand(Posture::Thumbs, side, side.sign() * 2.4 - pad.x, y - pad.y, turn, 0.6)
    });
    Pose { left, right }
}

fn way(points: &[(f64, f64)], side: Side) -> Vec<Point> {
    points
        .windows(2)
        .flat_map(|w| {
            (0..8).map(|i| {
                let t = f64::from(i) / 8.0;
                Point::new(side.sign() * (w[0].0 + (w[1].0 - w[0].0) * t), w[0].1 + (w[1].1 - w[0].1) * t)
            })
        })
        .collect()
}

fn trails(points: &[(f64, f64)], contact: Contact, firm: bool, sides: &[Side]) -> String {
    let mut out = String::new();
    for side in sides {
        let path = way(points, *side);
        let pieces: Vec<_> = path.chunks(4).collect();
        for (i, piece) in pieces.iter().enumerate() {
            let mut piece = piece.to_vec();
            piece.extend(pieces.get(i + 1).and_then(|p| p.first()));
            let opacity = 0.25 + 0.75 * i as f64 / pieces.len() as f64;
            out += &format!("<g opacity=\"{opacity:.2}\">{}</g>", figure::trail(&piece, contact, firm));
        }
    }
    out
}

fn ahead(points: &[(f64, f64)], sides: &[Side]) -> String {
    sides.iter().map(|s| figure::ahead(&way(points, *s))).collect()
}

fn scenes() -> Vec<Scene> {
    let two = &Side::BOTH;
    let scene = |name, pose, under| Scene { name, pose, under, below: Side::Left, squeezed: None };
    let up = [(6.8, 0.0), (6.8, 44.0)];
    let mut all = vec![
        scene(
            "a-facing",
            pair(Posture::Facing, 11.2, 0.0, 55.0, 0.6),
            ahead(&[(8.0, 4.0), (6.8, 14.0), (6.8, 44.0)], two),
        ),
        scene(
            "a-up",
            pair(Posture::Up, 6.8, 26.0, 3.0, 1.0),
            trails(&[(6.8, 2.0), (6.8, 24.0)], Contact::Palm, true, two)
                + &ahead(&[(6.8, 34.0), (7.2, 44.0), (18.0, 42.0)], two),
        ),
        scene(
            "a-round",
            pair(Posture::Out, 16.5, 42.0, -30.0, 0.7),
            trails(&[(6.8, 12.0), (6.8, 40.0), (10.0, 44.0), (16.0, 43.0)], Contact::Palm, true, two),
        ),
        scene(
            "a-sides",
            pair(Posture::Up, half_width(22.0) - 1.4, 22.0, 3.0, 0.2),
            trails(&[(18.0, 40.0), (16.0, 34.0), (14.0, 24.0)], Contact::Palm, false, two),
        ),
    ];
    for (i, (outer, inner)) in
        [(Posture::Open, Posture::Grip), (Posture::Grip, Posture::Grip), (Posture::Grip, Posture::Open)]
            .into_iter()
            .enumerate()
    {
        let right = hand(outer, Side::Right, 18.2, 40.2, -8.0, 0.6);
        let left = hand(inner, Side::Left, 6.8, 44.5, 12.0, 0.6);
        all.push(Scene {
            name: ["knead-1", "knead-2", "knead-3"][i],
            pose: Pose { left, right },
            under: String::new(),
            below: Side::Left,
            squeezed: Some(Side::Right),
        });
    }
    for (name, y) in [("b-waist", 18.0), ("b-midway", 34.0), ("b-neck", 50.0)] {
        all.push(scene(
            name,
            thumbs(y),
            trails(&[(2.4, y - 10.0), (2.4, y)], Contact::Thumbs, true, two)
                + &ahead(&[(2.4, y + 1.0), (2.4, 51.0)], two),
        ));
    }
    for (name, side) in [("c-right", Side::Right), ("c-left", Side::Left)] {
        let x = side.sign();
        let pose = match side {
            Side::Right => Pose {
                left: hand(Posture::Follow, Side::Left, 5.2 * x, 12.0, 4.0, 0.8),
                right: hand(Posture::Follow, Side::Right, 12.8 * x, 30.0, 4.0, 0.9),
            },
            Side::Left => Pose {
                left: hand(Posture::Follow, Side::Left, 12.8 * x, 12.0, 4.0, 0.8),
                right: hand(Posture::Follow, Side::Right, 5.2 * x, 30.0, 4.0, 0.9),
            },
        };
        let under = lit(Lit::Side(side))
            + &trails(
                &[
                    (if side == Side::Right { 12.8 } else { 5.2 }, 4.0),
                    (if side == Side::Right { 12.8 } else { 5.2 }, 28.0),
                ],
                Contact::Palm,
                true,
                &[side],
            );
        all.push(scene(name, pose, under));
    }
    all.push(scene(
        "d-up",
        pair(Posture::Up, 6.8, 30.0, 3.0, 0.8),
        lit(Lit::Level(Level::Chest)) + &trails(&up[..], Contact::Palm, true, &[]),
    ));
    all.push(scene(
        "d-turning",
        Pose { left: turning(Side::Left), right: turning(Side::Right) },
        lit(Lit::Level(Level::Chest)),
    ));
    for (name, level) in [("d-chest", Level::Chest), ("d-waist", Level::Waist), ("d-hips", Level::Hips)] {
        all.push(scene(
            name,
            pair(Posture::Out, 13.0, level.y(), -50.0, 0.5),
            lit(Lit::Level(level)) + &trails(&[(4.0, level.y()), (11.0, level.y())], Contact::Palm, true, two),
        ));
    }
    all
}

fn turning(side: Side) -> HandPose {
    let mut pose = hand(Posture::Out, side, side.sign() * 7.4, 32.0, -20.0, 0.7);
    pose.blend = Blend { from: Posture::Up, to: Posture::Out, mix: 0.5 };
    pose
}

fn main() -> io::Result<()> {
    let folder = Path::new("target/figure");
    fs::create_dir_all(folder)?;
    let only = env::args().nth(1);
    for light in ["lamp", "day"] {
        let mut page = format!(
            "<!doctype html><style>{CSS}body{{margin:0;font-size:0;background:#888}}svg{{width:600px;height:600px}}</style>"
        );
        for s in scenes() {
            if only.as_ref().is_some_and(|o| !s.name.starts_with(o.as_str())) {
                continue;
            }
            let svg = file(&s.pose, &s.under, s.below, s.squeezed, CSS, light);
            fs::write(folder.join(format!("{}-{light}.svg", s.name)), &svg)?;
            page += &format!("<img src=\"{}-{light}.svg\" width=600 height=600>", s.name);
        }
        fs::write(folder.join(format!("sheet-{light}.html")), page)?;
    }
    Ok(())
}
