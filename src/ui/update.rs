//! A new version: when it may be offered, and the offer.

use super::fresh::{Fresh, fresh};
use super::store::Store;
use super::words::keeping;
use crate::device::worker::{self, Update};
use gloo_timers::callback::Timeout;
use leptos::prelude::*;
use std::cell::Cell;

/// How long after a session nothing is offered, in milliseconds: whoever has just been massaged is left alone.
const QUIET_MS: u32 = 10 * 60 * 1000;

thread_local! {
    static QUIET: Cell<u32> = const { Cell::new(0) };
}

/// Tells the worker, as long as the app lasts, whether a session is under way. To be called once.
pub fn watch(store: Store) {
    Effect::new(move |was: Option<bool>| {
        let under_way = store.under_way.get();
        if under_way != was.unwrap_or_default() {
            worker::set_session(under_way);
        }
        if was == Some(true) && !under_way {
            QUIET.set(QUIET.get() + 1);
            Timeout::new(QUIET_MS, || QUIET.set(QUIET.get().saturating_sub(1))).forget();
        }
        under_way
    });
}

/// What may be offered now: nothing for a while after a session.
pub fn offered() -> Update {
    if QUIET.get() > 0 { Update::None } else { worker::update() }
}

/// The offer of a version that waits.
pub fn offer() -> Fresh {
    fresh(view! {
        <span>
            {keeping::UPDATE}
            <button class="word" type="button" on:click=|_| worker::use_update()><u>{keeping::UPDATE_USE}</u></button>
        </span>
    })
}
