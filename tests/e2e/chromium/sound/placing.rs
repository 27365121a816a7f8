//! What is placed on the audio clock, at the start and after every command: all of it, each once, each on its sample.

use std::sync::OnceLock;
use std::time::{Duration, Instant};

use anyhow::{Context, ensure};
use backstroke::routine::Selection;
use backstroke::session::Command;
use backstroke_tests::{Page, Result};
use fantoccini::key::Key;
use server::Response;

use crate::model::{Model, begin, now};
use crate::sound::listener::{called, choices, count, listen, loaded, placed, planned, same, setup, teach};

/// A storage that takes its time: what is due at the very moment of a command is heard all the same.
const SLOW: &str = "const set = Storage.prototype.setItem;
    Storage.prototype.setItem = function (...all) { const until = performance.now() + 5; while (performance.now() < until); return set.apply(this, all); };";

/// How many samples a second a whole session is rendered with.
const RATE: u32 = 8_000;

#[test]
fn pause_seek_hold_and_return_each_place_the_whole_rest_anew_and_nothing_twice() {
    setup("placing").run(async |page| {
        listen(page, SLOW).await?;
        begin(page, "/session?speed=1&from=C.1").await?;
        teach(page).await?;
        loaded(page).await?;
        let mut model = Model::begun(Selection::From('C', 0))?;
        let rate = page.eval("window.ear.contexts[0].sampleRate").await?.as_f64().context("no rate")?;

        let keys = [
            ("pause", None, None),
            ("next", Some(char::from(Key::Right)), Some(Command::Next)),
            ("previous", Some(char::from(Key::Left)), Some(Command::Previous)),
            ("again", Some('r'), Some(Command::RepeatMovement)),
            ("return", Some('a'), Some(Command::ReturnToA)),
            ("hold", Some('h'), Some(Command::Hold)),
            ("release", Some('h'), Some(Command::Release)),
            ("hold again", Some('h'), Some(Command::Hold)),
        ];
        for (what, key, command) in keys {
            page.press(' ').await?;
            page.wait_for_data("phase", "paused").await?;
            silent(page).await.with_context(|| format!("paused before {what}"))?;
            model.pass_until(now(page).await?.number("at")?)?;
            model.apply(Command::Pause)?;
            if let (Some(key), Some(command)) = (key, command) {
                page.press(key).await?;
                model.apply(command)?;
            }
            let (before, told) = (count(page).await?, page.session_log().await?.len());
            ensure!(placed(page, before).await?.is_empty(), "something was placed in a paused session");
            page.press(' ').await?;
            model.apply(Command::Resume)?;
            page.wait_for(
                "the session to go on",
                "document.querySelector('[data-phase=running],[data-phase=holding]')",
            )
            .await?;
            // What is not at hand is placed in an idle moment.
            let wanted = planned(&model.session, model.now(), choices());
            page.wait_for(
                &format!("{} sounds after {what}", wanted.len()),
                &format!("window.ear.list({before}).length >= {}", wanted.len()),
            )
            .await?;
            let heard = placed(page, before).await?;
            let zero = same(&heard, &wanted, rate).with_context(|| format!("after {what}"))?;
            // The picture's zero, on the audio clock.
            let log = page.session_log().await?;
            let since = log.iter().skip(told).find(|m| m.get("phase") != "paused").context("it did not go on")?;
            let gone =
                format!("window.ear.contexts[0].currentTime - (performance.now() - {}) / 1000", since.get("since"));
            let seen = page.eval(&gone).await?.as_f64().context("no time")?;
            println!(
                "after {what}: {} sounds, heard {:.0} ms after they are seen",
                heard.len(),
                (zero - seen) * 1000.0
            );
            ensure!((zero - seen).abs() < 0.25, "after {what}: heard at {zero} s, seen at {seen} s of the audio clock");
        }

        // The same while it goes on.
        let (before, told) = (count(page).await?, page.session_log().await?.len());
        page.press('h').await?;
        page.wait_for_data("phase", "running").await?;
        let log = page.session_log().await?;
        let released = log.iter().skip(told).find(|m| m.get("phase") == "running").context("it was not released")?;
        model.pass_until(released.number("at")?)?;
        model.apply(Command::Release)?;
        let wanted = planned(&model.session, model.now(), choices());
        let condition = format!("window.ear.list({before}).length >= {}", wanted.len());
        page.wait_for(&format!("{} sounds after a release", wanted.len()), &condition).await?;
        same(&placed(page, before).await?, &wanted, rate).context("after a release").map(drop)
    });
}

/// Nothing that was placed is to be heard any more.
async fn silent(page: &Page) -> Result {
    page.wait_for(
        "silence",
        "window.ear.placed.every(n => n.stops !== null && n.stops <= n.context.currentTime + 0.2
           || n.at + n.buffer.duration <= n.context.currentTime)",
    )
    .await
}

#[test]
fn a_voice_that_arrives_late_is_placed_for_the_rest_and_no_phrase_is_said_twice() {
    let first = OnceLock::new();
    setup("late-voice")
        .intercept(move |request| {
            // No word, whoever asks for it, comes sooner than some seconds after the first was asked for.
            if request.path.contains("/voice/") {
                let from: &Instant = first.get_or_init(Instant::now);
                std::thread::sleep(Duration::from_secs(8).saturating_sub(from.elapsed()));
            }
            crate::sound::listener::recorder(request)
        })
        .run(async |page| {
            listen(page, "").await?;
            begin(page, "/session?speed=1&from=D.1").await?;
            teach(page).await?;
            page.wait_at_most(
                Duration::from_secs(60),
                "the voice",
                "window.ear.placed.some(note => note.buffer.clip) && !document.querySelector('.loading progress')",
            )
            .await?;
            let model = Model::begun(Selection::From('D', 0))?;
            let wanted = planned(&model.session, 0, choices());
            let heard = placed(page, 0).await?;
            let rate = page.eval("window.ear.contexts[0].sampleRate").await?.as_f64().context("no rate")?;
            // Whatever was due before it came is missing; everything else is there, once.
            let now_s = page.eval("window.ear.contexts[0].currentTime").await?.as_f64().context("no time")?;
            let begun = heard.first().context("nothing was placed")?;
            let first_ms = wanted.first().context("nothing is planned")?.1;
            let due = |ms: u64| begun.at + (ms - first_ms) as f64 / 1000.0;
            let rest: Vec<_> = wanted.iter().filter(|(_, ms)| due(*ms) > now_s + 0.5).cloned().collect();
            let heard_rest: Vec<_> = heard.iter().filter(|p| p.at > now_s + 0.5).cloned().collect();
            ensure!(rest.len() > 20, "too little is left to tell: {rest:?}");
            same(&heard_rest, &rest, rate)?;
            let mut all: Vec<_> = heard.iter().map(|p| (p.name.clone(), (p.at * rate).round() as u64)).collect();
            all.sort();
            let count = all.len();
            all.dedup();
            ensure!(all.len() == count, "something was placed twice");
            // One who came late to the first words can read them.
            ensure!(heard.len() < wanted.len(), "nothing was late: the test shows nothing");
            Ok(())
        });
}

#[test]
fn a_whole_session_rendered_is_the_plan_sample_by_sample() {
    setup("whole-sound").intercept(|request| bowls(request).or_else(|| crate::sound::listener::recorder(request))).run(
        async |page| {
            let model = Model::begun(Selection::Whole)?;
            let wanted = planned(&model.session, 0, choices());
            let seconds = wanted.last().context("nothing is planned")?.1 / 1000 + 20;
            listen(page, &format!("ear.offline = {{ seconds: {seconds}, rate: {RATE} }};")).await?;
            begin(page, "/session?speed=1").await?;
            teach(page).await?;
            page.wait_at_most(
                Duration::from_secs(60),
                "the whole plan",
                &format!("window.ear.list().length >= {}", wanted.len()),
            )
            .await?;
            let heard = placed(page, 0).await?;
            let zero_s = same(&heard, &wanted, f64::from(RATE))?;
            page.run("ear.rendering = ear.contexts[0].startRendering()").await?;
            // Made from the files and from the library's own samples, not from what the app has placed.
            page.run(&format!(
                "window.compared = null; (async () => {{
                   const plan = {plan}, zero = Math.round({zero_s} * {RATE}), gain = {gain};
                   const made = new OfflineAudioContext(1, 1, {RATE});
                   const should = [0, 1].map(() => new Float32Array({seconds} * {RATE}));
                   const kept = new Map();
                   const get = async name => {{
                     const bowl = name.startsWith('(');
                     const bytes = await (await fetch(bowl ? `bowls/${{name}}` : `voice/${{name}}.mp3`)).arrayBuffer();
                     if (!bowl) {{ const b = await made.decodeAudioData(bytes); return [b.getChannelData(0), b.getChannelData(b.numberOfChannels - 1)]; }}
                     const all = new Float32Array(bytes);
                     return [all.subarray(0, all.length / 2), all.subarray(all.length / 2)];
                   }};
                   for (const [name, ms] of plan) {{
                     if (!kept.has(name)) kept.set(name, await get(name));
                     const from = zero + Math.round(ms * {RATE} / 1000);
                     kept.get(name).forEach((channel, c) => channel.forEach((value, i) => should[c][from + i] += value * gain));
                   }}
                   const is = await ear.rendering;
                   let worst = 0, at = 0, loudest = 0;
                   should.forEach((channel, c) => {{
                     const got = is.getChannelData(c);
                     channel.forEach((value, i) => {{
                       const off = Math.abs(got[i] - value);
                       loudest = Math.max(loudest, Math.abs(value));
                       if (off > worst) {{ worst = off; at = i; }}
                     }});
                   }});
                   window.compared = {{ worst, at: at / {RATE}, loudest, sounds: plan.length }};
                 }})().catch(e => window.compared = {{ failed: String(e) }})",
                plan = serde_json::to_string(&wanted)?,
                gain = backstroke::session::Level::default().gain(),
            ))
            .await?;
            page.wait_at_most(Duration::from_secs(120), "the comparison", "window.compared").await?;
            let compared = page.eval("window.compared").await?;
            println!("a whole session, rendered: {compared}");
            let number = |key: &str| compared.get(key).and_then(serde_json::Value::as_f64).with_context(|| format!("{compared}"));
            ensure!(number("loudest")? > 0.05, "the plan is silent: {compared}");
            ensure!(number("worst")? < 0.002, "what is rendered is not the plan: {compared}");
            Ok(())
        },
    );
}

/// Serves the bowls as the library renders them: the left channel, then the right.
fn bowls(request: &server::Request) -> Option<Response> {
    let name = request.path.strip_prefix("/bowls/")?;
    let bowl = backstroke::sound::Bowl::ALL.into_iter().find(|b| called(*b) == name)?;
    let samples = bowl.render(RATE).concat();
    let bytes: Vec<u8> = samples.iter().flat_map(|s| s.to_le_bytes()).collect();
    Some(Response::new(200, "application/octet-stream", bytes))
}
