//! The whole session as a rail of its sequences, as long as they take; the one that is on fills up.

use super::hand::style;
use crate::device::animate::{Keyframe, Motion};
use crate::device::{Fault, dom};
use crate::session::measure::Chapter;
use web_sys::Element;

/// The rail along the bottom.
pub struct Rail {
    list: Element,
    /// Each bar and what fills it.
    bars: Vec<(Chapter, Element, Element)>,
    /// Which is on, and how it fills.
    now: Option<(usize, Motion)>,
}

impl Rail {
    /// A rail in a list that is empty so far.
    pub const fn new(list: Element) -> Self {
        Self { list, bars: Vec::new(), now: None }
    }

    /// Shows a session's chapters, none of them begun. What the page will not have is not shown.
    pub fn set(&mut self, chapters: &[Chapter]) {
        self.now = None;
        self.list.set_inner_html("");
        let bars = chapters.iter().filter_map(|chapter| {
            let bar = dom::append(&self.list, "li")?;
            let fill = dom::append(&bar, "i")?;
            bar.set_attribute("data-sequence", chapter.letter.encode_utf8(&mut [0; 4])).ok()?;
            style(&bar, "--minutes", &chapter.length_ms.to_string());
            Some((*chapter, bar, fill))
        });
        self.bars = bars.collect();
    }

    /// Whether another chapter is on at a time of the session, in milliseconds, than the one that fills.
    pub fn turns(&self, at_ms: u64) -> bool {
        self.on(at_ms) != self.now.as_ref().map(|(i, _)| *i)
    }

    /// Is at a time of the session, in milliseconds, and fills from there at a rate, or stands still. It was there at
    /// `since_ms` of the page's clock.
    ///
    /// # Errors
    /// Where the browser cannot animate.
    pub fn go(&mut self, at_ms: u64, rate: Option<u64>, since_ms: u64) -> Result<(), Fault> {
        let on = self.on(at_ms);
        for (i, (_, bar, _)) in self.bars.iter().enumerate() {
            let class = match on {
                Some(on) if i == on => "now",
                Some(on) if i > on => "",
                _ => "done",
            };
            if bar.class_name() != class {
                bar.set_class_name(class);
            }
        }
        self.now = None;
        if let Some((i, (chapter, _, fill))) = on.and_then(|i| Some((i, self.bars.get(i)?))) {
            let keyframe = |offset, value: &str| Keyframe { offset, value: value.to_owned() };
            let frames = [keyframe(0.0, "scaleX(0)"), keyframe(1.0, "scaleX(1)")];
            let motion = Motion::new(fill, "transform", &frames, chapter.length_ms as f64)?;
            motion.go(chapter.spent_ms(at_ms), rate, since_ms)?;
            self.now = Some((i, motion));
        }
        Ok(())
    }

    /// The chapter that is on; none where the last is over.
    fn on(&self, at_ms: u64) -> Option<usize> {
        self.bars.iter().position(|(chapter, ..)| !chapter.is_over(at_ms))
    }
}
