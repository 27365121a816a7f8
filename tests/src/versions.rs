//! Versions of the built app, one after the other at one address, and what can go wrong on the way to the next.

use std::collections::HashMap;
use std::fs;
use std::path::Path;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

use anyhow::{Context, Result};
use serde_json::{Value, json};
use server::{HASH_DIGITS, Request, Response, content_type};
use sha2::{Digest, Sha256};

use crate::dist;

/// The built app and later versions of it, which differ in their stylesheet's last line and in whatever follows from
/// that: its name, the page, the worker.
#[derive(Clone)]
pub struct Versions(Arc<Mutex<State>>);

type Fault = dyn Fn(&Request) -> Option<Response> + Send;

struct State {
    /// By version, from 2, and path.
    files: Vec<HashMap<String, Vec<u8>>>,
    now: usize,
    fault: Option<Box<Fault>>,
}

impl Versions {
    /// So many versions, the first of which is served.
    ///
    /// # Errors
    /// Where there is no built app, or it is not built as expected.
    pub fn new(count: usize) -> Result<Self> {
        let dist = dist()?;
        let files = (2..=count).map(|number| version(&dist, number)).collect::<Result<_>>()?;
        Ok(Self(Arc::new(Mutex::new(State { files, now: 1, fault: None }))))
    }

    /// Serves another version from now on.
    pub fn publish(&self, number: usize) {
        self.lock().now = number;
    }

    /// Lets something go wrong with the requests that `fault` answers.
    pub fn break_with(&self, fault: impl Fn(&Request) -> Option<Response> + Send + 'static) {
        self.lock().fault = Some(Box::new(fault));
    }

    /// Nothing goes wrong any more.
    pub fn mend(&self) {
        self.lock().fault = None;
    }

    /// Answers in the place of the built files.
    pub fn answer(&self, request: &Request) -> Option<Response> {
        let state = self.lock();
        if let Some(response) = state.fault.as_ref().and_then(|fault| fault(request)) {
            return Some(response);
        }
        let files = state.files.get(state.now.checked_sub(2)?)?;
        let bytes = files.get(&request.path)?;
        let name = if request.path == "/" { "index.html" } else { &request.path };
        Some(Response::new(200, content_type(name), bytes.clone()).with("Cache-Control", "no-cache"))
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The files of a later version that differ, by path.
fn version(dist: &Path, number: usize) -> Result<HashMap<String, Vec<u8>>> {
    let read = |name: &str| {
        fs::read_to_string(dist.join(name)).with_context(|| format!("{} cannot be read", dist.join(name).display()))
    };
    let (page, worker) = (read("index.html")?, read("worker.js")?);
    let (site, program) = worker
        .strip_prefix("const SITE=")
        .or_else(|| worker.strip_prefix("const SITE = "))
        .and_then(|rest| rest.split_once(';'))
        .context("worker.js does not begin with what it keeps")?;
    let mut site: Value = serde_json::from_str(site).context("worker.js: what it keeps is no JSON")?;
    let core = site.get_mut("core").and_then(Value::as_array_mut).context("worker.js keeps no core")?;
    let path = |entry: &Value| entry.get(0).and_then(Value::as_str).unwrap_or_default().to_owned();

    let old = core.iter().map(path).find(|name| name.starts_with("style-")).context("no stylesheet is kept")?;
    let styles = format!("{}\n:root{{--version:{number}}}", read(&old)?);
    let style = format!("style-{}.css", hash(&styles).get(..HASH_DIGITS).unwrap_or_default());
    let page = page.replace(&old, &style);
    for entry in core.iter_mut() {
        let name = path(entry);
        if name == old {
            *entry = json!([style, listed(&styles)]);
        } else if name == "./" {
            *entry = json!([name, listed(&page)]);
        }
    }
    site.as_object_mut().context("what is kept is no object")?.insert("version".into(), format!("v{number}").into());
    let worker = format!("const SITE={site};{program}");
    let files = [("/".to_owned(), page.clone()), ("/index.html".into(), page), ("/worker.js".into(), worker)];
    Ok(files.into_iter().chain([(format!("/{style}"), styles)]).map(|(path, text)| (path, text.into_bytes())).collect())
}

fn hash(text: &str) -> String {
    let digits = Sha256::digest(text).into_iter().flat_map(|byte| [byte >> 4, byte & 15]);
    digits.filter_map(|digit| char::from_digit(digit.into(), 16)).collect()
}

/// As the worker lists it.
fn listed(text: &str) -> String {
    hash(text).get(..32).unwrap_or_default().to_owned()
}

/// Holds requests back, so that the server can be stopped while one is on its way.
#[derive(Clone, Default)]
pub struct Gate(Arc<(Mutex<(bool, bool)>, Condvar)>);

impl Gate {
    /// Holds the caller's request back until [`Self::open`].
    pub fn hold(&self) {
        let mut state = self.lock();
        state.0 = true;
        while !state.1 {
            state = self.0.1.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// Whether a request has been held back.
    pub fn is_reached(&self) -> bool {
        self.lock().0
    }

    /// Lets every request through, now and later.
    pub fn open(&self) {
        self.lock().1 = true;
        self.0.1.notify_all();
    }

    fn lock(&self) -> MutexGuard<'_, (bool, bool)> {
        self.0.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
