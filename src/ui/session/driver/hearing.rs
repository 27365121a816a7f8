//! What the session gives to be heard.

use super::{Driver, Inner};
use crate::ui::session::sound::Seen;

impl Driver {
    /// What is seen of the sound.
    pub fn heard(&self) -> Seen {
        self.0.borrow().sound.seen()
    }
}

impl Inner {
    /// Places all that is still to be heard from `now` of the session on, on the audio clock.
    pub(super) fn plan_sound(&self, now: u64) {
        self.sound.plan(&self.session, now, now + self.ahead_ms);
    }
}
