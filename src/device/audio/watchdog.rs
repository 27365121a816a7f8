//! A context that claims to run may stand still (a phone call on iOS, a driver that hangs), and one whose device
//! changed may have lost some time. Both show when the audio clock is compared with the page's.

/// How far the two clocks may be apart, in seconds: less than is heard as late, more than reading them takes.
const APART_S: f64 = 0.12;

/// How long a clock must have stood still to be taken for frozen, in seconds of the page's clock.
const STILL_S: f64 = 1.5;

/// When to look again at a clock that may be wrong, in milliseconds.
pub const DOUBT_MS: u64 = 800;

/// How a running context is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Health {
    /// Its clock goes as the page's does.
    Well,
    /// It does not, which may be an old time that was told; to be looked at again after [`DOUBT_MS`].
    Doubtful,
    /// It goes, but has lost or won some time: what was placed on it is late or early.
    Adrift,
    /// It stands still.
    Frozen,
}

/// Both clocks at one instant, in seconds.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Both {
    audio_s: f64,
    page_s: f64,
}

/// Compares the clocks of a context from when it was set on it.
///
/// A browser may tell a page that was busy an old time of the audio clock, so that nothing is concluded from one look.
#[derive(Clone, Debug)]
pub struct Watchdog {
    from: Both,
    /// When the audio clock was last seen to go on.
    moved: Both,
    adrift: bool,
}

impl Watchdog {
    /// Starts to compare: `audio_s` is the audio clock's time and `page_ms` the page's, in milliseconds.
    pub fn new(audio_s: f64, page_ms: f64) -> Self {
        let from = Both { audio_s, page_s: page_ms / 1000.0 };
        Self { from, moved: from, adrift: false }
    }

    /// For how long the audio clock has gone on, as far as is known, in seconds.
    pub fn well_s(&self) -> f64 {
        self.moved.page_s - self.from.page_s
    }

    /// Looks at both clocks again.
    pub fn look(&mut self, audio_s: f64, page_ms: f64) -> Health {
        let page_s = page_ms / 1000.0;
        let stands = audio_s <= self.moved.audio_s;
        if !stands {
            self.moved = Both { audio_s, page_s };
        } else if page_s - self.moved.page_s >= STILL_S {
            return Health::Frozen;
        }
        let apart = (audio_s - self.from.audio_s) - (page_s - self.from.page_s);
        let was_adrift = std::mem::replace(&mut self.adrift, apart.abs() > APART_S);
        match (was_adrift, self.adrift) {
            (_, false) => Health::Well,
            (true, true) if !stands => Health::Adrift,
            _ => Health::Doubtful,
        }
    }
}
