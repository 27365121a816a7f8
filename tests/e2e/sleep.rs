//! A device that goes to sleep in the middle of a session, with and without a word from the browser.

use anyhow::ensure;
use backstroke_tests::{Result, Setup};

use crate::model::{begin, now};

/// Both clocks, moved ahead by hand: `sleep(steady, wall)`, in milliseconds.
const CLOCKS: &str = "
  const slept = { steady: 0, wall: 0 }, steady = performance.now.bind(performance), wall = Date.now;
  performance.now = () => steady() + slept.steady;
  Date.now = () => wall() + slept.wall;
  window.sleep = (steady, wall) => { slept.steady += steady; slept.wall += wall; }";

/// Ten minutes, in milliseconds.
const SLEEP_MS: u64 = 600_000;

#[test]
fn a_session_whose_device_slept_waits_where_it_was_and_says_so() {
    // On some machines the page's clock stands still meanwhile, on others it goes on.
    for (name, steady_ms) in [("sleep-still", 0), ("sleep-going", SLEEP_MS)] {
        Setup::new(name).before(CLOCKS).run(async |page| {
            begin(page, "/session?speed=1&from=B.1").await?;
            page.wait_for_data("part", "climb").await?;
            let before = now(page).await?.number("at")?;
            page.run(&format!("sleep({steady_ms}, {SLEEP_MS})")).await?;
            page.wait_for_data("phase", "paused").await?;
            let at = now(page).await?.number("at")?;
            ensure!(at.abs_diff(before) < 5_000, "it slept at {before}, and waits at {at}");
            told(page).await?;
            page.press_at(400, 400).await?;
            page.wait_for_data("phase", "running").await?;
            ensure!(page.data("part").await?.as_deref() == Some("climb"), "it goes on elsewhere");
            Ok(())
        });
    }
}

#[test]
fn what_is_asked_for_first_after_a_sleep_is_done_where_the_session_was() {
    Setup::new("sleep-key").before(CLOCKS).run(async |page| {
        begin(page, "/session?speed=1&from=B.1").await?;
        page.wait_for_data("part", "climb").await?;
        // The key comes before any timer.
        page.run(&format!(
            "sleep({SLEEP_MS}, {SLEEP_MS});
             dispatchEvent(new KeyboardEvent('keydown', {{ key: ' ', bubbles: true, cancelable: true }}))"
        ))
        .await?;
        page.wait_for_data("phase", "paused").await?;
        ensure!(page.data("part").await?.as_deref() == Some("climb"), "it ran on: {:?}", page.session().await?);
        told(page).await
    });
}

async fn told(page: &backstroke_tests::Page) -> Result {
    let there = "document.querySelector('.notice')?.textContent.includes('went to sleep, so the session waits where it was. Tap')";
    page.wait_for("words about it", there).await
}
