//! Commands that come while the session goes on: the rest is placed anew, and what is being said is not cut without need.

use std::time::Duration;

use anyhow::{Context, ensure};
use backstroke::routine::Selection;
use backstroke_tests::{Page, Result};

use crate::model::{begin, fresh, now};
use crate::sound::listener::{Placed, choices, listen, loaded, placed, planned, replayed, same, setup, teach};

/// Keeps what the app does at a media key, as `keys`.
pub const KEYS: &str = "window.keys = {};
    const handle = MediaSession.prototype.setActionHandler;
    MediaSession.prototype.setActionHandler = function (name, then) { keys[name] = then; return handle.call(this, name, then); };";

/// Presses a key while nothing is being said; from which placing on, and at which second of the audio clock.
pub async fn press_in_silence(page: &Page, key: &str) -> Result<(usize, f64)> {
    page.run(&format!("ear.press('{key}', () => !ear.speaks())")).await?;
    page.wait_for(&format!("{key} to be pressed"), "ear.pressed").await?;
    Ok(serde_json::from_value(page.eval("[ear.pressed.from, ear.pressed.at]").await?)?)
}

/// All that was placed from some placing on is the rest of the page's session after so many commands, each once and on its
/// sample. Gives the plan, and the audio clock's time of its zero.
pub async fn rest_is_placed(
    page: &Page,
    from: usize,
    selection: Selection,
    commands: usize,
) -> Result<(Vec<(String, u64)>, f64)> {
    let (session, now) = replayed(page, fresh(selection)?, commands).await?;
    let wanted = planned(&session, now, choices());
    let all = format!("window.ear.list({from}).length >= {}", wanted.len());
    page.wait_for(&format!("{} sounds", wanted.len()), &all).await?;
    let heard: Vec<Placed> = placed(page, from).await?;
    let rate = page.eval("window.ear.contexts[0].sampleRate").await?.as_f64().context("no rate")?;
    let zero = same(&heard, &wanted, rate)?;
    Ok((wanted, zero))
}

#[test]
fn each_command_while_it_goes_on_places_the_whole_rest_anew_and_nothing_twice() {
    setup("going").run(async |page| {
        listen(page, KEYS).await?;
        begin(page, "/session?speed=1&from=C.1").await?;
        teach(page).await?;
        loaded(page).await?;
        page.run("addEventListener('keydown', e => { if (e.key === 'seek') keys.seekto({ action: 'seekto', seekTime: 100 }); })").await?;
        // One command was the start.
        let commands = [("next", "ArrowRight"), ("hold", "h"), ("release", "h"), ("return", "a"), ("again", "r"), ("seek", "seek")];
        for (n, (what, key)) in (2..).zip(commands) {
            let (from, at) = press_in_silence(page, key).await?;
            let told = format!("after {what}");
            let (wanted, zero) = rest_is_placed(page, from, Selection::From('C', 0), n).await.context(told)?;
            println!("after {what}: {} sounds, the plan's zero {:.0} ms after the key", wanted.len(), (zero - at) * 1000.0);
            ensure!((zero - at).abs() < 0.25, "after {what}: heard at {zero} s, pressed at {at} s");
            // What had not begun is taken back.
            let twice = format!("ear.placed.slice(0, {from}).filter(n => !n.loop && n.stops === null && n.at > {at} + 0.1).length");
            ensure!(page.eval(&twice).await? == 0, "after {what}: something of the plan before is left");
        }
        ensure!(now(page).await?.get("phase") == "running", "the session does not go on");
        Ok(())
    });
}

#[test]
fn a_hold_and_a_release_leave_the_phrase_that_is_being_said_and_its_caption() {
    setup("uncut").run(async |page| {
        listen(page, "").await?;
        begin(page, "/session?speed=1").await?;
        teach(page).await?;
        loaded(page).await?;
        page.watch("caption", "document.querySelector('.caption:not([aria-hidden])')?.textContent ?? ''").await?;
        // In the middle of its words: what is left of them would be missed. Then in those of the loop.
        let first = ("long-stroke-start", "holding", "Either side of the base of the spine, hands facing each other.");
        for (clip, phase, words) in [first, ("again", "running", "Again.")] {
            let note = format!("ear.placed.findLast(n => n.buffer.clip === '{clip}' && n.at < n.context.currentTime)");
            page.run(&format!(
                "ear.press('h', () => {{ const n = {note}; return n && n.at + 0.2 < n.context.currentTime && n.stops === null; }})"
            ))
            .await?;
            page.wait_at_most(Duration::from_secs(40), &format!("the middle of {clip}"), "ear.pressed").await?;
            page.wait_for_data("phase", phase).await?;
            ensure!(page.eval(&format!("{note}.stops === null")).await? == true, "{clip} was cut");
            let faded = format!("{note}.source.to.gain.targets?.length ?? 0");
            ensure!(page.eval(&faded).await? == 0, "{clip} fades away");
            // From when it was said until it was over, nothing else was read.
            let over = format!("(n => n.context.currentTime > n.at + n.buffer.duration)({note})");
            page.wait_for(&format!("the end of {clip}"), &over).await?;
            let read = page.watched("caption").await?;
            let last: Vec<_> = read.iter().rev().flatten().take_while(|text| text.is_empty() || *text == words).collect();
            ensure!(last.iter().filter(|text| **text == words).count() == 1, "`{words}` was not read through: {read:?}");
        }
        Ok(())
    });
}
