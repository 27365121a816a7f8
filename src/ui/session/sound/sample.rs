//! What a choice sounds like, to be heard where it is made.

use super::{buffers, set_levels};
use crate::device::Fault;
use crate::device::audio::{self, Bus, Player, Run};
use crate::session::Choices;
use crate::sound::{Bowl, Clip};
use std::cell::RefCell;
use std::rc::Rc;

/// What can be heard before it is chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sample {
    /// A bowl, at the bowls' volume.
    Bowls,
    /// A few words, at the voice's volume.
    Voice,
    /// A few seconds of what sounds all the while.
    Room,
}

/// The clip that is heard for the voice.
const WORDS: &str = "return-to-a";

/// How long the room is heard, in milliseconds.
const ROOM_MS: u64 = 6_000;

thread_local! {
    static HEARD: RefCell<Option<Run>> = const { RefCell::new(None) };
}

/// Plays a sample as these choices have it, in place of the one before; to be called from within a touch or a key.
///
/// # Errors
/// Where the browser has no sound.
pub fn hear(sample: Sample, choices: &Choices) -> Result<(), Fault> {
    audio::unlock()?;
    let context = audio::open()?;
    let player = Player::new(&context)?;
    set_levels(&player, choices);
    let mut run = player.run(0.05)?;
    match sample {
        Sample::Bowls => run.play(&buffers::render(&context, Bowl::Next)?, Bus::Bowls, 0)?,
        Sample::Room => {
            if let Some(buffer) = buffers::room_sound(&context, choices.room)? {
                run.turn(&buffer)?;
                run.duck(&[], ROOM_MS)?;
            }
        }
        Sample::Voice => {
            let say = |run: &mut Run| match Clip::find(WORDS).and_then(buffers::clip) {
                Some(buffer) => run.play(&buffer, Bus::Voice, 0).map(|()| true),
                None => Ok(false),
            };
            if !say(&mut run)? {
                // As soon as it has come.
                buffers::listen(Some(Rc::new(move |_| {
                    HEARD.with_borrow_mut(|run| run.as_mut().map(say));
                })));
                buffers::want(&context, Clip::find(WORDS).into_iter());
            }
        }
    }
    hush();
    HEARD.set(Some(run));
    Ok(())
}

/// Ends the sample that sounds; to be called when the page is left, too.
pub fn hush() {
    if let Some(mut run) = HEARD.take() {
        run.stop();
    }
}
