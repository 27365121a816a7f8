//! The truth on the session's root element, for styles, tests and tools.

use crate::body::{Level, Side};
use crate::routine::{Movement, Part, Routine};
use crate::session::Frame;
use web_sys::Element;

/// Writes what is true in a frame; `since_ms` is the page's steady clock then, in milliseconds. Where the frame shows as
/// the one that was written `before`, only how far it is.
pub fn stamp(root: &Element, routine: &Routine, frame: &Frame, before: Option<&Frame>, since_ms: u64) {
    if before.is_none_or(|before| !before.shows_as(frame)) {
        shown(root, routine, frame);
    }
    // How far the timeline was, and when. Last, and never twice the same: who watches for it finds the rest in place.
    set(root, "data-at", Some(&frame.at_ms.to_string()));
    set(root, "data-since", Some(&since_ms.to_string()));
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
