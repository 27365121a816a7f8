//! The browser's driver: a process of its own for each test, on a free port, with nothing left behind.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use anyhow::{Context, Result, bail};
use serde_json::{Map, Value, json};

/// A running chromedriver. Dropping it ends it and the browser that it started.
pub struct Driver {
    process: Child,
    /// Where it takes commands.
    pub url: String,
    profile: PathBuf,
}

impl Driver {
    /// Starts one, with an empty profile for its browser.
    pub fn start(name: &str) -> Result<Self> {
        let program = std::env::var_os("CHROMEDRIVER").unwrap_or_else(|| "chromedriver".into());
        let mut process = Command::new(&program)
            .args(["--port=0", "--log-level=SEVERE"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .with_context(|| {
                format!("`{}` cannot be started: `cargo xtask test` sets it up", program.to_string_lossy())
            })?;
        let said = process.stdout.take().context("chromedriver's words cannot be read")?;
        let profile = std::env::temp_dir().join(format!("backstroke-{name}-{}-{}", std::process::id(), process.id()));
        let mut driver = Self { process, url: String::new(), profile };
        let port = port(BufReader::new(said))?;
        driver.url = format!("http://127.0.0.1:{port}");
        if driver.profile.exists() {
            bail!("the profile folder {} is not fresh: delete it", driver.profile.display());
        }
        Ok(driver)
    }

    /// What a session asks of the browser; with what is to be logged of its work, if anything.
    pub fn capabilities(&self, log: Option<Value>) -> Map<String, Value> {
        let mut options = json!({
            "args": ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
                     "--disable-background-networking", "--disable-component-update", "--disable-sync",
                     "--window-size=1180,820", "--hide-scrollbars",
                     format!("--user-data-dir={}", self.profile.display())],
        });
        if let (Some(chromium), Some(options)) = (std::env::var_os("CHROMIUM"), options.as_object_mut()) {
            options.insert("binary".into(), Path::new(&chromium).display().to_string().into());
        }
        let mut logs = json!({ "browser": "ALL" });
        if let (Some(what), Some(options), Some(logs)) = (log, options.as_object_mut(), logs.as_object_mut()) {
            options.insert("perfLoggingPrefs".into(), what);
            logs.insert("performance".into(), "ALL".into());
        }
        let mut capabilities = Map::new();
        capabilities.insert("goog:chromeOptions".into(), options);
        capabilities.insert("goog:loggingPrefs".into(), logs);
        capabilities
    }
}

/// The port that the driver has taken, from its own words: "… was started successfully on port 40123."
fn port(mut said: impl BufRead) -> Result<u16> {
    let mut heard = String::new();
    loop {
        let start = heard.len();
        if said.read_line(&mut heard).context("chromedriver's words cannot be read")? == 0 {
            bail!("chromedriver ended before it named its port; it said: {heard}");
        }
        let line = heard.get(start..).unwrap_or_default();
        if let Some((_, port)) = line.split_once("started successfully on port ") {
            return port.trim().trim_end_matches('.').parse().with_context(|| format!("no port in `{}`", line.trim()));
        }
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        // Asked to shut down, it ends its browser; killed, it would leave it behind. Its answer is its end.
        if let Some(mut stream) = self.url.strip_prefix("http://").and_then(|to| TcpStream::connect(to).ok()) {
            stream.set_read_timeout(Some(Duration::from_secs(10))).ok();
            stream.write_all(b"GET /shutdown HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n").ok();
            stream.read_to_end(&mut Vec::new()).ok();
        }
        self.process.kill().ok();
        self.process.wait().ok();
        std::fs::remove_dir_all(&self.profile).ok();
    }
}
