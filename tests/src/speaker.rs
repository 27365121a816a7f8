//! A loudspeaker that nobody hears, for a browser whose sound stands still without one.

use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};

use anyhow::{Context, Result, ensure};

use crate::program;

/// A `PulseAudio` of its own, which plays into nothing. Dropping it ends it.
pub struct Speaker {
    process: Child,
    /// Where its socket is, and what else it keeps.
    folder: PathBuf,
}

impl Speaker {
    /// Starts one where `PULSEAUDIO` names the program; elsewhere the browser finds the machine's own. `name` is like no
    /// other's that runs.
    pub fn start(name: &str) -> Result<Option<Self>> {
        let Some(program) = std::env::var_os("PULSEAUDIO") else { return Ok(None) };
        let folder = std::env::temp_dir().join(format!("backstroke-speaker-{}-{name}", std::process::id()));
        std::fs::create_dir_all(&folder).with_context(|| format!("{} cannot be made", folder.display()))?;
        let socket = format!("module-native-protocol-unix socket={} auth-anonymous=1", folder.join("native").display());
        let mut command = Command::new(program);
        command
            .args(["-n", "--daemonize=no", "--use-pid-file=no", "--exit-idle-time=-1", "--log-level=info"])
            .args(["--log-target=stderr", "-L", "module-null-sink", "-L", &socket])
            .env("PULSE_RUNTIME_PATH", &folder)
            .env("PULSE_STATE_PATH", &folder)
            .stdout(Stdio::null())
            .stderr(Stdio::piped());
        let mut speaker = Self { process: program::start(&mut command)?, folder };
        let said = speaker.process.stderr.take().context("what the loudspeaker says cannot be read")?;
        let mut lines = BufReader::new(said).lines();
        let begun = lines.by_ref().map_while(std::result::Result::ok).any(|line| line.contains("startup complete"));
        ensure!(begun, "the loudspeaker ended before it had begun");
        // What it says from then on is nobody's business, but it would stop if nobody took it.
        std::thread::spawn(move || lines.for_each(drop));
        Ok(Some(speaker))
    }

    /// Its address, as programs are told of it in `PULSE_SERVER`.
    pub fn address(&self) -> String {
        format!("unix:{}", self.folder.join("native").display())
    }
}

impl Drop for Speaker {
    fn drop(&mut self) {
        self.process.kill().ok();
        self.process.wait().ok();
        std::fs::remove_dir_all(&self.folder).ok();
    }
}
