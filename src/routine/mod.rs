//! What is done: the routine's document, its check, and its way into a timeline. This room knows the back and the
//! hands ([`crate::body`]), but no clock, no browser and no sound.
//!
//! ```
//! use backstroke::routine::{Prefs, Selection, back, compile};
//!
//! let routine = back().map_err(|errors| errors[0].to_string())?;
//! let session = compile(&routine, &Prefs::default(), Selection::Whole);
//! assert_eq!(session.at(0), 0);
//! assert!(session.total_ms() > 5 * 60_000);
//! # Ok::<(), String>(())
//! ```

mod builder;
mod check;
mod compile;
mod document;
mod error;
mod glide;
mod measure;
mod model;
mod plan;
mod possible;
mod prefs;
mod splice;
mod strokes;
mod timeline;

pub use builder::{CUE_GLIDE_MS, RETURN_GLIDE_MS};
pub use check::check;
pub use compile::{compile, fit};
pub use error::{Problem, RoutineError};
pub use model::{Distance, Movement, MovementIndex, Nudge, Op, Part, Place, Pressure, Routine, Sequence, Times, Unit};
pub use plan::{Hand, Hands, Plan, PlanStep, plan};
pub use possible::{HANDS_APART_CM, PALM_CLEAR_CM};
pub use prefs::{NotSeveral, Pace, Prefs, Selection, SeveralTimes};
pub use splice::{Destination, Here, go_to, hold_loop};
pub use strokes::{TOP_FIRM_SPEED, TOP_SPEED};
pub use timeline::{Cue, Kind, Share, Span, Step, Timeline};

/// The document of the back routine, as it is written. The app itself carries a compact copy of it.
pub const BACK: &str = include_str!("back.json");

/// The back routine, its form checked. Whether hands can do it is walked through by the tests ([`check`] of [`BACK`]) and
/// not at every start of the app: it would keep the page waiting, and could say nothing else.
///
/// # Errors
/// Everything that is wrong with the document's form; the tests hold that there is nothing.
pub fn back() -> Result<Routine, Vec<RoutineError>> {
    let document = postcard::from_bytes(include_bytes!(concat!(env!("OUT_DIR"), "/back.bin"))).map_err(|e| {
        let problem = Problem::Unreadable(e.to_string());
        vec![RoutineError { sequence: None, movement: None, field: "back.bin".to_owned(), problem }]
    })?;
    check::formed(document)
}

/// Letter, name and purpose of the back routine's sequences, for a page that stands before the routine is read.
pub const CONTENTS: &[(char, &str, &str)] = include!(concat!(env!("OUT_DIR"), "/contents.rs"));
