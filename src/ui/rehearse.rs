//! Drawings made before they are needed: while nobody has begun, the hands of the session that Begin would start are
//! traced one after the other, so that a running session need not.

use super::errands;
use super::picture::{samples, trace};
use super::store::Store;
use crate::address::Route;
use crate::figure::{Frame, bake};
use crate::routine::{Selection, Timeline};
use leptos::prelude::*;

struct Rehearsal {
    timeline: Timeline,
    step: usize,
    frames: Vec<Frame>,
}

/// Begins, for the session as it is chosen now.
pub fn rehearse(store: Store) {
    let timeline = untrack(|| store.timeline(Selection::Whole));
    let mut rehearsal = Rehearsal { timeline, step: 0, frames: Vec::new() };
    errands::run(move || {
        // A session does what it needs itself, and in its own order.
        let begun = matches!(store.route.get_untracked(), Route::Session(_)) && store.safe.get_untracked();
        !begun && rehearsal.piece()
    });
}

impl Rehearsal {
    /// Does the next piece; false where all is done.
    fn piece(&mut self) -> bool {
        while let Some(frame) = self.frames.last() {
            if trace(*frame) {
                return true;
            }
            self.frames.pop();
        }
        let Some(step) = self.timeline.step(self.step) else { return false };
        let motion = self.timeline.motion(step);
        let before = self.timeline.steps().iter().take(self.step);
        let known = before.map(|s| self.timeline.motion(s)).any(|m| m == motion);
        if !known && let Some(samples) = samples(&self.timeline, self.step) {
            let baked = bake(&samples);
            self.frames = baked.left.shown.iter().chain(&baked.right.shown).map(|s| s.frame).collect();
        }
        self.step += 1;
        true
    }
}
