//! The voice without network: what is kept is not only there, it is decoded, placed and heard.

use anyhow::{Context, ensure};
use backstroke::routine::Selection;

use crate::keeping::{kept_whole, reload};
use crate::model::Model;
use crate::sound::listener::{choices, listen, loaded, placed, planned, same, setup, teach};

#[test]
fn without_network_the_voice_speaks_at_the_speed_of_life() {
    setup("offline-voice").may_complain().run(async |page| {
        listen(page, "").await?;
        page.open("/").await?;
        kept_whole(page).await?;
        page.stop_server();
        reload(page).await?;
        page.run("location.hash = '/session?speed=1&from=B.1'").await?;
        page.click_button("I have read this").await?;
        page.wait_for_data("phase", "running").await?;
        teach(page).await?;
        loaded(page).await?;
        // Whatever is still to come is placed, each sound on its sample.
        let wanted = planned(&Model::begun(Selection::From('B', 0))?.session, 0, choices());
        let heard = placed(page, 0).await?;
        let clock = "[window.ear.contexts[0].sampleRate, window.ear.contexts[0].currentTime]";
        let (rate, now_s): (f64, f64) = serde_json::from_value(page.eval(clock).await?)?;
        let begun = heard.first().context("nothing was placed")?.at;
        let first_ms = wanted.first().context("nothing is planned")?.1;
        let due = |ms: u64| begun + (ms - first_ms) as f64 / 1000.0;
        let rest: Vec<_> = wanted.iter().filter(|(_, ms)| due(*ms) > now_s + 0.5).cloned().collect();
        let heard_rest: Vec<_> = heard.iter().filter(|p| p.at > now_s + 0.5).cloned().collect();
        let spoken = rest.iter().filter(|(name, _)| !name.starts_with('(')).count();
        ensure!(spoken > 20, "of {} sounds only {spoken} are spoken", rest.len());
        same(&heard_rest, &rest, rate)?;
        // And a movement's own words have sounded to their end.
        page.wait_for_data("pass", "2").await?;
        let said = "window.ear.placed.filter(n => n.buffer.clip && n.stops === null && n.at + n.buffer.duration < n.context.currentTime).length";
        let said = page.eval(said).await?.as_u64().context("no count")?;
        ensure!(said > 0, "nothing was said to its end");
        Ok(())
    });
}
