//! One tab at a time: a claim that the browser gives to one page of the app and takes back when that page goes.
//!
//! The browser's own locks hold it where there are any. Where there are none, as on a page that did not come over a
//! secure connection, tabs ask each other: one that wants the claim writes a question under a key that they share,
//! and the one that has it, told by the browser at once however far in the background, answers. A page that is gone
//! answers nothing, so a claim cannot outlive its page either way.

use super::clock;
use super::events::Listener;
use super::storage::{self, Key};
use gloo_timers::callback::Timeout;
use js_sys::{Function, Object, Promise, Reflect};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};

/// The lock's name.
const NAME: &str = "backstroke.session";

/// How long another tab may take to answer, in milliseconds.
const ANSWER_MS: u32 = 400;

/// After so long a claim that was refused is asked for once more, in milliseconds: the page that was reloaded may not
/// have let go of it yet.
const AGAIN_MS: u32 = 300;

/// How a claim is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    /// If no other tab has it.
    Ask,
    /// Whoever has it.
    Take,
}

/// A claim, asked for or had. It is given back when this value is dropped.
pub struct Claim(Rc<State>);

/// What is called at most once.
type Once<F> = RefCell<Option<Box<F>>>;

#[derive(Default)]
struct State {
    had: Cell<bool>,
    /// Dropped already: whatever comes now comes too late.
    gone: Cell<bool>,
    /// Ends the browser's lock.
    release: RefCell<Option<Function>>,
    listener: RefCell<Option<Listener>>,
    timer: RefCell<Option<Timeout>>,
    then: Once<dyn FnOnce(bool)>,
    lost: Once<dyn FnOnce()>,
}

impl Drop for Claim {
    fn drop(&mut self) {
        self.0.gone.set(true);
        self.0.let_go();
        self.0.listener.take();
        self.0.timer.take();
    }
}

/// Asks for the claim. `then` is told once whether it was given; `lost`, later, when another tab has taken it.
pub fn claim(how: How, then: impl FnOnce(bool) + 'static, lost: impl FnOnce() + 'static) -> Claim {
    let state = Rc::new(State::default());
    state.then.replace(Some(Box::new(then)));
    state.lost.replace(Some(Box::new(lost)));
    if !lock(&state, how, true) {
        ask(&state, how);
    }
    Claim(state)
}

impl State {
    fn answer(&self, ours: bool) {
        self.had.set(ours);
        // Taken out first: what is called may ask again.
        let then = self.then.take();
        if let Some(then) = then {
            then(ours);
        }
    }

    fn let_go(&self) {
        self.had.set(false);
        if let Some(release) = self.release.take() {
            release.call0(&JsValue::UNDEFINED).ok();
        }
    }

    fn taken(&self) {
        if self.had.replace(false) && !self.gone.get() {
            let lost = self.lost.take();
            if let Some(lost) = lost {
                lost();
            }
        }
    }
}

/// Asks by the browser's locks; false where it has none. Where it has some and lets this page have none, the other tabs
/// are asked.
fn lock(state: &Rc<State>, how: How, again: bool) -> bool {
    let get = |on: &JsValue, name: &str| Reflect::get(on, &name.into()).ok();
    let Some(locks) = web_sys::window().and_then(|w| get(&w.navigator(), "locks")) else { return false };
    let Some(request) = get(&locks, "request").and_then(|f| f.dyn_into::<Function>().ok()) else { return false };
    let options = Object::new();
    let option = if how == How::Ask { "ifAvailable" } else { "steal" };
    if Reflect::set(&options, &option.into(), &JsValue::TRUE).is_err() {
        return false;
    }
    let given = {
        let state = Rc::clone(state);
        Closure::once_into_js(move |lock: JsValue| -> JsValue {
            if state.gone.get() {
                return JsValue::UNDEFINED;
            }
            if lock.is_null() {
                refused(&state, how, again);
                return JsValue::UNDEFINED;
            }
            // Held until this is resolved.
            let held = Promise::new(&mut |resolve, _| {
                state.release.replace(Some(resolve));
            });
            state.answer(true);
            held.into()
        })
    };
    let Some(asked) = request.call3(&locks, &NAME.into(), &options, &given).ok() else { return false };
    // The promise is refused when another tab takes the lock; and at once where this page may have none.
    let refused = {
        let state = Rc::clone(state);
        Closure::once_into_js(move |_: JsValue| {
            let unanswered = state.then.borrow().is_some();
            if unanswered && !state.gone.get() {
                ask(&state, how);
            } else {
                state.taken();
            }
        })
    };
    if let Some(catch) = get(&asked, "catch").and_then(|f| f.dyn_into::<Function>().ok()) {
        catch.call1(&asked, &refused).ok();
    }
    true
}

fn refused(state: &Rc<State>, how: How, again: bool) {
    if !again {
        state.answer(false);
        return;
    }
    let later = Rc::clone(state);
    let timer = Timeout::new(AGAIN_MS, move || {
        if !later.gone.get() {
            lock(&later, how, false);
        }
    });
    state.timer.replace(Some(timer));
}

/// Asks the other tabs.
fn ask(state: &Rc<State>, how: How) {
    let heard = {
        let state = Rc::clone(state);
        storage::on_change(Key::Tab, move |said| {
            let said = said.unwrap_or_default();
            if state.had.get() {
                match said.split(' ').next() {
                    Some("ask") => say("held"),
                    Some("take") => state.taken(),
                    _ => {}
                }
            } else if how == How::Ask && said.starts_with("held ") {
                state.answer_late(false);
            }
        })
    };
    state.listener.replace(heard);
    let timer = {
        let state = Rc::clone(state);
        move || state.answer_late(true)
    };
    match how {
        How::Ask => {
            say("ask");
            state.timer.replace(Some(Timeout::new(ANSWER_MS, timer)));
        }
        How::Take => {
            say("take");
            state.timer.replace(Some(Timeout::new(0, timer)));
        }
    }
}

impl State {
    /// Answers if nobody has.
    fn answer_late(&self, ours: bool) {
        if self.then.borrow().is_some() && !self.gone.get() {
            self.answer(ours);
        }
    }
}

/// Says a word to the other tabs; with the time, since only a change is told to them.
fn say(word: &str) {
    let now = clock::read();
    // Where nothing can be written, nobody can be asked, and each tab is alone.
    storage::write(Key::Tab, &[word, " ", &now.wall_ms.to_string(), ".", &now.steady_ms.to_string()].concat()).ok();
}
