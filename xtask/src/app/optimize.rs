//! wasm-opt: worth about a third of the download, and the one tool that has to come from outside.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use super::wasm::{bytes, unless_done};
use crate::host::{self, find, step};

/// Small before fast, and what the compiler and the glue use of wasm beyond its first version.
const FLAGS: [&str; 7] = [
    "-Oz",
    "--enable-bulk-memory",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-reference-types",
    "--enable-multivalue",
];

/// The npm package that brings wasm-opt where the machine has none.
const PACKAGE: &str = "binaryen@132.0.0";

/// Returns the wasm made small, or, where no wasm-opt is to be had, as it was: the app works all the same.
pub fn shrink(bound: &Path) -> Result<Vec<u8>> {
    let original = bytes(bound)?;
    let Some(tool) = wasm_opt() else {
        eprintln!(
            "  No wasm-opt: the wasm stays about a third larger than it has to be. Install binaryen (or node with npm, \
             and the build fetches it by itself) and build again."
        );
        return Ok(original);
    };
    let name = bound.file_stem().map_or_else(|| "wasm".into(), |stem| stem.to_string_lossy());
    let small = host::target().join(format!("bound/{name}.opt.wasm"));
    unless_done(&original, &format!("{FLAGS:?} {}", tool.display()), &small, || {
        step("Shrinking the wasm with wasm-opt", || {
            host::run(Command::new(&tool).args(FLAGS).arg(bound).arg("-o").arg(&small)).with_context(|| {
                format!("update {} or take it off the PATH: the build then fetches {PACKAGE} from npm", tool.display())
            })
        })
    })?;
    bytes(&small)
}

/// wasm-opt from the PATH, else from npm, installed below the target folder where nothing else sees it.
fn wasm_opt() -> Option<PathBuf> {
    if let Some(tool) = find(&["wasm-opt"]) {
        return Some(tool);
    }
    let file = if cfg!(windows) { ".bin/wasm-opt.cmd" } else { ".bin/wasm-opt" };
    host::npm::package(PACKAGE, "wasm-opt", file).map_err(|error| eprintln!("  {error:#}")).ok()
}
