//! The page's one audio context: opened when sound is first wanted, let be heard by the user's first touch, and watched
//! from then on.
//!
//! A browser may refuse sound until a touch or a key, take it away for another app, interrupt it for a call (on iOS,
//! where asking to go on meanwhile does harm), or move it to another device. Each is told to whoever [`listen`]s.

use crate::device::events::{Listener, on, on_window};
use crate::device::{Capability, Fault};
use js_sys::{Promise, Reflect};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{AudioContext, EventTarget};

/// What the sound is doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// There is none: never opened, or the browser has none.
    Absent,
    /// The browser waits for a touch or a key.
    Blocked,
    /// It can be heard.
    Running,
    /// It was running, and was taken away.
    Away,
    /// A call or another app has it; it comes back by itself, and may not be asked for.
    Interrupted,
}

/// What befell the sound.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// Its [`State`] is another.
    State,
    /// It may come out of another device. A browser tells so of a camera that comes or goes, too.
    Output,
}

struct Open {
    context: AudioContext,
    /// Whether it has ever run: what is suspended then was taken away, and is not waiting for the first touch.
    has_run: bool,
    /// Whether nobody needs it. It may begin to run all the same: a touch has asked for it, and the answer is on its way.
    rests: bool,
    _listeners: [Option<Listener>; 2],
}

type Told = Option<Rc<dyn Fn(Change)>>;

thread_local! {
    static OPEN: RefCell<Option<Open>> = const { RefCell::new(None) };
    static TOLD: RefCell<Told> = const { RefCell::new(None) };
    /// Touches, keys and changes of device, for as long as the page lives.
    static ALWAYS: RefCell<Vec<Option<Listener>>> = const { RefCell::new(Vec::new()) };
    static IGNORE: Closure<dyn FnMut(JsValue)> = Closure::new(|_| {});
}

/// The context; opened where it is not yet. Opened outside a touch or a key it may stay [`State::Blocked`] until one.
///
/// # Errors
/// Where the browser has no sound.
pub fn open() -> Result<AudioContext, Fault> {
    if let Some(context) = OPEN.with_borrow(|open| open.as_ref().map(|o| o.context.clone())) {
        return Ok(context);
    }
    let context = AudioContext::new().map_err(|e| Fault::new(Capability::Audio, &e))?;
    let target: &EventTarget = &context;
    let listeners =
        [on(target.clone(), "statechange", |_| changed()), on(target.clone(), "sinkchange", |_| tell(Change::Output))];
    let has_run = name(&context) == "running";
    OPEN.set(Some(Open { context: context.clone(), has_run, rests: false, _listeners: listeners }));
    always();
    Ok(context)
}

/// Opens the context and asks for it to be heard; to be called from within a touch or a key.
///
/// # Errors
/// Where the browser has no sound.
pub fn unlock() -> Result<(), Fault> {
    open().map(|_| ask())
}

/// Opens the context, and asks for it to be heard again where nobody needed it for a while. It was heard before that, or
/// asked for by a touch: a browser that was not touched is not asked, since it would complain.
///
/// # Errors
/// Where the browser has no sound.
pub fn wake() -> Result<(), Fault> {
    open()?;
    if OPEN.with_borrow(|open| open.as_ref().is_some_and(|o| o.rests)) {
        ask();
    }
    Ok(())
}

/// What the sound is doing.
pub fn state() -> State {
    OPEN.with_borrow(|open| match open {
        None => State::Absent,
        Some(open) => match name(&open.context).as_str() {
            "running" => State::Running,
            "interrupted" => State::Interrupted,
            _ if open.has_run => State::Away,
            _ => State::Blocked,
        },
    })
}

/// Tells `told` from now on what befalls the sound, in place of who was told before; nobody, for `None`.
pub fn listen(told: Option<Rc<dyn Fn(Change)>>) {
    TOLD.set(told);
}

/// Puts a new context in the place of one that has failed.
///
/// # Errors
/// Where the browser gives no other.
pub fn rebuild() -> Result<AudioContext, Fault> {
    if let Some(old) = OPEN.take() {
        old.context.close().ok().as_ref().map(hush);
    }
    let context = open()?;
    OPEN.with_borrow_mut(|open| {
        if let Some(open) = open {
            open.has_run = true;
        }
    });
    ask();
    Ok(context)
}

/// Nobody needs the sound for now: the device may rest. [`unlock`] wakes it again.
pub fn rest() {
    OPEN.with_borrow_mut(|open| {
        if let Some(open) = open.as_mut() {
            open.rests = true;
            // What is suspended by ourselves was not taken away.
            open.has_run = false;
            suspend(&open.context);
        }
    });
}

/// How this page's sound lives with that of other apps, by the names of the Audio Session API: `ambient` plays over
/// music and is silent on a muted device, `playback` is the other way round. Where there is no such API, nothing.
pub fn category(kind: &str) {
    if let Some(session) = session() {
        // An older browser that does not know the kind keeps its own.
        Reflect::set(&session, &"type".into(), &kind.into()).ok();
    }
}

/// Whether this browser lets a page say how its sound lives with that of others.
pub fn has_categories() -> bool {
    session().is_some()
}

fn session() -> Option<JsValue> {
    let session = Reflect::get(&web_sys::window()?.navigator(), &"audioSession".into()).ok()?;
    session.is_object().then_some(session)
}

/// The context's own word; `web_sys` does not know `interrupted`.
fn name(context: &AudioContext) -> String {
    Reflect::get(context, &"state".into()).ok().and_then(|s| s.as_string()).unwrap_or_default()
}

/// Asks for the sound, where it waits for that.
fn ask() {
    let context = OPEN.with_borrow_mut(|open| {
        let open = open.as_mut()?;
        open.rests = false;
        Some(open.context.clone())
    });
    if let Some(context) = context.filter(|c| name(c) == "suspended") {
        context.resume().ok().as_ref().map(hush);
    }
}

fn suspend(context: &AudioContext) {
    if name(context) == "running" {
        context.suspend().ok().as_ref().map(hush);
    }
}

/// A refusal is seen in the state, and need not be told twice.
pub(super) fn hush(promise: &Promise) {
    IGNORE.with(|ignore| drop(promise.catch(ignore)));
}

fn changed() {
    OPEN.with_borrow_mut(|open| {
        if let Some(open) = open.as_mut().filter(|o| name(&o.context) == "running") {
            if open.rests {
                suspend(&open.context);
            } else {
                open.has_run = true;
            }
        }
    });
    tell(Change::State);
}

fn tell(change: Change) {
    if let Some(told) = TOLD.with_borrow(Clone::clone) {
        told(change);
    }
}

/// A browser may take the sound away at any time and give it back only in a touch: so every touch asks, for good.
fn always() {
    if ALWAYS.with_borrow(|all| !all.is_empty()) {
        return;
    }
    let touched = |_| {
        // Only what somebody listens to is woken.
        if TOLD.with_borrow(Option::is_some) {
            ask();
        }
    };
    let devices = web_sys::window()
        .and_then(|w| Reflect::get(&w.navigator(), &"mediaDevices".into()).ok())
        .and_then(|devices| devices.dyn_into::<EventTarget>().ok());
    ALWAYS.set(vec![
        on_window("pointerup", touched),
        on_window("keydown", touched),
        devices.and_then(|devices| on(devices.clone(), "devicechange", |_| tell(Change::Output))),
    ]);
}
