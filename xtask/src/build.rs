//! `cargo xtask build`: the app into `dist/`, ready for any static host.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result};

use crate::app::{self, Baseline, Budget, Flavour};
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
    /// Write the sizes into docs/sizes.txt: later builds tell how they differ from it.
    #[arg(long)]
    keep_sizes: bool,
}

/// Builds `dist/` anew. One that fails leaves the `dist/` that was there.
pub fn run(args: &Args) -> Result<()> {
    build_at(args).map(drop)
}

/// Builds the release for the top of an address, prints its sizes, and returns where it lies. The budget is `run`'s
/// concern: whoever serves, tests or measures the app does so whatever it weighs.
pub fn build() -> Result<PathBuf> {
    build_at(&Args { base: app::TOP.to_owned(), over_budget: true, keep_sizes: false })
}

/// Puts together, for the tests, the site that was just built as it is for a path below the top of an address.
pub fn below(base: &str) -> Result<PathBuf> {
    let folder = host::target().join("below");
    app::publish(&app::assemble(Flavour::Release, base)?, &folder, false, |_| Ok(()))?;
    Ok(folder)
}

fn build_at(args: &Args) -> Result<PathBuf> {
    let root = host::root();
    let dist = root.join("dist");
    let (budget, kept) = (Budget::read(root)?, Baseline::read(root)?);
    let site = app::assemble(Flavour::Release, &args.base)?;
    host::step("Compressing and writing dist/", || {
        app::publish(&site, &dist, true, |sizes| {
            println!("\n{}", app::table(sizes, &budget, &kept.files));
            let compiled = host::target().join(host::WASM_TARGET).join("release/backstroke.wasm");
            let now = Baseline { files: app::files(sizes, &budget), wasm: app::shares(&compiled)? };
            println!("{}", app::shares_table(&now.wasm, &kept.wasm));
            if args.keep_sizes {
                let path = Baseline::path(root);
                fs::write(&path, now.text()).with_context(|| format!("{} cannot be written", path.display()))?;
            }
            let readme = fs::read_to_string(root.join("README.md")).context("README.md cannot be read")?;
            let outdated = app::outdated(&readme, budget.first_load(sizes));
            // Whoever builds with other tools gets other sizes, and no error for it.
            if let Some(words) = outdated {
                println!("{words}: where that is to stay, write it there, and keep the sizes with --keep-sizes");
            }
            if args.over_budget {
                for words in budget.exceeded(sizes)? {
                    println!("all the same: {words}");
                }
                return Ok(());
            }
            budget.check(sizes)
        })
    })?;
    Ok(dist)
}
