//! What is said of a session that is kept, and of one that runs in another tab.

use crate::body::{Level, Side};
use crate::session::{Frame, Saved};

pub const RESUME: &str = "Resume";
pub const FORGET: &str = "Forget it";
pub const FORGET_ASK: &str = "Really forget it";
pub const ELSEWHERE: &str = "A session is running in another tab.";
pub const ELSEWHERE_TITLE: &str = "It runs in another tab";
pub const ELSEWHERE_TEXT: &str = "A session is running in another tab of this browser, so this one is silent.";
pub const USE_THIS: &str = "Use this one instead";
pub const GO_HOME: &str = "All strokes";
pub const PLACE_NOT_KEPT: &str = "The place in this session cannot be kept: do not close this page.";
pub const BAD_CHOICES: &str = "Your kept settings could not be read. They were set aside, and the usual ones are used.";
pub const BAD_SESSION: &str = "The session that was kept could not be read. It was set aside; please begin anew.";
pub const NO_SUCH_ADDRESS: &str = "That address means nothing here, so this is the first page.";

/// `at C, second side, 11 minutes left`.
pub fn resume_at(saved: &Saved, frame: &Frame) -> String {
    let step = &frame.step;
    let mut out = String::from("at ");
    out.push(step.sequence);
    if let Some(from) = step.called_from {
        out.extend([" after ", from.encode_utf8(&mut [0; 4])]);
    }
    out.push_str(match (step.side, step.level) {
        (Some(side), _) if side == saved.prefs.start => ", first side",
        (Some(Side::Left | Side::Right), _) => ", second side",
        (None, Some(Level::Chest)) => ", chest level",
        (None, Some(Level::Waist)) => ", waist level",
        (None, Some(Level::Hips)) => ", hip level",
        _ => "",
    });
    match frame.minutes_left() {
        0 | 1 => out.push_str(", a minute left"),
        n => out.extend([", ", &n.to_string(), " minutes left"]),
    }
    out
}
