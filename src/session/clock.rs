//! The arithmetic of clocks that stop, jump and run back.
//!
//! A browser has two clocks. The performance clock never runs back, but on some machines it stands still while they
//! sleep. The wall clock goes on, but is set by hand and by the network. Neither is read here: both are handed in.

/// Both of a machine's clocks at one instant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reading {
    /// The performance clock, in milliseconds from some start.
    pub steady_ms: u64,
    /// The wall clock, in milliseconds since 1970.
    pub wall_ms: u64,
}

/// Less than this between the two clocks is drift and rounding, not sleep, in milliseconds.
const DRIFT_MS: u64 = 2_000;

/// Time as a session counts it: it never runs back, and stands still while the machine sleeps.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clock {
    /// What the performance clock said at its latest, and the wall clock when it was last asked.
    last: Reading,
    /// The session's time then, in milliseconds.
    now_ms: u64,
}

/// A look at a session that comes so late was kept waiting by sleep, in milliseconds: a busy machine is late by less.
pub const SLEPT_MS: u64 = 30_000;

/// The same where the page is hidden, in milliseconds: browsers then look once a minute at worst.
pub const SLEPT_HIDDEN_MS: u64 = 90_000;

impl Clock {
    /// A clock that is at 0 now.
    pub const fn new(first: Reading) -> Self {
        Self::from(first, 0)
    }

    /// A clock that is at a time of a session now, in milliseconds: one that goes on where another was broken off.
    pub const fn from(first: Reading, now_ms: u64) -> Self {
        Self { last: first, now_ms }
    }

    /// The session's time, in milliseconds.
    pub fn now(&mut self, reading: Reading) -> u64 {
        self.now_ms += reading.steady_ms.saturating_sub(self.last.steady_ms);
        self.last = Reading { steady_ms: self.last.steady_ms.max(reading.steady_ms), wall_ms: reading.wall_ms };
        self.now_ms
    }

    /// Whether the machine slept since it was last asked, where it is asked every few seconds: it is asked more than
    /// `late_ms` milliseconds late, by either of its clocks. The time of the sleep is then passed over.
    pub fn overslept(&mut self, reading: Reading, late_ms: u64) -> bool {
        let steady = reading.steady_ms.saturating_sub(self.last.steady_ms);
        let wall = reading.wall_ms.saturating_sub(self.last.wall_ms);
        let slept = steady.max(wall) > late_ms;
        if slept {
            *self = Self::from(reading, self.now_ms);
        }
        slept
    }

    /// How long the machine slept between two readings, in milliseconds, or 0: to be asked when the page becomes
    /// visible again. The session stood still meanwhile, and is to be paused and told. A wall clock that was set back
    /// counts as no sleep.
    pub const fn slept(hidden: Reading, visible: Reading) -> u64 {
        let steady = visible.steady_ms.saturating_sub(hidden.steady_ms);
        let wall = visible.wall_ms.saturating_sub(hidden.wall_ms);
        let slept = wall.saturating_sub(steady);
        if slept > DRIFT_MS { slept } else { 0 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(steady_ms: u64, wall_ms: u64) -> Reading {
        Reading { steady_ms, wall_ms }
    }

    #[test]
    fn a_performance_clock_that_seems_to_run_back_stops_the_session_for_that_long_and_no_more() {
        let mut clock = Clock::new(at(1_000, 0));
        assert_eq!(clock.now(at(3_000, 0)), 2_000);
        assert_eq!(clock.now(at(2_500, 0)), 2_000);
        assert_eq!(clock.now(at(3_100, 0)), 2_100);
    }

    #[test]
    fn a_wall_clock_set_back_or_forward_does_not_move_the_session() {
        let mut clock = Clock::new(at(0, 1_000_000));
        assert_eq!(clock.now(at(500, 10)), 500);
        assert_eq!(clock.now(at(600, 9_000_000)), 600);
    }

    #[test]
    fn ten_minutes_of_sleep_are_told_and_not_counted() {
        let mut clock = Clock::new(at(0, 50_000));
        let hidden = at(1_000, 51_000);
        clock.now(hidden);
        let back = at(1_100, 651_100);
        assert_eq!(Clock::slept(hidden, back), 600_000);
        assert_eq!(clock.now(back), 1_100);
    }

    #[test]
    fn a_look_that_comes_too_late_by_either_clock_is_sleep_and_moves_nothing() {
        for back in [at(700_000, 700_000), at(1_500, 700_000), at(700_000, 50)] {
            let mut clock = Clock::new(at(0, 0));
            assert_eq!(clock.now(at(1_000, 1_000)), 1_000);
            assert!(clock.overslept(back, SLEPT_MS), "{back:?}");
            assert_eq!(clock.now(back), 1_000, "{back:?}");
            let after = Reading { steady_ms: back.steady_ms + 400, wall_ms: back.wall_ms + 400 };
            assert!(!clock.overslept(after, SLEPT_MS), "it is told twice");
            assert_eq!(clock.now(after), 1_400);
        }
    }

    #[test]
    fn a_busy_moment_and_a_clock_set_back_are_no_sleep() {
        for later in [at(30_000, 30_000), at(1_000, 0), at(29_000, 31_000 - 1_000)] {
            let mut clock = Clock::new(at(0, 0));
            assert!(!clock.overslept(later, SLEPT_MS), "{later:?}");
            assert_eq!(clock.now(later), later.steady_ms);
        }
    }

    #[test]
    fn a_hidden_tab_with_running_clocks_did_not_sleep() {
        assert_eq!(Clock::slept(at(0, 50_000), at(600_000, 650_000)), 0);
        assert_eq!(Clock::slept(at(0, 50_000), at(600_000, 20_000)), 0, "set back");
    }
}
