//! The built app as a person meets it, in a browser.

mod commands;
mod install;
mod keeping;
mod leaving;
mod model;
mod offline;
mod pages;
mod picture;
mod sealed;
mod smoke;
mod subpath;
mod update;
mod whole;
