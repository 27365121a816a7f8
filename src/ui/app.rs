//! The app: one page at a time, and what lies over all of them.

use super::about::About;
use super::card::Card;
use super::choose::Choose;
use super::home::Home;
use super::leave::Leave;
use super::notice::Notice;
use super::picture::Gradients;
use super::route::Route;
use super::safety::Safety;
use super::session::SessionPage;
use super::store::Store;
use super::words;
use crate::device::{dom, hash};
use crate::routine::back;
use leptos::prelude::*;

/// The whole app.
#[component]
pub fn App() -> AnyView {
    match back() {
        Ok(routine) => {
            provide_context(Store::new(routine));
            view! { <Pages/> }.into_any()
        }
        // A document that did not pass its check cannot be shipped; if it were, this says so.
        Err(_) => {
            view! { <main class="page"><h1>{words::TITLE}</h1><p class="lede">{words::BROKEN}</p></main> }.into_any()
        }
    }
}

#[component]
fn Pages() -> impl IntoView {
    let store = Store::here();
    let listener = hash::on_change(move |address| {
        let to = Route::parse(&address);
        let here = store.route.get_untracked();
        if to == here {
            return;
        }
        if store.under_way.get_untracked() {
            // Stay where we are until the question is answered.
            hash::go(&here.address());
            store.leaving.set(Some(to));
        } else {
            dom::scroll_to_top();
            store.route.set(to);
        }
    });
    // The page lives as long as the app.
    let _kept = StoredValue::new_local(listener);

    view! {
        <Gradients/>
        {move || {
            let route = store.route.get();
            dom::set_root_data("page", route.name());
            match route {
                Route::Home(speed) => view! { <Home speed/> }.into_any(),
                Route::Card(letter) => view! { <Card letter/> }.into_any(),
                Route::Choose => view! { <Choose/> }.into_any(),
                Route::Safety => view! { <Safety/> }.into_any(),
                Route::About => view! { <About/> }.into_any(),
                Route::Session(start) => view! {
                    <Show when=move || store.safe.get() fallback=|| view! { <Safety first=true/> }>
                        <SessionPage start/>
                    </Show>
                }.into_any(),
            }
        }}
        <Leave/>
        <Notice/>
    }
}
