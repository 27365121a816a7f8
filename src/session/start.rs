//! How a session starts, as an address and a kept line say it.

use super::command::Speed;
use crate::routine::{Routine, Selection};

/// How a session starts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Start {
    /// How many times faster than life, 1 to 60.
    pub speed: u32,
    /// The sequence and, from 1, the movement in it to start from.
    pub from: Option<(char, usize)>,
    /// The one sequence to do, with what it returns to.
    pub only: Option<char>,
}

/// The longest query that is read, in bytes; the longest that is written has 25.
const LONGEST: usize = 60;

/// The highest number of a movement that is read.
const MOST_MOVEMENTS: usize = 99;

impl Start {
    /// The whole session at a speed.
    pub const fn whole(speed: u32) -> Self {
        Self { speed, from: None, only: None }
    }

    /// Reads what follows the question mark of an address, `speed=20&from=B.2`; nothing is the whole session.
    /// `None` where a word means nothing here, comes twice, or cannot stand beside another.
    pub fn parse(query: &str) -> Option<Self> {
        let mut start = Self::whole(1);
        let mut seen: Vec<&str> = Vec::new();
        if query.len() > LONGEST {
            return None;
        }
        for pair in query.split('&').filter(|_| !query.is_empty()) {
            let (name, value) = pair.split_once('=')?;
            if seen.contains(&name) {
                return None;
            }
            start.set(name, value)?;
            seen.push(name);
        }
        (start.from.is_none() || start.only.is_none()).then_some(start)
    }

    /// Takes over one word; `None` where it means nothing.
    pub(super) fn set(&mut self, name: &str, value: &str) -> Option<()> {
        match name {
            "speed" => self.speed = number(value).filter(|n| (1..=60).contains(n))?,
            "from" => self.from = Some(place(value)?),
            "only" => self.only = Some(letter(value)?),
            _ => return None,
        }
        Some(())
    }

    /// What [`Self::parse`] reads, always with its speed.
    pub fn query(&self) -> String {
        let mut out = String::from("speed=");
        out.push_str(&self.speed.to_string());
        if let Some(from) = self.from {
            out.extend(["&from=", &place_word(from)]);
        }
        if let Some(letter) = self.only {
            out.push_str("&only=");
            out.push(letter);
        }
        out
    }

    /// The part of the routine that is done.
    pub const fn selection(&self) -> Selection {
        match (self.from, self.only) {
            (Some((letter, movement)), _) => Selection::From(letter, movement.saturating_sub(1)),
            (None, Some(letter)) => Selection::Sequence(letter),
            (None, None) => Selection::Whole,
        }
    }

    /// The speed.
    pub const fn speed(&self) -> Speed {
        Speed::new(self.speed)
    }

    /// Whether a routine has the sequence and the movement that are named.
    pub fn is_in(&self, routine: &Routine) -> bool {
        let has = |letter: char, movement: usize| {
            routine.sequence(letter).is_some_and(|s| (1..=routine.movements(s).count()).contains(&movement))
        };
        self.from.is_none_or(|(letter, movement)| has(letter, movement)) && self.only.is_none_or(|l| has(l, 1))
    }
}

/// A number as it is written: no sign, no leading nought.
pub(super) fn number(word: &str) -> Option<u32> {
    let n: u32 = word.parse().ok()?;
    (n.to_string() == word).then_some(n)
}

/// A sequence's letter.
pub fn letter(word: &str) -> Option<char> {
    let mut letters = word.chars();
    letters.next().filter(char::is_ascii_uppercase).filter(|_| letters.next().is_none())
}

/// `B.2` is the second movement of B, `B` its first.
pub(super) fn place(word: &str) -> Option<(char, usize)> {
    let (sequence, movement) = word.split_once('.').unwrap_or((word, "1"));
    let movement = usize::try_from(number(movement)?).ok()?;
    Some((letter(sequence)?, Some(movement).filter(|n| (1..=MOST_MOVEMENTS).contains(n))?))
}

/// The word of a place.
pub(super) fn place_word((letter, movement): (char, usize)) -> String {
    [letter.encode_utf8(&mut [0; 4]), ".", &movement.to_string()].concat()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_is_written_is_read_again(
            speed in 1..=60_u32,
            from in prop::option::of((prop::char::range('A', 'Z'), 1..=MOST_MOVEMENTS)),
            only in prop::option::of(prop::char::range('A', 'Z')),
        ) {
            let start = Start { speed, only: only.filter(|_| from.is_none()), from };
            prop_assert_eq!(Start::parse(&start.query()), Some(start));
        }

        #[test]
        fn nothing_does_worse_than_mean_nothing(query in "\\PC{0,70}|((speed|from|only|x)=[A-C0-9.é-]{0,3}&?){0,4}") {
            if let Some(start) = Start::parse(&query) {
                prop_assert_eq!(Start::parse(&start.query()), Some(start));
            }
        }
    }

    #[test]
    fn an_address_means_what_it_says_or_nothing() {
        assert_eq!(Start::parse(""), Some(Start::whole(1)));
        assert_eq!(Start::parse("from=B"), Some(Start { from: Some(('B', 1)), ..Start::whole(1) }));
        for query in [
            "speed",
            "speed=",
            "speed=0",
            "speed=61",
            "speed=+2",
            "speed=02",
            "speed=2&speed=2",
            "&speed=2",
            "speed=2&",
            "from=b",
            "from=BB",
            "from=B.0",
            "from=B.100",
            "from=B.",
            "from=.1",
            "from=B.1&only=B",
            "only=",
            "only=AB",
            "x=1",
        ] {
            assert_eq!(Start::parse(query), None, "{query}");
        }
    }
}
