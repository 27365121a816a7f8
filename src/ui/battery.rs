//! A battery that may not last a session is told of before it begins, where the browser knows of it.

use super::fresh::{Fresh, fresh};
use super::words;
use crate::device::battery::{Battery as Watch, Charge};
use leptos::prelude::*;

/// Below so many percent a battery is low: where tablets warn of it themselves.
const LOW_PERCENT: u32 = 20;

/// The word of a low battery, for as long as it is one; it has the shelf to itself.
#[component]
pub fn Battery() -> Fresh {
    let charge: RwSignal<Option<Charge>> = RwSignal::new(None);
    let watch = StoredValue::new_local(Watch::watch(move |now| {
        charge.try_set(Some(now));
    }));
    on_cleanup(move || watch.dispose());
    let low = Memo::new(move |_| charge.get().filter(|c| !c.charging && c.percent <= LOW_PERCENT).map(|c| c.percent));
    let word = move || {
        let percent = low.get()?;
        Some(fresh(view! { <p id="battery" role="status">{words::hands::battery(percent)}</p> }))
    };
    fresh(view! { <div class="part">{word}</div> })
}
