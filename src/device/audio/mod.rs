//! Sound, in small parts: the page's one audio context and what befalls it, what plays samples ahead of time on the
//! audio clock, what fetches and decodes sound files, and what finds out that a clock stands still.

mod clips;
mod context;
mod player;
mod watchdog;

pub use clips::Loader;
pub use context::{Change, State, category, has_categories, listen, open, rebuild, rest, state, unlock, wake};
pub use player::{Bus, Player, Run, samples};
pub use watchdog::{DOUBT_MS, Health, Watchdog};
