//! What hands leave on the back: it pales when something else begins, and does not come back.

use anyhow::{Context, ensure};
use backstroke::routine::Selection;
use backstroke_tests::Setup;

use crate::model::Model;

/// How long what was left takes to pale, in milliseconds, and a little more.
const PALE_MS: u64 = 1_300;

/// Notes how many scenes' marks are seen, at several times after the session told how far it is.
const WATCH: &str = "
    window.marks = [];
    const root = document.getElementById('session'), opacity = e => Number(getComputedStyle(e).opacity);
    const note = () => {
      if (root.dataset.phase !== 'running') return;
      const at = Number(root.dataset.at) + performance.now() - Number(root.dataset.since);
      const all = [...root.querySelectorAll('.layer.marks.on')];
      const seen = all.filter(l => [...l.children].some(mark => opacity(mark) * opacity(l) > .02));
      marks.push([Math.round(at), seen.length]);
    };
    // What animates is where it belongs only once a time is over.
    const after = ms => setTimeout(() => setTimeout(note, 0), ms);
    new MutationObserver(() => [2, 300, 1500].forEach(after)).observe(root, { attributeFilter: ['data-at'] });";

#[test]
fn what_hands_leave_pales_as_the_next_begins_and_does_not_come_back() {
    Setup::new("marks").run(async |page| {
        page.hold_clock().await?;
        // Without a count-in, scenes are made while hands move.
        page.run("localStorage.setItem('backstroke.prefs', '2 count-in=0')").await?;
        page.open_still("/session?speed=1&only=A").await?;
        page.run(WATCH).await?;
        page.pass_until("s.phase === 'finished'").await?;
        let found: Vec<(u64, u64)> = serde_json::from_value(page.eval("marks").await?)?;
        let model = Model::begun(Selection::Sequence('A'))?;
        let timeline = model.session.timeline();
        let mut paling = 0;
        for (at, seen) in found {
            let index = timeline.at(at);
            let span = timeline.step(index).and_then(|step| timeline.span(step)).context("no span is on")?;
            let past = span.past_ms(at);
            ensure!(
                seen <= if past < PALE_MS { 2 } else { 1 },
                "{past} ms into what begins at {}: {seen}",
                span.start_ms
            );
            let before = span.first.checked_sub(1).and_then(|i| timeline.step(i));
            let stroked = |i: usize| timeline.step(i).is_some_and(|step| step.part.is_some());
            // A pass right after a pass: what the one has left is seen under the other.
            if before.is_some() && stroked(span.first) && stroked(span.first - 1) && (250..600).contains(&past) {
                ensure!(seen == 2, "{past} ms into the pass that begins at {}: {seen}", span.start_ms);
                paling += 1;
            }
        }
        ensure!(paling > 1, "no pass right after a pass");
        Ok(())
    });
}
