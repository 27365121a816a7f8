//! The page's samples: bowls as they are rendered, clips as they arrive. Each is made once and kept for as long as the
//! page lives; every sound of a kind shares one.

use crate::device::Fault;
use crate::device::audio::{Loader, samples};
use crate::session::Room;
use crate::sound::{Bowl, CLIPS, Clip, Phrase, room};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use web_sys::{AudioBuffer, BaseAudioContext};

/// The rate of what sounds all the while, in samples a second: it has nothing above 12 kHz, and is long.
const ROOM_RATE: u32 = 24_000;

type Told = Option<Rc<dyn Fn(Result<(), Fault>)>>;

#[derive(Default)]
struct Buffers {
    bowls: RefCell<Vec<(Bowl, AudioBuffer)>>,
    room: RefCell<Option<(Room, AudioBuffer)>>,
    clips: RefCell<Vec<(usize, AudioBuffer)>>,
    /// What was asked for and did not fail since.
    asked: RefCell<Vec<usize>>,
    /// Lives as long as the page: what it waits for cannot be called off.
    loader: RefCell<Option<Loader>>,
    failed: Cell<bool>,
    told: RefCell<Told>,
}

thread_local! {
    static HAVE: Buffers = Buffers::default();
}

/// A bowl, where it was rendered already.
pub fn bowl(which: Bowl) -> Option<AudioBuffer> {
    HAVE.with(|have| have.bowls.borrow().iter().find(|(b, _)| *b == which).map(|(_, buffer)| buffer.clone()))
}

/// A bowl, rendered now where it is not yet: some milliseconds of work.
///
/// # Errors
/// Where the browser has no room for it.
pub fn render(context: &BaseAudioContext, which: Bowl) -> Result<AudioBuffer, Fault> {
    if let Some(buffer) = bowl(which) {
        return Ok(buffer);
    }
    let rate = context.sample_rate() as u32;
    let buffer = samples(context, rate, &which.render(rate))?;
    HAVE.with(|have| have.bowls.borrow_mut().push((which, buffer.clone())));
    Ok(buffer)
}

/// What sounds all the while, if anything.
///
/// # Errors
/// Where the browser has no room for it.
pub fn room_sound(context: &BaseAudioContext, kind: Room) -> Result<Option<AudioBuffer>, Fault> {
    let kept = HAVE.with(|have| have.room.borrow().clone());
    if let Some((_, buffer)) = kept.filter(|(k, _)| *k == kind) {
        return Ok(Some(buffer));
    }
    let Some(channels) = room(kind, ROOM_RATE) else { return Ok(None) };
    let buffer = samples(context, ROOM_RATE, &channels)?;
    HAVE.with(|have| have.room.replace(Some((kind, buffer.clone()))));
    Ok(Some(buffer))
}

/// A clip, where it has arrived.
pub fn clip(clip: &Clip) -> Option<AudioBuffer> {
    let number = number(clip)?;
    HAVE.with(|have| have.clips.borrow().iter().find(|(n, _)| *n == number).map(|(_, buffer)| buffer.clone()))
}

/// A phrase's parts, each with when it starts in milliseconds, where all of them have arrived.
pub fn phrase(phrase: &Phrase) -> Option<Vec<(u32, AudioBuffer)>> {
    phrase.parts().map(|(at, part)| Some((at, clip(part)?))).collect()
}

/// Asks for clips in this order, those that were not asked for yet or failed.
pub fn want<'a>(context: &BaseAudioContext, clips: impl Iterator<Item = &'a Clip>) {
    HAVE.with(|have| {
        let mut new = Vec::new();
        for number in clips.filter_map(number) {
            if !have.asked.borrow().contains(&number) {
                have.asked.borrow_mut().push(number);
                new.push(number);
            }
        }
        let mut loader = have.loader.borrow_mut();
        let loader = loader.get_or_insert_with(|| Loader::new(context, arrived));
        loader.use_context(context);
        loader.want(new.into_iter().filter_map(|n| Some((n, ["voice/", CLIPS.get(n)?.id, ".mp3"].concat()))));
    });
}

/// How many of the clips that were asked for have arrived, and how many there are.
pub fn progress() -> (usize, usize) {
    HAVE.with(|have| (have.clips.borrow().len(), have.asked.borrow().len()))
}

/// Tells `told` of every clip that is no longer on its way, and why the first did not arrive that does not.
pub fn listen(told: Told) {
    HAVE.with(|have| have.told.replace(told));
}

fn arrived(number: usize, got: Result<AudioBuffer, Fault>) {
    let (told, again) = HAVE.with(|have| {
        match &got {
            Ok(buffer) => have.clips.borrow_mut().push((number, buffer.clone())),
            // It will be asked for again when the rest of a session is placed anew.
            Err(_) => have.asked.borrow_mut().retain(|n| *n != number),
        }
        (have.told.borrow().clone(), got.is_err() && have.failed.replace(true))
    });
    if let Some(told) = told {
        // Said once: a lost connection loses many. How many are on their way is another number each time.
        told(if again { Ok(()) } else { got.map(drop) });
    }
}

fn number(clip: &Clip) -> Option<usize> {
    CLIPS.iter().position(|c| c.id == clip.id)
}
