//! What a user has chosen, and the line of text in which it is kept between visits.
//!
//! The line is `2 minutes=20 pace=gentle several=3 start=right unit=cm …`: a version, then words. It is short, a person
//! can read it, and reading it costs the download no parser.

mod word;

use super::start::number;
use crate::body::Side;
use crate::routine::{Pace, Prefs, Routine, Selection, SeveralTimes, Unit, fit};
pub use word::{Aloud, CountIn, Heard, Level, Motion, Room, Talk};

/// The version of the line that is written. The first knew length, pace, several and side only; it is read here too.
const VERSION: &str = "2";

/// The words that the first version knew.
const FIRST: [&str; 4] = ["minutes", "pace", "several", "start"];

/// The longest line that is read, in bytes; the longest that is written has fewer than 220.
const LONGEST: usize = 400;

/// A user's choices.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Choices {
    /// How many minutes the whole is to take, 1 to 120; `None` leaves it to pace and several.
    pub minutes: Option<u32>,
    /// How fast.
    pub pace: Pace,
    /// How often "several" is.
    pub several: SeveralTimes,
    /// Which side comes first.
    pub start: Side,
    /// The unit of distances.
    pub unit: Unit,
    /// How long is counted before the hands are placed.
    pub count_in: CountIn,
    /// What is heard.
    pub heard: Heard,
    /// How loud the voice is.
    pub voice: Level,
    /// How loud the bowls are.
    pub bowls: Level,
    /// How much is said.
    pub talk: Talk,
    /// How the sound lives with the device's other sounds.
    pub aloud: Aloud,
    /// Whether a movement's last three seconds tick. Not at first, in no light: the light follows the hour by itself, and
    /// nothing that is heard in a session should depend on when it was begun; and under a tick somebody is half asleep.
    pub ticks: bool,
    /// Whether half of a long movement is told.
    pub half_way: bool,
    /// Whether the device shakes at cues, where it can.
    pub haptics: bool,
    /// What sounds quietly all the while.
    pub room: Room,
    /// How much moves on the screen.
    pub motion: Motion,
}

/// A line that is not one of choices: the word that cannot be understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotChoices(pub String);

impl std::fmt::Display for NotChoices {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("the saved choices have a word that cannot be understood: ")?;
        f.write_str(&self.0)
    }
}

impl std::error::Error for NotChoices {}

impl Default for Choices {
    fn default() -> Self {
        let Prefs { pace, several, start } = Prefs::default();
        Self {
            minutes: None,
            pace,
            several,
            start,
            unit: Unit::default(),
            count_in: CountIn::default(),
            heard: Heard::default(),
            voice: Level::default(),
            bowls: Level::default(),
            talk: Talk::default(),
            aloud: Aloud::default(),
            ticks: false,
            half_way: false,
            haptics: false,
            room: Room::default(),
            motion: Motion::default(),
        }
    }
}

impl Choices {
    /// What a session is compiled with: as chosen, or what fits the minutes.
    pub fn prefs(&self, routine: &Routine) -> Prefs {
        match self.minutes {
            Some(minutes) => fit(routine, minutes, None, None, self.start, Selection::Whole),
            None => Prefs { pace: self.pace, several: self.several, start: self.start },
        }
    }

    /// Reads a line of this version or of an older one. A word that is missing leaves its default; one too many, one
    /// that is wrong or that comes twice, refuses the line.
    ///
    /// # Errors
    /// The first word that cannot be understood.
    pub fn parse(line: &str) -> Result<Self, NotChoices> {
        let refuse = |word: &str| NotChoices(word.chars().take(40).collect());
        let (version, rest) = line.split_once(' ').map_or((line, None), |(version, rest)| (version, Some(rest)));
        if line.len() > LONGEST || !["1", VERSION].contains(&version) {
            return Err(refuse(version));
        }
        let mut choices = Self::default();
        let mut seen: Vec<&str> = Vec::new();
        for word in rest.into_iter().flat_map(|rest| rest.split(' ')) {
            let (name, value) = word.split_once('=').ok_or_else(|| refuse(word))?;
            let too_new = version != VERSION && !FIRST.contains(&name);
            if too_new || seen.contains(&name) {
                return Err(refuse(word));
            }
            choices.set(name, value).ok_or_else(|| refuse(word))?;
            seen.push(name);
        }
        Ok(choices)
    }

    fn set(&mut self, name: &str, value: &str) -> Option<()> {
        match name {
            "minutes" => self.minutes = Some(number(value).filter(|m| (1..=120).contains(m))?),
            "pace" => self.pace = Pace::parse(value)?,
            "several" => self.several = number(value)?.try_into().ok()?,
            "start" => self.start = Side::BOTH.into_iter().find(|s| s.name() == value)?,
            "unit" => self.unit = Unit::parse(value)?,
            "count-in" => self.count_in = CountIn::parse(value)?,
            "heard" => self.heard = Heard::parse(value)?,
            "voice" => self.voice = Level::parse(value)?,
            "bowls" => self.bowls = Level::parse(value)?,
            "talk" => self.talk = Talk::parse(value)?,
            "aloud" => self.aloud = Aloud::parse(value)?,
            "ticks" => self.ticks = yes(value)?,
            "half-way" => self.half_way = yes(value)?,
            "haptics" => self.haptics = yes(value)?,
            "room" => self.room = Room::parse(value)?,
            "motion" => self.motion = Motion::parse(value)?,
            _ => return None,
        }
        Some(())
    }

    /// The line to keep.
    pub fn line(&self) -> String {
        let yes = |is: bool| if is { "yes" } else { "no" };
        let (minutes, several) = (self.minutes.map(|m| m.to_string()), self.several.get().to_string());
        let (voice, bowls) = (self.voice.get().to_string(), self.bowls.get().to_string());
        let mut line = String::from(VERSION);
        for (name, value) in [
            ("minutes", minutes.as_deref().unwrap_or_default()),
            ("pace", self.pace.name()),
            ("several", &several),
            ("start", self.start.name()),
            ("unit", self.unit.name()),
            ("count-in", self.count_in.name()),
            ("heard", self.heard.name()),
            ("voice", &voice),
            ("bowls", &bowls),
            ("talk", self.talk.name()),
            ("aloud", self.aloud.name()),
            ("ticks", yes(self.ticks)),
            ("half-way", yes(self.half_way)),
            ("haptics", yes(self.haptics)),
            ("room", self.room.name()),
            ("motion", self.motion.name()),
        ] {
            if !value.is_empty() {
                line.extend([" ", name, "=", value]);
            }
        }
        line
    }
}

fn yes(word: &str) -> Option<bool> {
    match word {
        "yes" => Some(true),
        "no" => Some(false),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn one<T: Copy + std::fmt::Debug + 'static>(all: &'static [T]) -> impl Strategy<Value = T> {
        prop::sample::select(all)
    }

    fn level() -> impl Strategy<Value = Level> {
        prop::sample::select(Level::all().collect::<Vec<_>>())
    }

    prop_compose! {
        fn any_choices()(
            minutes in prop::option::of(1..=120_u32),
            pace in one(&[Pace::Slow, Pace::Gentle, Pace::Brisk]),
            several in prop::sample::select(SeveralTimes::all().collect::<Vec<_>>()),
            start in one(&[Side::Left, Side::Right]),
            unit in one(&Unit::ALL),
            count_in in one(CountIn::ALL),
            heard in one(Heard::ALL),
            (voice, bowls) in (level(), level()),
            (talk, aloud) in (one(Talk::ALL), one(Aloud::ALL)),
            (ticks, half_way, haptics) in any::<(bool, bool, bool)>(),
            (room, motion) in (one(Room::ALL), one(Motion::ALL)),
        ) -> Choices {
            Choices {
                minutes, pace, several, start, unit, count_in, heard, voice, bowls, talk, aloud, ticks, half_way,
                haptics, room, motion,
            }
        }
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_again_and_is_short(choices in any_choices()) {
            let line = choices.line();
            prop_assert!(line.len() < 220, "{}", line.len());
            prop_assert_eq!(Choices::parse(&line), Ok(choices));
        }

        #[test]
        fn no_line_does_worse_than_be_refused(line in "[12]?( ?[a-z-]{0,9}=?[a-z0-9é=]{0,9}){0,20}") {
            if let Ok(read) = Choices::parse(&line) {
                prop_assert_eq!(Choices::parse(&read.line()), Ok(read));
            }
        }
    }

    #[test]
    fn each_old_version_is_read() {
        let default = Choices::default();
        let first = Choices { minutes: Some(20), pace: Pace::Slow, start: Side::Left, ..default };
        for (line, choices) in [
            ("1", default),
            ("1 pace=slow", Choices { pace: Pace::Slow, ..default }),
            ("1 minutes=20 pace=slow start=left several=3", first),
            ("2", default),
            ("2 pace=slow several=3 start=left minutes=20", first),
            (
                "2 unit=in count-in=0 ticks=yes",
                Choices { unit: Unit::In, count_in: CountIn::None, ticks: true, ..default },
            ),
        ] {
            assert_eq!(Choices::parse(line), Ok(choices), "{line}");
        }
    }

    #[test]
    fn what_was_not_written_here_is_refused_with_the_word() {
        for (line, word) in [
            ("", ""),
            ("3 pace=slow", "3"),
            ("1 pace=quick", "pace=quick"),
            ("1 several=11", "several=11"),
            ("1 minutes=0", "minutes=0"),
            ("1 minutes=+20", "minutes=+20"),
            ("1 start=middle", "start=middle"),
            ("1 unit=in", "unit=in"),
            ("1 colour=red", "colour=red"),
            ("1  pace=slow", ""),
            ("1 ", ""),
            ("2 pace=slow pace=slow", "pace=slow"),
            ("2 voice=11", "voice=11"),
            ("2 voice=08", "voice=08"),
            ("2 count-in=5", "count-in=5"),
            ("2 ticks=1", "ticks=1"),
            ("2 motion", "motion"),
            ("{\"version\":1}", "{\"version\":1}"),
        ] {
            assert_eq!(Choices::parse(line), Err(NotChoices(word.to_owned())), "{line}");
        }
        let long = ["2 pace=slow", &" ".repeat(LONGEST)].concat();
        assert!(Choices::parse(&long).is_err(), "too long to be one of ours");
    }
}
