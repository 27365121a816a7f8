//! What is said, to be read while it sounds: for who cannot hear it, or has no sound. It is no live region: a screen
//! reader that read it aloud would talk over the voice.

use crate::device::clock;
use crate::sound::{Caption, Sounding, caption_at, captions};
use crate::ui::fresh::{Fresh, fresh};
use crate::ui::words;
use gloo_timers::callback::Timeout;
use leptos::prelude::*;
use std::cell::RefCell;
use std::rc::Rc;

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

/// Shows each caption in its time.
#[derive(Clone)]
pub struct Prompter(Rc<RefCell<Inner>>);

struct Inner {
    caption: RwSignal<String>,
    /// When the captions' time is 0, in milliseconds of the page's clock.
    zero_ms: u64,
    all: Vec<Caption>,
    timer: Option<Timeout>,
}

impl Prompter {
    /// One that shows nothing.
    pub fn new(caption: RwSignal<String>) -> Self {
        Self(Rc::new(RefCell::new(Inner { caption, zero_ms: 0, all: Vec::new(), timer: None })))
    }

    /// Shows what this plan says from now on, in place of all else; `zero_ms` is when its time is 0, by the page's clock.
    pub fn set(&self, zero_ms: u64, plan: &[Sounding]) {
        {
            let mut inner = self.0.borrow_mut();
            inner.zero_ms = zero_ms;
            inner.all = captions(plan);
        }
        self.show();
    }

    /// Shows nothing any more.
    pub fn clear(&self) {
        self.set(0, &[]);
    }

    fn show(&self) {
        let (text, in_ms, caption) = {
            let inner = self.0.borrow();
            let at_ms = clock::now().saturating_sub(inner.zero_ms);
            let (seen, next_ms) = caption_at(&inner.all, at_ms);
            let text = seen.map(|caption| caption.text.clone()).unwrap_or_default();
            (text, next_ms.map(|next| next - at_ms), inner.caption)
        };
        if caption.try_with_untracked(|c| *c != text) == Some(true) {
            caption.set(text);
        }
        let weak = Rc::downgrade(&self.0);
        let timer = in_ms.map(|in_ms| {
            Timeout::new(u32::try_from(in_ms).unwrap_or(u32::MAX), move || {
                if let Some(inner) = weak.upgrade() {
                    Self(inner).show();
                }
            })
        });
        self.0.borrow_mut().timer = timer;
    }
}
