//! How fast a routine becomes a timeline, and how fast a moment is found in it: `cargo bench`.
#![allow(missing_docs, clippy::unwrap_used, clippy::indexing_slicing)]

use backstroke::routine::{BACK, Prefs, Routine, Selection, Timeline, check, compile};
use divan::Bencher;
use divan::counter::ItemsCount;
use serde_json::json;

fn main() {
    divan::main();
}

/// The back routine with its first sequence repeated until a session has about so many steps.
fn routine(steps: u32) -> Routine {
    let mut document: serde_json::Value = serde_json::from_str(BACK).unwrap();
    // Three steps a pass; the checker allows a hundred at each level of nesting.
    let passes = steps / 3;
    let (outer, inner) = (passes.div_ceil(100).max(1), passes.min(100));
    let thousands = outer.div_ceil(100);
    let long = json!([{"repeat": {"times": thousands, "do": [{"repeat": {"times": outer.min(100), "do": [
        {"repeat": {"times": inner, "do": [{"movement": "long-stroke"}]}}]}}]}}, {"each-side": [{"movement": "kneading"}]}]);
    document["sequences"][0]["do"] = long;
    check(&document.to_string()).unwrap()
}

fn session(steps: u32) -> (Routine, Selection) {
    match steps {
        0 => (check(BACK).unwrap(), Selection::Whole),
        n => (routine(n), Selection::Sequence('A')),
    }
}

fn made(steps: u32) -> Timeline {
    let (routine, selection) = session(steps);
    compile(&routine, &Prefs::default(), selection)
}

/// 0 is the back routine itself.
const STEPS: [u32; 4] = [0, 1_000, 10_000, 100_000];

#[divan::bench(args = STEPS)]
fn compile_steps(bencher: Bencher, steps: u32) {
    let (routine, selection) = session(steps);
    let made = compile(&routine, &Prefs::default(), selection).steps().len();
    bencher.counter(ItemsCount::new(made)).bench_local(|| compile(&routine, &Prefs::default(), selection));
}

// A thousand look-ups a sample: one alone would measure the caches that the benchmark itself has emptied.
#[divan::bench(args = STEPS, sample_size = 1000)]
fn at(bencher: Bencher, steps: u32) {
    let timeline = made(steps);
    let total = timeline.total_ms();
    // A fixed walk over the session in large, uneven strides, so that no look-up helps the next.
    let mut ms = 0;
    bencher.bench_local(|| {
        ms = (ms + 7_919_000_003) % total;
        timeline.at(divan::black_box(ms))
    });
}

#[divan::bench]
fn check_the_document(bencher: Bencher) {
    bencher.bench_local(|| check(divan::black_box(BACK)));
}
