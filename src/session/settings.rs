//! Everything that a user has set, as one small text file: to take to another device, or to keep.
//!
//! The file is made of the lines that the browser keeps, each after the name of what it is:
//!
//! ```text
//! Backstroke settings 1
//! choices 2 pace=gentle several=3 start=right …
//! light lamp
//! safety read
//! ```
//!
//! A file is taken as a whole or not at all: nothing is set by one that has a mistake anywhere.

use super::choices::Choices;

/// The file's first line, but for its version.
const TITLE: &str = "Backstroke settings ";

/// The version of the file. It is the first, so no older one is read.
const VERSION: &str = "1";

/// The largest file that is read, in bytes; what is written here is far smaller.
pub const LARGEST: usize = 4_096;

/// Everything that was set.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Settings {
    /// What was chosen.
    pub choices: Choices,
    /// Whether the light is the lamp's, where it was chosen and does not follow the hour.
    pub lamp: Option<bool>,
    /// What a pedal's keys do, as it is kept; none where nothing was learnt.
    pub pedal: Option<String>,
    /// Whether the safety page has been read.
    pub safety: bool,
}

/// Why a file is refused, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotSettings {
    /// Why.
    pub why: Why,
    /// The line, from 1.
    pub line: usize,
    /// The word there that is wrong, cut after forty letters; empty where it is not about one.
    pub word: String,
}

/// Why a file is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// It is larger than any that is written here, or no text.
    TooLarge,
    /// Its first line is not that of such a file.
    NotOurs,
    /// It is of a version that is not known here.
    Version,
    /// A line or a word of it means nothing here.
    Unknown,
    /// A line comes a second time.
    Twice,
    /// There is no line of choices.
    Missing,
}

impl std::fmt::Display for NotSettings {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "line {}: {:?} {}", self.line, self.why, self.word)
    }
}

impl std::error::Error for NotSettings {}

impl Settings {
    /// The file.
    pub fn text(&self) -> String {
        let mut text = [TITLE, VERSION, "\nchoices ", &self.choices.line(), "\n"].concat();
        if let Some(lamp) = self.lamp {
            text.extend(["light ", if lamp { "lamp" } else { "day" }, "\n"]);
        }
        if let Some(pedal) = &self.pedal {
            text.extend(["pedal ", pedal, "\n"]);
        }
        if self.safety {
            text.push_str("safety read\n");
        }
        text
    }

    /// Reads a file; `pedal` says whether a line is one of a pedal. Lines may end as any editor ends them.
    ///
    /// # Errors
    /// Why it is refused, and the first place that is wrong.
    pub fn parse(text: &str, pedal: impl Fn(&str) -> bool) -> Result<Self, NotSettings> {
        let refuse = |why, line, word: &str| NotSettings { why, line, word: word.chars().take(40).collect() };
        if text.len() > LARGEST {
            return Err(refuse(Why::TooLarge, 1, ""));
        }
        // Some editors put a mark before the first letter.
        let text = text.trim_start_matches('\u{feff}');
        let mut lines = text.lines().map(str::trim_end).enumerate().map(|(i, line)| (i + 1, line));
        let title = lines.next().map_or("", |(_, line)| line);
        match title.strip_prefix(TITLE) {
            Some(VERSION) => {}
            Some(version) => return Err(refuse(Why::Version, 1, version)),
            None => return Err(refuse(Why::NotOurs, 1, title)),
        }
        let (mut choices, mut settings) = (None, Self::default());
        let mut seen: Vec<&str> = Vec::new();
        let mut last = 1;
        for (number, line) in lines.filter(|(_, line)| !line.is_empty()) {
            last = number;
            let (name, value) = line.split_once(' ').unwrap_or((line, ""));
            if seen.contains(&name) {
                return Err(refuse(Why::Twice, number, name));
            }
            seen.push(name);
            match (name, value) {
                ("choices", _) => {
                    choices = Some(Choices::parse(value).map_err(|e| refuse(Why::Unknown, number, &e.0))?);
                }
                ("light", "lamp") => settings.lamp = Some(true),
                ("light", "day") => settings.lamp = Some(false),
                ("pedal", _) if pedal(value) => settings.pedal = Some(value.to_owned()),
                ("safety", "read") => settings.safety = true,
                ("light" | "pedal" | "safety", _) => return Err(refuse(Why::Unknown, number, value)),
                _ => return Err(refuse(Why::Unknown, number, name)),
            }
        }
        settings.choices = choices.ok_or_else(|| refuse(Why::Missing, last, "choices"))?;
        Ok(settings)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::Heard;
    use proptest::prelude::*;

    fn some() -> Settings {
        Settings {
            choices: Choices { minutes: Some(30), heard: Heard::Bowls, ..Choices::default() },
            lamp: Some(false),
            pedal: Some("1 next=F7".to_owned()),
            safety: true,
        }
    }

    fn refused(text: &str) -> (Why, usize, String) {
        let refused = Settings::parse(text, |line| line.starts_with("1 ")).unwrap_err();
        (refused.why, refused.line, refused.word)
    }

    #[test]
    fn what_is_written_is_read_again_however_its_lines_end() {
        for settings in [some(), Settings::default()] {
            let text = settings.text();
            assert!(text.len() < LARGEST / 4);
            for text in
                [text.clone(), text.replace('\n', "\r\n"), ["\u{feff}", &text].concat(), [&text, "\n\n"].concat()]
            {
                assert_eq!(Settings::parse(&text, |_| true), Ok(settings.clone()), "{text:?}");
            }
        }
    }

    #[test]
    fn each_old_version_is_read() {
        let first = "Backstroke settings 1\nchoices 1 minutes=30\n";
        let choices = Choices { minutes: Some(30), ..Choices::default() };
        assert_eq!(Settings::parse(first, |_| false), Ok(Settings { choices, ..Settings::default() }));
    }

    #[test]
    fn a_wrong_file_is_refused_with_the_reason_the_line_and_the_word() {
        let head = "Backstroke settings 1\n";
        for (rest, why, line, word) in [
            ("", Why::Missing, 1, "choices"),
            ("light lamp\n", Why::Missing, 2, "choices"),
            ("choices 2 pace=quick\n", Why::Unknown, 2, "pace=quick"),
            ("choices 9\n", Why::Unknown, 2, "9"),
            ("choices 2\nlight red\n", Why::Unknown, 3, "red"),
            ("choices 2\n\npedal x\n", Why::Unknown, 4, "x"),
            ("choices 2\nchoices 2\n", Why::Twice, 3, "choices"),
            ("choices 2\ncolour red\n", Why::Unknown, 3, "colour"),
            ("choices 2\nsafety\n", Why::Unknown, 3, ""),
        ] {
            assert_eq!(refused(&[head, rest].concat()), (why, line, word.to_owned()), "{rest}");
        }
        assert_eq!(refused(""), (Why::NotOurs, 1, String::new()));
        assert_eq!(refused("{\"a\":1}"), (Why::NotOurs, 1, "{\"a\":1}".to_owned()));
        assert_eq!(refused("Backstroke settings 2\nchoices 3"), (Why::Version, 1, "2".to_owned()));
        assert_eq!(refused(&"x".repeat(LARGEST + 1)), (Why::TooLarge, 1, String::new()));
    }

    proptest! {
        #[test]
        fn no_file_does_worse_than_be_refused(
            change in any::<prop::sample::Index>(),
            with in "\\PC{0,3}|\n|\r| ",
            noise in "(Backstroke settings 1\n)?\\PC{0,200}",
        ) {
            Settings::parse(&noise, |_| true).ok();
            let mut text = some().text();
            let at = change.index(text.len());
            text.replace_range(at..=at, &with);
            if let Ok(read) = Settings::parse(&text, |_| true) {
                prop_assert_eq!(Settings::parse(&read.text(), |_| true), Ok(read));
            }
        }
    }
}
