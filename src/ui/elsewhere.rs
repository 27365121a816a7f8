//! One session at a time: what a tab shows while another one runs it.

use super::fresh::{Fresh, fresh};
use super::kept::{self, Opening};
use super::store::Store;
use super::words;
use crate::address::{Route, Start};
use crate::device::{dom, hash};
use gloo_timers::callback::Timeout;
use leptos::prelude::*;

/// Over the session's page, while another tab runs the session.
#[component]
pub fn Elsewhere() -> Fresh {
    let store = Store::here();
    let there = Memo::new(move |_| store.elsewhere.get());
    Effect::new(move || {
        if there.get() {
            // Once it stands in the page.
            Timeout::new(0, || dom::focus(".ask .act")).forget();
        }
    });
    let home = move |_| {
        store.elsewhere.set(false);
        hash::go(&Route::Home(1).address());
    };
    let told = move || {
        let told = view! {
            <div class="ask" role="alertdialog" aria-modal="true" aria-labelledby="there">
                <div>
                    <h2 id="there">{words::ELSEWHERE_TITLE}</h2>
                    <p>{words::ELSEWHERE_TEXT}</p>
                    <div class="ahead">
                        <button class="act" type="button" on:click=move |_| take(store)>{words::USE_THIS}</button>
                        <button class="act quiet" type="button" on:click=home>{words::GO_HOME}</button>
                    </div>
                </div>
            </div>
        };
        there.get().then(|| fresh(told))
    };
    fresh(view! { <div>{told}</div> })
}

/// Takes the session that runs in another tab: where it is; where nothing is kept, from this page's own beginning, or
/// from Home the whole.
pub fn take(store: Store) {
    super::session::unlock_sound();
    store.elsewhere.set(false);
    if let Some(saved) = kept::found(store) {
        kept::take_up(store, &saved, Opening::Taken);
        return;
    }
    store.opening.set_value(Opening::Taken);
    match store.route.get_untracked() {
        // The same page anew.
        route @ Route::Session(_) => store.route.set(route),
        Route::Home(speed) => hash::go(&Route::Session(Start::whole(speed)).address()),
        _ => hash::go(&Route::Session(Start::whole(1)).address()),
    }
}
