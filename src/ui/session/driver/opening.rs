//! How a session comes to run in this tab, what becomes of it while nobody looks, and how it goes to another tab.

use super::picture::{Picture, Places};
use super::{Driver, Inner, reading};
use crate::device::hash;
use crate::session::{Clock, Command};
use crate::ui::session::stamp::Stamp;
use crate::ui::words;
use leptos::prelude::{Set, WithUntracked};
use std::rc::Rc;

impl Driver {
    /// The same session, as long as there is one.
    pub fn weak(&self) -> impl Fn() -> Option<Self> + Clone + 'static {
        let weak = Rc::downgrade(&self.0);
        move || weak.upgrade().map(Self)
    }

    /// Takes the page's elements and begins, unless another tab runs a session.
    pub fn begin(&self, places: Places) {
        let (opened, lost) = (self.clone(), self.clone());
        let mut inner = self.0.borrow_mut();
        inner.stamp = Some(Stamp::new(places.root.clone()));
        inner.picture = Some(inner.shown.chapters.with_untracked(|chapters| Picture::new(places, chapters)));
        inner.kept.claim(move |ours| opened.opened(ours), move || lost.lose());
    }

    /// The tab may run the session, or another one does.
    pub(super) fn opened(&self, ours: bool) {
        let first = {
            let mut inner = self.0.borrow_mut();
            let now = inner.now();
            let Inner { kept, session, store, media, .. } = &mut *inner;
            store.elsewhere.set(!ours);
            if !ours {
                // The touch that led here played the quiet loop, which would take a headset's keys from the other tab.
                media.end();
                return;
            }
            store.under_way.set(true);
            hash::set_over(false);
            media.listen(self);
            kept.opened(session, now)
        };
        match first {
            Some(command) => self.command(command),
            None => self.tick(),
        }
    }

    /// The page was hidden or shown. A machine that slept in between finds the session paused where it was.
    pub fn visibility(&self, visible: bool) {
        {
            let mut inner = self.0.borrow_mut();
            if visible {
                // Whether it was late is told by what was so while nobody looked.
                inner.now();
                inner.slept |= inner.hidden.take().is_some_and(|hidden| Clock::slept(hidden, reading()) > 0);
            } else {
                inner.hidden = Some(reading());
                inner.keep();
            }
        }
        if visible {
            self.wake();
            let mut inner = self.0.borrow_mut();
            if inner.kept.is_ours() {
                inner.awake.ask();
            }
            // What animates may have stood still while nobody looked.
            inner.redraw();
            drop(inner);
            self.tick();
        }
    }

    /// Pauses a session that the machine slept through, where it was then, and says so. Whether it had to.
    pub(super) fn wake(&self) -> bool {
        let slept = {
            let mut inner = self.0.borrow_mut();
            inner.now();
            let slept = std::mem::take(&mut inner.slept);
            slept && inner.shown.frame.with_untracked(|f| f.phase.goes())
        };
        if slept {
            self.0.borrow().store.say(words::SLEPT);
            self.command(Command::Pause);
        }
        slept
    }

    /// Another tab has taken the session: it stands still here, and is silent.
    pub(super) fn lose(&self) {
        let paused = {
            let mut inner = self.0.borrow_mut();
            inner.kept.lose();
            let now = inner.now();
            inner.session.apply(Command::Pause, now).map(|event| (event, now))
        };
        if let Ok((event, now)) = paused {
            self.happened(event, now);
        }
        let mut inner = self.0.borrow_mut();
        inner.awake.release();
        inner.media.end();
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
