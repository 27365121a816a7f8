//! Which browser the tests run in.

use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context, bail};
use serde_json::{Map, Value, json};

use crate::{Result, trace};

/// A browser's engine. The tests of one run all meet the same one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    /// Chromium, through chromedriver: also the `DevTools` protocol, its console and its trace.
    Chromium,
    /// `WebKit`, the iPad's family, through `WebKitWebDriver`; it needs a display.
    WebKit,
    /// Firefox, through geckodriver; it needs a loudspeaker.
    Firefox,
}

/// How Chromium shows its pages. Without a graphics card most of a running session's work is to put its pictures together, for
/// tests that never look at them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shows {
    /// Every other picture, half as wide and high: as a battery that is to last has it, on a coarse screen.
    Thriftily,
    /// All, in full.
    InFull,
}

/// What Chromium is asked to write down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Logging {
    /// What it works on, and for how long.
    Work,
    /// Every request.
    Network,
}

impl Engine {
    /// The one that `BACKSTROKE_BROWSER` names; Chromium where it is not set.
    ///
    /// # Errors
    /// Where it names none.
    pub fn here() -> Result<Self> {
        match std::env::var("BACKSTROKE_BROWSER").as_deref() {
            Ok("chromium") | Err(_) => Ok(Self::Chromium),
            Ok("webkit") => Ok(Self::WebKit),
            Ok("firefox") => Ok(Self::Firefox),
            Ok(other) => bail!("BACKSTROKE_BROWSER is `{other}`, and neither chromium, webkit nor firefox"),
        }
    }

    /// The driver's program, as the environment or the PATH has it.
    pub(crate) fn driver(self) -> PathBuf {
        let (variable, name) = match self {
            Self::Chromium => ("CHROMEDRIVER", "chromedriver"),
            Self::WebKit => ("WEBKITDRIVER", "WebKitWebDriver"),
            Self::Firefox => ("GECKODRIVER", "geckodriver"),
        };
        std::env::var_os(variable).unwrap_or_else(|| name.into()).into()
    }

    /// What the driver is started with, to take commands at a port of this machine.
    pub(crate) fn driver_args(self, port: u16) -> Vec<String> {
        match self {
            Self::Chromium => vec![format!("--port={port}"), "--log-level=SEVERE".into()],
            Self::WebKit => vec![format!("--port={port}")],
            Self::Firefox => vec![format!("--port={port}"), "--log=fatal".into()],
        }
    }

    /// How long a driver may take until it listens.
    pub(crate) const STARTS_WITHIN: Duration = Duration::from_secs(20);

    /// What a session asks of the browser: how it shows what it shows, and what it is to write down, if anything.
    pub(crate) fn capabilities(
        self,
        profile: &Path,
        shows: Shows,
        logging: Option<Logging>,
    ) -> Result<Map<String, Value>> {
        let capabilities = match self {
            Self::Chromium => chromium(profile, shows, logging),
            Self::WebKit => {
                let browser = std::env::var("MINIBROWSER").context(
                    "MINIBROWSER does not name WebKit's small browser: `cargo xtask test e2e --browser webkit` does",
                )?;
                json!({ "webkitgtk:browserOptions": { "binary": browser, "args": ["--automation"] } })
            }
            Self::Firefox => {
                // A page that nobody has touched may sound in no engine; the tests' presses are real ones.
                let mut options = json!({ "args": ["-headless"] });
                if let (Ok(binary), Some(options)) = (std::env::var("FIREFOX"), options.as_object_mut()) {
                    options.insert("binary".into(), binary.into());
                }
                json!({ "moz:firefoxOptions": options })
            }
        };
        capabilities.as_object().cloned().context("capabilities are a list of names")
    }
}

fn chromium(profile: &Path, shows: Shows, logging: Option<Logging>) -> Value {
    let mut options = json!({
        "args": ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
                 "--disable-background-networking", "--disable-component-update", "--disable-sync",
                 "--window-size=1180,820", "--hide-scrollbars",
                 format!("--user-data-dir={}", profile.display())],
    });
    if let (Ok(binary), Some(options)) = (std::env::var("CHROMIUM"), options.as_object_mut()) {
        options.insert("binary".into(), binary.into());
    }
    if let (Shows::Thriftily, Some(options)) = (shows, options.as_object_mut()) {
        if let Some(args) = options.get_mut("args").and_then(Value::as_array_mut) {
            args.push("--force-device-scale-factor=0.5".into());
        }
        // Always on: 30 pictures a second.
        options.insert("localState".into(), json!({ "performance_tuning.battery_saver_mode.state": 3 }));
    }
    let mut logs = json!({ "browser": "ALL" });
    if let (Some(logging), Some(options), Some(logs)) = (logging, options.as_object_mut(), logs.as_object_mut()) {
        let what = match logging {
            Logging::Work => {
                json!({ "traceCategories": trace::CATEGORIES, "enableNetwork": false, "enablePage": false })
            }
            Logging::Network => json!({ "enableNetwork": true, "enablePage": false }),
        };
        options.insert("perfLoggingPrefs".into(), what);
        logs.insert("performance".into(), "ALL".into());
    }
    json!({ "goog:chromeOptions": options, "goog:loggingPrefs": logs })
}
