//! Keys and pedals in a session: heard here, told apart by the key map, carried out by the driver.

use super::controls::Handle;
use super::driver::{Driver, Shown};
use crate::device::clock;
use crate::device::events::{Listener, on_window};
use crate::session::{Act, Command, Key, Phase, Pressed, Presses};
use crate::ui::store::Store;
use gloo_timers::callback::Timeout;
use leptos::prelude::*;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, KeyboardEvent};

/// What takes keys for itself wherever it has the focus: arrows move in it, letters are written into it.
const TAKES_ALL: &str = "input,select,textarea,[contenteditable]";

/// What takes Space and Enter for a press.
const TAKES_PRESSES: &str = "button,a,summary";

/// The key of an event, where it is ours to use: not the browser's, not a screen reader's, and not of what has the
/// focus. A key that is held down is pressed once.
pub fn key(event: &Event) -> Option<Key> {
    let event: &KeyboardEvent = event.dyn_ref()?;
    let name = event.key();
    // With Shift a letter is a large one; anything else, as Space, is a way to mark text or to scroll back.
    let shifted = event.shift_key() && (name.chars().nth(1).is_some() || name == " ");
    let theirs = event.ctrl_key() || event.alt_key() || event.meta_key() || shifted || event.is_composing();
    if theirs || event.repeat() || event.default_prevented() {
        return None;
    }
    let key = Key::of(&name)?;
    let focus: Option<Element> = event.target().and_then(|t| t.dyn_into().ok());
    let within = |what: &str| focus.as_ref().is_some_and(|e| e.closest(what).ok().flatten().is_some());
    let taken = within(TAKES_ALL) || (key.presses() && within(TAKES_PRESSES));
    (!taken).then_some(key)
}

/// Listens for as long as what is returned lives.
pub fn listen(store: Store, handle: Handle, shown: Shown) -> [Option<Listener>; 2] {
    let taught = crate::ui::pedal::follow(store);
    let presses = Rc::new(RefCell::new(Presses::default()));
    let timer = Rc::new(RefCell::new(None));
    let unheard = move || {
        store.leaving.with_untracked(Option::is_some) || shown.frame.with_untracked(|f| f.phase == Phase::Finished)
    };
    let carry_out = move |pressed: Pressed| {
        if let Some(act) = pressed.act.filter(|_| !unheard()) {
            handle.try_with_value(|driver| ask(driver, act));
        }
    };
    let heard = on_window("keydown", move |event| {
        let Some(key) = key(&event).filter(|_| !unheard()) else { return };
        let acts = store.keys.with_untracked(|map| map.acts(&key));
        if acts.once.or(acts.twice).is_none() {
            return;
        }
        event.prevent_default();
        handle.try_with_value(Driver::touched);
        let now = clock::now();
        let settled = store.keys.with_untracked(|map| presses.borrow_mut().press(map, key, now));
        settled.into_iter().flatten().for_each(carry_out);
        let presses = Rc::clone(&presses);
        let wait = presses.borrow().wait_ms(now);
        *timer.borrow_mut() = wait.map(|ms| {
            Timeout::new(u32::try_from(ms).unwrap_or_default(), move || {
                let now = clock::now();
                let settled = store.keys.with_untracked(|map| presses.borrow_mut().settle(map, now));
                settled.into_iter().for_each(carry_out);
            })
        });
    });
    [taught, heard]
}

/// Asks the session.
fn ask(driver: &Driver, act: Act) {
    match act {
        Act::Pause => driver.toggle(),
        Act::Next => driver.command(Command::Next),
        Act::Previous => driver.command(Command::Previous),
        Act::Again => driver.command(Command::RepeatMovement),
        Act::BackToA => driver.command(Command::ReturnToA),
        Act::Hold => driver.toggle_hold(),
        Act::Sound => driver.change_sound(),
    }
}
