//! One run as it comes out, through a pause, a seek, a hold and a return: every moment of it is the sum of what was planned.

use std::time::Duration;

use anyhow::{Context, ensure};
use backstroke::routine::Selection;
use backstroke::session::Level;
use backstroke_tests::{Page, Result, Setup};
use serde_json::{Value, json};

use super::going::{KEYS, press_in_silence, rest_is_placed};
use crate::model::{Model, begin};
use crate::sound::listener::{choices, listen, loaded, placed, planned, recorder, same, teach};

/// Where it begins.
const FROM: Selection = Selection::From('C', 0);

/// From one command to the next, a part of the run.
struct Part {
    /// What is planned, in milliseconds from the zero.
    plan: Vec<(String, u64)>,
    /// The zero, in seconds of the audio clock.
    zero_s: f64,
    /// When the command came that ended it.
    until_s: f64,
    /// Whether it broke off what sounded.
    broken_off: bool,
}

/// Presses a key when so many seconds of the audio clock have gone since a time of it.
async fn press_after(page: &Page, key: &str, since_s: f64, seconds: u32) -> Result<(usize, f64)> {
    let due = format!("ear.contexts[0].currentTime > {since_s} + {seconds}");
    page.wait_for(&format!("{seconds} s"), &due).await?;
    press_in_silence(page, key).await
}

#[test]
fn a_recorded_run_through_pause_seek_hold_and_return_is_what_was_planned_and_nothing_besides() {
    Setup::new("recorded").intercept(recorder).run(async |page| {
        listen(page, &format!("ear.record = true; {KEYS}")).await?;
        begin(page, "/session?speed=1&from=C.1").await?;
        teach(page).await?;
        loaded(page).await?;
        page.wait_for("the recorder", "!!ear.recorders[0].node").await?;
        page.run("addEventListener('keydown', e => { if (e.key === 'seek') keys.seekto({ action: 'seekto', seekTime: 150 }); })").await?;
        let rate = page.eval("ear.contexts[0].sampleRate").await?.as_f64().context("no rate")?;
        let mut plan = planned(&Model::begun(FROM)?.session, 0, choices());
        let mut zero_s = same(&placed(page, 0).await?, &plan, rate)?;
        let mut parts = Vec::new();
        // The count-in lies before the first sound.
        let commands =
            [(" ", 10, true), (" ", 2, false), ("seek", 8, true), ("h", 7, false), ("h", 6, false), ("a", 3, true), (" ", 9, true)];
        for (n, (key, seconds, broken_off)) in (2..).zip(commands) {
            let since_s = parts.last().map_or(zero_s, |part: &Part| part.until_s);
            let (from, until_s) = press_after(page, key, since_s, seconds).await?;
            parts.push(Part { plan: std::mem::take(&mut plan), zero_s, until_s, broken_off });
            // A paused session has no plan.
            let told = format!("after command {n}");
            (plan, zero_s) = rest_is_placed(page, from, FROM, n).await.context(told)?;
        }
        let end_s = parts.last().context("no parts")?.until_s;
        page.wait_for("the end to ring out", &format!("ear.contexts[0].currentTime > {end_s} + 1")).await?;
        let heard = compared(page, &parts).await?;
        println!("a recorded run: {heard}");
        let number = |key: &str| heard.get(key).and_then(Value::as_f64).with_context(|| format!("{heard}"));
        ensure!(number("sounds")? > 8.0, "too few sounds: {heard}");
        ensure!(number("loudest")? > 0.05, "the recording is silent: {heard}");
        ensure!(number("worst")? < 0.001, "what is heard is not the plan: {heard}");
        Ok(())
    });
}

/// The recording less all that was planned. A sound goes on to its end or to the command that breaks it off; how it fades
/// then is left out, a quarter of a second each.
async fn compared(page: &Page, parts: &[Part]) -> Result<Value> {
    let mut sounds = Vec::new();
    for (i, part) in parts.iter().enumerate() {
        let cut_s = parts.iter().skip(i).find(|p| p.broken_off).map(|p| p.until_s);
        for (name, ms) in &part.plan {
            let at_s = part.zero_s + *ms as f64 / 1000.0;
            if at_s < part.until_s {
                sounds.push(json!([name, at_s, cut_s]));
            }
        }
    }
    let cuts: Vec<f64> = parts.iter().filter(|p| p.broken_off).map(|p| p.until_s).collect();
    page.run(&format!(
        "window.heard = null; (async () => {{
           const {{ first, sound }} = await ear.recording(), rate = ear.contexts[0].sampleRate;
           const sounds = {sounds}, cuts = {cuts}, gain = {gain}, frame = s => Math.round(s * rate) - first;
           const loudest = sound[0].reduce((most, v) => Math.max(most, Math.abs(v)), 0);
           for (const [name, at, cut] of sounds) {{
             const {{ buffer }} = ear.placed.find(n => ear.name(n.buffer) === name);
             const from = frame(at), until = cut === null ? Infinity : frame(cut);
             sound.forEach((out, c) => {{
               const is = buffer.getChannelData(Math.min(c, buffer.numberOfChannels - 1));
               for (let i = 0; i < is.length && from + i < Math.min(out.length, until); i++) out[from + i] -= is[i] * gain;
             }});
           }}
           for (const cut of cuts) sound.forEach(out => out.fill(0, frame(cut - 0.05), frame(cut + 0.25)));
           // The recorder may have come into the middle of a sound.
           sound.forEach(out => out.fill(0, 0, rate / 10));
           let worst = 0, at = 0;
           sound.forEach(out => out.forEach((v, i) => {{ if (Math.abs(v) > worst) {{ worst = Math.abs(v); at = i; }} }}));
           window.heard = {{ worst, at: (at + first) / rate, loudest, sounds: sounds.length, seconds: sound[0].length / rate }};
         }})().catch(e => window.heard = {{ failed: String(e.stack) }})",
        sounds = json!(sounds),
        cuts = json!(cuts),
        gain = Level::default().gain(),
    ))
    .await?;
    page.wait_at_most(Duration::from_secs(60), "the comparison", "window.heard").await?;
    page.eval("window.heard").await
}
