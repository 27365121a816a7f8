//! From a test's name to a page: server, driver, browser, and what is left of a test that failed.

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context, bail};
use fantoccini::ClientBuilder;
use hyper_util::client::legacy::connect::HttpConnector;
use server::{Request, Response, Server, Site};
use tokio::time::timeout;

use crate::before::{self, Complaints};
use crate::driver::Driver;
use crate::engine::{Logging, Shows};
use crate::line::Line;
use crate::{Engine, Page, Result};

type Intercept = dyn Fn(&Request) -> Option<Response> + Send + Sync;

/// What a test needs before it can begin.
pub struct Setup {
    name: &'static str,
    intercept: Option<Box<Intercept>>,
    before: String,
    may_complain: bool,
    shows: Shows,
    logging: Option<Logging>,
    below: Option<&'static str>,
    as_built: bool,
    headers: bool,
    within: Duration,
}

/// A test takes less than this, on whatever machine: a driver that lost a command answers never, and its test would hold up all.
const TEST: Duration = Duration::from_secs(480);

/// And what is done after it less than this.
const AFTER: Duration = Duration::from_secs(30);

/// Whoever comes for the first time has chosen the short count-in, so that the tests need not wait for the long one.
const SHORT_COUNT_IN: &str = "
    try { if (localStorage.getItem('backstroke.prefs') === null) localStorage.setItem('backstroke.prefs', '2 count-in=3'); }
    catch { /* a test may deny the storage */ }
";

impl Setup {
    /// The built app in a browser. The name is the test's own, for what it leaves behind when it fails.
    pub fn new(name: &'static str) -> Self {
        Self::bare(name).before(SHORT_COUNT_IN)
    }

    /// As [`Self::new`], with nothing chosen: the very first visit.
    pub fn bare(name: &'static str) -> Self {
        Self {
            name,
            intercept: None,
            before: String::new(),
            may_complain: false,
            shows: Shows::Thriftily,
            logging: None,
            below: None,
            as_built: false,
            headers: true,
            within: Duration::MAX,
        }
    }

    /// Lets `intercept` answer requests in the place of the built files: how a broken or missing file is made.
    #[must_use]
    pub fn intercept(mut self, intercept: impl Fn(&Request) -> Option<Response> + Send + Sync + 'static) -> Self {
        self.intercept = Some(Box::new(intercept));
        self
    }

    /// Runs JavaScript before the app's own on every page: how a browser is made that lacks or refuses something.
    #[must_use]
    pub fn before(mut self, script: &str) -> Self {
        self.before.push_str(script);
        self.before.push_str(";\n");
        self
    }

    /// Does not mind errors on the console: for tests that cause them.
    #[must_use]
    pub fn may_complain(mut self) -> Self {
        self.may_complain = true;
        self
    }

    /// Serves every engine the very bytes that were built, as keeping them wants it. Outside Chromium what is to run before
    /// the app's scripts then runs once, before the first page, and nothing is heard of the console.
    #[must_use]
    pub fn as_built(mut self) -> Self {
        self.as_built = true;
        self.may_complain()
    }

    /// Has the browser show all its pictures, as large as they are: for tests that look at them, and for what is measured.
    #[must_use]
    pub fn in_full(mut self) -> Self {
        self.shows = Shows::InFull;
        self
    }

    /// Has the browser trace what it does, for [`Page::trace`].
    #[must_use]
    pub fn tracing(mut self) -> Self {
        self.logging = Some(Logging::Work);
        self
    }

    /// Has the browser write down every request, for [`Page::requests`].
    #[must_use]
    pub fn watching_requests(mut self) -> Self {
        self.logging = Some(Logging::Network);
        self
    }

    /// The app as it was built for a path below the top of its address, and served there.
    #[must_use]
    pub fn below(mut self, base: &'static str) -> Self {
        self.below = Some(base);
        self
    }

    /// Serves it without the headers that it asks its host for.
    #[must_use]
    pub fn without_headers(mut self) -> Self {
        self.headers = false;
        self
    }

    /// Runs the test.
    ///
    /// # Panics
    /// Where `test` returns an error, panics or comes to no end, and where the browser's console holds an error at the end.
    #[expect(clippy::panic, reason = "a test fails by panicking")]
    pub fn run(mut self, test: impl AsyncFnOnce(&Page) -> Result) {
        let name = self.name;
        self.within = TEST;
        if let Err(error) = self.try_run(test) {
            panic!("{name}: {error:#}");
        }
    }

    /// Runs as [`Self::run`], for what is no test.
    ///
    /// # Errors
    /// Whatever made it fail.
    pub fn try_run(self, test: impl AsyncFnOnce(&Page) -> Result) -> Result {
        let engine = Engine::here()?;
        let (complaints, line) = (Complaints::default(), Line::default());
        let dist = self.below.map_or_else(dist, |_| below())?;
        let changed = engine != Engine::Chromium && !self.as_built;
        let site = site(dist, changed, self.before.clone(), self.intercept, complaints.clone(), line.clone());
        let site = site.below(self.below.unwrap_or("/"));
        let site = if self.headers { site } else { site.without_headers() };
        let server = Server::start_local(site.clone()).context("no port is free for the server")?;
        let driver = Driver::start(self.name, engine)?;
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        let mut client = ClientBuilder::new(HttpConnector::new());
        client.capabilities(driver.capabilities(self.shows, self.logging)?);
        let client = runtime
            .block_on(async { timeout(TEST, client.connect(&driver.url)).await })
            .with_context(|| format!("the driver of {engine:?} does not answer"))?
            .with_context(|| format!("the driver of {engine:?} opens no browser: do the versions of both agree?"))?;
        let page = Page::new(client, server, site, engine, complaints, line);

        let outcome = catch_unwind(AssertUnwindSafe(|| {
            let all = async {
                page.prepare(&self.before, self.as_built).await?;
                test(&page).await?;
                let complaints = page.complaints().await?;
                if !self.may_complain && !complaints.is_empty() {
                    bail!("the console holds errors: {}", complaints.join(" | "));
                }
                Ok(())
            };
            runtime.block_on(within(self.within, all))
        }));
        let failed = !matches!(outcome, Ok(Ok(())));
        let left = if failed { runtime.block_on(within(AFTER, page.leave_behind(&folder(self.name)))) } else { Ok(()) };
        // A browser that does not go is ended with its driver.
        runtime.block_on(async { timeout(AFTER, page.close()).await.ok() });
        match outcome {
            Ok(outcome) => {
                let left = left.map_or_else(|error| format!("{error:#}"), |()| folder(self.name).display().to_string());
                outcome.with_context(|| format!("picture, page and console: {left}"))
            }
            Err(panic) => resume_unwind(panic),
        }
    }
}

/// What `work` gives, where it comes to an end in time.
async fn within(limit: Duration, work: impl Future<Output = Result>) -> Result {
    timeout(limit, work)
        .await
        .unwrap_or_else(|_| bail!("no end after {limit:?}: the browser or its driver does not answer"))
}

/// The built app, its page `changed` where a script cannot be run before it otherwise.
fn site(
    dist: PathBuf,
    changed: bool,
    before: String,
    intercept: Option<Box<Intercept>>,
    complaints: Complaints,
    line: Line,
) -> Site {
    Site::new(dist.clone()).intercept(move |request| {
        let answer = line.answer().or_else(|| intercept.as_ref().and_then(|intercept| intercept(request)));
        let ours = || before::answer(&dist, &before, &complaints, request);
        answer.or_else(|| if changed { ours() } else { None })
    })
}

/// The folder of the built app.
///
/// # Errors
/// Where there is no built app.
pub fn dist() -> Result<PathBuf> {
    built("BACKSTROKE_DIST", "dist")
}

/// The folder of the same app as it is built for a path of its own, `/backstroke/`.
///
/// # Errors
/// Where there is none.
pub fn below() -> Result<PathBuf> {
    built("BACKSTROKE_BELOW", "target/below")
}

fn built(variable: &str, otherwise: &str) -> Result<PathBuf> {
    let dist = std::env::var_os(variable).map_or_else(|| project().join(otherwise), PathBuf::from);
    if !dist.join("index.html").is_file() {
        bail!("{} holds no built app: run `cargo xtask test e2e`, which builds it first", dist.display());
    }
    Ok(dist)
}

fn folder(name: &str) -> PathBuf {
    project().join("target/e2e").join(name)
}

fn project() -> &'static Path {
    let manifest = Path::new(env!("CARGO_MANIFEST_DIR"));
    manifest.parent().unwrap_or(manifest)
}
