//! What could not be done, in words, over whatever is shown.

use super::fresh::{Fresh, fresh};
use super::store::Store;
use gloo_timers::callback::Timeout;
use leptos::prelude::*;

/// How long a notice stays, in milliseconds: long enough to be read twice.
const STAYS_MS: u32 = 10_000;

/// The notice, while there is one; a touch puts it away.
#[component]
pub fn Notice() -> Fresh {
    let store = Store::here();
    // A newer one has its whole time: the timer of the one before ends with it.
    let timer = StoredValue::new_local(None);
    Effect::new(move || {
        let timeout = store.notice.get().map(|_| Timeout::new(STAYS_MS, move || store.notice.set(None)));
        timer.set_value(timeout);
    });
    let notice = move || {
        let words = store.notice.get()?;
        Some(fresh(view! { <p class="notice" role="alert" on:click=move |_| store.notice.set(None)>{words}</p> }))
    };
    fresh(view! { <div>{notice}</div> })
}
