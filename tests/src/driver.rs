//! The browser's driver: a process of its own for each test, on a free port, with nothing left behind.

use std::io::{Read, Write};
use std::net::{Ipv4Addr, TcpStream};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Result, bail};
use serde_json::{Map, Value};

use crate::Engine;
use crate::display::Display;
use crate::engine::{Logging, Shows};
use crate::port::free_port;
use crate::program;
use crate::speaker::Speaker;

/// How often another port is tried, where somebody else took the free one first.
const TRIES: u32 = 5;

/// A running driver. Dropping it ends it and the browser that it started.
pub struct Driver {
    engine: Engine,
    process: Child,
    /// Where it takes commands.
    pub url: String,
    profile: PathBuf,
    // Ends after the browser that is shown on it.
    _display: Option<Display>,
    // And after the one that plays to it.
    _speaker: Option<Speaker>,
}

impl Driver {
    /// Starts one, with an empty profile for its browser.
    pub fn start(name: &str, engine: Engine) -> Result<Self> {
        let mut tries = 1;
        loop {
            match Self::start_once(name, engine) {
                Ok(Some(driver)) => return Ok(driver),
                Ok(None) if tries < TRIES => tries += 1,
                Ok(None) => bail!("{} ended {TRIES} times before it took a command", engine.driver().display()),
                Err(error) => return Err(error),
            }
        }
    }

    /// `None` where the driver ended by itself, as it does when its port is taken.
    fn start_once(name: &str, engine: Engine) -> Result<Option<Self>> {
        let path = engine.driver();
        let port = free_port()?;
        let display = if engine == Engine::WebKit { Some(Display::start()?) } else { None };
        let speaker = if engine == Engine::Firefox { Speaker::start(&port.to_string())? } else { None };
        let mut command = Command::new(&path);
        if let Some(display) = &display {
            command.env("DISPLAY", display.name()).env_remove("WAYLAND_DISPLAY");
        }
        if let Some(speaker) = &speaker {
            command.env("PULSE_SERVER", speaker.address());
        }
        if engine == Engine::WebKit {
            // A thread that compiles while the page runs spoils what the program holds, rarely: see CONTRIBUTING.md.
            command.env("JSC_useConcurrentJIT", "0");
        }
        command.args(engine.driver_args(port)).stdout(Stdio::null()).stderr(Stdio::null());
        let process = program::start(&mut command)?;
        let profile = std::env::temp_dir().join(format!("backstroke-{name}-{}-{}", std::process::id(), process.id()));
        let url = format!("http://127.0.0.1:{port}");
        let mut driver = Self { engine, process, url, profile, _display: display, _speaker: speaker };
        if driver.profile.exists() {
            bail!("the profile folder {} is not fresh: delete it", driver.profile.display());
        }
        let start = Instant::now();
        loop {
            let is_ready = is_ready(port);
            // What is ready there is this one only if it lives: one that found its port taken has ended.
            if driver.process.try_wait()?.is_some() {
                return Ok(None);
            }
            if is_ready {
                break;
            }
            if start.elapsed() > Engine::STARTS_WITHIN {
                bail!("`{}` takes no command after {:?}", path.display(), Engine::STARTS_WITHIN);
            }
            // A driver tells in no common way that it listens; that it does is seen by asking.
            std::thread::sleep(Duration::from_millis(10));
        }
        Ok(Some(driver))
    }

    /// What a session asks of the browser: how it shows what it shows, and what it is to write down, if anything.
    pub fn capabilities(&self, shows: Shows, logging: Option<Logging>) -> Result<Map<String, Value>> {
        self.engine.capabilities(&self.profile, shows, logging)
    }
}

/// Whether a driver says at a port that it takes commands.
fn is_ready(port: u16) -> bool {
    let Ok(mut stream) = TcpStream::connect((Ipv4Addr::LOCALHOST, port)) else { return false };
    stream.set_read_timeout(Some(Duration::from_secs(5))).ok();
    let question = format!("GET /status HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\r\n");
    stream.write_all(question.as_bytes()).ok();
    let mut answer = Vec::new();
    // One that keeps the connection open all the same has said it by then.
    stream.read_to_end(&mut answer).ok();
    let answer: String = String::from_utf8_lossy(&answer).split_whitespace().collect();
    answer.contains("\"ready\":true")
}

impl Drop for Driver {
    fn drop(&mut self) {
        // Asked to shut down, chromedriver ends its browser; killed, it would leave it behind. Its answer is its end.
        // The other drivers have ended theirs with the session.
        let to = self.url.strip_prefix("http://").filter(|_| self.engine == Engine::Chromium);
        if let Some(mut stream) = to.and_then(|to| TcpStream::connect(to).ok()) {
            stream.set_read_timeout(Some(Duration::from_secs(10))).ok();
            stream.write_all(b"GET /shutdown HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n").ok();
            stream.read_to_end(&mut Vec::new()).ok();
        }
        self.process.kill().ok();
        self.process.wait().ok();
        std::fs::remove_dir_all(&self.profile).ok();
    }
}
