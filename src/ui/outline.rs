//! What Home tells of the session that would begin: worked out by a part of the program that comes after Home stands.

use super::errands::{self, Went};
use super::marks::Form;
use super::store::Store;
use super::words;
use crate::routine::Selection;
use crate::session::measure;
use leptos::prelude::*;

/// A session in a few words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outline {
    /// How long it takes.
    pub length: String,
    /// The letters, in order.
    pub order: Vec<char>,
    /// Pace, several and first side.
    pub chosen: String,
    /// Its strokes.
    pub strokes: Vec<Stroke>,
}

/// A stroke of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stroke {
    /// The sequence's letter.
    pub letter: char,
    /// Its own length, in minutes.
    pub minutes: u64,
    /// How it goes on.
    pub form: Form,
    /// How many movements it has.
    pub movements: usize,
}

/// Works it out and gives it to the store, by what is chosen: to read the routine takes a moment of its own.
pub fn work_out(store: Store) {
    let mut opened = None;
    errands::run(move || match opened {
        None => {
            opened = Some(store.open());
            Went::On
        }
        // A routine that cannot be read is said by the first page that needs it.
        Some(opened) => {
            store.outline.set(opened.then(|| outline(store)));
            Went::Done
        }
    });
}

fn outline(store: Store) -> Outline {
    let routine = store.routine();
    let timeline = untrack(|| store.timeline(Selection::Whole));
    let prefs = *timeline.prefs();
    let stroke = |sequence: &crate::routine::Sequence| Stroke {
        letter: sequence.letter(),
        minutes: measure::minutes(measure::own_ms(&timeline, sequence.letter())),
        form: Form::of(&routine, sequence, prefs.several.get()),
        movements: routine.movements(sequence).count(),
    };
    Outline {
        length: words::about_minutes(measure::minutes(timeline.total_ms())),
        order: measure::chapters(&timeline).iter().map(|c| c.letter).collect(),
        chosen: words::chosen(prefs.pace, prefs.several.get(), prefs.start),
        strokes: routine.sequences().iter().map(stroke).collect(),
    }
}
