//! A plan in the place of another while the session stays where it is: nothing that has begun is cut, said twice or lost.

use crate::{routine, whole};
use backstroke::session::{Command, Session, Speed};
use backstroke::sound::{Choices, ROUNDS_MS, Sounding, What, ahead, holds_ms, join};
use proptest::prelude::*;
use std::sync::Arc;

fn end_ms(sounding: &Sounding) -> u64 {
    match &sounding.what {
        What::Bowl(_) => sounding.in_ms,
        What::Phrase(phrase) => sounding.in_ms + u64::from(phrase.length_ms()),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    /// A hold, a release and a look further ahead: what has begun stays as it was, the rest is the new plan at its times,
    /// but for phrases that would be said into another.
    #[test]
    fn what_has_begun_is_heard_out_and_the_rest_is_the_new_plan(
        from in 0_u64..700_000, held_ms in 0_u64..60_000, command in prop::option::of(Just(Command::Release)), speed in 1_u32..=60,
    ) {
        let mut session = Session::new(Arc::clone(routine()), whole(), 0, Speed::new(speed));
        session.apply(Command::Start, 0).unwrap();
        let (begun, held) = (from / u64::from(speed), held_ms / u64::from(speed));
        let before = ahead(&session, 0, Choices::default(), ROUNDS_MS);
        prop_assume!(session.apply(Command::Hold, begun).is_ok());
        let plan = ahead(&session, begun, Choices::default(), ROUNDS_MS);
        let joined = join(&before, plan.clone(), begun);
        check(&before, &joined, &plan, begun)?;

        let now = begun + held;
        if let Some(command) = command {
            session.apply(command, now).unwrap();
        }
        let before: Vec<Sounding> = joined.into_iter().map(|j| j.sounding).collect();
        let plan = ahead(&session, now, Choices::default(), ROUNDS_MS);
        let joined = join(&before, plan.clone(), now);
        check(&before, &joined, &plan, now)?;
        if command.is_none() {
            // Nothing was asked meanwhile, so that nothing moves.
            for sounding in joined.iter().map(|j| &j.sounding).filter(|s| before.last().is_some_and(|last| s.in_ms < last.in_ms)) {
                prop_assert!(before.contains(sounding), "{sounding:?} was not there");
            }
        }
    }
}

fn check(
    before: &[Sounding],
    joined: &[backstroke::sound::Joined],
    plan: &[Sounding],
    now: u64,
) -> Result<(), TestCaseError> {
    let mut spoken_ms = 0;
    for one in joined {
        match one.begun {
            Some(place) => prop_assert_eq!(&before[place], &one.sounding),
            None => prop_assert!(one.sounding.in_ms >= now),
        }
        if matches!(one.sounding.what, What::Phrase(_)) {
            prop_assert!(one.sounding.in_ms >= spoken_ms, "{:?} is said into another", one.sounding);
            spoken_ms = end_ms(&one.sounding);
        }
    }
    // All that sounds at that moment goes on.
    for (place, sounding) in before.iter().enumerate().filter(|(_, s)| s.in_ms <= now && end_ms(s) >= now) {
        prop_assert!(joined.iter().any(|j| j.begun == Some(place)), "{sounding:?} is cut");
    }
    let kept_until = joined.iter().filter(|j| j.begun.is_some()).map(|j| end_ms(&j.sounding)).max().unwrap_or(0);
    for sounding in plan {
        let at = sounding.in_ms + now;
        let there =
            |j: &&backstroke::sound::Joined| j.sounding.what == sounding.what && j.sounding.in_ms.abs_diff(at) <= 2;
        let found = joined.iter().filter(there).count();
        let into = matches!(sounding.what, What::Phrase(_)) && at < kept_until + 150;
        prop_assert!(found == 1 || found == 0 && into && at > holds_ms(0), "{sounding:?} is there {found} times");
    }
    Ok(())
}
