//! A new version: when it may be offered, and the offer.

use super::fresh::{Fresh, fresh};
use super::store::Store;
use super::words::{self, keeping};
use crate::device::clock;
use crate::device::storage::{self, Key};
use crate::device::worker::{self, Update};
use crate::session::Hush;
use gloo_timers::callback::Timeout;
use leptos::prelude::*;

/// Tells the worker, as long as the app lasts, whether a session is under way, and knows whether it is too soon after one
/// to offer anything, whichever tab or visit it was in. To be called once.
pub fn watch(store: Store) {
    let end = StoredValue::new_local(None);
    settle(store, end);
    let elsewhere = storage::on_change(Key::Hush, move |_| settle(store, end));
    let _kept = StoredValue::new_local(elsewhere);
    Effect::new(move |was: Option<bool>| {
        let under_way = store.under_way.get();
        if under_way != was.unwrap_or_default() {
            worker::set_session(under_way);
        }
        if was == Some(true) && !under_way {
            let hush = Hush::begun(clock::read().wall_ms);
            match storage::write(Key::Hush, &hush.line()) {
                Ok(()) => settle(store, end),
                // What else could not be kept has been said; this is only forgotten sooner.
                Err(_) => keep(store, end, hush),
            }
        }
        under_way
    });
}

/// The timer at whose end it is looked again.
type End = StoredValue<Option<Timeout>, LocalStorage>;

/// Reads whether it is still too soon.
fn settle(store: Store, end: End) {
    let line = storage::read(Key::Hush).ok().flatten();
    match line.as_deref().map(Hush::parse) {
        Some(Some(hush)) => keep(store, end, hush),
        Some(None) => {
            store.set_aside(Key::Hush, &line.unwrap_or_default(), words::BAD_CHOICES);
            store.hushed.set(false);
        }
        None => store.hushed.set(false),
    }
}

fn keep(store: Store, end: End, hush: Hush) {
    let left_ms = hush.left_ms(clock::read().wall_ms);
    end.set_value(left_ms.map(|ms| Timeout::new(ms, move || keep(store, end, hush))));
    store.hushed.set(left_ms.is_some());
}

/// What may be offered now: nothing for a while after a session. Follows [`Store::hushed`].
pub fn offered(store: Store) -> Update {
    if store.hushed.get() { Update::None } else { worker::update() }
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
