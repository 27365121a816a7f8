//! `cargo xtask test`: every test, with all the set-up that they need.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, ensure};
use clap::ValueEnum;

use crate::host::{self, Chromium, Engine, WASM_TARGET, step};
use crate::{build, runner};

/// What judges accessibility.
pub const AXE: &str = "axe-core@4.14.1";

/// What `test` can be told.
#[derive(clap::Args)]
pub struct Args {
    /// The kinds of tests to run, all if none is named.
    #[arg(value_enum)]
    kinds: Vec<Kind>,
    /// The browser of the end-to-end tests: Chromium and WebKit, one after the other, if none is named.
    #[arg(long = "browser", value_enum)]
    engines: Vec<Engine>,
    /// Goes to the tests: a part of their names, or an option such as --nocapture.
    #[arg(last = true)]
    filter: Vec<String>,
}

/// Where tests run.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Kind {
    /// The pure rooms and the tools, on this machine.
    Native,
    /// What only a browser has, as wasm in Chromium.
    Browser,
    /// The built app as a person meets it, in Chromium and in WebKit, through WebDriver.
    E2e,
    /// The built app behind nginx and Caddy.
    Hosting,
}

/// Runs the tests of the kinds asked for, quickest first; the first kind that fails ends it.
pub fn run(args: &Args) -> Result<()> {
    let wanted = |kind| args.kinds.is_empty() || args.kinds.contains(&kind);
    if wanted(Kind::Native) {
        native(args)?;
    }
    if wanted(Kind::Browser) {
        in_browser(args, &host::chromium()?)?;
    }
    if wanted(Kind::E2e) {
        end_to_end(args)?;
    }
    if wanted(Kind::Hosting) {
        hosting(args)?;
    }
    Ok(())
}

fn native(args: &Args) -> Result<()> {
    // One after the other: together, the features that the app's tests ask of shared crates would have most of this
    // program built a second time.
    for (what, packages) in [("Tests of the tools", &["xtask", "server"][..]), ("Tests of the app", &["backstroke"])] {
        step(what, || {
            let mut cargo = host::cargo("test");
            for package in packages {
                cargo.args(["--package", package]);
            }
            host::run(filtered(&mut cargo, args))
        })?;
    }
    Ok(())
}

fn in_browser(args: &Args, browser: &Chromium) -> Result<()> {
    host::ensure_wasm_target()?;
    step("Browser tests", || {
        let exe = std::env::current_exe().context("this program cannot tell where it lies")?;
        let mut cargo = host::cargo("test");
        cargo.args(["--package", "backstroke", "--target", WASM_TARGET, "--test", "browser"]);
        // Cargo splits this at spaces; as a list in a config value it may hold them.
        let list = format!("[{:?}, {:?}]", exe.display().to_string(), runner::NAME);
        cargo.args(["--config", &format!("target.{WASM_TARGET}.runner={list}")]);
        cargo.env("CHROMEDRIVER", &browser.driver).env("WASM_BINDGEN_TEST_WEBDRIVER_JSON", capabilities(browser)?);
        // A browser installed a moment ago starts from a cold disk, and the runner's own 20 seconds are too short for it.
        cargo.env("WASM_BINDGEN_TEST_TIMEOUT", "120");
        host::run(filtered(&mut cargo, args))
    })
}

fn end_to_end(args: &Args) -> Result<()> {
    let both = [Engine::Chromium, Engine::Webkit];
    let engines = if args.engines.is_empty() { &both[..] } else { &args.engines };
    // What is missing is found out before the long work.
    let browsers = engines.iter().map(|engine| host::driven(*engine)).collect::<Result<Vec<_>>>()?;
    let axe = host::npm::package(AXE, "the accessibility tests", "axe-core/axe.min.js")?;
    let dist = build::build()?;
    let below = build::below("/backstroke/")?;
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let mut again = Vec::new();
    for (engine, browser) in engines.iter().zip(&browsers) {
        // No time is said at the end: the last lines are the test runner's counts, and it says its own.
        eprintln!("› End-to-end tests in {} …", engine.name());
        let test = || {
            let mut cargo = host::cargo("test");
            cargo.args(["--package", "backstroke-tests", "--test", "e2e"]);
            cargo.envs(browser.environment()).env("BACKSTROKE_DIST", &dist);
            cargo.env("BACKSTROKE_BELOW", &below).env("AXE_CORE", &axe);
            // What went wrong is in the error's words; the frames of the test runner around it would only bury them.
            cargo.env("RUST_BACKTRACE", "0");
            if std::env::var_os(THREADS).is_none() {
                cargo.env(THREADS, (cores * AT_ONCE).to_string());
            }
            cargo
        };
        let mut cargo = test();
        cargo.arg("--").args(&args.filter);
        if *engine != Engine::Chromium {
            let listed = host::capture(test().args(["--quiet", "--", "--list", CHROMIUM_ONLY]))?;
            let count = listed.lines().filter(|line| line.ends_with(": test")).count();
            eprintln!("  {count} tests are Chromium's alone and left out here: tests/e2e/chromium says why");
            cargo.args(["--skip", CHROMIUM_ONLY]);
        }
        let failed = failing(&mut cargo)?;
        if failed.is_empty() {
            continue;
        }
        // A browser that was starved for a moment is no fault of the app's; what is, fails again.
        ensure!(failed.len() <= MOST_AGAIN, "{} end-to-end tests failed in {}", failed.len(), engine.name());
        eprintln!("› Once more, alone: {}", failed.join(", "));
        host::run(test().args(["--", "--test-threads=1", "--exact"]).args(&failed))?;
        again.extend(failed.into_iter().map(|name| format!("{name} in {}", engine.name())));
    }
    // The last word, so that nobody has to look for it: one that is named here often has a race in it.
    if !again.is_empty() {
        eprintln!("  passed only when run once more: {}", again.join(", "));
    }
    Ok(())
}

/// What tells the test runner how many tests to run at once.
const THREADS: &str = "RUST_TEST_THREADS";

/// So many end-to-end tests run at once for each core: most of them wait for a session's own time to pass.
const AT_ONCE: usize = 2;

/// So many tests that failed are run once more; more of them are no accident.
const MOST_AGAIN: usize = 12;

/// Runs tests, their words passed on, and tells the names of those that failed.
fn failing(cargo: &mut Command) -> Result<Vec<String>> {
    let mut running = cargo.stdout(Stdio::piped()).spawn().context("cargo cannot be started")?;
    let out = running.stdout.take().context("cargo has no output")?;
    let mut failed = Vec::new();
    for line in BufReader::new(out).lines() {
        let line = line?;
        println!("{line}");
        failed.extend(line.strip_prefix("test ").and_then(|l| l.strip_suffix(" ... FAILED")).map(str::to_owned));
    }
    let status = running.wait()?;
    ensure!(status.success() || !failed.is_empty(), "the tests did not run to their end: {status}");
    Ok(failed)
}

fn hosting(args: &Args) -> Result<()> {
    let hosts = host::find_or_install_hosts()?;
    let dist = build::build()?;
    let below = build::below("/backstroke/")?;
    eprintln!("› Behind nginx and Caddy …");
    let mut cargo = host::cargo("test");
    cargo.args(["--package", "backstroke-tests", "--test", "hosting"]);
    cargo.env("BACKSTROKE_NGINX", hosts.nginx).env("BACKSTROKE_CADDY", hosts.caddy);
    cargo.env("BACKSTROKE_DIST", dist).env("BACKSTROKE_BELOW", below);
    host::run(filtered(&mut cargo, args))
}

/// What the names of those tests begin with.
const CHROMIUM_ONLY: &str = "chromium::";

fn filtered<'a>(cargo: &'a mut Command, args: &Args) -> &'a mut Command {
    if !args.filter.is_empty() {
        cargo.arg("--").args(&args.filter);
    }
    cargo
}

/// Writes what wasm-bindgen's test runner asks the driver for.
fn capabilities(browser: &Chromium) -> Result<PathBuf> {
    let options = serde_json::json!({
        "goog:chromeOptions": {
            "binary": browser.program,
            "args": ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
                     "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        }
    });
    let path = host::target().join("webdriver.json");
    fs::write(&path, options.to_string()).with_context(|| format!("{} cannot be written", path.display()))?;
    Ok(path)
}
