//! From how far a session is to a movement.

use crate::{routine, whole};
use backstroke::routine::Step;
use backstroke::session::{Command, Session, Speed};
use proptest::prelude::*;
use std::sync::Arc;

/// What is done at a step, or where a glide leads.
fn what(step: &Step) -> impl PartialEq + std::fmt::Debug {
    (step.sequence, step.called_from, step.movement, step.pass, step.side, step.level)
}

fn command() -> impl Strategy<Value = Command> {
    prop::sample::select(vec![
        Command::Next,
        Command::Previous,
        Command::RepeatMovement,
        Command::Hold,
        Command::Release,
        Command::Pause,
        Command::Resume,
    ])
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    /// Also where commands have made it longer than its plan, so that a time of it is no time of the plan.
    #[test]
    fn a_seek_leads_to_what_is_done_at_that_time_of_the_session_as_it_is(
        asked in prop::collection::vec((0_u64..40_000, command()), 0..7), part in prop_oneof![0.0_f64..1.0, 0.0_f64..0.1],
    ) {
        let mut session = Session::new(Arc::clone(routine()), whole(), 0, Speed::REAL);
        session.apply(Command::Start, 0).unwrap();
        let mut now = 0;
        for (wait, command) in asked {
            now += wait;
            session.apply(command, now).ok();
        }
        let timeline = Arc::clone(session.timeline());
        let to_ms = (timeline.total_ms() as f64 * part) as u64;
        let there = *timeline.step(timeline.at(to_ms)).unwrap();
        session.apply(session.seek(to_ms), now).unwrap();
        let at = session.at(now);
        prop_assert_eq!(what(&at.step), what(&there), "at {} ms of {}", to_ms, timeline.total_ms());
    }
}
