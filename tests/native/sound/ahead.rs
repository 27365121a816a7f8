//! What is placed ahead is what will be seen, whatever was asked of the session before.

use crate::{routine, whole};
use backstroke::routine::Cue;
use backstroke::session::{Command, Counted, Phase, Session, Speed};
use backstroke::sound::{Bowl, Choices, Heard, What, ahead};
use proptest::prelude::*;
use std::sync::Arc;

const BOWLS: Choices = Choices {
    heard: Heard::Bowls,
    talk: backstroke::sound::Talk::Full,
    unit: backstroke::routine::Unit::Cm,
    ticks: false,
    half_way: false,
    held: false,
};

/// For how much of the clock it is looked ahead, in milliseconds.
const LOOK_MS: u64 = 120_000;

/// The cues that come to be seen within the next minutes, and when.
fn seen(session: &Session, now: u64) -> Vec<(u64, Cue)> {
    let mut out = Vec::new();
    let (mut at, mut before) = (now, None);
    while at < now + LOOK_MS {
        let frame = session.at(at);
        if let Some(cue) = frame.cue {
            let which = (cue.cue, cue.step.start_ms, cue.step.pass);
            let is_new = cue.since_ms < session.speed().times();
            if is_new && before.is_none_or(|(w, until)| w != which || until <= at) {
                out.push((at - now, cue.cue));
            }
            if is_new || before.is_none() {
                before = Some((which, at + (cue.length_ms - cue.since_ms) / session.speed().times()));
            }
        } else {
            before = None;
        }
        match session.next_change(at, Counted::Digits) {
            Some(next) => at = next,
            None => break,
        }
    }
    out
}

/// The cues that are placed for the same time, each by its bowl.
fn placed(session: &Session, now: u64) -> Vec<(u64, Bowl)> {
    ahead(session, now, BOWLS, LOOK_MS * session.speed().times())
        .into_iter()
        .filter(|s| s.in_ms < LOOK_MS)
        .filter_map(|s| match s.what {
            What::Bowl(bowl) => Some((s.in_ms, bowl)),
            What::Phrase(_) => None,
        })
        .collect()
}

/// Whether both are the same, up to a millisecond (rounding, at a speed); where the looking ends, either may have one more.
fn same(seen: &[(u64, Cue)], placed: &[(u64, Bowl)]) -> bool {
    // A side is not compared: which of the two it is, the schedule's own tests hold.
    let kind = |bowl: Bowl| std::mem::discriminant(&bowl);
    let of = |cue: Cue| Bowl::of(cue, Some(backstroke::body::Side::Left));
    let both = seen.len().min(placed.len());
    let is_last = |at: Option<&u64>| at.is_none_or(|at| *at + 2 >= LOOK_MS);
    seen.iter().zip(placed).all(|((a, cue), (b, bowl))| a.abs_diff(*b) <= 1 && kind(of(*cue)) == kind(*bowl))
        && is_last(seen.get(both).map(|(at, _)| at))
        && is_last(placed.get(both).map(|(at, _)| at))
}

fn command() -> impl Strategy<Value = Command> {
    prop_oneof![
        1 => Just(Command::Pause),
        1 => Just(Command::Resume),
        1 => Just(Command::Next),
        1 => Just(Command::Previous),
        1 => Just(Command::RepeatMovement),
        1 => Just(Command::ReturnToA),
        3 => Just(Command::Hold),
        2 => Just(Command::Release),
        1 => (0_u64..700_000).prop_map(Command::Seek),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn whatever_was_asked_each_cue_that_will_be_seen_is_placed_at_its_time_and_none_besides(
        asked in prop::collection::vec((0_u64..40_000, command()), 0..7), speed in prop_oneof![Just(1), Just(4), 1_u32..=60],
    ) {
        let mut session = Session::new(Arc::clone(routine()), whole(), 3_000, Speed::new(speed));
        let mut now = 1_000;
        session.apply(Command::Start, now).unwrap();
        for (wait, command) in asked {
            now += wait;
            session.apply(command, now).ok();
            let going = !matches!(session.at(now).phase, Phase::Paused | Phase::Finished);
            let (seen, placed) = (if going { seen(&session, now) } else { Vec::new() }, placed(&session, now));
            prop_assert!(
                same(&seen, &placed),
                "after {command:?} in {:?} at {speed}x:\nseen   {seen:?}\nplaced {placed:?}", session.at(now).phase
            );
        }
    }
}
