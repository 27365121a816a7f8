//! The plan of each sequence, as it was last agreed on. A change of the routine, of the body or of the pace shows here,
//! line by line. `GOLDEN=write cargo test --test native golden` writes them anew, to be read before they are kept.

use crate::routine;
use backstroke::routine::{PlanStep, Prefs, Selection, Unit, compile};
use std::fmt::Write as _;
use std::path::PathBuf;

fn written(letter: char) -> String {
    let timeline = compile(routine(), &Prefs::default(), Selection::Sequence(letter));
    let mut out = String::new();
    for step in timeline.steps() {
        let s = PlanStep::of(routine(), step, Unit::Cm);
        let or = |text: Option<&str>| text.unwrap_or("-").to_owned();
        writeln!(
            out,
            "{} {} | {} | {}{} {} {} | {}/{} {} {} | {} | {}",
            s.start_ms,
            s.duration_ms,
            s.kind,
            s.called_from.map_or(String::new(), |c| format!("{c}→")),
            s.sequence,
            or(s.movement.as_deref()),
            or(s.part.as_deref()),
            s.pass,
            s.passes,
            or(s.side),
            or(s.level),
            or(s.cue),
            s.text
        )
        .unwrap();
    }
    out
}

fn compare(letter: char) {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(format!("tests/native/golden/{letter}.txt"));
    let now = written(letter);
    if std::env::var("GOLDEN").as_deref() == Ok("write") {
        std::fs::write(&path, &now).unwrap();
    }
    let agreed = std::fs::read_to_string(&path).unwrap();
    for (line, (was, is)) in agreed.lines().zip(now.lines()).enumerate() {
        assert_eq!(was, is, "{letter}.txt, line {}", line + 1);
    }
    assert_eq!(agreed.lines().count(), now.lines().count(), "{letter}.txt has as many lines");
}

#[test]
fn the_plan_of_a_is_as_agreed() {
    compare('A');
}

#[test]
fn the_plan_of_b_is_as_agreed() {
    compare('B');
}

#[test]
fn the_plan_of_c_is_as_agreed() {
    compare('C');
}

#[test]
fn the_plan_of_d_is_as_agreed() {
    compare('D');
}
