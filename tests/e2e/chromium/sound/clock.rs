//! What comes out of the app while its page is kept busy: each sound on its sample.

use std::time::Duration;

use anyhow::{Context, ensure};
use backstroke::routine::Selection;
use backstroke_tests::Setup;

use crate::model::Model;
use crate::sound::listener::{choices, listen, planned, recorder, teach};

/// Until when it is listened, in milliseconds of the session: the first movement with its repeats.
const UNTIL_MS: u64 = 37_000;

/// Of a sound, so much is compared, in milliseconds from its start: with the whole of it, others would sound on.
const COMPARED_MS: u64 = 350;

#[test]
fn every_sound_begins_on_its_sample_while_the_page_is_kept_busy() {
    Setup::new("sound-clock").intercept(recorder).run(async |page| {
        listen(page, "ear.record = true;").await?;
        page.open("/session?speed=1").await?;
        page.watch_session().await?;
        page.click_button("I have read this").await?;
        page.wait_for_data("phase", "count-in").await?;
        teach(page).await?;
        page.wait_for("the recorder", "!!window.ear.recorders[0].node").await?;
        // The first word has come; all others come to a busy page.
        page.wait_for("a sound to be placed", "window.ear.placed.length > 0").await?;
        page.run("ear.block()").await?;

        let model = Model::begun(Selection::Whole)?;
        let plan: Vec<_> = planned(&model.session, 0, choices()).into_iter().filter(|(_, ms)| *ms < UNTIL_MS).collect();
        ensure!(plan.len() >= 10, "too few sounds to tell: {plan:?}");
        let end = format!("ear.contexts[0].currentTime > ear.list()[0].at + {}", UNTIL_MS / 1000 + 1);
        page.wait_at_most(Duration::from_secs(120), "the end of what is listened to", &end).await?;
        page.run("clearTimeout(ear.blocking)").await?;
        page.run(&format!(
            "window.heard = null; (async () => {{
               const {{ first, sound }} = await ear.recording(), rate = ear.contexts[0].sampleRate;
               const plan = {plan}, frames = ms => Math.round(ms * rate / 1000);
               const placed = ear.placed.map(n => ({{ name: ear.name(n.buffer), buffer: n.buffer, at: Math.round(n.at * rate) - first }}));
               const opening = placed.filter(p => p.name === plan[0][0]).sort((a, b) => a.at - b.at)[0];
               // Both channels of one sound, as they come out of its volume.
               const gain = {gain}, channel = (b, c) => b.getChannelData(Math.min(c, b.numberOfChannels - 1));
               const add = (to, at, name, sign) => {{
                 const {{ buffer }} = placed.find(p => p.name === name) ?? {{}};
                 if (!buffer) return false;
                 // A clip has the context's rate, too: it was decoded for it.
                 to.forEach((out, c) => channel(buffer, c).forEach((v, i) => {{ if (out[at + i] !== undefined) out[at + i] += sign * v * gain; }}));
                 return true;
               }};
               // The plan's zero is where the first sound is found; everything else follows from it.
               const rest = sound.map(c => c.slice());
               const zero = opening.at - frames(plan[0][1]);
               const missing = plan.filter(([name, ms]) => !add(rest, zero + frames(ms), name, -1));
               const length = frames({COMPARED_MS}), result = [];
               for (const [name, ms] of plan) {{
                 const at = zero + frames(ms);
                 const own = rest.map(c => c.slice(at - 64, at + length + 64));
                 const {{ buffer }} = placed.find(p => p.name === name) ?? {{}};
                 if (!buffer) continue;
                 // What is heard there, less all other sounds.
                 own.forEach((out, c) => channel(buffer, c).subarray(0, length).forEach((v, i) => out[i + 64] += v * gain));
                 let best = null, energy = 0;
                 channel(buffer, 0).subarray(0, length).forEach(v => energy += v * v * gain * gain);
                 for (let shift = -48; shift <= 48; shift++) {{
                   let off = 0;
                   own.forEach((out, c) => {{
                     const is = channel(buffer, c);
                     for (let i = 0; i < length; i++) off += (out[i + 64 + shift] - is[i] * gain) ** 2;
                   }});
                   if (!best || off < best.off) best = {{ shift, off }};
                 }}
                 result.push({{ name, ms, shift: best.shift, left: best.off / energy }});
               }}
               window.heard = {{ result, missing, rate, blocked: ear.blocked, zero: (zero + first) / rate }};
             }})().catch(e => window.heard = {{ failed: String(e.stack) }})",
            plan = serde_json::to_string(&plan)?,
            gain = backstroke::session::Level::default().gain(),
        ))
        .await?;
        page.wait_at_most(Duration::from_secs(60), "what was heard", "window.heard").await?;
        let heard = page.eval("window.heard").await?;
        let sounds = heard.get("result").and_then(|r| r.as_array()).with_context(|| format!("{heard}"))?;
        let blocked = heard.get("blocked").and_then(serde_json::Value::as_u64).context("never blocked")?;
        ensure!(sounds.len() == plan.len(), "not all was heard: {heard}");
        let mut worst = 0;
        for sound in sounds {
            let shift = sound.get("shift").and_then(serde_json::Value::as_i64).context("no shift")?;
            let left = sound.get("left").and_then(serde_json::Value::as_f64).context("no rest")?;
            ensure!(shift.abs() <= 1, "{sound} begins {shift} samples off");
            ensure!(left < 0.01, "{sound} is not what is heard there");
            worst = worst.max(shift.abs());
        }
        // Taken before the compressor, which delays all alike. `cargo xtask bench` looks for the line's end.
        println!("{} sounds while the page was blocked {blocked} times: {worst} samples off at most", sounds.len());
        ensure!(blocked >= 30, "the page was blocked {blocked} times only");
        Ok(())
    });
}
