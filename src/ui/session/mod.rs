//! The session's page: one disc with a ring round it carries everything, the column beside it says it in words.

mod controls;
mod cue;
mod driver;
mod facts;
mod hand;
mod keys;
mod quiet;
mod rail;
mod ring;
mod scene;
mod sound;
pub mod stage;
mod stamp;

use super::route::{Route, Start};
use super::store::Store;
use super::{measure, words};
use crate::device::events::{self, on_window};
use crate::device::{fullscreen, hash};
use crate::routine::{Cue, Step};
use crate::session::{Command, Phase};
use crate::ui::fresh::{Fresh, fresh};
use crate::ui::kept::Kept;
use controls::{Acts, Go, Rounds};
use cue::CueView;
use driver::{Driver, Shown};
use facts::{Facts, From, Next, What};
use keys::Wish;
use leptos::html;
use leptos::prelude::*;
use quiet::Quiet;
use rail::Rail;
use wasm_bindgen::JsCast;
use web_sys::KeyboardEvent;

/// Opens the sound and takes the screen, from within the touch that begins a session. What fails is said by the session
/// itself.
pub fn unlock_sound() {
    fullscreen::enter_by_touch();
    sound::unlock().ok();
}

/// Lets what is chosen about the sound be heard, from within a touch.
pub fn sample(store: Store) {
    let heard = sound::unlock().and_then(|()| {
        let bowls = store.choices.with_untracked(|c| c.heard.bowls());
        sound::schedule(bowls.then_some((0, Cue::Repeat, Step::REST)).into_iter(), 1)
    });
    if let Err(fault) = heard {
        store.tell(&fault);
    }
}

/// A session, from its count-in to its rest.
#[component]
pub fn SessionPage(
    /// How it starts.
    start: Start,
) -> Fresh {
    let store = Store::here();
    let (kept, session, now) = Kept::open(store, start);
    let speed = session.speed();
    let driver = Driver::new(store, session, now, kept);
    let shown = driver.shown();
    let handle = StoredValue::new_local(driver);
    let quiet: controls::Hush = StoredValue::new_local(None);

    let (root, disc, ring) = (NodeRef::<html::Main>::new(), NodeRef::<html::Div>::new(), NodeRef::<html::Div>::new());
    Effect::new(move || {
        if let (Some(root), Some(disc), Some(ring)) = (root.get(), disc.get(), ring.get()) {
            quiet.set_value(Some(Quiet::watch(root.clone().into())));
            handle.with_value(|d| d.begin(root.into(), &disc, &ring));
        }
    });
    listen(store, handle, shown);
    Effect::new(move || {
        if store.leaving.with(Option::is_some) {
            handle.with_value(|d| d.command(Command::Pause));
        }
    });
    on_cleanup(move || {
        handle.try_with_value(Driver::end);
        quiet.dispose();
        fullscreen::leave();
    });

    let phase = Memo::new(move |_| shown.frame.with(|f| f.phase));
    let letter = Memo::new(move |_| shown.frame.with(|f| f.step.sequence));
    let picture = Memo::new(move |_| {
        let movement = shown.frame.with(|f| f.step.movement);
        let routine = store.routine();
        movement.and_then(|m| routine.movement(m)).map_or_else(|| routine.rest().to_owned(), |m| m.picture().to_owned())
    });
    let seconds = Memo::new(move |_| shown.frame.with(|f| f.remaining_s));
    // The count-in's own figure; it stays at its last while it fades.
    let count = Memo::new(move |last: Option<&u64>| {
        shown.frame.with(|f| match f.phase {
            Phase::Ready | Phase::CountIn => f.remaining_s,
            _ => last.copied().unwrap_or_default(),
        })
    });
    let pace = format!("calc(1/{})", speed.times());
    let tap = move |_| {
        if phase.get_untracked() != Phase::Finished {
            handle.with_value(|d| {
                d.touched();
                d.toggle();
            });
        }
    };
    // Everything stands in the page from the start; `data-phase` decides in the styles what is seen and can be reached.
    fresh(view! {
        <main id="session" class="session" node_ref=root style:--t=pace on:click=tap>
            <div class="corner letter" aria-hidden="true">{move || letter.get()}</div>
            <From shown/>
            <div class="stage">
                <div class="disc" role="img" aria-label=move || picture.get()><div class="figure" node_ref=disc></div></div>
                <div class="ring" node_ref=ring aria-hidden="true"></div>
                <div class="count num" aria-hidden="true">{move || count.get()}</div>
                <Go driver=handle/>
            </div>
            <div class="aside">
                <What shown/>
                <div class="digits num" role="timer">{move || seconds.get()}</div>
                <Facts shown/>
                <Next shown/>
                <Done shown/>
                <Acts driver=handle/>
            </div>
            <Rounds driver=handle shown quiet/>
            <Rail shown/>
            <CueView shown/>
            <p class="said" role="status">{move || shown.said.get()}</p>
        </main>
    })
}

/// The end: what was done, and the way home.
#[component]
fn Done(shown: Shown) -> Fresh {
    let did = move || {
        let at = shown.frame.with(|f| (f.phase == Phase::Finished).then_some(f.at_ms))?;
        let letters: Vec<String> =
            shown.chapters.with(|all| all.iter().filter(|c| c.start_ms < at).map(|c| c.letter.to_string()).collect());
        Some(words::did(&letters.join(", "), measure::minutes(at)))
    };
    fresh(view! {
        <p class="did">{did}</p>
        <a class="act done" href=Route::Home(1).href() on:click=|ev| ev.stop_propagation()>{words::DONE}</a>
    })
}

/// Keys, pedals, and the page being hidden and shown.
fn listen(store: Store, handle: controls::Handle, shown: Shown) {
    let keys = on_window("keydown", move |event| {
        let Some(event) = event.dyn_ref::<KeyboardEvent>() else { return };
        let phase = shown.frame.with_untracked(|f| f.phase);
        if store.leaving.with_untracked(Option::is_some) || phase == Phase::Finished {
            return;
        }
        let Some(wish) = keys::wish(event) else { return };
        // A button that has the focus keeps its own keys.
        let on_button = event
            .target()
            .and_then(|t| t.dyn_into::<web_sys::Element>().ok())
            .is_some_and(|e| e.closest("button,a,input").ok().flatten().is_some());
        if wish == Wish::Pause && on_button {
            return;
        }
        event.prevent_default();
        handle.try_with_value(|d| {
            d.touched();
            match wish {
                Wish::Pause => d.toggle(),
                Wish::Next => d.command(Command::Next),
                Wish::Previous => d.command(Command::Previous),
                Wish::Again => d.command(Command::RepeatMovement),
                Wish::BackToA => d.command(Command::ReturnToA),
                Wish::Hold => d.toggle_hold(),
            }
        });
    });
    let visibility = events::on_visibility(move |visible| {
        handle.try_with_value(|d| d.visibility(visible));
    });
    // A closed tab or a reload asks first, too, while a session is under way.
    let leaving = StoredValue::new_local(None);
    Effect::new(move || leaving.set_value(store.under_way.get().then(hash::on_leaving)));
    let kept = StoredValue::new_local((keys, visibility));
    on_cleanup(move || {
        kept.dispose();
        leaving.dispose();
    });
}
