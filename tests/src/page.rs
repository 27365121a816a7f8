//! The page in the browser: what a person does there, and what can be seen of it.

#![expect(
    clippy::missing_errors_doc,
    reason = "every step fails alike: where the browser does, or what was to be is not"
)]

mod looks;
mod told;

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fs;
use std::net::SocketAddr;
use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::{Context, bail};
use fantoccini::Client;
use fantoccini::actions::{InputSource, KeyAction, KeyActions, MOUSE_BUTTON_LEFT, MouseActions, PointerAction};
use serde_json::{Value, json};
use server::{Server, Site};

use crate::before::Complaints;
use crate::cdp::Chromium;
use crate::line::Line;
use crate::{Engine, Result};

pub use looks::Light;
use looks::Looks;

/// How the session's root element is found.
pub const SESSION: &str = "[data-phase]";

/// How long a condition may take. A loaded machine is slow; a condition that never comes is not waited for longer.
const DEADLINE: Duration = Duration::from_secs(60);

/// How often a condition is looked at.
const LOOK_EVERY: Duration = Duration::from_millis(25);

/// Looks at a condition in the page itself, ten times at most: to ask for each look costs a browser and its driver six
/// milliseconds of the processor, by which a machine was busy that only waited.
const LOOK: &str = "return (async () => {
    const later = window.realSetTimeout ?? setTimeout;
    for (let looks = 0; ; looks++) {
      const found = await (EXPRESSION);
      if (found || looks === 10) return found;
      await new Promise(then => later(then, 20));
    }
  })();";

/// A page of the app in a browser of its own.
pub struct Page {
    client: Client,
    server: RefCell<Option<Server>>,
    site: Site,
    address: SocketAddr,
    base: String,
    engine: Engine,
    complaints: Complaints,
    line: Line,
    console: RefCell<Vec<(String, String)>>,
    looks: Looks,
}

impl Page {
    pub(crate) fn new(
        client: Client,
        server: Server,
        site: Site,
        engine: Engine,
        complaints: Complaints,
        line: Line,
    ) -> Self {
        let base = server.url();
        Self {
            client,
            address: server.address(),
            site,
            base,
            engine,
            complaints,
            line,
            server: RefCell::new(Some(server)),
            console: RefCell::default(),
            looks: Looks::default(),
        }
    }

    /// Makes the browser ready: the size of a tablet, and what is to run before the app's own scripts.
    pub(crate) async fn prepare(&self, before: &str, as_built: bool) -> Result {
        match self.engine {
            Engine::Chromium if before.is_empty() => Ok(()),
            Engine::Chromium => {
                let script = json!({ "source": before });
                self.devtools("Page.addScriptToEvaluateOnNewDocument", script).await.map(drop)
            }
            Engine::WebKit | Engine::Firefox if as_built => {
                self.client.goto(&format!("{}icon.svg", self.base)).await?;
                self.run(before).await?;
                self.resize(1180, 820).await
            }
            Engine::WebKit | Engine::Firefox => self.resize(1180, 820).await,
        }
    }

    /// The browser's engine, for what is to be seen in one and not in another.
    pub fn engine(&self) -> Engine {
        self.engine
    }

    /// The browser itself, for what has no word here.
    pub fn client(&self) -> &Client {
        &self.client
    }

    /// Opens the app at a route, what follows the # in its address (`/session?speed=20`), and waits until it has mounted.
    pub async fn open(&self, route: &str) -> Result {
        self.open_as_is(route).await?;
        // Its page takes the place of what stood there before it.
        let stands = "document.documentElement.dataset.app === 'ready' && !document.getElementById('shell')";
        self.wait_for("the app's page", stands).await?;
        self.has_its_light().await
    }

    /// Opens the app at a route, whatever becomes of it.
    pub async fn open_as_is(&self, route: &str) -> Result {
        let address = if route.is_empty() { self.base.clone() } else { format!("{}#{route}", self.base) };
        self.client.goto(&address).await.with_context(|| format!("{address} cannot be opened"))
    }

    /// Cuts the line to the server, which goes on: from now on there is no network.
    pub fn cut_line(&self) {
        self.line.set_cut(true);
    }

    /// Mends it.
    pub fn mend_line(&self) {
        self.line.set_cut(false);
    }

    /// Stops the server: from now on there is no network.
    pub fn stop_server(&self) {
        self.server.take();
    }

    /// Starts the server again, at the address that it had.
    pub fn start_server(&self) -> Result {
        let server = Server::start(self.site.clone(), self.address.ip(), self.address.port());
        self.server.replace(Some(server.context("the server's port was taken meanwhile")?));
        Ok(())
    }

    /// The app's address, with a closing slash.
    pub fn base(&self) -> &str {
        &self.base
    }

    /// The value of a JavaScript expression.
    pub async fn eval(&self, expression: &str) -> Result<Value> {
        self.client
            .execute(&format!("return ({expression});"), vec![])
            .await
            .with_context(|| format!("`{expression}` fails on the page"))
    }

    /// Runs JavaScript statements.
    pub async fn run(&self, script: &str) -> Result {
        self.client.execute(script, vec![]).await.map(drop).with_context(|| format!("`{script}` fails on the page"))
    }

    /// Waits until a JavaScript expression is true; `what` is for the error if it never is.
    pub async fn wait_for(&self, what: &str, expression: &str) -> Result {
        self.wait_at_most(DEADLINE, what, expression).await
    }

    /// Waits as [`Self::wait_for`], with a deadline of one's own, for what takes long by its nature.
    pub async fn wait_at_most(&self, deadline: Duration, what: &str, expression: &str) -> Result {
        let start = Instant::now();
        loop {
            // While one page goes and the next comes, there is none to ask; it can be asked again.
            let answer = self.look(expression).await;
            if matches!(&answer, Ok(value) if truthy(value)) {
                return Ok(());
            }
            if start.elapsed() > deadline {
                let got = answer?;
                let text = self.eval("document.body.innerText.slice(0, 500)").await?;
                let root = self.eval("{...document.documentElement.dataset}").await?;
                let session = self.session().await?;
                bail!(
                    "waited {deadline:?} in vain for {what}: `{expression}` is {got}; root {root}, session {session:?}, text {text}"
                );
            }
            tokio::time::sleep(LOOK_EVERY).await;
        }
    }

    /// The value of a JavaScript expression, once it is true or has been looked at for a while.
    async fn look(&self, expression: &str) -> Result<Value> {
        match self.engine {
            Engine::Chromium => {
                let looks = self.client.execute(&LOOK.replace("EXPRESSION", expression), vec![]).await;
                looks.with_context(|| format!("`{expression}` fails on the page"))
            }
            // Where a page goes meanwhile, their drivers may wait for an answer that it will never give.
            Engine::WebKit | Engine::Firefox => self.eval(expression).await,
        }
    }

    /// Waits until something outside the page is true.
    pub async fn until(&self, what: &str, is_true: impl Fn() -> bool) -> Result {
        let start = Instant::now();
        while !is_true() {
            if start.elapsed() > DEADLINE {
                bail!("waited {DEADLINE:?} in vain for {what}");
            }
            tokio::time::sleep(LOOK_EVERY).await;
        }
        Ok(())
    }

    /// The `data-*` of the session's root element, without their prefix (`phase`, `cue`); none where there is no session.
    pub async fn session(&self) -> Result<BTreeMap<String, String>> {
        let data = self.eval(&format!("{{...document.querySelector('{SESSION}')?.dataset}}")).await?;
        serde_json::from_value(data).context("the session's data is no list of texts")
    }

    /// One of them, as in `data("phase")`.
    pub async fn data(&self, name: &str) -> Result<Option<String>> {
        Ok(self.session().await?.remove(name))
    }

    /// Waits until one of them has a value.
    pub async fn wait_for_data(&self, name: &str, value: &str) -> Result {
        let condition =
            format!("document.querySelector('{SESSION}')?.getAttribute('data-{name}') === {}", json!(value));
        self.wait_for(&format!("the session's {name} to be {value}"), &condition).await
    }

    /// Presses the button with this name, what a screen reader calls it, as soon as there is one that can be pressed.
    pub async fn click_button(&self, name: &str) -> Result {
        let (x, y) = self.where_button(name).await?;
        self.press_at(x, y).await.with_context(|| format!("the button `{name}` cannot be pressed"))
    }

    /// Where the button with this name is, in CSS pixels of the page's view, as soon as there is one that can be pressed.
    pub async fn where_button(&self, name: &str) -> Result<(u32, u32)> {
        let find = format!(
            "[...document.querySelectorAll('button')].find(b => {{
               const said = b.cloneNode(true);
               said.querySelectorAll('[aria-hidden=true]').forEach(hidden => hidden.remove());
               return (b.ariaLabel ?? said.textContent).trim() === {} && !b.disabled && b.checkVisibility();
             }})",
            json!(name)
        );
        self.where_is(&format!("the button `{name}`"), &find).await
    }

    /// Presses what a CSS selector finds first, as soon as it can be pressed.
    pub async fn tap(&self, selector: &str) -> Result {
        let what = format!("`{selector}`");
        let (x, y) = self.where_is(&what, &format!("document.querySelector({})", json!(selector))).await?;
        self.press_at(x, y).await.with_context(|| format!("{what} cannot be pressed"))
    }

    /// The middle of an element, once it has stood still for two frames and nothing lies over it there.
    async fn where_is(&self, what: &str, find: &str) -> Result<(u32, u32)> {
        let is_there = format!(
            "(e => {{
               if (!e) return false;
               e.scrollIntoView({{ block: 'nearest', behavior: 'instant' }});
               const r = e.getBoundingClientRect(), at = [r.x + r.width / 2, r.y + r.height / 2].map(Math.floor);
               if (window.pressed?.e !== e || String(window.pressed.at) !== String(at)) {{
                 // A page that is hidden paints no frames, and nothing moves there.
                 const here = window.pressed = {{ e, at, frames: document.hidden ? 2 : 0 }};
                 const count = () => {{ if (++here.frames < 2) requestAnimationFrame(count); }};
                 requestAnimationFrame(count);
               }}
               return window.pressed.frames >= 2 && e.contains(document.elementFromPoint(...at));
             }})({find})"
        );
        loop {
            self.wait_for(&format!("{what} to be there for a press"), &is_there).await?;
            // Where the page has gone since, the next one has its own.
            let at = self.eval("window.pressed?.at").await.ok().and_then(|at| serde_json::from_value(at).ok());
            if let Some(at) = at {
                return Ok(at);
            }
        }
    }

    /// A real press at a point of the page's view, in CSS pixels.
    pub async fn press_at(&self, x: u32, y: u32) -> Result {
        let press = MouseActions::new("mouse".into())
            .then(PointerAction::MoveTo { duration: None, x: x.into(), y: y.into() })
            .then(PointerAction::Down { button: MOUSE_BUTTON_LEFT })
            .then(PointerAction::Up { button: MOUSE_BUTTON_LEFT });
        self.client.perform_actions(press).await.context("the browser takes no press")
    }

    /// Presses and releases a key, as a pedal does: a character or one of [`fantoccini::key::Key`].
    pub async fn press(&self, key: impl Into<char>) -> Result {
        let value = key.into();
        let keys = KeyActions::new("keys".into()).then(KeyAction::Down { value }).then(KeyAction::Up { value });
        self.client.perform_actions(keys).await.context("a key cannot be pressed")
    }

    /// Presses and releases a key twice, as fast as can be.
    pub async fn press_twice(&self, key: impl Into<char>) -> Result {
        let value = key.into();
        let mut keys = KeyActions::new("keys".into());
        for _ in 0..2 {
            keys = keys.then(KeyAction::Down { value }).then(KeyAction::Up { value });
        }
        self.client.perform_actions(keys).await.context("a key cannot be pressed")
    }

    /// A command of the DevTools protocol.
    pub async fn devtools(&self, command: &str, params: Value) -> Result<Value> {
        self.only_chromium(command)?;
        let answer = self.client.issue_cmd(Chromium::devtools(command, params)).await;
        answer.with_context(|| format!("the browser does not answer {command}"))
    }

    fn only_chromium(&self, what: &str) -> Result {
        if self.engine != Engine::Chromium {
            bail!("{what} is Chromium's: a test that needs it stands in tests/e2e/chromium/");
        }
        Ok(())
    }

    /// Leaves in a folder what tells why a test failed.
    pub(crate) async fn leave_behind(&self, folder: &Path) -> Result {
        self.screenshot(&folder.join("page.png")).await?;
        fs::write(folder.join("page.html"), self.client.source().await?)?;
        let console: Vec<String> = self.console().await?.into_iter().map(|(l, m)| format!("{l} {m}\n")).collect();
        Ok(fs::write(folder.join("console.txt"), console.concat())?)
    }

    pub(crate) async fn close(self) {
        // The driver's end takes a browser along that did not close by itself.
        self.client.close().await.ok();
    }
}

/// As JavaScript has it.
fn truthy(value: &Value) -> bool {
    match value {
        Value::Null => false,
        Value::Bool(value) => *value,
        Value::Number(number) => number.as_f64() != Some(0.0),
        Value::String(text) => !text.is_empty(),
        Value::Array(_) | Value::Object(_) => true,
    }
}
