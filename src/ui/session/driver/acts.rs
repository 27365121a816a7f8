//! What a touch, a key or a pedal asks of a session, beyond the plain commands.

use super::Driver;
use crate::session::{Command, Phase};
use crate::ui::words;
use leptos::prelude::WithUntracked;

impl Driver {
    /// Pauses, or goes on.
    pub fn toggle(&self) {
        let phase = self.shown().frame.with_untracked(|f| f.phase);
        self.command(if phase == Phase::Paused { Command::Resume } else { Command::Pause });
    }

    /// Holds, or releases.
    pub fn toggle_hold(&self) {
        let held = {
            let mut inner = self.0.borrow_mut();
            let now = inner.now();
            inner.session.is_held(now)
        };
        self.command(if held { Command::Release } else { Command::Hold });
    }

    /// Goes to the movement that is on at a time of the session as it now is, in milliseconds.
    pub fn seek(&self, ms: u64) {
        let to = self.0.borrow().session.seek(ms);
        self.command(to);
    }

    /// Lets the next of what can be heard be heard from now on, and says which that is.
    pub fn change_sound(&self) {
        {
            let mut inner = self.0.borrow_mut();
            if !inner.kept.is_ours() {
                return;
            }
            let heard = inner.store.choices.with_untracked(|c| c.heard).next();
            inner.store.choose(|c| c.heard = heard);
            inner.store.say(words::sound::now_heard(heard));
            let now = inner.now();
            inner.plan_sound(now);
        }
        self.tick();
    }

    /// Shows all anew: how it is to be said was changed.
    pub fn anew(&self) {
        {
            let mut inner = self.0.borrow_mut();
            if !inner.kept.is_ours() {
                return;
            }
            inner.redraw();
        }
        self.tick();
    }

    /// A touch or a key: what a browser grants only then is asked for.
    pub fn touched(&self) {
        let mut inner = self.0.borrow_mut();
        if inner.kept.is_ours() {
            inner.awake.touched();
            inner.media.touched();
        }
    }
}
