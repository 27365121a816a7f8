//! "Press your pedal": shows what each press does, teaches keys something else, and forgets it again.

use super::fresh::{Fresh, fresh};
use super::home::Bar;
use super::session::keys;
use super::store::Store;
use super::words::hands;
use crate::address::Route;
use crate::device::events::{Listener, on_window};
use crate::device::storage::{self, Key as Kept};
use crate::device::{clock, dom};
use crate::session::{Act, Key, KeyMap, Pressed, Presses, Times};
use gloo_timers::callback::Timeout;
use leptos::prelude::*;
use std::cell::RefCell;
use std::rc::Rc;

/// Reads the keys that were taught, for a page that listens to keys. What cannot be read is set aside under another key,
/// and every key is as built in.
pub fn open(store: Store) {
    // A storage that cannot be read has said so when the choices were; what was taught on this visit stays taught.
    let Ok(Some(line)) = storage::read(Kept::Pedal) else { return };
    let map = KeyMap::parse(&line).unwrap_or_else(|_| {
        store.set_aside(Kept::Pedal, &line, hands::PEDAL_BAD);
        KeyMap::default()
    });
    store.keys.set(map);
}

/// As [`open`], and again whenever another tab has taught something, for as long as what is returned lives.
pub fn follow(store: Store) -> Option<Listener> {
    open(store);
    storage::on_change(Kept::Pedal, move |line| {
        if line.is_none() {
            store.keys.set(KeyMap::default());
        }
        open(store);
    })
}

/// What was taught, as it is kept; none where nothing was.
pub fn taught(store: Store) -> Option<String> {
    open(store);
    store.keys.with_untracked(|map| (*map != KeyMap::default()).then(|| map.line()))
}

/// Puts what was kept in the place of what is taught; without it, every key is as built in.
pub fn take(store: Store, line: Option<&str>) {
    change(store, |map| *map = line.and_then(|line| KeyMap::parse(line).ok()).unwrap_or_default());
}

/// Whether what keys ask for is kept beyond this visit.
pub fn is_kept(store: Store) -> bool {
    let kept = match storage::read(Kept::Pedal) {
        Ok(Some(line)) => KeyMap::parse(&line).ok(),
        Ok(None) => Some(KeyMap::default()),
        Err(_) => None,
    };
    kept.is_some_and(|kept| store.keys.with_untracked(|keys| *keys == kept))
}

/// Changes what keys ask for, and keeps that.
fn change(store: Store, change: impl FnOnce(&mut KeyMap)) {
    store.keys.update(change);
    if let Err(fault) = store.keys.with_untracked(|map| storage::write(Kept::Pedal, &map.line())) {
        store.tell(&fault);
    }
}

/// The page.
#[component]
pub fn Pedal() -> Fresh {
    let store = Store::here();
    let taught = StoredValue::new_local(follow(store));
    on_cleanup(move || taught.dispose());
    let last: RwSignal<Option<Pressed>> = RwSignal::new(None);
    listen(store, last);
    let key = Memo::new(move |_| last.with(|l| l.as_ref().map(|p| p.key.clone())));
    let said = move || last.with(|l| l.as_ref().map_or(hands::PEDAL_PRESS.to_owned(), |p| hands::key(p.key.name())));
    let times = move || last.with(|l| l.as_ref().map_or(hands::PEDAL_LISTENS, |p| hands::times(p.times)));
    let does = move || last.with(|l| l.as_ref().map_or("", |p| hands::act(p.act)));
    let how = move || last.with(|l| l.as_ref().map_or("", |p| if p.times == Times::Once { "once" } else { "twice" }));
    fresh(view! {
        <main class="page pedal" id="pedal">
            <Bar/>
            <h1>{hands::PEDAL_TITLE}</h1>
            <p class="lede">{hands::PEDAL_LEDE}</p>
            <div class="heard" id="heard" tabindex="-1" role="status" data-times=how class:idle=move || key.with(Option::is_none)>
                <b>{said}</b>
                <span class="times">{times}</span>
                <span class="does">{does}</span>
                <i aria-hidden="true"></i><i aria-hidden="true"></i>
            </div>
            <div class="lessons" hidden=move || key.with(Option::is_none)>
                {lesson(store, key, Times::Once)}
                {lesson(store, key, Times::Twice)}
            </div>
            <Taught/>
            <p class="hint">{hands::PEDAL_TWICE}" "{hands::PEDAL_KEPT}</p>
            <div class="ahead"><a class="act" href=Route::Home(1).href()>{hands::TO_HOME}</a></div>
        </main>
    })
}

/// What a key can be taught for so many presses: buttons, since arrows must not move a choice here.
fn lesson(store: Store, key: Memo<Option<Key>>, times: Times) -> Fresh {
    let now = Memo::new(move |_| key.with(|k| k.as_ref().and_then(|k| store.keys.with(|map| map.acts(k).of(times)))));
    let choice = move |act: Option<Act>| {
        let teach = move |ev: leptos::ev::MouseEvent| {
            let Some(key) = key.get_untracked() else { return };
            change(store, |map| {
                if map.teach(&key, times, act).is_err() {
                    store.say(hands::PEDAL_FULL);
                }
            });
            listen_again(&ev);
        };
        fresh(view! {
            <button type="button" aria-pressed=move || (now.get() == act).to_string() on:click=teach>{hands::act(act)}</button>
        })
    };
    let choices: Vec<_> = Act::ALL.into_iter().map(Some).chain([None]).map(choice).collect();
    fresh(view! {
        <div class="lesson" role="group" aria-label=hands::times(times)>
            <h2>{hands::times(times)}</h2>
            <div class="options">{choices}</div>
        </div>
    })
}

/// Every key that was taught, each to be forgotten.
#[component]
fn Taught() -> Fresh {
    let store = Store::here();
    let list = move || {
        let taught = store.keys.with(|map| map.taught().to_vec());
        if taught.is_empty() {
            return None;
        }
        let rows: Vec<_> = taught
            .into_iter()
            .map(|(key, acts)| {
                let name = hands::key(key.name());
                let label = [hands::FORGET, " ", &name].concat();
                let forget = move |ev: leptos::ev::MouseEvent| {
                    change(store, |map| map.forget(&key));
                    listen_again(&ev);
                };
                let twice = acts.twice.map_or([""; 2], |act| [" · ", hands::act(Some(act))]).concat();
                let does = [hands::act(acts.once), &twice].concat();
                fresh(view! {
                    <li>
                        <b>{name}</b><span>{does}</span>
                        <button class="word" type="button" aria-label=label on:click=forget>{hands::FORGET}</button>
                    </li>
                })
            })
            .collect();
        let all = move |ev: leptos::ev::MouseEvent| {
            change(store, |map| *map = KeyMap::default());
            listen_again(&ev);
        };
        Some(fresh(view! {
            <section>
                <h2>{hands::TAUGHT}</h2>
                <ul class="plain taught">{rows}</ul>
                <button class="act quiet" type="button" on:click=all>{hands::FORGET_ALL}</button>
            </section>
        }))
    };
    fresh(view! { <div>{list}</div> })
}

/// After a touch the page listens again: a pedal that sends Space must not press the button that was touched last. One
/// who works with the keyboard keeps the place.
fn listen_again(ev: &leptos::ev::MouseEvent) {
    if ev.detail() > 0 {
        dom::focus("#heard");
    }
}

/// Hears every press, and tells what it was and did.
fn listen(store: Store, last: RwSignal<Option<Pressed>>) {
    let presses = Rc::new(RefCell::new(Presses::patient()));
    let timer = Rc::new(RefCell::new(None));
    let listener = on_window("keydown", move |event| {
        let Some(key) = keys::key(&event) else { return };
        event.prevent_default();
        let now = clock::now();
        let show = move |pressed: Option<Pressed>| {
            if pressed.is_some() {
                last.try_set(pressed);
            }
        };
        let settled = store.keys.with_untracked(|map| presses.borrow_mut().press(map, key, now));
        settled.into_iter().for_each(show);
        let wait = presses.borrow().wait_ms(now);
        let presses = Rc::clone(&presses);
        *timer.borrow_mut() = wait.map(|ms| {
            Timeout::new(u32::try_from(ms).unwrap_or_default(), move || {
                show(store.keys.with_untracked(|map| presses.borrow_mut().settle(map, clock::now())));
            })
        });
    });
    let kept = StoredValue::new_local(listener);
    on_cleanup(move || kept.dispose());
}
