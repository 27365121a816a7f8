//! How it sounds: what each cue plays, rendered to samples; what the voice says; and when, for the rest of a session.
//! This room knows the session ([`crate::session`]) and the routine, but no browser and no clock.
//!
//! ```
//! use backstroke::routine::{Prefs, Selection, back, compile};
//! use backstroke::sound::{Bowl, Choices, What, schedule};
//!
//! let [left, right] = Bowl::ReturnToA.render(48_000);
//! assert_eq!(left.len(), right.len());
//!
//! let routine = back().map_err(|errors| errors[0].to_string())?;
//! let timeline = compile(&routine, &Prefs::default(), Selection::Whole);
//! let ahead = schedule(&routine, &timeline, 0, 1, Choices::default());
//! assert_eq!(ahead[0].what, What::Bowl(Bowl::Begin));
//! # Ok::<(), String>(())
//! ```

mod ahead;
mod busy;
mod captions;
mod join;
mod phrases;
mod render;
mod room;
mod schedule;
mod score;
mod voice;

pub use crate::session::{Heard, Talk};
pub use ahead::{ROUNDS_MS, ahead};
pub use busy::busy;
pub use captions::{Caption, caption_at, captions};
pub use join::{Joined, holds_ms, join};
pub use phrases::{Anchor, Phrase, phrases};
pub use render::{HIGHEST_RATE, LOWEST_RATE};
pub use room::render as room;
pub use schedule::{Choices, FASTEST_SPOKEN, Sounding, What, schedule};
pub use score::{Bowl, Note, Score};
pub use voice::{CLIPS, Clip, clip_hash};
