//! Leaving a running session asks first.

use super::store::Store;
use super::words;
use crate::device::hash;
use leptos::prelude::*;

/// The question, while it is asked.
#[component]
pub fn Leave() -> impl IntoView {
    let store = Store::here();
    let stay = move || store.leaving.set(None);
    let go = move || {
        store.leaving.set(None);
        store.under_way.set(false);
        // The session was put back on top of where it is left for.
        hash::back();
    };
    view! {
        <Show when=move || store.leaving.with(Option::is_some)>
            <div
                class="ask"
                role="alertdialog"
                aria-modal="true"
                aria-labelledby="ask"
                on:click=|ev| ev.stop_propagation()
                on:keydown=move |ev| if ev.key() == "Escape" { stay() }
            >
                <div>
                    <h2 id="ask">{words::LEAVE_TITLE}</h2>
                    <p>{words::LEAVE_TEXT}</p>
                    <div class="ahead">
                        <button class="act" type="button" autofocus on:click=move |_| stay()>{words::LEAVE_STAY}</button>
                        <button class="act quiet" type="button" on:click=move |_| go()>{words::LEAVE_GO}</button>
                    </div>
                </div>
            </div>
        </Show>
    }
}
