//! During a session and just after it nothing is offered.

use anyhow::{Context, ensure};
use backstroke_tests::{Page, Result};
use serde_json::json;

use crate::keeping::{come_back, kept_whole, look_for_update, setup};
use crate::updating::offered;

/// Whether Home offers it.
const OFFERED: &str = "document.querySelector('.shelf .more')?.textContent.includes('version')";

#[test]
fn during_and_just_after_a_session_nothing_is_offered_even_if_the_page_is_loaded_again() -> Result {
    let (setup, versions) = setup("update-session", 2)?;
    setup.run(async |page| {
        page.open("/").await?;
        kept_whole(page).await?;
        page.run("location.hash = '/session?speed=1&from=D.1'").await?;
        page.click_button("I have read this").await?;
        page.wait_for_data("phase", "running").await?;
        versions.publish(2);
        ensure!(look_for_update(page).await? == "installed");
        page.wait_for("it to wait", "document.documentElement.dataset.update === 'waiting'").await?;
        let shelf =
            page.eval("[document.getElementById('session').dataset.phase, document.querySelector('.shelf')]").await?;
        ensure!(shelf == json!(["running", null]), "in a session there is {shelf}");
        page.press(' ').await?;
        page.click_button("End here").await?;
        page.wait_for_data("phase", "finished").await?;
        page.tap("#session a.act").await?;
        nothing_offered(page, "just after a session").await?;
        come_back(page, "/").await?;
        nothing_offered(page, "loaded again just after a session").await?;
        // As if ten minutes had passed.
        page.run("localStorage.setItem('backstroke.hush', '1')").await?;
        come_back(page, "/").await?;
        offered(page).await
    });
    Ok(())
}

/// Home stands, a version waits, and it is not offered.
async fn nothing_offered(page: &Page, when: &str) -> Result {
    page.wait_for("Home", "document.querySelector('#home .shelf .keeps')?.textContent").await?;
    page.wait_for("a version to wait", "document.documentElement.dataset.update === 'waiting'").await?;
    ensure!(page.eval(OFFERED).await? == false, "{when} the new version is offered");
    Ok(())
}

#[test]
fn on_a_home_that_stays_open_the_offer_comes_when_the_ten_minutes_are_over() -> Result {
    let (setup, versions) = setup("update-hush", 2)?;
    setup.run(async |page| {
        page.open("/").await?;
        page.run("localStorage.setItem('backstroke.hush', Date.now() + 500_000)").await?;
        come_back(page, "/").await?;
        kept_whole(page).await?;
        versions.publish(2);
        ensure!(look_for_update(page).await? == "installed");
        nothing_offered(page, "in the ten minutes").await?;
        let offer = format!("{OFFERED} ? String(Date.now()) : null");
        page.watch("offer", &offer).await?;
        // Another window writes that they end in three seconds.
        page.run(
            "window.end = Date.now() + 3000;
             localStorage.setItem('backstroke.hush', window.end);
             dispatchEvent(new StorageEvent('storage', { key: 'backstroke.hush', newValue: String(window.end) }));",
        )
        .await?;
        offered(page).await?;
        let first = page.watched("offer").await?.into_iter().flatten().next().context("the offer was not seen")?;
        let early = page.eval(&format!("window.end - {first}")).await?.as_i64().context("no time")?;
        ensure!(early <= 0, "it is offered {early} ms too early");
        Ok(())
    });
    Ok(())
}
