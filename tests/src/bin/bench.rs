//! Measures what `cargo xtask bench` orders, and writes it down as Markdown.

use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;

use anyhow::Context;
use backstroke_tests::{Result, Setup, Work};

/// Where the runs are, by what follows `from=`, and what is done there.
const RUNS: [(&str, &str, &str); 5] = [
    ("A.1", "stroke", "A, the long stroke"),
    ("A.2", "knead", "A, kneading"),
    ("B.1", "stroke", "B, the thumbs"),
    ("C.1", "stroke", "C, the palms"),
    ("D.1", "stroke", "D, the fans"),
];

/// What the main thread may spend, in milliseconds a second.
const AIM: f64 = 5.0;

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

fn main() -> Result {
    let mut args = std::env::args().skip(1);
    let out = PathBuf::from(args.next().context("`cargo xtask bench` runs this program")?);
    let seconds: u32 = args.next().context("so many seconds")?.parse()?;
    let mut runs = Vec::new();
    let mut browser = String::new();
    for (from, kind, name) in RUNS {
        Setup::new("bench").tracing().try_run(async |page| {
            page.open(&format!("/session?speed=1&from={from}")).await?;
            page.click_button("I have read this").await?;
            page.wait_for_data("kind", kind).await?;
            browser = page
                .eval("navigator.userAgent.match(/Chrome\\/([\\d.]+)/)[1]")
                .await?
                .as_str()
                .unwrap_or_default()
                .into();
            let work = page.trace(seconds).await?;
            eprintln!("  {name}: {:.1} ms a second", work.per_second());
            runs.push((name, work));
            Ok(())
        })?;
    }
    let mut medians: Vec<f64> = runs.iter().map(|(_, work)| work.per_second()).collect();
    medians.sort_by(f64::total_cmp);
    let median = *medians.get(medians.len() / 2).context("nothing was measured")?;
    fs::write(&out, report(&runs, median, seconds, &browser)?)
        .with_context(|| format!("{} cannot be written", out.display()))
}

fn report(runs: &[(&str, Work)], median: f64, seconds: u32, browser: &str) -> Result<String> {
    let mut text = String::from("# Benchmarks\n\nMeasured by `cargo xtask bench`, which writes this page.\n\n");
    writeln!(text, "- Date: {}", date())?;
    writeln!(text, "- Machine: {}", machine())?;
    writeln!(text, "- Browser: Chromium {browser}, headless, without a graphics card\n")?;
    writeln!(text, "| what | measured | aim |\n| --- | ---: | ---: |")?;
    writeln!(
        text,
        "| main thread in a running session, ms a second (median of {}) | {median:.1} | {AIM:.1} |",
        runs.len()
    )?;
    writeln!(text, "\n## The main thread in a running session\n")?;
    writeln!(
        text,
        "The processor's milliseconds in each second of {seconds}, at the speed of life, from the browser's own trace.\n"
    )?;
    let columns: Vec<&str> = KINDS.iter().map(|(column, _)| *column).collect();
    writeln!(text, "| movement | all | {} | rest |", columns.join(" | "))?;
    writeln!(text, "| --- | ---: |{} ---: |", " ---: |".repeat(KINDS.len()))?;
    for (name, work) in runs {
        let shares: Vec<f64> = KINDS.iter().map(|(_, names)| work.share(names)).collect();
        let rest = work.per_second() - shares.iter().sum::<f64>();
        let shares: Vec<String> = shares.iter().map(|share| format!("{share:.1}")).collect();
        writeln!(text, "| {name} | {:.1} | {} | {rest:.1} |", work.per_second(), shares.join(" | "))?;
    }
    writeln!(text, "\nWhat costs most, in milliseconds a second:\n")?;
    for (name, work) in runs {
        let mut most: Vec<_> = work.by_name.iter().map(|(what, ms)| (ms / work.seconds, what)).collect();
        most.sort_by(|a, b| b.0.total_cmp(&a.0));
        let most: Vec<String> = most.iter().take(6).map(|(ms, what)| format!("{what} {ms:.2}")).collect();
        writeln!(text, "- {name}: {}", most.join(", "))?;
    }
    Ok(text)
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
