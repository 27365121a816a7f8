//! The browsers that the tests run in, and their drivers: found, or put here first.

use std::ffi::OsString;
use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use clap::ValueEnum;

use super::apt;
use super::{cargo, find, run, step, target};

/// A browser's engine.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Engine {
    /// Chromium.
    Chromium,
    /// `WebKit`, the iPad's family: `WebKitGTK`'s small browser, on a display that nobody sees.
    Webkit,
    /// Firefox.
    Firefox,
}

impl Engine {
    /// Its name, for a person.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Chromium => "Chromium",
            Self::Webkit => "WebKit",
            Self::Firefox => "Firefox",
        }
    }
}

/// Chromium and the driver that speaks `WebDriver` for it.
pub struct Chromium {
    /// The browser's program.
    pub program: PathBuf,
    /// Its driver's program.
    pub driver: PathBuf,
}

/// A browser and its driver, as the end-to-end tests are told of them.
pub struct Driven {
    engine: Engine,
    environment: Vec<(&'static str, OsString)>,
}

impl Driven {
    /// What the tests find in their environment.
    pub fn environment(&self) -> impl Iterator<Item = (&'static str, OsString)> {
        let name = match self.engine {
            Engine::Chromium => "chromium",
            Engine::Webkit => "webkit",
            Engine::Firefox => "firefox",
        };
        self.environment.iter().cloned().chain([("BACKSTROKE_BROWSER", name.into())])
    }
}

/// Chromium with its driver, found or installed. Tests never pass without them.
///
/// # Errors
/// What is missing, and how to put it here.
pub fn chromium() -> Result<Chromium> {
    const HELP: &str = "Chromium and its driver are needed for the browser tests. Debian: `apt-get install chromium \
         chromium-driver`; Fedora: `dnf install chromium chromedriver`; macOS: `brew install --cask chromium \
         chromedriver`. Programs in another place are named by CHROMIUM and CHROMEDRIVER";
    let look = || -> Result<Option<Chromium>> {
        let mac = [
            "/Applications/Chromium.app/Contents/MacOS/Chromium",
            "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
        ];
        let program = named("CHROMIUM")?
            .or_else(|| find(&["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"]))
            .or_else(|| mac.iter().map(PathBuf::from).find(|path| path.is_file()));
        let driver = named("CHROMEDRIVER")?.or_else(|| find(&["chromedriver", "chromium.chromedriver"]));
        Ok(program.zip(driver).map(|(program, driver)| Chromium { program, driver }))
    };
    or_install(look, &["chromium", "chromium-driver"], HELP)
}

/// The browser of an engine with its driver, found or installed.
///
/// # Errors
/// What is missing, and how to put it here.
pub fn driven(engine: Engine) -> Result<Driven> {
    let environment = match engine {
        Engine::Chromium => {
            let Chromium { program, driver } = chromium()?;
            vec![("CHROMIUM", program.into()), ("CHROMEDRIVER", driver.into())]
        }
        Engine::Webkit => {
            let (browser, driver, xvfb) = webkit()?;
            vec![("MINIBROWSER", browser.into()), ("WEBKITDRIVER", driver.into()), ("XVFB", xvfb.into())]
        }
        Engine::Firefox => {
            let speaker = speaker()?.map(|program| ("PULSEAUDIO", program.into()));
            let browser = [("FIREFOX", firefox()?.into()), ("GECKODRIVER", geckodriver()?.into())];
            browser.into_iter().chain(speaker).collect()
        }
    };
    Ok(Driven { engine, environment })
}

/// `WebKitGTK`'s small browser, its driver, and the display that both need.
fn webkit() -> Result<(PathBuf, PathBuf, PathBuf)> {
    const HELP: &str = "WebKit, its driver and a display are needed for the end-to-end tests. Debian: `apt-get install \
         webkit2gtk-driver xvfb gstreamer1.0-plugins-good gstreamer1.0-libav`. Elsewhere, `--browser chromium` \
         leaves them out, and WEBKITDRIVER and MINIBROWSER name programs in another place";
    // Without the last two, WebKit plays no sound file.
    const PACKAGES: [&str; 4] = ["webkit2gtk-driver", "xvfb", "gstreamer1.0-plugins-good", "gstreamer1.0-libav"];
    // Debian's places, by machine; then Fedora's and Arch's.
    let places = || {
        let machine = std::env::consts::ARCH;
        [
            format!("/usr/lib/{machine}-linux-gnu/webkit2gtk-4.1/MiniBrowser"),
            "/usr/libexec/webkit2gtk-4.1/MiniBrowser".to_owned(),
            "/usr/lib/webkit2gtk-4.1/MiniBrowser".to_owned(),
        ]
    };
    let look = || -> Result<Option<(PathBuf, PathBuf, PathBuf)>> {
        let browser = named("MINIBROWSER")?.or_else(|| places().iter().map(PathBuf::from).find(|path| path.is_file()));
        let driver = named("WEBKITDRIVER")?.or_else(|| find(&["WebKitWebDriver"]));
        let xvfb = named("XVFB")?.or_else(|| find(&["Xvfb"]));
        Ok(browser.zip(driver).zip(xvfb).map(|((browser, driver), xvfb)| (browser, driver, xvfb)))
    };
    or_install(look, &PACKAGES, HELP)
}

fn firefox() -> Result<PathBuf> {
    const HELP: &str = "Firefox is needed for its tests. Debian: `apt-get install firefox-esr`. One in another place is \
         named by FIREFOX";
    or_install(|| Ok(named("FIREFOX")?.or_else(|| find(&["firefox-esr", "firefox"]))), &["firefox-esr"], HELP)
}

/// What Firefox plays to, where a machine may have no loudspeaker: without one its sound stands still.
fn speaker() -> Result<Option<PathBuf>> {
    const HELP: &str = "On Linux Firefox's tests need `pulseaudio`, whose name PULSEAUDIO gives. Debian: `apt-get install \
         pulseaudio`";
    if !cfg!(target_os = "linux") {
        return Ok(None);
    }
    or_install(|| Ok(named("PULSEAUDIO")?.or_else(|| find(&["pulseaudio"]))), &["pulseaudio"], HELP).map(Some)
}

/// Firefox's driver; built from its published source where there is none, below `target/`.
fn geckodriver() -> Result<PathBuf> {
    let tools = target().join("tools");
    let built = tools.join("bin").join(format!("geckodriver{}", std::env::consts::EXE_SUFFIX));
    let there = || named("GECKODRIVER").map(|path| path.or_else(|| find(&["geckodriver"])));
    if let Some(path) = there()?.or_else(|| Some(built.clone()).filter(|path| path.is_file())) {
        return Ok(path);
    }
    step("Building geckodriver", || {
        let mut cargo = cargo("install");
        cargo.args(["--quiet", "--locked", "geckodriver", "--root"]).arg(&tools);
        run(&mut cargo)
    })?;
    Ok(built)
}

/// What `look` finds, if need be after installing packages with apt, where that is there for root.
fn or_install<T>(look: impl Fn() -> Result<Option<T>>, packages: &[&str], help: &'static str) -> Result<T> {
    if let Some(found) = look()? {
        return Ok(found);
    }
    apt::install(packages).context(help)?;
    look()?.context(help)
}

fn named(variable: &str) -> Result<Option<PathBuf>> {
    let Some(path) = std::env::var_os(variable).map(PathBuf::from) else { return Ok(None) };
    if !path.is_file() {
        bail!("{variable} names `{}`, which is no file", path.display());
    }
    Ok(Some(path))
}
