//! What is said, to be read while it sounds: for who cannot hear it, or has no sound. It is no live region: a screen
//! reader that read it aloud would talk over the voice.

use crate::device::clock;
use crate::sound::{Sounding, What};
use crate::ui::fresh::{Fresh, fresh};
use crate::ui::words;
use gloo_timers::callback::Timeout;
use leptos::prelude::*;
use std::cell::RefCell;
use std::rc::Rc;

/// How long a caption stays after its words, in milliseconds.
const LINGERS_MS: u64 = 700;

/// What is seen of the sound.
#[derive(Clone, Copy)]
pub struct Seen {
    /// The phrase that is being said; empty where none is.
    pub caption: RwSignal<String>,
    /// Why there is no sound and what to do, while there is none.
    pub trouble: RwSignal<Option<&'static str>>,
    /// How many clips have arrived, of how many, while some are on their way.
    pub loading: RwSignal<Option<(usize, usize)>>,
}

impl Default for Seen {
    fn default() -> Self {
        Self { caption: RwSignal::default(), trouble: RwSignal::new(None), loading: RwSignal::new(None) }
    }
}

/// Caption, trouble and progress, each in a place of its own that nothing else has to make room for.
#[component]
pub fn Captions(
    /// What is seen of the sound.
    seen: Seen,
) -> Fresh {
    let loading = move || {
        let (have, all) = seen.loading.get()?;
        Some(fresh(view! { <progress max=all value=have aria-label=words::sound::LOADING></progress> }))
    };
    fresh(view! {
        <p class="caption">{move || seen.caption.get()}</p>
        <p class="trouble">{move || seen.trouble.get()}</p>
        <div class="loading">{loading}</div>
    })
}

/// One caption: from when until when, in milliseconds of the page's clock, and its words.
type Line = (u64, u64, String);

/// Shows each caption in its time.
#[derive(Clone)]
pub struct Prompter(Rc<RefCell<Inner>>);

struct Inner {
    caption: RwSignal<String>,
    lines: Vec<Line>,
    timer: Option<Timeout>,
}

impl Prompter {
    /// One that shows nothing.
    pub fn new(caption: RwSignal<String>) -> Self {
        Self(Rc::new(RefCell::new(Inner { caption, lines: Vec::new(), timer: None })))
    }

    /// Shows these phrases from now on, in place of all others; `zero_ms` is when their time is 0, by the page's clock.
    pub fn set<'a>(&self, zero_ms: u64, soundings: impl Iterator<Item = &'a Sounding>) {
        let mut lines: Vec<Line> = Vec::new();
        for sounding in soundings {
            let What::Phrase(phrase) = &sounding.what else { continue };
            let from = zero_ms + sounding.in_ms;
            if let Some((_, until, _)) = lines.last_mut() {
                *until = from.min(*until);
            }
            lines.push((from, from + u64::from(phrase.length_ms()) + LINGERS_MS, phrase.text()));
        }
        self.0.borrow_mut().lines = lines;
        self.show();
    }

    /// Shows nothing any more.
    pub fn clear(&self) {
        self.set(0, [].iter());
    }

    fn show(&self) {
        let now = clock::now();
        let (text, next, caption) = {
            let inner = self.0.borrow();
            let after = inner.lines.partition_point(|(from, ..)| *from <= now);
            let line = after.checked_sub(1).and_then(|i| inner.lines.get(i)).filter(|(_, until, _)| now < *until);
            let next = line.map(|(_, until, _)| *until).or_else(|| inner.lines.get(after).map(|(from, ..)| *from));
            (line.map(|(.., text)| text.clone()).unwrap_or_default(), next, inner.caption)
        };
        if caption.try_with_untracked(|c| *c != text) == Some(true) {
            caption.set(text);
        }
        let weak = Rc::downgrade(&self.0);
        let timer = next.map(|at| {
            let in_ms = u32::try_from(at.saturating_sub(now)).unwrap_or(u32::MAX);
            Timeout::new(in_ms, move || {
                if let Some(inner) = weak.upgrade() {
                    Self(inner).show();
                }
            })
        });
        self.0.borrow_mut().timer = timer;
    }
}
