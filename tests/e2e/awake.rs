//! The screen is kept awake while a session goes, and what keeps it from that is shown.

use anyhow::ensure;
use backstroke_tests::{Page, Result, Setup};

use crate::model::begin;

/// Wake locks that the test holds in its hand: `locks` has every one that was given.
const LOCKS: &str = "
  window.locks = [];
  Object.defineProperty(navigator, 'wakeLock', { value: { request: async kind => {
    if (window.refuse) throw new DOMException('power is low', 'NotAllowedError');
    const lock = new EventTarget();
    lock.kind = kind;
    lock.release = async () => {
      if (lock.released) return;
      lock.released = true;
      lock.dispatchEvent(new Event('release'));
    };
    window.locks.push(lock);
    return lock;
  } } })";

/// A page that can be hidden by hand: `look(false)`, `look(true)`.
const LOOK: &str = "
  let seen = true;
  Object.defineProperty(document, 'visibilityState', { get: () => seen ? 'visible' : 'hidden' });
  window.look = now => { seen = now; document.dispatchEvent(new Event('visibilitychange')); }";

/// Makes every wait of a minute and more a hundred times as short, and writes down in `waits` how long it was to be.
const HURRY: &str = "
  window.waits = [];
  const wait = window.setTimeout;
  window.setTimeout = (then, ms, ...more) => {
    if (ms >= 60000) waits.push(ms);
    return wait(then, ms >= 60000 ? ms / 100 : ms, ...more);
  }";

/// Makes the time that a notice stays ten times as short.
const BRIEF: &str = "
  const wait = window.setTimeout;
  window.setTimeout = (then, ms, ...more) => wait(then, ms === 10000 ? 1500 : ms, ...more)";

/// What is told now.
const NOTICE: &str = "document.querySelector('.notice')?.textContent ?? null";

/// Whether the mark is seen that nothing keeps the screen awake.
const MARK: &str = "document.querySelector('.dark').checkVisibility()";

#[test]
fn the_screen_is_held_awake_from_the_start_to_two_minutes_into_a_pause() {
    Setup::new("awake").before(LOCKS).before(HURRY).run(async |page| {
        page.open("/").await?;
        ensure!(locks(page).await?.is_empty(), "it is held before there is a session");
        begin(page, "/session?speed=1").await?;
        is(page, "held", "screen").await?;
        page.run("window.began = performance.now()").await?;
        page.click_button("Pause").await?;
        page.wait_for_data("phase", "paused").await?;
        page.wait_for("two minutes to be waited for", "window.waits.length === 1").await?;
        ensure!(locks(page).await? == "screen", "it is let go at once: {}", locks(page).await?);
        is(page, "off", "screen released").await?;
        // Where a machine is busy the pause is noticed late, and never early.
        let waits = page.eval("window.waits[0]").await?;
        ensure!(waits.as_f64().is_some_and(|ms| (115_000.0..=120_000.0).contains(&ms)), "it waits {waits} ms");

        page.click_button("Go on").await?;
        is(page, "held", "screen released, screen").await?;
        page.click_button("Pause").await?;
        page.click_button("End here").await?;
        page.wait_for_data("phase", "finished").await?;
        is(page, "off", "screen released, screen released").await
    });
}

#[test]
fn a_short_pause_and_whatever_else_is_asked_keep_the_same_lock() {
    Setup::new("awake-same").before(LOCKS).run(async |page| {
        begin(page, "/session?speed=1").await?;
        for (button, phase) in [("Pause", "paused"), ("Next", "running"), ("Pause", "paused"), ("Keep on", "holding")] {
            page.click_button(button).await?;
            page.wait_for_data("phase", phase).await?;
            is(page, "held", "screen").await?;
        }
        page.click_button("Pause").await?;
        page.tap(".acts button:last-child").await?;
        is(page, "off", "screen released").await
    });
}

#[test]
fn leaving_a_session_lets_the_screen_sleep() {
    Setup::new("awake-leave").before(LOCKS).run(async |page| {
        page.open("/").await?;
        page.click_button("Begin").await?;
        page.click_button("I have read this").await?;
        is(page, "held", "screen").await?;
        page.client().back().await?;
        page.click_button("Leave").await?;
        is(page, "off", "screen released").await
    });
}

#[test]
fn a_refused_lock_is_told_once_and_asked_for_again_at_the_next_touch() {
    Setup::new("awake-refused").before(LOCKS).before(BRIEF).run(async |page| {
        page.open("/session?speed=1").await?;
        page.watch("told", NOTICE).await?;
        page.run("window.refuse = true").await?;
        page.click_button("I have read this").await?;
        is(page, "refused", "").await?;
        all_told(page, &["does not keep the screen on"]).await?;
        page.wait_for("the word to go", "!document.querySelector('.notice')").await?;
        page.press('r').await?;
        page.wait_for_data("phase", "running").await?;
        ensure!(page.eval(MARK).await? == true, "nothing is left of it once the word has gone");
        ensure!(page.eval("!document.querySelector('.notice')").await? == true, "it is told at every touch");
        page.run("window.refuse = false").await?;
        page.press(' ').await?;
        is(page, "held", "screen").await?;
        ensure!(page.eval(MARK).await? == false, "the mark stays");
        Ok(())
    });
}

#[test]
fn a_lock_that_the_system_takes_back_is_told_and_asked_for_again() {
    Setup::new("awake-lost").before(LOCKS).run(async |page| {
        begin(page, "/session?speed=1").await?;
        is(page, "held", "screen").await?;
        page.run("locks[0].release()").await?;
        is(page, "lost", "screen released").await?;
        told(page, "Plug the device in, then tap twice").await?;
        ensure!(page.eval(MARK).await? == true, "no mark is seen");
        page.press_at(400, 400).await?;
        page.press_at(400, 400).await?;
        is(page, "held", "screen released, screen").await
    });
}

#[test]
fn a_hidden_page_loses_the_lock_without_a_word_and_asks_for_it_whenever_it_is_shown_again() {
    Setup::new("awake-hidden").before(LOCKS).before(LOOK).run(async |page| {
        begin(page, "/session?speed=1").await?;
        is(page, "held", "screen").await?;
        let mut all = "screen".to_owned();
        for _ in 0..3 {
            page.run("look(false); locks.at(-1).release()").await?;
            all.push_str(" released");
            ensure!(locks(page).await? == all, "it is asked for while nobody looks: {}", locks(page).await?);
            page.run("look(true)").await?;
            all.push_str(", screen");
            is(page, "held", &all).await?;
        }
        ensure!(page.eval("!document.querySelector('.notice')").await? == true, "a hidden page is told of");
        Ok(())
    });
}

#[test]
fn a_page_that_is_shown_again_long_into_a_pause_asks_for_nothing() {
    let clock = "window.ahead = 0; const now = Date.now; Date.now = () => now() + window.ahead";
    Setup::new("awake-long").before(LOCKS).before(LOOK).before(clock).run(async |page| {
        begin(page, "/session?speed=1").await?;
        page.click_button("Pause").await?;
        page.wait_for_data("phase", "paused").await?;
        page.run("look(false); locks.at(-1).release(); window.ahead = 119000 - 5000; look(true)").await?;
        is(page, "held", "screen released, screen").await?;
        page.run("look(false); locks.at(-1).release(); window.ahead = 121000; look(true)").await?;
        is(page, "off", "screen released, screen released").await
    });
}

#[test]
fn a_browser_without_wake_locks_says_so_and_the_session_goes_on() {
    Setup::new("awake-missing").before("delete Navigator.prototype.wakeLock").run(async |page| {
        page.open("/session?speed=1").await?;
        page.click_button("I have read this").await?;
        is_data(page, "missing").await?;
        told(page, "The screen may go dark by itself").await?;
        page.wait_for_data("phase", "running").await?;
        ensure!(page.eval(MARK).await? == true, "no mark is seen");
        Ok(())
    });
}

#[test]
fn what_there_is_to_say_is_said_one_after_the_other() {
    let full = "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); }";
    Setup::new("notices").before(LOCKS).before(BRIEF).before(full).run(async |page| {
        page.open("/session?speed=1").await?;
        page.watch("told", NOTICE).await?;
        page.run("window.refuse = true").await?;
        page.click_button("I have read this").await?;
        is(page, "refused", "").await?;
        all_told(page, &["no room left", "cannot be kept", "does not keep the screen on"]).await
    });
}

/// What the page says of the lock, and the locks that were given.
async fn is(page: &Page, data: &str, all: &str) -> Result {
    is_data(page, data).await?;
    page.wait_for(&format!("the locks `{all}`"), &format!("({LOCKS_NOW}) === '{all}'")).await
}

async fn is_data(page: &Page, data: &str) -> Result {
    page.wait_for("what the page says of the lock", &format!("document.documentElement.dataset.awake === '{data}'"))
        .await
}

const LOCKS_NOW: &str = "window.locks.map(l => l.kind + (l.released ? ' released' : '')).join(', ')";

async fn locks(page: &Page) -> Result<String> {
    Ok(page.eval(LOCKS_NOW).await?.as_str().unwrap_or_default().to_owned())
}

async fn told(page: &Page, words: &str) -> Result {
    let there = format!("document.querySelector('.notice[role=alert]')?.textContent.includes('{words}')");
    page.wait_for("a word about it", &there).await
}

/// All that was told, each thing once and for a while, before there is silence; what `told` watches for.
async fn all_told(page: &Page, words: &[&str]) -> Result {
    let told = "window['log of told'].filter(Boolean)";
    let all = format!("{told}.length >= {} && !document.querySelector('.notice')", words.len());
    page.wait_for("all to be told", &all).await?;
    let said: Vec<String> = page.watched("told").await?.into_iter().flatten().collect();
    let each = words.iter().all(|words| said.iter().filter(|said| said.contains(words)).count() == 1);
    ensure!(each && said.len() == words.len(), "it said {said:?}");
    Ok(())
}
