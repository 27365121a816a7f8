//! The cue's picture that stands in the page: the one that is shown, and what of it may be left for a while.

use crate::{routine, whole};
use backstroke::routine::{Cue, Span};
use backstroke::session::{Command, Counted, CuePicture, Phase, Session, Speed, Staged, cues};
use std::collections::BTreeSet;
use std::sync::Arc;

fn started() -> Session {
    let mut session = Session::new(Arc::clone(routine()), whole(), 0, Speed::REAL);
    session.apply(Command::Start, 0).unwrap();
    session
}

#[test]
fn each_cue_has_one_picture_which_is_gone_when_something_else_is_counted_down() {
    let session = started();
    let (mut left, mut bare) = (Staged::default(), Staged::default());
    let (mut pictures, mut over) = (BTreeSet::new(), 0);
    let mut now = 0;
    let mut before: Option<(Span, CuePicture)> = None;
    while let Some(next) = session.next_change(now, Counted::Digits) {
        let frame = session.at(now);
        let span = *session.timeline().span(&frame.step).unwrap();
        assert_eq!(bare.follow(&frame, false).map(|p| p.shown), frame.cue, "at {now}");
        let picture = left.follow(&frame, true);
        match (picture, frame.cue) {
            (Some(picture), Some(cue)) => {
                assert_eq!(picture.shown, cue);
                pictures.insert(picture.nth);
            }
            (Some(picture), None) => {
                assert_eq!(before, Some((span, picture)), "a picture of another countdown at {now}");
                assert!(!matches!(picture.shown.cue, Cue::ReturnToA | Cue::Finish), "{picture:?} stays");
                over += 1;
            }
            (None, cue) => assert_eq!(cue, None),
        }
        before = picture.map(|picture| (span, picture));
        now = next;
    }
    assert_eq!(pictures.len(), cues(session.timeline()).len());
    assert!(over > 10, "nothing is ever left: {over}");
}

#[test]
fn a_cue_that_is_shown_anew_is_another_picture_and_a_command_leaves_none() {
    let mut session = started();
    let mut staged = Staged::default();
    let first = staged.follow(&session.at(500), true).unwrap();
    assert_eq!(staged.follow(&session.at(1_900), true).map(|p| p.nth), Some(first.nth), "the same goes on");
    assert_eq!(staged.follow(&session.at(2_500), true).map(|p| p.nth), Some(first.nth), "it is over, and stays");
    // Back to where it began, while it is over and while it is shown.
    for at in [3_000, 4_000] {
        session.apply(Command::Previous, at).unwrap();
        let frame = session.at(at);
        assert_eq!((frame.phase, frame.cue.map(|c| c.since_ms)), (Phase::Running, Some(0)));
        let again = staged.follow(&frame, true).unwrap();
        assert_ne!(again.nth, first.nth);
        assert_eq!(staged.follow(&session.at(at + 900), true).map(|p| p.nth), Some(again.nth));
    }
    let at = 4_000 + session.at(4_000).cue.unwrap().length_ms;
    assert!(staged.follow(&session.at(at), true).is_some_and(|p| session.at(at).cue.is_none() && p.nth > first.nth));
    session.apply(Command::Pause, at).unwrap();
    assert_eq!(staged.follow(&session.at(at), true), None);
}
