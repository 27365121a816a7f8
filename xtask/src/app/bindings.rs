//! wasm-bindgen, as a library: its version is held to the app's by the one `Cargo.lock`.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use super::wasm::{bytes, unless_done};
use super::{Flavour, site};
use crate::host::{self, step};

/// Fails where `Cargo.lock` holds wasm-bindgen and its tool at different versions, which would only show as an obscure
/// error of the tool.
pub fn check_versions(lock: &Path) -> Result<()> {
    let lock = site::read(lock)?;
    let (of_app, of_tool) = (locked(&lock, "wasm-bindgen"), locked(&lock, "wasm-bindgen-cli"));
    let (Some(of_app), Some(of_tool)) = (of_app, of_tool) else {
        bail!("Cargo.lock holds no wasm-bindgen or no wasm-bindgen-cli: run `cargo update --workspace`");
    };
    if of_app != of_tool {
        bail!(
            "Cargo.lock holds wasm-bindgen {of_app} for the app and wasm-bindgen-cli {of_tool} for this tool, and the \
             two must be one version: run `cargo update -p wasm-bindgen-cli --precise {of_app}`"
        );
    }
    Ok(())
}

fn locked<'a>(lock: &'a str, package: &str) -> Option<&'a str> {
    let (_, after) = lock.split_once(&format!("name = \"{package}\"\nversion = \""))?;
    Some(after.split_once('"')?.0)
}

/// Writes the glue and the bound wasm, and returns the folder that they are in.
pub fn bind(compiled: &Path, flavour: Flavour) -> Result<PathBuf> {
    let out = host::target().join(match flavour {
        Flavour::Release => "bound/release",
        Flavour::Dev => "bound/dev",
    });
    let mut args: Vec<OsString> = vec!["wasm-bindgen".into(), compiled.into(), "--out-dir".into(), (&out).into()];
    // The page's own script says where the wasm lies, since only the build knows that name.
    args.extend(
        [
            "--target",
            "web",
            "--out-name",
            "backstroke",
            "--no-typescript",
            "--omit-default-module-path",
            "--keep-lld-exports",
        ]
        .map(Into::into),
    );
    if flavour == Flavour::Release {
        args.extend(["--remove-name-section", "--remove-producers-section"].map(Into::into));
    }
    let how = format!("{} {args:?}", env!("CARGO_PKG_VERSION"));
    unless_done(&bytes(compiled)?, &how, &out, || {
        step("Binding it to JavaScript with wasm-bindgen", || {
            if out.exists() {
                fs::remove_dir_all(&out).with_context(|| format!("{} cannot be emptied", out.display()))?;
            }
            wasm_bindgen_cli::wasm_bindgen::run_cli_with_args(args.clone()).context("wasm-bindgen failed")
        })
    })?;
    if out.join("snippets").exists() {
        bail!(
            "a crate brings JavaScript of its own ({}): the build publishes none, since two files that must match could \
             then be cached apart. Declare the browser's functions in an `extern` block",
            out.join("snippets").display()
        );
    }
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lock_holds_app_and_tool_at_one_version() {
        check_versions(&host::root().join("Cargo.lock")).expect("one version");
    }

    #[test]
    fn the_version_of_a_package_is_not_that_of_one_with_a_longer_name() {
        let lock = "name = \"wasm-bindgen-cli\"\nversion = \"2\"\n\nname = \"wasm-bindgen\"\nversion = \"1\"\n";
        assert_eq!((locked(lock, "wasm-bindgen"), locked(lock, "wasm-bindgen-cli")), (Some("1"), Some("2")));
        assert_eq!(locked(lock, "wasm"), None);
    }
}
