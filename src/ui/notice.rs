//! What could not be done, in words: one thing at a time, each for as long as it takes to be read twice.

use super::fresh::{Fresh, fresh};
use super::store::Store;
use crate::device::dom;
use gloo_timers::callback::Timeout;
use leptos::prelude::*;

/// How long a notice stays, in milliseconds.
const STAYS_MS: u32 = 10_000;

/// The notice, while there is one; a touch puts it away, except in a session, where touches are the session's.
#[component]
pub fn Notice() -> Fresh {
    let store = Store::here();
    let first = Memo::new(move |_| store.notices.with(|all| all.first().copied()));
    let done = move || {
        store.notices.try_update(|all| {
            if !all.is_empty() {
                all.remove(0);
            }
        });
    };
    // The next one has its whole time: the timer of the one before ends with it.
    let timer = StoredValue::new_local(None);
    Effect::new(move || timer.set_value(first.get().map(|_| Timeout::new(STAYS_MS, done))));
    // For what makes room for it: styles that asked whether there is one would have the whole page looked through at every
    // change of it.
    Effect::new(move || dom::mark_root("notice", first.with(Option::is_some)));
    let notice = move || {
        let words = first.get()?;
        Some(fresh(view! { <p class="notice" role="alert" on:click=move |_| done()>{words}</p> }))
    };
    // No box of its own: it stands at the top of the whole page for as long as that is scrolled.
    fresh(view! { <div class="part">{notice}</div> })
}
