//! The parts of the program that are loaded after the first page stands: every page but Home, and the moving figures.
//!
//! Each function here is a place where the build cuts the program: what only it needs becomes a file of its own, loaded
//! when it is first called or when [`fetch_all`] is, whichever comes first. The bodies must stay small calls, since the
//! cut goes through them.
#![allow(unsafe_code, reason = "each cut is an import and an export by name, which Rust calls unsafe")]
#![allow(clippy::unnecessary_wraps, reason = "the error is that of loading the part, which is put in at the cut")]

use super::fresh::{Fresh, Slot, fresh, lazily};
use super::looping::Looping;
use super::store::Store;
use super::words;
use crate::address::{Route, Start};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::wasm_split::{SplitLoaderError, wasm_split};
use web_sys::Element;

/// A part that did not arrive; the browser's console says why.
pub type Missing = SplitLoaderError;

#[wasm_split(session, wasm_split_path = leptos::wasm_split, fallible, preload(fetch_session))]
fn session(start: Start) -> Result<Fresh, Missing> {
    Ok(opened(move || {
        fresh(view! {
            <super::session::SessionPage start/>
            <super::leave::Leave/>
            <super::elsewhere::Elsewhere/>
        })
    }))
}

#[wasm_split(pages, wasm_split_path = leptos::wasm_split, fallible, preload(fetch_pages))]
fn pages(route: Route, safe: bool) -> Result<Fresh, Missing> {
    Ok(opened(move || match route {
        Route::Card(letter) => fresh(view! { <super::card::Card letter/> }),
        Route::Choose => fresh(view! { <super::choose::Choose/> }),
        Route::Settings => fresh(view! { <super::settings::Settings/> }),
        Route::Pedal => fresh(view! { <super::pedal::Pedal/> }),
        Route::About => fresh(view! { <super::about::About/> }),
        _ if safe => fresh(view! { <super::safety::Safety/> }),
        _ => fresh(view! { <super::safety::Safety first=true/> }),
    }))
}

#[wasm_split(pages, wasm_split_path = leptos::wasm_split, fallible)]
fn offer() -> Result<Fresh, Missing> {
    Ok(opened(move || fresh(view! { <super::resume::Resume/> })))
}

/// Draws a movement's figure into its disc, as soon as what draws is there.
///
/// # Errors
/// Where that part cannot be loaded.
#[wasm_split(figure, wasm_split_path = leptos::wasm_split, fallible, preload(fetch_figure))]
pub fn thumb(disc: Element, store: Store, letter: char, movement: usize) -> Result<Drawn, Missing> {
    Ok(Drawn(Looping::start(disc, store, letter, movement)))
}

/// Works out what Home tells of the session, in idle moments as soon as what does so is there.
///
/// # Errors
/// Where that part cannot be loaded.
#[wasm_split(figure, wasm_split_path = leptos::wasm_split, fallible)]
pub fn outline(store: Store) -> Result<(), Missing> {
    super::outline::work_out(store);
    Ok(())
}

/// Once the page is drawn, lets the app be kept, and then draws ahead for the session that Begin would start.
///
/// # Errors
/// Where that part cannot be loaded.
#[wasm_split(figure, wasm_split_path = leptos::wasm_split, fallible)]
pub fn settle(store: Store) -> Result<(), Missing> {
    super::rehearse::settle(store);
    Ok(())
}

/// A small figure; it moves until this is dropped.
pub struct Drawn(#[allow(dead_code, reason = "kept alive, and dropped, with the figure")] Looping);

/// A page that reads the routine first. A document that did not pass its check cannot be shipped; if it were, this says
/// so.
fn opened(make: impl FnOnce() -> Fresh + Send + 'static) -> Fresh {
    lazily(move || {
        if Store::here().open() {
            return make();
        }
        fresh(view! { <main class="page"><h1>{words::TITLE}</h1><p class="lede">{words::BROKEN}</p></main> })
    })
}

/// What Home offers of a session that was broken off, as soon as it can be looked for; nothing where that cannot be
/// loaded.
pub fn resume(store: Store) -> Fresh {
    let slot = Slot::new();
    spawn_local(async move {
        match offer().await {
            Ok(view) => slot.put(view),
            Err(_) => drop(store.looking.try_set(false)),
        }
    });
    slot.view("part")
}

/// The page of a route, as soon as its part is there.
///
/// # Errors
/// Where its part cannot be loaded.
pub async fn page(route: Route, safe: bool) -> Result<Fresh, Missing> {
    match route {
        Route::Home(speed) => Ok(lazily(move || fresh(view! { <super::home::Home speed/> }))),
        Route::Session(start) if safe => session(start).await,
        other => pages(other, safe).await,
    }
}

/// Loads what is not there yet, so that no page has to wait for it.
///
/// # Errors
/// Where a part cannot be loaded; it is tried again when it is needed.
pub async fn fetch_all() -> Result<(), Missing> {
    fetch_figure().await?;
    fetch_session().await?;
    fetch_pages().await
}
