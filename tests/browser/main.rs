//! What only a browser has, tested as wasm in a real one: `cargo xtask test browser`.

#![cfg(target_arch = "wasm32")]
#![expect(clippy::expect_used, reason = "a test fails by panicking")]

use backstroke::device::animate::{Keyframe, Motion, begin_styled};
use backstroke::device::audio::{DOUBT_MS, Health, Watchdog};
use backstroke::device::storage::{self, Key};
use backstroke::device::{clock, dom};
use wasm_bindgen::prelude::wasm_bindgen;
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

#[wasm_bindgen(inline_js = "
    export const told = element => element.getAnimations().map(a =>
        [a.pending, a.startTime, a.effect.getComputedTiming().progress ?? -1].join(' ')).join();
    export const opacity = element => Number(getComputedStyle(element).opacity);
    export const frame = () => document.timeline.currentTime;
")]
extern "C" {
    /// Of each animation of an element: whether its start is still to be told, when it starts, and how far it is, 0 to 1.
    fn told(element: &web_sys::Element) -> String;
    fn opacity(element: &web_sys::Element) -> f64;
    /// The time that the latest frame bears, in milliseconds of the page's clock.
    fn frame() -> f64;
}

/// An element in the page, with a style of its own.
fn element(style: &str) -> Option<web_sys::Element> {
    let made = dom::append(dom::document()?.document_element()?.as_ref(), "div")?;
    made.set_attribute("style", style).ok()?;
    Some(made)
}

#[wasm_bindgen_test]
fn what_styles_set_in_motion_begins_at_once_and_what_is_paused_stays_so() {
    let sheet = element("").expect("a page");
    sheet.set_inner_html("<style>@keyframes gone { from { opacity: 1 } to { opacity: 0 } }</style>");
    let moving = element("animation: gone 10s linear").expect("a page");
    let paused = element("animation: gone 10s linear paused").expect("a page");
    let root = dom::document().and_then(|d| d.document_element()).expect("a page");
    assert!(told(&moving).starts_with("true"), "it has begun without being told: {}", told(&moving));
    begin_styled(&root);
    let said = told(&moving);
    let start: f64 = said.split(' ').nth(1).and_then(|start| start.parse().ok()).expect("a start");
    assert!(said.starts_with("false"), "{said}");
    assert!((0.0..100.0).contains(&(clock::now() as f64 - start)), "it began at {start} of {}", clock::now());
    assert!(told(&paused).split(' ').nth(1) == Some(""), "what is paused was begun: {}", told(&paused));
}

#[wasm_bindgen_test]
fn a_motion_that_is_about_to_begin_is_under_way_and_stands_at_its_first_keyframe() {
    let moving = element("").expect("a page");
    let at = |offset, value: &str| Keyframe { offset, value: value.to_owned() };
    let frames = [at(0.0, "50%"), at(1.0, "0%")];
    let motion = Motion::new(&moving, "opacity", &frames, 1_000.0).expect("it can be animated");
    // Two frames from now.
    motion.go(0, Some(1), frame() as u64 + 34).expect("it can be told");
    let said = told(&moving);
    let progress: f64 = said.split(' ').nth(2).and_then(|progress| progress.parse().ok()).expect("how far it is");
    assert!(progress > 0.0, "a browser finds it yet to begin: {said}");
    assert!((opacity(&moving) - 0.5).abs() < 1e-6, "it is at {}", opacity(&moving));
    motion.go(500, None, clock::now()).expect("it can be told");
    assert!((opacity(&moving) - 0.25).abs() < 1e-6, "half-way it is at {}", opacity(&moving));
}
