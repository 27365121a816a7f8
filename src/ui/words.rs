//! The interface's words, all of them. What is said of the massage itself stands in the routine's document.

pub mod hands;
pub mod keeping;
pub mod sound;

use crate::body::{Level, Side};
use crate::device::{Capability, Fault};
use crate::routine::{Cue, Kind, Pace, Routine, Step, Unit};
use crate::session::Phase;

pub const TITLE: &str = "Backstroke";
pub const INTRO: &str =
    "One lies down, one gives. Stand this where you can see it, warm the oil in your hands, and follow.";
pub const BEGIN: &str = "Begin";
pub const CHANGE: &str = "Change";
pub const STROKES: &str = "The four strokes";
pub const ALL_STROKES: &str = "All strokes";
pub const LAMP: &str = "Lamp";
pub const DAY: &str = "Day";
pub const LIGHT: &str = "Light";
pub const SAFETY: &str = "Safety";
pub const ABOUT: &str = "About";
pub const FOLLOW: &str = "Follow from here";
pub const PREVIEW: &str = "Preview at";
pub const MIN: &str = "min";
pub const THEN_BACK: &str = "returns to";
pub const THEN_START: &str = "returns to the start of";

pub const SAFETY_TITLE: &str = "Before the first session";
pub const SAFETY_LEDE: &str = "A massage is kind to most backs. Read when it is not.";
pub const SAFETY_READ: &str = "I have read this";
pub const DONE: &str = "Done";

pub const ABOUT_TITLE: &str = "About Backstroke";
pub const ABOUT_SOURCE: &str = "Where it comes from";
pub const ABOUT_CLAIMS: &str = "What tradition says";
pub const ABOUT_CLAIMS_NOTE: &str = "This is what the tradition says. It is not medical advice, and no promise.";
pub const ABOUT_LICENCE: &str = "Licences";
pub const ABOUT_LICENCE_TEXT: &str = "Backstroke is free software, under the MIT licence or the Apache licence 2.0, as you choose. Its typefaces, both under the SIL Open Font License 1.1, are made from Vollkorn by Friedrich Althausen and Source Sans 3 by Paul D. Hunt at Adobe.";
pub const ABOUT_PRIVATE: &str = "Nothing leaves this device. Your choices are kept in this browser and nowhere else.";

pub const CHOOSE_TITLE: &str = "Your session";
pub const LENGTH: &str = "Length";
pub const AS_IT_COMES: &str = "As it comes";
pub const PACE: &str = "Pace";
pub const SEVERAL: &str = "Several is";
pub const FIRST: &str = "First side";

pub const PAUSE: &str = "Pause";
pub const GO_ON: &str = "Go on";
pub const HOLD: &str = "Keep on with this";
pub const RELEASE: &str = "Let it go on";
pub const PREVIOUS: &str = "Back";
pub const NEXT: &str = "Next";
pub const AGAIN: &str = "Again";
pub const BACK_TO_A: &str = "Back to A";
pub const KEEP_ON: &str = "Keep on";
pub const END_HERE: &str = "End here";
pub const PAUSED: &str = "Paused";
pub const HOLDING: &str = "Kept on until released";
pub const REST: &str = "Rest";
pub const FIRST_UP: &str = "First";
pub const SLEPT: &str = "This device went to sleep, so the session waits where it was. Tap to go on.";

pub const LEAVE_TITLE: &str = "Leave the session?";
pub const LEAVE_TEXT: &str = "It is paused. For twelve hours it can be taken up again from the first page.";
pub const LEAVE_UNKEPT: &str = "It is paused. Nothing of it is kept yet: the next one begins anew.";
pub const LEAVE_STAY: &str = "Stay";
pub const LEAVE_GO: &str = "Leave";

mod kept;
mod settings;

pub use kept::*;
pub use settings::*;

pub const BROKEN: &str = "The massage could not be read, so there is nothing to follow. Please load the page again.";

pub const FULL: &str = "Full screen";
pub const NO_FULL: &str =
    "This browser keeps its bars. Add Backstroke to the home screen and open it there: then it has all of it.";

/// `1 movement`, `3 movements`.
pub fn movements(n: usize) -> String {
    if n == 1 { "1 movement".to_owned() } else { format!("{n} movements") }
}

/// `about 21 minutes`.
pub fn about_minutes(n: u64) -> String {
    if n == 1 { "about a minute".to_owned() } else { format!("about {n} minutes") }
}

/// `once`, `twice`, `three times`.
pub fn times(n: u32) -> String {
    match n {
        1 => "once".to_owned(),
        2 => "twice".to_owned(),
        3 => "three times".to_owned(),
        4 => "four times".to_owned(),
        5 => "five times".to_owned(),
        _ => format!("{n} times"),
    }
}

/// `repeats three times`.
pub fn repeats(n: u32) -> String {
    format!("repeats {}", times(n))
}

/// `repeats at 3 levels`.
pub fn levels(n: usize) -> String {
    format!("repeats at {n} levels")
}

/// `2 of 3`.
pub fn of(pass: u32, passes: u32) -> String {
    format!("{pass} of {passes}")
}

/// `of 3`.
pub fn of_all(passes: u32) -> String {
    format!("of {passes}")
}

/// `45 s`.
pub fn seconds(n: u64) -> String {
    format!("{n} s")
}

/// `20×`.
pub fn speed(n: u32) -> String {
    format!("{n}×")
}

/// `20 min`.
pub fn minutes(n: u32) -> String {
    format!("{n} min")
}

/// What the choices come to.
pub fn outcome(minutes: u64, chosen: &str, fitted: bool) -> String {
    let mut out = format!("That is {}: {}", about_minutes(minutes), chosen.to_lowercase());
    if fitted {
        out.push_str(", chosen to fit");
    }
    out.push('.');
    out
}

/// A pace, as a word.
pub const fn pace(pace: Pace) -> &'static str {
    match pace {
        Pace::Slow => "Slow",
        Pace::Gentle => "Gentle",
        Pace::Brisk => "Brisk",
    }
}

/// A side, as a word.
pub const fn side(side: Side) -> &'static str {
    match side {
        Side::Left => "Left",
        Side::Right => "Right",
    }
}

/// Where the hands work, where there are several places.
pub const fn place(step: &Step) -> Option<&'static str> {
    match (step.side, step.level) {
        (Some(Side::Left), _) => Some("Left side"),
        (Some(Side::Right), _) => Some("Right side"),
        (None, Some(Level::Chest)) => Some("Chest"),
        (None, Some(Level::Waist)) => Some("Waist"),
        (None, Some(Level::Hips)) => Some("Hips"),
        _ => None,
    }
}

/// What was chosen, in a line.
pub fn chosen(pace_is: Pace, several: u32, first: Side) -> String {
    format!("{} pace, {}, {} side first", pace(pace_is), times(several), side(first).to_lowercase())
}

/// What a movement is called in a session.
pub fn name<'a>(routine: &'a Routine, step: &Step) -> &'a str {
    step.movement.and_then(|m| routine.movement(m)).map_or(REST, |m| m.name())
}

/// The line under the name, in a step.
pub fn line(routine: &Routine, phase: Phase, step: &Step, unit: Unit) -> String {
    match phase {
        Phase::Paused => name(routine, step).to_owned(),
        Phase::Finished => routine.rest().to_owned(),
        Phase::Holding => [HOLDING, ". ", &routine.step_text(step, unit)].concat(),
        Phase::Ready | Phase::CountIn | Phase::Running => routine.step_text(step, unit),
    }
}

/// Where the hands of a movement start.
pub fn start(routine: &Routine, step: &Step) -> String {
    step.movement.and_then(|m| routine.movement(m)).map_or(REST, |m| m.start()).to_owned()
}

/// What comes next, as seen from a step.
pub fn next(routine: &Routine, now: &Step, next: &Step, unit: Unit) -> String {
    let gets_there = matches!(now.kind, Kind::Glide | Kind::Place);
    let same = now.movement == next.movement && now.sequence == next.sequence && now.called_from == next.called_from;
    match next.cue {
        _ if next.movement.is_none() => REST.to_owned(),
        _ if same && gets_there => routine.step_text(next, unit),
        _ if next.sequence != now.sequence && next.called_from.is_some() => {
            format!("{BACK_TO_A}: {}", name(routine, next).to_lowercase())
        }
        _ if same && (next.side, next.level) != (now.side, now.level) => place(next).unwrap_or_default().to_owned(),
        _ if same => format!("{AGAIN}, {}", of(next.pass, next.passes)),
        _ => name(routine, next).to_owned(),
    }
}

/// The large word of a cue, and the line under it.
pub fn cue(routine: &Routine, cue: Cue, step: &Step) -> (String, String) {
    let movement = name(routine, step).to_owned();
    match cue {
        Cue::Begin => {
            let sequence = routine.sequence(step.sequence).map_or("", |s| s.name());
            (sequence.to_owned(), String::new())
        }
        Cue::Next => (movement, String::new()),
        Cue::Repeat => (AGAIN.to_owned(), movement),
        Cue::OtherSide => (place(step).unwrap_or("The other side").to_owned(), movement),
        Cue::Level => {
            let word = match step.level {
                Some(Level::Waist) => "At the waist",
                Some(Level::Hips) => "At the hips",
                Some(Level::Chest) => "At the chest",
                _ => "The next level",
            };
            (word.to_owned(), movement)
        }
        Cue::ReturnToA => (BACK_TO_A.to_owned(), movement),
        Cue::Finish => (REST.to_owned(), String::new()),
    }
}

/// What is said aloud at a cue, for those who listen to a screen reader.
pub fn announced(routine: &Routine, cue_is: Cue, step: &Step) -> String {
    let (word, line) = cue(routine, cue_is, step);
    match cue_is {
        Cue::Repeat => format!("{word}, {}", of(step.pass, step.passes)),
        _ if line.is_empty() => word,
        _ => format!("{word}: {line}"),
    }
}

/// What was done, at the end: the sequences' letters and the minutes.
pub fn did(letters: &str, minutes: u64) -> String {
    match minutes {
        0 => letters.to_owned(),
        1 => format!("{letters}, in one minute."),
        _ => format!("{letters}, in {minutes} minutes."),
    }
}

/// What the browser could not do, and what to do about it.
pub fn fault(fault: &Fault) -> &'static str {
    match fault.what {
        Capability::Storage => {
            "This browser keeps nothing: your choices and your place last until this page is closed."
        }
        Capability::Room => {
            "This browser has no room left to keep your choices, so they last until this page is closed."
        }
        Capability::File => "This browser makes no files, so the settings cannot be saved as one.",
        Capability::Audio => sound::ABSENT,
        Capability::Voice => sound::VOICE,
        Capability::WakeLock => "The screen may go dark by itself. Set it to stay on, or plug the device in.",
        Capability::Media => "A headset's keys do not reach this page. Touch, keys and pedals do.",
        Capability::Animation => "The hands cannot be shown moving in this browser. Words and countdown go on.",
        Capability::Page => "This browser is missing something the app needs. A newer one will do.",
    }
}

/// Stands for the length of a session until that is worked out; `index.html` says the same.
pub const GETTING_READY: &str = "getting ready";

/// Said where a page's part of the program does not arrive.
pub const NO_PART: &str = "This page could not be loaded. Look at the connection, then try again.";
