//! What the page's session went through, change by change.

#![expect(
    clippy::missing_errors_doc,
    reason = "every step fails alike: where the browser does, or what was to be is not"
)]

use std::collections::BTreeMap;

use anyhow::Context;

use crate::{Page, Result, SESSION};

/// The session's data at one moment.
#[derive(Clone, Debug, Default, PartialEq, serde::Deserialize)]
pub struct Moment {
    /// When it was told, in milliseconds of the page's life.
    pub told_ms: f64,
    /// Its `data-*` without their prefix; empty where there is no session.
    pub data: BTreeMap<String, String>,
}

impl Moment {
    /// One of the data; empty where it is not there.
    pub fn get(&self, name: &str) -> &str {
        self.data.get(name).map_or("", String::as_str)
    }

    /// One of the data as a number.
    pub fn number(&self, name: &str) -> Result<u64> {
        self.get(name).parse().with_context(|| format!("data-{name} is no number in {self:?}"))
    }
}

/// Plays back what an observer is told, so that changes made in one turn are told apart: each set of changes ends with
/// `data-since`, and the last one of a turn with the turn.
const WATCH: &str = "
    const log = window.sessionLog = [];
    let root = null, data = {};
    const note = () => {
      if (JSON.stringify(log.at(-1)?.data ?? {}) !== JSON.stringify(data)) log.push({ told_ms: performance.now(), data: { ...data } });
    };
    const observer = new MutationObserver(records => {
      const changes = records.filter(r => r.type === 'attributes' && r.attributeName.startsWith('data-') && r.target.matches('SESSION'));
      const later = new Map();
      for (const record of changes.toReversed()) {
        const key = record.attributeName;
        if (!later.has(record.target)) later.set(record.target, new Map());
        const of = later.get(record.target);
        record.became = of.has(key) ? of.get(key) : record.target.getAttribute(key);
        of.set(key, record.oldValue);
      }
      for (const { target, attributeName, became } of changes) {
        if (target !== root) { root = target; data = {}; }
        const name = attributeName.slice(5);
        if (became === null) delete data[name]; else data[name] = became;
        if (name === 'since') note();
      }
      if (root && !root.isConnected) { root = null; data = {}; }
      note();
    });
    observer.observe(document.documentElement, { subtree: true, childList: true, attributes: true, attributeOldValue: true });
";

impl Page {
    /// Begins to write down every change of the session's data, before there is a session. A reload ends it.
    pub async fn watch_session(&self) -> Result {
        self.run(&WATCH.replace("SESSION", SESSION)).await
    }

    /// What [`Self::watch_session`] has written down.
    pub async fn session_log(&self) -> Result<Vec<Moment>> {
        serde_json::from_value(self.eval("window.sessionLog").await?)
            .context("the log of the session's data is not what was written")
    }

    /// Begins to write down, as `visibilityLog`, when the page is hidden and shown again.
    pub async fn watch_visibility(&self) -> Result {
        self.run(
            "const log = window.visibilityLog = [];
             document.addEventListener('visibilitychange', () =>
               log.push({ at: performance.now(), visible: document.visibilityState === 'visible' }));",
        )
        .await
    }

    /// Begins to write down every value that a JavaScript expression takes as the page changes, under a name.
    pub async fn watch(&self, name: &str, expression: &str) -> Result {
        self.run(&format!(
            "const log = window['log of {name}'] = [];
             const note = () => {{ const now = ({expression}); if (log.at(-1) !== now) log.push(now); }};
             new MutationObserver(note).observe(document.documentElement,
               {{ subtree: true, childList: true, attributes: true, characterData: true }});
             note();"
        ))
        .await
    }

    /// What [`Self::watch`] has written down under a name.
    pub async fn watched(&self, name: &str) -> Result<Vec<Option<String>>> {
        let log = self.eval(&format!("window['log of {name}'].map(v => v === null ? v : String(v))")).await?;
        serde_json::from_value(log).with_context(|| format!("the log of {name} is not what was written"))
    }
}
