//! What the browser tells of a page beside what is seen: its console, its requests, its trace.

use anyhow::Context;
use serde_json::Value;

use super::Page;
use crate::cdp::Chromium;
use crate::{Engine, Result};

impl Page {
    /// What is known of the console so far, in Chromium everything: level (`SEVERE`, `WARNING`, …) and message.
    pub async fn console(&self) -> Result<Vec<(String, String)>> {
        if self.engine != Engine::Chromium {
            return Ok(self.complaints.all().into_iter().map(|text| ("SEVERE".to_owned(), text)).collect());
        }
        let new = self.client.issue_cmd(Chromium::console()).await.context("the console cannot be read")?;
        let text = |entry: &Value, key: &str| entry.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
        let new = new.as_array().context("the console is no list")?;
        let mut console = self.console.borrow_mut();
        console.extend(new.iter().map(|entry| (text(entry, "level"), text(entry, "message"))));
        Ok(console.clone())
    }

    /// The errors on the console so far.
    pub async fn complaints(&self) -> Result<Vec<String>> {
        let console = self.console().await?;
        Ok(console.into_iter().filter(|(level, _)| level == "SEVERE").map(|(_, message)| message).collect())
    }

    /// Every request since the last time, of a [`Setup::watching_requests`](crate::Setup::watching_requests).
    pub async fn requests(&self) -> Result<Vec<String>> {
        let all = self.logged("Network.requestWillBeSent").await?;
        let url = |params: &Value| Some(params.get("request")?.get("url")?.as_str()?.to_owned());
        Ok(all.iter().filter_map(url).collect())
    }

    /// The events that were traced. The driver hands them over once, and traces no more.
    pub(crate) async fn traced(&self) -> Result<Vec<Value>> {
        self.logged("Tracing.dataCollected").await
    }

    /// What was logged of an event of the DevTools protocol since the last time.
    async fn logged(&self, event: &str) -> Result<Vec<Value>> {
        self.only_chromium("a log")?;
        let log = self.client.issue_cmd(Chromium::trace()).await.context("the browser was not set up for logging")?;
        let entries = log.as_array().context("the log is no list")?.iter();
        let message = |entry: &Value| serde_json::from_str::<Value>(entry.get("message")?.as_str()?).ok();
        Ok(entries
            .filter_map(|entry| {
                let mut message = message(entry)?.get_mut("message")?.take();
                (message.get("method")? == event).then(|| message.get_mut("params").map(Value::take))?
            })
            .collect())
    }
}
