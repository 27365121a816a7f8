//! The countdown's columns of digits against the number that they stand for.

use backstroke::session::{Digit, countdown};
use proptest::prelude::*;

/// What the columns show at a time of the span, read from left to right.
fn read(columns: &[Vec<Digit>], at_ms: u64) -> String {
    let shown = columns.iter().filter_map(|column| {
        let now = column.iter().rev().find(|d| d.from_ms <= at_ms).expect("a column begins at 0");
        now.digit.map(|d| char::from(b'0' + d))
    });
    shown.collect()
}

proptest! {
    #[test]
    fn the_columns_show_at_any_time_the_seconds_that_are_left(span_ms in 1_u64..=900_000, share in 0.0..=1.0_f64) {
        let at_ms = (span_ms as f64 * share) as u64;
        let columns = countdown(span_ms);
        prop_assert_eq!(read(&columns, at_ms), (span_ms - at_ms).div_ceil(1000).to_string());
    }

    #[test]
    fn a_column_changes_whenever_it_says_so_and_begins_at_once(span_ms in 1_u64..=900_000) {
        for column in countdown(span_ms) {
            prop_assert_eq!(column[0].from_ms, 0);
            for pair in column.windows(2) {
                prop_assert!(pair[0].from_ms < pair[1].from_ms && pair[0].digit != pair[1].digit);
            }
            prop_assert!(column[column.len() - 1].from_ms <= span_ms);
        }
    }
}
