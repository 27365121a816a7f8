//! A countdown's digits over a whole span, so that whoever shows them need not be woken each second.

/// What is seen of a countdown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Counted {
    /// Its words, which change each second.
    Words,
    /// Digits that move by themselves.
    Digits,
}

/// From `from_ms` of the span on, a column shows a digit, or nothing.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Digit {
    /// When, in milliseconds of the span, 0 to its length.
    pub from_ms: u64,
    /// The same as a share of the span, 0 to 1.
    pub share: f64,
    /// 0 to 9; `None` where the number has fewer digits than columns.
    pub digit: Option<u8>,
}

/// What each column of digits shows while a span of `span_ms` milliseconds is counted down in whole seconds, rounded up
/// as [`Frame::remaining_s`](super::Frame::remaining_s) is, the first column on the left. Numbers begin in the first
/// column. Each column begins at 0 ms and holds no digit twice in a row.
pub fn countdown(span_ms: u64) -> Vec<Vec<Digit>> {
    let most = span_ms.div_ceil(1000);
    let wide = most.checked_ilog10().map_or(1, |log| log + 1);
    (0..wide)
        .map(|column| {
            let mut digits: Vec<Digit> = Vec::new();
            for left in (0..=most).rev() {
                let digit = digit(left, column);
                if digits.last().is_none_or(|last| last.digit != digit) {
                    let from_ms = span_ms.saturating_sub(left * 1000);
                    digits.push(Digit { from_ms, share: from_ms as f64 / span_ms.max(1) as f64, digit });
                }
            }
            digits
        })
        .collect()
}

/// The digit of a number in a column from the left, if it is as long as that.
fn digit(number: u64, column: u32) -> Option<u8> {
    let long = number.checked_ilog10().map_or(1, |log| log + 1);
    let behind = long.checked_sub(column + 1)?;
    Some((number / 10_u64.pow(behind) % 10) as u8)
}
