//! Words about keys and pedals, the screen that stays awake, and the battery.

use crate::session::{Act, Times};

pub const PEDAL_TITLE: &str = "Keys and pedals";
pub const PEDAL_LEDE: &str = "A pedal or a clicker is a keyboard. Press yours, and see here what it does.";
pub const PEDAL_PRESS: &str = "Press your pedal";
pub const PEDAL_LISTENS: &str = "This page listens.";
pub const PEDAL_TWICE: &str = "Pressed twice, it may do something else.";
pub const PEDAL_KEPT: &str = "Tab, Escape, the F keys and whatever goes with Ctrl or Alt stay the browser's own.";
pub const PEDAL_FULL: &str = "No more keys can be taught. Forget one first.";
pub const PEDAL_BAD: &str =
    "The taught keys could not be read. They are set aside: every key does what it did at first.";
pub const NOTHING: &str = "Nothing";
pub const FORGET: &str = "Forget";
pub const FORGET_ALL: &str = "Forget all";
pub const TAUGHT: &str = "Keys you have taught";
pub const TO_HOME: &str = "Done";

pub const ALBUM: &str = "A back massage, guided";

pub const MAY_GO_DARK: &str = "The screen may go dark by itself";
pub const AWAKE_LOST: &str = "The screen may go dark now, to save power. Plug the device in, then tap twice.";
pub const AWAKE_REFUSED: &str =
    "The browser does not keep the screen on. Plug the device in, or set its screen to stay on.";

/// `The battery is at 15 %. …`
pub fn battery(percent: u32) -> String {
    ["The battery is at ", &percent.to_string(), " %. Plug the device in before you begin."].concat()
}

/// What a key does, in a word.
pub const fn act(act: Option<Act>) -> &'static str {
    match act {
        Some(Act::Pause) => "Pause, go on",
        Some(Act::Next) => "Next",
        Some(Act::Previous) => "Back",
        Some(Act::Again) => "Again",
        Some(Act::BackToA) => "Back to A",
        Some(Act::Hold) => "Keep on",
        Some(Act::Sound) => "Sound",
        None => NOTHING,
    }
}

/// How often it is pressed.
pub const fn times(times: Times) -> &'static str {
    match times {
        Times::Once => "Pressed once",
        Times::Twice => "Pressed twice",
    }
}

/// What a key is called: `Page Down`, `B`.
pub fn key(name: &str) -> String {
    let mut out = String::new();
    for c in name.chars() {
        if c.is_uppercase() && out.chars().last().is_some_and(char::is_lowercase) {
            out.push(' ');
        }
        out.push(c);
    }
    // A letter as it stands on the key.
    if out.chars().nth(1).is_none() { out.to_uppercase() } else { out }
}
