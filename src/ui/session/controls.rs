//! What can be pressed in a session: two round controls while the hands work, everything else when paused.

use super::driver::{Driver, Shown};
use super::quiet::Quiet;
use crate::session::{Command, Phase};
use crate::ui::fresh::{Fresh, fresh};
use crate::ui::icon::{self, Icon};
use crate::ui::words;
use leptos::prelude::*;

/// A driver that may stand in a view.
pub type Handle = StoredValue<Driver, LocalStorage>;

/// What knows whether the controls are in sight.
pub type Hush = StoredValue<Option<Quiet>, LocalStorage>;

/// The two round controls in the square's lower corners.
#[component]
pub fn Rounds(
    /// The session.
    driver: Handle,
    /// Its frame.
    shown: Shown,
) -> Fresh {
    let holding = Memo::new(move |_| shown.frame.with(|f| f.phase == Phase::Holding));
    fresh(view! {
        <button class="round pause" type="button" aria-label=words::PAUSE on:click=move |ev| {
            ev.stop_propagation();
            driver.with_value(Driver::toggle);
        }>
            <svg viewBox="0 0 40 40" aria-hidden="true"><path d=icon::PAUSE></path></svg>
        </button>
        <button
            class="round hold"
            class:held=move || holding.get()
            type="button"
            aria-label=move || if holding.get() { words::RELEASE } else { words::HOLD }
            on:click=move |ev| {
                ev.stop_propagation();
                driver.with_value(Driver::toggle_hold);
            }
        >
            <Icon path=icon::LOOP/>
        </button>
    })
}

/// The one large button of a paused session.
#[component]
pub fn Go(
    /// The session.
    driver: Handle,
) -> Fresh {
    fresh(view! {
        <button class="go" type="button" aria-label=words::GO_ON on:click=move |ev| {
            ev.stop_propagation();
            driver.with_value(|d| d.command(Command::Resume));
        }>
            <svg viewBox="0 0 40 40" aria-hidden="true"><path d=icon::GO></path></svg>
        </button>
    })
}

/// Every other command, while paused: each goes where it says, and the session goes on from there.
#[component]
pub fn Acts(
    /// The session.
    driver: Handle,
) -> Fresh {
    let act = move |command: Command, sign: Fresh, word: &'static str| {
        let press = move |ev: leptos::ev::MouseEvent| {
            ev.stop_propagation();
            driver.with_value(|d| {
                d.command(command);
                if command != Command::Finish {
                    d.command(Command::Resume);
                }
            });
        };
        fresh(view! { <button type="button" on:click=press>{sign}{word}</button> })
    };
    let icon = |path| fresh(view! { <Icon path/> });
    let letter = || fresh(view! { <span class="letter" aria-hidden="true">"A"</span> });
    fresh(view! {
        <div class="acts">
            {act(Command::Previous, icon(icon::PREVIOUS), words::PREVIOUS)}
            {act(Command::Next, icon(icon::NEXT), words::NEXT)}
            {act(Command::RepeatMovement, icon(icon::AGAIN), words::AGAIN)}
            {act(Command::ReturnToA, letter(), words::BACK_TO_A)}
            {act(Command::Hold, icon(icon::LOOP), words::KEEP_ON)}
            {act(Command::Finish, icon(icon::STOP), words::END_HERE)}
        </div>
    })
}
