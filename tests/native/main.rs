//! What must hold of the pure rooms, as one native test program.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]
#![cfg(not(target_arch = "wasm32"))]

mod address;
mod continuity;
mod countdown;
mod document;
mod facts;
mod golden;
mod keys;
mod saved;
mod seek;
mod session;
mod sound;
mod staged;
mod timeline;

use backstroke::routine::{Pace, Prefs, Routine, Selection, SeveralTimes, Timeline, back, compile};
use std::sync::{Arc, OnceLock};

/// The back routine.
///
/// # Panics
/// Where its document is wrong.
pub fn routine() -> &'static Arc<Routine> {
    static ROUTINE: OnceLock<Arc<Routine>> = OnceLock::new();
    ROUTINE.get_or_init(|| Arc::new(back().unwrap_or_else(|e| panic!("{e:#?}"))))
}

/// A session with default choices.
pub fn whole() -> Timeline {
    compile(routine(), &Prefs::default(), Selection::Whole)
}

/// Choices with that pace and that "several".
///
/// # Panics
/// Where that is not from 1 to 10.
pub fn prefs(pace: Pace, several: u32) -> Prefs {
    Prefs { pace, several: SeveralTimes::try_from(several).unwrap(), ..Prefs::default() }
}
