//! Scripts that run on the page before the app's own, and what the console receives where the driver does not tell.
//!
//! Chromium runs such scripts by its `DevTools` protocol, in whatever it loads. For the others the server puts one
//! before the page's own, from the page's own origin, as the page's policy wants it.

use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use server::{Request, Response};

/// What a test's server answers besides the app.
const SCRIPT: &str = "/test/before.js";
const COMPLAINT: &str = "/test/complaint";

/// Tells the server of every error on the page. It waits until it is told, so that none is told too late.
const TELL: &str = "{
  // What a page that is left has not loaded yet will not come.
  let leaving = false;
  addEventListener('beforeunload', () => leaving = true);
  const tell = text => {
    if (leaving) return;
    const to = new XMLHttpRequest();
    to.open('HEAD', '/test/complaint?' + encodeURIComponent(String(text).slice(0, 2000)), false);
    try { to.send(); } catch { /* a server that was stopped hears nothing */ }
  };
  const error = console.error;
  console.error = (...words) => { tell(words.join(' ')); error.apply(console, words); };
  addEventListener('error', e => tell(e.message ?? `${e.target.localName} cannot be loaded: ${e.target.src ?? e.target.href}`), true);
  addEventListener('unhandledrejection', e => tell(`unhandled: ${e.reason}`));
  addEventListener('securitypolicyviolation', e => tell(`not allowed: ${e.violatedDirective} ${e.blockedURI}`));
}";

/// The errors that pages have told of.
#[derive(Clone, Debug, Default)]
pub(crate) struct Complaints(Arc<Mutex<Vec<String>>>);

impl Complaints {
    /// All so far.
    pub fn all(&self) -> Vec<String> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn hear(&self, text: String) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(text);
    }
}

/// Answers for the app in `dist`, where its page is asked for: with the script before all others.
pub(crate) fn answer(dist: &Path, script: &str, complaints: &Complaints, request: &Request) -> Option<Response> {
    if request.path == COMPLAINT {
        let words = url::form_urlencoded::parse(request.query.as_bytes()).next();
        complaints.hear(words.map(|(words, _)| words.into_owned()).unwrap_or_default());
        return Some(Response::text(200, ""));
    }
    if request.path == SCRIPT {
        return Some(Response::new(200, "text/javascript", format!("{TELL}\n{script}")));
    }
    if request.path == "/" || request.path == "/index.html" {
        let page = std::fs::read_to_string(dist.join("index.html")).ok()?;
        let with = page.replacen("<head>", &format!("<head><script src=\"{SCRIPT}\"></script>"), 1);
        return Some(Response::new(200, "text/html; charset=utf-8", with).with("Cache-Control", "no-cache"));
    }
    None
}
