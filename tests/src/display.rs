//! A display that nobody sees, for a browser that needs one. Each has its own, so that no window lies over another's.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

use anyhow::{Context, Result, bail};

/// An X server without a screen. Dropping it ends it.
pub struct Display {
    process: Child,
    name: String,
}

impl Display {
    /// Starts one, on a free number, larger than any page that the tests ask for.
    pub fn start() -> Result<Self> {
        let program = std::env::var_os("XVFB").unwrap_or_else(|| "Xvfb".into());
        let mut process = Command::new(&program)
            .args(["-displayfd", "1", "-screen", "0", "2560x1600x24", "-nolisten", "tcp"])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .with_context(|| {
                format!("`{}` cannot be started: `cargo xtask test` sets it up", program.to_string_lossy())
            })?;
        let said = process.stdout.take().context("the display's number cannot be read")?;
        let mut display = Self { process, name: String::new() };
        let mut number = String::new();
        BufReader::new(said).read_line(&mut number).context("the display's number cannot be read")?;
        if number.trim().is_empty() {
            bail!("the display ended before it named its number");
        }
        display.name = format!(":{}", number.trim());
        Ok(display)
    }

    /// As programs are told of it.
    pub fn name(&self) -> &str {
        &self.name
    }
}

impl Drop for Display {
    fn drop(&mut self) {
        self.process.kill().ok();
        self.process.wait().ok();
    }
}
