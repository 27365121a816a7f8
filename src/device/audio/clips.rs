//! Sound files, fetched and decoded one after the other in a few lanes, in the order in which they are asked for.

use crate::device::{Capability, Fault};
use js_sys::{ArrayBuffer, Promise};
use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::{Rc, Weak};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{AudioBuffer, BaseAudioContext, Response};

/// How many files are on their way at once: enough to hide the way there and back, few enough to leave the line free.
const LANES: usize = 3;

type Then = Box<dyn Fn(usize, Result<AudioBuffer, Fault>)>;
type Step = Closure<dyn FnMut(JsValue)>;

/// Fetches and decodes. Dropping it gives up what is on its way.
pub struct Loader(Rc<Inner>);

struct Inner {
    context: RefCell<BaseAudioContext>,
    waiting: RefCell<VecDeque<(usize, String)>>,
    lanes: RefCell<Vec<Lane>>,
    then: Then,
}

/// One file at a time: its number while there is one, and what is called when a step is done or has failed.
struct Lane {
    on: Option<usize>,
    done: Step,
    failed: Step,
}

impl Loader {
    /// A loader that decodes for this context, and hands what it gets or cannot get to `then`, by its number.
    pub fn new(context: &BaseAudioContext, then: impl Fn(usize, Result<AudioBuffer, Fault>) + 'static) -> Self {
        Self(Rc::new_cyclic(|weak: &Weak<Inner>| {
            let lane = |n: usize| {
                let call = |f: fn(&Rc<Inner>, usize, JsValue)| -> Step {
                    let weak = weak.clone();
                    Closure::new(move |value| {
                        if let Some(inner) = weak.upgrade() {
                            f(&inner, n, value);
                        }
                    })
                };
                Lane { on: None, done: call(Inner::done), failed: call(Inner::failed) }
            };
            Inner {
                context: RefCell::new(context.clone()),
                waiting: RefCell::default(),
                lanes: RefCell::new((0..LANES).map(lane).collect()),
                then: Box::new(then),
            }
        }))
    }

    /// Decodes for another context from now on.
    pub fn use_context(&self, context: &BaseAudioContext) {
        self.0.context.replace(context.clone());
    }

    /// Asks for files by number and address, after those that were asked for before.
    pub fn want(&self, files: impl Iterator<Item = (usize, String)>) {
        self.0.waiting.borrow_mut().extend(files);
        for lane in 0..LANES {
            self.0.next(lane);
        }
    }
}

impl Inner {
    /// Sets a lane to the next file, where it is free.
    fn next(&self, lane: usize) {
        let free = self.lanes.borrow().get(lane).is_some_and(|l| l.on.is_none());
        let next = if free { self.waiting.borrow_mut().pop_front() } else { None };
        let Some((number, address)) = next else { return };
        if let Some(lane) = self.lanes.borrow_mut().get_mut(lane) {
            lane.on = Some(number);
        }
        if let Some(window) = web_sys::window() {
            self.follow(lane, &window.fetch_with_str(&address));
        }
    }

    fn follow(&self, lane: usize, promise: &Promise) {
        if let Some(lane) = self.lanes.borrow().get(lane) {
            drop(promise.then2(&lane.done, &lane.failed));
        }
    }

    /// A step is done: an answer has bytes, bytes have samples.
    fn done(self: &Rc<Self>, lane: usize, value: JsValue) {
        let next = match value.dyn_into::<Response>() {
            Ok(answer) if answer.ok() => answer.array_buffer(),
            Ok(answer) => return self.failed(lane, answer.status_text().into()),
            Err(value) => match value.dyn_into::<ArrayBuffer>() {
                Ok(bytes) => {
                    // Older Safari knows callbacks only, and gives no promise.
                    let context = self.context.borrow().clone();
                    let lanes = self.lanes.borrow();
                    let Some(Lane { done, failed, .. }) = lanes.get(lane) else { return };
                    let (done, failed) = (done.as_ref().unchecked_ref(), failed.as_ref().unchecked_ref());
                    let asked =
                        context.decode_audio_data_with_success_callback_and_error_callback(&bytes, done, failed);
                    if let Ok(promise) = asked
                        && promise.is_instance_of::<Promise>()
                    {
                        // Who has been told by the callback need not be told by the promise.
                        super::context::hush(&promise);
                    }
                    return;
                }
                Err(value) => {
                    if let Ok(buffer) = value.dyn_into::<AudioBuffer>() {
                        self.finish(lane, Ok(buffer));
                    }
                    return;
                }
            },
        };
        match next {
            Ok(promise) => self.follow(lane, &promise),
            Err(thrown) => self.failed(lane, thrown),
        }
    }

    fn failed(self: &Rc<Self>, lane: usize, why: JsValue) {
        self.finish(lane, Err(Fault::new(Capability::Voice, &why)));
    }

    fn finish(&self, lane: usize, got: Result<AudioBuffer, Fault>) {
        let number = self.lanes.borrow_mut().get_mut(lane).and_then(|l| l.on.take());
        if let Some(number) = number {
            (self.then)(number, got);
            self.next(lane);
        }
    }
}
