//! What can be chosen from a few: each a word in the line, and a list to show.

use serde::{Deserialize, Serialize};

/// A choice among a few, the first of which is not always the default: its list, its words, and how a word is read.
macro_rules! few {
    ($(#[$about:meta])* $name:ident { $($(#[$of:meta])* $one:ident = $word:literal,)+ }) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
        #[serde(rename_all = "lowercase")]
        pub enum $name {
            $($(#[$of])* $one,)+
        }

        impl $name {
            /// All of them, in the order in which they are offered.
            pub const ALL: &[Self] = &[$(Self::$one),+];

            /// The word in a kept line.
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$one => $word,)+
                }
            }

            /// The one of that word.
            pub fn parse(word: &str) -> Option<Self> {
                match word {
                    $($word => Some(Self::$one),)+
                    _ => None,
                }
            }
        }
    };
}

few! {
    /// What is heard.
    Heard {
        /// Bowls and voice.
        #[default]
        Everything = "everything",
        /// The voice alone.
        Voice = "voice",
        /// The bowls alone.
        Bowls = "bowls",
        /// Nothing.
        Silent = "silent",
    }
}

few! {
    /// How much is said.
    Talk {
        /// Where, how and which way, for who is learning. What is done again is only announced.
        #[default]
        Full = "full",
        /// Each movement's name, for who knows them.
        Names = "names",
        /// The cues alone.
        Cues = "cues",
    }
}

few! {
    /// How the sound lives with the device's other sounds. Some devices can do only one of the two.
    Aloud {
        /// Over other music.
        #[default]
        Mix = "mix",
        /// Also when the device is muted, in place of other music.
        Muted = "muted",
    }
}

few! {
    /// What sounds quietly all the while.
    Room {
        /// Nothing.
        #[default]
        None = "none",
        /// A low note.
        Drone = "drone",
        /// Waves.
        Waves = "waves",
    }
}

few! {
    /// How much moves on the screen.
    Motion {
        /// As the system asks for.
        #[default]
        System = "system",
        /// Stills and fades.
        Less = "less",
        /// Everything.
        Full = "full",
    }
}

few! {
    /// How long is counted before the hands are placed.
    CountIn {
        /// Not at all.
        None = "0",
        /// Three seconds: the hands are there already.
        Three = "3",
        /// Ten seconds: a step to the table.
        #[default]
        Ten = "10",
        /// Twenty seconds: time to warm the oil.
        Twenty = "20",
    }
}

impl CountIn {
    /// The length, in seconds.
    pub const fn seconds(self) -> u32 {
        match self {
            Self::None => 0,
            Self::Three => 3,
            Self::Ten => 10,
            Self::Twenty => 20,
        }
    }

    /// The length, in milliseconds.
    pub const fn ms(self) -> u64 {
        self.seconds() as u64 * 1000
    }
}

impl Heard {
    /// Whether the bowls are heard.
    pub const fn bowls(self) -> bool {
        matches!(self, Self::Everything | Self::Bowls)
    }

    /// The one that is offered after it; after the last, the first.
    #[must_use]
    pub fn next(self) -> Self {
        let place = Self::ALL.iter().position(|one| *one == self).map_or(0, |place| place + 1);
        Self::ALL.get(place).copied().unwrap_or_default()
    }

    /// Whether the voice is heard.
    pub const fn voice(self) -> bool {
        matches!(self, Self::Everything | Self::Voice)
    }
}

/// How loud, from 0, silent, to 10, as loud as it was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Level(u8);

impl Level {
    /// As loud as it was made.
    pub const LOUDEST: Self = Self(10);

    /// A level; nothing above 10.
    pub const fn new(n: u8) -> Option<Self> {
        if n <= Self::LOUDEST.0 { Some(Self(n)) } else { None }
    }

    /// The number, 0 to 10.
    pub const fn get(self) -> u8 {
        self.0
    }

    /// As a factor, 0 to 1: by its square, as the ear has it.
    pub fn gain(self) -> f32 {
        let part = f32::from(self.0) / f32::from(Self::LOUDEST.0);
        part * part
    }

    /// All of them, from silence up.
    pub fn all() -> impl Iterator<Item = Self> {
        (0..=Self::LOUDEST.0).map(Self)
    }

    /// The level of a number as it is written: `0` to `10`, without sign or leading nought.
    pub fn parse(word: &str) -> Option<Self> {
        let level = Self::new(word.parse().ok()?)?;
        (level.0.to_string() == word).then_some(level)
    }
}

impl Default for Level {
    /// Eight: there is room for more.
    fn default() -> Self {
        Self(8)
    }
}
