//! The figures as a page.

use std::fmt::Write as _;
use std::fs;

use anyhow::Context;
use backstroke_tests::{Result, Work};

use crate::running::{ALONE, FASTER, Held, LONG_S, Long, MINUTES, READING_S};
use crate::start::{AWAY, NETWORK, SLOWER, Starts};

/// The columns, and how the browser's names for what belongs there begin.
const KINDS: [(&str, &[&str]); 5] = [
    (
        "script",
        &["FunctionCall", "TimerFire", "EvaluateScript", "EventDispatch", "FireAnimationFrame", "RunMicrotasks", "v8"],
    ),
    ("style", &["UpdateLayoutTree", "ScheduleStyleRecalculation", "RecalculateStyles"]),
    ("layout", &["Layout", "InvalidateLayout"]),
    ("paint", &["PrePaint", "Paint", "Layerize", "Commit", "UpdateLayer", "CompositeLayers"]),
    ("memory", &["MinorGC", "MajorGC", "V8.GC", "BlinkGC", "CppGC"]),
];

/// What is measured of a start: its name, where it is, and the aim.
type Figure = (&'static str, fn(&Starts) -> f64, &'static str);

/// All of it.
pub fn report(
    starts: &[Starts],
    work: &[(&'static str, Work)],
    long: Long,
    held: Held,
    seconds: u32,
    cues: &str,
    browser: &str,
) -> Result<String> {
    let mut text = String::from("# Benchmarks\n\nMeasured by `cargo xtask bench`, which writes this page.\n\n");
    writeln!(text, "- Date: {}", date())?;
    writeln!(text, "- Machine: {}", machine())?;
    writeln!(text, "- Browser: Chromium {browser}, headless, without a graphics card")?;
    let (round_trip, down, up) = NETWORK;
    writeln!(
        text,
        "- Starts: the processor {SLOWER} times slower, {round_trip} ms round trip, {down} kbit/s down, {up} kbit/s up; \
         the second {} seconds after everything was kept; medians of {}",
        AWAY.as_secs(),
        starts.len()
    )?;
    writeln!(
        text,
        "- Session: the processor as it is, {seconds} seconds of each movement from its first stroke on, {READING_S} seconds \
         after its page came, traced; and a whole session from its first stroke to its last, not traced\n"
    )?;
    writeln!(text, "| what | measured | aim |\n| --- | ---: | ---: |")?;
    let figures: [Figure; 10] = [
        ("first start: first paint, ms", |s| s.first.paint, ""),
        ("first start: first contentful paint, ms", |s| s.first.contentful, ""),
        ("first start: largest contentful paint, ms", |s| s.first.largest, "1200"),
        ("first start: until Begin answers, ms", |s| s.first.ready, ""),
        ("first start: blocking time until Begin answers, ms", |s| s.first.blocked, "50"),
        ("first start: blocking time until all figures are drawn, ms", |s| s.first.blocked_in_all, "50"),
        ("second start: first contentful paint, ms", |s| s.second.contentful, ""),
        ("second start: until Begin answers, ms", |s| s.second.ready, "300"),
        ("second start: blocking time until Begin answers, ms", |s| s.second.blocked, "50"),
        ("from a press on Begin to the session's page, ms", |s| s.answer, ""),
    ];
    for (what, figure, aim) in figures {
        writeln!(text, "| {what} | {:.0} | {aim} |", median(starts.iter().map(figure))?)?;
    }
    let alone = |name: &str| ALONE.iter().any(|(page, _)| *page == name);
    let session = || work.iter().filter(|(name, _)| !alone(name));
    let busy = median(session().map(|(_, work)| work.per_second()))?;
    let styles = median(session().map(|(_, work)| work.rate("UpdateLayoutTree")))?;
    let Long { first, whole, minutes } = long;
    writeln!(text, "| session: main thread, all {minutes:.0} minutes of it, ms a second | {whole:.1} | 5.0 |")?;
    writeln!(text, "| session: main thread, its first {LONG_S} seconds, ms a second | {first:.1} | 5.0 |")?;
    writeln!(
        text,
        "| session: main thread, median of each movement's first {seconds} seconds, ms a second | {busy:.1} | 5.0 |"
    )?;
    writeln!(text, "| session: style recalculations a second | {styles:.1} | |")?;
    let (heard, off) = cues.split_once(": ").context("the cues' test says something else now")?;
    let off = off.split(' ').next().unwrap_or_default();
    writeln!(text, "| session: a sound's start, samples off at most; {heard} | {off} | 1 |")?;
    writeln!(text, "| session: JavaScript heap at the first stroke, KB | {:.0} | |", held.heap_before)?;
    writeln!(text, "| session: JavaScript heap after {MINUTES} minutes of it, KB | {:.0} | flat |", held.heap_after)?;
    writeln!(text, "| session: nodes at the first stroke | {:.0} | |", held.nodes_before)?;
    writeln!(text, "| session: nodes after {MINUTES} minutes of it | {:.0} | |", held.nodes_after)?;
    writeln!(text, "\nThe session of {MINUTES} minutes is played {FASTER} times faster than life.")?;
    threads(&mut text, work)?;
    Ok(text)
}

/// What the main thread does in each movement.
fn threads(text: &mut String, work: &[(&'static str, Work)]) -> Result {
    writeln!(text, "\n## The main thread in a running session\n")?;
    writeln!(
        text,
        "The processor's milliseconds in each second, at the speed of life, from the browser's own trace.\n"
    )?;
    let columns: Vec<&str> = KINDS.iter().map(|(column, _)| *column).collect();
    writeln!(text, "| movement | all | {} | rest | styles a second |", columns.join(" | "))?;
    writeln!(text, "| --- | ---: |{} ---: | ---: |", " ---: |".repeat(KINDS.len()))?;
    for (name, work) in work {
        let shares: Vec<f64> = KINDS.iter().map(|(_, names)| work.share(names)).collect();
        let rest = work.per_second() - shares.iter().sum::<f64>();
        let shares: Vec<String> = shares.iter().map(|share| format!("{share:.1}")).collect();
        let (all, styles) = (work.per_second(), work.rate("UpdateLayoutTree"));
        writeln!(text, "| {name} | {all:.1} | {} | {rest:.1} | {styles:.1} |", shares.join(" | "))?;
    }
    writeln!(text, "\nWhat costs most, in milliseconds a second:\n")?;
    for (name, work) in work {
        let mut most: Vec<_> = work.by_name.iter().map(|(what, ms)| (ms / work.seconds, what)).collect();
        most.sort_by(|a, b| b.0.total_cmp(&a.0));
        let most: Vec<String> = most.iter().take(6).map(|(ms, what)| format!("{what} {ms:.2}")).collect();
        writeln!(text, "- {name}: {}", most.join(", "))?;
    }
    Ok(())
}

/// The middle one.
fn median(figures: impl Iterator<Item = f64>) -> Result<f64> {
    let mut all: Vec<f64> = figures.collect();
    all.sort_by(f64::total_cmp);
    all.get(all.len() / 2).copied().context("nothing was measured")
}

/// The day, as the system writes it.
fn date() -> String {
    let said = std::process::Command::new("date").arg("+%Y-%m-%d").output().ok();
    said.and_then(|out| String::from_utf8(out.stdout).ok())
        .map_or_else(|| "unknown".into(), |day| day.trim().to_owned())
}

/// The processor, as far as the system tells.
fn machine() -> String {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let info = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = info.lines().find_map(|line| line.strip_prefix("model name")?.split_once(':').map(|(_, m)| m.trim()));
    format!("{cores} cores, {}", model.unwrap_or(std::env::consts::ARCH))
}
