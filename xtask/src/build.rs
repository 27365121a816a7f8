//! `cargo xtask build`: the app into `dist/`, ready for any static host.

use std::path::PathBuf;

use anyhow::Result;

use crate::app::{self, Budget, Flavour};
use crate::host;

/// What `build` can be told.
#[derive(clap::Args)]
pub struct Args {
    /// The path that the site will be found at, where that is not the whole of its address.
    #[arg(long, value_name = "/PATH/", default_value = app::TOP)]
    base: String,
    /// Build on where the budget of budget.toml is exceeded, and only say so.
    #[arg(long)]
    over_budget: bool,
}

/// Builds `dist/` anew. One that fails leaves the `dist/` that was there.
pub fn run(args: &Args) -> Result<()> {
    build_at(&args.base, args.over_budget).map(drop)
}

/// Builds the release for the top of an address, prints its sizes, and returns where it lies. The budget is `run`'s
/// concern: whoever serves, tests or measures the app does so whatever it weighs.
pub fn build() -> Result<PathBuf> {
    build_at(app::TOP, true)
}

/// Puts together, for the tests, the site that was just built as it is for a path below the top of an address.
pub fn below(base: &str) -> Result<PathBuf> {
    let folder = host::target().join("below");
    app::publish(&app::assemble(Flavour::Release, base)?, &folder, false, |_| Ok(()))?;
    Ok(folder)
}

fn build_at(base: &str, over_budget: bool) -> Result<PathBuf> {
    let dist = host::root().join("dist");
    let budget = Budget::read(host::root())?;
    let site = app::assemble(Flavour::Release, base)?;
    host::step("Compressing and writing dist/", || {
        app::publish(&site, &dist, true, |sizes| {
            println!("\n{}", app::table(sizes, &budget));
            let compiled = host::target().join(host::WASM_TARGET).join("release/backstroke.wasm");
            println!("{}", app::shares(&compiled, &host::target().join("shares.txt"))?);
            if over_budget {
                for words in budget.exceeded(sizes)? {
                    println!("over budget: {words}");
                }
                return Ok(());
            }
            budget.check(sizes)
        })
    })?;
    Ok(dist)
}
