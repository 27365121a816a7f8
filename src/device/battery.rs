//! How much the battery holds, where the browser tells: Chromium does, `WebKit` and Firefox do not.

use super::events::{self, Listener};
use js_sys::{Promise, Reflect};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::EventTarget;

#[wasm_bindgen]
extern "C" {
    /// What `navigator.getBattery()` gives.
    #[derive(Clone)]
    #[wasm_bindgen(extends = EventTarget)]
    type Manager;
    #[wasm_bindgen(method, getter)]
    fn charging(this: &Manager) -> bool;
    /// From 0 to 1.
    #[wasm_bindgen(method, getter)]
    fn level(this: &Manager) -> f64;
}

/// What is known of the battery.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Charge {
    /// How full it is, 0 to 100.
    pub percent: u32,
    /// Whether it is being filled.
    pub charging: bool,
}

/// Watches the battery until dropped.
#[derive(Default)]
pub struct Battery(Rc<RefCell<Vec<Listener>>>);

impl Battery {
    /// Tells `then` of the battery, soon and at every change; never where the browser tells nothing of it.
    pub fn watch(then: impl Fn(Charge) + 'static) -> Self {
        let this = Self::default();
        let Some(navigator) = web_sys::window().map(|w| w.navigator()) else { return this };
        let ask = Reflect::get(&navigator, &"getBattery".into()).ok().and_then(|f| f.dyn_into().ok());
        let asked = ask.and_then(|ask: js_sys::Function| ask.call0(&navigator).ok());
        let Some(promise) = asked.and_then(|p| p.dyn_into::<Promise>().ok()) else { return this };
        let listeners = Rc::downgrade(&this.0);
        let known = Closure::once(move |manager: JsValue| {
            let manager: Manager = manager.unchecked_into();
            let tell: Rc<dyn Fn()> = Rc::new({
                let manager = manager.clone();
                move || then(Charge { percent: (manager.level() * 100.0) as u32, charging: manager.charging() })
            });
            // It may have been dropped while the browser was looking.
            let Some(listeners) = listeners.upgrade() else { return };
            for change in ["levelchange", "chargingchange"] {
                let tell = Rc::clone(&tell);
                listeners.borrow_mut().extend(events::on(manager.clone().into(), change, move |_| tell()));
            }
            tell();
        });
        // A browser that will not tell is as one that cannot.
        let unknown = Closure::once(|_: JsValue| ());
        let _settled = promise.then2(&known, &unknown);
        known.forget();
        unknown.forget();
        this
    }
}
