//! Where the reader is: the address after `#`. It may come from anywhere, so it is read strictly, and natively tested.

pub use crate::session::Start;
use crate::session::letter;

/// The longest address that is read, in bytes.
const LONGEST: usize = 80;

/// A page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Route {
    /// The four strokes and Begin, at a preview speed for whoever writes a routine.
    Home(u32),
    /// One stroke, opened.
    Card(char),
    /// What is chosen about a session.
    Choose,
    /// Everything that can be set.
    Settings,
    /// When not to massage.
    Safety,
    /// What keys and pedals do.
    Pedal,
    /// Where this comes from.
    About,
    /// A session.
    Session(Start),
}

impl Route {
    /// The page of an address; `None` for one that means nothing.
    pub fn parse(address: &str) -> Option<Self> {
        if address.len() > LONGEST {
            return None;
        }
        let (path, query) = address.split_once('?').unwrap_or((address, ""));
        let start = Start::parse(query)?;
        let plain = |route: Self| query.is_empty().then_some(route);
        match path.trim_start_matches('/') {
            "" if start.from.is_none() && start.only.is_none() => Some(Self::Home(start.speed)),
            "session" => Some(Self::Session(start)),
            "choose" => plain(Self::Choose),
            "settings" => plain(Self::Settings),
            "pedal" => plain(Self::Pedal),
            "safety" => plain(Self::Safety),
            "about" => plain(Self::About),
            other => plain(Self::Card(letter(other.strip_prefix("card/")?)?)),
        }
    }

    /// Its address.
    pub fn address(&self) -> String {
        match self {
            Self::Home(1) => "/".to_owned(),
            Self::Home(speed) => ["/?", &Start::whole(*speed).query()].concat(),
            Self::Card(letter) => ["/card/", letter.encode_utf8(&mut [0; 4])].concat(),
            Self::Choose => "/choose".to_owned(),
            Self::Safety => "/safety".to_owned(),
            Self::Pedal => "/pedal".to_owned(),
            Self::About => "/about".to_owned(),
            Self::Settings => "/settings".to_owned(),
            Self::Session(start) => ["/session?", &start.query()].concat(),
        }
    }

    /// The same, as a link takes it.
    pub fn href(&self) -> String {
        ["#", &self.address()].concat()
    }

    /// Its name for the styles and for tools.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Home(_) => "home",
            Self::Card(_) => "card",
            Self::Choose => "choose",
            Self::Settings => "settings",
            Self::Safety => "safety",
            Self::Pedal => "pedal",
            Self::About => "about",
            Self::Session(_) => "session",
        }
    }
}
