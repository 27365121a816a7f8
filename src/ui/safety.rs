//! When not to massage: shown once before the first session, and whenever it is asked for.

use super::fresh::{Fresh, fresh};
use super::home::Bar;
use super::store::Store;
use super::words;
use leptos::prelude::*;

/// The safety page.
#[component]
pub fn Safety(
    /// Whether it stands before the first session.
    #[prop(optional)]
    first: bool,
) -> Fresh {
    let store = Store::here();
    let lines: Vec<_> = store.routine().safety().iter().map(|line| view! { <li>{line.clone()}</li> }).collect();
    let read = move |_| {
        super::session::unlock_sound();
        store.safety_read();
    };
    fresh(view! {
        <main class="page" id="safety">
            {(!first).then(|| view! { <Bar/> })}
            <h1>{words::SAFETY_TITLE}</h1>
            <p class="lede">{words::SAFETY_LEDE}</p>
            <ul class="plain">{lines}</ul>
            {first.then(|| view! {
                <div class="ahead"><button class="act" type="button" on:click=read>{words::SAFETY_READ}</button></div>
            })}
        </main>
    })
}
