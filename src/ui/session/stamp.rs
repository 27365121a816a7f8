//! The truth on the session's root element, for styles, tests and tools.

use crate::body::{Level, Side};
use crate::routine::{Movement, Part, Routine};
use crate::session::Frame;
use wasm_bindgen::JsCast;
use web_sys::Element;

/// What changes under a cue. It knows of the cue by an attribute of its own.
const UNDER: &str =
    ".corner, .from, .figure, .stage > .ring, .aside, .what, .name, .digits, .facts, .next, .dark, .round";

/// Where the truth is written.
pub struct Stamp {
    root: Element,
    under: Vec<Element>,
    /// What is written.
    before: Option<Frame>,
}

impl Stamp {
    /// A session's root element, in which all stands already; nothing is written yet.
    pub fn new(root: Element) -> Self {
        let found = root.query_selector_all(UNDER).ok();
        let under = found.iter().flat_map(|all| (0..all.length()).filter_map(|i| all.get(i)?.dyn_into().ok()));
        Self { under: under.collect(), root, before: None }
    }

    /// Writes what is true in a frame; `since_ms` is the page's steady clock then, in milliseconds. Where the frame shows as
    /// the one that was written before, only how far it is.
    pub fn write(&mut self, routine: &Routine, frame: &Frame, since_ms: u64) {
        let before = self.before.replace(*frame);
        if before.is_none_or(|before| !before.shows_as(frame)) {
            shown(&self.root, routine, frame);
            let cue = cue(frame);
            if before.as_ref().and_then(self::cue) != cue {
                self.under.iter().for_each(|element| set(element, "data-under", cue));
            }
        }
        // How far the timeline was, and when. Last, and never twice the same: who watches for it finds the rest in place.
        set(&self.root, "data-at", Some(&frame.at_ms.to_string()));
        set(&self.root, "data-since", Some(&since_ms.to_string()));
    }
}

fn cue(frame: &Frame) -> Option<&'static str> {
    frame.cue.map(|c| c.cue.name())
}

/// Writes all but how far it is.
fn shown(root: &Element, routine: &Routine, frame: &Frame) {
    let step = &frame.step;
    let movement = step.movement.and_then(|m| routine.movement(m));
    let part = movement.and_then(|m| m.parts().get(usize::from(step.part?)));
    set(root, "data-phase", Some(frame.phase.name()));
    set(root, "data-sequence", Some(step.sequence.encode_utf8(&mut [0; 4])));
    set(root, "data-called-from", step.called_from.map(|c| c.to_string()).as_deref());
    set(root, "data-kind", Some(step.kind.name()));
    set(root, "data-movement", movement.map(Movement::id));
    set(root, "data-part", part.map(Part::id));
    set(root, "data-pass", Some(&step.pass.to_string()));
    set(root, "data-passes", Some(&step.passes.to_string()));
    set(root, "data-side", step.side.map(Side::name));
    set(root, "data-level", step.level.map(Level::name));
    set(root, "data-cue", cue(frame));
}

/// Sets or removes an attribute, and leaves one alone that is right already.
fn set(element: &Element, name: &str, value: Option<&str>) {
    match value {
        Some(value) if element.get_attribute(name).as_deref() != Some(value) => {
            // Refused only for a name that is none, and the names are ours.
            element.set_attribute(name, value).ok();
        }
        None => {
            element.remove_attribute(name).ok();
        }
        _ => {}
    }
}
