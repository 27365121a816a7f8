//! Leaving a running session asks first.

use super::ask::Ask;
use super::fresh::{Fresh, fresh};
use super::store::Store;
use super::words;
use crate::device::hash;
use leptos::prelude::*;

/// The question, while it is asked.
#[component]
pub fn Leave() -> Fresh {
    let store = Store::here();
    let stay = Callback::new(move |()| store.leaving.set(None));
    let go = Callback::new(move |()| {
        store.leaving.set(None);
        store.under_way.set(false);
        // The session was put back on top of where it is left for.
        hash::back();
    });
    let asked = Memo::new(move |_| store.leaving.with(Option::is_some));
    let text = move || if store.place_kept.get() { words::LEAVE_TEXT } else { words::LEAVE_UNKEPT };
    fresh(view! {
        <Ask
            when=asked.into()
            id="ask"
            title=words::LEAVE_TITLE
            text=Signal::derive(text)
            first=(words::LEAVE_STAY, stay)
            second=(words::LEAVE_GO, go)
            escape=stay
        />
    })
}
