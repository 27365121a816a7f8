//! What a choice sounds like, to be heard where it is made.

use super::buffers;
use super::chosen::{kind, set_levels};
use super::shake::shake;
use crate::device::Fault;
use crate::device::audio::{self, Bus, Player, Run};
use crate::device::vibrate::vibrate;
use crate::routine::Cue;
use crate::session::Choices;
use crate::sound::{Bowl, Clip};
use std::cell::RefCell;
use std::rc::Rc;

/// What can be heard before it is chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sample {
    /// A bowl, at the bowls' volume.
    Bowl(Bowl),
    /// A few words, at the voice's volume.
    Voice,
    /// A few seconds of what sounds all the while.
    Room,
}

impl Sample {
    /// What tells of a choice that was made.
    fn of(before: &Choices, now: &Choices) -> Option<Self> {
        let voice = now.heard.voice().then_some(Self::Voice);
        let bowl = |bowl| now.heard.bowls().then_some(Self::Bowl(bowl));
        if before.voice != now.voice || before.talk != now.talk {
            voice
        } else if before.room != now.room {
            Some(Self::Room)
        } else if before.ticks != now.ticks {
            bowl(Bowl::Tick).filter(|_| now.ticks)
        } else if before.half_way != now.half_way {
            bowl(Bowl::HalfWay).filter(|_| now.half_way)
        } else {
            bowl(Bowl::Repeat).or(voice)
        }
    }
}

/// The clip that is heard for the voice.
const WORDS: &str = "return-to-a";

/// How long the room is heard, in milliseconds.
const ROOM_MS: u64 = 6_000;

thread_local! {
    static HEARD: RefCell<Option<Run>> = const { RefCell::new(None) };
}

/// Plays what tells of a choice that was made, in place of the sample before; to be called from within a touch or a key.
///
/// # Errors
/// Where the browser has no sound.
pub fn hear(before: &Choices, choices: &Choices) -> Result<(), Fault> {
    stop();
    audio::category(kind(choices));
    if before.haptics != choices.haptics {
        vibrate(if choices.haptics { shake(Cue::Repeat) } else { &[] });
        return Ok(());
    }
    let Some(sample) = Sample::of(before, choices) else { return Ok(()) };
    audio::unlock()?;
    let context = audio::open()?;
    let player = Player::new(&context)?;
    set_levels(&player, choices);
    let mut run = player.run(0.05)?;
    match sample {
        Sample::Bowl(bowl) => run.play(&buffers::render(&context, bowl)?, Bus::Bowls, 0)?,
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
    HEARD.set(Some(run));
    Ok(())
}

/// Ends the sample that sounds, and lets the device rest; for whenever the page is left.
pub fn hush() {
    stop();
    audio::rest();
}

fn stop() {
    // Words that come late belong to the sample that asked for them.
    buffers::listen(None);
    if let Some(mut run) = HEARD.take() {
        run.stop();
    }
}
