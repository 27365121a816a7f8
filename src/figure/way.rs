//! A hand's way through a step, cut into stretches that appear and fade as it passes.

use super::bake::{Fade, Mark, Offset, WHOLE, offset};
use super::marks::{FIRM, PIECE, ahead, trail};
use crate::body::{Contact, HandPose, Point, Pose, Side};

/// Cuts one hand's way into stretches, each with what is left on it and what was ahead.
pub(super) fn stretches(samples: &[(f64, Pose)], side: Side, marks: &mut Vec<Mark>) {
    let kind = |hand: &HandPose| (hand.contact, hand.pressure >= FIRM);
    let mut way: Vec<Point> = Vec::new();
    let mut begin = 0;
    let mut long = 0.0;
    let mut last: Option<(Contact, bool)> = None;
    let mut cut = |way: &mut Vec<Point>, kind: Option<(Contact, bool)>, begin: Offset, end: Offset| {
        // A stretch too short to be seen as a way (kneading, placing) leaves no mark.
        let far = way.first().zip(way.last()).map_or(0.0, |(a, b)| a.distance(*b));
        if let Some((contact, firm)) = kind.filter(|_| far > 1.2) {
            let fade = |offset, percent| Fade { offset, percent };
            let gone = (end + WHOLE / 2).min(WHOLE);
            marks.push(Mark {
                trail: trail(way, contact, firm),
                trail_fades: closed(vec![fade(begin, 0), fade(end, 100), fade(gone, 30)]),
                ahead: ahead(way),
                ahead_fades: closed(foreseen(begin, end)),
            });
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
}

/// Whether a way that goes on to a point would go back on itself.
fn turns_back(way: &[Point], to: Point) -> bool {
    match way {
        [.., a, b] if b.distance(to) > 0.2 => (b.x - a.x) * (to.x - b.x) + (b.y - a.y) * (to.y - b.y) < 0.0,
        _ => false,
    }
}

/// When a stretch is shown as the way ahead: from a third of the step before, until the hand has been there.
fn foreseen(begin: Offset, end: Offset) -> Vec<Fade> {
    let fade = |offset, percent| Fade { offset, percent };
    let mut fades = vec![fade(begin, 100), fade(end, 0)];
    if let Some(seen) = begin.checked_sub(WHOLE / 4) {
        fades.insert(0, fade(seen, 100));
        fades.insert(0, fade(seen.saturating_sub(WHOLE / 10), 0));
    }
    fades
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
