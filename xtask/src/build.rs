//! `cargo xtask build`: the app into `dist/`, ready for any static host.

use std::path::PathBuf;

use anyhow::Result;

use crate::app::{self, Flavour};
use crate::host;

/// What `build` can be told.
#[derive(clap::Args)]
pub struct Args {}

/// Builds `dist/` anew. One that fails leaves the `dist/` that was there.
pub fn run(_: &Args) -> Result<()> {
    build().map(drop)
}

/// Builds the release, prints its sizes, and returns where it lies.
pub fn build() -> Result<PathBuf> {
    let dist = host::root().join("dist");
    let site = app::assemble(Flavour::Release)?;
    let sizes = host::step("Compressing and writing dist/", || app::publish(&site, &dist, true))?;
    println!("\n{}", app::table(&sizes));
    Ok(dist)
}
