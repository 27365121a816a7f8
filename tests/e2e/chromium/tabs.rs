//! Two tabs: one session, and one sound.

use anyhow::ensure;
use backstroke_tests::{Page, Result, Setup};
use serde_json::json;

use crate::model::begin;

/// Counts what is started to sound.
const LISTEN: &str = "
    window.started = 0;
    const start = AudioScheduledSourceNode.prototype.start;
    AudioScheduledSourceNode.prototype.start = function (...at) { window.started++; return start.apply(this, at); }
";

const ELSEWHERE: &str = "document.querySelector('[role=alertdialog]')?.textContent.includes('another tab')";

#[test]
fn the_second_tab_says_so_is_silent_and_can_take_over() {
    for (name, without) in [("tabs-locks", ""), ("tabs-events", "delete Navigator.prototype.locks")] {
        Setup::new(name).before(LISTEN).before(without).run(async |page| {
            begin(page, "/session?speed=1&from=B.1").await?;
            let client = page.client();
            let first = client.window().await?;
            let second = client.new_window(true).await?.handle;
            client.switch_to_window(second.clone()).await?;
            page.open("/").await?;
            page.wait_for("home to say so", "document.querySelector('.resume')?.textContent.includes('another tab')")
                .await?;
            page.click_button("Begin").await?;
            page.wait_for("the session's page to say so", ELSEWHERE).await?;
            ensure!(page.session().await?.is_empty(), "a second session runs: {:?}", page.session().await?);
            page.press('h').await?;
            page.press(' ').await?;
            ensure!(page.eval("window.started").await? == 0, "the second tab sounds");
            ensure!(phase(page, &first).await? == "running", "the first one was stopped");

            // Taken over: it goes on here, and stands still there.
            client.switch_to_window(second.clone()).await?;
            page.devtools("Page.bringToFront", json!({})).await?;
            page.click_button("Use this one instead").await?;
            page.wait_for_data("phase", "running").await?;
            ensure!(page.data("sequence").await?.as_deref() == Some("B"), "it goes on elsewhere");
            ensure!(phase(page, &first).await? == "paused", "both run");
            page.wait_for("the first to say so", ELSEWHERE).await?;

            // What is closed gives the session back.
            client.switch_to_window(second).await?;
            client.close_window().await?;
            client.switch_to_window(first).await?;
            page.devtools("Page.bringToFront", json!({})).await?;
            page.click_button("Use this one instead").await?;
            page.wait_for_data("phase", "running").await
        });
    }
}

/// What the session in another tab is at; that tab is then the one that is looked at.
async fn phase(page: &Page, tab: &fantoccini::wd::WindowHandle) -> Result<String> {
    page.client().switch_to_window(tab.clone()).await?;
    Ok(page.data("phase").await?.unwrap_or_default())
}
