//! Drawings made before they are needed: while nobody has begun, the hands of the session that Begin would start are
//! traced one after the other, so that a running session need not.

use super::errands::{self, Went};
use super::picture::{samples, trace};
use super::store::Store;
use crate::address::Route;
use crate::device::worker::{self, Kept};
use crate::figure::{Frame, bake};
use crate::routine::{Selection, Timeline};
use gloo_timers::callback::Timeout;
use leptos::prelude::*;

struct Rehearsal {
    timeline: Timeline,
    step: usize,
    frames: Vec<Frame>,
}

/// How often it is looked whether the app is kept, in milliseconds, and how many times before that is not waited for any
/// more.
const LOOK_MS: u32 = 1_000;
const LOOKS: u8 = 10;

/// One thing after the other, so that none slows down what is seen: when all that stands is drawn the app is kept, and
/// when it is kept it is drawn ahead.
pub fn settle(store: Store) {
    errands::afterwards(move || {
        worker::keep();
        when_kept(LOOKS, store);
    });
}

fn when_kept(looks: u8, store: Store) {
    if looks == 0 || matches!(worker::kept(), Kept::All | Kept::Failed) {
        rehearse(store);
    } else {
        Timeout::new(LOOK_MS, move || when_kept(looks - 1, store)).forget();
    }
}

/// Begins, for the session as it is chosen now.
fn rehearse(store: Store) {
    if !store.open() {
        return;
    }
    let timeline = untrack(|| store.timeline(Selection::Whole));
    let mut rehearsal = Rehearsal { timeline, step: 0, frames: Vec::new() };
    errands::run(move || {
        // A session does what it needs itself, and in its own order.
        let begun = matches!(store.route.get_untracked(), Route::Session(_)) && store.safe.get_untracked();
        if begun { Went::Done } else { rehearsal.piece() }
    });
}

impl Rehearsal {
    /// Does the next piece.
    fn piece(&mut self) -> Went {
        while let Some(frame) = self.frames.last() {
            if trace(*frame) {
                return Went::On;
            }
            self.frames.pop();
        }
        let Some(step) = self.timeline.step(self.step) else { return Went::Done };
        let motion = self.timeline.motion(step);
        let before = self.timeline.steps().iter().take(self.step);
        let known = before.map(|s| self.timeline.motion(s)).any(|m| m == motion);
        if !known && let Some(samples) = samples(&self.timeline, self.step) {
            let baked = bake(&samples);
            self.frames = baked.left.shown.iter().chain(&baked.right.shown).map(|s| s.frame).collect();
        }
        self.step += 1;
        Went::On
    }
}
