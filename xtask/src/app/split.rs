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

/// Where the loader waits for what a part needs, and what it waits for here: a part draws a page, which needs its styles.
const PARTS: &str = "Promise.all(parallelStuff)";
const PARTS_AND_STYLES: &str = "Promise.all([...parallelStuff, globalThis.styled])";

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
    // What the glue calls the other module; it may import it more than once.
    let imported = |line: &str| {
        let (name, from) = line.strip_prefix("import * as ")?.split_once(" from ")?;
        from.contains(LINK).then(|| name.to_owned())
    };
    let names: Vec<String> = glue.lines().filter_map(imported).collect();
    if names.is_empty() {
        bail!("the glue does not import {LINK}, which loads the parts");
    }
    let exported = |line: &str| Some(line.strip_prefix("export const ")?.split_once(" =")?.0.to_owned());
    let exports: Vec<String> = link.lines().filter_map(exported).collect();

    let glue = glue.lines().filter(|line| imported(line).is_none()).map(str::to_owned);
    if !link.contains(PARTS) {
        bail!("the loader of parts does not say `{PARTS}` any more, where it is to wait for the styles as well");
    }
    let link = link.replace(PARTS, PARTS_AND_STYLES);
    let link = link.lines().filter(|line| !line.starts_with("import "));
    let link = link.map(|line| line.strip_prefix("export ").unwrap_or(line).to_owned());
    let bound = names.iter().map(|name| format!("const {name} = {{ {} }};", exports.join(", ")));
    let lines: Vec<String> = glue.chain(link).chain(bound).collect();
    Ok(lines.join("\n") + "\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn glue_and_loader_become_one_module() {
        let glue = "import * as import1 from \"./parts.js\"\nimport * as import2 from \"./parts.js\"\nlet wasm;\n";
        let link = "import { initSync } from \"./backstroke.js\";\nconst a = 1;\nexport const load = () => Promise.all(parallelStuff);\n";
        let one = join(glue, link).unwrap();
        assert_eq!(
            one,
            "let wasm;\nconst a = 1;\nconst load = () => Promise.all([...parallelStuff, globalThis.styled]);\nconst import1 = { load };\nconst import2 = { load };\n"
        );
    }

    #[test]
    fn glue_that_loads_no_parts_is_an_error() {
        assert!(join("let wasm;\n", "export const load = 1;\n").is_err());
    }
}
