//! What a user chooses about the sound, and what a preview and a long hold make of it.

use anyhow::{Context, ensure};
use backstroke::routine::Selection;
use backstroke::sound::Heard;
use backstroke_tests::{Page, Result};

use crate::model::{Model, begin, now};
use crate::sound::listener::{Placed, choices, count, listen, loaded, placed, planned, same, setup, teach};

/// Opens the app with choices kept from before.
async fn chosen(page: &Page, line: &str, more: &str) -> Result {
    listen(page, &format!("localStorage.setItem('backstroke.prefs', '2 count-in=3 {line}');\n{more}")).await
}

/// What the volume of what sounds all the while is sent to, and when, in order.
const TURNS: &str = "ear.placed.find(n => n.loop).source.to.gain.targets.toSorted((a, b) => a[1] - b[1])";

/// Under every sound it has stepped back, and it comes back when that is over; at the end it goes.
fn steps_back(turns: &[(f64, f64)], sounds: &[Placed]) -> Result {
    for sound in sounds {
        // A bowl has the room to itself until it has mostly died away.
        let over = if sound.name.starts_with('(') { sound.at + 1.8 } else { sound.ends };
        let before =
            turns.iter().rev().find(|(_, at)| *at < sound.at).with_context(|| format!("none before {sound:?}"))?;
        ensure!((before.0 - 0.3).abs() < 1e-6, "under {sound:?} it is sent to {}", before.0);
        let after = turns.iter().find(|(_, at)| *at > sound.at).with_context(|| format!("none after {sound:?}"))?;
        ensure!((after.0 - 1.0).abs() < 1e-6, "after {sound:?} it is sent to {}", after.0);
        ensure!(after.1 > over - 0.002, "it comes back {} s before {sound:?} is over", over - after.1);
    }
    let last = turns.last().context("no turns")?;
    ensure!(last.0.abs() < 1e-6, "at the end it is sent to {}", last.0);
    Ok(())
}

#[test]
fn what_sounds_all_the_while_steps_back_under_every_cue_and_each_cue_is_felt() {
    for (name, heard) in [("room", Heard::Bowls), ("room-voice", Heard::Everything)] {
        setup(name).run(async |page| {
            chosen(page, &format!("room=drone haptics=yes heard={}", heard.name()), "").await?;
            begin(page, "/session?speed=1&from=C.1").await?;
            teach(page).await?;
            let model = Model::begun(Selection::From('C', 0))?;
            let wanted = planned(&model.session, 0, backstroke::sound::Choices { heard, ..choices() });
            page.wait_for("every sound", &format!("ear.list().length >= {}", wanted.len())).await?;
            let loops = page.eval("ear.placed.filter(n => n.loop).map(n => n.buffer.duration)").await?;
            ensure!(loops == serde_json::json!([16]), "what goes round: {loops}");
            let turns: Vec<(f64, f64)> = serde_json::from_value(page.eval(TURNS).await?)?;
            let sounds = placed(page, 0).await?;
            ensure!(sounds.iter().any(|s| !s.name.starts_with('(')) == heard.voice(), "not what was chosen");
            steps_back(&turns, &sounds)?;
            ensure!(page.eval("ear.vibrated.length").await? == 1, "the first cue was not felt, or felt twice");
            page.press(' ').await?;
            let silent = "ear.placed.every(n => n.stops !== null && n.stops < n.context.currentTime + 1)";
            page.wait_for("the room to fall silent", silent).await
        });
    }
}

#[test]
fn what_is_heard_is_changed_within_a_session_by_a_key_and_said() {
    setup("changed").run(async |page| {
        chosen(page, "", "").await?;
        begin(page, "/session?speed=1&from=C.1").await?;
        teach(page).await?;
        loaded(page).await?;
        let rate = page.eval("ear.contexts[0].sampleRate").await?.as_f64().context("no rate")?;
        let orders = [
            (Heard::Voice, "Sound: the voice."),
            (Heard::Bowls, "Sound: the bowls."),
            (Heard::Silent, "Sound: nothing."),
            (Heard::Everything, "Sound: voice and bowls."),
        ];
        // Paused, and while it goes on.
        for paused in [true, false] {
            for (heard, words) in orders {
                if paused {
                    page.press(' ').await?;
                    page.wait_for_data("phase", "paused").await?;
                }
                let from = count(page).await?;
                page.press('s').await?;
                let told = format!("document.querySelector('.notice')?.textContent.startsWith('{words}')");
                page.wait_for(words, &told).await?;
                let kept = format!("localStorage.getItem('backstroke.prefs').includes('heard={}')", heard.name());
                page.wait_for("the choice to be kept", &kept).await?;
                if paused {
                    ensure!(count(page).await? == from, "something is placed in a paused session");
                    page.press(' ').await?;
                    page.wait_for_data("phase", "running").await?;
                }
                let moment = now(page).await?;
                let mut model = Model::begun(Selection::From('C', 0))?;
                model.pass_until(moment.number("at")?)?;
                // What is due soon may have been placed before that moment was read.
                let soon_ms = if paused { 0 } else { 2_000 };
                let wanted = planned(&model.session, model.now(), backstroke::sound::Choices { heard, ..choices() });
                let wanted: Vec<_> = wanted.into_iter().filter(|(_, ms)| *ms >= soon_ms).collect();
                let rest = format!("ear.list({from}).length >= {}", wanted.len());
                page.wait_for(&format!("{} sounds of {words}", wanted.len()), &rest).await?;
                let mut sounds = placed(page, from).await?;
                sounds.drain(..sounds.len() - wanted.len());
                same(&sounds, &wanted, rate)?;
                // What the app let ring out, since a clock had lost some time, is over.
                let before = format!(
                    "ear.placed.slice(0, {from}).every(n => n.stops !== null || n.at + n.buffer.duration < n.context.currentTime)"
                );
                ensure!(page.eval(&before).await? == true, "{words}: what was placed before goes on");
            }
        }
        Ok(())
    });
}

#[test]
fn a_fast_preview_has_bowls_only_and_fetches_no_voice() {
    setup("preview").run(async |page| {
        listen(page, "").await?;
        begin(page, "/session?speed=20").await?;
        teach(page).await?;
        page.wait_for("sounds", "ear.list().length > 20").await?;
        ensure!(placed(page, 0).await?.iter().all(|s| s.name.starts_with('(')), "not only bowls");
        let voice = "performance.getEntriesByType('resource').filter(r => r.name.includes('/voice/')).length";
        ensure!(page.eval(voice).await? == 0, "the voice was fetched");
        Ok(())
    });
}

#[test]
fn the_voice_is_fetched_after_the_first_paint_in_the_order_of_need() {
    setup("after-paint").run(async |page| {
        listen(page, "localStorage.setItem('backstroke.safety', '1')").await?;
        page.open("/session?speed=1").await?;
        page.wait_for("a clip", "performance.getEntriesByType('resource').some(r => r.name.includes('/voice/'))").await?;
        let times = "[performance.getEntriesByName('first-contentful-paint')[0]?.startTime,
            ...performance.getEntriesByType('resource').filter(r => r.name.includes('/voice/')).map(r => r.startTime)]";
        let times: Vec<f64> = serde_json::from_value(page.eval(times).await?).context("nothing was painted")?;
        let (painted, fetched) = times.split_first().context("no times")?;
        ensure!(fetched.iter().all(|at| at > painted), "painted at {painted} ms, fetched at {fetched:?}");
        let first = "performance.getEntriesByType('resource').find(r => r.name.includes('/voice/')).name.endsWith('/begin.mp3')";
        ensure!(page.eval(first).await? == true, "not what is needed first");
        Ok(())
    });
}

/// At thirty times life a held movement's rounds that are placed ahead are used up within seconds.
#[test]
fn a_held_movements_rounds_are_placed_further_without_a_gap_or_a_double() {
    setup("rounds").run(async |page| {
        listen(page, "").await?;
        begin(page, "/session?speed=30&from=C.1").await?;
        page.press('h').await?;
        page.wait_for_data("phase", "holding").await?;
        teach(page).await?;
        page.wait_for("the first rounds", "ear.list().filter(n => n.name === '(repeat)').length > 3").await?;
        // What is placed further takes the place of what is not begun yet, so that each time some are taken back.
        for times in ["once", "twice"] {
            let before = count(page).await?;
            page.wait_for(&format!("rounds to be placed further {times}"), &format!("ear.placed.length > {before}"))
                .await?;
        }
        let rounds: Vec<f64> =
            placed(page, 0).await?.into_iter().filter(|s| s.name == "(repeat)").map(|s| s.at).collect();
        let apart: Vec<f64> = rounds.windows(2).map(|w| w[1] - w[0]).collect();
        let (least, most) = apart.iter().fold((f64::MAX, 0.0_f64), |(a, b), x| (a.min(*x), b.max(*x)));
        println!("{} rounds, {least} to {most} s apart", rounds.len());
        ensure!(rounds.len() > 8, "too few rounds: {rounds:?}");
        // At a speed, a time is rounded to the millisecond.
        ensure!(most - least < 0.003, "a round is missing or comes twice: {apart:?}");
        Ok(())
    });
}
