//! How each cue feels, for devices that shake.

use crate::routine::Cue;

/// How a cue feels: shaken, resting, shaken, in milliseconds, in the rhythm of its bowls.
pub const fn shake(cue: Cue) -> &'static [u16] {
    match cue {
        Cue::Begin => &[60, 390, 60],
        Cue::Next => &[60],
        Cue::Repeat => &[40, 280, 40, 280, 40],
        Cue::OtherSide => &[60, 740, 120],
        Cue::Level => &[60, 400, 120],
        Cue::ReturnToA => &[40, 340, 40, 340, 40, 500, 250],
        Cue::Finish => &[250, 270, 120, 400, 60],
    }
}
