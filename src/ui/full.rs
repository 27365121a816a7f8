//! The whole screen at a touch, for who wants the session without the browser round it.

use super::fresh::{Fresh, fresh};
use super::icon::{self, Icon};
use super::store::Store;
use super::words;
use crate::device::fullscreen;
use leptos::prelude::*;

/// The control; where the browser gives no page the screen, it says what does.
#[component]
pub fn FullScreen() -> Fresh {
    let store = Store::here();
    let press = move |_| match (fullscreen::is_full(), fullscreen::possible()) {
        (true, _) => fullscreen::leave(),
        (_, true) => fullscreen::enter(),
        _ => store.say(words::NO_FULL),
    };
    fresh(view! {
        <button class="word" type="button" aria-label=words::FULL title=words::FULL on:click=press>
            <Icon path=icon::FULL/>
        </button>
    })
}
