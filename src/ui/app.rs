//! The app: one page at a time, and what lies over all of them.

use super::about::About;
use super::card::Card;
use super::choose::Choose;
use super::fresh::{Fresh, fresh};
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
use gloo_timers::callback::Timeout;
use leptos::prelude::*;

/// The whole app.
#[component]
pub fn App() -> Fresh {
    match back() {
        Ok(routine) => {
            provide_context(Store::new(routine));
            fresh(view! { <Pages/> })
        }
        // A document that did not pass its check cannot be shipped; if it were, this says so.
        Err(_) => fresh(view! { <main class="page"><h1>{words::TITLE}</h1><p class="lede">{words::BROKEN}</p></main> }),
    }
}

#[component]
fn Pages() -> Fresh {
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
            // Once the new page stands in the place of the old one.
            Timeout::new(0, dom::focus_page).forget();
        }
    });
    super::update::watch(store);
    // The page lives as long as the app.
    let _kept = StoredValue::new_local(listener);

    let page = move || {
        let route = store.route.get();
        dom::set_root_data("page", route.name());
        match route {
            Route::Home(speed) => fresh(view! { <Home speed/> }),
            Route::Card(letter) => fresh(view! { <Card letter/> }),
            Route::Choose => fresh(view! { <Choose/> }),
            Route::Safety => fresh(view! { <Safety/> }),
            Route::About => fresh(view! { <About/> }),
            Route::Session(_) if !store.safe.get() => fresh(view! { <Safety first=true/> }),
            Route::Session(start) => fresh(view! { <SessionPage start/> }),
        }
    };
    fresh(view! {
        <div>
            <Gradients/>
            {page}
            <Leave/>
            <Notice/>
        </div>
    })
}
