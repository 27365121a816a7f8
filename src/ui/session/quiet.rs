//! Controls step back while the hands work, and come at a touch, a pointer or a key.

use crate::device::events::{Listener, on_window};
use gloo_timers::callback::Timeout;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use web_sys::Element;

/// So long after the last sign of somebody there, in milliseconds, the controls step back.
const STAYS_MS: u32 = 4_000;

/// Watches for signs of somebody there until dropped.
pub struct Quiet {
    state: Rc<State>,
    _listeners: [Option<Listener>; 3],
}

struct State {
    root: Element,
    is_quiet: Cell<bool>,
    timer: RefCell<Option<Timeout>>,
}

impl Quiet {
    /// Begins, with the controls in sight.
    pub fn watch(root: Element) -> Self {
        let state = Rc::new(State { root, is_quiet: Cell::default(), timer: RefCell::default() });
        state.wake();
        let on = |name| {
            let state = Rc::clone(&state);
            on_window(name, move |_| state.wake())
        };
        let listeners = [on("pointermove"), on("pointerdown"), on("keydown")];
        Self { state, _listeners: listeners }
    }

    /// Whether the controls are out of sight. A touch brings them only once the page itself has heard of it.
    pub fn is_quiet(&self) -> bool {
        self.state.is_quiet.get()
    }
}

impl State {
    fn wake(self: &Rc<Self>) {
        if self.is_quiet.replace(false) {
            self.root.class_list().remove_1("quiet").ok();
        }
        let state = Rc::downgrade(self);
        let rest = Timeout::new(STAYS_MS, move || {
            if let Some(state) = state.upgrade() {
                state.is_quiet.set(true);
                // Refused only for a name that is none.
                state.root.class_list().add_1("quiet").ok();
            }
        });
        self.timer.replace(Some(rest));
    }
}
