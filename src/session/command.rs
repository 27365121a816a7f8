//! What a session can be asked, what comes of it, and why nothing did.

/// How many times faster than life a session goes: 1 to 60. More than 1 is a preview.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Speed(u64);

impl Speed {
    /// As in life.
    pub const REAL: Self = Self(1);

    /// A speed from 1 to 60; anything else is brought to the nearest of them.
    pub const fn new(times: u32) -> Self {
        Self(if times == 0 {
            1
        } else if times > 60 {
            60
        } else {
            times as u64
        })
    }

    /// The number of times.
    pub const fn times(self) -> u64 {
        self.0
    }
}

/// What a user can ask of a session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Command {
    /// Begin.
    Start,
    /// Stop for a while.
    Pause,
    /// Go on.
    Resume,
    /// Go on after counting in again: the hands have been away.
    PickUp,
    /// Go to the next movement.
    Next,
    /// Go to the start of this movement; again within two seconds, to the one before.
    Previous,
    /// Do this movement again from its start.
    RepeatMovement,
    /// Do all of sequence A now, and then go on with the movement that this breaks off.
    ReturnToA,
    /// Keep doing this movement until released.
    Hold,
    /// Finish the held pass and go on.
    Release,
    /// Go to the start of the movement that is on at that time of the plan, in milliseconds: a stroke cannot be
    /// entered half-way.
    Seek(u64),
    /// End the session here.
    Finish,
}

/// What a command did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Event {
    /// It was begun.
    Started,
    /// It stopped for a while.
    Paused,
    /// It went on.
    Resumed,
    /// It went to another place; the timeline is a new one.
    Moved,
    /// It broke off for sequence A; the timeline is a new one.
    ReturnedToA,
    /// A movement is being held.
    Held,
    /// A held movement was released.
    Released,
    /// It is over.
    Finished,
}

/// Why a command did nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Error {
    /// It has not begun.
    NotStarted,
    /// It has begun already.
    AlreadyStarted,
    /// It is paused already.
    AlreadyPaused,
    /// It is not paused.
    NotPaused,
    /// A movement is held already.
    AlreadyHolding,
    /// No movement is held.
    NotHolding,
    /// It is over.
    AlreadyFinished,
    /// No movement comes after this one.
    NothingNext,
    /// There is no movement here that could be held.
    NothingToHold,
    /// There is no sequence to return to, or nothing to go on with.
    NowhereToReturn,
}

impl std::fmt::Display for Error {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::NotStarted => "the session has not begun",
            Self::AlreadyStarted => "the session has begun already",
            Self::AlreadyPaused => "the session is paused already",
            Self::NotPaused => "the session is not paused",
            Self::AlreadyHolding => "a movement is held already",
            Self::NotHolding => "no movement is held",
            Self::AlreadyFinished => "the session is over",
            Self::NothingNext => "nothing comes after this",
            Self::NothingToHold => "there is nothing to hold",
            Self::NowhereToReturn => "there is nothing to return to",
        })
    }
}

impl std::error::Error for Error {}
