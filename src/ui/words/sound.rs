//! What is said about the sound: each tells what is, and what to do.

pub const ABSENT: &str = "This browser has no sound. The screen shows every cue.";
pub const BLOCKED: &str = "No sound yet. Tap twice: once for the sound, once to go on.";
pub const AWAY: &str = "The sound was taken away. Tap twice to bring it back.";
pub const INTERRUPTED: &str = "Another app has the sound, so the session waits. Go on when it is free.";
pub const FROZEN: &str = "The sound stands still. The screen shows every cue; reload the page for another try.";
pub const RESTARTED: &str = "The sound had stopped. It was started anew.";
pub const OUTPUT: &str = "The sound goes to another speaker now. If you hear nothing, look at the device's volume.";
pub const VOICE: &str = "Some of the voice could not be loaded. Bowls and captions carry it.";
pub const LOADING: &str = "Loading the voice";
