//! An ear in the page, and what the library says that it should hear.

use anyhow::{Context, ensure};
use backstroke::routine::Unit;
use backstroke::session::{Command, Session};
use backstroke::sound::{Bowl, Choices, ROUNDS_MS, What, ahead};
use backstroke_tests::{Page, Result, Setup};
use serde_json::{Value, json};
use server::Response;

/// How far two times may be apart, in seconds, to be on the same sample of 48,000: times that are told as numbers are
/// rounded in their last digit.
pub const EXACT_S: f64 = 1e-6;

/// Something that was placed on the audio clock.
#[derive(Clone, Debug, PartialEq, serde::Deserialize)]
pub struct Placed {
    /// The bowl or the clip.
    pub name: String,
    /// When it starts, in seconds of the audio clock.
    pub at: f64,
    /// When it was placed.
    pub now: f64,
    /// When it is ended, where it is.
    pub stops: Option<f64>,
    /// When it ends by itself.
    pub ends: f64,
}

/// A test with an ear.
pub fn setup(name: &'static str) -> Setup {
    Setup::new(name).intercept(recorder)
}

/// Serves what records.
pub fn recorder(request: &server::Request) -> Option<Response> {
    (request.path == "/recorder.js").then(|| Response::new(200, "text/javascript", include_str!("recorder.js")))
}

/// What puts an ear into a page.
pub const EAR: &str = include_str!("ear.js");

/// Puts the ear into every page of Chromium from now on, with more JavaScript after it.
pub async fn listen(page: &Page, more: &str) -> Result {
    let source = format!("{EAR}\n{more}");
    page.devtools("Page.addScriptToEvaluateOnNewDocument", json!({ "source": source })).await.map(drop)
}

/// A bowl's name here: some clips have the same without the brackets.
pub fn called(bowl: Bowl) -> String {
    ["(", bowl.name(), ")"].concat()
}

/// Tells the ear what each bowl sounds like, by a few of its samples at the page's rate.
pub async fn teach(page: &Page) -> Result {
    page.wait_for("an audio context", "window.ear.contexts.length > 0").await?;
    let rate = page.eval("window.ear.contexts.at(-1).sampleRate").await?.as_u64().context("no rate")?;
    let bowls: Vec<Value> = Bowl::ALL
        .iter()
        .map(|bowl| {
            let [left, right] = bowl.render(rate as u32);
            let probes = (1..8).map(|k| left.len() * k / 9);
            let probes: Vec<_> = probes.filter_map(|i| Some(json!([i, left.get(i)?, right.get(i)?]))).collect();
            json!({ "name": called(*bowl), "length": left.len(), "probes": probes })
        })
        .collect();
    page.run(&format!("window.ear.bowls = {}", json!(bowls))).await
}

/// What was placed and not taken back, from the `from`th placing on, in the order of time.
pub async fn placed(page: &Page, from: usize) -> Result<Vec<Placed>> {
    let list = page.eval(&format!("window.ear.list({from})")).await?;
    let mut list: Vec<Placed> = serde_json::from_value(list).context("the ear's list is not what was written")?;
    list.sort_by(|a, b| a.at.total_cmp(&b.at));
    Ok(list)
}

/// How much was placed so far.
pub async fn count(page: &Page) -> Result<usize> {
    let count = page.eval("window.ear.placed.length").await?;
    Ok(count.as_u64().context("no count")? as usize)
}

/// What should be heard of a session from `now` on: names, and when in milliseconds from then.
pub fn planned(session: &Session, now: u64, choices: Choices) -> Vec<(String, u64)> {
    let mut out = Vec::new();
    for sounding in ahead(session, now, choices, ROUNDS_MS) {
        match sounding.what {
            What::Bowl(bowl) => out.push((called(bowl), sounding.in_ms)),
            What::Phrase(phrase) => {
                let parts = phrase.parts().map(|(at, clip)| (clip.id.to_owned(), sounding.in_ms + u64::from(at)));
                out.extend(parts);
            }
        }
    }
    out.sort_by_key(|(_, at)| *at);
    out
}

/// What the app plays where nothing was chosen.
pub fn choices() -> Choices {
    let chosen = backstroke::session::Choices::default();
    let (heard, talk, unit) = (chosen.heard, chosen.talk, Unit::default());
    Choices { heard, talk, unit, ticks: chosen.ticks, half_way: chosen.half_way, held: false }
}

/// Both lists are the same, sound by sound, each on the sample where it should be: measured from the first one. Gives
/// the audio clock's time of the plan's zero, in seconds.
pub fn same(placed: &[Placed], planned: &[(String, u64)], rate: f64) -> Result<f64> {
    let names = |all: &mut dyn Iterator<Item = &String>| all.cloned().collect::<Vec<_>>().join(" ");
    let (is, should) = (names(&mut placed.iter().map(|p| &p.name)), names(&mut planned.iter().map(|(name, _)| name)));
    ensure!(is == should, "placed:\n{is}\nplanned:\n{should}");
    let (Some(first), Some((_, first_ms))) = (placed.first(), planned.first()) else { return Ok(0.0) };
    let frames = |ms: u64| (ms as f64 * rate / 1000.0).round();
    for (sound, (name, ms)) in placed.iter().zip(planned) {
        let off = (sound.at - first.at) * rate - (frames(*ms) - frames(*first_ms));
        ensure!(off.abs() <= 1.0 + EXACT_S * rate, "{name} at {ms} ms is {off} samples off");
    }
    Ok(first.at - *first_ms as f64 / 1000.0)
}

/// Waits until every clip that was asked for has come.
pub async fn loaded(page: &Page) -> Result {
    page.wait_for(
        "the voice",
        "window.ear.placed.some(note => note.buffer.clip) && !document.querySelector('.loading progress')",
    )
    .await
}

/// The session of the page, by the commands that it has kept with their times; and the time of the last one. Waits until so
/// many are kept.
pub async fn replayed(page: &Page, mut session: Session, commands: usize) -> Result<(Session, u64)> {
    const DID: &str = "(localStorage.getItem('backstroke.session') ?? '').match(/did=(.*)/)?.[1].split(',')";
    page.wait_for(&format!("{commands} commands to be kept"), &format!("({DID} ?? []).length >= {commands}")).await?;
    let did: Vec<String> = serde_json::from_value(page.eval(DID).await?)?;
    ensure!(did.len() == commands, "other commands were given: {did:?}");
    let mut last = 0;
    for word in did {
        let (sign, times) = word.split_at_checked(1).context("an empty command")?;
        let (at, to) = times.split_once('-').unwrap_or((times, "0"));
        let command = match sign {
            "s" => Command::Start,
            "p" => Command::Pause,
            "r" => Command::Resume,
            "n" => Command::Next,
            "b" => Command::Previous,
            "m" => Command::RepeatMovement,
            "a" => Command::ReturnToA,
            "h" => Command::Hold,
            "l" => Command::Release,
            "k" => Command::Seek(to.parse()?),
            _ => anyhow::bail!("no command is written as {word}"),
        };
        last = at.parse()?;
        session.apply(command, last).with_context(|| format!("{command:?} at {last} ms"))?;
    }
    Ok((session, last))
}
