//! A session outlives its page, and the app outlives whatever has become of the browser's storage.

use anyhow::{Context, ensure};
use backstroke_tests::{Page, Result, Setup};
use serde_json::json;

use crate::crash::crash;
use crate::model::{begin, now};

/// Every key under which something is kept.
const KEYS: [&str; 7] = [
    "backstroke.hush",
    "backstroke.light",
    "backstroke.pedal",
    "backstroke.prefs",
    "backstroke.safety",
    "backstroke.session",
    "backstroke.tab",
];

const RESUME: &str = "document.querySelector('.resume #resume')?.textContent ?? ''";

#[test]
fn a_page_that_was_closed_is_offered_on_home_and_goes_on_exactly_there() {
    Setup::new("resume").run(async |page| {
        begin(page, "/session?speed=5&from=C.1").await?;
        page.wait_for_data("side", "left").await?;
        crash(page).await?;
        page.open("/").await?;
        let told = format!("/^at C, second side, [2-9] minutes left$/.test({RESUME})");
        page.wait_for("the offer", &told).await?;
        let kept = line(page).await?;
        let at: u64 = word(&kept, "at")?.parse()?;
        page.watch_session().await?;
        page.click_button("Resume").await?;
        page.wait_for_data("phase", "count-in").await?;
        page.wait_for_data("phase", "running").await?;
        let log = page.session_log().await?;
        let counted = log.iter().find(|m| m.get("phase") == "count-in").context("it did not count in")?;
        ensure!(counted.number("at")? == at, "kept at {at}, it counts in at {counted:?}");
        let running = log.iter().find(|m| m.get("phase") == "running").context("it never ran")?;
        ensure!(running.number("at")?.abs_diff(at) < 5 * 1_000, "kept at {at}, it goes on at {running:?}");
        ensure!(running.get("side") == "left" && running.get("sequence") == "C", "it goes on at {running:?}");
        Ok(())
    });
}

#[test]
fn a_session_that_was_ended_early_is_offered_again_where_it_was() {
    Setup::new("end-early").run(async |page| {
        begin(page, "/session?speed=1&from=C.1").await?;
        page.wait_for_data("kind", "stroke").await?;
        page.click_button("Pause").await?;
        page.wait_for_data("phase", "paused").await?;
        let at = now(page).await?.get("at").to_owned();
        page.click_button("End here").await?;
        page.wait_for_data("phase", "finished").await?;
        page.tap("#session a.act").await?;
        page.wait_for("the offer", &format!("/^at C, first side/.test({RESUME})")).await?;
        page.watch_session().await?;
        page.click_button("Resume").await?;
        page.wait_for_data("phase", "count-in").await?;
        let log = page.session_log().await?;
        ensure!(log.iter().all(|m| m.get("at") == at), "it ended at {at}, and is taken up at {log:?}");
        Ok(())
    });
}

#[test]
fn a_session_that_was_done_is_not_offered_and_does_not_begin_again_at_a_reload() {
    Setup::new("end-whole").run(async |page| {
        begin(page, "/session?speed=60&from=D.1").await?;
        page.wait_for_data("phase", "finished").await?;
        ensure!(page.eval("localStorage.getItem('backstroke.session')").await?.is_null(), "it is still kept");
        page.client().refresh().await?;
        page.wait_for("home", "document.querySelector('#home button.begin:enabled')?.checkVisibility()").await?;
        page.wait_for("its address", "location.hash === '#/'").await?;
        ensure!(page.session().await?.is_empty(), "a session runs: {:?}", page.session().await?);
        ensure!(page.eval("document.querySelector('.resume') === null").await? == true, "it is offered");
        // The same address, gone to again, is a session again.
        page.run("location.hash = '/session?speed=1&from=D.1'").await?;
        page.wait_for_data("phase", "running").await?;
        page.client().refresh().await?;
        page.wait_for_data("phase", "paused").await
    });
}

#[test]
fn a_new_session_takes_the_place_of_a_kept_one_only_once_it_has_gone_on_for_a_while() {
    Setup::new("begin-over").run(async |page| {
        begin(page, "/session?speed=1&from=B.1").await?;
        crash(page).await?;
        page.open("/").await?;
        page.wait_for("the offer", &format!("/^at B,/.test({RESUME})")).await?;
        let kept = line(page).await?;
        page.watch_session().await?;
        page.click_button("Begin").await?;
        page.wait_for_data("phase", "running").await?;
        page.press(' ').await?;
        page.wait_for_data("phase", "paused").await?;
        let at = now(page).await?.number("at")?;
        ensure!(at < 10_000, "too late to tell, at {at}");
        ensure!(line(page).await? == kept, "the kept one is gone at once: {}", line(page).await?);
        // Nor does the address of the new one give up the other.
        page.client().refresh().await?;
        page.wait_for("the offer again", &format!("/^at B,/.test({RESUME})")).await?;
        page.open("/?speed=20").await?;
        page.wait_for("the speed", "location.hash === '#/?speed=20'").await?;
        page.client().refresh().await?;
        page.wait_for("the offer still", &format!("/^at B,/.test({RESUME})")).await?;
        page.click_button("Begin").await?;
        page.wait_for_data("phase", "running").await?;
        let replaced = "!/ from=B/.test(localStorage.getItem('backstroke.session') ?? ' from=B')";
        page.wait_for("the new one to be kept", replaced).await?;
        let at: u64 = word(&line(page).await?, "at")?.parse()?;
        ensure!(at >= 10_000, "it took the other's place at {at}");
        Ok(())
    });
}

#[test]
fn where_the_very_place_is_lost_the_address_says_where_it_goes_on_and_a_reload_finds_it() {
    Setup::new("near").run(async |page| {
        begin(page, "/session?speed=1&from=B.1").await?;
        crash(page).await?;
        // As an update leaves it that has made the session longer.
        let near = "localStorage.setItem('backstroke.session', localStorage.getItem('backstroke.session')
                      .replace(/ total=[0-9]+/, ' total=1').replace(/ place=[A-Z.0-9]+/, ' place=C.1'))";
        page.open("/about").await?;
        page.run(near).await?;
        page.client().goto("about:blank").await?;
        page.open("/").await?;
        page.wait_for("the offer", &format!("/^at C, first side/.test({RESUME})")).await?;
        page.click_button("Resume").await?;
        let here = "location.hash === '#/session?speed=1&from=C.1'";
        for _ in 0..2 {
            page.wait_for("the place in the address", here).await?;
            page.wait_for("the session", "document.getElementById('session')?.dataset.sequence === 'C'").await?;
            page.client().refresh().await?;
            page.wait_for_data("phase", "paused").await?;
        }
        ensure!(word(&line(page).await?, "from")? == "C.1", "another is kept: {}", line(page).await?);
        // And where the page comes back at the old address by itself.
        page.client().goto("about:blank").await?;
        page.open("/about").await?;
        page.run(
            "localStorage.setItem('backstroke.session', localStorage.getItem('backstroke.session')
               .replace(' total=', ' total=1').replace(/ place=[A-Z.0-9]+/, ' place=D.1'))",
        )
        .await?;
        page.client().goto("about:blank").await?;
        page.open("/session?speed=1&from=C.1").await?;
        page.wait_for_data("phase", "paused").await?;
        ensure!(page.data("sequence").await?.as_deref() == Some("D"), "it is at {:?}", page.session().await?);
        page.wait_for("its address", "location.hash === '#/session?speed=1&from=D.1'").await
    });
}

#[test]
fn the_address_of_another_session_offers_the_one_that_is_kept() {
    Setup::new("another").run(async |page| {
        begin(page, "/session?speed=1&from=B.1").await?;
        crash(page).await?;
        page.open("/session?speed=1&from=D.1").await?;
        page.wait_for("the offer", &format!("/^at B,/.test({RESUME})")).await?;
        ensure!(page.session().await?.is_empty(), "one runs: {:?}", page.session().await?);
        page.wait_for("home's address", "location.hash === '#/'").await
    });
}

#[test]
fn who_turns_back_from_what_was_offered_begins_anew() {
    Setup::new("turn-back").run(async |page| {
        begin(page, "/session?speed=1&from=C.1").await?;
        crash(page).await?;
        page.open("/about").await?;
        page.run("localStorage.removeItem('backstroke.safety')").await?;
        page.client().goto("about:blank").await?;
        page.open("/").await?;
        page.click_button("Resume").await?;
        page.wait_for("the safety page", "document.getElementById('safety')").await?;
        page.client().back().await?;
        page.wait_for("home", "document.getElementById('home')").await?;
        page.click_button("Begin").await?;
        page.click_button("I have read this").await?;
        page.wait_for_data("phase", "running").await?;
        ensure!(page.data("sequence").await?.as_deref() == Some("A"), "it is taken up: {:?}", page.session().await?);
        Ok(())
    });
}

#[test]
fn everything_that_was_done_is_done_again_after_a_reload() {
    Setup::new("replay").run(async |page| {
        begin(page, "/session?speed=1").await?;
        for key in ['n', 'r', 'a'] {
            let key = if key == 'n' { fantoccini::key::Key::PageDown.into() } else { key };
            let seen = page.session_log().await?.len();
            page.press(key).await?;
            page.wait_for("something to come of it", &format!("window.sessionLog.length > {seen}")).await?;
        }
        page.press(' ').await?;
        page.wait_for_data("phase", "paused").await?;
        let before = now(page).await?;
        let total = word(&line(page).await?, "total")?.to_owned();
        page.client().refresh().await?;
        page.wait_for_data("phase", "paused").await?;
        let after = page.session().await?;
        for name in ["at", "sequence", "called-from", "movement", "kind", "pass", "passes"] {
            // The page's own list has its names in one word.
            let listed = if name == "called-from" { "calledFrom" } else { name };
            ensure!(
                after.get(listed).map_or("", String::as_str) == before.get(name),
                "{name}: {after:?} is not {before:?}"
            );
        }
        ensure!(word(&line(page).await?, "total")? == total, "the session has another length");
        Ok(())
    });
}

#[test]
fn a_session_is_offered_for_twelve_hours_and_can_be_forgotten() {
    Setup::new("twelve-hours").run(async |page| {
        begin(page, "/session?speed=1&from=B.1").await?;
        crash(page).await?;
        page.open("/about").await?;
        let kept = line(page).await?;
        let wall = word(&kept, "wall")?.to_owned();
        for (hours, offered) in [(11.9, true), (12.1, false)] {
            let aged =
                format!("{}.replace('wall={wall}', 'wall=' + Math.floor({wall} - {hours} * 3600000))", json!(kept));
            page.run(&format!("localStorage.setItem('backstroke.session', {aged})")).await?;
            page.client().goto("about:blank").await?;
            page.open("/").await?;
            if offered {
                page.wait_for("the offer", &format!("/^at B, [0-9]+ minutes left$/.test({RESUME})")).await?;
            } else {
                page.wait_for("it to be forgotten", "localStorage.getItem('backstroke.session') === null").await?;
                ensure!(page.eval("document.querySelector('.resume') === null").await? == true, "it is still offered");
            }
        }
        page.run(&format!("localStorage.setItem('backstroke.session', {})", json!(kept))).await?;
        page.client().refresh().await?;
        // By mistake, and on purpose.
        page.click_button("Forget it").await?;
        ensure!(page.eval("localStorage.getItem('backstroke.session')").await? == json!(kept), "one press forgets it");
        page.click_button("Really forget it").await?;
        page.wait_for("no offer", "!document.querySelector('.resume')").await?;
        ensure!(page.eval("localStorage.getItem('backstroke.session')").await?.is_null(), "it is still kept");
        Ok(())
    });
}

#[test]
fn garbage_in_every_key_is_set_aside_and_nothing_is_blank() {
    Setup::bare("garbage").run(async |page| {
        page.open("/about").await?;
        let garbage = ["", "{\"a\":1}", "2 pace=quick", "\u{0}\u{ffff}é", "1 wall=9"];
        for (round, rubbish) in garbage.iter().enumerate() {
            page.run(&format!("for (const key of {}) localStorage.setItem(key, {})", json!(KEYS), json!(rubbish)))
                .await?;
            page.client().goto("about:blank").await?;
            page.open("/").await?;
            page.wait_for("home", "document.querySelector('#home button.begin:enabled')").await?;
            page.wait_for(
                "words about it",
                "document.querySelector('[role=alert]')?.textContent.includes('set aside')",
            )
            .await?;
            // What tabs say is nobody's choice, and what was taught is read where keys are listened to.
            for key in KEYS.iter().filter(|key| !["backstroke.tab", "backstroke.pedal"].contains(*key)) {
                let name = if round == 0 { format!("{key}.bad") } else { format!("{key}.bad.{}", round + 1) };
                let aside = format!("localStorage.getItem({}) === {}", json!(name), json!(rubbish));
                page.wait_for(&format!("what was under {key} under {name}"), &aside).await?;
            }
        }
        for (round, rubbish) in garbage.iter().enumerate().skip(1) {
            let name = format!("backstroke.session.bad.{}", round + 1);
            let there = page.eval(&format!("localStorage.getItem({})", json!(name))).await?;
            ensure!(there == json!(rubbish), "{name} was written over: {there}");
        }
        page.client().goto("about:blank").await?;
        page.open("/pedal").await?;
        let aside = format!("localStorage.getItem('backstroke.pedal.bad') === {}", json!(garbage.last()));
        page.wait_for("what was taught to be set aside", &aside).await?;
        // And all works.
        page.client().goto("about:blank").await?;
        page.open("/").await?;
        page.click_button("Begin").await?;
        page.click_button("I have read this").await?;
        page.wait_for_data("phase", "count-in").await
    });
}

#[test]
fn a_session_at_its_address_with_garbage_under_its_key_begins() {
    Setup::new("garbage-session").run(async |page| {
        page.open("/about").await?;
        page.run(
            "localStorage.setItem('backstroke.session', 'garbage'); localStorage.setItem('backstroke.safety', '1')",
        )
        .await?;
        page.client().goto("about:blank").await?;
        page.open("/session?speed=1&from=B.1").await?;
        page.wait_for_data("phase", "running").await?;
        page.wait_for("it to be set aside", "localStorage.getItem('backstroke.session.bad') === 'garbage'").await
    });
}

#[test]
fn without_storage_it_says_what_it_cannot_keep_and_runs() {
    let denied = "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('denied', 'SecurityError'); } })";
    let absent = "Object.defineProperty(window, 'localStorage', { value: null })";
    for (name, script) in [("storage-denied", denied), ("storage-absent", absent)] {
        Setup::bare(name).before(script).run(async |page| {
            page.open("/").await?;
            page.wait_for("words", "document.querySelector('[role=alert]')?.textContent.includes('keeps nothing')")
                .await?;
            page.run("document.querySelector('[role=alert]').click(); location.hash = '/session?speed=20&from=D.1'")
                .await?;
            page.click_button("I have read this").await?;
            page.wait_for(
                "words on the place",
                "document.querySelector('[role=alert]')?.textContent.includes('cannot be kept')",
            )
            .await?;
            page.wait_for_data("phase", "running").await?;
            page.wait_for_data("phase", "finished").await
        });
    }
}

#[test]
fn where_the_browser_gives_no_locks_a_session_begins_all_the_same() {
    let refused = "if (window.LockManager) LockManager.prototype.request =
        async () => { throw new DOMException('denied', 'SecurityError'); }";
    Setup::new("locks-denied").before(refused).run(async |page| {
        begin(page, "/session?speed=20&from=D.1").await?;
        page.wait_for_data("phase", "finished").await
    });
}

#[test]
fn a_full_storage_is_told_and_nothing_stops() {
    Setup::new("storage-full").run(async |page| {
        page.open("/about").await?;
        page.run("localStorage.setItem('backstroke.safety', '1')").await?;
        page.run(
            "for (let size = 1 << 22; size > 0; size >>= 1)
               for (let n = 0; ; n++) try { localStorage.setItem(`fill ${size} ${n}`, 'x'.repeat(size)); } catch { break; }",
        )
        .await?;
        page.client().goto("about:blank").await?;
        page.open("/choose").await?;
        page.tap("input[name=Pace][type=radio]:not(:checked)").await?;
        page.wait_for("words", "document.querySelector('[role=alert]')?.textContent.includes('no room')").await?;
        page.run("document.querySelector('[role=alert]').click(); location.hash = '/session?speed=20&from=D.1'").await?;
        page.wait_for("words on the place", "document.querySelector('[role=alert]')?.textContent.includes('cannot be kept')")
            .await?;
        page.wait_for_data("phase", "finished").await
    });
}

#[test]
fn the_first_visit_counts_in_for_ten_seconds() {
    Setup::bare("count-in").run(async |page| {
        page.open("/session?speed=1").await?;
        page.watch("count", "document.querySelector('.count')?.textContent ?? null").await?;
        page.click_button("I have read this").await?;
        page.wait_for_data("phase", "running").await?;
        let counted: Vec<String> = page.watched("count").await?.into_iter().flatten().collect();
        let counted: Vec<u32> = counted.iter().map(|n| n.parse()).collect::<std::result::Result<_, _>>()?;
        // A busy machine may pass over a second.
        let down = counted.is_sorted_by(|a, b| a > b);
        ensure!(down && counted.first() == Some(&10) && counted.last() == Some(&1), "it counts {counted:?}");
        Ok(())
    });
}

/// The session that is kept.
async fn line(page: &Page) -> Result<String> {
    let line = page.eval("localStorage.getItem('backstroke.session')").await?;
    line.as_str().map(str::to_owned).context("no session is kept")
}

/// One word of it.
fn word<'a>(line: &'a str, name: &str) -> Result<&'a str> {
    let found = line.split(' ').find_map(|word| word.strip_prefix(name)?.strip_prefix('='));
    found.with_context(|| format!("no {name} in {line}"))
}
