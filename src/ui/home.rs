//! Home: the title, Begin, and the four strokes as a table of contents.

use super::fresh::{Fresh, fresh};
use super::icon::Icon;
use super::marks::{Form, Marks};
use super::picture::Thumb;
use super::route::{Route, Start};
use super::store::Store;
use super::{measure, words};
use crate::device::hash;
use crate::device::light::Light;
use crate::routine::Selection;
use leptos::prelude::*;

/// Home.
#[component]
pub fn Home(
    /// How many times faster than life Begin begins, for whoever writes a routine.
    speed: u32,
) -> Fresh {
    fresh(view! {
        <main class="home" id="home">
            <header class="masthead">
                <h1>{words::TITLE}</h1>
                <p class="intro">{words::INTRO}</p>
            </header>
            <super::install::Shelf/>
            <Begin speed/>
            <Strokes/>
            <Foot/>
        </main>
    })
}

#[component]
fn Begin(speed: u32) -> Fresh {
    let store = Store::here();
    let timeline = store.timeline(Selection::Whole);
    let length = words::about_minutes(measure::minutes(timeline.total_ms()));
    let order: Vec<_> = measure::chapters(&timeline).iter().map(|c| view! { <em>{c.letter}</em> }).collect();
    let prefs = *timeline.prefs();
    let chosen = words::chosen(prefs.pace, prefs.several.get(), prefs.start);
    let begin = move |_| {
        super::session::unlock_sound();
        hash::go(&Route::Session(Start::whole(speed)).address());
    };
    fresh(view! {
        <section class="start">
            <button class="begin" type="button" aria-label=words::BEGIN aria-describedby="length" on:click=begin>
                <b>{words::BEGIN}</b>
                <span id="length">{length}</span>
                <span class="order" aria-hidden="true">{order}</span>
            </button>
            <a class="word chosen" href=Route::Choose.href()>
                <span>{chosen}</span><u>{words::CHANGE}</u>
            </a>
        </section>
    })
}

#[component]
fn Strokes() -> Fresh {
    let store = Store::here();
    let routine = store.routine();
    let timeline = store.timeline(Selection::Whole);
    let several = timeline.prefs().several.get();
    let rows: Vec<_> = routine
        .sequences()
        .iter()
        .map(|sequence| {
            let letter = sequence.letter();
            let minutes = measure::minutes(measure::own_ms(&timeline, letter));
            let form = Form::of(&routine, sequence, several);
            fresh(view! {
                <a class="stroke" data-sequence=letter.to_string() href=Route::Card(letter).href()>
                    <span class="letter">{letter}</span>
                    <span class="min num"><b>{minutes}</b>{words::MIN}</span>
                    <span class="what">
                        <h2>{sequence.name().to_owned()}</h2>
                        <p>{sequence.purpose().to_owned()}</p>
                        <Marks form movements=routine.movements(sequence).count()/>
                    </span>
                    <Thumb letter/>
                </a>
            })
        })
        .collect();
    fresh(view! { <nav class="strokes" aria-label=words::STROKES>{rows}</nav> })
}

#[component]
fn Foot() -> Fresh {
    let store = Store::here();
    let light = move |light: Light, word: &'static str| {
        fresh(view! {
            <button
                class="word"
                type="button"
                aria-pressed=move || (store.light.get() == light).to_string()
                on:click=move |_| store.choose_light(light)
            >
                <span>{word}</span>
            </button>
        })
    };
    fresh(view! {
        <footer class="foot">
            <span class="lights" role="group" aria-label=words::LIGHT>
                {light(Light::Lamp, words::LAMP)} {light(Light::Day, words::DAY)}
            </span>
            <a class="word" href=Route::Safety.href()>{words::SAFETY}</a>
            <a class="word" href=Route::About.href()>{words::ABOUT}</a>
        </footer>
    })
}

/// The way back to Home, at the top of every other page.
#[component]
pub fn Bar() -> Fresh {
    fresh(view! {
        <nav class="bar">
            <a class="word" href=Route::Home(1).href()><Icon path=super::icon::LEFT/>{words::ALL_STROKES}</a>
        </nav>
    })
}
