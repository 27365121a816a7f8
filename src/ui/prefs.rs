//! What a user has chosen about sessions, kept between visits.
//!
//! Kept as JSON with its version. What cannot be read is set aside under another key and the defaults are used: never
//! a blank screen, and nothing is lost.

use crate::body::Side;
use crate::device::Fault;
use crate::device::storage::{self, Key};
use crate::routine::{Pace, Prefs, Routine, Selection, SeveralTimes, fit};
use serde::{Deserialize, Serialize};

/// The shape of what is kept; older shapes are read here when there are any.
const VERSION: u32 = 1;

/// A user's choices.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choices {
    version: u32,
    /// How many minutes the whole is to take; `None` leaves it to pace and several.
    pub minutes: Option<u32>,
    /// How fast.
    pub pace: Pace,
    /// How often "several" is.
    pub several: SeveralTimes,
    /// Which side comes first.
    pub start: Side,
}

impl Default for Choices {
    fn default() -> Self {
        let Prefs { pace, several, start } = Prefs::default();
        Self { version: VERSION, minutes: None, pace, several, start }
    }
}

impl Choices {
    /// What a session is compiled with: as chosen, or what fits the minutes.
    pub fn prefs(&self, routine: &Routine) -> Prefs {
        match self.minutes {
            Some(minutes) => fit(routine, minutes, None, None, self.start, Selection::Whole),
            None => Prefs { pace: self.pace, several: self.several, start: self.start },
        }
    }
}

/// The choices kept, or the defaults, and what went wrong on the way.
pub fn load() -> (Choices, Option<Fault>) {
    let kept = match storage::read(Key::Prefs) {
        Ok(Some(kept)) => kept,
        Ok(None) => return (Choices::default(), None),
        Err(fault) => return (Choices::default(), Some(fault)),
    };
    match serde_json::from_str::<Choices>(&kept) {
        Ok(choices) if choices.version == VERSION && choices.minutes.is_none_or(|m| (1..=120).contains(&m)) => {
            (choices, None)
        }
        _ => (Choices::default(), storage::set_aside(Key::Prefs, &kept).err()),
    }
}

/// Keeps the choices.
///
/// # Errors
/// Where the browser will not.
pub fn save(choices: &Choices) -> Result<(), Fault> {
    // Plain fields cannot fail to be written as JSON.
    serde_json::to_string(choices).map_or(Ok(()), |json| storage::write(Key::Prefs, &json))
}
