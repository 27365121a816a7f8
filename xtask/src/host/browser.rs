//! The browser that the tests run in, and its driver.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use super::{find, run, step};

/// Chromium and the driver that speaks WebDriver for it.
pub struct Browser {
    /// The browser's program.
    pub chromium: PathBuf,
    /// Its driver's program.
    pub driver: PathBuf,
}

const HELP: &str = "Chromium and its driver are needed for the browser tests. Debian: `apt-get install chromium \
     chromium-driver`; Fedora: `dnf install chromium chromedriver`; macOS: `brew install --cask chromium chromedriver`. \
     Programs in another place are named by CHROMIUM and CHROMEDRIVER";

/// Finds both, or installs them with apt where that is there for root. Tests never pass without them.
pub fn find_or_install() -> Result<Browser> {
    if let Some(browser) = look()? {
        return Ok(browser);
    }
    if let Some(apt) = find(&["apt-get"]).filter(|_| is_root()) {
        step("Installing chromium and chromium-driver with apt", || {
            run(Command::new(&apt).arg("update"))?;
            run(Command::new(&apt)
                .args(["install", "--yes", "--no-install-recommends", "chromium", "chromium-driver"])
                .env("DEBIAN_FRONTEND", "noninteractive"))
        })
        .context(HELP)?;
    }
    look()?.context(HELP)
}

fn look() -> Result<Option<Browser>> {
    let chromium = named("CHROMIUM")?
        .or_else(|| find(&["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"]))
        .or_else(|| {
            let mac = [
                "/Applications/Chromium.app/Contents/MacOS/Chromium",
                "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
            ];
            mac.iter().map(PathBuf::from).find(|path| path.is_file())
        });
    let driver = named("CHROMEDRIVER")?.or_else(|| find(&["chromedriver", "chromium.chromedriver"]));
    Ok(chromium.zip(driver).map(|(chromium, driver)| Browser { chromium, driver }))
}

fn named(variable: &str) -> Result<Option<PathBuf>> {
    let Some(path) = std::env::var_os(variable).map(PathBuf::from) else { return Ok(None) };
    if !path.is_file() {
        bail!("{variable} names `{}`, which is no file", path.display());
    }
    Ok(Some(path))
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
