//! What each cue sounds like, and when: a first, plain voice. Each is known blind.

use crate::body::Side;
use crate::device::Fault;
use crate::device::audio::{Audio, Figure};
use crate::device::tone::Note;
use crate::routine::{Cue, Step};
use std::cell::RefCell;
use std::rc::Rc;

/// Faster than this a preview is silent: its cues would run into each other.
const FASTEST_HEARD: u64 = 4;

/// The one sound of the page, with its figures as they are first needed.
pub struct Sound {
    audio: Audio,
    figures: Vec<Made>,
}

/// A figure made of a cue, and of the side where that is heard.
struct Made {
    cue: Cue,
    side: Option<Side>,
    figure: Rc<Figure>,
}

thread_local! {
    static SOUND: RefCell<Option<Sound>> = const { RefCell::new(None) };
}

/// Opens the sound from within a touch or a key; browsers allow it only there.
///
/// # Errors
/// Where the browser has none or refuses.
pub fn unlock() -> Result<(), Fault> {
    SOUND.with_borrow_mut(|sound| {
        if sound.is_none() {
            *sound = Some(Sound { audio: Audio::new()?, figures: Vec::new() });
        }
        sound.as_ref().map_or(Ok(()), |s| s.audio.unlock())
    })
}

/// Whether a cue would be heard now.
pub fn is_heard() -> bool {
    SOUND.with_borrow(|sound| sound.as_ref().is_some_and(|s| s.audio.is_heard()))
}

/// Schedules cues, each so many milliseconds from now, in place of all that was scheduled before.
///
/// # Errors
/// Where the browser refuses.
pub fn schedule(cues: impl Iterator<Item = (u64, Cue, Step)>, speed: u64) -> Result<(), Fault> {
    silence();
    if speed > FASTEST_HEARD {
        return Ok(());
    }
    SOUND.with_borrow_mut(|sound| {
        let Some(sound) = sound else { return Ok(()) };
        for (in_ms, cue, step) in cues {
            let figure = sound.figure(cue, step.side)?;
            sound.audio.schedule(&figure, in_ms)?;
        }
        Ok(())
    })
}

/// Takes back all that was scheduled.
pub fn silence() {
    SOUND.with_borrow_mut(|sound| {
        if let Some(sound) = sound {
            sound.audio.silence();
        }
    });
}

impl Sound {
    fn figure(&mut self, cue: Cue, side: Option<Side>) -> Result<Rc<Figure>, Fault> {
        let side = side.filter(|_| cue == Cue::OtherSide);
        if let Some(made) = self.figures.iter().find(|made| (made.cue, made.side) == (cue, side)) {
            return Ok(Rc::clone(&made.figure));
        }
        let figure = Rc::new(self.audio.figure(&score(cue, side))?);
        self.figures.push(Made { cue, side, figure: Rc::clone(&figure) });
        Ok(figure)
    }
}

// Equal temperament on A = 440 Hz.
const A3: f64 = 220.0;
const D4: f64 = 293.66;
const E4: f64 = 329.63;
const G4: f64 = 392.0;
const A4: f64 = 440.0;
const B4: f64 = 493.88;
const D5: f64 = 587.33;
const E5: f64 = 659.26;

/// The notes of a cue.
fn score(cue: Cue, side: Option<Side>) -> Vec<Note> {
    let mid = |pitch, at_ms, level| Note { pitch, at_ms, level, pan: 0.0 };
    match cue {
        Cue::Next => vec![mid(D4, 0, 0.16)],
        Cue::Begin => vec![mid(D4, 0, 0.16), mid(A4, 450, 0.14)],
        // Two notes, turning back on themselves.
        Cue::Repeat => vec![mid(G4, 0, 0.18), mid(E4, 380, 0.16), mid(G4, 760, 0.18)],
        // The same two notes, from where the hands were to where they go.
        Cue::OtherSide => {
            let to = side.map_or(0.0, Side::sign);
            vec![Note { pan: -to, ..mid(G4, 0, 0.2) }, Note { pan: to, ..mid(E4, 520, 0.22) }]
        }
        // A step down, as the hands go down the back.
        Cue::Level => vec![mid(A4, 0, 0.16), mid(D4, 480, 0.18)],
        // A falling phrase that comes to rest on A.
        Cue::ReturnToA => {
            vec![mid(E5, 0, 0.12), mid(D5, 420, 0.12), mid(B4, 840, 0.13), mid(A4, 1350, 0.22)]
        }
        // A slow open chord.
        Cue::Finish => vec![mid(A3, 0, 0.2), mid(E4, 500, 0.15), mid(A4, 1000, 0.13), mid(E5, 1500, 0.1)],
    }
}
