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
    Effect::new(move || {
        if store.notice.get().is_some() {
            Timeout::new(STAYS_MS, move || store.notice.set(None)).forget();
        }
    });
    let notice = move || {
        let words = store.notice.get()?;
        Some(fresh(view! { <p class="notice" role="alert" on:click=move |_| store.notice.set(None)>{words}</p> }))
    };
    fresh(view! { <div>{notice}</div> })
}
