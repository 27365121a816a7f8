//! `cargo xtask bench`: what a running session costs in a browser, measured, printed, and kept in `docs/benchmarks.md`.

use std::fs;

use anyhow::{Context, Result};

use crate::{build, host};

/// What `bench` can be told.
#[derive(clap::Args)]
pub struct Args {
    /// Take dist/ as it is.
    #[arg(long)]
    no_build: bool,
    /// How many seconds of each movement are measured.
    #[arg(long, value_name = "1-60", default_value_t = 10, value_parser = clap::value_parser!(u32).range(1..=60))]
    seconds: u32,
    /// Only print; leave docs/benchmarks.md as it is.
    #[arg(long)]
    dry: bool,
}

/// How the part of the page begins that is not written by this command.
const BY_HAND: &str = "\n## Levers on the download\n";

/// The test that listens to a session while its page is kept busy.
const CUES: &str = "every_sound_begins_on_its_sample";

/// Measures, prints and keeps.
pub fn run(args: &Args) -> Result<()> {
    let browser = host::chromium()?;
    let dist = if args.no_build { host::root().join("dist") } else { build::build()? };
    let out = host::target().join("benchmarks.md");
    let tests = |what: &str| {
        let mut cargo = host::cargo(what);
        cargo.args(["--quiet", "--package", "backstroke-tests"]);
        cargo.env("CHROMIUM", &browser.program).env("CHROMEDRIVER", &browser.driver).env("BACKSTROKE_DIST", &dist);
        cargo.env("RUST_BACKTRACE", "0");
        cargo
    };
    let heard = host::capture(tests("test").args(["--test", "e2e", "--", "--nocapture", CUES]))?;
    let heard = heard.lines().find(|line| line.ends_with("samples off at most"));
    let heard = heard.with_context(|| format!("the test {CUES} does not say how far the cues were off"))?;
    eprintln!("  {heard}");
    host::run(tests("run").args(["--bin", "bench", "--"]).arg(&out).arg(args.seconds.to_string()).arg(heard))?;
    let mut text = fs::read_to_string(&out).with_context(|| format!("{} cannot be read", out.display()))?;
    println!("\n{text}");
    if !args.dry {
        let kept = host::root().join("docs/benchmarks.md");
        fs::create_dir_all(host::root().join("docs")).context("docs/ cannot be made")?;
        // What is measured by hand, by building the app in several ways, stays as it was written.
        let before = fs::read_to_string(&kept).unwrap_or_default();
        if let Some((_, by_hand)) = before.split_once(BY_HAND) {
            text.extend([BY_HAND, by_hand]);
        }
        fs::write(&kept, text).with_context(|| format!("{} cannot be written", kept.display()))?;
    }
    Ok(())
}
