//! One session at a time: what a tab shows while another one runs it.

use super::ask::Ask;
use super::fresh::{Fresh, fresh};
use super::kept::{self, Opening};
use super::store::Store;
use super::words;
use crate::address::{Route, Start};
use crate::device::hash;
use leptos::prelude::*;

/// Over the session's page, while another tab runs the session.
#[component]
pub fn Elsewhere() -> Fresh {
    let store = Store::here();
    let there = Memo::new(move |_| store.elsewhere.get());
    let here = Callback::new(move |()| take(store));
    let home = Callback::new(move |()| {
        store.elsewhere.set(false);
        hash::go(&Route::Home(1).address());
    });
    fresh(view! {
        <Ask
            when=there.into()
            id="there"
            title=words::ELSEWHERE_TITLE
            text=words::ELSEWHERE_TEXT
            first=(words::USE_THIS, here)
            second=(words::GO_HOME, home)
            escape=home
        />
    })
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
