//! What is said on the settings page.

use crate::routine::Unit;
use crate::session::{Aloud, Heard, Motion, NotSettings, Room, Talk, Why};

pub const SETTINGS: &str = "Settings";
pub const ALL_SETTINGS: &str = "All settings";
pub const SESSION: &str = "The session";
pub const COUNT_IN: &str = "Count-in";
pub const UNIT: &str = "Distances";
pub const SOUND: &str = "Sound";
pub const HEARD: &str = "Heard";
pub const VOICE: &str = "Voice";
pub const BOWLS: &str = "Bowls";
pub const TALK: &str = "It says";
pub const TICKS: &str = "Last seconds";
pub const HALF_WAY: &str = "Half-way";
pub const ROOM: &str = "Beneath";
pub const ALOUD: &str = "Plays";
pub const HAPTICS: &str = "Vibration";
/// A light that is lamp by night and day by day.
pub const BY_THE_HOUR: &str = "By the hour";
pub const SIGHT: &str = "Light and motion";
pub const MOTION: &str = "Motion";
pub const BY_FOOT: &str = "By foot or by clicker";
pub const PEDAL_TEXT: &str =
    "Any pedal or clicker that is a keyboard works. Page keys, arrows, space and Enter are known.";
pub const KEEP: &str = "Keep all this";
pub const KEEP_TEXT: &str = "All settings as one small text file: to keep, or for another tablet.";
pub const EXPORT: &str = "Save as a file";
pub const IMPORT: &str = "Take from a file";
pub const DEFAULTS: &str = "Put all back";
pub const DEFAULTS_ASK: &str = "Really put all back";
pub const DEFAULTS_DONE: &str = "Everything is as it was at first. The safety page will be shown once more.";
pub const IMPORT_DONE: &str = "Taken. Everything is as in the file.";
pub const IMPORT_UNKEPT: &str = "Taken until this page is closed: this browser does not keep it.";
pub const FILE_NAME: &str = "backstroke-settings.txt";
pub const YES_NO: [&str; 2] = ["Off", "On"];

/// A unit, as a word.
pub const fn unit(unit: Unit) -> &'static str {
    match unit {
        Unit::Cm => "Centimetres",
        Unit::In => "Inches",
    }
}

/// What is heard, as a word.
pub const fn heard(heard: Heard) -> &'static str {
    match heard {
        Heard::Everything => "Voice and bowls",
        Heard::Voice => "Voice",
        Heard::Bowls => "Bowls",
        Heard::Silent => "Nothing",
    }
}

/// How much is said, as a word.
pub const fn talk(talk: Talk) -> &'static str {
    match talk {
        Talk::Full => "Every stroke, in full",
        Talk::Names => "Names",
        Talk::Cues => "Cues only",
    }
}

/// What sounds all the while, as a word.
pub const fn room(room: Room) -> &'static str {
    match room {
        Room::None => "Silence",
        Room::Drone => "A low note",
        Room::Waves => "Waves",
    }
}

/// How the sound lives with others, as a word.
pub const fn aloud(aloud: Aloud) -> &'static str {
    match aloud {
        Aloud::Mix => "Over other music",
        Aloud::Muted => "Even when muted",
    }
}

/// How much moves, as a word.
pub const fn motion(motion: Motion) -> &'static str {
    match motion {
        Motion::System => "As the device says",
        Motion::Less => "Less",
        Motion::Full => "All",
    }
}

/// What comes of a count-in.
pub fn count_in(seconds: u32) -> String {
    match seconds {
        0 => "The hands are placed at once.".to_owned(),
        n => ["You have ", &n.to_string(), " seconds to reach the table."].concat(),
    }
}

/// Why a file was refused, and where.
pub fn refused(refused: &NotSettings) -> String {
    let why = match refused.why {
        Why::TooLarge => return "Nothing was taken: the file is too large, or no text.".to_owned(),
        Why::NotOurs => "this is no file of settings",
        Why::Version => "the file is from a newer Backstroke, version",
        Why::Unknown => "this means nothing here",
        Why::Twice => "this comes a second time",
        Why::Missing => "there is no line of",
    };
    let mut out = ["Nothing was taken. Line ", &refused.line.to_string(), ": ", why].concat();
    if !refused.word.is_empty() {
        out.extend([": “", &refused.word, "”"]);
    }
    out.push('.');
    out
}
