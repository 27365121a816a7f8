//! From a score to samples: struck bowls, each note a few partials that die away by themselves.

use super::score::{Bowl, Score};
use std::f64::consts::{PI, TAU};

/// The lowest rate that is rendered, in samples a second; a lower one is taken as this.
pub const LOWEST_RATE: u32 = 8_000;

/// The highest rate that is rendered, in samples a second; a higher one is taken as this.
pub const HIGHEST_RATE: u32 = 192_000;

/// A struck bowl's first modes: each one's ratio to the lowest, its share, and how fast it falls beside the lowest.
/// The ratios are those of a thin-walled bowl, whose modes go with n(n² − 1)/√(n² + 1) for n = 2, 3, 4.
const PARTIALS: [(f64, f64, f64); 3] = [(1.0, 1.0, 1.0), (2.83, 0.2, 0.42), (5.42, 0.055, 0.2)];

/// No bowl is quite round, so that each mode is two, a little apart: it warbles. The share of the second, and how far
/// above the first it lies, in hertz.
const WARBLE: (f64, f64) = (0.2, 0.8);

/// The last part of a note, which fades to nothing, so that none ends in a click.
const CLOSE: f64 = 0.3;

impl Bowl {
    /// Its two channels, left and right, at so many samples a second. The same call gives the same samples.
    pub fn render(self, rate: u32) -> [Vec<f32>; 2] {
        render(&self.score(), f64::from(rate.clamp(LOWEST_RATE, HIGHEST_RATE)))
    }
}

fn render(score: &Score, rate: f64) -> [Vec<f32>; 2] {
    let samples = |ms: u16| (f64::from(ms) / 1000.0 * rate) as usize;
    let ring = samples(score.ring_ms);
    let length = score.notes.iter().map(|n| samples(n.at_ms) + ring).max().unwrap_or(0);
    let mut out = [vec![0.0; length], vec![0.0; length]];
    for note in &score.notes {
        // Equal power: as loud in the middle as at a side.
        let angle = f64::from(note.pan + 1.0) * PI / 4.0;
        let gains = [angle.cos(), angle.sin()].map(|g| g * f64::from(note.level));
        for (ratio, share, falls) in PARTIALS.into_iter().take(usize::from(score.partials)) {
            let pitch = f64::from(note.pitch_hz) * ratio;
            // What the rate cannot carry would come back as another note.
            if pitch > rate * 0.45 {
                continue;
            }
            let strike = Strike {
                start: samples(note.at_ms),
                length: ring,
                attack: f64::from(score.attack_ms) / 1000.0 * rate,
                decay: (-1000.0 / (f64::from(score.fall_ms) * falls * rate)).exp(),
            };
            for (share, above) in [(share * (1.0 - WARBLE.0), 0.0), (share * WARBLE.0, WARBLE.1)] {
                strike.add(&mut out, TAU * (pitch + above) / rate, gains.map(|g| g * share));
            }
        }
    }
    out
}

/// One partial's place and shape, in samples.
struct Strike {
    start: usize,
    length: usize,
    attack: f64,
    decay: f64,
}

impl Strike {
    /// Adds the partial to both channels. A turning phasor stands for the sine, so that a sample costs a few
    /// multiplications.
    fn add(&self, out: &mut [Vec<f32>; 2], turn: f64, gains: [f64; 2]) {
        let (turn_sin, turn_cos) = turn.sin_cos();
        let (mut sin, mut cos, mut loud) = (0.0_f64, 1.0_f64, 1.0_f64);
        let [left, right] = out.each_mut().map(|channel| channel.get_mut(self.start..).unwrap_or_default());
        for (i, (left, right)) in left.iter_mut().zip(right).take(self.length).enumerate() {
            let at = i as f64;
            let rise = smooth(at / self.attack);
            let close = smooth((self.length as f64 - 1.0 - at) / (self.length as f64 * CLOSE));
            let value = sin * loud * rise * close;
            *left += (value * gains[0]) as f32;
            *right += (value * gains[1]) as f32;
            (sin, cos) = (sin * turn_cos + cos * turn_sin, cos * turn_cos - sin * turn_sin);
            loud *= self.decay;
        }
    }
}

/// From 0 to 1 without a corner.
#[expect(clippy::inline_always, reason = "it is asked for twice a sample, in a loop that is to make no calls")]
#[inline(always)]
fn smooth(x: f64) -> f64 {
    // `min` is a call where the program is made small, and WebKitGTK may spoil what a busy caller holds: see CONTRIBUTING.md.
    let x = if x < 1.0 { x } else { 1.0 };
    x * x * (3.0 - 2.0 * x)
}
