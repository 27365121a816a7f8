//! Leaving a running session asks first.

use super::fresh::{Fresh, fresh};
use super::store::Store;
use super::words;
use crate::device::{dom, hash};
use gloo_timers::callback::Timeout;
use leptos::prelude::*;

/// The question, while it is asked.
#[component]
pub fn Leave() -> Fresh {
    let store = Store::here();
    let stay = move || store.leaving.set(None);
    let go = move || {
        store.leaving.set(None);
        store.under_way.set(false);
        // The session was put back on top of where it is left for.
        hash::back();
    };
    let asked = Memo::new(move |_| store.leaving.with(Option::is_some));
    Effect::new(move || {
        if asked.get() {
            // Once the question stands in the page.
            Timeout::new(0, || dom::focus(".ask .act")).forget();
        }
    });
    let question = move || {
        let question = view! {
            <div
                class="ask"
                role="alertdialog"
                aria-modal="true"
                aria-labelledby="ask"
                on:keydown=move |ev| match ev.key().as_str() {
                    "Escape" => stay(),
                    // Between the two answers, and not to what lies under the question.
                    "Tab" => {
                        ev.prevent_default();
                        dom::focus(".ask .act:not(:focus)");
                    }
                    _ => {}
                }
            >
                <div>
                    <h2 id="ask">{words::LEAVE_TITLE}</h2>
                    <p>{words::LEAVE_TEXT}</p>
                    <div class="ahead">
                        <button class="act" type="button" on:click=move |_| stay()>{words::LEAVE_STAY}</button>
                        <button class="act quiet" type="button" on:click=move |_| go()>{words::LEAVE_GO}</button>
                    </div>
                </div>
            </div>
        };
        asked.get().then(|| fresh(question))
    };
    fresh(view! { <div>{question}</div> })
}
