//! A session outlives its page: whatever was done, its line brings back the very same one.

use crate::{routine, whole};
use backstroke::body::Side;
use backstroke::routine::{Pace, Prefs, SeveralTimes};
use backstroke::session::{
    Command, CountIn, Counted, Error, KEPT_MS, LONGEST_SAVED, MOST_COMMANDS, Phase, Saved, Session, Start,
};
use proptest::prelude::*;
use std::sync::Arc;

const WALL_MS: u64 = 1_790_000_000_000;

fn any_command() -> impl Strategy<Value = Command> {
    prop_oneof![
        2 => Just(Command::Pause),
        4 => Just(Command::Resume),
        2 => Just(Command::PickUp),
        2 => Just(Command::Next),
        2 => Just(Command::Previous),
        1 => Just(Command::RepeatMovement),
        1 => Just(Command::ReturnToA),
        2 => Just(Command::Hold),
        2 => Just(Command::Release),
        1 => (0..1_500_000_u64).prop_map(Command::Seek),
    ]
}

fn any_start() -> impl Strategy<Value = Start> {
    let from = prop::sample::select(vec![None, Some(('A', 2)), Some(('B', 1)), Some(('D', 1))]);
    (1..=60_u32, from, prop::option::of(prop::sample::select(vec!['A', 'C']))).prop_map(|(speed, from, only)| Start {
        speed,
        only: only.filter(|_| from.is_none()),
        from,
    })
}

fn any_prefs() -> impl Strategy<Value = Prefs> {
    let pace = prop::sample::select(Pace::ALL.to_vec());
    let several = prop::sample::select(SeveralTimes::all().collect::<Vec<_>>());
    let start = prop::sample::select(Side::BOTH.to_vec());
    (pace, several, start).prop_map(|(pace, several, start)| Prefs { pace, several, start })
}

/// A session and its record, begun.
fn begun(start: Start, prefs: Prefs, count_in: CountIn) -> (Session, Saved) {
    let mut saved = Saved::new(start, prefs, count_in);
    let mut session = saved.session(routine());
    session.apply(Command::Start, 0).unwrap();
    saved.did(Command::Start, 0);
    saved.stands(&session, 0, WALL_MS);
    (session, saved)
}

fn default_begun() -> (Session, Saved) {
    begun(Start::whole(1), Prefs::default(), CountIn::None)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn after_every_command_the_line_brings_back_the_same_timeline_and_place(
        start in any_start(),
        prefs in any_prefs(),
        count_in in prop::sample::select(CountIn::ALL.to_vec()),
        commands in prop::collection::vec((any_command(), 0..40_000_u64), 1..14),
        later in 0..20_000_u64,
    ) {
        let (mut session, mut saved) = begun(start, prefs, count_in);
        let mut now = 0;
        for (command, after_ms) in commands {
            now += after_ms;
            if session.apply(command, now).is_ok() {
                saved.did(command, now);
            }
            let seen = now + later / 2;
            saved.stands(&session, seen, WALL_MS);
            let line = saved.line();
            prop_assert!(line.len() < LONGEST_SAVED);
            let read = Saved::parse(&line);
            prop_assert_eq!(read.as_ref(), Ok(&saved));
            let was = session.at(seen);
            let Some(mut again) = read.unwrap().take_up(routine()) else {
                prop_assert_eq!(was.phase, Phase::Finished);
                return Ok(());
            };
            prop_assert!(again.exact);
            prop_assert_eq!(again.session.timeline().steps(), session.timeline().steps());
            prop_assert_eq!(again.session.plan().total_ms(), session.plan().total_ms());
            prop_assert_eq!(again.session.pose(seen), session.pose(seen));
            let is = again.frame();
            prop_assert_eq!(is.phase, Phase::Paused);
            prop_assert_eq!((is.at_ms, is.index, is.step, is.step_ms), (was.at_ms, was.index, was.step, was.step_ms));

            // What was going goes on from there, after the count-in.
            if matches!(was.phase, Phase::Running | Phase::Holding) {
                let (was, back) = (session.at(seen + later), seen + 5_000);
                again.session.apply(Command::PickUp, back).unwrap();
                if count_in != CountIn::None {
                    prop_assert_eq!(again.session.at(back + 1).phase, Phase::CountIn);
                    prop_assert_eq!(again.session.pose(back + count_in.ms()), session.pose(seen));
                }
                let is = again.session.at(back + count_in.ms() + later);
                prop_assert_eq!((is.phase, is.at_ms, is.step, is.cue), (was.phase, was.at_ms, was.step, was.cue));
            }
            now = seen;
        }
    }

    #[test]
    fn no_line_does_worse_than_be_refused(
        words in prop::collection::vec("[a-z-]{0,9}=?[A-Za-z0-9,.é-]{0,12}", 0..16),
        change in any::<prop::sample::Index>(),
        with in "\\PC{0,3}",
    ) {
        prop_assert!(Saved::parse(&["1 ", &words.join(" ")].concat()).is_err());
        // A good line with a place of it changed.
        let mut line = default_begun().1.line();
        let at = change.index(line.len());
        line.replace_range(at..=at, &with);
        if let Ok(saved) = Saved::parse(&line) {
            prop_assert_eq!(Saved::parse(&saved.line()), Ok(saved.clone()));
            saved.take_up(routine());
        }
    }
}

#[test]
fn a_line_of_each_version_is_read() {
    let first = "1 wall=1790000000000 now=95000 speed=1 pace=gentle several=3 start=right count-in=10 at=0 total=1 \
                 place=C.1 did=s0,p20000,u25000,k30000-600000,n40000,b41000,m42000,a43000,h44000,l45000";
    let saved = Saved::parse(first).unwrap();
    assert_eq!(saved.line(), first);
    assert_eq!((saved.start, saved.count_in), (Start::whole(1), CountIn::Ten));
}

#[test]
fn what_was_not_written_here_is_refused_with_the_word() {
    let good = default_begun().1.line();
    for (from, to, word) in [
        ("1 wall", "2 wall", "2"),
        ("speed=1", "speed=61", "speed=61"),
        ("speed=1", "speed=1 speed=1", "speed=1"),
        ("pace=gentle ", "", "pace"),
        ("several=3", "several=300", "several=300"),
        ("several=3", "several=4294967299", "several=4294967299"),
        ("did=s0", "did=s", "did=s"),
        ("did=s0", "did=é0", "did=é0"),
        ("did=s0", "did=k5", "did=k5"),
        ("did=s0", "did=s0,p99999", "did"),
        ("did=s0", "did=s0,p5,r4", "did"),
        ("did=s0", "did=", "did="),
        ("now=0", "now=1000000000", "now=1000000000"),
        ("place=A.1", "place=A.0", "place=A.0"),
        (" did", "  did", ""),
    ] {
        let bad = good.replace(from, to);
        assert_ne!(bad, good, "{from}");
        assert_eq!(Saved::parse(&bad).map_err(|e| e.0), Err(word.to_owned()), "{bad}");
    }
}

#[test]
fn it_can_be_taken_up_for_twelve_hours_and_a_clock_set_back_makes_nothing_old() {
    let saved = default_begun().1;
    assert!(saved.is_fresh(WALL_MS) && saved.is_fresh(WALL_MS + KEPT_MS) && saved.is_fresh(WALL_MS - 1_000_000));
    assert!(!saved.is_fresh(WALL_MS + KEPT_MS + 1));
}

#[test]
fn where_the_routine_has_changed_it_goes_on_from_the_start_of_the_movement() {
    let (mut session, mut saved) = default_begun();
    let timeline = whole();
    let step = timeline.steps().iter().find(|s| s.sequence == 'C' && s.side == Some(Side::Left)).unwrap();
    session.apply(Command::Seek(step.start_ms), 10).unwrap();
    saved.did(Command::Seek(step.start_ms), 10);
    saved.stands(&session, 20_000, WALL_MS);
    let line = saved.line().replace(&format!("total={}", session.timeline().total_ms()), "total=7");
    let again = Saved::parse(&line).unwrap().take_up(routine()).unwrap();
    assert!(!again.exact);
    assert_eq!((again.frame().phase, again.frame().step.sequence), (Phase::Paused, 'C'));
    assert!(Saved::parse(&again.saved.line()).unwrap().take_up(routine()).unwrap().exact);
}

#[test]
fn of_a_sequence_that_is_gone_nothing_can_be_taken_up() {
    let (_, saved) = begun(Start { only: Some('C'), ..Start::whole(1) }, Prefs::default(), CountIn::None);
    let line = saved.line().replace("only=C", "only=X").replace("place=C.1", "place=X.1");
    assert!(Saved::parse(&line).unwrap().take_up(routine()).is_none());
}

#[test]
fn more_commands_than_are_kept_leave_the_movement() {
    let (mut session, mut saved) = default_begun();
    session.apply(Command::Pause, 0).unwrap();
    saved.did(Command::Pause, 0);
    for _ in 0..MOST_COMMANDS {
        saved.did(Command::RepeatMovement, 0);
    }
    saved.stands(&session, 0, WALL_MS);
    assert!(saved.line().ends_with(" did=many"));
    let again = Saved::parse(&saved.line()).unwrap().take_up(routine()).unwrap();
    assert!(!again.exact);
}

#[test]
fn a_thousand_commands_are_done_again() {
    let (mut session, mut saved) = default_begun();
    let all = [Command::Next, Command::ReturnToA, Command::Previous, Command::RepeatMovement, Command::Hold];
    let mut now = 0;
    for command in all.into_iter().cycle().take(MOST_COMMANDS - 1) {
        now += 700;
        if session.apply(command, now) != Err(Error::NothingNext) {
            saved.did(command, now);
        }
    }
    saved.stands(&session, now, WALL_MS);
    let again = Saved::parse(&saved.line()).unwrap().take_up(&Arc::clone(routine())).unwrap();
    assert!(again.exact);
    assert_eq!(again.session.timeline().steps(), session.timeline().steps());
}

#[test]
fn a_session_picked_up_counts_in_again_and_stands_still_meanwhile() {
    let mut session = Session::new(Arc::clone(routine()), whole(), 10_000, Start::whole(1).speed());
    session.apply(Command::Start, 0).unwrap();
    session.apply(Command::Pause, 25_000).unwrap();
    let was = session.at(25_000);
    session.apply(Command::PickUp, 40_000).unwrap();
    let frame = session.at(44_500);
    assert_eq!((frame.phase, frame.remaining_s, frame.span_ms), (Phase::CountIn, 6, 10_000));
    assert_eq!((frame.at_ms, frame.step_ms, frame.cue), (was.at_ms, was.step_ms, None));
    assert_eq!(session.next_change(44_500, Counted::Digits), Some(45_000));
    let frame = session.at(50_100);
    assert_eq!((frame.phase, frame.at_ms), (Phase::Running, was.at_ms + 100));
    assert_eq!(session.apply(Command::PickUp, 50_200), Err(Error::NotPaused));
}
