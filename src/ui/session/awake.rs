//! The screen is kept awake while a session goes, and for a while into a pause; where it cannot be, that is shown.

use crate::device::wake_lock::{Told, WakeLock};
use crate::device::{Capability, Fault, clock, dom};
use crate::session::{Phase, awake_ms};
use crate::ui::fresh::{Fresh, fresh};
use crate::ui::icon::{self, Icon};
use crate::ui::store::Store;
use crate::ui::words;
use gloo_timers::callback::Timeout;
use leptos::prelude::*;

/// The mark that stays for as long as nothing keeps the screen awake; `data-awake` decides in the styles when that is.
#[component]
pub fn Dark() -> Fresh {
    fresh(view! {
        <p class="dark" role="img" aria-label=words::hands::MAY_GO_DARK title=words::hands::MAY_GO_DARK>
            <Icon path=icon::MOON/>
        </p>
    })
}

/// What keeps the screen awake. What became of that stands in the page as `data-awake`: `held`, `lost` (taken back by
/// the system), `refused`, `missing` (unknown to this browser), `off` (not asked for).
pub struct Awake {
    store: Store,
    lock: WakeLock,
    phase: Phase,
    /// Since when that phase lasts, by the machine's clock, which goes on while the machine sleeps, in milliseconds.
    since_ms: u64,
    /// Lets the screen sleep at the end of a long pause.
    end: Option<Timeout>,
}

impl Awake {
    /// Asks for nothing yet.
    pub fn new(store: Store) -> Self {
        Self { store, lock: WakeLock::default(), phase: Phase::Ready, since_ms: 0, end: None }
    }

    /// A session is in a phase; to be called as often as is convenient.
    pub fn follow(&mut self, phase: Phase) {
        if self.phase != phase {
            self.phase = phase;
            self.since_ms = clock::read().wall_ms;
            self.ask();
        }
    }

    /// The page was touched: what was taken back or refused is asked for anew.
    pub fn touched(&mut self) {
        if matches!(dom::root_data("awake").as_deref(), Some("lost" | "refused")) {
            self.ask();
        }
    }

    /// The page can be seen again: whatever was taken back is asked for anew.
    pub fn ask(&mut self) {
        self.end = None;
        let Some(for_ms) = awake_ms(self.phase, clock::read().wall_ms.saturating_sub(self.since_ms)) else {
            self.release();
            return;
        };
        let store = self.store;
        let asked = self.lock.hold(move |told| match told {
            Told::Held => dom::set_root_data("awake", "held"),
            Told::Lost => tell(store, "lost", words::hands::AWAKE_LOST),
            Told::Refused(_) => tell(store, "refused", words::hands::AWAKE_REFUSED),
        });
        if asked.is_err() {
            self.missing();
        }
        if for_ms < u64::MAX {
            let lock = self.lock.clone();
            self.end = Some(Timeout::new(u32::try_from(for_ms).unwrap_or(u32::MAX), move || {
                lock.release();
                dom::set_root_data("awake", "off");
            }));
        }
    }

    /// Said once for a session: nothing will change it.
    fn missing(&self) {
        if dom::root_data("awake").as_deref() != Some("missing") {
            dom::set_root_data("awake", "missing");
            self.store.tell(&Fault::missing(Capability::WakeLock));
        }
    }

    /// Lets the screen sleep.
    pub fn release(&mut self) {
        self.end = None;
        self.lock.release();
        dom::set_root_data("awake", "off");
    }
}

fn tell(store: Store, data: &str, words: &'static str) {
    // Asked for at every touch, it may be refused at every touch: it is said once until something has changed.
    if dom::root_data("awake").as_deref() != Some(data) {
        dom::set_root_data("awake", data);
        store.say(words);
    }
}
