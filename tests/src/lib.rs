//! What the end-to-end tests share: a server for the built app, a browser with a fresh profile, and a page to act on.
//!
//! A test says what it needs in a [`Setup`] and gets a [`Page`]:
//!
//! ```ignore
//! #[test]
//! fn begin_starts_a_session() {
//!     Setup::new("begin").run(async |page| {
//!         page.open("#/").await?;
//!         page.click_button("Begin").await?;
//!         page.wait_for_data("phase", "running").await
//!     });
//! }
//! ```
//!
//! The same tests run in every [`Engine`]. What needs Chromium's `DevTools` protocol, its log or its trace stands in
//! `tests/e2e/chromium/`, and the other engines' runs leave that out by its name.
//!
//! Without a graphics card, a running session's pictures are most of what it costs: Chromium shows them half as large and 30 a
//! second. What looks at them, or measures, asks for them [in full](Setup::in_full).
//!
//! No test sleeps for a guessed time: whoever waits, waits for a condition, with a deadline that tells what was there
//! instead. (The benchmark lets time pass, since that is what it measures.) A test that fails leaves its picture, page and console in `target/e2e/`.

mod before;
mod cdp;
mod contrast;
mod display;
mod driver;
mod engine;
mod line;
mod log;
mod page;
mod port;
mod program;
mod setup;
mod speaker;
mod still;
mod trace;
mod versions;

pub use engine::Engine;
pub use log::Moment;
pub use page::{Light, Page, SESSION};
pub use port::free_port;
pub use setup::{Setup, below, dist};
pub use still::Glance;
pub use trace::Work;
pub use versions::{Gate, Versions};

/// What a step of a test gives: an error says what was expected and what was there.
pub type Result<T = ()> = anyhow::Result<T>;
