//! How fast the app starts on a slow device and network, for the first time and again.

use std::time::Duration;

use anyhow::Context;
use backstroke_tests::{Page, Result, Setup};
use serde_json::json;

/// How much slower than this machine's the processor is made.
pub const SLOWER: u32 = 4;

/// The network profile that Lighthouse gives mobile devices: round trip in milliseconds, kilobits a second down and up.
pub const NETWORK: (u32, u32, u32) = (150, 1_600, 750);

/// How long somebody is away between two starts: a browser goes on storing for a while what it has been given.
pub const AWAY: Duration = Duration::from_secs(5);

/// Notes what the browser tells of its start, before anything of the app runs.
const NOTES: &str = "
    try { localStorage.setItem('backstroke.safety', '1'); } catch {}
    window.bench = { tasks: [], lcp: 0 };
    const watch = (type, note) =>
      new PerformanceObserver(list => list.getEntries().forEach(note)).observe({ type, buffered: true });
    watch('paint', e => { bench[e.name] = e.startTime; });
    watch('largest-contentful-paint', e => { bench.lcp = e.startTime; });
    watch('longtask', e => bench.tasks.push([e.startTime, e.duration]));
    new MutationObserver(() => {
      const { app, page } = document.documentElement.dataset;
      if (app === 'ready') bench.ready ??= performance.now();
      if (page === 'session') bench.session ??= performance.now();
    }).observe(document, { attributes: true, subtree: true, attributeFilter: ['data-app', 'data-page'] });
";

/// One start's figures, in milliseconds from the navigation on.
#[derive(Clone, Copy, Debug, Default)]
pub struct Start {
    /// The first paint of anything.
    pub paint: f64,
    /// The first paint of text or pictures.
    pub contentful: f64,
    /// The largest paint.
    pub largest: f64,
    /// When the app had mounted: a press is answered from then on.
    pub ready: f64,
    /// How long tasks kept the main thread for more than 50 ms, those parts of them added up, until the app had mounted.
    pub blocked: f64,
    /// The same until the page had been quiet for a second, small figures and all, as Lighthouse adds it up.
    pub blocked_in_all: f64,
}

/// What one run with an empty profile gives.
#[derive(Clone, Copy, Debug, Default)]
pub struct Starts {
    /// The first start.
    pub first: Start,
    /// The start after that, from what the browser kept.
    pub second: Start,
    /// From a press on Begin to the session's page, in milliseconds.
    pub answer: f64,
}

/// Starts twice with an empty profile, and presses Begin.
pub fn run() -> Result<Starts> {
    let mut starts = Starts::default();
    Setup::new("bench-start").in_full().before(NOTES).try_run(async |page| {
        slow_down(page).await?;
        starts.first = start(page).await?;
        // The second start is the worker's, which has everything by then.
        let minute = Duration::from_secs(60);
        page.wait_at_most(minute, "everything to be kept", "document.documentElement.dataset.kept === 'all'").await?;
        page.client().goto("about:blank").await?;
        tokio::time::sleep(AWAY).await;
        starts.second = start(page).await?;
        page.run("addEventListener('pointerdown', () => { bench.pressed = performance.now(); }, true)").await?;
        page.tap("button.begin").await?;
        page.wait_for("the session's page", "bench.session").await?;
        starts.answer = number(page, "bench.session - bench.pressed").await?;
        Ok(())
    })?;
    Ok(starts)
}

async fn slow_down(page: &Page) -> Result {
    let (round_trip, down, up) = NETWORK;
    page.devtools("Network.enable", json!({})).await?;
    let network = json!({
        "offline": false, "latency": round_trip, "downloadThroughput": down * 125, "uploadThroughput": up * 125,
    });
    page.devtools("Network.emulateNetworkConditions", network).await?;
    page.devtools("Emulation.setCPUThrottlingRate", json!({ "rate": SLOWER })).await.map(drop)
}

/// Opens the app and waits until it has been quiet for a while.
async fn start(page: &Page) -> Result<Start> {
    page.open("").await?;
    let quiet = "performance.now() > bench.ready + 2000 \
                 && performance.now() > bench.tasks.reduce((end, [at, long]) => Math.max(end, at + long), 0) + 1000";
    page.wait_for("the page to be quiet", quiet).await?;
    let blocked = |until: &str| {
        format!(
            "bench.tasks.filter(([at]) => at >= bench['first-contentful-paint'] && at <= {until})\
             .reduce((all, [, long]) => all + Math.max(0, long - 50), 0)"
        )
    };
    Ok(Start {
        paint: number(page, "bench['first-paint']").await?,
        contentful: number(page, "bench['first-contentful-paint']").await?,
        largest: number(page, "bench.lcp").await?,
        ready: number(page, "bench.ready").await?,
        blocked: number(page, &blocked("bench.ready")).await?,
        blocked_in_all: number(page, &blocked("Infinity")).await?,
    })
}

/// The value of a JavaScript expression that is a number.
pub async fn number(page: &Page, expression: &str) -> Result<f64> {
    let value = page.eval(expression).await?;
    value.as_f64().with_context(|| format!("`{expression}` is {value} and no number"))
}
