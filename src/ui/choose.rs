//! What is chosen about a session: its length, or pace and several; and the side that comes first.

use super::home::Bar;
use super::route::Route;
use super::store::Store;
use super::{measure, words};
use crate::body::Side;
use crate::routine::{Pace, Selection, SeveralTimes};
use leptos::prelude::*;

/// The lengths offered, in minutes; nothing is "as it comes".
const LENGTHS: [Option<u32>; 5] = [None, Some(15), Some(20), Some(30), Some(40)];

/// The choices.
#[component]
pub fn Choose() -> impl IntoView {
    let store = Store::here();
    let prefs = move || {
        let routine = store.routine();
        store.choices.with(|c| c.prefs(&routine))
    };
    let length = |minutes: Option<u32>| match minutes {
        None => words::AS_IT_COMES.to_owned(),
        Some(n) => words::minutes(n),
    };
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
    view! {
        <main class="page" id="choose">
            <Bar/>
            <h1>{words::CHOOSE_TITLE}</h1>
            <Choice
                name=words::LENGTH
                options=LENGTHS.iter().map(|m| (*m, length(*m))).collect()
                chosen=Signal::derive(move || store.choices.with(|c| c.minutes))
                choose=move |m| store.choose(|c| c.minutes = m)
            />
            <Choice
                name=words::PACE
                options=Pace::ALL.iter().map(|p| (*p, words::pace(*p).to_owned())).collect()
                chosen=Signal::derive(move || prefs().pace)
                choose=move |pace| store.choose(|c| { c.pace = pace; c.minutes = None; })
            />
            <Choice
                name=words::SEVERAL
                options=SeveralTimes::all().map(|n| (n, n.get().to_string())).collect()
                chosen=Signal::derive(move || prefs().several)
                choose=move |several| store.choose(|c| { c.several = several; c.minutes = None; })
            />
            <Choice
                name=words::FIRST
                options=Side::BOTH.iter().map(|s| (*s, words::side(*s).to_owned())).collect()
                chosen=Signal::derive(move || store.choices.with(|c| c.start))
                choose=move |start| store.choose(|c| c.start = start)
            />
            <p class="outcome" role="status">{outcome}</p>
            <div class="ahead"><a class="act" href=Route::Home(1).href()>{words::DONE}</a></div>
        </main>
    }
}

/// One choice among a few, as radio buttons on a line.
#[component]
fn Choice<T>(
    /// What is chosen.
    name: &'static str,
    /// The possibilities and their words.
    options: Vec<(T, String)>,
    /// The one that is on.
    chosen: Signal<T>,
    /// Called with another.
    choose: impl Fn(T) + Copy + Send + 'static,
) -> impl IntoView
where
    T: Copy + PartialEq + Send + Sync + 'static,
{
    let options: Vec<_> = options
        .into_iter()
        .map(|(value, word)| {
            view! {
                <label>
                    <input type="radio" name=name prop:checked=move || chosen.get() == value on:change=move |_| choose(value)/>
                    <span>{word}</span>
                </label>
            }
        })
        .collect();
    view! { <fieldset class="choice"><legend>{name}</legend><div class="options">{options}</div></fieldset> }
}
