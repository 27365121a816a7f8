//! The parts of the program that are loaded after the first page stands: every page but Home, and the moving figures.
//!
//! Each function here is a place where the build cuts the program: what only it needs becomes a file of its own, loaded
//! when it is first called or when [`fetch_all`] is, whichever comes first. The bodies must stay small calls, since the
//! cut goes through them.
#![allow(unsafe_code, reason = "each cut is an import and an export by name, which Rust calls unsafe")]

use super::fresh::{Fresh, fresh, lazily};
use super::looping::Looping;
use super::route::{Route, Start};
use crate::routine::{Prefs, Routine};
use leptos::prelude::*;
use leptos::wasm_split::{SplitLoaderError, wasm_split};
use std::sync::Arc;
use web_sys::Element;

/// A part that did not arrive; the browser's console says why.
pub type Missing = SplitLoaderError;

#[wasm_split(session, wasm_split_path = leptos::wasm_split, fallible, preload(fetch_session))]
fn session(start: Start) -> Result<Fresh, Missing> {
    Ok(lazily(move || fresh(view! { <super::session::SessionPage start/> })))
}

#[wasm_split(pages, wasm_split_path = leptos::wasm_split, fallible, preload(fetch_pages))]
fn pages(route: Route, safe: bool) -> Result<Fresh, Missing> {
    Ok(lazily(move || match route {
        Route::Card(letter) => fresh(view! { <super::card::Card letter/> }),
        Route::Choose => fresh(view! { <super::choose::Choose/> }),
        Route::About => fresh(view! { <super::about::About/> }),
        _ if safe => fresh(view! { <super::safety::Safety/> }),
        _ => fresh(view! { <super::safety::Safety first=true/> }),
    }))
}

#[wasm_split(figure, wasm_split_path = leptos::wasm_split, fallible, preload(fetch_figure))]
fn draw(disc: Element, routine: Arc<Routine>, prefs: Prefs, letter: char, movement: usize) -> Result<Drawn, Missing> {
    Ok(Drawn(super::picture::draw(disc, &routine, &prefs, letter, movement)))
}

/// A small figure; it moves until this is dropped.
pub struct Drawn(#[allow(dead_code, reason = "kept alive, and dropped, with the figure")] Option<Looping>);

/// Draws a movement's figure into its disc, as soon as what draws is there.
///
/// # Errors
/// Where that part cannot be loaded.
pub async fn thumb(
    disc: Element,
    routine: Arc<Routine>,
    prefs: Prefs,
    letter: char,
    movement: usize,
) -> Result<Drawn, Missing> {
    draw(disc, routine, prefs, letter, movement).await
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
