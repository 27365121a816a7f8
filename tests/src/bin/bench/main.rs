//! Measures what `cargo xtask bench` orders, and writes it down as Markdown.

mod report;
mod running;
mod start;

use std::fs;
use std::path::PathBuf;

use anyhow::Context;
use backstroke_tests::Result;

/// How often a start is measured.
const STARTS: usize = 5;

fn main() -> Result {
    let mut args = std::env::args().skip(1);
    let out = PathBuf::from(args.next().context("`cargo xtask bench` runs this program")?);
    let seconds: u32 = args.next().context("so many seconds")?.parse()?;
    let cues = args.next().context("what was heard of the cues")?;
    let mut starts = Vec::new();
    for n in 1..=STARTS {
        let one = start::run()?;
        let (largest, again) = (one.first.largest, one.second.ready);
        eprintln!(
            "  start {n} of {STARTS}: {largest:.0} ms to the largest paint, {again:.0} ms until Begin answers again"
        );
        starts.push(one);
    }
    let work = running::work(seconds)?;
    let long = running::long()?;
    let (held, browser) = running::held()?;
    let text = report::report(&starts, &work, long, held, seconds, &cues, &browser)?;
    fs::write(&out, text).with_context(|| format!("{} cannot be written", out.display()))
}
