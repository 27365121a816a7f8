//! What a user chooses about the sound, and what a preview makes of it.

use anyhow::{Context, ensure};
use backstroke::routine::Selection;
use backstroke_tests::{Page, Result};

use super::listener::{choices, listen, placed, planned, setup, teach};
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
