//! The kept line of a session under way, and the session that is taken up from it.
#![no_main]

use backstroke::routine::{Routine, back};
use backstroke::session::Saved;
use libfuzzer_sys::fuzz_target;
use std::sync::{Arc, OnceLock};

fuzz_target!(|line: &str| {
    static ROUTINE: OnceLock<Option<Arc<Routine>>> = OnceLock::new();
    let routine = ROUTINE.get_or_init(|| back().ok().map(Arc::new));
    if let (Ok(saved), Some(routine)) = (Saved::parse(line), routine) {
        assert_eq!(Saved::parse(&saved.line()).as_ref(), Ok(&saved));
        if let Some(taken) = saved.take_up(routine) {
            taken.session.at(taken.now_ms);
        }
    }
});
