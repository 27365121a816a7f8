//! The app: one page at a time, and what lies over all of them.

use super::fresh::{Fresh, Slot, fresh};
use super::kept::Opening;
use super::notice::Notice;
use super::store::Store;
use super::{parts, words};
use crate::address::Route;
use crate::device::events::on_visibility;
use crate::device::storage::{self, Key};
use crate::device::{dom, hash};
use gloo_timers::callback::{Interval, Timeout};
use leptos::prelude::*;
use leptos::task::spawn_local;

/// How long after its start the app asks for its other parts, in milliseconds: not in the way of the first paint.
const FETCH_MS: u32 = 300;

/// How often the light is held to the hour, where it follows that, in milliseconds.
const HOUR_MS: u32 = 300_000;

/// The whole app.
#[component]
pub fn App() -> Fresh {
    provide_context(Store::new());
    fresh(view! { <Pages/> })
}

#[component]
fn Pages() -> Fresh {
    let store = Store::here();
    let listener = hash::on_change(move |address| {
        let to = Route::parse(&address).unwrap_or_else(|| {
            store.say(words::NO_SUCH_ADDRESS);
            Route::Home(1)
        });
        let here = store.route.get_untracked();
        // The address of a session that is over begins it anew.
        let again = matches!(here, Route::Session(_)) && !store.under_way.get_untracked();
        if to == here && !again {
            return;
        }
        if store.under_way.get_untracked() {
            // Stay where we are until the question is answered.
            hash::go(&here.address());
            store.leaving.set(Some(to));
        } else {
            // Whoever goes somewhere has not come back to a page that was lost, and whoever goes anywhere but to a session
            // has let go of the one that was to be taken up.
            if store.opening.get_value() == Opening::Returned || !matches!(to, Route::Session(_)) {
                store.opening.set_value(Opening::New);
            }
            store.route.set(to);
        }
    });
    let chosen = storage::on_change(Key::Prefs, move |line| {
        store.chosen_elsewhere(&line.unwrap_or_default());
        if matches!(store.route.get_untracked(), Route::Home(_)) {
            // What Begin would begin is another session now. A part that does not come was asked for before, and told.
            spawn_local(async move { drop(parts::outline(store).await) });
        }
    });
    // A tablet's app stays open for days.
    let seen = on_visibility(move |visible| {
        if visible {
            store.follow_hour();
        }
    });
    let hours = Interval::new(HOUR_MS, move || store.follow_hour());
    super::update::watch(store);
    // The page lives as long as the app.
    let _kept = StoredValue::new_local((listener, chosen, seen, hours));

    let page = Page { slot: Slot::new(), asked: StoredValue::new(0), stands: StoredValue::new(None) };
    Effect::new(move || {
        let route = store.route.get();
        // A session asks for the safety page first.
        let safe = !matches!(route, Route::Session(_)) || store.safe.get();
        page.turn_to(store, route, safe);
    });
    // Whatever else there is comes when the first page stands.
    Timeout::new(FETCH_MS, move || {
        spawn_local(async move {
            // What does not come is asked for again when it is needed, and said then.
            if parts::fetch_all().await.is_ok() {
                drop(parts::settle(store).await);
            }
        });
    })
    .forget();
    fresh(view! {
        <div>
            <Notice/>
            {page.slot.view("part")}
        </div>
    })
}

/// The page that stands. The one before stays until the next has arrived, so that there is never an empty screen.
#[derive(Clone, Copy)]
struct Page {
    /// Where it stands.
    slot: Slot,
    /// How many were asked for: one that arrives after another was asked for is not placed.
    asked: StoredValue<u32>,
    /// Whose page it is.
    stands: StoredValue<Option<Route>>,
}

impl Page {
    fn turn_to(self, store: Store, route: Route, safe: bool) {
        let asked = self.asked.get_value() + 1;
        self.asked.set_value(asked);
        spawn_local(async move {
            let page = parts::page(route.clone(), safe).await;
            // A task of its own: to have loaded the page's part, or all the program, has been one.
            Timeout::new(0, move || {
                if self.asked.get_value() == asked {
                    self.place(store, route, page);
                }
            })
            .forget();
        });
    }

    fn place(self, store: Store, route: Route, page: Result<Fresh, parts::Missing>) {
        let Ok(view) = page else {
            store.say(words::NO_PART);
            // The page that stands has its address back: whoever asks once more for the one that did not come changes
            // it again, and only a change is heard of.
            if let Some(stands) = self.stands.get_value() {
                hash::relabel(&stands.address());
                *store.route.write_untracked() = stands;
            }
            return;
        };
        dom::set_root_data("page", route.name());
        dom::remove("shell");
        let another = self.stands.get_value().is_some();
        self.stands.set_value(Some(route));
        self.slot.put(view);
        if another {
            dom::scroll_to_top();
            // Once the new page stands in the place of the old one.
            Timeout::new(0, dom::focus_page).forget();
        }
    }
}
