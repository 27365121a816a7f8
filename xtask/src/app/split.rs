//! The wasm, cut into the parts that are loaded when they are needed.
//!
//! The cuts are where the app's code says so (`ui::parts`). What only one part needs goes into its file, what several
//! need into one that they share, and the rest stays in the main file.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow, bail};

use super::Flavour;
use super::wasm::{bytes, unless_done};
use crate::host::{self, step};

/// The module that loads parts, as the cut program imports it.
const LINK: &str = "./parts.js";

/// The glue, as that module imports it.
const GLUE: &str = "./backstroke.js";

/// A program that was cut.
pub struct Cut {
    /// What is loaded first, yet to be bound.
    pub main: PathBuf,
    /// The other parts.
    pub parts: Vec<PathBuf>,
    /// The module that loads them.
    pub link: PathBuf,
}

/// Cuts a compiled program.
pub fn cut(compiled: &Path, flavour: Flavour) -> Result<Cut> {
    let out = host::target().join(match flavour {
        Flavour::Release => "cut/release",
        Flavour::Dev => "cut/dev",
    });
    let input = bytes(compiled)?;
    let main = out.join("backstroke.wasm");
    unless_done(&input, env!("CARGO_PKG_VERSION"), &out, || {
        step("Cutting it into parts", || {
            if out.exists() {
                fs::remove_dir_all(&out).with_context(|| format!("{} cannot be emptied", out.display()))?;
            }
            let mut options = wasm_split_cli_support::Options::new(&input);
            options.output_dir = &out;
            options.main_out_path = &main;
            options.link_name = LINK;
            options.main_module = GLUE;
            wasm_split_cli_support::transform(options).map(drop).map_err(|error| anyhow!("{error:#}"))
        })
    })?;
    let mut parts = Vec::new();
    for entry in fs::read_dir(&out).with_context(|| format!("{} cannot be read", out.display()))? {
        let path = entry?.path();
        if path != main && path.extension().is_some_and(|extension| extension == "wasm") {
            parts.push(path);
        }
    }
    parts.sort();
    Ok(Cut { main, parts, link: out.join(LINK) })
}

/// Puts the module that loads parts into the glue, so that the two, which import each other, are one file.
pub fn join(glue: &str, link: &str) -> Result<String> {
    let mut out = String::new();
    let mut names = Vec::new();
    for line in glue.lines() {
        let imported = line.strip_prefix("import * as ").and_then(|rest| rest.split_once(" from "));
        match imported.filter(|(_, from)| from.contains(LINK)) {
            Some((name, _)) => names.push(name.to_owned()),
            None => {
                out.push_str(line);
                out.push('\n');
            }
        }
    }
    if names.is_empty() {
        bail!("the glue does not import {LINK}, which loads the parts");
    }
    let mut exports = Vec::new();
    for line in link.lines() {
        if line.starts_with("import ") {
            continue;
        }
        let line = match line.strip_prefix("export const ").and_then(|rest| Some((rest, rest.split_once(" =")?.0))) {
            Some((rest, export)) => {
                exports.push(export.to_owned());
                format!("const {rest}")
            }
            None => line.to_owned(),
        };
        out.push_str(&line);
        out.push('\n');
    }
    for name in names {
        out.push_str(&format!("const {name} = {{ {} }};\n", exports.join(", ")));
    }
    Ok(out)
}
