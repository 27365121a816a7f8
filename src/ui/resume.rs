//! On Home: the session that was broken off and can be taken up again, or that runs in another tab.

use super::elsewhere;
use super::fresh::{Fresh, fresh};
use super::kept::{self, Opening};
use super::store::Store;
use super::sure::Sure;
use super::words;
use crate::device::events::on_visibility;
use crate::device::storage::{self, Key};
use crate::device::tabs::{self, How};
use crate::session::Saved;
use leptos::prelude::*;

/// What there is to offer.
#[derive(Clone, PartialEq)]
enum Offer {
    Nothing,
    Resume(Saved, String),
    Elsewhere,
}

/// The offer, while there is one.
#[component]
pub fn Resume() -> Fresh {
    let store = Store::here();
    let offer = RwSignal::new(Offer::Nothing);
    // Asked anew whenever something may have changed: a claim given is given back at once.
    let asked = StoredValue::new_local(None);
    let look = move || {
        let answered = move |free: bool| {
            let found = if free { resume(store) } else { Offer::Elsewhere };
            if offer.try_with_untracked(|before| *before != found) == Some(true) {
                offer.set(found);
            }
            store.looking.try_set(false);
            asked.try_update_value(|asked| drop(asked.take()));
        };
        let claim = tabs::claim(How::Ask, answered, || {});
        asked.try_set_value(Some(claim));
    };
    look();
    let changed = storage::on_change(Key::Session, move |_| look());
    let shown = on_visibility(move |visible| {
        if visible {
            look();
        }
    });
    let listening = StoredValue::new_local((changed, shown));
    on_cleanup(move || {
        listening.dispose();
        asked.dispose();
    });
    let view = move || match offer.get() {
        Offer::Nothing => None,
        Offer::Resume(saved, words) => {
            let go = move |_| {
                super::session::unlock_sound();
                kept::take_up(store, &saved, Opening::Going);
            };
            let sure = Sure::new();
            let forget = move |_| {
                if sure.press() {
                    kept::forget(store);
                    offer.set(Offer::Nothing);
                }
            };
            let forgets = move || if sure.asks() { words::FORGET_ASK } else { words::FORGET };
            Some(fresh(view! {
                <div class="resume">
                    <button class="begin" type="button" aria-label=words::RESUME aria-describedby="resume" on:click=go>
                        <b>{words::RESUME}</b>
                        <span id="resume">{words}</span>
                    </button>
                    <button class="word" type="button" on:click=forget><u>{forgets}</u></button>
                </div>
            }))
        }
        Offer::Elsewhere => Some(fresh(view! {
            <div class="resume">
                <p role="status">{words::ELSEWHERE}</p>
                <button class="act quiet" type="button" on:click=move |_| elsewhere::take(store)>{words::USE_THIS}</button>
            </div>
        })),
    };
    fresh(view! { <div class="kept">{view}</div> })
}

fn resume(store: Store) -> Offer {
    let taken = kept::found(store).map(|saved| (saved.take_up(&store.routine()), saved));
    match taken {
        None => Offer::Nothing,
        Some((Some(taken), saved)) => {
            let words = words::resume_at(&saved, &taken.frame());
            Offer::Resume(saved, words)
        }
        // There is nothing left to do of it.
        Some((None, _)) => {
            kept::forget(store);
            Offer::Nothing
        }
    }
}
