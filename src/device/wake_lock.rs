//! Keeping the screen awake. `navigator.wakeLock` is behind an unstable flag in web-sys, so it is declared here.

use super::events::{self, Listener};
use super::{Capability, Fault};
use js_sys::{Promise, Reflect};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::EventTarget;

#[wasm_bindgen]
extern "C" {
    /// `navigator.wakeLock`.
    type Lock;
    #[wasm_bindgen(method, catch)]
    fn request(this: &Lock, kind: &str) -> Result<Promise, JsValue>;

    /// A lock that was given.
    #[derive(Clone)]
    #[wasm_bindgen(extends = EventTarget)]
    type Sentinel;
    #[wasm_bindgen(method, catch)]
    fn release(this: &Sentinel) -> Result<Promise, JsValue>;
}

/// What becomes of a lock that was asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Told {
    /// The screen stays awake.
    Held,
    /// The system has taken the lock back although the page can be seen: power is low, or is being saved.
    Lost,
    /// The browser said no.
    Refused(Fault),
}

/// The screen's promise to stay awake, asked for with [`WakeLock::hold`] and given back with [`WakeLock::release`].
///
/// The browser takes it back whenever the page is hidden: ask again when it is shown.
#[derive(Clone, Default)]
pub struct WakeLock(Rc<RefCell<State>>);

#[derive(Default)]
struct State {
    wanted: bool,
    asking: bool,
    held: Option<(Sentinel, Option<Listener>)>,
}

impl WakeLock {
    /// Asks for the lock, where it is not held already; `told` hears, later, what became of it and what becomes of it.
    ///
    /// # Errors
    /// Where the browser has no wake lock at all.
    pub fn hold(&self, told: impl Fn(Told) + 'static) -> Result<(), Fault> {
        {
            let mut state = self.0.borrow_mut();
            state.wanted = true;
            if state.asking || state.held.is_some() {
                return Ok(());
            }
        }
        let missing = || Fault::missing(Capability::WakeLock);
        let navigator = web_sys::window().ok_or_else(missing)?.navigator();
        let lock = Reflect::get(&navigator, &"wakeLock".into()).unwrap_or_default();
        if lock.is_undefined() {
            return Err(missing());
        }
        let asked = lock.unchecked_into::<Lock>().request("screen").map_err(|e| Fault::new(Capability::WakeLock, &e));
        let promise = asked?;
        self.0.borrow_mut().asking = true;

        let told = Rc::new(told);
        let (this, tell) = (self.clone(), Rc::clone(&told));
        let given = Closure::once(move |sentinel: JsValue| this.given(sentinel.unchecked_into(), tell));
        let this = self.clone();
        let denied = Closure::once(move |why: JsValue| {
            let wanted = {
                let mut state = this.0.borrow_mut();
                state.asking = false;
                state.wanted
            };
            // While the page is hidden every browser says no; it is asked again when the page is shown.
            if wanted && events::visible() {
                told(Told::Refused(Fault::new(Capability::WakeLock, &why)));
            }
        });
        // The promise may be in no hurry, so both live on; one of them is never called.
        let _settled = promise.then2(&given, &denied);
        given.forget();
        denied.forget();
        Ok(())
    }

    fn given(&self, sentinel: Sentinel, told: Rc<impl Fn(Told) + 'static>) {
        let mut state = self.0.borrow_mut();
        state.asking = false;
        if !state.wanted {
            // It was given back while the browser was thinking.
            sentinel.release().ok();
            return;
        }
        let (this, tell) = (self.clone(), Rc::clone(&told));
        let taken_back = events::on(sentinel.clone().into(), "release", move |_| {
            let mut state = this.0.borrow_mut();
            let was_held = state.held.take().is_some();
            let lost = was_held && state.wanted && events::visible();
            drop(state);
            if lost {
                tell(Told::Lost);
            }
        });
        state.held = Some((sentinel, taken_back));
        drop(state);
        told(Told::Held);
    }

    /// Lets the screen sleep again.
    pub fn release(&self) {
        let mut state = self.0.borrow_mut();
        state.wanted = false;
        if let Some((sentinel, listener)) = state.held.take() {
            drop(state);
            drop(listener);
            // One that was lost already has nothing to release, so a refusal means nothing.
            sentinel.release().ok();
        }
    }
}
