//! A user's choices, kept between visits. What cannot be read is set aside under another key and the defaults are used:
//! never a blank screen, and nothing is lost.

use crate::device::Fault;
use crate::device::storage::{self, Key};
use crate::session::Choices;

/// The choices kept, or the defaults, and what went wrong on the way.
pub fn load() -> (Choices, Option<Fault>) {
    let kept = match storage::read(Key::Prefs) {
        Ok(Some(kept)) => kept,
        Ok(None) => return (Choices::default(), None),
        Err(fault) => return (Choices::default(), Some(fault)),
    };
    match Choices::parse(&kept) {
        Ok(choices) => (choices, None),
        Err(_) => (Choices::default(), storage::set_aside(Key::Prefs, &kept).err()),
    }
}

/// Keeps the choices.
///
/// # Errors
/// Where the browser will not.
pub fn save(choices: &Choices) -> Result<(), Fault> {
    storage::write(Key::Prefs, &choices.line())
}
