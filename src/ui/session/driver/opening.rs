//! How a session comes to run in this tab, and how it goes to another.

use super::{Driver, Inner};
use crate::session::Command;
use leptos::prelude::Set;

impl Driver {
    /// The tab may run the session, or another one does.
    pub(super) fn opened(&self, ours: bool) {
        let first = {
            let mut inner = self.0.borrow_mut();
            let now = inner.now();
            let Inner { kept, session, store, .. } = &mut *inner;
            store.elsewhere.set(!ours);
            if !ours {
                return;
            }
            store.under_way.set(true);
            kept.opened(session, now)
        };
        match first {
            Some(command) => self.command(command),
            None => self.tick(),
        }
    }

    /// Another tab has taken the session: it stands still here, and is silent.
    pub(super) fn lose(&self) {
        let paused = {
            let mut inner = self.0.borrow_mut();
            inner.kept.lose();
            let now = inner.now();
            inner.session.apply(Command::Pause, now)
        };
        if let Ok(event) = paused {
            self.happened(event);
        }
        let inner = self.0.borrow();
        inner.awake.release();
        inner.store.under_way.set(false);
        inner.store.elsewhere.set(true);
    }
}

impl Inner {
    /// Keeps the very place: nobody knows whether a page that is hidden comes back.
    pub(super) fn keep(&mut self) {
        let now = self.now();
        self.kept.write(&self.session, now);
    }
}
