//! What sounds all the while: quiet, without a seam, and without the note that means A.

use backstroke::session::Room;
use backstroke::sound::room;

fn db(ratio: f64) -> f64 {
    20.0 * ratio.max(1e-12).log10()
}

fn rms(samples: &[f32]) -> f64 {
    (samples.iter().map(|s| f64::from(*s).powi(2)).sum::<f64>() / samples.len() as f64).sqrt()
}

#[test]
fn nothing_is_made_where_nothing_is_chosen() {
    assert!(room(Room::None, 48_000).is_none());
}

#[test]
fn it_is_far_quieter_than_a_cue_and_the_same_each_time() {
    for kind in [Room::Drone, Room::Waves] {
        for rate in [8_000, 24_000, 48_000] {
            let made = room(kind, rate).unwrap();
            assert_eq!(Some(&made), room(kind, rate).as_ref());
            for channel in &made {
                let peak = channel.iter().fold(0.0_f32, |m, s| m.max(s.abs()));
                let (peak, level) = (db(f64::from(peak)), db(rms(channel)));
                println!("{kind:?} at {rate}: peak {peak:.1} dBFS, RMS {level:.1} dBFS");
                assert!(peak < -15.0, "{kind:?} at {rate}: peak {peak:.1} dBFS");
                assert!((-42.0..-28.0).contains(&level), "{kind:?} at {rate}: {level:.1} dBFS");
            }
            assert_ne!(made[0], made[1], "{kind:?}: both sides are the same");
        }
    }
}

/// The step from the last sample to the first is like any other, and so is the turn of the line there.
#[test]
fn it_goes_round_without_a_seam() {
    for kind in [Room::Drone, Room::Waves] {
        for channel in room(kind, 24_000).unwrap() {
            let n = channel.len();
            let at = |i: usize| f64::from(channel[i % n]);
            let step = |i: usize| (at(i + 1) - at(i)).abs();
            let most = (0..n - 1).map(step).fold(0.0, f64::max);
            assert!(step(n - 1) <= most, "{kind:?}: a step of {} at the seam, {most} at most elsewhere", step(n - 1));
            let second = 24_000;
            let (end, start) = (rms(&channel[n - second / 4..]), rms(&channel[..second / 4]));
            assert!(db(end / start).abs() < 4.0, "{kind:?}: {:.1} dB louder after the seam", db(start / end));
        }
    }
}

#[test]
fn the_low_note_is_no_a() {
    let [left, _] = room(Room::Drone, 8_000).unwrap();
    let strength = |hz: f64| {
        let turn = std::f64::consts::TAU * hz / 8_000.0;
        let sum =
            |f: fn(f64) -> f64| left.iter().enumerate().map(|(i, s)| f64::from(*s) * f(turn * i as f64)).sum::<f64>();
        sum(f64::sin).hypot(sum(f64::cos))
    };
    for a in [110.0, 220.0, 440.0, 880.0] {
        assert!(db(strength(a) / strength(98.0)) < -40.0, "{a} Hz sounds in it");
    }
}
