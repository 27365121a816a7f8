//! The built app as a person meets it, in a browser.

mod awake;
mod battery;
mod chromium;
mod commands;
mod crash;
mod fuzz;
mod hush;
mod keeping;
mod kept;
mod keys;
mod layout;
mod leaving;
mod media;
mod model;
mod offline;
mod pages;
mod pedal;
mod picture;
mod settings;
mod sleep;
mod smoke;
mod sound;
mod subpath;
mod updating;
mod whole;
