//! This machine: its folders, its programs, and what has to be put on it first.

mod apt;
mod browser;
mod hosts;
pub mod npm;
mod program;
pub mod python;
mod toolchain;
mod workspace;

pub use browser::{Chromium, Engine, chromium, driven};
pub use hosts::find_or_install_hosts;
pub use program::{capture, find, run, step};
pub use toolchain::{WASM_TARGET, cargo, ensure_wasm_target};
pub use workspace::{root, target};
