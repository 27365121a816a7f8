//! The line under the name: what the hands do now. The lines of all steps that are counted down as one lie over each other, and
//! the browser lets each be seen in its time: a text that changes would cost the main thread two frames.

use super::hand::{at_hand, style};
use crate::device::animate::{Keyframe, Motion};
use crate::device::{Fault, dom};
use crate::routine::Share;
use web_sys::Element;

/// From so many letters on, a line is set smaller, and smaller again, so that it keeps its room.
const LONG: [usize; 2] = [38, 84];

/// A line of text and when in its span it is seen.
#[derive(Clone, PartialEq)]
pub struct Line {
    /// What is read.
    pub text: String,
    /// When it is seen.
    pub seen: Share,
}

/// A place for one line.
struct Place {
    element: Element,
    motion: Option<Motion>,
}

/// The lines.
pub struct Lines {
    whole: Element,
    places: Vec<Place>,
    /// What stands there, and how long it is shown in all, in milliseconds.
    shown: (Vec<Line>, u64),
    /// Which of them is read.
    read: Option<usize>,
}

/// The classes of a line of so many letters.
pub const fn class(letters: usize) -> &'static str {
    let [long, longer] = LONG;
    match letters {
        n if n > longer => "line long longer",
        n if n > long => "line long",
        _ => "line",
    }
}

impl Lines {
    /// Takes what stands in an element for the first line.
    pub fn new(whole: Element) -> Self {
        let first = whole.first_element_child().map(|element| Place { element, motion: None });
        Self { whole, places: first.into_iter().collect(), shown: (Vec::new(), 0), read: None }
    }

    /// Puts up the lines of a span of so many milliseconds, waiting at its beginning.
    ///
    /// # Errors
    /// Where the browser cannot animate; [`Lines::read`] then shows the one that is on.
    pub fn set(&mut self, lines: Vec<Line>, span_ms: u64) -> Result<(), Fault> {
        // The passes of a movement say the same.
        if (&self.shown.0, self.shown.1) == (&lines, span_ms) {
            return Ok(());
        }
        self.read = None;
        while self.places.len() < lines.len()
            && let Some(element) = dom::append(&self.whole, "p")
        {
            self.places.push(Place { element, motion: None });
        }
        let mut done = Ok(());
        for (i, place) in self.places.iter_mut().enumerate() {
            let line = lines.get(i);
            let text = line.map_or("", |line| &line.text);
            if place.element.text_content().as_deref() != Some(text) {
                place.element.set_text_content(Some(text));
                place.element.set_class_name(class(text.len()));
            }
            place.motion = None;
            if let Some(line) = line.filter(|_| lines.len() > 1) {
                let motion = Motion::new(&place.element, "opacity", &keyframes(line.seen), span_ms as f64);
                done = done.and(motion.map(|motion| place.motion = Some(motion)));
            }
        }
        self.shown = (lines, span_ms);
        done
    }

    /// Goes to a time of the span, in milliseconds, and runs from there at a rate, or stands still. It was there
    /// at `since_ms` of the page's clock.
    ///
    /// # Errors
    /// Where the browser refuses.
    pub fn go(&self, at_ms: u64, rate: Option<u64>, since_ms: u64) -> Result<(), Fault> {
        let motions = self.places.iter().filter_map(|place| place.motion.as_ref());
        motions.into_iter().try_for_each(|motion| motion.go(at_ms, rate, since_ms))
    }

    /// Tells who does not see the page which line is on.
    pub fn read(&mut self, nth: usize) {
        if self.read.replace(nth) == Some(nth) {
            return;
        }
        for (i, Place { element, motion }) in self.places.iter().enumerate() {
            // The names are ours, and no value is refused.
            if i == nth {
                element.remove_attribute("aria-hidden")
            } else {
                element.set_attribute("aria-hidden", "true")
            }
            .ok();
            style(element, "opacity", &if i == nth || motion.is_some() { String::new() } else { at_hand(0) });
        }
    }
}

/// When a line is seen, as keyframes of its opacity.
fn keyframes(Share { from, until }: Share) -> Vec<Keyframe> {
    let keyframe = |offset, n| Keyframe { offset, value: at_hand(n) };
    let mut all = Vec::new();
    if from > 0.0 {
        all.extend([0.0, from].map(|offset| keyframe(offset, 0)));
    }
    all.extend([from, until].map(|offset| keyframe(offset, 100)));
    if until < 1.0 {
        all.extend([until, 1.0].map(|offset| keyframe(offset, 0)));
    }
    all
}
