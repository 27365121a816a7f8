//! From a checked movement to the motion of both hands: time follows from the body.

use super::model::{Hands, Movement, Part, Place, Station};
use super::prefs::Pace;
use crate::body::{Act, Contact, Hold, Level, Motion, Path, Point, Posture, Run, Side};
use std::sync::Arc;

/// No hand ever moves faster, in cm/s.
pub const TOP_SPEED: f64 = 15.0;
/// No firm stroke ever moves faster, in cm/s: the upper end of what touch research finds pleasant.
pub const TOP_FIRM_SPEED: f64 = 10.0;
/// A part lasts at least this long, in milliseconds, however short its way: less cannot be told from a twitch, and
/// the two lines of text of the fan at the hips could not be followed.
const SHORTEST_PART_MS: f64 = 1_200.0;
/// The share of its time in which a stroke gets up to speed, or comes to rest, where its top speed allows.
const EASE: f64 = 0.12;
/// One squeeze in kneading, in milliseconds, about that of a slow breath out.
const SQUEEZE_MS: f64 = 2_400.0;
/// How far the kneading hand next to the arm is turned in, and the one next to the neck, in degrees: towards each
/// other as two hands on one shoulder lie, thumbs clear of one another.
const KNEADING_TURN: (f64, f64) = (-8.0, 12.0);
/// How far a squeeze draws the muscle, in centimetres.
const DRAW_CM: f64 = 0.7;

/// The motions of a movement's parts, in order, on a side and at a level where it needs them.
pub(super) fn motions(movement: &Movement, side: Side, level: Option<Level>, pace: Pace) -> Vec<Motion> {
    let parts = &movement.parts;
    let mut out: Vec<Motion> = Vec::with_capacity(parts.len());
    let mut weight = super::model::Pressure::Light.value();
    for (i, part) in parts.iter().enumerate() {
        // A hand eases off before a light part, and before the glide that may follow the movement.
        let after = match parts.get(i + 1) {
            Some(next) if matches!(next.hands, Hands::Both { nudge: None, .. }) => next.pressure.value(),
            _ => super::model::Pressure::Light.value(),
        };
        let pressure = [weight, part.pressure.value(), after.min(part.pressure.value())];
        out.push(match &part.hands {
            Hands::Both { way, nudge: None } => both(parts, i, way.len(), level, pressure, pace),
            Hands::Both { way, nudge: Some(nudge) } => {
                nudges(part, way, level, (f64::from(nudge.forward.cm), f64::from(nudge.back.cm)), pace)
            }
            Hands::Knead { ms, outer, inner } => knead(part, side, *ms, outer.on(side), inner.on(side)),
            Hands::Follow { leader, gap_cm, outer, inner } => {
                let (first, second) = match leader {
                    Place::Outer => (outer, inner),
                    Place::Inner => (inner, outer),
                };
                let lead = match leader {
                    Place::Outer => side,
                    Place::Inner => side.other(),
                };
                follow(part, (lead, first, second), (side, level), *gap_cm, pace)
            }
        });
        weight = pressure[2];
    }
    out
}

/// Whether a pressure is a firm one, which has its own speeds.
fn is_firm(part: &Part) -> bool {
    part.pressure != super::model::Pressure::Light
}

/// The average speed of a part's stroke, in cm/s.
fn speed(part: &Part, pace: Pace) -> f64 {
    if is_firm(part) { pace.firm() } else { pace.light() }
}

/// How much of its time a stroke of `average` cm/s may spend on starting and stopping without passing `top` between.
pub(super) fn ease(average: f64, top: f64, wanted: (f64, f64)) -> (f64, f64) {
    let room = 2.0 * (1.0 - average / top).max(0.0);
    let sum = wanted.0 + wanted.1;
    let scale = if sum > room { room / sum } else { 1.0 };
    (wanted.0 * scale, wanted.1 * scale)
}

/// Where each posture is given along a way, as shares of its length.
fn holds(stations: &[Station], lengths: impl Fn(usize) -> f64, contact: Contact) -> Vec<Hold> {
    let whole = lengths(stations.len().saturating_sub(1)).max(1e-9);
    let mut holds: Vec<Hold> = stations
        .iter()
        .enumerate()
        .filter_map(|(k, s)| Some(Hold::new(lengths(k) / whole, s.posture?, contact)))
        .collect();
    if holds.is_empty() {
        holds.push(Hold::new(0.0, Posture::Up, contact));
    }
    holds
}

/// A part in which both hands do the same, each on its own side. Parts that flow into one another share one curve.
fn both(parts: &[Part], index: usize, len: usize, level: Option<Level>, pressure: [f64; 3], pace: Pace) -> Motion {
    let ways = |k: usize| match parts.get(k).map(|p| (&p.hands, p)) {
        Some((Hands::Both { way, nudge: None }, part)) => Some((way.as_slice(), part)),
        _ => None,
    };
    let Some((way, part)) = ways(index) else { return still(Posture::Up) };
    let mut first = index;
    while first > 0 && ways(first).is_some_and(|(_, p)| p.flow) && ways(first - 1).is_some() {
        first -= 1;
    }
    // Stations of the flow's parts before this one; each part starts where the one before it ended.
    let mut stations: Vec<Station> = Vec::new();
    let mut offset = 0;
    let mut k = first;
    while let Some((way, p)) = ways(k) {
        if k > first && !p.flow {
            break;
        }
        if k == index {
            offset = stations.len().saturating_sub(1);
        }
        stations.extend(way.iter().skip(usize::from(k > first)));
        k += 1;
    }
    let goes_on = ways(index + 1).is_some_and(|(_, p)| p.flow);
    let wanted = (if index > first { 0.0 } else { EASE }, if goes_on { 0.0 } else { EASE });
    let mut duration = 0.0;
    let [left, right] = Side::BOTH.map(|side| {
        let points: Vec<Point> = stations.iter().map(|s| s.on(side, level)).collect();
        let path = Path::through(&points);
        let (from, to) = (path.station(offset), path.station(offset + len - 1));
        let length = to - from;
        duration = f64::max(duration, length / speed(part, pace) * 1000.0).max(SHORTEST_PART_MS);
        let holds = from_thumbs(parts, index, holds(way, |k| path.station(offset + k) - from, part.contact));
        let top = if is_firm(part) { TOP_FIRM_SPEED } else { TOP_SPEED };
        let (ease_in, ease_out) = ease(length / duration * 1000.0, top, wanted);
        vec![Run { end: 1.0, act: Act::Travel { path: Arc::new(path), from, to, ease_in, ease_out }, holds, pressure }]
    });
    Motion { duration_ms: duration.round() as u32, left, right, played: 1.0 }
}

/// Where a part follows a thumb stroke, its first hold is still on the thumbs: the palm comes down on the way.
fn from_thumbs(parts: &[Part], index: usize, mut holds: Vec<Hold>) -> Vec<Hold> {
    let before = index.checked_sub(1).and_then(|i| parts.get(i));
    if let (Some(first), Some(before)) = (holds.first_mut(), before)
        && before.contact == Contact::Thumbs
    {
        *first = Hold::new(0.0, first.blend.to, Contact::Thumbs);
    }
    holds
}

/// Short strokes: `forward` firmly, `back` relaxed, again and again along the way, both in centimetres.
fn nudges(part: &Part, way: &[Station], level: Option<Level>, (forward, back): (f64, f64), pace: Pace) -> Motion {
    let firm = part.pressure.value();
    let light = super::model::Pressure::Light.value();
    let mut total = 0.0;
    let [left, right] = Side::BOTH.map(|side| {
        let points: Vec<Point> = way.iter().map(|s| s.on(side, level)).collect();
        let path = Arc::new(Path::through(&points));
        let holds = holds(way, |k| path.station(k), part.contact);
        let mut runs = Vec::new();
        let (mut at, mut time) = (0.0, 0.0);
        loop {
            let to = f64::min(at + forward, path.length());
            time += (to - at) / pace.firm();
            let (ease_in, ease_out) = ease(pace.firm(), TOP_FIRM_SPEED, (EASE, EASE));
            let act = Act::Travel { path: Arc::clone(&path), from: at, to, ease_in, ease_out };
            runs.push(Run { end: time, act, holds: holds.clone(), pressure: [light, firm, light] });
            if to >= path.length() {
                break;
            }
            at = to - back;
            time += back / pace.light();
            let (ease_in, ease_out) = ease(pace.light(), TOP_SPEED, (EASE, EASE));
            let act = Act::Travel { path: Arc::clone(&path), from: to, to: at, ease_in, ease_out };
            runs.push(Run { end: time, act, holds: holds.clone(), pressure: [light; 3] });
        }
        total = time;
        for run in &mut runs {
            run.end /= time;
        }
        runs
    });
    Motion { duration_ms: (total * 1000.0).round() as u32, left, right, played: 1.0 }
}

/// Both hands squeeze and roll on one side, one opening as the other closes.
fn knead(part: &Part, side: Side, ms: u32, outer: Point, inner: Point) -> Motion {
    let squeezes = (f64::from(ms) / SQUEEZE_MS).round();
    let apart = outer.distance(inner).max(1e-9);
    let light = super::model::Pressure::Light.value();
    let one = |at: Point, other: Point, late: f64, turn_in: f64| {
        let draw = Point::new((other.x - at.x) / apart * DRAW_CM, (other.y - at.y) / apart * DRAW_CM);
        vec![Run {
            end: 1.0,
            act: Act::Knead { at, draw, squeezes, late },
            holds: vec![
                Hold { turn_in, ..Hold::new(0.0, Posture::Open, part.contact) },
                Hold { turn_in, ..Hold::new(1.0, Posture::Grip, part.contact) },
            ],
            pressure: [light, part.pressure.value(), light],
        }]
    };
    let (outer, inner) = (one(outer, inner, 0.0, KNEADING_TURN.0), one(inner, outer, 0.5, KNEADING_TURN.1));
    let (left, right) = match side {
        Side::Left => (outer, inner),
        Side::Right => (inner, outer),
    };
    Motion { duration_ms: ms, left, right, played: 1.0 }
}

/// One hand leads up a side and the other follows `gap` cm behind; each comes lightly back, both at the same time.
fn follow(
    part: &Part,
    (lead, first, second): (Side, &[Station], &[Station]),
    (side, level): (Side, Option<Level>),
    gap: f64,
    pace: Pace,
) -> Motion {
    let light = super::model::Pressure::Light.value();
    let firm = part.pressure.value();
    let path = |way: &[Station]| Arc::new(Path::through(&way.iter().map(|s| s.on(side, level)).collect::<Vec<_>>()));
    let (leader, follower) = (path(first), path(second));
    let wait = gap / pace.firm();
    let total = wait + follower.length() / pace.firm() + follower.length() / pace.light();
    let stroke = |path: &Arc<Path>, way: &[Station], begin: f64| {
        let (length, turn) = (path.length(), begin + path.length() / pace.firm());
        let there = holds(way, |k| path.station(k), part.contact);
        let back: Vec<Hold> = there.iter().rev().map(|h| h.at(1.0 - h.share)).collect();
        let mut runs = Vec::with_capacity(3);
        if begin > 0.0 {
            let act = Act::Stay(path.at(0.0));
            runs.push(Run {
                end: begin / total,
                act,
                holds: there.iter().take(1).copied().collect(),
                pressure: [light; 3],
            });
        }
        let (ease_in, ease_out) = ease(pace.firm(), TOP_FIRM_SPEED, (EASE, EASE));
        let act = Act::Travel { path: Arc::clone(path), from: 0.0, to: length, ease_in, ease_out };
        runs.push(Run { end: turn / total, act, holds: there, pressure: [light, firm, light] });
        let (ease_in, ease_out) = ease(length / (total - turn), TOP_SPEED, (EASE, EASE));
        let act = Act::Travel { path: Arc::clone(path), from: length, to: 0.0, ease_in, ease_out };
        runs.push(Run { end: 1.0, act, holds: back, pressure: [light; 3] });
        runs
    };
    let (leading, following) = (stroke(&leader, first, 0.0), stroke(&follower, second, wait));
    let (left, right) = match lead {
        Side::Left => (leading, following),
        Side::Right => (following, leading),
    };
    Motion { duration_ms: (total * 1000.0).round() as u32, left, right, played: 1.0 }
}

/// Hands at rest beside the base of the spine: what a part without a way would be, which a check refuses.
fn still(posture: Posture) -> Motion {
    let run = |side: Side| {
        let act = Act::Stay(Point::new(side.sign() * 10.0, 0.0));
        vec![Run { end: 1.0, act, holds: vec![Hold::new(0.0, posture, Contact::Palm)], pressure: [0.0; 3] }]
    };
    Motion { duration_ms: SHORTEST_PART_MS as u32, left: run(Side::Left), right: run(Side::Right), played: 1.0 }
}
