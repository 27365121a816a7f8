//! Reading by other means: the keyboard alone, a screen reader, text at twice its size, the machine's own colours.

use anyhow::{Context, ensure};
use backstroke_tests::{Moment, Page, Result, Setup};
use serde_json::{Value, json};

use super::screen::WRONG;

const PAGES: [&str; 6] = ["/", "/card/B", "/card/D", "/choose", "/safety", "/about"];

#[test]
fn the_whole_app_is_used_by_keyboard_alone_and_the_focus_is_always_seen() {
    Setup::new("keyboard").run(async |page| {
        for route in PAGES {
            page.client().goto("about:blank").await?;
            page.open(route).await?;
            // What comes later, such as the offer to install, must not come between walking and counting.
            page.wait_for("all to be kept", "['all', 'not'].includes(document.documentElement.dataset.kept)").await?;
            let reached = round(page, route).await?;
            let all = "[...document.querySelectorAll('a, button, input')].filter(e => e.checkVisibility() && !e.disabled && e.type !== 'radio').length";
            let all = page.eval(all).await?.as_u64().context("no count")?;
            ensure!(reached as u64 >= all, "{route}: the keyboard reaches {reached} of {all}");
        }
        // From home into a session, out of it and to its end, with no pointer.
        page.client().goto("about:blank").await?;
        page.open("/").await?;
        tab_to(page, "Begin").await?;
        page.press('\u{E007}').await?;
        page.wait_for("the safety page", "document.getElementById('safety')").await?;
        tab_to(page, "I have read this").await?;
        page.press('\u{E007}').await?;
        page.wait_for_data("phase", "running").await?;
        page.press(' ').await?;
        page.wait_for_data("phase", "paused").await?;
        tab_to(page, "End here").await?;
        page.press('\u{E007}').await?;
        page.wait_for_data("phase", "finished").await?;
        tab_to(page, "Done").await?;
        page.press('\u{E007}').await?;
        page.wait_for("home", "document.getElementById('home')").await
    });
}

/// Goes round a page by Tab; every place that has the focus must show it, on the screen. Tells how many there are.
async fn round(page: &Page, route: &str) -> Result<usize> {
    page.run("document.activeElement?.blur(); window.been = []").await?;
    for _ in 0..60 {
        page.press('\u{E004}').await?;
        let seen: Value = page
            .eval(
                "(() => {
                   const e = document.activeElement;
                   if (!e || e === document.body || window.been.includes(e)) return null;
                   window.been.push(e);
                   const ringed = [e, e.closest('label')].filter(Boolean).some(x => {
                     const s = getComputedStyle(x);
                     return s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2;
                   });
                   const r = (e.closest('label') ?? e).getBoundingClientRect();
                   return { what: e.outerHTML.slice(0, 80), ringed, on: r.bottom > 0 && r.top < innerHeight && r.width > 0 };
                 })()",
            )
            .await?;
        if seen.is_null() {
            break;
        }
        ensure!(
            ["ringed", "on"].iter().all(|key| seen.get(key) == Some(&Value::Bool(true))),
            "{route}: the focus is not seen: {seen}"
        );
    }
    Ok(serde_json::from_value(page.eval("window.been.length").await?)?)
}

async fn tab_to(page: &Page, name: &str) -> Result {
    for _ in 0..40 {
        page.press('\u{E004}').await?;
        let here = page.eval("document.activeElement.ariaLabel ?? document.activeElement.textContent.trim()").await?;
        // A button's name may go on with what it is about.
        if here.as_str().is_some_and(|here| here.starts_with(name)) {
            return Ok(());
        }
    }
    anyhow::bail!("Tab never comes to {name}")
}

#[test]
fn a_screen_reader_hears_each_milestone_once_and_no_seconds() {
    Setup::new("heard").run(async |page| {
        page.hold_clock().await?;
        page.open_still("/session?speed=1").await?;
        page.watch_session().await?;
        // Every text that any live region takes, a change at a time.
        page.run(
            "window.heard = [];
             new MutationObserver(all => all.forEach(m => {
               const e = m.target.nodeType === 1 ? m.target : m.target.parentElement;
               const live = e?.closest('[aria-live]:not([aria-live=off]), [role=status], [role=alert], [role=log]');
               if (live) heard.push(live.textContent);
             })).observe(document.documentElement, { subtree: true, childList: true, characterData: true });",
        )
        .await?;
        page.pass_until("s.phase === 'running'").await?;
        let tree = page.devtools("Accessibility.getFullAXTree", json!({})).await?;
        let nodes = tree["nodes"].as_array().context("no accessibility tree")?;
        let live = |node: &&Value| {
            node["properties"]
                .as_array()
                .into_iter()
                .flatten()
                .any(|p| p["name"] == "live" && p["value"]["value"] != "off" && p["value"]["value"] != "")
                && node["ignored"] != true
        };
        let roles: Vec<&Value> = nodes
            .iter()
            .filter(live)
            .map(|n| &n["role"]["value"])
            .filter(|r| **r != "StaticText" && **r != "InlineTextBox")
            .collect();
        ensure!(roles == ["status"], "these are live: {roles:?}");
        ensure!(nodes.iter().any(|n| n["role"]["value"] == "timer"), "no timer in the accessibility tree");
        page.pass_until("s.phase === 'finished'").await?;
        let cues = page.session_log().await?;
        let mut milestones = 0;
        let mut before = Moment::default();
        for moment in cues {
            let place = |m: &Moment| {
                [m.get("cue"), m.get("pass"), m.get("side"), m.get("level"), m.get("sequence"), m.get("movement")]
                    .join(" ")
            };
            if !moment.get("cue").is_empty() && place(&moment) != place(&before) {
                milestones += 1;
            }
            before = moment;
        }
        let heard: Vec<String> = serde_json::from_value(page.eval("heard").await?)?;
        ensure!(milestones > 15, "only {milestones} milestones were passed");
        // A phrase or two more than the cues: that it has begun, that it has ended. Far fewer than the seconds.
        ensure!(heard.len() <= milestones + 2, "{milestones} milestones, but these were heard: {heard:?}");
        let at_least = milestones * 9 / 10;
        ensure!(heard.len() >= at_least, "{milestones} milestones, but only these were heard: {heard:?}");
        for pair in heard.windows(2) {
            ensure!(pair[0] != pair[1], "heard twice: {}", pair[0]);
        }
        for said in &heard {
            ensure!(!said.chars().all(|c| c.is_ascii_digit()), "a bare number is heard: {said}");
        }
        Ok(())
    });
}

#[test]
fn text_at_twice_its_size_loses_nothing() {
    Setup::new("twice").run(async |page| {
        // Down to 320 CSS pixels, as WCAG's reflow asks; a phone's own enlarging is its fingers'.
        let sizes = [(1180, 820), (820, 1180), (1366, 1024), (1920, 1080)];
        // The browser's own zoom: half as many CSS pixels, each twice as large.
        for route in PAGES {
            for (width, height) in sizes {
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
            for (width, height) in sizes {
                page.resize(width, height).await?;
                page.client().goto("about:blank").await?;
                page.open(route).await?;
                fits(page, &format!("{route} at {width}x{height}, text at 200 %")).await?;
            }
        }
        Ok(())
    });
}

async fn fits(page: &Page, what: &str) -> Result {
    let wrong: Vec<String> = serde_json::from_value(page.eval(WRONG).await?)?;
    let wrong: Vec<&String> = wrong.iter().filter(|w| !w.contains(" by ")).collect();
    ensure!(wrong.is_empty(), "{what}: {wrong:?}");
    Ok(())
}

#[test]
fn the_machines_own_colors_and_more_contrast_show_all_that_matters() {
    Setup::new("forced").run(async |page| {
        page.hold_clock().await?;
        let feature = |name: &str, value: &str| json!({ "features": [{ "name": name, "value": value }] });
        page.devtools("Emulation.setEmulatedMedia", feature("forced-colors", "active")).await?;
        page.open_still("/session?speed=1&from=C.1").await?;
        page.pass_until("s.kind === 'stroke'").await?;
        page.pass(3_000).await?;
        let seen = page
            .eval(
                "(() => {
                   const of = (s, p) => getComputedStyle(document.querySelector(s))[p];
                   const room = of('.session', 'backgroundColor');
                   return {
                     ring: of('.ring .arm path', 'stroke') !== room, pip: of('.pip.now', 'borderTopColor') !== room,
                     digits: of('.digits', 'color') !== room, pause: of('.pause', 'borderTopColor') !== room && of('.pause', 'borderTopStyle') === 'solid',
                     figure: document.querySelector('.figure svg').getBoundingClientRect().width > 300,
                     disc: of('.session .disc', 'forcedColorAdjust') === 'none',
                   };
                 })()",
            )
            .await?;
        let missing: Vec<&String> = seen.as_object().context("no answer")?.iter().filter(|(_, v)| **v != true).map(|(k, _)| k).collect();
        ensure!(missing.is_empty(), "in the machine's own colours these are not seen: {missing:?}");

        page.devtools("Emulation.setEmulatedMedia", feature("prefers-contrast", "more")).await?;
        let same = "getComputedStyle(document.querySelector('.what .line')).color === getComputedStyle(document.querySelector('.what .name')).color";
        ensure!(page.eval(same).await? == true, "where more contrast is asked for, the small text is still dim");
        Ok(())
    });
}
