//! Where this comes from, what tradition says, and the licences.

use super::fresh::{Fresh, fresh};
use super::home::Bar;
use super::store::Store;
use super::words;
use crate::address::Route;
use leptos::prelude::*;

/// About.
#[component]
pub fn About() -> Fresh {
    let routine = Store::here().routine();
    let claims: Vec<_> = routine
        .sequences()
        .iter()
        .filter_map(|s| Some(view! { <p><b class="letter" data-sequence=s.letter().to_string()>{s.letter()}</b>" "{s.claim()?.to_owned()}</p> }))
        .collect();
    fresh(view! {
        <main class="page" id="about">
            <Bar/>
            <h1>{words::ABOUT_TITLE}</h1>
            <p class="lede">{routine.introduction().to_owned()}</p>
            <h2>{words::ABOUT_SOURCE}</h2>
            <p>{routine.credit().to_owned()}</p>
            <h2>{words::ABOUT_CLAIMS}</h2>
            {claims}
            <p>{words::ABOUT_CLAIMS_NOTE}" "<a href=Route::Safety.href()>{words::SAFETY}</a></p>
            <h2>{words::ABOUT_LICENCE}</h2>
            <p>{words::ABOUT_LICENCE_TEXT}</p>
            <p>{words::ABOUT_PRIVATE}</p>
        </main>
    })
}
