//! Programs from `PyPI`, in an environment of their own below the target folder, where nothing else sees them.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use super::{find, run};

/// Installs these packages into an environment in `work`; the folder of its programs.
pub fn programs(work: &Path, packages: &[&str]) -> Result<PathBuf> {
    let venv = work.join("venv");
    let bin = venv.join(if cfg!(windows) { "Scripts" } else { "bin" });
    if !venv.join("pyvenv.cfg").exists() {
        let python = find(&["python3", "python"]).context("install Python 3 with venv")?;
        run(Command::new(python).args(["-m", "venv"]).arg(&venv))?;
    }
    let mut pip = Command::new(bin.join("python"));
    pip.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check"]).args(packages);
    run(&mut pip).context("check that PyPI can be reached")?;
    Ok(bin)
}
