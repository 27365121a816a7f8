//! What is chosen about a session: its length, or pace and several; and the side that comes first.

use super::fresh::{Fresh, fresh};
use super::home::Bar;
use super::store::Store;
use super::words;
use crate::address::Route;
use crate::body::Side;
use crate::routine::{Pace, Selection, SeveralTimes};
use crate::session::measure;
use leptos::prelude::*;

/// The lengths offered, in minutes; nothing is "as it comes".
const LENGTHS: [Option<u32>; 5] = [None, Some(15), Some(20), Some(30), Some(40)];

/// The choices that one makes before a session.
#[component]
pub fn Choose() -> Fresh {
    fresh(view! {
        <main class="page" id="choose">
            <Bar/>
            <h1>{words::CHOOSE_TITLE}</h1>
            <Session/>
            <div class="ahead">
                <a class="act" href=Route::Home(1).href()>{words::DONE}</a>
                <a class="word" href=Route::Settings.href()><u>{words::ALL_SETTINGS}</u></a>
            </div>
        </main>
    })
}

/// What a session is compiled with, and what it comes to.
#[component]
pub fn Session() -> Fresh {
    let store = Store::here();
    let lengths = LENGTHS.iter().map(|m| m.map_or_else(|| words::AS_IT_COMES.to_owned(), words::minutes)).collect();
    let outcome = move || {
        let timeline = store.timeline(Selection::Whole);
        let prefs = timeline.prefs();
        let fitted = store.choices.with(|c| c.minutes.is_some());
        words::outcome(
            measure::minutes(timeline.total_ms()),
            &words::chosen(prefs.pace, prefs.several.get(), prefs.start),
            fitted,
        )
    };
    fresh(view! {
        <div class="choices">
            <Choice
                name=words::LENGTH
                options=lengths
                chosen=|store| LENGTHS.iter().position(|m| *m == store.choices.with(|c| c.minutes))
                choose=|store, i| store.choose(|c| c.minutes = LENGTHS.get(i).copied().flatten())
            />
            <Choice
                name=words::PACE
                options=Pace::ALL.iter().map(|p| words::pace(*p).to_owned()).collect()
                chosen=|store| Pace::ALL.iter().position(|p| *p == store.prefs().pace)
                choose=|store, i| store.choose(|c| {
                    c.pace = Pace::ALL.get(i).copied().unwrap_or_default();
                    c.minutes = None;
                })
            />
            <Choice
                name=words::SEVERAL
                options=SeveralTimes::all().map(|n| n.get().to_string()).collect()
                chosen=|store| SeveralTimes::all().position(|n| n == store.prefs().several)
                choose=|store, i| store.choose(|c| {
                    c.several = SeveralTimes::all().nth(i).unwrap_or_default();
                    c.minutes = None;
                })
            />
            <Choice
                name=words::FIRST
                options=Side::BOTH.iter().map(|s| words::side(*s).to_owned()).collect()
                chosen=|store| Side::BOTH.iter().position(|s| *s == store.choices.with(|c| c.start))
                choose=|store, i| store.choose(|c| c.start = Side::BOTH.get(i).copied().unwrap_or(c.start))
            />
            <p class="outcome" role="status">{outcome}</p>
        </div>
    })
}

/// One choice among a few, as radio buttons on a line.
#[component]
pub fn Choice(
    /// What is chosen.
    name: &'static str,
    /// The possibilities' words.
    options: Vec<String>,
    /// The place of the one that is on.
    chosen: fn(Store) -> Option<usize>,
    /// Called with the place of another.
    choose: fn(Store, usize),
) -> Fresh {
    let store = Store::here();
    let chosen = Memo::new(move |_| chosen(store));
    let options: Vec<_> = options
        .into_iter()
        .enumerate()
        .map(|(i, word)| {
            let on = move || chosen.get() == Some(i);
            fresh(view! {
                <label>
                    <input type="radio" name=name prop:checked=on on:change=move |_| choose(store, i)/>
                    <span>{word}</span>
                </label>
            })
        })
        .collect();
    fresh(view! { <fieldset class="choice"><legend>{name}</legend><div class="options">{options}</div></fieldset> })
}
