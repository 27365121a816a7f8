//! Drawings made before they are needed: while nobody has begun and the browser is idle, the hands of the session that
//! Begin would start are traced one after the other, so that a running session need not.

use super::picture::{hand_drawing, is_drawn, samples};
use super::route::Route;
use super::store::Store;
use crate::device::idle::Idle;
use crate::figure::{Frame, bake};
use crate::routine::{Selection, Timeline};
use leptos::prelude::*;
use std::cell::RefCell;

/// The page has its own figures to set in motion first, which takes so long, in milliseconds.
const FIRST_MS: u32 = 3_000;

/// And then this lies between two pieces of the work, none of which takes longer than the tracing of a drawing.
const NEXT_MS: u32 = 60;

thread_local! {
    static NEXT: RefCell<Option<Idle>> = const { RefCell::new(None) };
}

struct Rehearsal {
    store: Store,
    timeline: Timeline,
    step: usize,
    frames: Vec<Frame>,
}

/// Begins, for the session as it is chosen now.
pub fn rehearse(store: Store) {
    let timeline = untrack(|| store.timeline(Selection::Whole));
    Rehearsal { store, timeline, step: 0, frames: Vec::new() }.go_on(FIRST_MS);
}

impl Rehearsal {
    fn go_on(mut self, in_ms: u32) {
        let next = Idle::after(in_ms, move || {
            // A session does what it needs itself, and in its own order.
            let begun =
                matches!(self.store.route.get_untracked(), Route::Session(_)) && self.store.safe.get_untracked();
            if !begun && self.piece() {
                self.go_on(NEXT_MS);
            }
        });
        NEXT.set(Some(next));
    }

    /// Does the next piece; false where all is done.
    fn piece(&mut self) -> bool {
        while let Some(frame) = self.frames.pop() {
            if !is_drawn(frame) {
                hand_drawing(frame);
                return true;
            }
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
