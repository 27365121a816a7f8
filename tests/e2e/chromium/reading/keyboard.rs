//! The whole app by keyboard alone.

use anyhow::{Context, ensure};
use backstroke_tests::{Page, Result, Setup};
use serde_json::{Value, json};

use crate::pages::PAGES;

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
        // Asked whether to leave, Tab goes round the answers alone, and each shows that it has the focus.
        page.client().back().await?;
        page.wait_for("the question", "document.activeElement.closest('[role=alertdialog]')").await?;
        for answer in ["Leave", "Stay", "Leave", "Stay"] {
            page.press('\u{E004}').await?;
            let has = "[document.activeElement.textContent, parseFloat(getComputedStyle(document.activeElement).outlineWidth) >= 2]";
            let has = page.eval(has).await?;
            ensure!(has == json!([answer, true]), "the focus should be seen on {answer}: {has}");
        }
        page.press('\u{E007}').await?;
        page.wait_for("the question to go", "!document.querySelector('[role=alertdialog]')").await?;
        tab_to(page, "Go on").await?;
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
    for _ in 0..150 {
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
    for _ in 0..60 {
        page.press('\u{E004}').await?;
        let here = page.eval("document.activeElement.ariaLabel ?? document.activeElement.textContent.trim()").await?;
        // A button's name may go on with what it is about.
        if here.as_str().is_some_and(|here| here.starts_with(name)) {
            return Ok(());
        }
    }
    anyhow::bail!("Tab never comes to {name}")
}
