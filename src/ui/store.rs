//! What all pages share.

use super::outline::Outline;
use super::prefs;
use super::route::Route;
use super::words;
use crate::device::light::{self, Light};
use crate::device::storage::{self, Key};
use crate::device::{Fault, hash};
use crate::routine::{Prefs, Routine, Selection, Timeline, back, compile};
use crate::session::{Choices, KeyMap};
use leptos::prelude::*;
use std::sync::Arc;

/// What all pages share; a handful of signals, so it is copied freely.
#[derive(Clone, Copy)]
pub struct Store {
    /// The checked routine, once it has been read.
    routine: StoredValue<Option<Arc<Routine>>>,
    /// What Home tells of the session that would begin, once it is worked out.
    pub outline: RwSignal<Option<Outline>>,
    /// What was chosen about sessions.
    pub choices: RwSignal<Choices>,
    /// What keys and pedals ask for; as built in until [`super::pedal::open`] has read what was taught.
    pub keys: RwSignal<KeyMap>,
    /// The light that is on.
    pub light: RwSignal<Light>,
    /// The page that is shown.
    pub route: RwSignal<Route>,
    /// Whether the safety page has been read.
    pub safe: RwSignal<bool>,
    /// What could not be done, in words, while it is to be seen.
    pub notice: RwSignal<Option<&'static str>>,
    /// Whether a session is under way, which leaving would end.
    pub under_way: RwSignal<bool>,
    /// Where the reader wants to go, while asked whether to leave the session.
    pub leaving: RwSignal<Option<Route>>,
}

impl Store {
    /// Reads what was kept.
    pub fn new() -> Self {
        let (choices, fault) = prefs::load();
        let safe = storage::read(Key::Safety).is_ok_and(|read| read.as_deref() == Some("1"));
        Self {
            routine: StoredValue::new(None),
            outline: RwSignal::new(None),
            choices: RwSignal::new(choices),
            keys: RwSignal::default(),
            light: RwSignal::new(light::current()),
            route: RwSignal::new(Route::parse(&hash::current())),
            safe: RwSignal::new(safe),
            notice: RwSignal::new(fault.as_ref().map(words::fault)),
            under_way: RwSignal::new(false),
            leaving: RwSignal::new(None),
        }
    }

    /// The store of this page.
    pub fn here() -> Self {
        expect_context()
    }

    /// Reads the routine, which is no work of the first page's; says whether it could be.
    pub fn open(&self) -> bool {
        if self.routine.with_value(Option::is_none) {
            self.routine.set_value(back().ok().map(Arc::new));
        }
        self.routine.with_value(Option::is_some)
    }

    /// The routine; an empty one before [`Store::open`].
    pub fn routine(&self) -> Arc<Routine> {
        self.routine.get_value().unwrap_or_default()
    }

    /// The session that would be begun, by what is chosen; follows the choices.
    pub fn timeline(&self, selection: Selection) -> Timeline {
        let routine = self.routine();
        compile(&routine, &self.prefs(), selection)
    }

    /// What a session is compiled with, by what is chosen; follows the choices.
    pub fn prefs(&self) -> Prefs {
        let routine = self.routine();
        self.choices.with(|c| c.prefs(&routine))
    }

    /// Says what could not be done.
    pub fn tell(&self, fault: &Fault) {
        self.notice.set(Some(words::fault(fault)));
    }

    /// Chooses, and keeps the choice.
    pub fn choose(&self, change: impl FnOnce(&mut Choices)) {
        self.choices.update(change);
        if let Err(fault) = self.choices.with(prefs::save) {
            self.tell(&fault);
        }
    }

    /// Turns a light on, and keeps the choice.
    pub fn choose_light(&self, light: Light) {
        self.light.set(light);
        if let Err(fault) = light::choose(light) {
            self.tell(&fault);
        }
    }

    /// The safety page has been read.
    pub fn safety_read(&self) {
        self.safe.set(true);
        if let Err(fault) = storage::write(Key::Safety, "1") {
            self.tell(&fault);
        }
    }
}
