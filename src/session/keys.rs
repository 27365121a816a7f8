//! Keys and pedals, which are keyboards: what each asks for, what a person has taught, and one press told from two.
//!
//! What was taught is kept as a line, `1 PageDown=next+return b=-+hold`: a version, then for each key what it does when
//! it is pressed once and, after a plus, when it is pressed twice; `-` is nothing.

/// The version of the line that is written.
const VERSION: &str = "1";

/// The longest line that is read, in bytes; the longest that is written has fewer.
const LONGEST: usize = 600;

/// How many keys can be taught: more than any pedal has.
pub const MOST: usize = 12;

/// The longest name of a key, in bytes. Browsers' longest, such as `MediaTrackPrevious`, has 24 at most.
const LONGEST_NAME: usize = 24;

/// Two presses of a key within this time are a double press, in milliseconds: the usual limit of a double click, since
/// a foot is no quicker than a finger.
pub const TWICE_MS: u64 = 500;

/// Keys that belong to the browser, the system or a screen reader, besides F1 to F24.
const NOT_OURS: [&str; 27] = [
    "Alt",
    "AltGraph",
    "CapsLock",
    "Clear",
    "Compose",
    "ContextMenu",
    "Control",
    "Convert",
    "Dead",
    "Escape",
    "Fn",
    "FnLock",
    "Help",
    "Hyper",
    "Insert",
    "Meta",
    "NonConvert",
    "NumLock",
    "Pause",
    "PrintScreen",
    "Process",
    "ScrollLock",
    "Shift",
    "Super",
    "Tab",
    "Unidentified",
    "Power",
];

/// What a key can ask of a session.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Act {
    /// Pause, or go on.
    Pause,
    /// The next movement.
    Next,
    /// This movement from its start, or the one before.
    Previous,
    /// This movement again.
    Again,
    /// Back to A.
    BackToA,
    /// Hold, or release.
    Hold,
    /// Let something else be heard: bowls, voice, both or neither, in turn.
    Sound,
}

impl Act {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 7] =
        [Self::Pause, Self::Next, Self::Previous, Self::Again, Self::BackToA, Self::Hold, Self::Sound];

    /// The word in a kept line.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Pause => "pause",
            Self::Next => "next",
            Self::Previous => "previous",
            Self::Again => "again",
            Self::BackToA => "return",
            Self::Hold => "hold",
            Self::Sound => "sound",
        }
    }

    fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|act| act.name() == word)
    }
}

/// How often a key was pressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Times {
    /// Once.
    Once,
    /// Twice within [`TWICE_MS`].
    Twice,
}

/// What a key asks for, by how often it is pressed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Acts {
    /// Pressed once.
    pub once: Option<Act>,
    /// Pressed twice.
    pub twice: Option<Act>,
}

impl Acts {
    /// What is asked for by so many presses.
    pub const fn of(&self, times: Times) -> Option<Act> {
        match times {
            Times::Once => self.once,
            Times::Twice => self.twice,
        }
    }

    fn parse(words: &str) -> Option<Self> {
        let act = |word: &str| if word == "-" { Some(None) } else { Act::parse(word).map(Some) };
        match words.split_once('+') {
            Some((once, twice)) => Some(Self { once: act(once)?, twice: Some(Act::parse(twice)?) }),
            None => Some(Self { once: act(words)?, twice: None }),
        }
    }
}

/// A key that may be used: one that belongs neither to the browser nor to a screen reader.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Key(String);

impl Key {
    /// The key of a keyboard event's `key`: `PageDown`, `b`; large and small letters are one key.
    pub fn of(key: &str) -> Option<Self> {
        if key == " " {
            return Some(Self("Space".to_owned()));
        }
        let is_function = key.strip_prefix('F').is_some_and(|n| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit()));
        let is_odd = |c: char| c.is_whitespace() || c.is_control();
        let ours = !key.is_empty()
            && key.len() <= LONGEST_NAME
            && !key.contains(is_odd)
            && !is_function
            && !NOT_OURS.contains(&key)
            && !key.starts_with("Browser")
            && !key.starts_with("Launch");
        let one = key.chars().nth(1).is_none();
        ours.then(|| Self(if one { key.to_lowercase() } else { key.to_owned() }))
    }

    /// Its name.
    pub fn name(&self) -> &str {
        &self.0
    }

    /// Whether a button or a link that has the focus takes it for a press.
    pub fn presses(&self) -> bool {
        matches!(self.0.as_str(), "Space" | "Enter")
    }

    /// What it asks for where nothing was taught.
    pub fn built_in(&self) -> Option<Act> {
        match self.0.as_str() {
            "Space" | "Enter" => Some(Act::Pause),
            "PageDown" | "ArrowRight" | "ArrowDown" => Some(Act::Next),
            "PageUp" | "ArrowLeft" | "ArrowUp" => Some(Act::Previous),
            "r" => Some(Act::Again),
            "a" => Some(Act::BackToA),
            "h" => Some(Act::Hold),
            "s" => Some(Act::Sound),
            _ => None,
        }
    }
}

/// What every key asks for: what was taught, and for the others what is built in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KeyMap {
    taught: Vec<(Key, Acts)>,
}

/// No more keys can be taught: there are [`MOST`] already.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Full;

impl std::fmt::Display for Full {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("no more keys can be taught")
    }
}

impl std::error::Error for Full {}

/// A line that is not one of keys: the word that cannot be understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotKeys(pub String);

impl std::fmt::Display for NotKeys {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("the saved keys have a word that cannot be understood: ")?;
        f.write_str(&self.0)
    }
}

impl std::error::Error for NotKeys {}

impl KeyMap {
    /// What a key asks for.
    pub fn acts(&self, key: &Key) -> Acts {
        let taught = self.taught.iter().find(|(known, _)| known == key).map(|(_, acts)| *acts);
        taught.unwrap_or(Acts { once: key.built_in(), twice: None })
    }

    /// Every key that was taught, in the order in which it was.
    pub fn taught(&self) -> &[(Key, Acts)] {
        &self.taught
    }

    /// Teaches a key what to ask for. One that asks for what is built in again needs no memory and is forgotten.
    ///
    /// # Errors
    /// Where there is no room for one more.
    pub fn teach(&mut self, key: &Key, times: Times, act: Option<Act>) -> Result<(), Full> {
        let mut acts = self.acts(key);
        match times {
            Times::Once => acts.once = act,
            Times::Twice => acts.twice = act,
        }
        let as_built_in = acts == Acts { once: key.built_in(), twice: None };
        if as_built_in {
            self.forget(key);
        } else if let Some((_, known)) = self.taught.iter_mut().find(|(known, _)| known == key) {
            *known = acts;
        } else if self.taught.len() < MOST {
            self.taught.push((key.clone(), acts));
        } else {
            return Err(Full);
        }
        Ok(())
    }

    /// Forgets what a key was taught.
    pub fn forget(&mut self, key: &Key) {
        self.taught.retain(|(known, _)| known != key);
    }

    /// Reads a line. A word that is wrong, or one too many, refuses it.
    ///
    /// # Errors
    /// The first word that cannot be understood, or the beginning of a line that is too long.
    pub fn parse(line: &str) -> Result<Self, NotKeys> {
        let refuse = |word: &str| NotKeys(word.chars().take(40).collect());
        let mut words = line.split(' ');
        let version = words.next().unwrap_or_default();
        if line.len() > LONGEST || version != VERSION {
            return Err(refuse(version));
        }
        let mut map = Self::default();
        for word in words {
            let read = word.rsplit_once('=').and_then(|(name, acts)| {
                let key = Key::of(name).filter(|key| key.name() == name && !map.knows(key))?;
                let acts = Acts::parse(acts)?;
                let is_new = acts != Acts { once: key.built_in(), twice: None } && map.taught.len() < MOST;
                is_new.then_some((key, acts))
            });
            map.taught.push(read.ok_or_else(|| refuse(word))?);
        }
        Ok(map)
    }

    fn knows(&self, key: &Key) -> bool {
        self.taught.iter().any(|(known, _)| known == key)
    }

    /// The line to keep.
    pub fn line(&self) -> String {
        let mut line = String::from(VERSION);
        for (key, acts) in &self.taught {
            line.extend([" ", key.name(), "=", acts.once.map_or("-", Act::name)]);
            if let Some(twice) = acts.twice {
                line.extend(["+", twice.name()]);
            }
        }
        line
    }
}

/// A press that is told for what it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pressed {
    /// Which key.
    pub key: Key,
    /// How often.
    pub times: Times,
    /// What that asks for.
    pub act: Option<Act>,
}

/// Tells one press from two. A key that was taught nothing for two presses is never waited for.
#[derive(Clone, Debug, Default)]
pub struct Presses {
    patient: bool,
    waiting: Option<(Key, u64)>,
}

impl Presses {
    /// Waits after every key for its second press, also where nothing was taught for it: to show how it was pressed.
    pub fn patient() -> Self {
        Self { patient: true, waiting: None }
    }

    /// A key is pressed at `now_ms`. What that settles: the press of another key that was waited for, and this one.
    pub fn press(&mut self, map: &KeyMap, key: Key, now_ms: u64) -> [Option<Pressed>; 2] {
        let told = |key: Key, times: Times| {
            let act = map.acts(&key).of(times);
            Some(Pressed { key, times, act })
        };
        let before = match self.waiting.take() {
            Some((known, at)) if known == key && now_ms.saturating_sub(at) <= TWICE_MS => {
                return [None, told(key, Times::Twice)];
            }
            Some((known, _)) => told(known, Times::Once),
            None => None,
        };
        if self.patient || map.acts(&key).twice.is_some() {
            self.waiting = Some((key, now_ms));
            [before, None]
        } else {
            [before, told(key, Times::Once)]
        }
    }

    /// How long the last press is still waited after, in milliseconds; `None` where nothing is waited for.
    pub fn wait_ms(&self, now_ms: u64) -> Option<u64> {
        self.waiting.as_ref().map(|(_, at)| (at + TWICE_MS + 1).saturating_sub(now_ms))
    }

    /// The press that has been waited after long enough at `now_ms`: it was one.
    pub fn settle(&mut self, map: &KeyMap, now_ms: u64) -> Option<Pressed> {
        if self.wait_ms(now_ms)? > 0 {
            return None;
        }
        let (key, _) = self.waiting.take()?;
        let act = map.acts(&key).once;
        Some(Pressed { key, times: Times::Once, act })
    }
}
