//! Keeping the screen awake. `navigator.wakeLock` is behind an unstable flag in web-sys, so it is called by name.

use super::{Capability, Fault};
use js_sys::{Function, Promise, Reflect};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};

/// The screen's promise to stay awake, asked for with [`WakeLock::hold`] and given back with [`WakeLock::release`].
///
/// The browser takes it back whenever the page is hidden: ask again when it is shown.
#[derive(Clone, Default)]
pub struct WakeLock(Rc<RefCell<State>>);

#[derive(Default)]
struct State {
    wanted: bool,
    sentinel: Option<JsValue>,
}

impl WakeLock {
    /// Asks for the lock; `refused` is called, later, where the browser says no.
    ///
    /// # Errors
    /// Where the browser has no wake lock at all.
    pub fn hold(&self, refused: impl FnOnce(Fault) + 'static) -> Result<(), Fault> {
        self.0.borrow_mut().wanted = true;
        let navigator = web_sys::window().ok_or_else(|| Fault::missing(Capability::WakeLock))?.navigator();
        let lock = Reflect::get(&navigator, &"wakeLock".into()).unwrap_or(JsValue::UNDEFINED);
        let request: Function = Reflect::get(&lock, &"request".into())
            .ok()
            .and_then(|f| f.dyn_into().ok())
            .ok_or_else(|| Fault::missing(Capability::WakeLock))?;
        let asked = request.call1(&lock, &"screen".into()).map_err(|e| Fault::new(Capability::WakeLock, &e))?;
        let promise: Promise = asked.dyn_into().map_err(|e| Fault::new(Capability::WakeLock, &e))?;

        let state = Rc::clone(&self.0);
        let given = Closure::once_into_js(move |sentinel: JsValue| {
            let mut state = state.borrow_mut();
            // It may have been given back while the browser was thinking.
            if state.wanted { state.sentinel = Some(sentinel) } else { let_go(&sentinel) }
        });
        let denied = Closure::once_into_js(move |why: JsValue| refused(Fault::new(Capability::WakeLock, &why)));
        let then: Function = Reflect::get(&promise, &"then".into())
            .ok()
            .and_then(|f| f.dyn_into().ok())
            .ok_or_else(|| Fault::missing(Capability::WakeLock))?;
        then.call2(&promise, &given, &denied).map(drop).map_err(|e| Fault::new(Capability::WakeLock, &e))
    }

    /// Lets the screen sleep again.
    pub fn release(&self) {
        let mut state = self.0.borrow_mut();
        state.wanted = false;
        if let Some(sentinel) = state.sentinel.take() {
            let_go(&sentinel);
        }
    }
}

/// Releases a sentinel. A lock already lost has nothing to release, so a refusal means nothing.
fn let_go(sentinel: &JsValue) {
    if let Some(release) = Reflect::get(sentinel, &"release".into()).ok().and_then(|f| f.dyn_into::<Function>().ok()) {
        release.call0(sentinel).ok();
    }
}
