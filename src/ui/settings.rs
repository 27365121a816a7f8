//! Everything that can be set, each with its effect shown at once; and all of it as one file.

mod file;

use super::choose::{Choice, Session};
use super::fresh::{Fresh, fresh};
use super::home::Bar;
use super::picture::Thumb;
use super::store::Store;
use super::words;
use crate::address::Route;
use crate::device::audio::has_categories;
use crate::device::light::Light;
use crate::device::vibrate::can_vibrate;
use crate::routine::Unit;
use crate::session::{Aloud, Choices, CountIn, Heard, Level, Motion, Room, Talk};
use file::Keep;
use leptos::prelude::*;

/// The settings.
#[component]
pub fn Settings() -> Fresh {
    on_cleanup(super::session::hush);
    fresh(view! {
        <main class="page settings" id="settings">
            <Bar/>
            <h1>{words::SETTINGS}</h1>
            <TheSession/>
            <Sound/>
            <Sight/>
            <h2>{words::BY_FOOT}</h2>
            <p>{words::PEDAL_TEXT}</p>
            <div class="ahead"><a class="act quiet" href=Route::Pedal.href()>{words::hands::PEDAL_PRESS}</a></div>
            <h2>{words::KEEP}</h2>
            <p>{words::KEEP_TEXT}</p>
            <Keep/>
        </main>
    })
}

#[component]
fn TheSession() -> Fresh {
    let store = Store::here();
    // At the pace that is chosen: a new one for a new pace.
    let paced = move || {
        store.prefs();
        fresh(view! { <Thumb letter=first(store)/> })
    };
    let count_in = move || words::count_in(store.choices.with(|c| c.count_in).seconds());
    fresh(view! {
        <h2>{words::SESSION}</h2>
        <div class="effect paced" data-sequence=first(store).to_string()>{paced}</div>
        <Session/>
        <Choice
            name=words::COUNT_IN
            options=CountIn::ALL.iter().map(|c| words::seconds(c.seconds().into())).collect()
            chosen=|store| place(CountIn::ALL, store.choices.with(|c| c.count_in))
            choose=|store, i| set(store, CountIn::ALL, i, |c, one| c.count_in = one)
        />
        <p class="effect" role="status">{count_in}</p>
        <Choice
            name=words::UNIT
            options=Unit::ALL.iter().map(|u| words::unit(*u).to_owned()).collect()
            chosen=|store| place(&Unit::ALL, store.choices.with(|c| c.unit))
            choose=|store, i| set(store, &Unit::ALL, i, |c, one| c.unit = one)
        />
        <p class="effect" role="status">{move || measured(store)}</p>
    })
}

#[component]
fn Sound() -> Fresh {
    fresh(view! {
        <h2>{words::SOUND}</h2>
        <Choice
            name=words::HEARD
            options=Heard::ALL.iter().map(|h| words::heard(*h).to_owned()).collect()
            chosen=|store| place(Heard::ALL, store.choices.with(|c| c.heard))
            choose=|store, i| audible(store, Heard::ALL, i, |c, one| c.heard = one)
        />
        <Slide name=words::VOICE level=|c| c.voice set=|c, level| c.voice = level/>
        <Slide name=words::BOWLS level=|c| c.bowls set=|c, level| c.bowls = level/>
        <Choice
            name=words::TALK
            options=Talk::ALL.iter().map(|t| words::talk(*t).to_owned()).collect()
            chosen=|store| place(Talk::ALL, store.choices.with(|c| c.talk))
            choose=|store, i| audible(store, Talk::ALL, i, |c, one| c.talk = one)
        />
        <Choice
            name=words::TICKS
            options=yes_no()
            chosen=|store| place(&[false, true], store.choices.with(|c| c.ticks))
            choose=|store, i| audible(store, &[false, true], i, |c, one| c.ticks = one)
        />
        <Choice
            name=words::HALF_WAY
            options=yes_no()
            chosen=|store| place(&[false, true], store.choices.with(|c| c.half_way))
            choose=|store, i| audible(store, &[false, true], i, |c, one| c.half_way = one)
        />
        <Choice
            name=words::ROOM
            options=Room::ALL.iter().map(|r| words::room(*r).to_owned()).collect()
            chosen=|store| place(Room::ALL, store.choices.with(|c| c.room))
            choose=|store, i| audible(store, Room::ALL, i, |c, one| c.room = one)
        />
        {has_categories().then(aloud)}
        {can_vibrate().then(haptics)}
    })
}

/// How the sound lives with others, for browsers where a page may say so.
fn aloud() -> Fresh {
    fresh(view! {
        <Choice
            name=words::ALOUD
            options=Aloud::ALL.iter().map(|a| words::aloud(*a).to_owned()).collect()
            chosen=|store| place(Aloud::ALL, store.choices.with(|c| c.aloud))
            choose=|store, i| audible(store, Aloud::ALL, i, |c, one| c.aloud = one)
        />
    })
}

/// Whether cues are felt, for devices that shake.
fn haptics() -> Fresh {
    fresh(view! {
        <Choice
            name=words::HAPTICS
            options=yes_no()
            chosen=|store| place(&[false, true], store.choices.with(|c| c.haptics))
            choose=|store, i| audible(store, &[false, true], i, |c, one| c.haptics = one)
        />
    })
}

/// What can be chosen of the light, in order: to follow the hour, or either of the two.
const LIGHTS: [Option<Light>; 3] = [None, Some(Light::Lamp), Some(Light::Day)];

#[component]
fn Sight() -> Fresh {
    let store = Store::here();
    let motion = Memo::new(move |_| store.choices.with(|c| c.motion));
    // As much as is chosen: a new one for another choice.
    let moving = move || {
        motion.get();
        fresh(view! { <Thumb letter=first(store)/> })
    };
    fresh(view! {
        <h2>{words::SIGHT}</h2>
        <Choice
            name=words::LIGHT
            options=[words::BY_THE_HOUR, words::LAMP, words::DAY].map(str::to_owned).to_vec()
            chosen=|store| place(&LIGHTS, store.chosen_light.get())
            choose=|store, i| match LIGHTS.get(i) {
                Some(Some(light)) => store.choose_light(*light),
                _ => store.forget_light(),
            }
        />
        <Choice
            name=words::MOTION
            options=Motion::ALL.iter().map(|m| words::motion(*m).to_owned()).collect()
            chosen=|store| place(Motion::ALL, store.choices.with(|c| c.motion))
            choose=|store, i| set(store, Motion::ALL, i, |c, one| c.motion = one)
        />
        <div class="effect moving" data-sequence=first(store).to_string()>{moving}</div>
    })
}

/// A level, from silence to as loud as it was made.
#[component]
fn Slide(
    /// What is so loud.
    name: &'static str,
    /// How loud it is.
    level: fn(&Choices) -> Level,
    /// Called with another.
    set: fn(&mut Choices, Level),
) -> Fresh {
    let store = Store::here();
    let shown = Memo::new(move |_| store.choices.with(level).get());
    let slide = move |ev| {
        if let Some(level) = Level::parse(&event_target_value(&ev)) {
            let before = store.choices.get_untracked();
            store.choose(|c| set(c, level));
            super::session::sample(store, &before);
        }
    };
    fresh(view! {
        <label class="choice slide">
            <span class="legend">{name}</span>
            <span class="options">
                <input type="range" min="0" max="10" prop:value=move || shown.get().to_string() on:change=slide/>
                <output class="num">{move || shown.get()}</output>
            </span>
        </label>
    })
}

fn yes_no() -> Vec<String> {
    words::YES_NO.map(str::to_owned).to_vec()
}

/// The place of what is chosen among all.
fn place<T: PartialEq>(all: &[T], chosen: T) -> Option<usize> {
    all.iter().position(|one| *one == chosen)
}

/// Chooses the one at a place.
fn set<T: Copy>(store: Store, all: &[T], place: usize, put: fn(&mut Choices, T)) {
    if let Some(one) = all.get(place) {
        store.choose(|c| put(c, *one));
    }
}

/// As [`set`], and lets it be heard.
fn audible<T: Copy>(store: Store, all: &[T], place: usize, put: fn(&mut Choices, T)) {
    let before = store.choices.get_untracked();
    set(store, all, place, put);
    super::session::sample(store, &before);
}

/// The letter of the routine's first sequence.
fn first(store: Store) -> char {
    store.routine().order().next().unwrap_or('A')
}

/// The first movement that tells a distance, told in the unit that is chosen.
fn measured(store: Store) -> String {
    let routine = store.routine();
    let unit = store.choices.with(|c| c.unit);
    let mut movements = routine.sequences().iter().flat_map(|s| routine.movements(s));
    let telling = movements.find(|m| m.text(Unit::Cm) != m.text(Unit::In));
    telling.map(|m| m.text(unit)).unwrap_or_default()
}
