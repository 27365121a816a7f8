//! Which cue's picture stands in the page.

use super::frame::{Frame, ShownCue};
use crate::routine::Cue;

/// A cue's picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CuePicture {
    /// The how-many-th it is: the same cue shown again, or anew from its beginning, is another picture.
    pub nth: u32,
    /// The cue.
    pub shown: ShownCue,
}

/// Follows a session from frame to frame.
///
/// A cue that is over may leave its picture in the page, which shows nothing any more, until another countdown
/// begins: to take it away would cost the main thread a frame of its own, in the middle of a stroke or a glide.
#[derive(Clone, Copy, Debug, Default)]
pub struct Staged {
    latest: Option<Frame>,
    picture: Option<CuePicture>,
    nth: u32,
}

impl Staged {
    /// The picture that stands in a frame. One that is over stays where it may, if `stays`.
    pub fn follow(&mut self, frame: &Frame, stays: bool) -> Option<CuePicture> {
        let latest = self.latest.replace(*frame);
        self.picture = if let Some(shown) = frame.cue {
            let goes_on = latest.and_then(|latest| latest.cue).is_some_and(|before| {
                (before.cue, before.step) == (shown.cue, shown.step) && before.since_ms <= shown.since_ms
            });
            if !goes_on {
                self.nth = self.nth.wrapping_add(1);
            }
            Some(CuePicture { nth: self.nth, shown })
        } else {
            let goes_on = latest.is_some_and(|latest| frame.counts_on_from(&latest));
            self.picture.filter(|picture| stays && goes_on && may_stay(picture.shown.cue))
        };
        self.picture
    }
}

/// Whether nothing of a cue's picture or of what gives way for it can be told from its not being there, once it is over. The
/// return lends the controls the colour of its flood; the end is followed by no other step.
const fn may_stay(cue: Cue) -> bool {
    match cue {
        Cue::Begin | Cue::Next | Cue::Repeat | Cue::OtherSide | Cue::Level => true,
        Cue::ReturnToA | Cue::Finish => false,
    }
}
