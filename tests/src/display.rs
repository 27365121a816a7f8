//! A display that nobody sees, for a browser that needs one. Each has its own, so that no window lies over another's.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

use anyhow::{Context, Result, bail};

use crate::program;

/// An X server without a screen. Dropping it ends it.
pub struct Display {
    process: Child,
    name: String,
}

impl Display {
    /// Starts one, on a free number, larger than any page that the tests ask for.
    pub fn start() -> Result<Self> {
        let program = std::env::var_os("XVFB").unwrap_or_else(|| "Xvfb".into());
        let mut command = Command::new(program);
        command.args(["-displayfd", "1", "-screen", "0", "2560x1600x24", "-nolisten", "tcp"]);
        let mut process = program::start(command.stdout(Stdio::piped()).stderr(Stdio::null()))?;
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
