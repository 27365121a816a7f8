//! The digits of the countdown: behind each of a few slits a sheet of figures, moved by the browser. A second that passes is
//! then no text that changes, which would cost a frame of the main thread each time.

use super::hand::{layer, style};
use crate::device::Fault;
use crate::device::animate::{Keyframe, Motion};
use crate::session::{Digit, countdown};
use web_sys::Element;

/// So many columns can be counted in: spans are shorter than a thousand seconds.
const COLUMNS: usize = 3;

/// The countdown's digits.
pub struct Digits {
    /// What holds text and strips.
    whole: Element,
    /// Each column's slit, and the sheet behind it.
    columns: Vec<(Element, Element)>,
    /// The span that is counted, in milliseconds.
    span_ms: u64,
    motions: Vec<Motion>,
}

impl Digits {
    /// Puts sheets beside the text in an element, which is then there for those who cannot see. `None` where the page
    /// will not have it: then the text is what is seen.
    pub fn new(whole: &Element) -> Option<Self> {
        let slit = layer("slit", whole)?;
        slit.set_attribute("aria-hidden", "true").ok()?;
        let column = || {
            let strip = layer("strip", &slit)?;
            let sheet = layer("sheet", &strip)?;
            Some((strip, sheet))
        };
        let columns = (0..COLUMNS).map(|_| column()).collect::<Option<Vec<_>>>()?;
        Some(Self { whole: whole.clone(), columns, span_ms: 0, motions: Vec::new() })
    }

    /// Counts a span of so many milliseconds down, waiting at its beginning.
    ///
    /// # Errors
    /// Where the browser cannot animate; the text is then seen in the sheets' place.
    pub fn set(&mut self, span_ms: u64) -> Result<(), Fault> {
        // The passes of a movement are of one length: what counted the one counts the next.
        if self.span_ms == span_ms && !self.motions.is_empty() {
            return Ok(());
        }
        (self.span_ms, self.motions) = (0, Vec::new());
        self.whole.class_list().remove_1("strips").ok();
        let counted = countdown(span_ms);
        let fits = counted.len() <= COLUMNS;
        for (i, (strip, sheet)) in self.columns.iter().enumerate().filter(|_| fits) {
            let column = counted.get(i).map_or(&[][..], Vec::as_slice);
            // One that a shorter number has no use for takes no room.
            style(strip, "display", if column.is_empty() { "none" } else { "" });
            match column {
                [] => {}
                // A column that never changes is no motion.
                [one] => style(sheet, "transform", &place(one.digit)),
                _ => {
                    let frame = |d: &Digit| Keyframe { offset: d.share, value: place(d.digit) };
                    let frames: Vec<Keyframe> = column.iter().map(frame).collect();
                    self.motions.push(Motion::stepping(sheet, "transform", &frames, span_ms as f64)?);
                }
            }
        }
        self.span_ms = span_ms;
        if fits {
            self.whole.class_list().add_1("strips").ok();
        }
        Ok(())
    }

    /// Whether it is they that are seen, and not the text. What is counted down to nothing moves in one column at least.
    pub fn is_seen(&self) -> bool {
        self.span_ms > 0 && !self.motions.is_empty()
    }

    /// Goes to a time of the span, in milliseconds, and runs from there at a rate, or stands still. It was there
    /// at `since_ms` of the page's clock.
    ///
    /// # Errors
    /// Where the browser refuses.
    pub fn go(&self, at_ms: u64, rate: Option<u64>, since_ms: u64) -> Result<(), Fault> {
        self.motions.iter().try_for_each(|motion| motion.go(at_ms, rate, since_ms))
    }
}

/// A sheet holds nine to five going down, beside them nought to four: whatever is counted, the next figure is beside the one
/// that is seen, where the browser has it painted already. Beyond both is nothing.
fn place(digit: Option<u8>) -> String {
    match digit {
        None => "translate(-100%)".to_owned(),
        Some(low @ 0..=4) => ["translate(-50%,-", &low.to_string(), "em)"].concat(),
        Some(high) => ["translate(0,-", &9_u8.saturating_sub(high).to_string(), "em)"].concat(),
    }
}
