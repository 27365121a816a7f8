//! The wasm and its JavaScript glue: compiled by cargo, bound by wasm-bindgen, made small by wasm-opt.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use super::site::{hash, read};
use super::{Flavour, bindings, optimize, slim, split};
use crate::host::{self, WASM_TARGET, step};

/// The app's code as the page loads it.
pub struct Bundle {
    /// The program.
    pub wasm: Vec<u8>,
    /// The parts that it loads when they are needed, by the names that the glue calls them.
    pub parts: Vec<(String, Vec<u8>)>,
    /// The module that loads it and stands between it and the browser.
    pub glue: String,
}

/// Builds the app's code.
pub fn bundle(flavour: Flavour) -> Result<Bundle> {
    host::ensure_wasm_target()?;
    bindings::check_versions(&host::root().join("Cargo.lock"))?;
    let compiled = step("Compiling the app to wasm", || compile(flavour))?;
    let cut = split::cut(&compiled, flavour)?;
    let bound = bindings::bind(&cut.main, flavour)?;
    let small = |path: &Path| match flavour {
        Flavour::Release => optimize::shrink(path),
        Flavour::Dev => bytes(path),
    };
    let glue = split::join(&read(&bound.join("backstroke.js"))?, &read(&cut.link)?)?;
    let mut program = bound.join("backstroke_bg.wasm");
    let glue = match flavour {
        Flavour::Release => {
            let (named, glue) = slim::names(&bytes(&program)?, &slim::glue(&glue)?)?;
            program = bound.join("backstroke_named.wasm");
            fs::write(&program, named).with_context(|| format!("{} cannot be written", program.display()))?;
            glue
        }
        Flavour::Dev => glue,
    };
    let wasm = small(&program)?;
    let mut parts = Vec::new();
    for part in &cut.parts {
        let name = part.file_name().context("a part has no name")?.to_string_lossy().into_owned();
        parts.push((name, small(part)?));
    }
    Ok(Bundle { wasm, parts, glue })
}

fn compile(flavour: Flavour) -> Result<PathBuf> {
    let mut cargo = host::cargo("build");
    cargo.args(["--quiet", "--package", "backstroke", "--bin", "backstroke", "--target", WASM_TARGET]);
    let profile = match flavour {
        Flavour::Release => {
            cargo.arg("--release");
            "release"
        }
        Flavour::Dev => "debug",
    };
    host::run(&mut cargo)?;
    Ok(host::target().join(WASM_TARGET).join(profile).join("backstroke.wasm"))
}

/// Reads a file that a step has just made.
pub fn bytes(path: &Path) -> Result<Vec<u8>> {
    fs::read(path).with_context(|| format!("{} cannot be read", path.display()))
}

/// Does a step only if what it starts from has changed since the last time. `made` is what the step makes, a file or a
/// folder; a stamp beside it remembers what from.
pub fn unless_done(from: &[u8], how: &str, made: &Path, work: impl FnOnce() -> Result<()>) -> Result<()> {
    let stamp = made.with_extension("stamp");
    let now = format!("{} {how}", hash(from));
    if made.exists() && fs::read_to_string(&stamp).is_ok_and(|then| then == now) {
        return Ok(());
    }
    // Without the stamp, a step that fails half-way is done again.
    fs::remove_file(&stamp).ok();
    if let Some(folder) = made.parent() {
        fs::create_dir_all(folder).with_context(|| format!("{} cannot be made", folder.display()))?;
    }
    work()?;
    fs::write(&stamp, now).with_context(|| format!("{} cannot be written", stamp.display()))
}
