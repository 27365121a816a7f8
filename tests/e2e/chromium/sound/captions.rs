//! What is said can be read, all of it and in its time, whether it is heard or not.

use anyhow::{Context, ensure};
use backstroke::routine::Selection;
use backstroke::sound::{ROUNDS_MS, What, ahead};
use backstroke_tests::Setup;

use crate::model::Model;
use crate::sound::listener::choices;

/// How far a caption may be from its phrase, in milliseconds of a clock that stands still meanwhile.
const NEAR_MS: u64 = 20;

/// Writes down each caption with when it came, in milliseconds of the page's clock, how opaque it is a moment later, and how
/// opaque just after it is gone. Its neighbours are never there with it.
const WATCH: &str = "
    window.read = []; window.opaque = []; window.gone = [];
    // What animates is where it belongs only once a time is over.
    const after = (ms, then) => setTimeout(() => setTimeout(then, 0), ms);
    for (const caption of document.querySelectorAll('.caption')) new MutationObserver(() => {
      const note = where => () => where.push(Number(getComputedStyle(caption).opacity));
      if (caption.hasAttribute('aria-hidden')) return after(1, note(gone));
      const all = [...document.querySelectorAll('.caption:not([aria-hidden])')].map(c => c.textContent);
      read.push([Math.round(performance.now()), all.join(' and ')]);
      after(300, note(opaque));
    }).observe(caption, { attributeFilter: ['aria-hidden'] });";

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
        let read: Vec<(u64, String)> = serde_json::from_value(page.eval("read").await?)?;
        let opaque: Vec<f64> = serde_json::from_value(page.eval("opaque").await?)?;
        let gone: Vec<f64> = serde_json::from_value(page.eval("gone").await?)?;
        ensure!(opaque.len() == read.len() && opaque.iter().all(|n| *n > 0.99), "not to be read: {opaque:?}");
        ensure!(gone.len() == read.len() && gone.iter().all(|n| *n < 0.01), "left behind: {gone:?}");

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
