//! The cues' samples: soft, quiet at both ends, within their time, and known one from another with the eyes shut.
//!
//! How far apart two cues are is measured on their short-time spectra: bands an eighth of a tone apart from 250 Hz to
//! 2 kHz, every 100 ms, the higher ones raised by as much as pink noise falls. Two spectra are as alike as their cosine
//! at the shift in time that suits them best; the distance is one less that: 0 for the same, 1 for what has nothing in
//! common.

use backstroke::body::Side;
use backstroke::routine::Cue;
use backstroke::session::shown_ms;
use backstroke::sound::Bowl;
use std::f64::consts::TAU;

const RATES: [u32; 7] = [8_000, 16_000, 22_050, 44_100, 48_000, 96_000, 192_000];

/// The rate of the spectra, in samples a second.
pub(super) const RATE: u32 = 16_000;

/// How long each cue is shown, in milliseconds, as the session stages it; the two that are not cues have their own.
fn shown_for_ms(bowl: Bowl) -> usize {
    match bowl {
        Bowl::HalfWay => 1_000,
        Bowl::Tick => 150,
        cue => Cue::ALL
            .iter()
            .find(|c| Bowl::of(**c, Some(Side::Left)).name() == cue.name().replace("right", "left"))
            .map_or(0, |c| shown_ms(*c) as usize),
    }
}

fn peak(samples: &[f32]) -> f32 {
    samples.iter().fold(0.0, |m, s| m.max(s.abs()))
}

pub(super) fn db(ratio: f64) -> f64 {
    20.0 * ratio.max(1e-12).log10()
}

/// Both channels as a small speaker plays them.
pub(super) fn mono(bowl: Bowl, rate: u32) -> Vec<f64> {
    let [left, right] = bowl.render(rate);
    left.iter().zip(&right).map(|(l, r)| f64::midpoint(f64::from(*l), f64::from(*r))).collect()
}

/// How strong `hz` is in these samples, seen through a raised cosine, by Goertzel's recurrence.
fn strength(samples: &[f64], rate: u32, hz: f64) -> f64 {
    let n = samples.len() as f64;
    let twice = 2.0 * (TAU * hz / f64::from(rate)).cos();
    let turn = TAU / n;
    let (turn_sin, turn_cos) = turn.sin_cos();
    let (mut sin, mut cos, mut one, mut two) = (0.0_f64, 1.0_f64, 0.0_f64, 0.0_f64);
    for sample in samples {
        (one, two) = (sample * (0.5 - 0.5 * cos) + twice * one - two, one);
        (sin, cos) = (sin * turn_cos + cos * turn_sin, cos * turn_cos - sin * turn_sin);
    }
    (one * one + two * two - twice * one * two).max(0.0).sqrt() / n
}

#[test]
fn no_cue_is_louder_than_half_of_full_scale_at_any_rate() {
    for bowl in Bowl::ALL {
        for rate in RATES {
            for channel in bowl.render(rate) {
                let loud = db(f64::from(peak(&channel)));
                assert!(loud <= -6.0, "{bowl:?} at {rate}: {loud:.1} dBFS");
            }
        }
    }
}

#[test]
fn a_cue_is_heard_for_its_time_and_rings_on_softly_for_little_more() {
    for bowl in Bowl::ALL {
        for rate in RATES {
            let samples = mono(bowl, rate);
            let whole: Vec<f32> = samples.iter().map(|s| *s as f32).collect();
            let ms = samples.len() * 1000 / rate as usize;
            let shown = shown_for_ms(bowl);
            assert!((shown..=shown + 1_700).contains(&ms), "{bowl:?}: {ms} ms");
            let after = peak(&whole[shown * rate as usize / 1000..]);
            let fallen = db(f64::from(after / peak(&whole)));
            assert!(fallen <= -16.0, "{bowl:?} is at {fallen:.1} dB when its picture goes");
        }
    }
}

/// The steepest that a sum of these partials can be between two samples is far below a step: a click would show.
#[test]
fn no_cue_begins_ends_or_is_anywhere_with_a_click() {
    for bowl in Bowl::ALL {
        for rate in RATES {
            for channel in bowl.render(rate) {
                assert!(channel[0].abs() < 1e-6, "{bowl:?} begins at {}", channel[0]);
                assert!(channel[channel.len() - 1].abs() < 1e-6, "{bowl:?} ends at {}", channel[channel.len() - 1]);
                let edge = rate as usize / 200;
                let (first, last) = (peak(&channel[..edge]), peak(&channel[channel.len() - edge..]));
                assert!(db(f64::from(last)) < -80.0, "{bowl:?}: {} dBFS in its last 5 ms", db(f64::from(last)));
                assert!(first < 0.02, "{bowl:?}: {first} in its first 5 ms");
            }
        }
        // A click is a step: it shows in the third difference, which is small for all that these partials can do.
        let samples = mono(bowl, 48_000);
        let loudest = samples.iter().fold(0.0_f64, |m, s| m.max(s.abs()));
        let third: f64 = samples.windows(4).map(|w| (w[3] - 3.0 * w[2] + 3.0 * w[1] - w[0]).abs()).fold(0.0, f64::max);
        assert!(third / loudest < 0.06, "{bowl:?} has a corner: {}", third / loudest);
    }
}

#[test]
fn every_note_rises_for_at_least_eight_milliseconds() {
    for bowl in Bowl::ALL {
        let score = bowl.score();
        assert!(score.attack_ms >= 8, "{bowl:?}");
        for rate in RATES {
            let samples = mono(bowl, rate);
            // The first note alone, up to the next one's start: from a tenth to nine tenths of its height.
            let until = score.notes.get(1).map_or(samples.len(), |n| usize::from(n.at_ms) * rate as usize / 1000);
            let first = &samples[..until];
            let top = first.iter().fold(0.0_f64, |m, s| m.max(s.abs()));
            let reach = |part: f64| first.iter().position(|s| s.abs() >= top * part).unwrap();
            let ms = (reach(0.9) - reach(0.1)) as f64 * 1000.0 / f64::from(rate);
            assert!(ms >= 8.0, "{bowl:?} at {rate}: {ms:.1} ms");
        }
    }
}

#[test]
fn the_same_cue_is_the_same_to_the_last_bit() {
    for bowl in Bowl::ALL {
        assert_eq!(bowl.render(44_100), bowl.render(44_100));
    }
}

#[test]
fn absurd_rates_are_brought_to_the_nearest_that_can_be() {
    assert_eq!(Bowl::Tick.render(1), Bowl::Tick.render(8_000));
    assert_eq!(Bowl::Tick.render(u32::MAX), Bowl::Tick.render(192_000));
}

/// The rest is found in the last part of the phrase: in steps of a hertz, and round the best in steps of a twentieth.
#[test]
fn return_to_a_falls_and_comes_to_rest_on_a() {
    let score = Bowl::ReturnToA.score();
    assert!(score.notes.windows(2).all(|w| w[0].pitch_hz > w[1].pitch_hz && w[0].at_ms < w[1].at_ms));
    for rate in [8_000, 48_000] {
        let samples = mono(Bowl::ReturnToA, rate);
        let tail = &samples[samples.len() - 2 * rate as usize..];
        let strongest = |hertz: &mut dyn Iterator<Item = f64>| {
            hertz.max_by(|a, b| strength(tail, rate, *a).total_cmp(&strength(tail, rate, *b))).unwrap()
        };
        let near = strongest(&mut (200..1_000).map(f64::from));
        let rest = strongest(&mut (-40..=40).map(|k| near + f64::from(k) / 20.0));
        println!("at {rate} samples a second it rests on {rest:.2} Hz");
        assert!((438.0..=442.0).contains(&rest), "at {rate} it rests on {rest:.2} Hz");
        for other in [493.88, 587.33, 659.26] {
            let left = db(strength(tail, rate, other) / strength(tail, rate, rest));
            assert!(left < -12.0, "at {rate} {other} Hz still sounds, at {left:.1} dB");
        }
    }
}

#[test]
fn the_note_a_is_kept_for_what_means_a() {
    for bowl in Bowl::ALL {
        let has_a = bowl.score().notes.iter().any(|n| [220.0, 440.0, 880.0].contains(&n.pitch_hz));
        assert_eq!(has_a, matches!(bowl, Bowl::ReturnToA | Bowl::Finish), "{bowl:?}");
    }
}

#[test]
fn a_repeat_turns_back_on_itself_and_the_other_side_has_the_same_two_notes() {
    let pitches = |bowl: Bowl| bowl.score().notes.iter().map(|n| n.pitch_hz).collect::<Vec<_>>();
    let repeat = pitches(Bowl::Repeat);
    assert_eq!(repeat, [repeat[0], repeat[1], repeat[0]]);
    for side in Side::BOTH {
        assert_eq!(pitches(Bowl::OtherSide(side)), repeat[..2]);
    }
}

#[test]
fn the_other_side_is_heard_going_to_that_side() {
    for (side, to) in [(Side::Left, 0), (Side::Right, 1)] {
        let channels = Bowl::OtherSide(side).render(RATE);
        let energy = |c: usize, from: usize, until: usize| -> f64 {
            channels[c][from..until].iter().map(|s| f64::from(*s).powi(2)).sum()
        };
        let (turn, end) = (800 * RATE as usize / 1000, channels[0].len());
        assert!(energy(1 - to, 0, turn) > 20.0 * energy(to, 0, turn), "{side:?}: it comes from the other side");
        assert!(energy(to, turn, end) > 2.0 * energy(1 - to, turn, end), "{side:?}: it goes to this side");
    }
}

pub(super) const BANDS: usize = 144;
const WINDOW: usize = RATE as usize / 5;
const HOP: usize = WINDOW / 2;

/// The short-time spectrum: a row of bands every 100 ms.
pub(super) fn spectrum(samples: &[f64]) -> Vec<[f64; BANDS]> {
    let mut padded = samples.to_vec();
    padded.resize(samples.len() + WINDOW, 0.0);
    let turns: Vec<f64> = (0..BANDS).map(|b| TAU * 250.0 * 2_f64.powf(b as f64 / 48.0) / f64::from(RATE)).collect();
    let hann: Vec<f64> = (0..WINDOW).map(|i| 0.5 - 0.5 * (TAU * i as f64 / WINDOW as f64).cos()).collect();
    (0..padded.len() - WINDOW)
        .step_by(HOP)
        .map(|start| {
            let seen: Vec<f64> = padded[start..start + WINDOW].iter().zip(&hann).map(|(s, h)| s * h).collect();
            std::array::from_fn(|band| {
                // Goertzel's recurrence.
                let twice = 2.0 * turns[band].cos();
                let (mut one, mut two) = (0.0_f64, 0.0_f64);
                for s in &seen {
                    (one, two) = (s + twice * one - two, one);
                }
                (one * one + two * two - twice * one * two).max(0.0).sqrt() * turns[band].sqrt()
            })
        })
        .collect()
}

/// Each band less what is always in it: a steady noise is taken away, as an ear does.
pub(super) fn above_the_steady(mut spectrum: Vec<[f64; BANDS]>) -> Vec<[f64; BANDS]> {
    for band in 0..BANDS {
        let mean = spectrum.iter().map(|row| row[band]).sum::<f64>() / spectrum.len() as f64;
        for row in &mut spectrum {
            row[band] -= mean;
        }
    }
    spectrum
}

/// How long each is taken for, in rows.
const ROWS: usize = 60;

pub(super) fn distance(a: &[[f64; BANDS]], b: &[[f64; BANDS]]) -> f64 {
    let product = |a: &[f64; BANDS], b: &[f64; BANDS]| a.iter().zip(b).map(|(x, y)| x * y).sum::<f64>();
    let size = |s: &[[f64; BANDS]]| s.iter().map(|row| product(row, row)).sum::<f64>().sqrt();
    let alike = |shift: usize, a: &[[f64; BANDS]], b: &[[f64; BANDS]]| -> f64 {
        a.iter().skip(shift).zip(b).map(|(x, y)| product(x, y)).sum::<f64>()
    };
    let best = (0..20).flat_map(|shift| [alike(shift, a, b), alike(shift, b, a)]).fold(0.0, f64::max);
    1.0 - best / (size(a) * size(b)).max(1e-12)
}

/// A small tablet's speaker: nothing much below 300 Hz (second order).
pub(super) fn small_speaker(samples: &[f64]) -> Vec<f64> {
    let w = TAU * 300.0 / f64::from(RATE);
    let alpha = w.sin() / 2.0_f64.sqrt();
    let (b0, a0) = (f64::midpoint(1.0, w.cos()), 1.0 + alpha);
    let (mut x1, mut x2, mut y1, mut y2) = (0.0, 0.0, 0.0, 0.0);
    samples
        .iter()
        .map(|x| {
            let y = (b0 * x - 2.0 * b0 * x1 + b0 * x2 + 2.0 * w.cos() * y1 - (1.0 - alpha) * y2) / a0;
            (x2, x1, y2, y1) = (x1, *x, y1, y);
            y
        })
        .collect()
}

/// The cues, by name; the two directions of the other side are one cue through one speaker.
pub(super) fn cues() -> Vec<(Bowl, Vec<f64>)> {
    let mut all: Vec<Bowl> = Cue::ALL.iter().map(|cue| Bowl::of(*cue, Some(Side::Left))).collect();
    all.extend([Bowl::HalfWay, Bowl::Tick]);
    all.into_iter()
        .map(|bowl| {
            let mut samples = mono(bowl, RATE);
            samples.resize(ROWS * HOP, 0.0);
            (bowl, samples)
        })
        .collect()
}

/// The least distance between any two, with their names.
fn nearest(spectra: &[(Bowl, Vec<[f64; BANDS]>)]) -> (f64, Bowl, Bowl) {
    let mut least = (f64::MAX, Bowl::Next, Bowl::Next);
    for (i, (a, of_a)) in spectra.iter().enumerate() {
        for (b, of_b) in &spectra[i + 1..] {
            let far = distance(of_a, of_b);
            if far < least.0 {
                least = (far, *a, *b);
            }
        }
    }
    least
}

#[test]
fn any_two_cues_are_far_apart() {
    let spectra: Vec<_> = cues().into_iter().map(|(bowl, samples)| (bowl, spectrum(&samples))).collect();
    let (far, a, b) = nearest(&spectra);
    println!("nearest: {far:.3}, {a:?} and {b:?}");
    assert!(far >= 0.3, "{a:?} and {b:?} are only {far:.3} apart");
}

#[test]
fn any_two_cues_are_far_apart_through_a_small_speaker_too() {
    let spectra: Vec<_> =
        cues().into_iter().map(|(bowl, samples)| (bowl, spectrum(&small_speaker(&samples)))).collect();
    let (far, a, b) = nearest(&spectra);
    println!("nearest through a small speaker: {far:.3}, {a:?} and {b:?}");
    assert!(far >= 0.3, "{a:?} and {b:?} are only {far:.3} apart");
}
