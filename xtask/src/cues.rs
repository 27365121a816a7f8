//! `cargo xtask cues`: every cue as a sound file, to listen to.

use std::path::Path;

use anyhow::{Context, Result};
use backstroke::sound::Bowl;

use crate::host;

/// Samples a second, as most devices have it.
const RATE: u32 = 48_000;

/// Writes each cue into `target/cues/` as a WAV file, and prints how long and how loud it is.
pub fn run() -> Result<()> {
    let out = host::target().join("cues");
    std::fs::create_dir_all(&out).with_context(|| format!("cannot make {}", out.display()))?;
    for bowl in Bowl::ALL {
        let channels = bowl.render(RATE);
        let path = out.join(format!("{}.wav", bowl.name()));
        write(&path, &channels).with_context(|| format!("cannot write {}", path.display()))?;
        let peak = channels.iter().flatten().fold(0.0_f32, |m, s| m.max(s.abs()));
        let seconds = channels[0].len() as f64 / f64::from(RATE);
        println!("{:16} {seconds:.1} s, peak {:.1} dBFS  {}", bowl.name(), 20.0 * peak.log10(), path.display());
    }
    Ok(())
}

/// Two channels of 16 bits.
fn write(path: &Path, [left, right]: &[Vec<f32>; 2]) -> std::io::Result<()> {
    let bytes = left.len() as u32 * 4;
    let mut file = Vec::with_capacity(44 + bytes as usize);
    file.extend(b"RIFF");
    file.extend((36 + bytes).to_le_bytes());
    file.extend(b"WAVEfmt ");
    file.extend(16_u32.to_le_bytes());
    file.extend(1_u16.to_le_bytes());
    file.extend(2_u16.to_le_bytes());
    file.extend(RATE.to_le_bytes());
    file.extend((RATE * 4).to_le_bytes());
    file.extend(4_u16.to_le_bytes());
    file.extend(16_u16.to_le_bytes());
    file.extend(b"data");
    file.extend(bytes.to_le_bytes());
    for (left, right) in left.iter().zip(right) {
        for sample in [left, right] {
            file.extend(((sample * 32_767.0).round() as i16).to_le_bytes());
        }
    }
    std::fs::write(path, file)
}
