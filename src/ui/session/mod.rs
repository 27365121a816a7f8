//! The session's page: one disc with a ring round it carries everything, the column beside it says it in words.

mod awake;
mod controls;
mod cue;
mod digits;
mod driver;
mod facts;
mod hand;
pub mod keys;
mod lines;
mod media;
mod quiet;
mod rail;
mod ring;
mod scene;
mod scenes;
mod sound;
pub mod stage;
mod stamp;
mod touch;

use super::store::Store;
use super::words;
use crate::address::{Route, Start};
use crate::device::events;
use crate::device::{audio, dom, fullscreen, hash};
use crate::routine::Unit;
use crate::session::measure;
use crate::session::{Choices, Command, Phase};
use crate::ui::fresh::{Fresh, fresh};
use crate::ui::kept::{self, Kept};
use awake::Dark;
use controls::{Acts, Go, Rounds};
use cue::CueView;
use driver::{Driver, Places, Shown};
use facts::{Facts, From, Next, What};
use leptos::html;
use leptos::prelude::*;
use quiet::Quiet;
use sound::Captions;
use touch::Touch;

pub use sound::hush;

/// Opens the sound and takes the screen, from within the touch that begins a session. What fails is said by the session
/// itself.
pub fn unlock_sound() {
    fullscreen::enter_by_touch();
    audio::unlock().ok();
    media::unlock().ok();
}

/// Lets what was chosen about the sound, in the place of what was `before`, be heard from within a touch.
pub fn sample(store: Store, before: &Choices) {
    if let Err(fault) = sound::hear(before, &store.choices.get_untracked()) {
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
    if !start.is_in(&store.routine()) {
        store.say(words::NO_SUCH_ADDRESS);
        hash::go(&Route::Home(1).address());
        return fresh(view! { <main class="page"></main> });
    }
    if kept::is_another(store, start) {
        hash::replace(&Route::Home(1).address());
        return fresh(view! { <main class="page"></main> });
    }
    let (kept, session, now) = Kept::open(store, start);
    let speed = session.speed();
    let driver = Driver::new(store, session, now, kept);
    let shown = driver.shown();
    let heard = driver.heard();
    let handle = StoredValue::new_local(driver);
    let quiet: controls::Hush = StoredValue::new_local(None);

    let (root, disc, ring) = (NodeRef::<html::Main>::new(), NodeRef::<html::Div>::new(), NodeRef::<html::Div>::new());
    let (digits, rail, lines) = (NodeRef::<html::Div>::new(), NodeRef::<html::Ul>::new(), NodeRef::<html::Div>::new());
    Effect::new(move || {
        let drawn = (disc.get(), ring.get(), digits.get(), rail.get(), lines.get());
        if let (Some(root), (Some(disc), Some(ring), Some(digits), Some(rail), Some(lines))) = (root.get(), drawn) {
            quiet.set_value(Some(Quiet::watch(root.clone().into())));
            let (rail, lines) = (rail.into(), lines.into());
            let places = Places { root: root.into(), disc: &disc, ring: &ring, digits: &digits, rail, lines };
            handle.with_value(|d| d.begin(places));
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
        // From one session to another the screen stays as it is.
        if !matches!(store.route.get_untracked(), Route::Session(_)) {
            fullscreen::leave();
        }
    });

    let phase = Memo::new(move |_| shown.frame.with(|f| f.phase));
    let goes = Memo::new(move |_| matches!(phase.get(), Phase::Running | Phase::CountIn));
    Effect::new(move || dom::mark_root("goes", goes.get()));
    on_cleanup(|| dom::mark_root("goes", false));
    let letter = Memo::new(move |_| shown.frame.with(|f| f.step.sequence));
    let picture = Memo::new(move |_| {
        let movement = shown.frame.with(|f| f.step.movement);
        let routine = store.routine();
        movement.and_then(|m| routine.movement(m)).map_or_else(|| routine.rest().to_owned(), |m| m.picture().to_owned())
    });
    // The count-in's own figure; it stays at its last while it fades.
    let count = Memo::new(move |last: Option<&u64>| match phase.get() {
        Phase::Ready | Phase::CountIn => shown.seconds.get(),
        _ => last.copied().unwrap_or_default(),
    });
    let pace = format!("calc(1/{})", speed.times());
    let touch = Touch::new(handle, shown, quiet);
    let touched = StoredValue::new_local(touch.listen());
    on_cleanup(move || touched.dispose());
    // The page has one voice for who does not see it; what is wrong with the sound is said by it, too.
    Effect::new(move || {
        if let Some(words) = heard.trouble.get() {
            shown.said.set(words.to_owned());
        }
    });
    // Everything stands in the page from the start; `data-phase` decides in the styles what is seen and can be reached.
    fresh(view! {
        <main
            id="session"
            class="session"
            node_ref=root
            style:--t=pace
            on:pointerdown=move |ev| touch.down(&ev)
            on:click=move |ev| touch.pressed(&ev)
            on:contextmenu=|ev| ev.prevent_default()
        >
            // Before what makes room for it.
            <Captions seen=heard/>
            <div class="corner letter" aria-hidden="true">{move || letter.get()}</div>
            <From shown/>
            <div class="stage">
                <div class="disc" role="img" aria-label=move || picture.get()><div class="figure" node_ref=disc></div></div>
                <div class="ring" node_ref=ring aria-hidden="true"></div>
                <div class="count num" aria-hidden="true">{move || count.get()}</div>
                <Go driver=handle/>
            </div>
            <div class="aside">
                <What shown lines/>
                <div class="digits num" role="timer" aria-labelledby="left" node_ref=digits>
                    <b id="left">{move || shown.seconds.get()}</b>
                </div>
                <Facts shown/>
                <Next shown/>
                <Done shown/>
                <Acts driver=handle/>
            </div>
            <Rounds driver=handle shown/>
            <ul class="rail" node_ref=rail aria-hidden="true"></ul>
            <CueView shown/>
            <Dark/>
            <p class="said" role="status">{move || shown.said.get()}</p>
        </main>
    })
}

/// The end: what was done, and the way home.
#[component]
fn Done(shown: Shown) -> Fresh {
    let did = move || {
        let at = shown.frame.with(|f| (f.phase == Phase::Finished).then_some(f.done_ms))?;
        let letters: Vec<String> =
            shown.chapters.with(|all| all.iter().filter(|c| c.start_ms < at).map(|c| c.letter.to_string()).collect());
        Some(words::did(&letters.join(", "), measure::minutes(at)))
    };
    fresh(view! {
        <p class="did">{did}</p>
        <a class="act done" href=Route::Home(1).href() on:click=|ev| ev.stop_propagation()>{words::DONE}</a>
    })
}

/// Keys, pedals, the page being hidden and shown, and another unit chosen in another tab.
fn listen(store: Store, handle: controls::Handle, shown: Shown) {
    let keys = keys::listen(store, handle, shown);
    let visibility = events::on_visibility(move |visible| {
        handle.try_with_value(|d| d.visibility(visible));
    });
    Effect::new(move |before: Option<Unit>| {
        let unit = store.choices.with(|c| c.unit);
        if before.is_some_and(|before| before != unit) {
            handle.with_value(Driver::anew);
        }
        unit
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
