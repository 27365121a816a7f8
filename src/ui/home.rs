//! Home: the title, Begin, and the four strokes as a table of contents.

use super::fresh::{Fresh, fresh};
use super::full::FullScreen;
use super::icon::Icon;
use super::marks::Marks;
use super::picture::Thumb;
use super::store::Store;
use super::{parts, words};
use crate::address::{Route, Start};
use crate::device::hash;
use crate::device::light::Light;
use crate::device::storage::{self, Key};
use crate::routine::CONTENTS;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// The letters of a whole session, as the page shows them before the routine is read; `index.html` has the same.
const ORDER: [char; 7] = ['A', 'B', 'A', 'C', 'A', 'D', 'A'];

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
    // Until it is worked out, what stood there before: nothing, or the last session's.
    spawn_local(async move {
        if parts::outline(store).await.is_err() {
            store.say(words::NO_PART);
        }
    });
    let length = move || {
        store.outline.with(|o| o.as_ref().map_or_else(|| words::GETTING_READY.to_owned(), |o| o.length.clone()))
    };
    let order = move || {
        let letters = store.outline.with(|o| o.as_ref().map_or_else(|| ORDER.to_vec(), |o| o.order.clone()));
        letters.into_iter().map(|letter| fresh(view! { <em>{letter}</em> })).collect::<Vec<_>>()
    };
    let chosen = move || store.outline.with(|o| o.as_ref().map(|o| o.chosen.clone()).unwrap_or_default());
    // What is offered of a kept session stands in Begin's place: until that is known, nobody may press what will move.
    store.looking.set(storage::read(Key::Session).is_ok_and(|kept| kept.is_some()));
    let begin = move |_| {
        super::session::unlock_sound();
        hash::go(&Route::Session(Start::whole(speed)).address());
    };
    fresh(view! {
        <section class="start">
            {parts::resume(store)}
            <button
                class="begin"
                type="button"
                style:visibility=move || store.looking.get().then_some("hidden")
                aria-describedby="length" on:click=begin>
                <b>{words::BEGIN}</b>
                <span id="length" aria-hidden="true">{length}</span>
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
    let rows: Vec<_> = CONTENTS
        .iter()
        .map(|&(letter, name, purpose)| {
            let stroke = Memo::new(move |_| {
                store.outline.with(|o| o.as_ref()?.strokes.iter().find(|s| s.letter == letter).copied())
            });
            let minutes = move || stroke.get().map(|s| fresh(view! { <b>{s.minutes}</b>{words::MIN} }));
            let marks = move || stroke.get().map(|s| fresh(view! { <Marks form=s.form movements=s.movements/> }));
            fresh(view! {
                <a class="stroke" data-sequence=letter.to_string() href=Route::Card(letter).href()>
                    <span class="letter">{letter}</span>
                    <span class="min num">{minutes}</span>
                    <span class="what">
                        <h2>{name}</h2>
                        <p>{purpose}</p>
                        {marks}
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
            <FullScreen/>
            <a class="word" href=Route::Settings.href()>{words::SETTINGS}</a>
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
