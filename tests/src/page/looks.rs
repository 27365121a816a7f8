//! What the page is looked at with: its size, its light, how much moves, and pictures of it.

use std::cell::{Cell, RefCell};
use std::fs;
use std::path::Path;
use std::time::Duration;

use anyhow::{Context, ensure};
use base64::Engine as _;
use serde_json::{Value, json};

use super::Page;
use crate::{Engine, Result};

/// The light in the room.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Light {
    /// `prefers-color-scheme: dark`, and lamp light.
    Dark,
    /// `prefers-color-scheme: light`, and daylight.
    Light,
}

impl Light {
    /// As the machine says it.
    const fn scheme(self) -> &'static str {
        match self {
            Self::Dark => "dark",
            Self::Light => "light",
        }
    }

    /// As the app says it.
    const fn word(self) -> &'static str {
        match self {
            Self::Dark => "lamp",
            Self::Light => "day",
        }
    }
}

/// What was asked for.
#[derive(Default)]
pub(super) struct Looks {
    light: Cell<Option<Light>>,
    /// What chooses it before the app's own scripts, as the browser knows it.
    chooser: RefCell<Option<Value>>,
    still: Cell<bool>,
}

impl Page {
    /// Gives the page an exact size in CSS pixels, which a window's frame does not.
    pub async fn resize(&self, width: u32, height: u32) -> Result {
        if self.engine == Engine::Chromium {
            let size = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
            return self.devtools("Emulation.setDeviceMetricsOverride", size).await.map(drop);
        }
        // The window is larger than the page by a frame whose size is not told before; a window that is just being shown
        // may not take its size the first time.
        let has_it = format!("innerWidth === {width} && innerHeight === {height}");
        for _ in 0..3 {
            self.client.set_window_size(width, height).await.context("the window takes no size")?;
            let frame = "[outerWidth - innerWidth, outerHeight - innerHeight]";
            let (across, down): (u32, u32) = serde_json::from_value(self.eval(frame).await?)?;
            self.client.set_window_size(width + across, height + down).await.context("the window takes no size")?;
            if self.wait_at_most(Duration::from_secs(5), "the page to have its size", &has_it).await.is_ok() {
                return Ok(());
            }
        }
        self.wait_for("the page to have its size", &has_it).await
    }

    /// Gives every page that is opened from now on a light. What the machine prefers is not enough: from six in the
    /// evening to seven in the morning the app is in lamp light all the same, unless another one was chosen.
    pub async fn light(&self, light: Light) -> Result {
        self.looks.light.set(Some(light));
        let before = self.looks.chooser.take();
        if let Some(identifier) = before {
            self.devtools("Page.removeScriptToEvaluateOnNewDocument", json!({ "identifier": identifier })).await?;
        }
        // On a blank page there is nothing to choose in.
        let choose = format!("try {{ localStorage.setItem('backstroke.light', '{}') }} catch {{ }}", light.word());
        let answer = self.devtools("Page.addScriptToEvaluateOnNewDocument", json!({ "source": choose })).await?;
        self.looks.chooser.replace(answer.get("identifier").cloned());
        self.emulate().await
    }

    /// The light that was asked for is on.
    pub(super) async fn has_its_light(&self) -> Result {
        let Some(light) = self.looks.light.get() else { return Ok(()) };
        // A page of pictures alone knows of none.
        let on = self.eval("document.querySelector('script[src^=boot]') && document.documentElement.dataset.light");
        let on = on.await?;
        ensure!(on.is_null() || on == light.word(), "{light:?} was asked for, and {on} is on");
        Ok(())
    }

    /// Lets the machine ask for less motion, or not.
    pub async fn reduced_motion(&self, reduced: bool) -> Result {
        self.looks.still.set(reduced);
        self.emulate().await
    }

    async fn emulate(&self) -> Result {
        let scheme = self.looks.light.get().unwrap_or(Light::Dark).scheme();
        let motion = if self.looks.still.get() { "reduce" } else { "no-preference" };
        let features = json!([
            { "name": "prefers-color-scheme", "value": scheme },
            { "name": "prefers-reduced-motion", "value": motion },
        ]);
        self.devtools("Emulation.setEmulatedMedia", json!({ "features": features })).await.map(drop)
    }

    /// Takes a picture of what is seen.
    pub async fn screenshot(&self, file: &Path) -> Result {
        let picture = self.client.screenshot().await.context("the browser takes no picture")?;
        if let Some(folder) = file.parent() {
            fs::create_dir_all(folder).with_context(|| format!("{} cannot be made", folder.display()))?;
        }
        fs::write(file, picture).with_context(|| format!("{} cannot be written", file.display()))
    }

    /// Takes it in a format of the DevTools protocol: `png`, `jpeg` or `webp`.
    pub async fn screenshot_as(&self, file: &Path, format: &str) -> Result {
        let answer = self.devtools("Page.captureScreenshot", json!({ "format": format, "quality": 85 })).await?;
        let data = answer.get("data").and_then(Value::as_str).context("the browser takes no picture")?;
        let picture = base64::engine::general_purpose::STANDARD.decode(data).context("the picture is no base64")?;
        if let Some(folder) = file.parent() {
            fs::create_dir_all(folder).with_context(|| format!("{} cannot be made", folder.display()))?;
        }
        fs::write(file, picture).with_context(|| format!("{} cannot be written", file.display()))
    }
}
