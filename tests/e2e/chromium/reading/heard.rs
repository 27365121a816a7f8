//! What a screen reader hears.

use anyhow::{Context, ensure};
use backstroke::routine::{Cue, Prefs, Routine, Selection, Step, compile};
use backstroke::session::cues;
use backstroke_tests::Setup;
use serde_json::{Value, json};

use crate::model::routine;

#[test]
fn a_screen_reader_hears_each_milestone_once_and_no_seconds() {
    Setup::new("heard").run(async |page| {
        page.hold_clock().await?;
        page.open_still("/session?speed=1").await?;
        page.watch_session().await?;
        // Every text that any live region takes, a change at a time.
        page.run(
            "window.heard = [];
             new MutationObserver(all => all.forEach(m => {
               const e = m.target.nodeType === 1 ? m.target : m.target.parentElement;
               const live = e?.closest('[aria-live]:not([aria-live=off]), [role=status], [role=alert], [role=log]');
               if (live) heard.push(live.textContent);
             })).observe(document.documentElement, { subtree: true, childList: true, characterData: true });",
        )
        .await?;
        page.pass_until("s.phase === 'running'").await?;
        let tree = page.devtools("Accessibility.getFullAXTree", json!({})).await?;
        let nodes = tree["nodes"].as_array().context("no accessibility tree")?;
        let live = |node: &&Value| {
            node["properties"]
                .as_array()
                .into_iter()
                .flatten()
                .any(|p| p["name"] == "live" && p["value"]["value"] != "off" && p["value"]["value"] != "")
                && node["ignored"] != true
        };
        let roles: Vec<&Value> = nodes
            .iter()
            .filter(live)
            .map(|n| &n["role"]["value"])
            .filter(|r| **r != "StaticText" && **r != "InlineTextBox")
            .collect();
        ensure!(roles == ["status"], "these are live: {roles:?}");
        ensure!(nodes.iter().any(|n| n["role"]["value"] == "timer"), "no timer in the accessibility tree");
        page.pass_until("s.phase === 'finished'").await?;
        // Each phrase belongs to a cue, in order, and each cue has its phrase.
        let routine = routine()?;
        let timeline = compile(&routine, &Prefs::default(), Selection::Whole);
        let cues: Vec<_> = cues(&timeline).into_iter().filter_map(|c| Some((c.cue, *timeline.step(c.step)?))).collect();
        ensure!(cues.len() > 15, "only {} cues are planned", cues.len());
        let heard: Vec<String> = serde_json::from_value(page.eval("heard").await?)?;
        for (n, (cue, step)) in cues.iter().enumerate() {
            let words = words(&routine, *cue, step);
            let said = heard.get(n).with_context(|| format!("nothing is said at {words:?}, the last of {heard:?}"))?;
            ensure!(
                words.iter().all(|word| said.contains(word.as_str())),
                "{words:?} is said as {said:?}, in {heard:?}"
            );
        }
        ensure!(heard.len() == cues.len(), "more is said than there are cues: {:?}", heard.get(cues.len()..));
        Ok(())
    });
}

/// What must be said at a cue, by the routine alone.
fn words(routine: &Routine, cue: Cue, step: &Step) -> Vec<String> {
    let movement = step.movement.and_then(|m| routine.movement(m)).map(|m| m.name().to_owned());
    let with_movement = |word: &str| [Some(word.to_owned()), movement.clone()].into_iter().flatten().collect();
    match cue {
        Cue::Begin => routine.sequence(step.sequence).map(|s| s.name().to_owned()).into_iter().collect(),
        Cue::Next => movement.into_iter().collect(),
        Cue::Repeat => vec!["Again".to_owned(), format!("{} of {}", step.pass, step.passes)],
        Cue::OtherSide => with_movement("side"),
        Cue::Level => with_movement(step.level.map_or("", backstroke::body::Level::name)),
        Cue::ReturnToA => with_movement("Back to A"),
        Cue::Finish => vec!["Rest".to_owned()],
    }
}
