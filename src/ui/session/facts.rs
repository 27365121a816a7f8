//! The column beside the disc: what now, how long, how often still, where, and what next.

use super::driver::Shown;
use super::lines::class;
use crate::body::{Level, Side};
use crate::routine::{Kind, Step};
use crate::session::{Frame, Phase};
use crate::ui::fresh::{Fresh, fresh};
use crate::ui::icon::{self, Icon};
use crate::ui::store::Store;
use crate::ui::words;
use leptos::html;
use leptos::prelude::*;

/// So many passes are shown as marks; more are told in figures only.
const MOST_PIPS: u32 = 5;

/// From so many letters on, what comes next is set smaller.
const LONG_NEXT: usize = 22;

/// The name and the line of what is on.
#[component]
pub fn What(
    /// The session's frame.
    shown: Shown,
    /// Where the lines are put, see [`super::lines::Lines`].
    lines: NodeRef<html::Div>,
) -> Fresh {
    let store = Store::here();
    let step = Memo::new(move |_| shown.frame.with(|f| f.step));
    let phase = Memo::new(move |_| shown.frame.with(|f| f.phase));
    let name = move || match phase.get() {
        Phase::Paused => words::PAUSED.to_owned(),
        Phase::Finished => words::REST.to_owned(),
        _ => words::name(&store.routine(), &step.get()).to_owned(),
    };
    // What stands there before the session is shown.
    let line = words::line(&store.routine(), phase.get_untracked(), &step.get_untracked(), store.unit());
    let class = class(line.len());
    fresh(view! {
        <div class="what">
            <h1 class="name">{name}</h1>
            <div class="lines" node_ref=lines><p class=class>{line}</p></div>
        </div>
    })
}

/// Side or level, and the pass, of what is on.
#[component]
pub fn Facts(
    /// The session's frame.
    shown: Shown,
) -> Fresh {
    // The same from part to part of a pass: nothing of it is made anew then.
    let same = |f: &Frame| (f.step.side, f.step.level, f.step.pass, f.step.passes);
    let place = Memo::new(move |_| shown.frame.with(same));
    let facts = move || {
        // Asked for, not only tracked: a memo that nobody has asked does not know yet what it depends on.
        place.with(|_| ());
        let step = shown.frame.with_untracked(|f| f.step);
        fresh(view! { <Place step/><Passes step/> })
    };
    fresh(view! { <div class="facts">{facts}</div> })
}

/// Side or level, where there are several.
#[component]
pub fn Place(
    /// The step.
    step: Step,
) -> Fresh {
    fresh(words::place(&step).map(|place| fresh(view! { <p class="where">{spot(&step)}{place}</p> })))
}

/// The pass, `2 of 3`, where there are several.
#[component]
pub fn Passes(
    /// The step.
    step: Step,
) -> Fresh {
    let pips = (step.passes <= MOST_PIPS).then(|| {
        (1..=step.passes)
            .map(|n| {
                let class = match n.cmp(&step.pass) {
                    std::cmp::Ordering::Less => "pip past",
                    std::cmp::Ordering::Equal => "pip now",
                    std::cmp::Ordering::Greater => "pip",
                };
                fresh(view! { <i class=class></i> })
            })
            .collect::<Vec<_>>()
    });
    let marks = move || fresh(view! { <p class="passes num">{pips}<b>{words::of(step.pass, step.passes)}</b></p> });
    fresh((step.passes > 1).then(marks))
}

/// Side or level as a sign.
fn spot(step: &Step) -> Fresh {
    let at = step.side.map(Side::name).or(step.level.map(Level::name)).unwrap_or_default();
    fresh(view! { <i class=["spot ", at].concat()></i> })
}

/// What comes next, as a sign that is read where words no longer are.
fn sign(now: &Step, next: &Step) -> Option<Fresh> {
    let same = now.movement == next.movement && now.sequence == next.sequence && now.called_from == next.called_from;
    match next.movement {
        None => None,
        _ if next.sequence != now.sequence => {
            let letter = next.sequence;
            Some(fresh(view! { <b class="letter" data-sequence=letter.to_string() aria-hidden="true">{letter}</b> }))
        }
        _ if !same => Some(fresh(view! { <Icon path=icon::RIGHT/> })),
        _ if matches!(now.kind, Kind::Glide | Kind::Place) => None,
        _ if (next.side, next.level) != (now.side, now.level) => Some(spot(next)),
        _ => Some(fresh(view! { <Icon path=icon::AGAIN/> })),
    }
}

/// Whether what comes next reads otherwise than before, from a step to one after it: from part to part of a pass it does not.
fn reads_anew(before: Option<&(Step, Option<Step>)>, now: Option<&(Step, Option<Step>)>) -> bool {
    let matters = |(now, next): &(Step, Option<Step>)| {
        let at = (now.kind, now.sequence, now.called_from, now.movement, now.side, now.level);
        (at, *next)
    };
    before.map(matters) != now.map(matters)
}

/// What comes next.
#[component]
pub fn Next(
    /// The session's frame.
    shown: Shown,
) -> Fresh {
    let store = Store::here();
    let both = Memo::new_with_compare(move |_| shown.frame.with(|f| (f.step, f.next)), reads_anew);
    let text = Memo::new(move |_| {
        let (now, next) = both.get();
        let unit = store.choices.with(|c| c.unit);
        next.map(|next| words::next(&store.routine(), &now, &next, unit)).unwrap_or_default()
    });
    let class = move || match text.with(String::len) {
        0 => "next none",
        n if n > LONG_NEXT => "next long",
        _ => "next",
    };
    let sign = move || {
        let (now, next) = both.get();
        sign(&now, &next?)
    };
    fresh(view! { <div class=class><small>{words::NEXT}</small>{sign}<p>{move || text.get()}</p></div> })
}

/// "B to A": where what is on was called from.
#[component]
pub fn From(
    /// The session's frame.
    shown: Shown,
) -> Fresh {
    let from = Memo::new(move |_| shown.frame.with(|f| f.step.called_from.map(|from| (from, f.step.sequence))));
    let way = move || {
        let (from, to) = from.get()?;
        Some(fresh(view! {
            <span class="letter">{from}</span>
            <Icon path=icon::RIGHT/>
            <span class="letter">{to}</span>
        }))
    };
    fresh(view! { <p class="from">{way}</p> })
}
