//! The whole session, from Begin to the last rest, against the plan.

use std::time::Duration;

use anyhow::{Context, bail};
use backstroke::routine::{Prefs, Selection, Unit, compile, plan};
use backstroke_tests::{Moment, Result, Setup};
use serde_json::Value;

use crate::model::{place, routine};

/// How many times faster than life: the session of twelve minutes in half a minute.
const SPEED: u64 = 20;

#[test]
fn the_whole_session_shows_every_step_and_every_cue_of_the_plan_in_order() {
    Setup::new("whole").run(async |page| {
        let routine = routine()?;
        let timeline = compile(&routine, &Prefs::default(), Selection::Whole);
        // As `cargo xtask plan --json` prints it.
        let plan = serde_json::to_value(plan(&routine, &timeline, Unit::Cm, None))?;
        let total_ms = plan.get("total_ms").and_then(Value::as_u64).context("the plan has no length")?;

        page.open(&format!("/?speed={SPEED}")).await?;
        page.watch_session().await?;
        page.click_button("Begin").await?;
        page.click_button("I have read this").await?;
        let length = Duration::from_millis(total_ms / SPEED);
        page.wait_at_most(
            length * 2 + Duration::from_secs(30),
            "the session's end",
            "document.getElementById('session')?.dataset.phase === 'finished'",
        )
        .await?;

        let log = page.session_log().await?;
        same(&expected(&plan)?, &seen(&log))?;
        same(
            &["count-in", "running", "finished"].map(String::from),
            &changes(log.iter().map(|m| m.get("phase").into())),
        )?;
        let since = |phase: &str| log.iter().find(|m| m.get("phase") == phase).map(|m| m.number("since"));
        let (start, end) = (since("running").context("never running")??, since("finished").context("never over")??);
        let took = end - start;
        let planned = total_ms / SPEED;
        // A tick may come late, but time is not lost by it: a busy second is the most that is allowed.
        if took.abs_diff(planned) > 1_000 {
            bail!("it took {took} ms of the {planned} that were planned");
        }
        Ok(())
    });
}

/// The plan as a row of places and cues. A repeat is told over the end of the step before, any other cue in its step.
fn expected(plan: &Value) -> Result<Vec<String>> {
    let steps = plan.get("steps").and_then(Value::as_array).context("the plan has no steps")?;
    let mut out = Vec::new();
    for (index, step) in steps.iter().enumerate() {
        let word = |key: &str| match step.get(key) {
            Some(Value::String(text)) => text.clone(),
            Some(Value::Number(number)) => number.to_string(),
            _ => String::new(),
        };
        let place = ["called_from", "sequence", "movement", "kind", "part", "pass", "passes", "side", "level"];
        let place = place.map(word).join(" ");
        let cue = Some(word("cue")).filter(|cue| !cue.is_empty()).map(|cue| format!("cue {cue}"));
        if index > 0 && word("cue") == "repeat" {
            out.extend(cue);
            out.push(place);
        } else {
            out.push(place);
            out.extend(cue);
        }
    }
    if !out.iter().any(|line| line == "cue return-to-a") {
        bail!("the plan returns nowhere: {out:?}");
    }
    Ok(changes(out))
}

/// The page's log as the same row.
fn seen(log: &[Moment]) -> Vec<String> {
    let mut out = Vec::new();
    let (mut at, mut cue) = (String::new(), String::new());
    for moment in log.iter().filter(|m| !m.data.is_empty()) {
        let here = place(moment);
        if here != at {
            out.push(here.clone());
            at = here;
        }
        if moment.get("cue") != cue {
            moment.get("cue").clone_into(&mut cue);
            out.extend(Some(format!("cue {cue}")).filter(|_| !cue.is_empty()));
        }
    }
    out
}

/// Without what is the same as the one before.
fn changes(all: impl IntoIterator<Item = String>) -> Vec<String> {
    let mut out: Vec<String> = all.into_iter().collect();
    out.dedup();
    out.retain(|one| !one.is_empty());
    out
}

/// Whether two rows are the same; where not, the first place at which they part.
fn same(expected: &[String], seen: &[String]) -> Result {
    let parting = expected.iter().zip(seen).position(|(a, b)| a != b).unwrap_or(expected.len().min(seen.len()));
    if expected.len() == seen.len() && parting == expected.len() {
        return Ok(());
    }
    let around = |row: &[String]| row.iter().skip(parting.saturating_sub(2)).take(6).cloned().collect::<Vec<_>>();
    bail!(
        "from the {}th of {} on, planned {:#?} and shown (of {}) {:#?}",
        parting + 1,
        expected.len(),
        around(expected),
        seen.len(),
        around(seen)
    );
}
