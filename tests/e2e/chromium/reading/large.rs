//! Text at twice its size.

use anyhow::{Context, ensure};
use backstroke_tests::{Page, Result, Setup};
use serde_json::json;

use crate::layout::WRONG;
use crate::pages::PAGES;

/// Down to 410 CSS pixels once halved; a phone's own enlarging is its fingers'.
const SIZES: [(u32, u32); 4] = [(1180, 820), (820, 1180), (1366, 1024), (1920, 1080)];

#[test]
fn text_at_twice_its_size_loses_nothing() {
    Setup::new("twice").run(async |page| {
        // The browser's own zoom: half as many CSS pixels, each twice as large.
        for route in PAGES {
            for (width, height) in SIZES {
                let halved =
                    json!({ "width": width / 2, "height": height / 2, "deviceScaleFactor": 2, "mobile": false });
                page.devtools("Emulation.setDeviceMetricsOverride", halved).await?;
                page.client().goto("about:blank").await?;
                page.open(route).await?;
                page.wait_for("the fonts", "document.fonts.status === 'loaded'").await?;
                fits(page, &format!("{route} at {width}x{height}, zoomed to 200 %")).await?;
                let size = page.eval("parseFloat(getComputedStyle(document.querySelector('main p')).fontSize)").await?;
                let size = size.as_f64().context("no size")? * 2.0;
                ensure!(size >= 36.0, "{route} at {width}x{height}: zoomed, its text is {size} px");
            }
        }
        // Text alone: the browser's font size set to 32.
        page.devtools("Page.setFontSizes", json!({ "fontSizes": { "standard": 32, "fixed": 26 } })).await?;
        for route in PAGES {
            for (width, height) in SIZES {
                page.resize(width, height).await?;
                page.client().goto("about:blank").await?;
                page.open(route).await?;
                fits(page, &format!("{route} at {width}x{height}, text at 200 %")).await?;
            }
        }
        Ok(())
    });
}

#[test]
fn a_session_at_twice_its_size_loses_nothing() {
    Setup::new("twice-session").run(async |page| {
        page.hold_clock().await?;
        let moments = [
            ("B.1", "s.kind === 'stroke' && !s.cue"),
            ("B.1", "s.cue === 'repeat'"),
            ("C.1", "s.cue === 'other-side'"),
            ("D.1", "s.cue === 'level'"),
            ("D.1", "s.cue === 'return-to-a'"),
            ("D.1", "s.phase === 'finished'"),
        ];
        for (from, moment) in moments {
            page.open_still(&format!("/session?speed=1&from={from}")).await?;
            page.pass_until(moment).await?;
            if moment.contains("s.cue ===") {
                page.pass(1_500).await?;
            }
            for (width, height) in SIZES {
                let halved =
                    json!({ "width": width / 2, "height": height / 2, "deviceScaleFactor": 2, "mobile": false });
                page.devtools("Emulation.setDeviceMetricsOverride", halved).await?;
                // What moves to its place because the size is another one is there.
                page.run("document.getAnimations().filter(a => a instanceof CSSTransition).forEach(a => a.finish())")
                    .await?;
                page.pass(0).await?;
                fits(page, &format!("{moment} from {from} at {width}x{height}, zoomed to 200 %")).await?;
            }
        }
        // Asked whether to leave, all words and both answers are there.
        page.open_still("/session?speed=1&from=B.1").await?;
        page.pass_until("s.kind === 'stroke'").await?;
        page.run("location.hash = '/'").await?;
        page.wait_for("the question", "document.querySelector('[role=alertdialog]')").await?;
        page.pass(100).await?;
        let inside = "[...document.querySelectorAll('.ask :is(h2, p, button)')].every(e => {
            const r = e.getBoundingClientRect();
            return r.width > 0 && r.left >= 0 && r.top >= 0 && r.right <= innerWidth && r.bottom <= innerHeight; })";
        for (width, height) in SIZES {
            let halved = json!({ "width": width / 2, "height": height / 2, "deviceScaleFactor": 2, "mobile": false });
            page.devtools("Emulation.setDeviceMetricsOverride", halved).await?;
            ensure!(page.eval(inside).await? == true, "at {width}x{height} the question is cut off");
        }
        Ok(())
    });
}

async fn fits(page: &Page, what: &str) -> Result {
    let wrong: Vec<String> = serde_json::from_value(page.eval(WRONG).await?)?;
    // How large the digits are to be is asked of a page as it is.
    let asked_elsewhere = |w: &str| (w.contains(" by ") && !w.contains("slit")) || w.starts_with("digits are ");
    let wrong: Vec<&String> = wrong.iter().filter(|w| !asked_elsewhere(w)).collect();
    ensure!(wrong.is_empty(), "{what}: {wrong:?}");
    Ok(())
}
