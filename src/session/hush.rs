//! How long whoever has just been massaged is left alone.

/// So long after a session nothing is offered, in milliseconds.
pub const HUSH_MS: u64 = 10 * 60 * 1000;

/// The time after a session in which nothing is offered. It is kept, since a page that is loaded again knows of no
/// session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hush {
    /// By the wall clock, in milliseconds since 1970.
    until_ms: u64,
}

impl Hush {
    /// Begins at `now_ms` of the wall clock, in milliseconds since 1970.
    pub const fn begun(now_ms: u64) -> Self {
        Self { until_ms: now_ms.saturating_add(HUSH_MS) }
    }

    /// Reads what [`Self::line`] has written; `None` where it is anything else.
    pub fn parse(line: &str) -> Option<Self> {
        // A number may also be written with a sign or with zeros, but not by us.
        line.parse().ok().map(|until_ms| Self { until_ms }).filter(|hush| hush.line() == line)
    }

    /// The line that is kept.
    pub fn line(self) -> String {
        self.until_ms.to_string()
    }

    /// How much of it is left at `now_ms` of the wall clock, in milliseconds, up to [`HUSH_MS`]; `None` where it is over.
    /// So it is where more would be left than there ever was: the clock was set back since.
    pub fn left_ms(self, now_ms: u64) -> Option<u32> {
        let left = self.until_ms.checked_sub(now_ms).filter(|left| (1..=HUSH_MS).contains(left))?;
        u32::try_from(left).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn it_lasts_ten_minutes_and_no_longer_whatever_becomes_of_the_clock() {
        let hush = Hush::begun(1_000_000);
        assert_eq!(hush.left_ms(1_000_000), Some(600_000));
        assert_eq!(hush.left_ms(1_599_999), Some(1));
        assert_eq!(hush.left_ms(1_600_000), None);
        assert_eq!(hush.left_ms(999_999), None, "the clock was set back");
    }

    proptest! {
        #[test]
        fn what_is_kept_is_read_again_and_nothing_else_is(until_ms: u64, line in ".{0,24}") {
            let hush = Hush { until_ms };
            prop_assert_eq!(Hush::parse(&hush.line()), Some(hush));
            if let Some(read) = Hush::parse(&line) {
                prop_assert_eq!(read.line(), line);
            }
        }
    }
}
