//! `cargo xtask build`: the app into `dist/`, ready for any static host.

use std::path::PathBuf;

use anyhow::Result;

use crate::app::{self, Flavour};
use crate::host;

/// What `build` can be told.
#[derive(clap::Args)]
pub struct Args {
    /// The path that the site will be found at, where that is not the whole of its address.
    #[arg(long, value_name = "/PATH/", default_value = app::TOP)]
    base: String,
}

/// Builds `dist/` anew. One that fails leaves the `dist/` that was there.
pub fn run(args: &Args) -> Result<()> {
    build_at(&args.base).map(drop)
}

/// Builds the release for the top of an address, prints its sizes, and returns where it lies.
pub fn build() -> Result<PathBuf> {
    build_at(app::TOP)
}

/// Puts together, for the tests, the site that was just built as it is for a path below the top of an address.
pub fn below(base: &str) -> Result<PathBuf> {
    let folder = host::target().join("below");
    app::publish(&app::assemble(Flavour::Release, base)?, &folder, false)?;
    Ok(folder)
}

fn build_at(base: &str) -> Result<PathBuf> {
    let dist = host::root().join("dist");
    let site = app::assemble(Flavour::Release, base)?;
    let sizes = host::step("Compressing and writing dist/", || app::publish(&site, &dist, true))?;
    println!("\n{}", app::table(&sizes));
    Ok(dist)
}
