//! A touch anywhere pauses, and the next one goes on.
//!
//! It is heard as it begins: an oily, long or smeared press, or one of several fingers, may never become a click. The
//! click that does come of it finds a screen that has changed under it, so it is swallowed, wherever it falls.

use super::controls::{Handle, Hush};
use super::driver::{Driver, Shown};
use super::quiet::Quiet;
use crate::device::events::{Listener, on_window_first};
use crate::device::{clock, dom};
use crate::session::Phase;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, MouseEvent, PointerEvent};

/// What comes down within this time after a finger, while that is still there, is of the same hand, in milliseconds.
const HAND_MS: u64 = 700;

/// Two touches are at the same spot within this distance, in CSS pixels: the size of a control.
const SPOT_PX: i32 = 96;

/// For so long after a touch that paused, one at the same spot goes on, whatever has come to lie there, in milliseconds.
const UNDO_MS: u64 = 3_000;

/// For so long after a touch that went on, one at the same spot is the second half of a double one, in milliseconds.
const DOUBLE_MS: u64 = 400;

/// What is done by a click of its own: all that pauses and goes on is as good as the room beside it.
const CONTROLS: &str = ".acts button, .hold, a";

/// What touches did.
#[derive(Clone, Copy, Default)]
struct Did {
    /// When the last finger came down.
    down_ms: u64,
    /// Whether the press under way has done something already.
    spent: bool,
    /// When and where a touch paused or went on, and whether it paused.
    toggled: Option<(u64, [i32; 2], bool)>,
}

/// Touches of a session's page.
#[derive(Clone, Copy)]
pub struct Touch {
    driver: Handle,
    shown: Shown,
    quiet: Hush,
    did: StoredValue<Did>,
}

impl Touch {
    /// None yet.
    pub fn new(driver: Handle, shown: Shown, quiet: Hush) -> Self {
        Self { driver, shown, quiet, did: StoredValue::new(Did::default()) }
    }

    /// A finger comes down on the session.
    pub fn down(self, event: &PointerEvent) {
        let mut did = self.did.get_value();
        let now = clock::now();
        let hand = !event.is_primary() && now.saturating_sub(did.down_ms) < HAND_MS;
        did.down_ms = now;
        self.did.set_value(did);
        let phase = self.shown.frame.with_untracked(|f| f.phase);
        if hand || event.button() != 0 || phase == Phase::Finished {
            return;
        }
        let at = [event.client_x(), event.client_y()];
        let near = |ms| did.toggled.filter(|(then, spot, _)| now.saturating_sub(*then) < ms && is_near(*spot, at));
        let undoes = phase == Phase::Paused && near(UNDO_MS).is_some_and(|(.., paused)| paused);
        if near(DOUBLE_MS).is_some_and(|(.., paused)| !paused) {
            did.spent = true;
        } else if undoes || !self.is_on_control(event) {
            did.spent = true;
            did.toggled = Some((now, at, phase != Phase::Paused));
            self.driver.with_value(|driver| {
                driver.touched();
                driver.toggle();
            });
        }
        self.did.set_value(did);
    }

    /// Whether whoever pressed means what lies there. What nobody sees is meant by nobody.
    fn is_on_control(self, event: &PointerEvent) -> bool {
        let target: Option<Element> = event.target().and_then(|t| t.dyn_into().ok());
        let Some(control) = target.and_then(|t| t.closest(CONTROLS).ok().flatten()) else { return false };
        let holding = self.shown.frame.with_untracked(|f| f.phase == Phase::Holding);
        let blind = !holding && self.quiet.with_value(|q| q.as_ref().is_some_and(Quiet::is_quiet));
        !(blind && control.class_list().contains("round"))
    }

    /// A press that no finger made: by a tool, or by who reads the screen by ear.
    pub fn pressed(self, event: &MouseEvent) {
        if event.detail() == 0 && self.shown.frame.with_untracked(|f| f.phase != Phase::Finished) {
            self.driver.with_value(|driver| {
                driver.touched();
                driver.toggle();
            });
        }
    }

    /// Listens, before all others, for what is to be known of every press.
    pub fn listen(self) -> [Option<Listener>; 3] {
        let begins = on_window_first("pointerdown", move |event| {
            let hand = event.dyn_ref::<PointerEvent>().is_some_and(|e| !e.is_primary());
            if !hand {
                self.did.try_update_value(|did| did.spent = false);
            }
        });
        let lifted = on_window_first("pointerup", move |_| self.lifted());
        let clicked = on_window_first("click", move |event| {
            // A key's click is no finger's.
            if event.dyn_ref::<MouseEvent>().is_none_or(|e| e.detail() == 0) {
                return;
            }
            if self.did.try_update_value(|did| std::mem::take(&mut did.spent)) == Some(true) {
                event.prevent_default();
                event.stop_immediate_propagation();
            }
            self.lifted();
        });
        [begins, lifted, clicked]
    }

    /// What was touched by a finger keeps no focus: a pedal's key would press it again. And what a browser grants only
    /// when a finger is lifted is asked for.
    fn lifted(self) {
        dom::blur(".session");
        self.driver.try_with_value(Driver::touched);
    }
}

fn is_near(spot: [i32; 2], at: [i32; 2]) -> bool {
    let [x, y] = spot;
    let [to_x, to_y] = at;
    (to_x - x).pow(2) + (to_y - y).pow(2) < SPOT_PX.pow(2)
}
