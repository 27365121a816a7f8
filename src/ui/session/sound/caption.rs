//! What is said, to be read while it sounds: for who cannot hear it, or has no sound. It is no live region: a screen
//! reader that read it aloud would talk over the voice.

use super::super::hand::style;
use super::super::scene::percent;
use crate::device::animate::{Keyframe, Motion};
use crate::device::clock;
use crate::sound::{Caption, Sounding, caption_at, captions};
use crate::ui::fresh::{Fresh, fresh};
use crate::ui::words;
use leptos::html;
use leptos::prelude::*;
use std::cell::RefCell;

/// So many captions stand in the page at once, one of them seen: as many as are said from one change of the page to the next.
const LINES: usize = 5;

/// Their places.
pub type Lines = [NodeRef<html::P>; LINES];

/// What is seen of the sound.
#[derive(Clone, Copy)]
pub struct Seen {
    /// Where the phrases stand that are said.
    pub lines: Lines,
    /// Why there is no sound and what to do, while there is none.
    pub trouble: RwSignal<Option<&'static str>>,
    /// How many clips have arrived, of how many, while some are on their way.
    pub loading: RwSignal<Option<(usize, usize)>>,
}

impl Default for Seen {
    fn default() -> Self {
        Self {
            lines: std::array::from_fn(|_| NodeRef::new()),
            trouble: RwSignal::new(None),
            loading: RwSignal::new(None),
        }
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
        {seen.lines.map(|line| fresh(view! { <p class="caption" aria-hidden="true" node_ref=line></p> })).into_iter().collect::<Vec<_>>()}
        <p class="trouble">{move || seen.trouble.get()}</p>
        <div class="loading">{loading}</div>
    })
}

/// Shows each caption in its time. Captions are put up ahead, with whatever else the page changes, and the browser lets each
/// come and go by itself: put up in its own time, each would cost the main thread two frames.
pub struct Prompter(RefCell<Inner>);

struct Inner {
    lines: Vec<Line>,
    /// All that is still to come, by the page's clock.
    all: Vec<Caption>,
}

/// A place for one caption; all lie over each other.
struct Line {
    place: NodeRef<html::P>,
    /// What stands there, seen or not yet.
    caption: Option<Caption>,
    motion: Option<Motion>,
    seen: bool,
}

impl Line {
    /// Puts a caption up at a time of the page's clock, in milliseconds.
    fn put(&mut self, caption: Caption, at_ms: u64) {
        let Some(place) = self.place.get_untracked() else { return };
        place.set_text_content(Some(&caption.text));
        let (length_ms, fades) = caption.fades(at_ms);
        let frames: Vec<Keyframe> =
            fades.iter().map(|&(offset, n)| Keyframe { offset, value: percent(i32::from(n)) }).collect();
        let motion = Motion::new(&place, "opacity", &frames, length_ms as f64);
        // The picture tells that nothing can be animated; the words are then seen all the same.
        self.motion = motion.and_then(|motion| motion.go(0, Some(1), at_ms).map(|()| motion)).ok();
        self.caption = Some(caption);
    }

    /// Takes away what stands there.
    fn clear(&mut self) {
        self.motion = None;
        self.caption = None;
        if let Some(place) = self.place.get_untracked() {
            place.set_text_content(None);
        }
    }

    /// Tells who does not see the screen whether it is seen at a time of the page's clock, in milliseconds.
    fn tell(&mut self, at_ms: u64) {
        let seen = self.caption.as_ref().is_some_and(|caption| caption.is_seen(at_ms));
        let Some(place) = self.place.get_untracked().filter(|_| self.seen != seen) else { return };
        self.seen = seen;
        if self.motion.is_none() {
            style(&place, "opacity", if seen { "1" } else { "" });
        }
        // The one name is ours, and no value is refused.
        if seen { place.remove_attribute("aria-hidden") } else { place.set_attribute("aria-hidden", "true") }.ok();
    }
}

impl Prompter {
    /// One that shows nothing.
    pub fn new(lines: Lines) -> Self {
        let line = |place| Line { place, caption: None, motion: None, seen: false };
        Self(RefCell::new(Inner { lines: lines.map(line).into(), all: Vec::new() }))
    }

    /// Shows what this plan says from now on, in place of all else; `zero_ms` is when its time is 0, by the page's clock.
    pub fn set(&self, zero_ms: u64, plan: &[Sounding]) {
        {
            let mut inner = self.0.borrow_mut();
            inner.all = captions(plan);
            for caption in &mut inner.all {
                caption.from_ms += zero_ms;
                caption.until_ms += zero_ms;
            }
            let Inner { lines, all, .. } = &mut *inner;
            // What is being said goes on.
            let stays = |line: &Line| line.caption.as_ref().is_none_or(|caption| all.contains(caption));
            lines.iter_mut().filter(|line| !stays(line)).for_each(Line::clear);
        }
        self.ahead();
    }

    /// Shows nothing any more.
    pub fn clear(&self) {
        self.set(0, &[]);
    }

    /// Puts up what comes next, as far as there is room. To be called when the page changes anyway.
    pub fn ahead(&self) {
        self.0.borrow_mut().put_up(clock::now());
    }

    /// Lets the caption be read whose time it is. After how many milliseconds that is another, or none.
    pub fn look(&self) -> Option<u64> {
        let mut inner = self.0.borrow_mut();
        let at_ms = clock::now();
        let (seen, next_ms) = caption_at(&inner.all, at_ms);
        // More is said than there was room for.
        if seen.is_some_and(|caption| !inner.has(caption)) {
            inner.put_up(at_ms);
        }
        inner.lines.iter_mut().for_each(|line| line.tell(at_ms));
        next_ms.map(|next_ms| next_ms - at_ms)
    }
}

impl Inner {
    /// Whether a caption is up.
    fn has(&self, caption: &Caption) -> bool {
        self.lines.iter().any(|line| line.caption.as_ref() == Some(caption))
    }

    /// Puts captions up, in order, for as long as there is a line for each; those that are over leave theirs.
    fn put_up(&mut self, at_ms: u64) {
        for line in &mut self.lines {
            if line.caption.as_ref().is_some_and(|caption| caption.until_ms <= at_ms) {
                line.clear();
            }
        }
        let due: Vec<Caption> = self
            .all
            .iter()
            .filter(|caption| caption.until_ms > at_ms && !self.has(caption))
            .take(LINES)
            .cloned()
            .collect();
        let free = self.lines.iter_mut().filter(|line| line.caption.is_none());
        for (line, caption) in free.zip(due) {
            line.put(caption, at_ms);
        }
    }
}
