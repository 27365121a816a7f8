//! Nothing is cut, over another or too small, in any engine.

use std::time::Duration;

use anyhow::{bail, ensure};
use backstroke_tests::{Page, Result, Setup};
use serde_json::json;

use crate::model::begin;
use crate::pages::PAGES;

/// What every engine's window can be: tablets both ways, and a laptop.
const SIZES: [(u32, u32); 3] = [(1180, 820), (820, 1180), (1366, 768)];

/// Nothing that is seen now is cut, over another or too small.
pub async fn nothing_wrong(page: &Page, what: &str) -> Result {
    let wrong = page.eval(WRONG).await?;
    ensure!(wrong == json!([]), "{what}: {wrong}");
    Ok(())
}

/// Everything that is wrong with what is seen, one line each. Text is looked at line by line, as it is painted.
pub const WRONG: &str = "
    (() => {
      const wrong = [], W = innerWidth, H = innerHeight, root = document.querySelector('main');
      // What is yet to come is painted ahead, a two-thousandth of it.
      const opacity = e => e ? getComputedStyle(e).opacity * opacity(e.parentElement) : 1;
      const seen = e => e.checkVisibility({ visibilityProperty: true }) && opacity(e) > .001;
      const name = e => e.className?.baseVal ?? (e.id || e.className || e.tagName);
      if (document.documentElement.scrollWidth > W) wrong.push('the page scrolls sideways');
      const fixed = root.id === 'session';
      if (fixed && document.documentElement.scrollHeight > H) wrong.push('the session scrolls');
      const texts = [];
      const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      while (walk.nextNode()) {
        const node = walk.currentNode, e = node.parentElement;
        if (!node.data.trim() || !seen(e) || e.closest('.said, noscript, script, style, option')) continue;
        // The count stands over the waiting figure, and nothing else is over another.
        const range = document.createRange();
        range.selectNodeContents(node);
        for (const r of range.getClientRects()) {
          if (r.width < 1) continue;
          // A line's box is taller than its letters.
          const cut = Math.min(r.height * .28, parseFloat(getComputedStyle(e).fontSize) * .3);
          const box = { l: r.left, r: r.right, t: r.top + cut, b: r.bottom - cut, e, text: node.data.trim().slice(0, 30) };
          texts.push(box);
          if (box.l < -1 || box.r > W + 1 || (fixed && (r.top + cut < -1 || r.bottom - cut > H + 1)))
            wrong.push(`cut off: ${box.text} at ${[r.left, r.top, r.right, r.bottom].map(Math.round)}`);
          for (let up = e; up && up !== document.body; up = up.parentElement) {
            const style = getComputedStyle(up);
            if (style.overflowX === 'visible' && style.overflowY === 'visible') continue;
            const u = up.getBoundingClientRect();
            if (box.l < u.left - 1 || box.r > u.right + 1 || box.t < u.top - 1 || box.b > u.bottom + 1) wrong.push(`${name(up)} cuts ${box.text}`);
          }
        }
      }
      for (let i = 0; i < texts.length; i++) for (let j = 0; j < i; j++) {
        const a = texts[i], b = texts[j];
        if (a.l < b.r - 1 && b.l < a.r - 1 && a.t < b.b - 1 && b.t < a.b - 1) wrong.push(`${a.text} lies over ${b.text}`);
      }
      const controls = [...document.querySelectorAll('main :is(button, a.act, a.stroke, input, label)')].filter(seen);
      for (const c of controls) {
        const r = c.getBoundingClientRect();
        const inside = c.matches('input') ? c.closest('label')?.getBoundingClientRect() ?? r : r;
        if (inside.width < 95.5 && !c.matches('.word, input, label') || inside.height < 95.5) wrong.push(`${name(c)} is ${r.width} by ${r.height}`);
        if (!fixed) continue;
        if (r.left < -1 || r.top < -1 || r.right > W + 1 || r.bottom > H + 1) wrong.push(`${name(c)} is cut off`);
        for (const t of texts) if (!c.contains(t.e) && !t.e.closest('.cue') && t.l < r.right && r.left < t.r && t.t < r.bottom && r.top < t.b) {
          // A round button leaves the corners of its box free.
          const dx = Math.max(t.l - (r.left + r.width / 2), r.left + r.width / 2 - t.r, 0), dy = Math.max(t.t - (r.top + r.height / 2), r.top + r.height / 2 - t.b, 0);
          if (getComputedStyle(c).borderRadius !== '50%' || Math.hypot(dx, dy) < r.width / 2) wrong.push(`${name(c)} lies over ${t.text}`);
        }
      }
      const digits = document.querySelector('#session > .aside > .digits');
      if (digits && seen(digits) && ['running', 'holding'].includes(root.dataset.phase)) {
        const style = getComputedStyle(digits), pen = document.createElement('canvas').getContext('2d');
        pen.font = `${style.fontSize} ${style.fontFamily}`;
        const m = pen.measureText('0');
        const height = m.actualBoundingBoxAscent + m.actualBoundingBoxDescent;
        if (height < Math.min(W, H) / 5) wrong.push(`digits are ${height} of ${Math.min(W, H)}`);
      }
      const slit = document.querySelector('#session .digits.strips > .slit');
      if (slit && seen(slit) && ['running', 'holding', 'paused'].includes(root.dataset.phase)) {
        const r = slit.getBoundingClientRect(), size = parseFloat(getComputedStyle(slit).fontSize);
        const figures = digits.textContent.trim().length;
        if (r.height < size * .7 || r.width < size * .45 * figures) wrong.push(`the digits of ${size} px are behind a slit of ${r.width} by ${r.height}`);
      }
      return [...new Set(wrong)];
    })()";

/// Waits until nothing is wrong: what moves to its place because the size is another one needs its time. How large what can
/// be pressed must be is the session's matter alone.
async fn fits(page: &Page, what: &str) -> Result {
    let right =
        format!("(window.wrong = ({WRONG}).filter(w => !w.includes(' by ') || w.includes('slit'))).length === 0");
    let fits = page.wait_at_most(Duration::from_secs(10), what, &right).await;
    if fits.is_err() {
        bail!("{what}: {}", page.eval("window.wrong").await?);
    }
    Ok(())
}

#[test]
fn every_page_fits_a_tablet_both_ways_and_a_laptop() {
    Setup::new("layout-pages").run(async |page| {
        for (width, height) in SIZES {
            page.resize(width, height).await?;
            for route in PAGES {
                page.client().goto("about:blank").await?;
                page.open(route).await?;
                page.wait_for("the fonts", "document.fonts.status === 'loaded'").await?;
                fits(page, &format!("{route} at {width}x{height}")).await?;
            }
        }
        Ok(())
    });
}

#[test]
fn a_session_fits_a_tablet_both_ways_and_a_laptop() {
    Setup::new("layout-session").run(async |page| {
        begin(page, "/session?speed=1&from=C.1").await?;
        page.wait_for_data("kind", "stroke").await?;
        for (width, height) in SIZES {
            page.resize(width, height).await?;
            fits(page, &format!("a session at {width}x{height}")).await?;
        }
        page.press(' ').await?;
        page.wait_for_data("phase", "paused").await?;
        for (width, height) in SIZES {
            page.resize(width, height).await?;
            fits(page, &format!("paused at {width}x{height}")).await?;
        }
        Ok(())
    });
}
