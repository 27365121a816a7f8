//! Anything at all, through the real page: key storms, random commands, random addresses.

use std::time::Duration;

use anyhow::ensure;
use backstroke_tests::{Page, Result, Setup};
use serde_json::json;

use crate::model::begin;

/// How long all of it may take on a busy machine.
const PATIENCE: Duration = Duration::from_secs(120);

/// Keys, of which some mean something.
const KEYS: [&str; 16] = [
    "PageDown",
    "PageUp",
    "ArrowRight",
    "ArrowLeft",
    "ArrowUp",
    "ArrowDown",
    " ",
    "Enter",
    "r",
    "a",
    "h",
    "R",
    "A",
    "H",
    "x",
    "F5",
];

/// Random numbers from a seed, so that what fails fails again.
const RANDOM: &str = "let seed = SEED; const random = n => {
    seed ^= seed << 13; seed ^= seed >>> 17; seed ^= seed << 5; return (seed >>> 0) % n; };";

#[test]
fn a_storm_of_a_thousand_keys_leaves_a_session_that_runs_and_can_be_taken_up() {
    Setup::new("storm").run(async |page| {
        begin(page, "/session?speed=1").await?;
        // A hundred at a time: a script that takes too long is ended by the driver.
        let storm = format!(
            "{} const keys = {};
             for (let i = 0; i < 100; i++) {{
               const key = keys[random(keys.length)];
               dispatchEvent(new KeyboardEvent('keydown', {{ key, bubbles: true, cancelable: true, repeat: random(8) === 0 }}));
             }}",
            RANDOM.replace("SEED", "window.storm ?? 20260101").replace("seed >>> 0", "(window.storm = seed) >>> 0"),
            json!(KEYS)
        );
        for _ in 0..10 {
            page.run(&storm).await?;
        }
        alive(page).await?;
        page.client().refresh().await?;
        page.wait_for_data("phase", "paused").await?;
        page.click_button("Go on").await?;
        page.wait_for(
            "it to go on",
            "['running', 'holding'].includes(document.getElementById('session').dataset.phase)",
        )
        .await
    });
}

#[test]
fn random_commands_by_touch_and_key_never_break_the_page() {
    for seed in ["7", "1234567"] {
        Setup::new(if seed == "7" { "commands-7" } else { "commands-1234567" }).run(async |page| {
            begin(page, "/session?speed=7").await?;
            let wild = format!(
                "{} const keys = {}; window.left = 200;
                 const act = () => {{
                   const session = document.getElementById('session');
                   // Whoever skips to the end begins anew: all two hundred are commands to a session.
                   if (!session) {{ if (!location.hash.startsWith('#/session')) location.hash = '/session?speed=7'; }}
                   else if (session.dataset.phase === 'finished') session.querySelector('a.act').click();
                   else {{
                     const buttons = [...session.querySelectorAll('button')].filter(b =>
                       b.checkVisibility() && b.textContent !== 'End here');
                     if (random(2)) buttons[random(buttons.length)]?.click();
                     else if (random(3)) dispatchEvent(new KeyboardEvent('keydown', {{ key: keys[random(keys.length)], cancelable: true }}));
                     else session.click();
                     window.left--;
                   }}
                   if (window.left > 0) setTimeout(act, random(40));
                 }};
                 act();",
                RANDOM.replace("SEED", seed),
                json!(KEYS)
            );
            page.run(&wild).await?;
            page.wait_at_most(PATIENCE, "the last command", "window.left === 0").await?;
            if page.data("phase").await?.as_deref() == Some("finished") {
                page.run("location.hash = '/'; location.hash = '/session?speed=7'").await?;
                page.wait_for_data("phase", "running").await?;
            }
            alive(page).await
        });
    }
}

#[test]
fn no_address_breaks_the_page() {
    Setup::new("addresses").run(async |page| {
        page.open("/").await?;
        page.run("localStorage.setItem('backstroke.safety', '1')").await?;
        let pieces = [
            "/",
            "session",
            "card/",
            "A",
            "Q",
            "choose",
            "settings",
            "safety",
            "?",
            "&",
            "=",
            "speed=60",
            "speed=0",
            "from=B.1",
            "from=Z.9",
            "only=C",
            "only=",
            ".",
            "99999999999999999999",
            "%00",
            "é",
            "x".repeat(300).as_str(),
            "#",
            "<b>",
        ]
        .map(str::to_owned);
        let fuzz = format!(
            "{} const pieces = {}; window.left = 150;
             const go = () => {{
               let to = '/'; for (let n = random(5); n >= 0; n--) to += pieces[random(pieces.length)];
               location.hash = to;
               document.querySelectorAll('[role=alertdialog] .quiet').forEach(leave => leave.click());
               if (--window.left > 0) setTimeout(go, 5);
             }};
             go();",
            RANDOM.replace("SEED", "42"),
            json!(pieces)
        );
        page.run(&fuzz).await?;
        page.wait_at_most(PATIENCE, "the last address", "window.left === 0").await?;
        ensure!(page.eval("document.documentElement.dataset.app").await? == "ready", "the app has stopped");
        page.client().goto("about:blank").await?;
        page.open("/session?speed=1&from=Z.9").await?;
        page.wait_for("home, and words", "document.getElementById('home') && document.querySelector('[role=alert]')")
            .await
    });
}

/// The app runs, a session is on, and it still does what it is told.
async fn alive(page: &Page) -> Result {
    ensure!(page.eval("document.documentElement.dataset.app").await? == "ready", "the app has stopped");
    page.wait_for("a session", "document.getElementById('session')?.dataset.phase").await?;
    if page.data("phase").await?.as_deref() != Some("paused") {
        page.press(' ').await?;
    }
    page.wait_for_data("phase", "paused").await
}
