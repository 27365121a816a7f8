//! What the browser's main thread did, from its own trace.

use std::collections::BTreeMap;

use anyhow::{Context, bail};
use serde_json::Value;

use crate::{Page, Result};

/// What is traced, as chromedriver is told.
pub(crate) const CATEGORIES: &str = "devtools.timeline,disabled-by-default-devtools.timeline,blink.user_timing,v8";

/// One event of the trace with a length; microseconds.
#[derive(Clone, Debug)]
struct Event {
    name: String,
    start: f64,
    length: f64,
    /// The processor's time in it, where that is told: a busy machine's waiting is not in it.
    cost: f64,
}

/// What the main thread did in a stretch of time.
#[derive(Clone, Debug, Default)]
pub struct Work {
    /// How long the stretch is, in seconds.
    pub seconds: f64,
    /// How much of the processor's time the main thread took, in milliseconds.
    pub busy_ms: f64,
    /// The same by the name of what it did, without what that called in turn.
    pub by_name: BTreeMap<String, f64>,
    /// How often it did each.
    pub times: BTreeMap<String, u32>,
}

impl Work {
    /// Milliseconds of work in each second.
    pub fn per_second(&self) -> f64 {
        self.busy_ms / self.seconds
    }

    /// How often in each second it did what is named so.
    pub fn rate(&self, name: &str) -> f64 {
        f64::from(self.times.get(name).copied().unwrap_or(0)) / self.seconds
    }

    /// Milliseconds in each second spent on what is named so.
    pub fn share(&self, names: &[&str]) -> f64 {
        let all = self.by_name.iter().filter(|(name, _)| names.iter().any(|n| name.starts_with(n)));
        all.map(|(_, ms)| ms).sum::<f64>() / self.seconds
    }
}

impl Page {
    /// What the main thread does in the next seconds. Nothing is asked of the page meanwhile. It can be asked once.
    ///
    /// # Errors
    /// Where the browser was not set up for tracing, or tells nothing.
    pub async fn trace(&self, seconds: u32) -> Result<Work> {
        self.run(&format!(
            "performance.mark('work:start'); setTimeout(() => performance.mark('work:end'), {});",
            seconds * 1000
        ))
        .await?;
        tokio::time::sleep(std::time::Duration::from_millis(u64::from(seconds) * 1000 + 500)).await;
        work(&self.traced().await?)
    }
}

/// Adds up the main thread's work between the two marks.
fn work(trace: &[Value]) -> Result<Work> {
    let number = |event: &Value, key: &str| event.get(key).and_then(Value::as_f64);
    let name = |event: &Value| event.get("name").and_then(Value::as_str).unwrap_or_default().to_owned();
    let thread = |event: &Value| (number(event, "pid").map(f64::to_bits), number(event, "tid").map(f64::to_bits));
    let mark = |wanted: &str| trace.iter().find(|event| name(event) == wanted);
    let (Some(from), Some(to)) = (mark("work:start"), mark("work:end")) else {
        bail!("the marks are not in the trace of {} events", trace.len());
    };
    let (start, end) = (number(from, "ts").context("no time")?, number(to, "ts").context("no time")?);
    let mut events: Vec<Event> = trace
        .iter()
        .filter(|event| thread(event) == thread(from) && event.get("ph").and_then(Value::as_str) == Some("X"))
        .filter_map(|event| {
            let length = number(event, "dur").unwrap_or(0.0);
            let cost = number(event, "tdur").unwrap_or(length);
            Some(Event { name: name(event), start: number(event, "ts")?, length, cost })
        })
        .filter(|event| event.start >= start && event.start + event.length <= end)
        .collect();
    // A task before what it calls: by start, the longer first.
    events.sort_by(|a, b| a.start.total_cmp(&b.start).then(b.length.total_cmp(&a.length)));
    let mut work = Work { seconds: (end - start) / 1e6, ..Work::default() };
    let mut open: Vec<Event> = Vec::new();
    for event in events {
        while open.last().is_some_and(|above| above.start + above.length <= event.start) {
            open.pop();
        }
        let ms = event.cost / 1e3;
        match open.last() {
            Some(above) => *work.by_name.entry(above.name.clone()).or_default() -= ms,
            None => work.busy_ms += ms,
        }
        *work.by_name.entry(event.name.clone()).or_default() += ms;
        *work.times.entry(event.name.clone()).or_default() += 1;
        open.push(event);
    }
    Ok(work)
}
