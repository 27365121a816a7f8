//! What is seen: pages, components, and the interface's words in one place.
//!
//! Components take signals and give views. They do no arithmetic on time (the pure rooms do), and reach the browser
//! through [`crate::device`] only.

mod about;
mod app;
mod ask;
mod battery;
mod card;
mod choose;
mod elsewhere;
mod errands;
mod fresh;
mod full;
mod home;
mod icon;
mod install;
mod kept;
mod leave;
mod looping;
mod marks;
mod notice;
mod outline;
mod parts;
mod pedal;
mod picture;
mod prefs;
mod rehearse;
mod resume;
mod safety;
mod session;
mod settings;
mod store;
mod sure;
mod update;
mod words;

use crate::device::{dom, panic};
use gloo_timers::callback::Timeout;
use leptos::prelude::*;

/// Mounts the app on the page, in the place of the shell that was painted before it; in a task of its own, since loading
/// the program has been one.
pub fn start() {
    panic::report_to_window();
    Timeout::new(0, || {
        mount_to_body(app::App);
        // The page's own script looks for this to know that the app has started.
        dom::set_root_data("app", "ready");
    })
    .forget();
}
