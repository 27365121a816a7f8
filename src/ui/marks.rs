//! A sequence's marks, read from the routine: how it repeats, and what it returns to.

use super::fresh::{Fresh, fresh};
use super::icon::{self, Icon};
use super::words;
use crate::routine::{Op, Routine, Sequence, Times};
use leptos::prelude::*;

/// How a sequence goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Form {
    /// How often it, or its first movement, is done in all.
    pub times: Option<u32>,
    /// Whether it is done on either side.
    pub sides: bool,
    /// At how many levels it is done.
    pub levels: usize,
    /// The letter that it returns to, and whether only to its first movement.
    pub back: Option<(char, bool)>,
}

impl Form {
    /// Reads a sequence's form, with "several" as it is chosen.
    pub fn of(routine: &Routine, sequence: &Sequence, several: u32) -> Self {
        let mut form = Self::default();
        form.read(routine, sequence.ops(), several);
        form
    }

    fn read(&mut self, routine: &Routine, ops: &[Op], several: u32) {
        for op in ops {
            match op {
                Op::Movement(_) => {}
                Op::Repeat(times, inner) => {
                    self.times = Some(match times {
                        Times::Several => several,
                        Times::Count(n) => *n,
                    });
                    self.read(routine, inner, several);
                }
                Op::EachSide(inner) => {
                    self.sides = true;
                    self.read(routine, inner, several);
                }
                Op::EachLevel(levels, inner) => {
                    self.levels = levels.len();
                    self.read(routine, inner, several);
                }
                Op::Return { to, part, .. } => {
                    self.back = routine.sequences().get(*to).map(|s| (s.letter(), part.is_some()));
                }
            }
        }
    }
}

/// The marks: the sign and the word for "repeats", for each side or level, and for "returns to A".
#[component]
pub fn Marks(
    /// How the sequence goes on.
    form: Form,
    /// How many movements it has, where that is to be said.
    #[prop(optional)]
    movements: Option<usize>,
) -> Fresh {
    let again = |words: String| fresh(view! { <li><Icon path=icon::AGAIN/>{words}</li> });
    let back = form.back.map(|(letter, start)| {
        let words = if start { words::THEN_START } else { words::THEN_BACK };
        fresh(view! { <li class="back"><Icon path=icon::RETURN/>{words}" "<span class="letter">{letter}</span></li> })
    });
    fresh(view! {
        <ul class="marks">
            {movements.map(|n| fresh(view! { <li>{words::movements(n)}</li> }))}
            {form.times.map(|n| again(words::repeats(n)))}
            {(form.levels > 0).then(|| again(words::levels(form.levels)))}
            {back}
        </ul>
    })
}
