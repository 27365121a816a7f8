//! What a user chooses about the sound, and what a preview and a long hold make of it.

use anyhow::{Context, ensure};
use backstroke::routine::Selection;
use backstroke_tests::{Page, Result};

use super::listener::{choices, count, listen, placed, planned, setup, teach};
use crate::model::{Model, begin};

/// Opens the app with choices kept from before.
async fn chosen(page: &Page, line: &str, more: &str) -> Result {
    listen(page, &format!("localStorage.setItem('backstroke.prefs', '2 count-in=3 {line}');\n{more}")).await
}

#[test]
fn what_sounds_all_the_while_steps_back_under_every_cue_and_each_cue_is_felt() {
    setup("room").run(async |page| {
        let spy = "ear.turned = [];
             const target = AudioParam.prototype.setTargetAtTime;
             AudioParam.prototype.setTargetAtTime = function (to, at, time) { ear.turned.push([to, at]); return target.call(this, to, at, time); };";
        chosen(page, "room=drone haptics=yes heard=bowls", spy).await?;
        begin(page, "/session?speed=1&from=C.1").await?;
        teach(page).await?;
        let model = Model::begun(Selection::From('C', 0))?;
        let heard = backstroke::sound::Choices { heard: backstroke::sound::Heard::Bowls, ..choices() };
        let wanted = planned(&model.session, 0, heard);
        page.wait_for("every bowl", &format!("ear.list().length >= {}", wanted.len())).await?;
        let loops = page.eval("ear.placed.filter(n => n.loop).map(n => n.buffer.duration)").await?;
        ensure!(loops == serde_json::json!([16]), "what goes round: {loops}");
        for bowl in placed(page, 0).await? {
            let ducked = format!("ear.turned.some(([to, at]) => to > 0 && to < 0.5 && at < {0} && at > {0} - 12)", bowl.at + 0.001);
            ensure!(page.eval(&ducked).await? == true, "nothing steps back under {bowl:?}");
        }
        ensure!(page.eval("ear.vibrated.length").await? == 1, "the first cue was not felt, or felt twice");
        page.press(' ').await?;
        page.wait_for("the room to fall silent", "ear.placed.every(n => n.stops !== null && n.stops < n.context.currentTime + 1)")
            .await
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
