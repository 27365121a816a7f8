//! What only a browser has, tested as wasm in a real one: `cargo xtask test browser`.

#![cfg(target_arch = "wasm32")]

use backstroke::device::audio::{DOUBT_MS, Health, Watchdog};
use backstroke::device::storage::{self, Key};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

#[wasm_bindgen_test]
fn what_is_set_aside_is_not_read_again_and_not_lost() {
    assert_eq!(storage::write(Key::Prefs, "rubbish"), Ok(()));
    assert_eq!(storage::read(Key::Prefs), Ok(Some("rubbish".to_owned())));
    assert_eq!(storage::set_aside(Key::Prefs, "rubbish"), Ok(()));
    assert_eq!(storage::read(Key::Prefs), Ok(None));
    let kept =
        web_sys::window().and_then(|w| w.local_storage().ok().flatten()).map(|s| s.get_item("backstroke.prefs.bad"));
    assert_eq!(kept, Some(Ok(Some("rubbish".to_owned()))));
}

/// What a watchdog finds at looks, each given as the seconds of the audio clock and the milliseconds of the page's.
fn looks(all: &[(f64, f64)]) -> Vec<Health> {
    let mut watchdog = Watchdog::new(10.0, 0.0);
    all.iter().map(|&(audio_s, page_ms)| watchdog.look(audio_s, page_ms)).collect()
}

#[wasm_bindgen_test]
fn a_clock_that_stands_still_is_doubted_first_and_given_up_after_the_second_look_in_doubt() {
    let (doubt, seen) = (DOUBT_MS as f64, 2_000.0);
    // It stood still half a second before it was looked at.
    let found = looks(&[(11.5, seen), (11.5, seen + doubt), (11.5, seen + 2.0 * doubt)]);
    assert_eq!(found, [Health::Doubtful, Health::Doubtful, Health::Frozen]);
    // Never begun.
    assert_eq!(looks(&[(10.0, doubt), (10.0, 2.0 * doubt)]), [Health::Doubtful, Health::Frozen]);
}

#[wasm_bindgen_test]
fn a_clock_that_lost_time_is_adrift_at_the_second_look_and_an_old_time_is_none() {
    assert_eq!(
        looks(&[(12.0, 2_000.0), (13.7, 4_000.0), (14.5, 4_800.0)]),
        [Health::Well, Health::Doubtful, Health::Adrift]
    );
    // What a busy page was told late, and then rightly.
    assert_eq!(looks(&[(11.8, 2_000.0), (12.8, 2_800.0)]), [Health::Doubtful, Health::Well]);
}
