//! What may sound quietly all the while: a low note, or waves. A short piece that goes round without a seam.

use super::render::{HIGHEST_RATE, LOWEST_RATE};
use crate::session::Room;
use std::f64::consts::TAU;

/// How long the piece is, in seconds. Long enough that nobody hears it come round.
const LENGTH_S: u32 = 16;

/// The low note: each partial's turns in the whole piece (a sixteenth of a hertz each, so that all come out even), and
/// its amplitude. G with its fifth and octaves, each doubled a little apart, so that it breathes. No A: that means A.
const DRONE: [(f64, f64); 10] = [
    (1568.0, 0.021),
    (1569.0, 0.012),
    (2349.0, 0.014),
    (2352.0, 0.010),
    (3136.0, 0.015),
    (3138.0, 0.011),
    (4704.0, 0.005),
    (4707.0, 0.004),
    (6272.0, 0.003),
    (6276.0, 0.002),
];

/// The waves: when each is highest, as a part of the piece, how high, and how narrow.
const WAVES: [(f64, f64, f64); 3] = [(0.18, 1.0, 6.0), (0.52, 0.7, 5.0), (0.83, 0.85, 7.0)];

/// How loud the waves are between and at their highest, as RMS.
const SURF: (f64, f64) = (0.008, 0.03);

/// The piece's two channels at so many samples a second, or nothing where nothing is chosen. The same call gives the same
/// samples.
pub fn render(room: Room, rate: u32) -> Option<[Vec<f32>; 2]> {
    let rate = rate.clamp(LOWEST_RATE, HIGHEST_RATE);
    let length = (LENGTH_S * rate) as usize;
    match room {
        Room::None => None,
        Room::Drone => Some([drone(length, 0.0), drone(length, 0.25)]),
        Room::Waves => Some([waves(length, f64::from(rate), 0), waves(length, f64::from(rate), 1)]),
    }
}

fn drone(length: usize, phase: f64) -> Vec<f32> {
    let mut out = vec![0.0; length];
    for (n, (turns, level)) in (0_u8..).zip(DRONE) {
        let step = TAU * turns / length as f64;
        let (turn_sin, turn_cos) = step.sin_cos();
        let (mut sin, mut cos) = (TAU * phase * f64::from(n)).sin_cos();
        for sample in &mut out {
            *sample += (sin * level) as f32;
            (sin, cos) = (sin * turn_cos + cos * turn_sin, cos * turn_cos - sin * turn_sin);
        }
    }
    out
}

/// Noise through two low-pass filters, the brighter one as the wave comes in.
fn waves(length: usize, rate: f64, channel: u64) -> Vec<f32> {
    let mut seed = 0x2545_f491_4f6c_dd1d ^ (channel << 32);
    let white: Vec<f64> = (0..length)
        .map(|_| {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (seed >> 11) as f64 / (1_u64 << 52) as f64 - 1.0
        })
        .collect();
    let [dull, bright] = [250.0, 1_100.0].map(|hz| low_pass(&white, TAU * hz / rate));
    let shift = channel as f64 * 0.02;
    (0..length)
        .zip(dull.into_iter().zip(bright))
        .map(|(i, (dull, bright))| {
            let at = i as f64 / length as f64 + shift;
            let high = WAVES.iter().map(|(top, high, narrow)| high * swell(at - top, *narrow)).fold(0.0, f64::max);
            let level = SURF.0 + (SURF.1 - SURF.0) * high;
            ((dull * (1.0 - high) + bright * high) * level) as f32
        })
        .collect()
}

/// A wave's height so far from its top, 0 to 1; it comes round with the piece.
fn swell(from_top: f64, narrow: f64) -> f64 {
    let x = (from_top - from_top.round()) * narrow;
    if x.abs() >= 1.0 {
        return 0.0;
    }
    let y = 1.0 - x * x;
    y * y
}

/// The lower part of what goes round, with an RMS of 1. It goes round twice: the second time, the filter knows the end.
fn low_pass(samples: &[f64], turn: f64) -> Vec<f64> {
    let keep = (-turn).exp();
    let mut last = 0.0;
    let mut out = vec![0.0; samples.len()];
    for _ in 0..2 {
        for (out, sample) in out.iter_mut().zip(samples) {
            last = keep * last + (1.0 - keep) * sample;
            *out = last;
        }
    }
    let rms = (out.iter().map(|s| s * s).sum::<f64>() / out.len().max(1) as f64).sqrt().max(1e-9);
    for sample in &mut out {
        *sample /= rms;
    }
    out
}
