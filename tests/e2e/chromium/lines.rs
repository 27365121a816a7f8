//! The line under the name: what the hands do now is what is seen and what is read, one line and in its time.

use anyhow::{Context, ensure};
use backstroke::routine::{Selection, Unit};
use backstroke_tests::{Page, Result, Setup};

use crate::model::{Model, routine};

/// Writes down which lines are seen and which are read, a moment after the session told how far it is and a while later.
const WATCH: &str = "
    window.lines = [];
    const root = document.getElementById('session'), all = () => [...root.querySelectorAll('.what .line')].filter(l => l.textContent);
    const note = () => {
      if (root.dataset.phase !== 'running') return;
      const at = Number(root.dataset.at) + performance.now() - Number(root.dataset.since);
      const seen = all().filter(l => Number(getComputedStyle(l).opacity) > .01), read = all().filter(l => !l.hasAttribute('aria-hidden'));
      lines.push([Math.round(at), ...[seen, read].map(some => some.map(l => l.textContent).join(' and '))]);
    };
    // What animates is where it belongs only once a time is over.
    const after = ms => setTimeout(() => setTimeout(note, 0), ms);
    new MutationObserver(() => { after(2); after(700); }).observe(root, { attributeFilter: ['data-at'] });";

/// The lines of a selection, as they were seen and read.
async fn lines(page: &Page, address: &str) -> Result<Vec<(u64, String, String)>> {
    page.open_still(address).await?;
    page.run(WATCH).await?;
    page.pass_until("s.phase === 'finished'").await?;
    Ok(serde_json::from_value(page.eval("lines").await?)?)
}

#[test]
fn each_part_of_a_movement_has_its_line_seen_and_read_while_it_is_on() {
    Setup::new("lines").run(async |page| {
        page.hold_clock().await?;
        let routine = routine()?;
        for letter in ['A', 'B', 'C', 'D'] {
            let model = Model::begun(Selection::Sequence(letter))?;
            let timeline = model.session.timeline();
            let found = lines(page, &format!("/session?speed=1&only={letter}")).await?;
            let mut steps = Vec::new();
            for (at, seen, read) in &found {
                let step = timeline.step(timeline.at(*at)).context("no step is on")?;
                // As one gives way to the next, either may be there.
                if *at < step.start_ms + 2 || *at + 2 > step.end_ms() {
                    continue;
                }
                let wanted = routine.step_text(step, Unit::Cm);
                ensure!(*seen == wanted, "at {at} of {letter}, `{seen}` is seen instead of `{wanted}`");
                ensure!(*read == wanted, "at {at} of {letter}, `{read}` is read instead of `{wanted}`");
                if steps.last() != Some(&step.start_ms) {
                    steps.push(step.start_ms);
                }
            }
            ensure!(
                steps.len() == timeline.steps().len(),
                "{} of {} steps were seen",
                steps.len(),
                timeline.steps().len()
            );
        }
        Ok(())
    });
}
