//! A session whose time stands still until it is told to pass, and what is then seen.

#![expect(
    clippy::missing_errors_doc,
    reason = "every step fails alike: where the browser does, or what was to be is not"
)]

use anyhow::{Context, bail, ensure};
use base64::Engine as _;
use serde_json::json;

use crate::{Page, Result, SESSION};

/// Timers, both clocks and every animation, held by hand.
const CLOCK: &str = include_str!("clock.js");

/// What was left of a session before would be taken up again; on a blank page there is nothing that could be kept.
const FORGET: &str = "try { localStorage.removeItem('backstroke.session'); localStorage.removeItem('backstroke.tab'); sessionStorage.clear(); } catch {}";

/// The longest session that is waited for, in minutes.
const LONGEST_MIN: usize = 40;

/// What is seen, a tenth of it: what the corner of the eye has.
#[derive(Clone, Debug)]
pub struct Glance {
    /// Cells in a row.
    pub width: usize,
    /// Relative luminance of each cell, 0 to 1, row by row.
    pub luminance: Vec<f64>,
}

impl Glance {
    /// In how large a share of the cells two glances differ by a contrast of at least `ratio`.
    pub fn share_apart(&self, other: &Self, ratio: f64) -> f64 {
        let apart = self.luminance.iter().zip(&other.luminance).filter(|(a, b)| {
            let (dark, light) = if a < b { (a, b) } else { (b, a) };
            (*light + 0.05) / (*dark + 0.05) >= ratio
        });
        apart.count() as f64 / self.luminance.len() as f64
    }
}

impl Page {
    /// Has every page from now on begin with the clock that can be stopped, the safety page read.
    pub async fn hold_clock(&self) -> Result {
        self.open("/session").await?;
        self.click_button("I have read this").await?;
        self.wait_for("the session", &format!("document.querySelector('{SESSION}')")).await?;
        let source = [FORGET, CLOCK].concat();
        self.devtools("Page.addScriptToEvaluateOnNewDocument", json!({ "source": source })).await.map(drop)
    }

    /// Opens the app at a session whose time stands.
    pub async fn open_still(&self, route: &str) -> Result {
        // A session that is left asks first; a page that is left by force does not. Nor may it write at its end where it
        // stood: that can reach the next page after what it is to forget is forgotten, and be taken up there.
        self.run(
            "onbeforeunload = null; addEventListener('beforeunload', e => e.stopImmediatePropagation(), true);
             Storage.prototype.setItem = () => {};",
        )
        .await?;
        self.client().goto("about:blank").await?;
        self.open(route).await?;
        self.wait_for("the session", &format!("document.querySelector('{SESSION}')")).await?;
        self.wait_for("the fonts", "document.fonts.status === 'loaded'").await?;
        self.run("freeze()").await?;
        self.pass(0).await
    }

    /// Lets so many milliseconds pass.
    pub async fn pass(&self, ms: u32) -> Result {
        self.eval(&format!("pass({ms})")).await.map(drop)
    }

    /// Lets time pass until an expression is true of `s`, the session's data, such as `s.cue === 'repeat'`.
    pub async fn pass_until(&self, condition: &str) -> Result {
        let s = format!("const s = document.querySelector('{SESSION}').dataset;");
        for _ in 0..LONGEST_MIN * 3 {
            let is = self.eval(&format!("(() => {{ {s} return {condition}; }})()")).await?;
            if is == true {
                return Ok(());
            }
            self.eval(&format!("pass(20000, () => {{ {s} return {condition}; }})")).await?;
        }
        bail!("`{condition}` never came true; the session is at {:?}", self.session().await?)
    }

    /// A tenth of what is seen.
    pub async fn glance(&self) -> Result<Glance> {
        let picture = self.picture(0.1).await?;
        Ok(Glance { width: picture.width, luminance: picture.pixels.into_iter().map(luminance).collect() })
    }

    /// What is seen, at so many pixels for each of the page's.
    pub(crate) async fn picture(&self, scale: f64) -> Result<Picture> {
        let size: (f64, f64) = serde_json::from_value(self.eval("[innerWidth, innerHeight]").await?)?;
        let clip = json!({ "x": 0, "y": 0, "width": size.0, "height": size.1, "scale": scale });
        let order = json!({ "format": "png", "optimizeForSpeed": true, "clip": clip });
        let answer = self.devtools("Page.captureScreenshot", order).await?;
        let data = answer.get("data").and_then(|d| d.as_str()).context("the browser sends no picture")?;
        let bytes = base64::engine::general_purpose::STANDARD.decode(data)?;
        let mut reader = png::Decoder::new(std::io::Cursor::new(bytes)).read_info()?;
        let mut bytes = vec![0; reader.output_buffer_size().context("the picture is too large")?];
        let info = reader.next_frame(&mut bytes)?;
        ensure!(info.bit_depth == png::BitDepth::Eight, "the picture's depth is {:?}", info.bit_depth);
        let pixel = |samples: &[u8]| match samples {
            [red, green, blue, ..] => Ok([*red, *green, *blue]),
            _ => bail!("the picture has no colours"),
        };
        let pixels = bytes.chunks_exact(info.color_type.samples()).map(pixel).collect::<Result<_>>()?;
        Ok(Picture { width: info.width as usize, pixels })
    }
}

/// A picture of the page, row by row.
pub(crate) struct Picture {
    /// Pixels in a row.
    pub width: usize,
    /// Red, green and blue of each.
    pub pixels: Vec<[u8; 3]>,
}

/// A pixel's relative luminance, as WCAG 2.2 defines it.
pub(crate) fn luminance(pixel: [u8; 3]) -> f64 {
    let linear = |value: u8| {
        let share = f64::from(value) / 255.0;
        if share <= 0.04045 { share / 12.92 } else { ((share + 0.055) / 1.055).powf(2.4) }
    };
    let weights = [0.2126, 0.7152, 0.0722];
    pixel.into_iter().zip(weights).map(|(value, weight)| linear(value) * weight).sum()
}
