//! The built app as a person meets it, in a browser.

mod chromium;
mod commands;
mod leaving;
mod model;
mod pages;
mod picture;
mod smoke;
mod whole;
