//! One stroke, opened: what it is for, its movements, and a way into the session at any of them.

use super::fresh::{Fresh, fresh};
use super::home::Bar;
use super::icon::{self, Icon};
use super::marks::{Form, Marks};
use super::picture::Thumb;
use super::store::Store;
use super::words;
use crate::address::{Route, Start};
use crate::device::hash;
use crate::routine::{Movement, Selection};
use crate::session::measure;
use leptos::prelude::*;

/// A stroke's card; Home where there is no such stroke.
#[component]
pub fn Card(
    /// The sequence's letter.
    letter: char,
) -> Fresh {
    let store = Store::here();
    let routine = store.routine();
    let Some(sequence) = routine.sequence(letter) else {
        return fresh(view! { <super::home::Home speed=1/> });
    };
    let timeline = store.timeline(Selection::Whole);
    let form = Form::of(&routine, sequence, timeline.prefs().several.get());
    let unit = store.choices.with(|c| c.unit);
    let speed = RwSignal::new(1_u32);
    let open = RwSignal::new(0_usize);
    let rows: Vec<_> = routine
        .movements(sequence)
        .enumerate()
        .map(|(i, movement)| {
            let seconds = measure::seconds(measure::pass_ms(&routine, &timeline, letter, movement));
            let text = movement.text(unit);
            row(movement, text, letter, i, seconds, open, speed)
        })
        .collect();
    let again = form.times.is_some() || form.levels > 0;
    fresh(view! {
        <main class="card" id="card" data-sequence=letter.to_string()>
            <section class="left">
                <span class="letter" aria-hidden="true">{letter}</span>
                <h1>{sequence.name().to_owned()}</h1>
                <p class="purpose">{sequence.purpose().to_owned()}</p>
                <div class="shows">{move || view! { <Thumb letter movement=open.get() told=true/> }}</div>
            </section>
            <section class="main">
                <Bar/>
                <ol class="moves" class:again=again>{rows}</ol>
                <div class="coda">
                    <Marks form/>
                    <Preview speed/>
                </div>
                {sequence.claim().map(|claim| view! { <p class="claim">{claim.to_owned()}</p> })}
            </section>
        </main>
    })
}

fn row(
    movement: &Movement,
    text: String,
    letter: char,
    index: usize,
    seconds: u64,
    open: RwSignal<usize>,
    speed: RwSignal<u32>,
) -> Fresh {
    let follow = move |_| {
        super::session::unlock_sound();
        let start = Start { speed: speed.get_untracked(), from: Some((letter, index + 1)), only: None };
        hash::go(&Route::Session(start).address());
    };
    let is_open = move || open.get() == index;
    let start = movement.start().to_owned();
    fresh(view! {
        <li>
            <button class="row" type="button" aria-expanded=move || is_open().to_string() on:click=move |_| open.set(index)>
                <span class="no num">{index + 1}</span>
                <h2>{movement.name().to_owned()}</h2>
                <span class="sec num">{words::seconds(seconds)}</span>
                <Icon path=icon::MORE/>
            </button>
            <div class="text" hidden=move || !is_open()>
                <p>{start}"."</p>
                <p>{text}</p>
                <button class="act" type="button" on:click=follow><Icon path=icon::GO/>{words::FOLLOW}</button>
            </div>
        </li>
    })
}

/// How fast "Follow from here" goes: for whoever writes a routine and wants to see it in a minute.
#[component]
fn Preview(speed: RwSignal<u32>) -> Fresh {
    let slide = move |ev| speed.set(event_target_value(&ev).parse().unwrap_or(1));
    fresh(view! {
        <label class="preview">
            <span>{words::PREVIEW}</span>
            <input type="range" min="1" max="60" prop:value=move || speed.get().to_string() on:input=slide/>
            <output class="num">{move || words::speed(speed.get())}</output>
        </label>
    })
}
