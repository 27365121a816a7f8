//! What a user's choices are to the device and to the plan.

use crate::device::audio::Player;
use crate::session::{Aloud, Choices};
use crate::sound;

/// Sets a player's volumes.
pub fn set_levels(player: &Player, choices: &Choices) {
    player.levels(choices.voice.gain(), choices.bowls.gain());
}

/// The browser's name for how the sound lives with that of others.
pub fn kind(choices: &Choices) -> &'static str {
    if choices.aloud == Aloud::Mix { "ambient" } else { "playback" }
}

/// What of the choices is about what is placed.
pub fn told(choices: Choices) -> sound::Choices {
    let Choices { heard, talk, unit, ticks, half_way, .. } = choices;
    sound::Choices { heard, talk, unit, ticks, half_way, held: false }
}
