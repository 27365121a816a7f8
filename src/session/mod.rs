//! When: a session's state, driven only by the time it is handed; what sounds and shows when; the clock's arithmetic.
//! This room knows the routine ([`crate::routine`]) and the back, but no browser and no clock of its own.
//!
//! ```
//! use backstroke::routine::{Prefs, Selection, back, compile};
//! use backstroke::session::{Command, Event, Phase, Session, Speed};
//! use std::sync::Arc;
//!
//! let routine = Arc::new(back().map_err(|errors| errors[0].to_string())?);
//! let timeline = compile(&routine, &Prefs::default(), Selection::Whole);
//! let mut session = Session::new(routine, timeline, 3_000, Speed::REAL);
//! assert_eq!(session.apply(Command::Start, 10_000), Ok(Event::Started));
//! assert_eq!(session.at(11_000).phase, Phase::CountIn);
//! assert_eq!(session.at(13_500).at_ms, 500);
//! # Ok::<(), String>(())
//! ```

mod ahead;
mod awake;
mod choices;
mod clock;
mod command;
mod countdown;
mod cues;
mod frame;
mod hush;
mod keys;
mod machine;
pub mod measure;
mod place;
mod saved;
mod seek;
mod settings;
mod staged;
mod start;
mod touches;

pub use ahead::Stretch;
pub use awake::{PAUSED_AWAKE_MS, awake_ms};
pub use choices::{Aloud, Choices, CountIn, Heard, Level, Motion, NotChoices, Room, Talk};
pub use clock::{Clock, Reading, SLEPT_HIDDEN_MS, SLEPT_MS};
pub use command::{Command, Error, Event, Speed};
pub use countdown::{Counted, Digit, countdown};
pub use cues::{CueTime, cues, shown_ms};
pub use frame::{Frame, Phase, ShownCue};
pub use hush::{HUSH_MS, Hush};
pub use keys::{Act, Acts, Full, Key, KeyMap, MOST as MOST_KEYS, NotKeys, Pressed, Presses, TWICE_MS, Times};
pub use machine::Session;
pub use saved::{KEPT_MS, LONGEST as LONGEST_SAVED, MOST_COMMANDS, NotSaved, Saved, TakenUp};
pub use settings::{LARGEST, NotSettings, Settings, Why};
pub use staged::{CuePicture, Staged};
pub use start::{Start, letter};
pub use touches::{Touch, Touches};
