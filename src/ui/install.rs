//! The shelf on Home: one quiet line on what concerns this device. How much is kept, and what can be done: take a new
//! version, or else install.

use super::fresh::{Fresh, fresh};
use super::store::Store;
use super::update;
use super::words::keeping;
use crate::device::install::{self, Install};
use crate::device::worker::{self, Kept, Update};
use leptos::prelude::*;

/// What the shelf says.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Told(Update, Install, Kept);

fn told(store: Store) -> Told {
    Told(update::offered(store), install::offer(), worker::kept())
}

/// The line; empty where there is nothing to say.
#[component]
pub fn Shelf() -> Fresh {
    let store = Store::here();
    let news = RwSignal::new(());
    let listener = worker::on_told(move || news.set(()));
    let _kept = StoredValue::new_local(listener);
    let now = Memo::new(move |_| {
        news.track();
        told(store)
    });
    let kept = move || match now.get().2 {
        Kept::All => keeping::READY.to_owned(),
        Kept::Part(percent) => keeping::saving(percent),
        Kept::Failed => keeping::FAILED.to_owned(),
        Kept::Unknown => String::new(),
    };
    // What is offered stays the same element while nothing else is: one that is made anew under a finger is not pressed.
    let offered = Memo::new(move |_| match now.get() {
        Told(Update::None, install, _) => (Update::None, install),
        Told(update, ..) => (update, Install::None),
    });
    let more = move || match offered.get() {
        (Update::Waiting, _) => Some(update::offer()),
        (Update::Busy, _) => Some(says(keeping::UPDATE_BUSY)),
        (Update::None, Install::Offered) => Some(fresh(view! {
            <button class="word" type="button" on:click=|_| install::accept()><u>{keeping::INSTALL}</u></button>
        })),
        (Update::None, Install::ByHand) => Some(says(keeping::BY_HAND)),
        (Update::None, Install::None) => None,
    };
    // It moves with what is offered of a kept session: until that is known, nobody may press it.
    fresh(view! {
        <div class="shelf" style:visibility=move || store.looking.get().then_some("hidden")>
            <super::battery::Battery/>
            <span class="keeps">{kept}</span>
            <span class="more">{more}</span>
        </div>
    })
}

fn says(words: &'static str) -> Fresh {
    fresh(view! { <span>{words}</span> })
}
