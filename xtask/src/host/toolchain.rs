//! The Rust toolchain and its wasm target.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result};

use super::{capture, find, root, run, step, target};

/// The target that browsers run.
pub const WASM_TARGET: &str = "wasm32-unknown-unknown";

/// A cargo command in the project's folder, building where this program was built.
pub fn cargo(subcommand: &str) -> Command {
    let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.arg(subcommand).arg("--target-dir").arg(target()).current_dir(root());
    cargo
}

/// Adds the wasm target to the toolchain if it is missing.
pub fn ensure_wasm_target() -> Result<()> {
    let mut rustc = Command::new("rustc");
    rustc.args(["--print", "target-libdir", "--target", WASM_TARGET]).current_dir(root());
    if Path::new(&capture(&mut rustc)?).is_dir() {
        return Ok(());
    }
    let help = format!(
        "the toolchain has no {WASM_TARGET} target: install rustup (https://rustup.rs), or that target's standard \
         library from where this Rust came from"
    );
    let rustup = find(&["rustup"]).context(help)?;
    step(&format!("Adding the {WASM_TARGET} target"), || {
        run(Command::new(rustup).args(["target", "add", WASM_TARGET]).current_dir(root()))
    })
}
