//! `cargo xtask voice`: makes the clips in `public/voice/` from the one list of what the voice can say.
//!
//! The result is committed, so that nobody needs Python to build; this task is how to make it again. The voice comes
//! with its package, speaks offline, and says the same text in the same way each time.

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};
use backstroke::sound::{CLIPS, clip_hash};

use crate::host;

/// What speaks, encodes and measures, each at the version that made the clips.
const PACKAGES: [&str; 5] =
    ["hibari-tts==0.2.1", "lameenc==1.9.0", "miniaudio==1.71", "numpy==2.4.6", "onnxruntime==1.32.0"];

/// All clips together may weigh so much, in bytes.
const MOST_BYTES: u64 = 1_500_000;

const SCRIPT: &str = include_str!("voice.py");

/// Above the licence that came with the voice.
const NOTICE: &str = "The clips in this folder are speech made with hibari-tts 0.2.1 and its voice \"heart\", which is \
licensed under the\nApache License 2.0 (LICENSE). They were trimmed, brought to one loudness and encoded as MP3. Its own \
notice follows.\n\n";

/// Makes every clip, and the list of them.
pub fn run() -> Result<()> {
    let work = host::target().join("voice");
    let out = host::root().join("public/voice");
    std::fs::create_dir_all(&work).with_context(|| format!("cannot make {}", work.display()))?;
    let bin = host::step("the voice and the encoder, under target/voice", || host::python::programs(&work, &PACKAGES))?;
    let made = work.join("made");
    std::fs::remove_dir_all(&made).ok();
    std::fs::create_dir_all(&made).with_context(|| format!("cannot make {}", made.display()))?;
    let lengths = host::step("speaking every clip", || speak(&bin, &work, &made))?;

    let mut list = String::new();
    for (clip, (id, ms)) in CLIPS.iter().zip(&lengths) {
        if clip.id != id {
            bail!("the voice answered '{id}' where '{}' was asked for; delete target/voice and try again", clip.id);
        }
        let file = format!("{id}.mp3");
        let bytes = std::fs::read(made.join(&file)).with_context(|| format!("the voice made no {file}"))?;
        writeln!(list, "{id} {file} {ms} {:08x} {:08x}", clip_hash(clip.text.as_bytes()), clip_hash(&bytes))?;
    }
    std::fs::write(made.join("clips.txt"), list)?;
    for (from, head) in [("LICENSE", ""), ("NOTICE", NOTICE)] {
        let text = std::fs::read_to_string(licences(&bin)?.join(from))
            .with_context(|| format!("hibari-tts has no {from}; delete target/voice and try again"))?;
        std::fs::write(made.join(from), format!("{head}{text}"))?;
    }
    let bytes = replace(&made, &out)?;
    let seconds = lengths.iter().map(|(_, ms)| u64::from(*ms)).sum::<u64>() / 1000;
    println!("voice: {} clips, {seconds} s, {bytes} bytes in {}", CLIPS.len(), out.display());
    if bytes > MOST_BYTES {
        bail!("the clips weigh more than {MOST_BYTES} bytes: say less, or lower KBITS in xtask/src/voice.py");
    }
    Ok(())
}

/// Where the voice's package keeps its licence.
fn licences(bin: &Path) -> Result<PathBuf> {
    let ask = "import importlib.metadata as m; print(m.distribution('hibari-tts')._path / 'licenses')";
    Ok(host::capture(Command::new(bin.join("python")).args(["-c", ask]))?.into())
}

/// Speaks every clip into `made`; each one's id and length in milliseconds.
fn speak(bin: &Path, work: &Path, made: &Path) -> Result<Vec<(String, u32)>> {
    let script = work.join("voice.py");
    std::fs::write(&script, SCRIPT).with_context(|| format!("cannot write {}", script.display()))?;
    let mut python = Command::new(bin.join("python"));
    python.arg(&script).arg(made).stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut child = python.spawn().context("the voice cannot be started; delete target/voice and try again")?;
    let mut list = String::new();
    for clip in &CLIPS {
        writeln!(list, "{}\t{}", clip.id, clip.text)?;
    }
    // The list is a few kilobytes, less than a pipe holds, so that writing it all cannot wait for a reader.
    child.stdin.take().context("the voice takes no words")?.write_all(list.as_bytes())?;
    let output = child.wait_with_output()?;
    if !output.status.success() {
        bail!("the voice failed ({}); its own words stand above", output.status);
    }
    let said = String::from_utf8(output.stdout)?;
    said.lines()
        .map(|line| {
            let (id, ms) = line.split_once('\t').with_context(|| format!("the voice answered '{line}'"))?;
            Ok((id.to_owned(), ms.parse()?))
        })
        .collect()
}

/// Puts what was made in the place of what was there; its weight in bytes.
fn replace(made: &Path, out: &Path) -> Result<u64> {
    if out.exists() {
        std::fs::remove_dir_all(out).with_context(|| format!("cannot clear {}", out.display()))?;
    }
    std::fs::create_dir_all(out)?;
    let mut bytes = 0;
    for entry in std::fs::read_dir(made)? {
        let entry = entry?;
        bytes += std::fs::copy(entry.path(), out.join(entry.file_name()))?;
    }
    Ok(bytes)
}
