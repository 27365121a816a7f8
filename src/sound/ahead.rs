//! All that will sound in a session as it stands: count-in, rest of the plan, and a held movement's rounds.

use super::schedule::{Choices, Sounding, schedule};
use crate::session::Session;

/// For how long a held movement's rounds are placed ahead, in milliseconds of the timeline: at a speed, there are no more of
/// them.
pub const ROUNDS_MS: u64 = 240_000;

/// All that sounds from `now` on if no command comes, in order, each with when it does in milliseconds of the clock from
/// now. Of a held movement's rounds, which have no end, those that begin within `rounds_ms` of the timeline.
pub fn ahead(session: &Session, now: u64, choices: Choices, rounds_ms: u64) -> Vec<Sounding> {
    let speed = session.speed().times();
    let mut out = Vec::new();
    for stretch in session.ahead(now) {
        let choices = Choices { held: stretch.held, ..choices };
        let mut all = schedule(session.routine(), stretch.timeline, stretch.from_ms, speed, choices);
        all.retain(|s| s.at_ms < stretch.until_ms && s.step < stretch.end);
        let length_ms = stretch.until_ms.saturating_sub(stretch.from_ms).max(1);
        let mut far_ms = stretch.far_ms;
        loop {
            out.extend(all.iter().map(|s| {
                let in_ms = stretch.wait_ms + (far_ms + s.at_ms - stretch.from_ms) / speed;
                Sounding { in_ms, ..s.clone() }
            }));
            far_ms += length_ms;
            if !stretch.again || far_ms > rounds_ms {
                break;
            }
        }
    }
    out
}
