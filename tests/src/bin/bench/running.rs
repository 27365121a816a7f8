//! What a running session costs: the main thread's work, and what stays in memory.

use std::time::Duration;

use anyhow::Context;
use backstroke_tests::{Page, Result, Setup, Work};
use serde_json::json;

use crate::start::number;

/// Where the runs are, by what follows `from=`, and what is done there.
const RUNS: [(&str, &str, &str); 5] = [
    ("A.1", "stroke", "A, the long stroke"),
    ("A.2", "knead", "A, kneading"),
    ("B.1", "stroke", "B, the thumbs"),
    ("C.1", "stroke", "C, the palms"),
    ("D.1", "stroke", "D, the fans"),
];

/// The run that is longer: as above, and for how many seconds. The browser's log ends at 100,000 events, of which it
/// writes about a thousand a second from its own start on.
pub const LONG: (&str, &str, &str, u32) = ("A.1", "stroke", "a session from its first stroke", 60);

/// How many minutes of a session the heap is watched for, and how much faster than life.
pub const MINUTES: u32 = 10;
pub const FASTER: u32 = 20;

/// How long somebody reads who has not read the safety page before, in seconds: a session's hands are drawn meanwhile.
pub const READING_S: u32 = 15;

/// Pages for comparison, by what they do, which is all they do: their names, and the script that makes them.
pub const ALONE: [(&str, &str); 2] = [
    (
        "no session: a page that writes a number each second",
        "const p = document.createElement('p'); let n = 0; document.body.replaceChildren(p);
         setInterval(() => { p.textContent = n += 1; }, 1000);",
    ),
    (
        "no session: a page that moves one square, 60 times a second",
        "const square = document.createElement('div'); document.body.replaceChildren(square);
         Object.assign(square.style, { width: '200px', height: '200px', background: 'brown' });
         square.animate([{ transform: 'none' }, { transform: 'translate(300px, 200px)' }], { duration: 600000 });",
    ),
];

/// What was traced of each movement, by its name; the last are those of [`ALONE`].
pub fn work(seconds: u32) -> Result<Vec<(&'static str, Work)>> {
    let mut runs = Vec::new();
    for (from, kind, name, seconds) in
        RUNS.map(|(from, kind, name)| (from, kind, name, seconds)).into_iter().chain([LONG])
    {
        Setup::new("bench-work").tracing().try_run(async |page| {
            page.open(&format!("/session?speed=1&from={from}")).await?;
            tokio::time::sleep(Duration::from_secs(READING_S.into())).await;
            page.click_button("I have read this").await?;
            page.wait_for_data("kind", kind).await?;
            keep(&mut runs, name, page.trace(seconds).await?);
            Ok(())
        })?;
    }
    for (name, script) in ALONE {
        Setup::new("bench-none").tracing().try_run(async |page| {
            page.open("/about").await?;
            tokio::time::sleep(Duration::from_secs(READING_S.into())).await;
            page.run(script).await?;
            keep(&mut runs, name, page.trace(seconds).await?);
            Ok(())
        })?;
    }
    Ok(runs)
}

fn keep(runs: &mut Vec<(&'static str, Work)>, name: &'static str, work: Work) {
    eprintln!("  {name}: {:.1} ms a second", work.per_second());
    runs.push((name, work));
}

/// What a session holds on to.
#[derive(Clone, Copy, Debug, Default)]
pub struct Held {
    /// JavaScript's heap at the first stroke, in kilobytes.
    pub heap_before: f64,
    /// And at the end.
    pub heap_after: f64,
    /// Nodes of the document at the first stroke.
    pub nodes_before: f64,
    /// And at the end.
    pub nodes_after: f64,
}

/// Runs [`MINUTES`] of a session and looks at the memory before and after.
pub fn held() -> Result<(Held, String)> {
    let mut held = Held::default();
    let mut browser = String::new();
    Setup::new("bench-heap").try_run(async |page| {
        begin(page, &format!("/session?speed={FASTER}")).await?;
        page.wait_for_data("kind", "stroke").await?;
        (held.heap_before, held.nodes_before) = memory(page).await?;
        let wanted = MINUTES * 60_000;
        let passed = format!("Number(document.getElementById('session').dataset.at) >= {wanted}");
        let deadline = Duration::from_millis(u64::from(wanted / FASTER) * 2 + 30_000);
        page.wait_at_most(deadline, "the session to go on", &passed).await?;
        (held.heap_after, held.nodes_after) = memory(page).await?;
        let version = page.eval("navigator.userAgent.match(/Chrome\\/([\\d.]+)/)[1]").await?;
        browser = version.as_str().unwrap_or_default().into();
        number(page, "performance.now()").await.map(drop)
    })?;
    Ok((held, browser))
}

async fn begin(page: &Page, route: &str) -> Result {
    page.open(route).await?;
    page.click_button("I have read this").await
}

/// JavaScript's heap in kilobytes after its waste is collected, and how many nodes the document has.
async fn memory(page: &Page) -> Result<(f64, f64)> {
    page.devtools("HeapProfiler.collectGarbage", json!({})).await?;
    let heap = page.devtools("Runtime.getHeapUsage", json!({})).await?;
    let nodes = page.devtools("Memory.getDOMCounters", json!({})).await?;
    let figure = |of: &serde_json::Value, key: &str| {
        of.get(key).and_then(serde_json::Value::as_f64).with_context(|| format!("{of} tells no {key}"))
    };
    Ok((figure(&heap, "usedSize")? / 1024.0, figure(&nodes, "nodes")?))
}
