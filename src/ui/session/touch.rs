//! A touch anywhere pauses, and the next one goes on.
//!
//! It is heard as it begins: an oily, long or smeared press, or one of several fingers, may never become a click. The
//! click that does come of it finds a screen that has changed under it, so it is swallowed, wherever it falls.

use super::controls::{Handle, Hush};
use super::driver::{Driver, Shown};
use super::quiet::Quiet;
use crate::device::events::{Listener, on_window_first};
use crate::device::{clock, dom};
use crate::session::{Phase, Touch as Finger, Touches};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, MouseEvent, PointerEvent};

/// What is done by a click of its own: all that pauses and goes on is as good as the room beside it.
const CONTROLS: &str = ".acts button, .hold, a";

/// Touches of a session's page.
#[derive(Clone, Copy)]
pub struct Touch {
    driver: Handle,
    shown: Shown,
    quiet: Hush,
    touches: StoredValue<Touches>,
}

impl Touch {
    /// None yet.
    pub fn new(driver: Handle, shown: Shown, quiet: Hush) -> Self {
        Self { driver, shown, quiet, touches: StoredValue::new(Touches::default()) }
    }

    /// A finger comes down on the session.
    pub fn down(self, event: &PointerEvent) {
        if event.button() != 0 {
            return;
        }
        let finger = Finger {
            now_ms: clock::now(),
            at: [event.client_x(), event.client_y()],
            first: event.is_primary(),
            on_control: self.is_on_control(event),
        };
        let phase = self.phase();
        if self.touches.try_update_value(|touches| touches.down(finger, phase)) == Some(true) {
            self.toggle();
        }
    }

    /// A press that no finger made: by a tool, or by who reads the screen by ear.
    pub fn pressed(self, event: &MouseEvent) {
        if event.detail() == 0 && self.phase() != Phase::Finished {
            self.toggle();
        }
    }

    /// Listens, before all others, for what is to be known of every press.
    pub fn listen(self) -> [Option<Listener>; 3] {
        let begins = on_window_first("pointerdown", move |event| {
            let first = event.dyn_ref::<PointerEvent>().is_none_or(PointerEvent::is_primary);
            self.touches.try_update_value(|touches| touches.begin(first));
        });
        let lifted = on_window_first("pointerup", move |_| self.lifted());
        let clicked = on_window_first("click", move |event| {
            // A key's click is no finger's.
            if event.dyn_ref::<MouseEvent>().is_none_or(|e| e.detail() == 0) {
                return;
            }
            if self.touches.try_update_value(Touches::clicked) == Some(true) {
                event.prevent_default();
                event.stop_immediate_propagation();
            }
            self.lifted();
        });
        [begins, lifted, clicked]
    }

    fn phase(self) -> Phase {
        self.shown.frame.with_untracked(|f| f.phase)
    }

    fn toggle(self) {
        self.driver.with_value(|driver| {
            driver.touched();
            driver.toggle();
        });
    }

    /// Whether whoever pressed means what lies there. What nobody sees is meant by nobody.
    fn is_on_control(self, event: &PointerEvent) -> bool {
        let target: Option<Element> = event.target().and_then(|t| t.dyn_into().ok());
        let Some(control) = target.and_then(|t| t.closest(CONTROLS).ok().flatten()) else { return false };
        let blind =
            self.phase() != Phase::Holding && self.quiet.with_value(|q| q.as_ref().is_some_and(Quiet::is_quiet));
        !(blind && control.class_list().contains("round"))
    }

    /// What was touched by a finger keeps no focus: a pedal's key would press it again. And what a browser grants only
    /// when a finger is lifted is asked for.
    fn lifted(self) {
        dom::blur(".session");
        self.driver.try_with_value(Driver::touched);
    }
}
