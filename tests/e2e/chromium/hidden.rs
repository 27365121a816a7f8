//! A page that is hidden behind another tab: Chromium's driver alone can bring the one or the other to the front.

use anyhow::ensure;
use backstroke::routine::Selection;
use backstroke_tests::{Page, Result, Setup};

use crate::model::{Model, begin, now};
use crate::picture::in_time;

#[test]
fn the_picture_keeps_to_the_clock_through_a_hidden_tab() {
    Setup::new("hidden-picture").run(async |page| {
        begin(page, "/session?speed=1&from=B.1").await?;
        let model = Model::begun(Selection::From('B', 0))?;
        in_time(page, &model, "before").await?;
        hide(page, 5_000.0).await?;
        in_time(page, &model, "after a hidden tab").await?;
        page.wait_for_data("part", "slide").await?;
        in_time(page, &model, "in the step after that").await
    });
}

#[test]
fn a_hidden_tab_loses_no_step_and_the_session_goes_on_meanwhile() {
    Setup::new("hidden").run(async |page| {
        begin(page, "/session?speed=20").await?;
        page.wait_for_data("pass", "2").await?;
        let before = now(page).await?.number("at")?;
        hide(page, 4_000.0).await?;
        let passed = "Number(document.getElementById('session').dataset.at)";
        page.wait_for("the time of the hidden tab", &format!("{passed} >= {before} + 4000 * 20")).await?;
        let model = Model::begun(Selection::Whole)?;
        let log = page.session_log().await?;
        let mut places: Vec<String> = log.iter().filter(|m| !m.data.is_empty()).map(crate::model::place).collect();
        places.dedup();
        let mut planned: Vec<String> = Vec::new();
        for step in model.session.timeline().steps() {
            planned.push(crate::model::place_of_step(model.session.routine(), step));
        }
        planned.dedup();
        ensure!(planned.starts_with(&places), "the plan is {planned:#?}, and the page went through {places:#?}");
        Ok(())
    });
}

/// Hides the page behind another tab for so long, in milliseconds, and comes back.
pub async fn hide(page: &Page, ms: f64) -> Result {
    page.watch_visibility().await?;
    let client = page.client();
    let here = client.window().await?;
    let other = client.new_window(true).await?.handle;
    client.switch_to_window(other).await?;
    page.devtools("Page.bringToFront", serde_json::json!({})).await?;
    page.wait_for("the other page to be seen", "document.visibilityState === 'visible'").await?;
    page.run("window.since = performance.now()").await?;
    page.wait_for("the time to pass", &format!("performance.now() > window.since + {ms}")).await?;
    client.close_window().await?;
    client.switch_to_window(here).await?;
    page.devtools("Page.bringToFront", serde_json::json!({})).await?;
    page.wait_for("the page to be seen again", "window.visibilityLog.at(-1)?.visible").await?;
    let hidden = page.eval("window.visibilityLog.at(-1).at - window.visibilityLog.at(-2).at").await?;
    ensure!(hidden.as_f64().is_some_and(|hidden| hidden > ms * 0.8), "the page was hidden for {hidden} ms only");
    Ok(())
}
