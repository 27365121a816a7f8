//! How clear text is on what is truly painted behind it, whichever layer that is from.

#![expect(
    clippy::missing_errors_doc,
    reason = "every step fails alike: where the browser does, or what was to be is not"
)]

use serde::Deserialize;

use crate::still::{Picture, luminance};
use crate::{Page, Result};

/// Every line of text that is seen: its box, its colour with how much of it there is, and how large it is. A letter or a
/// caption that is on its way is not read any more, or not yet.
const TEXTS: &str = "
    (() => {
      const parse = c => {
        const srgb = c.match(/^color\\(srgb ([^)]*)\\)/);
        if (srgb) { const [r, g, b, , a] = srgb[1].split(/[ \\/]+/).map(Number); return [r * 255, g * 255, b * 255, a ?? 1]; }
        const n = c.match(/[\\d.]+/g).map(Number); return [n[0], n[1], n[2], n[3] ?? 1];
      };
      const lines = [], walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      while (walk.nextNode()) {
        const node = walk.currentNode, e = node.parentElement;
        if (!node.data.trim() || e.closest('.said, .old, noscript, script, style, option')) continue;
        if (!e.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue;
        const style = getComputedStyle(e), color = parse(style.color), range = document.createRange();
        for (let up = e; up; up = up.parentElement) color[3] *= getComputedStyle(up).opacity;
        // Painted ahead, so that it can come in.
        if (color[3] < .001 || e.matches('.caption') && style.opacity < 1) continue;
        range.selectNodeContents(node);
        for (const r of range.getClientRects()) lines.push({
          text: node.data.trim().slice(0, 30), color, size: parseFloat(style.fontSize), weight: Number(style.fontWeight),
          // A line's box is taller than its letters.
          x: r.left, y: r.top + r.height * .2, width: r.width, height: r.height * .6,
        });
      }
      return lines;
    })()";

/// Leaves everything as it is painted, without its text.
const BARE: &str = "window.bare ??= new CSSStyleSheet();
    bare.replaceSync('* { -webkit-text-fill-color: transparent !important; }');
    document.adoptedStyleSheets = [bare]";

/// So large a share of a line may lie on a mark, a ring or an edge, since no letter is hidden by it.
const MARKED: f64 = 0.12;

#[derive(Deserialize)]
struct Line {
    text: String,
    color: [f64; 4],
    size: f64,
    weight: f64,
    x: f64,
    y: f64,
    width: f64,
    height: f64,
}

impl Line {
    /// The contrast that it needs: 7, or 4.5 where it is large (WCAG 2.2, level AAA).
    fn needs(&self) -> f64 {
        if self.size >= 24.0 || (self.size >= 18.66 && self.weight >= 700.0) { 4.5 } else { 7.0 }
    }

    /// The contrast with one pixel behind it.
    fn contrast(&self, ground: [u8; 3]) -> f64 {
        let [red, green, blue, share] = self.color;
        let mut ink = ground;
        for (out, value) in ink.iter_mut().zip([red, green, blue]) {
            *out = (value * share + f64::from(*out) * (1.0 - share)).round() as u8;
        }
        let (a, b) = (luminance(ink) + 0.05, luminance(ground) + 0.05);
        if a > b { a / b } else { b / a }
    }

    /// The lowest contrast that it has on what counts of its ground; `None` where nothing of it is on the screen.
    fn lowest(&self, on: &Picture) -> Option<f64> {
        let rows = self.y.max(0.0) as usize..(self.y + self.height).max(0.0) as usize;
        let columns = self.x.max(0.0) as usize..((self.x + self.width).max(0.0) as usize).min(on.width);
        let mut all: Vec<f64> = rows
            .flat_map(|row| columns.clone().map(move |column| row * on.width + column))
            .filter_map(|at| on.pixels.get(at))
            .map(|ground| self.contrast(*ground))
            .collect();
        all.sort_by(f64::total_cmp);
        all.get((all.len() as f64 * MARKED) as usize).copied()
    }
}

impl Page {
    /// Every line of text that is not clear enough on what is painted behind it, with its contrast. Only Chromium sends
    /// the picture that this needs.
    pub async fn pale(&self) -> Result<Vec<String>> {
        let lines: Vec<Line> = serde_json::from_value(self.eval(TEXTS).await?)?;
        self.run(BARE).await?;
        let picture = self.picture(1.0).await;
        self.run("document.adoptedStyleSheets = []").await?;
        let picture = picture?;
        let pale = |line: &Line| {
            let lowest = line.lowest(&picture).filter(|lowest| *lowest < line.needs())?;
            Some(format!("{}: {lowest:.2} at {}px", line.text, line.size))
        };
        Ok(lines.iter().filter_map(pale).collect())
    }
}
