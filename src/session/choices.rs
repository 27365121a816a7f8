//! What a user has chosen about sessions, and the line of text in which it is kept between visits.
//!
//! The line is `1 minutes=20 pace=gentle several=3 start=right`: a version, then words. It is short, a person can read
//! it, and reading it costs the download no parser.

use crate::body::Side;
use crate::routine::{Pace, Prefs, Routine, Selection, SeveralTimes, fit};

/// The version of the line that is written; older ones are read here when there are any.
const VERSION: &str = "1";

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
        Self { minutes: None, pace, several, start }
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

    /// Reads a line. A word that is missing leaves its default; one too many, or one that is wrong, refuses the line.
    ///
    /// # Errors
    /// The first word that cannot be understood.
    pub fn parse(line: &str) -> Result<Self, NotChoices> {
        let refuse = |word: &str| NotChoices(word.chars().take(40).collect());
        let mut words = line.split(' ');
        match words.next() {
            Some(VERSION) => {}
            other => return Err(refuse(other.unwrap_or_default())),
        }
        let mut choices = Self::default();
        for word in words {
            let known = word.split_once('=').and_then(|(name, value)| choices.set(name, value));
            known.ok_or_else(|| refuse(word))?;
        }
        Ok(choices)
    }

    fn set(&mut self, name: &str, value: &str) -> Option<()> {
        match name {
            "minutes" => self.minutes = Some(value.parse().ok().filter(|m| (1..=120).contains(m))?),
            "pace" => self.pace = Pace::parse(value)?,
            "several" => self.several = value.parse::<u32>().ok()?.try_into().ok()?,
            "start" => self.start = Side::BOTH.into_iter().find(|s| s.name() == value)?,
            _ => return None,
        }
        Some(())
    }

    /// The line to keep.
    pub fn line(&self) -> String {
        let mut line = String::from(VERSION);
        if let Some(minutes) = self.minutes {
            line.push_str(" minutes=");
            line.push_str(&minutes.to_string());
        }
        for (name, value) in [(" pace=", self.pace.name()), (" start=", self.start.name()), (" several=", "")] {
            line.push_str(name);
            line.push_str(value);
        }
        line.push_str(&self.several.get().to_string());
        line
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_again() {
        for minutes in [None, Some(1), Some(20), Some(120)] {
            for pace in Pace::ALL {
                for several in SeveralTimes::all() {
                    for start in Side::BOTH {
                        let choices = Choices { minutes, pace, several, start };
                        assert_eq!(Choices::parse(&choices.line()), Ok(choices));
                    }
                }
            }
        }
    }

    #[test]
    fn what_was_not_written_here_is_refused_with_the_word() {
        for (line, word) in [
            ("", ""),
            ("2 pace=slow", "2"),
            ("1 pace=quick", "pace=quick"),
            ("1 several=11", "several=11"),
            ("1 minutes=0", "minutes=0"),
            ("1 start=middle", "start=middle"),
            ("1 colour=red", "colour=red"),
            ("1  pace=slow", ""),
            ("{\"version\":1}", "{\"version\":1}"),
        ] {
            assert_eq!(Choices::parse(line), Err(NotChoices(word.to_owned())), "{line}");
        }
    }
}
