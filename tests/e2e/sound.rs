//! What must be heard in every engine: the sound runs, and what is due is there, whole and as loud as was chosen.

pub mod listener;

use anyhow::{Context, ensure};
use backstroke::routine::Selection;
use backstroke::session::{Choices, Level};
use backstroke::sound::CLIPS;
use backstroke_tests::{Page, Result, Setup};
use serde_json::json;

use crate::model::{Model, begin};
use listener::{EAR, choices, placed, planned, same, teach};

/// The levels that the test chooses.
const KEPT: &str = "localStorage.setItem('backstroke.prefs', '2 count-in=3 voice=2 bowls=10');";

/// Nothing is told of the sound.
async fn untroubled(page: &Page) -> Result {
    let told = "(document.querySelector('.trouble')?.textContent ?? '') + (document.querySelector('.notice')?.textContent ?? '')";
    let told = page.eval(told).await?;
    ensure!(told == "", "it is told that {told}");
    Ok(())
}

#[test]
fn the_sound_runs_and_bowls_and_voice_are_heard_as_planned_each_as_loud_as_was_chosen() {
    Setup::new("sound-plays").before(EAR).before(KEPT).run(async |page| {
        begin(page, "/session?speed=1").await?;
        teach(page).await?;
        page.wait_for("the sound to run", "ear.contexts[0].state === 'running'").await?;
        let clock = page.eval("ear.contexts[0].currentTime").await?.as_f64().context("no clock")?;
        page.wait_for("its clock to go on", &format!("ear.contexts[0].currentTime > {clock} + 1")).await?;
        for name in ["(begin)", "begin", "long-stroke-start"] {
            let begun =
                format!("ear.placed.find(n => ear.name(n.buffer) === '{name}' && n.at < n.context.currentTime)");
            page.wait_for(&format!("{name} to begin"), &format!("!!{begun}")).await?;
            let loudest =
                format!("{begun}.buffer.getChannelData(0).reduce((most, v) => Math.max(most, Math.abs(v)), 0)");
            let loudest = page.eval(&loudest).await?.as_f64().context("no samples")?;
            ensure!(loudest > 0.05, "{name} is silent: {loudest}");
        }
        untroubled(page).await?;

        let model = Model::begun(Selection::Whole)?;
        let wanted = planned(&model.session, 0, choices());
        let all = format!("ear.list().length >= {}", wanted.len());
        page.wait_for(&format!("{} sounds", wanted.len()), &all).await?;
        let rate = page.eval("ear.contexts[0].sampleRate").await?.as_f64().context("no rate")?;
        same(&placed(page, 0).await?, &wanted, rate)?;

        let chosen = Choices::parse("2 voice=2 bowls=10").context("no choices")?;
        for (is_bowl, level) in [(true, chosen.bowls), (false, chosen.voice)] {
            let all =
                format!("ear.placed.filter(n => ear.name(n.buffer).startsWith('(') === {is_bowl}).map(ear.volume)");
            let volumes: Vec<f64> = serde_json::from_value(page.eval(&all).await?)?;
            let wanted = f64::from(level.gain());
            ensure!(!volumes.is_empty(), "there are none");
            let off = volumes.iter().find(|volume| (*volume - wanted).abs() > 0.001);
            ensure!(off.is_none(), "bowls: {is_bowl}; at level {} it is {off:?}, not {wanted}", level.get());
        }
        ensure!(chosen.voice != Level::default() && chosen.bowls != Level::default(), "nothing is chosen");
        untroubled(page).await
    });
}

/// As `cargo xtask voice` measures them: the level of what is speech, pauses left out, and the silence at both ends.
const MEASURE: &str = "(async () => {
  const decoder = new OfflineAudioContext(1, 1, 24000), near = 240, out = [];
  for (const id of IDS) {
    const bytes = await (await fetch(`voice/${id}.mp3`)).arrayBuffer();
    const buffer = await new Promise((then, failed) => decoder.decodeAudioData(bytes, then, failed));
    const x = buffer.getChannelData(0);
    const loud = x.reduce((most, v) => Math.max(most, Math.abs(v)), 0) * 10 ** (-42 / 20);
    let energy = 0, samples = 0, first = null, last = 0, until = 0;
    for (let i = 0; i < x.length; i++) if (Math.abs(x[i]) > loud) {
      first ??= i; last = i;
      for (let k = Math.max(until, i - near); k < Math.min(x.length, i + near); k++) { energy += x[k] ** 2; samples++; }
      until = Math.max(until, Math.min(x.length, i + near));
    }
    out.push({ id, db: 10 * Math.log10(energy / samples), before: first / 24, after: (x.length - 1 - last) / 24 });
  }
  window.measured = out;
})().catch(e => window.measured = [{ id: String(e), db: 0, before: 0, after: 0 }])";

/// A clip, as the browser has it.
#[derive(serde::Deserialize)]
struct Measured {
    id: String,
    /// Level, in dB of full scale.
    db: f64,
    /// Silence before, in milliseconds.
    before: f64,
    /// Silence after, in milliseconds.
    after: f64,
}

#[test]
fn every_clip_is_decoded_as_loud_as_the_others_and_without_silence_at_its_ends() {
    Setup::new("clips").run(async |page| {
        page.open("/").await?;
        let ids: Vec<&str> = CLIPS.iter().map(|clip| clip.id).collect();
        page.run(&MEASURE.replace("IDS", &json!(ids).to_string())).await?;
        page.wait_at_most(std::time::Duration::from_secs(60), "every clip", "window.measured").await?;
        let all: Vec<Measured> = serde_json::from_value(page.eval("window.measured").await?)?;
        ensure!(all.len() == CLIPS.len(), "{} are decoded, {:?}", all.len(), all.first().map(|m| &m.id));
        let most = |of: fn(&Measured) -> f64| all.iter().map(of).fold(f64::MIN, f64::max);
        let (loudest, quietest) = (most(|m| m.db), -most(|m| -m.db));
        let (before, after) = (most(|m| m.before), most(|m| m.after));
        println!(
            "{} clips: {quietest:.2} to {loudest:.2} dB, at most {before:.0} ms of silence before and {after:.0} ms after",
            all.len()
        );
        let odd = |m: &&Measured| m.db < loudest - 1.0 || m.before > 80.0 || m.after > 200.0;
        let odd: Vec<_> = all.iter().filter(odd).map(|m| format!("{}: {:.1} dB, {:.0} + {:.0} ms", m.id, m.db, m.before, m.after)).collect();
        ensure!(odd.is_empty(), "too loud, too quiet or too much silence: {odd:?}");
        Ok(())
    });
}
