//! What all pages share.

use super::kept::Opening;
use super::outline::Outline;
use super::prefs;
use super::words;
use crate::address::Route;
use crate::device::light::{self, Light};
use crate::device::storage::{self, Key};
use crate::device::{Fault, dom, hash};
use crate::routine::{Prefs, Routine, Selection, Timeline, Unit, back, compile};
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
    /// The light that was chosen; without one it follows the hour.
    pub chosen_light: RwSignal<Option<Light>>,
    /// The page that is shown.
    pub route: RwSignal<Route>,
    /// Whether the safety page has been read.
    pub safe: RwSignal<bool>,
    /// What could not be done, in words, the one that is to be seen first.
    pub notices: RwSignal<Vec<&'static str>>,
    /// Whether a session is under way, which leaving would end.
    pub under_way: RwSignal<bool>,
    /// Whether the session under way is kept, so that it can be taken up again.
    pub place_kept: RwSignal<bool>,
    /// Where the reader wants to go, while asked whether to leave the session.
    pub leaving: RwSignal<Option<Route>>,
    /// Whether it is yet to be seen what becomes of a session that is kept: Home offers it, or nothing.
    pub looking: RwSignal<bool>,
    /// How the next session begins.
    pub opening: StoredValue<Opening>,
    /// Whether another tab runs the session that this page would show.
    pub elsewhere: RwSignal<bool>,
    /// Whether it is too soon after a session to offer anything; see [`super::update`].
    pub hushed: RwSignal<bool>,
}

impl Store {
    /// Reads what was kept.
    pub fn new() -> Self {
        let (choices, notice) = prefs::load();
        let safe = storage::read(Key::Safety).ok().flatten();
        let mut route = Route::parse(&hash::current());
        // A session that was over when its page was loaded anew does not begin again by itself.
        if matches!(route, Some(Route::Session(_))) && hash::is_over() {
            route = Some(Route::Home(1));
            hash::relabel(&Route::Home(1).address());
        }
        let notice = notice.or(route.is_none().then_some(words::NO_SUCH_ADDRESS));
        let store = Self {
            routine: StoredValue::new(None),
            outline: RwSignal::new(None),
            choices: RwSignal::new(choices),
            keys: RwSignal::default(),
            light: RwSignal::new(light::current()),
            chosen_light: RwSignal::new(light::chosen()),
            route: RwSignal::new(route.unwrap_or(Route::Home(1))),
            safe: RwSignal::new(safe.as_deref() == Some("1")),
            notices: RwSignal::new(notice.into_iter().collect()),
            under_way: RwSignal::new(false),
            place_kept: RwSignal::new(false),
            leaving: RwSignal::new(None),
            looking: RwSignal::new(false),
            opening: StoredValue::new(Opening::New),
            elsewhere: RwSignal::new(false),
            hushed: RwSignal::new(false),
        };
        dom::set_root_data("motion", choices.motion.name());
        let light = storage::read(Key::Light).ok().flatten();
        for (key, value, known) in [(Key::Safety, safe, &["1"][..]), (Key::Light, light, &["lamp", "day"])] {
            if let Some(value) = value.filter(|value| !known.contains(&value.as_str())) {
                store.set_aside(key, &value, words::BAD_CHOICES);
            }
        }
        // A session whose page was closed, or ended by itself, and comes back at its address is the same session.
        if let Route::Session(_) = store.route.get_untracked() {
            store.opening.set_value(Opening::Returned);
        }
        store
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

    /// Says something once all that was said before has been seen; what waits to be said already is said once.
    pub fn say(&self, words: &'static str) {
        if !self.notices.with_untracked(|all| all.contains(&words)) {
            self.notices.update(|all| all.push(words));
        }
    }

    /// Moves what could not be understood to where a person may still find it, and says so.
    pub fn set_aside(&self, key: Key, value: &str, words: &'static str) {
        match storage::set_aside(key, value) {
            Ok(()) => self.say(words),
            Err(fault) => self.tell(&fault),
        }
    }

    /// Says what could not be done.
    pub fn tell(&self, fault: &Fault) {
        self.say(words::fault(fault));
    }

    /// The unit of lengths that was chosen, as it is now.
    pub fn unit(&self) -> Unit {
        self.choices.with_untracked(|c| c.unit)
    }

    /// Chooses, and keeps the choice.
    pub fn choose(&self, change: impl FnOnce(&mut Choices)) {
        self.choices.update(change);
        dom::set_root_data("motion", self.choices.with_untracked(|c| c.motion).name());
        if let Err(fault) = self.choices.with(prefs::save) {
            self.tell(&fault);
        }
    }

    /// Takes over what another tab has chosen: two that each kept their own would undo each other's choices.
    pub fn chosen_elsewhere(&self, line: &str) {
        if let Ok(choices) = Choices::parse(line) {
            self.choices.set(choices);
            dom::set_root_data("motion", choices.motion.name());
        }
    }

    /// Turns a light on, and keeps the choice.
    pub fn choose_light(&self, light: Light) {
        self.light.set(light);
        self.chosen_light.set(Some(light));
        if let Err(fault) = light::choose(light) {
            self.tell(&fault);
        }
    }

    /// Forgets the light that was chosen.
    pub fn forget_light(&self) {
        self.chosen_light.set(None);
        self.light.set(light::follow_hour());
        if let Err(fault) = light::forget() {
            self.tell(&fault);
        }
    }

    /// Turns on the light of the hour where none was chosen; never under a session.
    pub fn follow_hour(&self) {
        if self.chosen_light.with_untracked(Option::is_none) && !self.under_way.get_untracked() {
            let light = light::follow_hour();
            if self.light.get_untracked() != light {
                self.light.set(light);
            }
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
