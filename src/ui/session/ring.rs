//! The ring round the disc: two half circles that turn behind two windows, and a bead. Markup and countdown; how it
//! closes for a repeat and runs back for a return is in `style/ring.css`.

use crate::device::Fault;
use crate::device::animate::{Keyframe, Motion};
use web_sys::Element;

/// What the bead looks like.
#[derive(Clone, Copy)]
pub enum Bead {
    /// A round bead: a countdown.
    Round,
    /// A larger one: a repeat.
    Large,
    /// An arrowhead: a return.
    Arrow,
}

/// A ring's markup.
pub fn markup(bead: Bead) -> String {
    let (track, bead) = match bead {
        Bead::Round => (TRACK, "<circle cx=\"385\" cy=\"44.5\" r=\"19\"/>"),
        Bead::Large => (TRACK, "<circle cx=\"385\" cy=\"44.5\" r=\"24\"/>"),
        Bead::Arrow => ("", "<path d=\"M338 44.5L394 8V81Z\"/>"),
    };
    [track, HALVES, bead, "</svg></div>"].concat()
}

const TRACK: &str =
    "<div class=\"track\"><svg viewBox=\"0 0 770 770\"><circle cx=\"385\" cy=\"385\" r=\"340.5\"/></svg></div>";
const HALVES: &str = "<div class=\"half r\"><div class=\"arm\"><svg viewBox=\"0 0 385 770\">\
    <path d=\"M0 44.5A340.5 340.5 0 0 1 0 725.5\"/></svg></div></div>\
    <div class=\"half l\"><div class=\"arm\"><svg viewBox=\"0 0 385 770\">\
    <path d=\"M385 44.5A340.5 340.5 0 0 0 385 725.5\"/></svg></div></div>\
    <div class=\"bead\"><svg viewBox=\"0 0 770 770\">";

/// The countdown ring: it empties clockwise over a span.
pub struct Ring {
    right: Element,
    left: Element,
    bead: Element,
    /// The span that is counted, in milliseconds.
    span_ms: u64,
    motions: Vec<Motion>,
}

impl Ring {
    /// Draws the ring in an element. `None` where the page will not have it.
    pub fn new(ring: &Element) -> Option<Self> {
        ring.set_inner_html(&markup(Bead::Round));
        let find = |selector| ring.query_selector(selector).ok().flatten();
        Some(Self {
            right: find(".r .arm")?,
            left: find(".l .arm")?,
            bead: find(".bead")?,
            span_ms: 0,
            motions: Vec::new(),
        })
    }

    /// Counts a span of so many milliseconds down, waiting at its beginning.
    ///
    /// # Errors
    /// Where the browser cannot animate.
    pub fn set(&mut self, span_ms: u64) -> Result<(), Fault> {
        // The passes of a movement are of one length: what counted the one counts the next.
        if self.span_ms == span_ms && !self.motions.is_empty() {
            return Ok(());
        }
        let turn = |element: &Element, frames: &[(f64, &str)]| {
            let frames: Vec<Keyframe> =
                frames.iter().map(|(offset, value)| Keyframe { offset: *offset, value: (*value).to_owned() }).collect();
            Motion::new(element, "transform", &frames, span_ms as f64)
        };
        self.motions = vec![
            turn(&self.right, &[(0.0, "rotate(0deg)"), (0.5, "rotate(180deg)"), (1.0, "rotate(180deg)")])?,
            turn(&self.left, &[(0.0, "rotate(0deg)"), (0.5, "rotate(0deg)"), (1.0, "rotate(180deg)")])?,
            turn(&self.bead, &[(0.0, "rotate(0deg)"), (1.0, "rotate(360deg)")])?,
        ];
        self.span_ms = span_ms;
        Ok(())
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
