//! Steps that follow on each other, joined into one: what each shows is then set in motion once, and the browser need not be
//! told of the next.

use super::bake::{Baked, Fade, Key, Mark, Offset, Shown, Track, WHOLE};
use crate::body::Side;

/// Where a step lies in what it is joined into.
#[derive(Clone, Copy)]
struct Place {
    /// When it begins.
    from: Offset,
    /// When it is over.
    until: Offset,
    /// When what it left is gone.
    gone: Offset,
}

impl Place {
    /// A moment of the step.
    fn at(self, offset: Offset) -> Offset {
        self.from + (u64::from(offset) * u64::from(self.until - self.from) / u64::from(WHOLE)) as Offset
    }

    /// Whether it is the last.
    const fn last(self) -> bool {
        self.until >= WHOLE
    }

    /// A mark's opacity: the step's own while the step is on, nothing before, and after it, it pales.
    fn fades(self, own: &[Fade]) -> Vec<Fade> {
        let mut all = Vec::new();
        if self.from > 0 {
            all.extend([0, self.from].map(|offset| Fade { offset, percent: 0 }));
        }
        all.extend(own.iter().map(|fade| Fade { offset: self.at(fade.offset), ..*fade }));
        if !self.last() {
            all.extend([self.gone, WHOLE].map(|offset| Fade { offset, percent: 0 }));
        }
        all
    }
}

/// Joins steps that follow on each other, each with its length in milliseconds. What a step leaves on the back pales in
/// `pale_ms` after it, as far as there is time; what the last leaves, stays.
pub fn join(steps: &[(Baked, u32)], pale_ms: u32) -> Baked {
    let total_ms = u64::max(1, steps.iter().map(|(_, ms)| u64::from(*ms)).sum());
    let share = |ms: u64| (ms.min(total_ms) * u64::from(WHOLE) / total_ms) as Offset;
    let mut done_ms = 0;
    let placed: Vec<(Place, &Baked)> = steps
        .iter()
        .map(|(baked, ms)| {
            let from = share(done_ms);
            done_ms += u64::from(*ms);
            (Place { from, until: share(done_ms), gone: share(done_ms + u64::from(pale_ms)) }, baked)
        })
        .collect();
    let marks = |ahead: bool| {
        let all = placed.iter().flat_map(|(place, baked)| baked.marks.iter().map(|mark| (*place, mark)));
        all.filter(move |(_, mark)| mark.ahead == ahead).map(|(place, mark)| marked(place, mark))
    };
    Baked {
        left: track(&placed, |baked| &baked.left),
        right: track(&placed, |baked| &baked.right),
        marks: marks(false).chain(marks(true)).collect(),
        fold: fold(&placed),
    }
}

/// A step's mark.
fn marked(place: Place, mark: &Mark) -> Mark {
    Mark { svg: mark.svg.clone(), window: mark.window, ahead: mark.ahead, fades: place.fades(&mark.fades) }
}

/// One hand's way through all of them.
fn track(placed: &[(Place, &Baked)], hand: fn(&Baked) -> &Track) -> Track {
    let mut keys: Vec<Key> = Vec::new();
    for (place, baked) in placed {
        let own = &hand(baked).keys;
        // Each step counts its headings from where it begins: on by whole turns from where the one before ended.
        let turn = keys.last().zip(own.first()).map_or(0, |(a, b)| turns(a.heading - b.heading));
        for key in own {
            let key = Key { offset: place.at(key.offset), heading: key.heading + turn, ..*key };
            if keys.last() != Some(&key) {
                keys.push(key);
            }
        }
    }
    let mut shown: Vec<Shown> = Vec::new();
    for one in placed.iter().flat_map(|(_, baked)| &hand(baked).shown) {
        if !shown.iter().any(|s| s.frame == one.frame) {
            shown.push(Shown { frame: one.frame, fades: Vec::new() });
        }
    }
    if shown.len() > 1 {
        shown.sort_by_key(|s| s.frame.order());
        for one in &mut shown {
            for (place, baked) in placed {
                let own = hand(baked).shown.iter().find(|s| s.frame == one.frame);
                let flat = |percent| [place.from, place.until].map(|offset| Fade { offset, percent });
                match own {
                    None => one.fades.extend(flat(0)),
                    Some(own) if own.fades.is_empty() => one.fades.extend(flat(100)),
                    Some(own) => {
                        one.fades.extend(own.fades.iter().map(|f| Fade { offset: place.at(f.offset), ..*f }));
                    }
                }
            }
            one.fades.dedup();
        }
    }
    Track { keys, shown }
}

/// The whole turns in a difference of headings, in tenths of a degree.
const fn turns(difference: i32) -> i32 {
    const TURN: i32 = 3_600;
    (difference + TURN / 2).div_euclid(TURN) * TURN
}

/// Whose shoulder gives way, and how much: the first step's that has one, on its side. Steps that are counted down as one
/// are on one side.
fn fold(placed: &[(Place, &Baked)]) -> Option<(Side, Vec<Fade>)> {
    let side = placed.iter().find_map(|(_, baked)| Some(baked.fold.as_ref()?.0))?;
    let mut fades = Vec::new();
    for (place, baked) in placed {
        match baked.fold.as_ref().filter(|(own, _)| *own == side) {
            Some((_, own)) => fades.extend(own.iter().map(|f| Fade { offset: place.at(f.offset), ..*f })),
            None => fades.extend([place.from, place.until].map(|offset| Fade { offset, percent: 0 })),
        }
    }
    Some((side, fades))
}

#[cfg(test)]
#[allow(clippy::indexing_slicing)]
mod tests {
    use super::super::bake::{bake, opacity_at};
    use super::*;
    use crate::body::{Blend, Contact, HandPose, Point, Pose, Posture};
    use proptest::prelude::*;

    /// A stroke from a height to another, of one posture or from one to another, its headings as `atan2` would give them.
    fn stroke(from: f64, to: f64, [a, b]: [Posture; 2], turned: f64) -> Baked {
        let samples: Vec<(f64, Pose)> = (0..=200)
            .map(|i| {
                let t = f64::from(i) / 200.0;
                let hand = |side: Side| {
                    let palm = Point::new(side.sign() * 12.0, from + (to - from) * t);
                    let blend = Blend { from: a, to: b, mix: t };
                    let heading = turned - 360.0 * (turned / 360.0).round();
                    HandPose { at: palm, palm, heading, blend, contact: Contact::Palm, pressure: 1.0 }
                };
                (t, Pose { left: hand(Side::Left), right: hand(Side::Right) })
            })
            .collect();
        bake(&samples)
    }

    const UP: [Posture; 2] = [Posture::Up, Posture::Up];
    const OPENS: [Posture; 2] = [Posture::Up, Posture::Open];
    const OPEN: [Posture; 2] = [Posture::Open, Posture::Open];

    fn of(track: &Track, offset: Offset) -> (i32, i32) {
        let after = track.keys.partition_point(|k| k.offset <= offset).clamp(1, track.keys.len() - 1);
        let (a, b) = (track.keys[after - 1], track.keys[after]);
        let t = f64::from(offset - a.offset) / f64::from((b.offset - a.offset).max(1));
        let mix = |p: i32, q: i32| (f64::from(p) + f64::from(q - p) * t).round() as i32;
        (mix(a.x, b.x), mix(a.y, b.y))
    }

    fn drawn(track: &Track, offset: Offset) -> Vec<(super::super::Frame, i32)> {
        let all = track.shown.iter().map(|s| (s.frame, opacity_at(&s.fades, offset)));
        all.filter(|(_, percent)| *percent > 0).collect()
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        /// What is seen of a hand and of the marks at any moment of a joined step is what the step by itself shows.
        #[test]
        fn each_step_shows_what_it_shows_by_itself(
            ms in proptest::collection::vec(200_u32..9_000, 3),
            heading in -900.0..900.0_f64,
            n in 0_usize..3,
            at in 1_000_u32..999_000,
        ) {
            let steps = [
                (stroke(2.0, 40.0, UP, heading), ms[0]),
                (stroke(40.0, 46.0, OPENS, heading + 170.0), ms[1]),
                (stroke(46.0, 4.0, OPEN, heading + 350.0), ms[2]),
            ];
            let joined = join(&steps, 1_200);
            let total: u32 = ms.iter().sum();
            let before: u32 = ms[..n].iter().sum();
            let whole = (f64::from(before) + f64::from(at) / 1e6 * f64::from(ms[n])) / f64::from(total) * f64::from(WHOLE);
            let whole = whole.round() as Offset;
            let own = &steps[n].0;
            for (own, joined) in [(&own.left, &joined.left), (&own.right, &joined.right)] {
                let ((x, y), (p, q)) = (of(own, at), of(joined, whole));
                prop_assert!((x - p).abs() <= 2 && (y - q).abs() <= 2, "{x} {y}, {p} {q}");
                let (a, b) = (drawn(own, at), drawn(joined, whole));
                prop_assert!(a.iter().zip(&b).all(|(a, b)| a.0 == b.0 && (a.1 - b.1).abs() <= 2), "{a:?} {b:?}");
                prop_assert_eq!(a.len(), b.len());
                prop_assert!(joined.keys.windows(2).all(|k| k[0].offset <= k[1].offset));
                prop_assert!(joined.keys.windows(2).all(|k| (k[1].heading - k[0].heading).abs() <= 1_800), "a leap");
            }
            for mark in &own.marks {
                let found: Vec<&Mark> = joined.marks.iter().filter(|m| m.svg == mark.svg && m.ahead == mark.ahead).collect();
                prop_assert!(found.iter().any(|m| (opacity_at(&m.fades, whole) - opacity_at(&mark.fades, at)).abs() <= 2));
            }
            prop_assert!(joined.marks.iter().all(|m| m.fades.windows(2).all(|f| f[0].offset <= f[1].offset)));
            prop_assert!(joined.marks.iter().all(|m| m.fades[0].offset == 0 && m.fades[m.fades.len() - 1].offset == WHOLE));
            let ways = joined.marks.iter().position(|m| m.ahead).unwrap();
            prop_assert!(joined.marks[ways..].iter().all(|m| m.ahead), "a trail over a way ahead");
        }
    }

    #[test]
    fn what_a_step_leaves_pales_after_it_and_is_gone_in_time() {
        let steps = [(stroke(2.0, 40.0, UP, 0.0), 4_000), (stroke(40.0, 10.0, UP, 0.0), 4_000)];
        let joined = join(&steps, 1_200);
        let trail = |offset| {
            let own = joined.marks.iter().filter(|m| steps[0].0.marks.iter().any(|s| !s.ahead && s.svg == m.svg));
            own.map(|m| opacity_at(&m.fades, offset)).max().unwrap()
        };
        let (end, half, gone) = (500_000, 575_000, 651_000);
        assert!(
            trail(end) > 90 && (40..=60).contains(&trail(half)) && trail(gone) == 0,
            "{} {}",
            trail(end),
            trail(half)
        );
        let last = joined.marks.iter().filter(|m| steps[1].0.marks.iter().any(|s| !s.ahead && s.svg == m.svg));
        assert!(last.map(|m| opacity_at(&m.fades, WHOLE)).max().unwrap() > 90, "the last leaves its own");
    }

    #[test]
    fn a_step_alone_stays_as_it_is() {
        let alone = stroke(2.0, 40.0, OPENS, 30.0);
        assert_eq!(join(&[(alone.clone(), 3_000)], 1_200), alone);
    }
}
