//! A press that is meant only when it comes twice.

use gloo_timers::callback::Timeout;
use leptos::prelude::*;

/// For how long the second press counts, in milliseconds: long enough to read what is asked.
const ASKS_MS: u32 = 8_000;

/// Whether a button has been pressed once and asks for the second press.
#[derive(Clone, Copy)]
pub struct Sure {
    asks: RwSignal<bool>,
    timer: StoredValue<Option<Timeout>, LocalStorage>,
}

impl Sure {
    /// Not pressed yet.
    pub fn new() -> Self {
        Self { asks: RwSignal::new(false), timer: StoredValue::new_local(None) }
    }

    /// Whether it asks now, for the button's word.
    pub fn asks(self) -> bool {
        self.asks.get()
    }

    /// It was pressed; whether that was the second press.
    pub fn press(self) -> bool {
        let meant = self.asks.get_untracked();
        self.asks.set(!meant);
        self.timer.set_value((!meant).then(|| {
            Timeout::new(ASKS_MS, move || {
                self.asks.try_set(false);
            })
        }));
        meant
    }
}
