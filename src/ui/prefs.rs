//! A user's choices, kept between visits. What cannot be read is set aside under another key and the defaults are used:
//! never a blank screen, and nothing is lost.

use super::words;
use crate::device::Fault;
use crate::device::storage::{self, Key};
use crate::session::Choices;

/// The choices kept, or the defaults, and what there is to say of it.
pub fn load() -> (Choices, Option<&'static str>) {
    let kept = match storage::read(Key::Prefs) {
        Ok(Some(kept)) => kept,
        Ok(None) => return (Choices::default(), None),
        Err(fault) => return (Choices::default(), Some(words::fault(&fault))),
    };
    if let Ok(choices) = Choices::parse(&kept) {
        return (choices, None);
    }
    let aside = storage::set_aside(Key::Prefs, &kept);
    (Choices::default(), Some(aside.map_or_else(|fault| words::fault(&fault), |()| words::BAD_CHOICES)))
}

/// Keeps the choices.
///
/// # Errors
/// Where the browser will not.
pub fn save(choices: &Choices) -> Result<(), Fault> {
    storage::write(Key::Prefs, &choices.line())
}
