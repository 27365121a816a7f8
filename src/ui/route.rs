//! Where the reader is: the address after `#`.

/// A page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Route {
    /// The four strokes and Begin, at a preview speed for whoever writes a routine.
    Home(u32),
    /// One stroke, opened.
    Card(char),
    /// What is chosen about a session.
    Choose,
    /// When not to massage.
    Safety,
    /// What keys and pedals do.
    Pedal,
    /// Where this comes from.
    About,
    /// A session.
    Session(Start),
}

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

impl Start {
    /// The whole session at a speed.
    pub const fn whole(speed: u32) -> Self {
        Self { speed, from: None, only: None }
    }
}

impl Route {
    /// The page of an address; Home for one that means nothing.
    pub fn parse(address: &str) -> Self {
        let (path, query) = address.split_once('?').unwrap_or((address, ""));
        let mut parts = path.split('/').filter(|p| !p.is_empty());
        let value = |name: &str| query.split('&').find_map(|pair| pair.strip_prefix(name)?.strip_prefix('='));
        let speed = value("speed").and_then(|s| s.parse::<u32>().ok()).unwrap_or(1).clamp(1, 60);
        match (parts.next(), parts.next()) {
            (Some("card"), Some(letter)) => letter.chars().next().map_or(Self::Home(1), Self::Card),
            (Some("choose"), _) => Self::Choose,
            (Some("safety"), _) => Self::Safety,
            (Some("pedal"), _) => Self::Pedal,
            (Some("about"), _) => Self::About,
            (Some("session"), _) => Self::Session(Start {
                speed,
                from: value("from").and_then(place),
                only: value("only").and_then(letter),
            }),
            _ => Self::Home(speed),
        }
    }

    /// Its address.
    pub fn address(&self) -> String {
        match self {
            Self::Home(1) => "/".to_owned(),
            Self::Home(speed) => format!("/?speed={speed}"),
            Self::Card(letter) => format!("/card/{letter}"),
            Self::Choose => "/choose".to_owned(),
            Self::Safety => "/safety".to_owned(),
            Self::Pedal => "/pedal".to_owned(),
            Self::About => "/about".to_owned(),
            Self::Session(start) => {
                let mut out = format!("/session?speed={}", start.speed);
                if let Some((letter, movement)) = start.from {
                    out.extend(["&from=", &letter.to_string(), ".", &movement.to_string()]);
                }
                if let Some(letter) = start.only {
                    out.extend(["&only=", &letter.to_string()]);
                }
                out
            }
        }
    }

    /// The same, as a link takes it.
    pub fn href(&self) -> String {
        format!("#{}", self.address())
    }

    /// Its name for the styles and for tools.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Home(_) => "home",
            Self::Card(_) => "card",
            Self::Choose => "choose",
            Self::Safety => "safety",
            Self::Pedal => "pedal",
            Self::About => "about",
            Self::Session(_) => "session",
        }
    }
}

fn letter(text: &str) -> Option<char> {
    text.chars().next()
}

/// `B.2` is the second movement of B, `B` its first.
fn place(text: &str) -> Option<(char, usize)> {
    let (sequence, movement) = text.split_once('.').unwrap_or((text, "1"));
    Some((letter(sequence)?, movement.parse().ok().filter(|&n| n > 0)?))
}
