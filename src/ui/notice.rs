//! What could not be done, in words, over whatever is shown.

use super::store::Store;
use gloo_timers::callback::Timeout;
use leptos::prelude::*;

/// How long a notice stays, in milliseconds: long enough to be read twice.
const STAYS_MS: u32 = 10_000;

/// The notice, while there is one; a touch puts it away.
#[component]
pub fn Notice() -> impl IntoView {
    let store = Store::here();
    Effect::new(move || {
        if store.notice.get().is_some() {
            Timeout::new(STAYS_MS, move || store.notice.set(None)).forget();
        }
    });
    view! {
        <Show when=move || store.notice.get().is_some()>
            <p class="notice" role="alert" on:click=move |_| store.notice.set(None)>{move || store.notice.get()}</p>
        </Show>
    }
}
