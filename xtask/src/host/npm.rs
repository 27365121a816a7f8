//! Packages from npm, each in a folder of its own below the target folder, where nothing else sees it.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result};

use super::{find, run, step, target};

/// The folder of an installed package, as in `axe-core@4.14.1`: fetched where `file`, a path inside it, is not there.
pub fn package(package: &str, why: &str, file: &str) -> Result<PathBuf> {
    let folder = target().join("tools").join(package.replace('@', "-"));
    let wanted = folder.join("node_modules").join(file);
    if wanted.exists() {
        return Ok(wanted);
    }
    let npm = find(&["npm", "npm.cmd"]).with_context(|| format!("npm is not installed, so there is no {package}"))?;
    step(&format!("Installing {package} from npm for {why}"), || {
        fs::create_dir_all(&folder)?;
        let mut install = Command::new(npm);
        install.args(["install", "--no-save", "--no-package-lock", "--no-audit", "--no-fund", "--loglevel=error"]);
        run(install.arg("--prefix").arg(&folder).arg(package))
    })?;
    wanted.exists().then_some(wanted).with_context(|| format!("{package} holds no {file}"))
}
