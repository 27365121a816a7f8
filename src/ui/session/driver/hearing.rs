//! What the session gives to be heard.

use super::{Driver, Inner};
use crate::ui::session::sound::Seen;

impl Driver {
    /// What is seen of the sound.
    pub fn heard(&self) -> Seen {
        self.0.borrow().sound.seen()
    }

    /// Another choice about the sound was made while the session is on.
    pub fn chosen(&self) {
        let mut inner = self.0.borrow_mut();
        let now = inner.now();
        inner.sound.revise(&inner.session, now, now + inner.ahead_ms);
    }
}

impl Inner {
    /// Places all that is still to be heard, on the audio clock.
    pub(super) fn plan_sound(&mut self) {
        let now = self.now();
        self.sound.plan(&self.session, now, now + self.ahead_ms);
    }
}
