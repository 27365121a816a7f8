//! Two commands that chromedriver knows beyond WebDriver: one of the DevTools protocol, and the console's log.

use fantoccini::wd::WebDriverCompatibleCommand;
use serde_json::{Value, json};

/// A command to chromedriver, below the session's address.
#[derive(Debug)]
pub struct Chromium {
    path: &'static str,
    body: Value,
}

impl Chromium {
    /// A command of the DevTools protocol, such as `Emulation.setEmulatedMedia`.
    pub fn devtools(command: &str, params: Value) -> Self {
        Self { path: "goog/cdp/execute", body: json!({ "cmd": command, "params": params }) }
    }

    /// What the console has received since the last time.
    pub fn console() -> Self {
        Self { path: "se/log", body: json!({ "type": "browser" }) }
    }

    /// What was traced, once.
    pub fn trace() -> Self {
        Self { path: "se/log", body: json!({ "type": "performance" }) }
    }
}

impl WebDriverCompatibleCommand for Chromium {
    fn endpoint(&self, base: &url::Url, session: Option<&str>) -> Result<url::Url, url::ParseError> {
        base.join(&format!("session/{}/{}", session.unwrap_or_default(), self.path))
    }

    fn method_and_body(&self, _: &url::Url) -> (http::Method, Option<String>) {
        (http::Method::POST, Some(self.body.to_string()))
    }
}
