//! All settings as one file, taken from one, and put back.

use crate::device::file;
use crate::device::light::{self, Light};
use crate::device::storage::{self, Key};
use crate::session::{Choices, KeyMap, LARGEST, NotSettings, Settings, Why};
use crate::ui::fresh::{Fresh, fresh};
use crate::ui::pedal;
use crate::ui::store::Store;
use crate::ui::sure::Sure;
use crate::ui::words;
use leptos::html;
use leptos::prelude::*;

/// The three buttons, and what came of the last press.
#[component]
pub fn Keep() -> Fresh {
    let store = Store::here();
    let said = RwSignal::new(String::new());
    let sure = Sure::new();
    let input = NodeRef::<html::Input>::new();
    let export = move |_| {
        if let Err(fault) = file::give(words::FILE_NAME, &now(store).text()) {
            store.tell(&fault);
        }
    };
    let import = move |_| {
        let Some(input) = input.get_untracked() else { return };
        file::take(&input, LARGEST as u32, move |text| {
            let read = match text {
                Some(text) => Settings::parse(&text, |line| KeyMap::parse(line).is_ok()),
                None => Err(NotSettings { why: Why::TooLarge, line: 1, word: String::new() }),
            };
            said.set(match read {
                Ok(settings) => {
                    apply(store, &settings);
                    let kept = is_kept(store, &settings);
                    if kept { words::IMPORT_DONE } else { words::IMPORT_UNKEPT }.to_owned()
                }
                Err(refused) => words::refused(&refused),
            });
        });
    };
    let defaults = move |_| {
        if sure.press() {
            apply(store, &Settings::default());
            said.set(words::DEFAULTS_DONE.to_owned());
        }
    };
    fresh(view! {
        <div class="ahead keep">
            <button class="act quiet" type="button" on:click=export>{words::EXPORT}</button>
            <label class="act quiet">
                {words::IMPORT}
                <input node_ref=input type="file" accept=".txt,text/plain" on:change=import/>
            </label>
            <button class="act quiet" type="button" on:click=defaults>
                {move || if sure.asks() { words::DEFAULTS_ASK } else { words::DEFAULTS }}
            </button>
        </div>
        <p class="effect" role="status">{move || said.get()}</p>
    })
}

/// What is set now.
fn now(store: Store) -> Settings {
    Settings {
        choices: store.choices.get_untracked(),
        lamp: light::chosen().map(|light| light == Light::Lamp),
        pedal: pedal::taught(store),
        safety: store.safe.get_untracked(),
    }
}

/// Whether what was set is kept beyond this visit. What cannot be kept has been told as well.
fn is_kept(store: Store, settings: &Settings) -> bool {
    let Ok(safety) = storage::read(Key::Safety) else { return false };
    let lamp = light::chosen().map(|light| light == Light::Lamp);
    storage::read(Key::Prefs).is_ok_and(|line| line == Some(settings.choices.line()))
        && pedal::is_kept(store)
        && lamp == settings.lamp
        && safety.is_some() == settings.safety
}

/// Sets everything.
fn apply(store: Store, settings: &Settings) {
    store.choose(|choices: &mut Choices| *choices = settings.choices);
    pedal::take(store, settings.pedal.as_deref());
    match settings.lamp {
        Some(true) => store.choose_light(Light::Lamp),
        Some(false) => store.choose_light(Light::Day),
        None => store.forget_light(),
    }
    if settings.safety {
        store.safety_read();
    } else {
        store.safe.set(false);
        if let Err(fault) = storage::remove(Key::Safety) {
            store.tell(&fault);
        }
    }
}
