//! Work that can wait: done in a moment in which the browser has nothing else to do.

use super::clock;
use gloo_timers::callback::Timeout;
use js_sys::{Function, Object, Reflect};
use std::rc::Rc;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;

/// After so long without an idle moment it is done all the same, in milliseconds.
const AT_LATEST_MS: u32 = 300;

/// For so long one piece of work is begun after another, in milliseconds. The last may take as long again; that is less than
/// 50 ms, from which on a press waits noticeably, on a machine a quarter as fast as the one that pieces were measured on.
const SLICE_MS: f64 = 4.0;

/// A slice of time, for work in pieces: another is begun only while it lasts.
pub struct Slice(f64);

impl Slice {
    /// It begins now.
    pub fn begin() -> Self {
        Self(clock::steady())
    }

    /// Whether there is time for another piece.
    pub fn lasts(&self) -> bool {
        clock::steady() - self.0 < SLICE_MS
    }
}

/// A piece of work that is asked for; dropped, it is not done.
pub struct Idle {
    _timer: Timeout,
    _wanted: Rc<()>,
}

impl Idle {
    /// Does the work in the first idle moment from `in_ms` milliseconds on. A browser that tells of none (Safari) does
    /// it then.
    pub fn after(in_ms: u32, work: impl FnOnce() + 'static) -> Self {
        let wanted = Rc::new(());
        let still = Rc::downgrade(&wanted);
        let timer = Timeout::new(in_ms, move || {
            ask(Closure::once_into_js(move || {
                if still.upgrade().is_some() {
                    work();
                }
            }));
        });
        Self { _timer: timer, _wanted: wanted }
    }
}

/// Has the browser call back when it is idle; at once where it cannot.
fn ask(work: JsValue) {
    let global = js_sys::global();
    let idle = Reflect::get(&global, &"requestIdleCallback".into()).ok().and_then(|f| f.dyn_into::<Function>().ok());
    let options = Object::new();
    let asked = idle.is_some_and(|idle| {
        Reflect::set(&options, &"timeout".into(), &AT_LATEST_MS.into()).is_ok()
            && idle.call2(&global, &work, &options).is_ok()
    });
    if !asked && let Some(work) = work.dyn_ref::<Function>() {
        // It gives nothing back, and it tells its own faults.
        work.call0(&global).ok();
    }
}
