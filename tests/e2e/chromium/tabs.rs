//! Two tabs: one session, and one sound.

use anyhow::ensure;
use backstroke_tests::{Page, Result, Setup};
use fantoccini::key::Key;
use serde_json::json;

use crate::model::begin;

/// Counts what is started to sound; a blink of silence that opens a browser's sound is none.
const LISTEN: &str = "
    window.started = 0;
    const start = AudioBufferSourceNode.prototype.start;
    AudioBufferSourceNode.prototype.start = function (...at) {
      if (!(this.buffer?.duration < 0.1)) window.started++;
      return start.apply(this, at);
    }
    const play = HTMLMediaElement.prototype.play;
    HTMLMediaElement.prototype.play = function () { window.player = this; return play.call(this); }
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
            // What runs before the page is each tab's own.
            let before = json!({ "source": format!("{LISTEN};{without}") });
            page.devtools("Page.addScriptToEvaluateOnNewDocument", before).await?;
            page.open("/").await?;
            page.wait_for("home to say so", "document.querySelector('.resume')?.textContent.includes('another tab')")
                .await?;
            page.click_button("Begin").await?;
            page.wait_for("the session's page to say so", ELSEWHERE).await?;
            ensure!(page.session().await?.is_empty(), "a second session runs: {:?}", page.session().await?);
            page.press('h').await?;
            page.press('r').await?;
            ensure!(page.eval("window.started").await? == 0, "the second tab sounds");
            // Its quiet loop would take a headset's keys from the first.
            page.wait_for("the quiet loop to rest", "window.player?.paused").await?;
            let there = phase(page, &first).await?;
            ensure!(there == "running", "the first one is {there}");
            ensure!(page.eval("window.started > 0").await? == true, "the first tab is silent, too");

            // Taken over: it goes on here, and stands still there.
            client.switch_to_window(second.clone()).await?;
            page.devtools("Page.bringToFront", json!({})).await?;
            // The question is all that is reached meanwhile.
            page.press(Key::Tab).await?;
            page.press(Key::Tab).await?;
            ensure!(
                page.eval("!!document.activeElement.closest('.ask')").await? == true,
                "the focus left the question"
            );
            page.click_button("Use this one instead").await?;
            page.wait_for_data("phase", "running").await?;
            sounds(page, 0).await?;
            ensure!(page.data("sequence").await?.as_deref() == Some("B"), "it goes on elsewhere");
            ensure!(phase(page, &first).await? == "paused", "both run");
            page.wait_for("the first to say so", ELSEWHERE).await?;

            // What is closed gives the session back.
            client.switch_to_window(second).await?;
            client.close_window().await?;
            client.switch_to_window(first).await?;
            page.devtools("Page.bringToFront", json!({})).await?;
            let before = page.eval("window.started").await?.as_u64().unwrap_or_default();
            page.click_button("Use this one instead").await?;
            page.wait_for_data("phase", "running").await?;
            sounds(page, before).await
        });
    }
}

#[test]
fn a_session_of_which_nothing_is_kept_is_taken_from_home_all_the_same() {
    Setup::new("tabs-unkept").run(async |page| {
        begin(page, "/session?speed=1&from=B.1").await?;
        page.run("Storage.prototype.setItem = () => {}; localStorage.removeItem('backstroke.session')").await?;
        let client = page.client();
        let first = client.window().await?;
        let second = client.new_window(true).await?.handle;
        client.switch_to_window(second.clone()).await?;
        page.open("/").await?;
        page.click_button("Use this one instead").await?;
        page.wait_for_data("phase", "running").await?;
        ensure!(phase(page, &first).await? == "paused", "both run");
        Ok(())
    });
}

#[test]
fn a_tab_that_has_lost_the_session_does_not_keep_the_screen_awake() {
    let lock = "window.asked = 0; Object.defineProperty(navigator, 'wakeLock', { value: { request: async () => {
        window.asked++;
        return Object.assign(new EventTarget(), { release: async () => {} });
      } } })";
    Setup::new("tabs-awake").before(lock).run(async |page| {
        begin(page, "/session?speed=1&from=B.1").await?;
        let client = page.client();
        let first = client.window().await?;
        let second = client.new_window(true).await?.handle;
        client.switch_to_window(second).await?;
        page.open("/").await?;
        page.click_button("Use this one instead").await?;
        page.wait_for_data("phase", "running").await?;
        client.switch_to_window(first).await?;
        page.wait_for("the first to say so", ELSEWHERE).await?;
        let before = page.eval("window.asked").await?;
        page.run("document.dispatchEvent(new Event('visibilitychange')); dispatchEvent(new PointerEvent('pointerup'))")
            .await?;
        ensure!(page.eval("window.asked").await? == before, "it asks for the lock again");
        ensure!(page.eval("document.documentElement.dataset.awake").await? == "off", "it holds the screen awake");
        Ok(())
    });
}

#[test]
fn what_one_tab_chooses_the_other_takes_over_and_does_not_undo() {
    Setup::new("tabs-choices").run(async |page| {
        let pace = |word: &str| {
            format!(
                "[...document.querySelectorAll('label')].find(l => l.textContent.trim() === '{word}')?.querySelector('input')"
            )
        };
        page.open("/choose").await?;
        page.wait_for("the choices", &format!("!!{}", pace("Slow"))).await?;
        let client = page.client();
        let first = client.window().await?;
        let second = client.new_window(true).await?.handle;
        client.switch_to_window(second).await?;
        page.open("/choose").await?;
        page.wait_for("the choices", &format!("!!{}", pace("Slow"))).await?;
        page.run(&format!("{}.click()", pace("Slow"))).await?;
        client.switch_to_window(first).await?;
        page.wait_for("the pace of the other tab", &format!("{}.checked", pace("Slow"))).await?;
        page.run(&format!("{}.click()", pace("Left"))).await?;
        let kept = page.eval("localStorage.getItem('backstroke.prefs')").await?;
        let kept = kept.as_str().unwrap_or_default();
        ensure!(kept.contains("pace=slow") && kept.contains("start=left"), "it keeps {kept}");
        Ok(())
    });
}

/// More is started to sound than was before, and nothing is wrong with it.
async fn sounds(page: &Page, before: u64) -> Result {
    page.wait_for("sound", &format!("window.started > {before}")).await?;
    ensure!(page.eval("document.querySelector('.trouble').textContent").await? == "", "the sound is in trouble");
    Ok(())
}

/// What the session in another tab is at; that tab is then the one that is looked at.
async fn phase(page: &Page, tab: &fantoccini::wd::WindowHandle) -> Result<String> {
    page.client().switch_to_window(tab.clone()).await?;
    Ok(page.data("phase").await?.unwrap_or_default())
}
