//! An hour of sessions: nothing grows, and nothing complains.

use anyhow::{Context, ensure};
use backstroke_tests::{Page, Result, Setup};
use serde_json::json;

/// By how much the heap may grow in the hour, in bytes.
const GROWTH: f64 = 1e6;

/// How much session time is gone through, in milliseconds.
const HOUR_MS: u64 = 3_600_000;

#[test]
fn an_hour_of_sessions_leaves_the_heap_as_it_was() {
    Setup::new("soak").run(async |page| {
        page.open("/").await?;
        page.run(
            "localStorage.setItem('backstroke.safety', '1'); localStorage.setItem('backstroke.prefs', '2 count-in=0')",
        )
        .await?;
        page.client().refresh().await?;
        page.wait_for("the app to mount", "document.documentElement.dataset.app === 'ready'").await?;
        page.devtools("HeapProfiler.enable", json!({})).await?;
        // Twice before it is measured: what is made once is made by then.
        session(page).await?;
        session(page).await?;
        let before = heap(page).await?;
        let mut done = 0;
        while done < HOUR_MS {
            done += session(page).await?;
        }
        let after = heap(page).await?;
        ensure!(after - before < GROWTH, "the heap went from {before} to {after} bytes in {done} ms of sessions");
        println!("soak: {done} ms of sessions, heap {before} to {after} bytes");
        Ok(())
    });
}

/// From home through a whole session and back; how long the session was, in milliseconds.
async fn session(page: &Page) -> Result<u64> {
    page.run("location.hash = '/?speed=60'").await?;
    // By a real press, without which a browser lets nothing sound.
    page.click_button("Begin").await?;
    page.wait_for_data("phase", "running").await?;
    page.wait_for("the sound", "document.querySelector('.trouble').textContent === ''").await?;
    page.wait_at_most(
        std::time::Duration::from_secs(60),
        "the session to end",
        "document.getElementById('session')?.dataset.phase === 'finished'",
    )
    .await?;
    let length = page.data("at").await?.context("no session")?.parse()?;
    page.tap("#session a.act").await?;
    page.wait_for("home", "document.getElementById('home') && !document.getElementById('session')").await?;
    Ok(length)
}

/// The heap in use after its garbage was collected, in bytes: the scripts' own and the app's memory.
async fn heap(page: &Page) -> Result<f64> {
    for _ in 0..2 {
        page.devtools("HeapProfiler.collectGarbage", json!({})).await?;
    }
    let usage = page.devtools("Runtime.getHeapUsage", json!({})).await?;
    let number = |name: &str| usage.get(name).and_then(serde_json::Value::as_f64).unwrap_or_default();
    ensure!(number("usedSize") > 0.0, "the browser tells no heap: {usage}");
    Ok(number("usedSize") + number("backingStorageSize"))
}
