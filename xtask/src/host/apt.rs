//! Debian's packages.

use std::path::Path;
use std::process::Command;

use anyhow::Result;

use super::{find, run, step};

/// Installs packages, where there is apt and somebody who may use it; elsewhere it does nothing.
pub fn install(packages: &[&str]) -> Result<()> {
    let Some(apt) = find(&["apt-get"]).filter(|_| is_root()) else { return Ok(()) };
    step(&format!("Installing {} with apt", packages.join(", ")), || {
        run(Command::new(&apt).arg("update"))?;
        run(Command::new(&apt)
            .args(["install", "--yes", "--no-install-recommends"])
            .args(packages)
            .env("DEBIAN_FRONTEND", "noninteractive"))
    })
}

fn is_root() -> bool {
    // The owner of this process's folder is its user.
    #[cfg(target_os = "linux")]
    return std::os::unix::fs::MetadataExt::uid(&match std::fs::metadata(Path::new("/proc/self")) {
        Ok(facts) => facts,
        Err(_) => return false,
    }) == 0;
    #[cfg(not(target_os = "linux"))]
    false
}
