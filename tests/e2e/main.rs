//! The built app as a person meets it, in a browser.

mod chromium;
mod commands;
mod fuzz;
mod kept;
mod leaving;
mod model;
mod pages;
mod picture;
mod settings;
mod smoke;
mod whole;
