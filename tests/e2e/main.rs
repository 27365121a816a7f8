//! The built app as a person meets it, in a browser.

mod axe;
mod commands;
mod cues;
mod leaving;
mod model;
mod pages;
mod picture;
mod reading;
mod screen;
mod smoke;
mod whole;
