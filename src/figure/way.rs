//! The hands' way through a step, cut into stretches that appear and fade as they pass.
//!
//! Each stretch that fades by itself costs the browser a layer and an animation, so the fine pieces of both hands are
//! gathered into a few stretches by when they are passed. A stretch is about as long as the hand that hides its edge.

use super::bake::{Fade, Mark, Offset, WHOLE, offset};
use super::marks::{PIECE, Strokes, Weight};
use super::to_px;
use crate::body::{Contact, HandPose, Point, Pose, Side};

/// So many pieces of a hand's way make a stretch.
const PIECES: usize = 3;

/// A step has no more stretches than this.
const MOST: usize = 6;

/// How far, in centimetres, a trail reaches to either side of a hand's way.
const REACH: f64 = 6.0;

/// A piece of one hand's way: its marks, when it is passed, and where it lies.
struct Piece {
    strokes: Strokes,
    begin: Offset,
    end: Offset,
    low: Point,
    high: Point,
}

/// What the hands leave and what is ahead of them: the trails, then the ways ahead.
pub(super) fn marks(samples: &[(f64, Pose)]) -> Vec<Mark> {
    let hands = Side::BOTH.map(|side| pieces(samples, side));
    let most = hands.iter().map(Vec::len).max().unwrap_or(0);
    let groups = (most / PIECES).clamp(1, MOST) as u64;
    let group = |p: &Piece| u64::midpoint(p.begin.into(), p.end.into()) * groups / u64::from(WHOLE + 1);
    let mut trails = Vec::new();
    let mut ways = Vec::new();
    for g in 0..groups {
        let own: Vec<&Piece> = hands.iter().flatten().filter(|p| group(p) == g).collect();
        let begin = own.iter().map(|p| p.begin).min();
        let end = own.iter().map(|p| p.end).max();
        let (Some(begin), Some(end)) = (begin, end) else { continue };
        let window = window(&own);
        let strokes = Strokes::all(own.iter().map(|p| &p.strokes));
        trails.push(Mark { svg: strokes.left(), window, ahead: false, fades: left(begin, end) });
        ways.push(Mark { svg: strokes.foreseen(), window, ahead: true, fades: foreseen(begin, end) });
    }
    trails.extend(ways);
    trails
}

/// The window that holds what some pieces leave.
fn window(pieces: &[&Piece]) -> [i32; 4] {
    let ends = |pick: fn(f64, f64) -> f64, of: fn(&Piece) -> Point| {
        let all = pieces.iter().map(|p| of(p));
        all.reduce(|a, b| Point::new(pick(a.x, b.x), pick(a.y, b.y))).unwrap_or_default()
    };
    let (low, high) = (ends(f64::min, |p| p.low), ends(f64::max, |p| p.high));
    let (left, top) = to_px(Point::new(low.x - REACH, high.y + REACH));
    let (right, bottom) = to_px(Point::new(high.x + REACH, low.y - REACH));
    [left, top, right - left, bottom - top]
}

/// Cuts one hand's way into pieces, each with what is left on it and what was ahead.
fn pieces(samples: &[(f64, Pose)], side: Side) -> Vec<Piece> {
    let kind = |hand: &HandPose| (hand.contact, Weight::of(hand.pressure));
    let mut all = Vec::new();
    let mut way: Vec<Point> = Vec::new();
    let mut begin = 0;
    let mut long = 0.0;
    let mut last: Option<(Contact, Weight)> = None;
    let mut cut = |way: &mut Vec<Point>, kind: Option<(Contact, Weight)>, begin: Offset, end: Offset| {
        // A stretch too short to be seen as a way (kneading, placing) leaves no mark.
        let far = way.first().zip(way.last()).map_or(0.0, |(a, b)| a.distance(*b));
        if let Some((contact, weight)) = kind.filter(|_| far > 1.2) {
            let ends = |pick: fn(f64, f64) -> f64| {
                way.iter().copied().reduce(|a, b| Point::new(pick(a.x, b.x), pick(a.y, b.y))).unwrap_or_default()
            };
            let (low, high) = (ends(f64::min), ends(f64::max));
            let mut strokes = Strokes::default();
            strokes.trail(way, contact, weight);
            strokes.ahead(way);
            all.push(Piece { strokes, begin, end, low, high });
        }
        let end = way.last().copied();
        way.clear();
        way.extend(end);
    };
    for (phase, pose) in samples {
        let (hand, now) = (pose.hand(side), offset(*phase));
        let touch = kind(hand);
        if last.is_some_and(|l| l != touch) || long >= PIECE || turns_back(&way, hand.at) {
            cut(&mut way, last, begin, now);
            (begin, long) = (now, 0.0);
        }
        last = Some(touch);
        match way.last() {
            Some(p) if p.distance(hand.at) < 0.5 => {}
            Some(p) => {
                long += p.distance(hand.at);
                way.push(hand.at);
            }
            None => way.push(hand.at),
        }
    }
    cut(&mut way, last, begin, WHOLE);
    all
}

/// Whether a way that goes on to a point would go back on itself.
fn turns_back(way: &[Point], to: Point) -> bool {
    match way {
        [.., a, b] if b.distance(to) > 0.2 => (b.x - a.x) * (to.x - b.x) + (b.y - a.y) * (to.y - b.y) < 0.0,
        _ => false,
    }
}

/// When a trail is shown: it comes in under the hand, in the second half of its passing, and pales behind it, to a
/// third within half a step.
fn left(begin: Offset, end: Offset) -> Vec<Fade> {
    let fade = |offset, percent| Fade { offset, percent };
    let gone = (end + WHOLE / 2).min(WHOLE);
    let mut fades = vec![fade(u32::midpoint(begin, end), 0), fade(end, 100)];
    if gone > end {
        fades.push(fade(gone, 100 - (u64::from(gone - end) * 140 / u64::from(WHOLE)) as u8));
    }
    closed(fades)
}

/// When a stretch is shown as the way ahead: from a third of the step before, until the hand has been there.
fn foreseen(begin: Offset, end: Offset) -> Vec<Fade> {
    let fade = |offset, percent| Fade { offset, percent };
    let mut fades = vec![fade(begin, 100), fade(end, 0)];
    if let Some(seen) = begin.checked_sub(WHOLE / 4) {
        fades.insert(0, fade(seen, 100));
        fades.insert(0, fade(seen.saturating_sub(WHOLE / 10), 0));
    }
    closed(fades)
}

/// Fades that begin at 0 and end at the step's end.
fn closed(mut fades: Vec<Fade>) -> Vec<Fade> {
    let first = fades.first().copied();
    if let Some(f) = first.filter(|f| f.offset > 0) {
        fades.insert(0, Fade { offset: 0, ..f });
    }
    let last = fades.last().copied();
    if let Some(f) = last.filter(|f| f.offset < WHOLE) {
        fades.push(Fade { offset: WHOLE, ..f });
    }
    fades
}
