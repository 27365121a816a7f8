//! What is said can be read, all of it and in its time, whether it is heard or not.

use anyhow::{Context, ensure};
use backstroke::routine::Selection;
use backstroke::sound::{ROUNDS_MS, What, ahead};
use backstroke_tests::Setup;

use crate::model::Model;
use crate::sound::listener::choices;

/// How far a caption may be from its phrase, in milliseconds of a clock that stands still meanwhile.
const NEAR_MS: u64 = 20;

/// Writes down each caption with when it came, in milliseconds of the page's clock.
const WATCH: &str = "
    window.read = [];
    const seen = document.querySelector('.caption');
    new MutationObserver(() => {
      const text = seen.textContent;
      if (text && text !== read.at(-1)?.[1]) read.push([Math.round(performance.now()), text]);
      if (!text) read.push([0, '']);
    }).observe(seen, { childList: true, characterData: true, subtree: true });";

#[test]
fn every_phrase_of_sequence_a_is_read_when_it_is_said() {
    Setup::new("captions").run(async |page| {
        page.hold_clock().await?;
        page.open_still("/session?speed=1&only=A").await?;
        page.run(WATCH).await?;
        page.pass_until("s.phase === 'running'").await?;
        let zero = page.eval("Number(document.querySelector('[data-phase]').dataset.since) - Number(document.querySelector('[data-phase]').dataset.at)");
        let zero = zero.await?.as_f64().context("no zero")? as u64;
        page.pass_until("s.phase === 'finished'").await?;
        let read: Vec<(u64, String)> = serde_json::from_value(page.eval("read.filter(([, text]) => text)").await?)?;

        let mut model = Model::begun(Selection::Sequence('A'))?;
        model.pass_until(0)?;
        let wanted: Vec<(u64, String)> = ahead(&model.session, model.now(), choices(), ROUNDS_MS)
            .into_iter()
            .filter_map(|s| if let What::Phrase(phrase) = s.what { Some((zero + s.in_ms, phrase.text())) } else { None })
            .collect();
        let texts = |all: &[(u64, String)]| all.iter().map(|(_, text)| text.clone()).collect::<Vec<_>>();
        ensure!(texts(&read) == texts(&wanted), "read:\n{:?}\nsaid:\n{:?}", texts(&read), texts(&wanted));
        ensure!(wanted.len() > 15, "too little is said: {wanted:?}");
        for ((at, text), (due, _)) in read.iter().zip(&wanted) {
            ensure!(at.abs_diff(*due) <= NEAR_MS, "`{text}` is read at {at} and said at {due} ms");
        }
        Ok(())
    });
}
