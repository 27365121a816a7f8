//! The truth on the session's root element, for styles, tests and tools.

use crate::body::{Level, Side};
use crate::routine::{Movement, Part, Routine};
use crate::session::{CuePicture, Frame};
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
    before: Option<(Frame, u64)>,
    before_cue: Option<CuePicture>,
}

impl Stamp {
    /// A session's root element, in which all stands already; nothing is written yet.
    pub fn new(root: Element) -> Self {
        let found = root.query_selector_all(UNDER).ok();
        let under = found.iter().flat_map(|all| (0..all.length()).filter_map(|i| all.get(i)?.dyn_into().ok()));
        Self { under: under.collect(), root, before: None, before_cue: None }
    }

    /// Writes what is true in a frame, and the cue whose picture stands there; `since_ms` is the page's steady clock then, in
    /// milliseconds. Where the frame shows as the one that was written before, only how far it is.
    pub fn write(&mut self, routine: &Routine, frame: &Frame, cue: Option<CuePicture>, since_ms: u64) {
        let (before, since_before) = self.before.replace((*frame, since_ms)).unzip();
        if before.is_none_or(|before| !before.shows_as(frame)) {
            shown(&self.root, routine, frame);
        }
        let nth = |cue: Option<CuePicture>| cue.map(|cue| cue.nth);
        let name = |cue: Option<CuePicture>| cue.map(|cue| cue.shown.cue.name());
        let cue_before = std::mem::replace(&mut self.before_cue, cue);
        if nth(cue_before) != nth(cue) {
            if cue.is_some() && name(cue_before) == name(cue) {
                // What gives way begins anew only where the styles have seen it without its cue.
                self.under.iter().for_each(|element| set(element, "data-under", None));
                self.root.client_width();
            }
            self.under.iter().for_each(|element| set(element, "data-under", name(cue)));
        }
        // How far the timeline was, and when. Last, and never twice the same: who watches for it finds the rest in place.
        if before.is_none_or(|before| before.at_ms != frame.at_ms) {
            write(&self.root, "data-at", &frame.at_ms.to_string());
        }
        if since_before != Some(since_ms) {
            write(&self.root, "data-since", &since_ms.to_string());
        }
    }
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
    set(root, "data-cue", frame.cue.map(|c| c.cue.name()));
}

/// Sets or removes an attribute, and leaves one alone that is right already.
fn set(element: &Element, name: &str, value: Option<&str>) {
    match value {
        Some(value) if element.get_attribute(name).as_deref() != Some(value) => write(element, name, value),
        None => {
            element.remove_attribute(name).ok();
        }
        _ => {}
    }
}

/// Sets an attribute. Refused only for a name that is none, and the names are ours.
fn write(element: &Element, name: &str, value: &str) {
    element.set_attribute(name, value).ok();
}
