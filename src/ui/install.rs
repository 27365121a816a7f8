//! The shelf on Home: one quiet line on what concerns this device. A new version comes before installing, and that
//! before how much is kept.

use super::fresh::{Fresh, fresh};
use super::update;
use super::words::keeping;
use crate::device::install::{self, Install};
use crate::device::worker::{self, Kept, Update};
use leptos::prelude::*;

/// What the shelf says.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Told(Update, Install, Kept);

fn told() -> Told {
    Told(update::offered(), install::offer(), worker::kept())
}

/// The line, where there is something to say.
#[component]
pub fn Shelf() -> Fresh {
    let now = RwSignal::new(told());
    let listener = worker::on_told(move || {
        let told = told();
        if now.get_untracked() != told {
            now.set(told);
        }
    });
    let _kept = StoredValue::new_local(listener);
    let line = move || match now.get() {
        Told(Update::Waiting, ..) => Some(update::offer()),
        Told(Update::Busy, ..) => Some(says(keeping::UPDATE_BUSY.to_owned())),
        Told(_, Install::Offered, _) => Some(fresh(view! {
            <p class="shelf">
                <button class="word" type="button" on:click=|_| install::accept()><u>{keeping::INSTALL}</u></button>
            </p>
        })),
        Told(_, Install::ByHand, _) => Some(says(keeping::BY_HAND.to_owned())),
        Told(_, _, Kept::All) => Some(says(keeping::READY.to_owned())),
        Told(_, _, Kept::Part(percent)) => Some(says(keeping::saving(percent))),
        Told(_, _, Kept::Failed) => Some(says(keeping::FAILED.to_owned())),
        Told(_, _, Kept::Unknown) => None,
    };
    fresh(view! { <div class="shelves">{line}</div> })
}

fn says(words: String) -> Fresh {
    fresh(view! { <p class="shelf">{words}</p> })
}
