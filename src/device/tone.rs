//! Samples of a plain bowl-like tone: a struck note with two inharmonic partials above it, each dying away by itself.

use std::f64::consts::TAU;

/// One note of a figure.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Note {
    /// Hertz.
    pub pitch: f64,
    /// When it starts, in milliseconds from the figure's start.
    pub at_ms: u32,
    /// How loud, 0 to 1.
    pub level: f64,
    /// Where, −1 (left) to 1 (right).
    pub pan: f64,
}

/// How long a note is heard, in seconds.
const RING_S: f64 = 3.2;

/// The soft start, in seconds: somebody is half asleep.
const ATTACK_S: f64 = 0.07;

/// Each partial's ratio to the note, its share, and the time in which it falls to a third, in seconds. The ratios are
/// those of a struck bowl's first modes.
const PARTIALS: [(f64, f64, f64); 3] = [(1.0, 1.0, 1.0), (2.76, 0.22, 0.45), (5.4, 0.06, 0.18)];

/// A figure's two channels at so many samples a second.
pub fn render(notes: &[Note], rate: f64) -> [Vec<f32>; 2] {
    let last = notes.iter().map(|n| n.at_ms).max().unwrap_or(0);
    let length = ((f64::from(last) / 1000.0 + RING_S) * rate) as usize;
    let mut out = [vec![0.0; length], vec![0.0; length]];
    for note in notes {
        let start = (f64::from(note.at_ms) / 1000.0 * rate) as usize;
        // Equal power: as loud in the middle as at a side.
        let angle = (note.pan.clamp(-1.0, 1.0) + 1.0) * TAU / 8.0;
        let gains = [angle.cos() * note.level, angle.sin() * note.level];
        for (ratio, share, fall) in PARTIALS {
            ring(&mut out, start, rate, note.pitch * ratio, fall, gains.map(|g| g * share));
        }
    }
    out
}

/// Adds one partial. A turning phasor stands for the sine, so that a sample costs a few multiplications.
fn ring(out: &mut [Vec<f32>; 2], start: usize, rate: f64, pitch: f64, fall: f64, gains: [f64; 2]) {
    let (turn_sin, turn_cos) = (TAU * pitch / rate).sin_cos();
    let decay = (-1.1 / (fall * rate)).exp();
    let attack = ATTACK_S * rate;
    let end = RING_S * rate;
    let (mut sin, mut cos, mut loud) = (0.0_f64, 1.0_f64, 1.0_f64);
    for i in 0..end as usize {
        (sin, cos) = (sin * turn_cos + cos * turn_sin, cos * turn_cos - sin * turn_sin);
        loud *= decay;
        let i_f = i as f64;
        let rise = (i_f / attack).min(1.0);
        // To nothing over the last tenth, so that no figure ends in a click.
        let close = ((end - i_f) / (end / 10.0)).min(1.0);
        let value = sin * loud * rise * rise * (3.0 - 2.0 * rise) * close;
        for (channel, gain) in out.iter_mut().zip(gains) {
            if let Some(sample) = channel.get_mut(start + i) {
                *sample += (value * gain) as f32;
            }
        }
    }
}
