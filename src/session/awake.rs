//! How long the screen is kept awake.

use super::Phase;

/// So long a paused session keeps the screen awake, in milliseconds: an answered door, not a forgotten tablet.
pub const PAUSED_AWAKE_MS: u64 = 120_000;

/// For how much longer the screen stays awake in a phase that has lasted `for_ms` milliseconds; `None` where it need
/// not be, and `u64::MAX` where there is no end in sight.
pub const fn awake_ms(phase: Phase, for_ms: u64) -> Option<u64> {
    match phase {
        Phase::CountIn | Phase::Running | Phase::Holding => Some(u64::MAX),
        Phase::Paused if for_ms < PAUSED_AWAKE_MS => Some(PAUSED_AWAKE_MS - for_ms),
        Phase::Ready | Phase::Paused | Phase::Finished => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_screen_is_kept_awake_while_it_goes_and_two_minutes_into_a_pause() {
        for phase in [Phase::CountIn, Phase::Running, Phase::Holding] {
            assert_eq!(awake_ms(phase, 10_000_000), Some(u64::MAX), "{phase:?}");
        }
        for phase in [Phase::Ready, Phase::Finished] {
            assert_eq!(awake_ms(phase, 0), None, "{phase:?}");
        }
        assert_eq!(awake_ms(Phase::Paused, 0), Some(120_000));
        assert_eq!(awake_ms(Phase::Paused, 119_999), Some(1));
        assert_eq!(awake_ms(Phase::Paused, 120_000), None);
    }
}
