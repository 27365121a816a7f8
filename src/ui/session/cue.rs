//! The cues as pictures: what stands in the page while one is shown. How each moves is in `style/cue.css`.

use super::driver::Shown;
use super::facts::{Passes, Place};
use super::ring::{Bead, markup};
use crate::body::{Level, Side};
use crate::device::animate::begin_styled;
use crate::routine::{Cue, Step};
use crate::session::ShownCue;
use crate::ui::fresh::{Fresh, fresh};
use crate::ui::store::Store;
use crate::ui::words;
use leptos::html;
use leptos::prelude::*;

/// The cue's picture that stands there, if any; a new one is a new element, so that it starts from its beginning.
#[component]
pub fn CueView(
    /// What the page shows.
    shown: Shown,
) -> Fresh {
    let cue = move || shown.cue.get().map(|cue| picture(cue.shown));
    let cues = NodeRef::<html::Div>::new();
    let view = fresh(view! { <div class="cues" node_ref=cues>{cue}</div> });
    // After the picture is there, and what gives way for it.
    Effect::new(move || {
        shown.cue.track();
        if let Some(session) = cues.get().and_then(|cues| cues.closest(".session").ok().flatten()) {
            begin_styled(&session);
        }
    });
    view
}

fn picture(shown: ShownCue) -> Fresh {
    let ShownCue { cue, step, since_ms, .. } = shown;
    let routine = Store::here().routine();
    let (word, line) = words::cue(&routine, cue, &step);
    let since = format!("calc({since_ms}ms*var(--t))");
    // The sequence that it goes back from, in that one's own colour, while it leaves.
    let old = step
        .called_from
        .filter(|_| cue == Cue::ReturnToA)
        .map(|letter| fresh(view! { <div class="corner letter old" data-sequence=letter.to_string()>{letter}</div> }));
    let call = || fresh(view! { <div class="call come"><p class="name">{word}</p><p class="line">{line}</p></div> });
    let words = match cue {
        Cue::Next | Cue::Finish => None,
        Cue::ReturnToA => {
            let start = words::start(&routine, &step);
            Some(fresh(view! {
                {call()}
                <span class="lead come"><i></i></span>
                <div class="next come"><small>{words::FIRST_UP}</small><p>{start}</p></div>
            }))
        }
        _ => Some(fresh(view! { {call()}<div class="facts come"><Place step/><Passes step/></div> })),
    };
    let to = step.side.map(Side::name).or(step.level.map(Level::name)).unwrap_or_default();
    fresh(view! {
        <div class=["cue cue-", cue.name(), " to-", to].concat() style:--at=since aria-hidden="true">
            {edge(cue)}
            {old}
            <div class="stage">{centre(cue, &step)}</div>
            {words.map(|words| fresh(view! { <div class="aside">{words}</div> }))}
        </div>
    })
}

/// What a cue puts round the disc, for the corner of the eye.
fn edge(cue: Cue) -> Option<Fresh> {
    match cue {
        Cue::Begin | Cue::Repeat => Some(fresh(view! { <div class="edge come"></div> })),
        Cue::OtherSide | Cue::Level => Some(fresh(view! { <i class="plane come"></i> })),
        Cue::Next | Cue::ReturnToA | Cue::Finish => None,
    }
}

/// What a cue puts on the disc.
fn centre(cue: Cue, step: &Step) -> Fresh {
    match cue {
        Cue::Repeat => fresh(view! {
            <div class="ring come" inner_html=markup(Bead::Large)></div>
            <div class="big num come"><b>{step.pass}</b><span>{words::of_all(step.passes)}</span></div>
        }),
        Cue::ReturnToA => fresh(view! {
            <div class="flood come"></div>
            <div class="ring come" inner_html=markup(Bead::Arrow)></div>
            <div class="huge"><span>{step.sequence}</span></div>
        }),
        Cue::Begin => fresh(view! { <div class="huge"><span class="come">{step.sequence}</span></div> }),
        Cue::OtherSide | Cue::Level => fresh(view! { <div class="lit"><i class="come"></i></div> }),
        Cue::Next => fresh(view! { <i class="pulse"></i> }),
        Cue::Finish => fresh(view! { <i class="pulse"></i><i class="pulse"></i><i class="pulse"></i> }),
    }
}
