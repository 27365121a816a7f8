//! The cues as pictures: what stands in the page while one is shown. How each moves is in `style/cue.css`.

use super::driver::Shown;
use super::facts::{Passes, Place};
use super::ring::{Bead, markup};
use crate::body::{Level, Side};
use crate::routine::{Cue, Step};
use crate::session::ShownCue;
use crate::ui::fresh::{Fresh, fresh};
use crate::ui::store::Store;
use crate::ui::words;
use leptos::prelude::*;

/// The cue that is shown, if any; a new one is a new element, so that its picture starts from its beginning.
#[component]
pub fn CueView(
    /// The session's frame.
    shown: Shown,
) -> Fresh {
    let which = Memo::new(move |_| shown.frame.with(|f| f.cue.map(|c| (c.cue.name(), c.step.start_ms))));
    let cue = move || {
        which.get()?;
        shown.frame.with_untracked(|f| f.cue).map(picture)
    };
    fresh(view! { <div class="cues">{cue}</div> })
}

fn picture(shown: ShownCue) -> Fresh {
    let ShownCue { cue, step, since_ms, .. } = shown;
    let routine = Store::here().routine();
    let (word, line) = words::cue(&routine, cue, &step);
    let since = format!("calc({since_ms}ms*var(--t))");
    let has_edge = matches!(cue, Cue::Begin | Cue::Repeat | Cue::OtherSide | Cue::Level);
    let is_return = cue == Cue::ReturnToA;
    let old = step.called_from.filter(|_| is_return);
    let words = match cue {
        Cue::Next | Cue::Finish => None,
        Cue::ReturnToA => {
            let start = words::start(&routine, &step);
            Some(fresh(view! {
                <div class="call"><p class="name">{word}</p><p class="line">{line}</p></div>
                <span class="lead"><i></i></span>
                <div class="next"><p><small>{words::FIRST_UP}</small>{start}</p></div>
            }))
        }
        _ => Some(fresh(view! {
            <div class="call"><p class="name">{word}</p><p class="line">{line}</p></div>
            <div class="facts"><Place step/><Passes step/></div>
        })),
    };
    fresh(view! {
        <div
            class=["cue cue-", cue.name()].concat()
            style:--at=since
            data-side=step.side.map(Side::name)
            data-level=step.level.map(Level::name)
            aria-hidden="true"
        >
            {has_edge.then(|| fresh(view! { <div class="edge"></div> }))}
            {old.map(|letter| fresh(view! { <div class="corner letter old">{letter}</div> }))}
            <div class="stage">{centre(cue, &step)}</div>
            {words.map(|words| fresh(view! { <div class="aside">{words}</div> }))}
        </div>
    })
}

/// What a cue puts on the disc.
fn centre(cue: Cue, step: &Step) -> Fresh {
    match cue {
        Cue::Repeat => fresh(view! {
            <div class="ring" inner_html=markup(Bead::Large)></div>
            <div class="big num"><b>{step.pass}</b><span>{words::of_all(step.passes)}</span></div>
        }),
        Cue::ReturnToA => fresh(view! {
            <div class="flood"></div>
            <div class="ring" inner_html=markup(Bead::Arrow)></div>
            <div class="huge"><span>{step.sequence}</span></div>
        }),
        Cue::Begin => fresh(view! { <div class="huge"><span>{step.sequence}</span></div> }),
        Cue::OtherSide => fresh(view! { <div class="half-light"><i></i></div> }),
        Cue::Level => fresh(view! { <div class="band"><i></i></div> }),
        Cue::Next => fresh(view! { <i class="pulse"></i> }),
        Cue::Finish => fresh(view! { <i class="pulse"></i><i class="pulse"></i><i class="pulse"></i> }),
    }
}
