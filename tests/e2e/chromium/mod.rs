//! What only Chromium's driver can do or show: its `DevTools` protocol, its log and its trace. The other engines' runs
//! leave this folder out by its name, and say how many tests that are.

mod axe;
mod consent;
mod cues;
mod hidden;
mod install;
mod keeping;
mod lines;
mod long;
mod marks;
mod reading;
mod screen;
mod sealed;
mod soak;
mod sound;
mod tabs;
mod told;
mod touch;
