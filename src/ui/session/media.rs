//! A headset's keys and the lock screen: what they ask for, and what they show of the session.

use super::driver::Driver;
use crate::device::Fault;
use crate::device::media::{Action, MediaKeys, Quiet, Track};
use crate::routine::{Routine, Step};
use crate::session::{Command, Frame, Phase};
use crate::ui::store::Store;
use crate::ui::words;
use std::cell::RefCell;

/// The pictures that a lock screen may choose from: where each lies, and its size.
const ARTWORK: [(&str, &str); 2] = [("icons/icon-192.png", "192x192"), ("icons/icon-512.png", "512x512")];

thread_local! {
    /// The one quiet loop of the page: it must first be played from within a touch or a key, before there is a session.
    static QUIET: RefCell<Option<Quiet>> = const { RefCell::new(None) };
}

/// Plays the quiet loop, from within the touch or the key that begins a session. Where there is none, touch, keys and
/// pedals remain.
///
/// # Errors
/// Where the browser has no player.
pub fn unlock() -> Result<(), Fault> {
    play(|_| ())
}

fn play(refused: impl FnOnce(Fault) + 'static) -> Result<(), Fault> {
    QUIET.with_borrow_mut(|quiet| {
        if quiet.is_none() {
            *quiet = Some(Quiet::new()?);
        }
        if let Some(quiet) = quiet {
            quiet.play(refused);
        }
        Ok(())
    })
}

fn play_or_tell(store: Store) {
    if let Err(fault) = play(move |fault| store.tell(&fault)) {
        store.tell(&fault);
    }
}

fn rest() {
    QUIET.with_borrow(|quiet| quiet.iter().for_each(Quiet::pause));
}

/// The media keys of a session.
pub struct Media {
    store: Store,
    keys: Option<MediaKeys>,
    title: String,
    /// What the lock screen was last told: whether it goes, and the step's start in the timeline.
    told: Option<(Phase, u64, u64)>,
}

impl Media {
    /// Listens to none yet.
    pub fn new(store: Store) -> Self {
        Self { store, keys: None, title: String::new(), told: None }
    }

    /// Has the media keys ask the session.
    pub fn listen(&mut self, driver: &Driver) {
        let driver = driver.weak();
        self.keys = MediaKeys::listen(move |action| {
            let Some(driver) = driver() else { return };
            match action {
                Action::Play => driver.command(Command::Resume),
                // Stopped by mistake, a session must not be over.
                Action::Pause | Action::Stop => driver.command(Command::Pause),
                Action::Next => driver.command(Command::Next),
                Action::Previous => driver.command(Command::Previous),
                Action::SeekTo(ms) => driver.seek(ms),
            }
        });
    }

    /// Shows a frame, where the lock screen does not show it already.
    pub fn show(&mut self, routine: &Routine, frame: &Frame, times: u64) {
        let Some(keys) = &self.keys else { return };
        let told = Some((frame.phase, frame.step.start_ms, frame.total_ms));
        if self.told == told {
            return;
        }
        let going = frame.phase.goes();
        let went = self.told.is_some_and(|(phase, ..)| phase.goes());
        self.told = told;
        if going && !went {
            play_or_tell(self.store);
        } else if !going {
            rest();
        }
        let title = title(routine, &frame.step);
        let mut shown = keys.place(going, frame.done_ms, frame.total_ms, times);
        if self.title != title {
            let track = Track { title: &title, artist: words::TITLE, album: words::hands::ALBUM, artwork: &ARTWORK };
            shown = shown.and(keys.show(&track));
            self.title = title;
        }
        if let Err(fault) = shown {
            self.store.tell(&fault);
        }
    }

    /// A touch or a key, from which on the browser lets the loop play.
    pub fn touched(&self) {
        if self.told.is_some_and(|(phase, ..)| phase.goes()) {
            play_or_tell(self.store);
        }
    }

    /// Gives the keys back.
    pub fn end(&mut self) {
        self.keys = None;
        rest();
    }
}

/// `B · thumbs up the channels, 2 of 3`.
fn title(routine: &Routine, step: &Step) -> String {
    let name = words::name(routine, step).to_lowercase();
    let mut title = [step.sequence.encode_utf8(&mut [0; 4]), " · ", &name].concat();
    if step.passes > 1 {
        title.extend([", ", &words::of(step.pass, step.passes)]);
    }
    title
}
