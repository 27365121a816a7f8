//! What is said about the sound: each tells what is, and what to do.

use crate::session::Heard;

pub const ABSENT: &str = "This browser has no sound. The screen shows every cue.";
pub const BLOCKED: &str = "No sound yet. Tap twice: once for the sound, once to go on.";
pub const AWAY: &str = "The sound was taken away. Tap twice to bring it back.";
pub const INTERRUPTED: &str = "Another app has the sound, so the session waits. Go on when it is free.";
pub const ELSEWHERE: &str = "Another app has the sound. The screen shows every cue until it is free.";
pub const FROZEN: &str = "The sound stands still. The screen shows every cue; reload the page for another try.";
pub const RESTARTED: &str = "The sound had stopped. It was started anew.";
pub const OUTPUT: &str =
    "The devices for sound may have changed. If you hear nothing, look at the volume, and at which speaker is chosen.";
pub const VOICE: &str = "Some of the voice could not be loaded. Bowls and captions carry it.";
pub const LOADING: &str = "Loading the voice";

/// What is heard from now on, where that was changed in a session.
pub const fn now_heard(heard: Heard) -> &'static str {
    match heard {
        Heard::Everything => "Sound: voice and bowls.",
        Heard::Voice => "Sound: the voice.",
        Heard::Bowls => "Sound: the bowls.",
        Heard::Silent => "Sound: nothing. The screen shows every cue.",
    }
}
