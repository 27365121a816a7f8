//! Time: the page's steady clock and the machine's wall clock, both in whole milliseconds.
//!
//! The steady clock may stand still while the machine sleeps and the wall clock may be set back, so both are read
//! together and the session judges between them.

use web_sys::Performance;

thread_local! {
    /// Asked for once: it is read some times a second.
    static PERFORMANCE: Option<Performance> = web_sys::window().and_then(|w| w.performance());
}

/// One reading of both clocks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reading {
    /// Milliseconds since the page was opened, never backwards.
    pub steady_ms: u64,
    /// Milliseconds since 1970 by the machine's clock, which a person may set.
    pub wall_ms: u64,
}

/// Both clocks now.
pub fn read() -> Reading {
    Reading { steady_ms: now(), wall_ms: js_sys::Date::now().max(0.0) as u64 }
}

/// Milliseconds since the page was opened, never backwards; 0 where the browser has no such clock.
pub fn now() -> u64 {
    steady().max(0.0) as u64
}

/// The same as exactly as the browser tells it, with fractions.
pub fn steady() -> f64 {
    PERFORMANCE.with(|performance| performance.as_ref().map_or(0.0, Performance::now))
}

/// The hour of the day here, 0 to 23.
pub fn hour() -> u32 {
    js_sys::Date::new_0().get_hours()
}
