//! What a running session costs: the main thread's work, and what stays in memory.

use std::time::{Duration, Instant};

use anyhow::Context;
use backstroke::routine::{Kind, Prefs, Selection, back, compile};
use backstroke_tests::{Page, Result, Setup, Work};
use serde_json::{Value, json};

use crate::start::number;

/// Where the runs are, by what follows `from=`, and what is done there.
const RUNS: [(&str, &str, &str); 5] = [
    ("A.1", "stroke", "A, the long stroke"),
    ("A.2", "knead", "A, kneading"),
    ("B.1", "stroke", "B, the thumbs"),
    ("C.1", "stroke", "C, the palms"),
    ("D.1", "stroke", "D, the fans"),
];

/// So many seconds of a session are told of by themselves, from its first stroke on: in so long all of A is seen, kneading on
/// both sides, and most of what is new. No trace holds so much: the browser's log ends at 100,000 events, after less than a minute.
pub const LONG_S: u32 = 120;

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
    for (from, kind, name) in RUNS {
        Setup::new("bench-work").in_full().tracing().try_run(async |page| {
            follow(page, from, kind).await?;
            keep(&mut runs, name, page.trace(seconds).await?);
            Ok(())
        })?;
    }
    for (name, script) in ALONE {
        Setup::new("bench-none").in_full().tracing().try_run(async |page| {
            page.open("/about").await?;
            tokio::time::sleep(Duration::from_secs(READING_S.into())).await;
            page.run(script).await?;
            keep(&mut runs, name, page.trace(seconds).await?);
            Ok(())
        })?;
    }
    Ok(runs)
}

/// What the main thread takes of a whole session, in milliseconds a second: the processor's time for its tasks, as the browser
/// itself counts it, without a trace.
#[derive(Clone, Copy, Debug, Default)]
pub struct Long {
    /// In the first [`LONG_S`] seconds.
    pub first: f64,
    /// From the first stroke to the last.
    pub whole: f64,
    /// How long that was, in minutes.
    pub minutes: f64,
}

/// Follows a whole session from its first stroke to its last.
pub fn long() -> Result<Long> {
    let mut long = Long::default();
    let timeline =
        compile(&back().map_err(|_| anyhow::anyhow!("the routine is wrong"))?, &Prefs::default(), Selection::Whole);
    let end_ms = timeline.steps().iter().rfind(|step| step.kind == Kind::Stroke).context("no stroke")?.end_ms();
    Setup::bare("bench-long").in_full().try_run(async |page| {
        let (from, kind, _) = RUNS[0];
        follow(page, from, kind).await?;
        page.devtools("Performance.enable", json!({ "timeDomain": "threadTicks" })).await?;
        let at_ms = number(page, "Number(document.getElementById('session').dataset.at)").await?;
        let (tasks, since) = (tasks_s(page).await?, Instant::now());
        let rate = async || anyhow::Ok((tasks_s(page).await? - tasks) * 1000.0 / since.elapsed().as_secs_f64());
        let first = Duration::from_secs(LONG_S.into());
        tokio::time::sleep(first).await;
        long.first = rate().await?;
        eprintln!("  {LONG_S} seconds of a session: {:.1} ms a second", long.first);
        // Nobody asks how far it is meanwhile: that would be work for the thread that is watched.
        tokio::time::sleep(Duration::from_millis(end_ms - at_ms as u64).saturating_sub(since.elapsed())).await;
        long.whole = rate().await?;
        long.minutes = since.elapsed().as_secs_f64() / 60.0;
        page.wait_for_data("kind", "rest").await
    })?;
    eprintln!("  {:.1} minutes of it: {:.1} ms a second", long.minutes, long.whole);
    Ok(long)
}

/// How long the main thread's tasks took so far, in seconds of the processor's time.
async fn tasks_s(page: &Page) -> Result<f64> {
    let metrics = page.devtools("Performance.getMetrics", json!({})).await?;
    let all = metrics.get("metrics").and_then(Value::as_array).context("no metrics")?;
    let tasks = all.iter().find(|metric| metric.get("name").and_then(Value::as_str) == Some("TaskDuration"));
    tasks.and_then(|metric| metric.get("value")?.as_f64()).context("the browser does not count its tasks")
}

/// Begins a session somewhere by a finger, and waits for its first movement. A mouse would lie on the page all the time, and
/// the browser look in each frame what is under it.
async fn follow(page: &Page, from: &str, kind: &str) -> Result {
    page.devtools("Emulation.setTouchEmulationEnabled", json!({ "enabled": true, "maxTouchPoints": 1 })).await?;
    page.resize(1180, 820).await?;
    page.open(&format!("/session?speed=1&from={from}")).await?;
    tokio::time::sleep(Duration::from_secs(READING_S.into())).await;
    let at = page.where_button("I have read this").await?;
    for (touch, points) in [("touchStart", json!([{ "x": at.0, "y": at.1 }])), ("touchEnd", json!([]))] {
        page.devtools("Input.dispatchTouchEvent", json!({ "type": touch, "touchPoints": points })).await?;
    }
    page.wait_for_data("kind", kind).await
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
    Setup::new("bench-heap").in_full().try_run(async |page| {
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
    let figure =
        |of: &Value, key: &str| of.get(key).and_then(Value::as_f64).with_context(|| format!("{of} tells no {key}"));
    Ok((figure(&heap, "usedSize")? / 1024.0, figure(&nodes, "nodes")?))
}
