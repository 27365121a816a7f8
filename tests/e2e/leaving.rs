//! Leaving a session that is under way asks first, and the browser's own buttons work everywhere.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use anyhow::ensure;
use backstroke_tests::{Page, Result, Setup};
use server::Response;

use crate::model::{begin, now};

const TOLD: &str = "document.querySelector('[role=alertdialog] p').textContent";

#[test]
fn the_back_button_asks_first_and_staying_keeps_the_session() {
    Setup::new("stay").run(async |page| {
        under_way(page).await?;
        page.client().back().await?;
        asked(page).await?;
        page.wait_for("what becomes of it", &format!("{TOLD}.includes('For twelve hours')")).await?;
        let here = now(page).await?;
        ensure!(here.get("phase") == "paused", "while asked, the session is not paused: {here:?}");
        page.click_button("Stay").await?;
        page.wait_for("the question to go", "!document.querySelector('[role=alertdialog]')").await?;
        let route = page.eval("location.hash").await?;
        ensure!(route == "#/session?speed=1", "the address is {route}");
        let place = crate::model::place(&here);
        page.click_button("Go on").await?;
        page.wait_for_data("phase", "running").await?;
        let now = now(page).await?;
        ensure!(crate::model::place(&now) == place, "it was at {place} and goes on at {now:?}");
        Ok(())
    });
}

#[test]
fn the_back_button_asks_first_and_leaving_goes_where_it_was_to_go() {
    Setup::new("leave").run(async |page| {
        page.open("/card/B").await?;
        page.tap(".bar a").await?;
        page.wait_for("home", "document.documentElement.dataset.page === 'home'").await?;
        page.click_button("Begin").await?;
        page.click_button("I have read this").await?;
        page.wait_for_data("phase", "count-in").await?;
        page.client().back().await?;
        asked(page).await?;
        page.click_button("Leave").await?;
        page.wait_for(
            "home",
            "document.documentElement.dataset.page === 'home' && !document.getElementById('session')",
        )
        .await?;
        page.wait_for("its address", "location.hash === '#/'").await?;
        // What lay before is still there.
        page.client().back().await?;
        page.wait_for("the card", "document.querySelector('#card[data-sequence=B]')").await
    });
}

#[test]
fn who_would_leave_a_session_that_cannot_be_kept_is_told_so() {
    Setup::new("leave-unkept").run(async |page| {
        under_way(page).await?;
        page.run("Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); }").await?;
        page.client().back().await?;
        asked(page).await?;
        page.wait_for("what becomes of it", &format!("{TOLD}.includes('Nothing of it is kept')")).await
    });
}

#[test]
fn the_address_of_a_session_that_is_over_begins_it_anew() {
    Setup::new("begin-anew").run(async |page| {
        begin(page, "/session?speed=60&from=D.1").await?;
        page.wait_for_data("phase", "finished").await?;
        // As the icon's own "Begin" asks for it where the window is there.
        page.run("dispatchEvent(new Event('hashchange'))").await?;
        page.wait_for_data("phase", "running").await
    });
}

#[test]
fn a_part_of_the_app_that_does_not_come_is_told_and_comes_when_it_is_asked_for_again() {
    let gone = Arc::new(AtomicBool::new(true));
    let missing = Arc::clone(&gone);
    Setup::new("part-missing")
        .may_complain()
        // They would have a file of that name kept for ever, the missing one as well.
        .without_headers()
        .intercept(move |request| {
            let missing = missing.load(Ordering::SeqCst) && request.path.contains("split_session");
            missing.then(|| Response::text(404, "gone").with("Cache-Control", "no-store"))
        })
        .run(async |page| {
            page.open("/about").await?;
            page.run("localStorage.setItem('backstroke.safety', '1')").await?;
            page.client().goto("about:blank").await?;
            page.open("/").await?;
            page.click_button("Begin").await?;
            page.wait_for(
                "the words for it",
                "document.querySelector('.notice')?.textContent.includes('could not be loaded')",
            )
            .await?;
            ensure!(page.eval("document.documentElement.dataset.page").await? == "home", "Home is gone");
            gone.store(false, Ordering::SeqCst);
            page.click_button("Begin").await?;
            page.wait_for_data("phase", "count-in").await
        });
}

#[test]
fn escape_answers_the_question_with_staying() {
    Setup::new("escape").run(async |page| {
        under_way(page).await?;
        page.client().back().await?;
        asked(page).await?;
        page.press(fantoccini::key::Key::Escape).await?;
        page.wait_for("the question to go", "!document.querySelector('[role=alertdialog]')").await?;
        page.wait_for_data("phase", "paused").await
    });
}

#[test]
fn back_and_forward_go_between_home_and_a_card() {
    Setup::new("history").run(async |page| {
        page.open("/").await?;
        page.tap("a.stroke[data-sequence=C]").await?;
        page.wait_for("the card", "document.querySelector('#card[data-sequence=C]')").await?;
        page.client().back().await?;
        page.wait_for("home", "document.getElementById('home') && !document.getElementById('card')").await?;
        page.client().forward().await?;
        page.wait_for("the card again", "document.querySelector('#card[data-sequence=C]')").await?;
        page.tap(".bar a").await?;
        page.wait_for("home", "document.getElementById('home')").await
    });
}

/// From home into a session that runs.
async fn under_way(page: &Page) -> Result {
    page.open("/").await?;
    page.watch_session().await?;
    // By a real press: a place that nobody went to by hand is left out by WebKit's back button.
    page.click_button("Begin").await?;
    page.click_button("I have read this").await?;
    page.wait_for_data("phase", "running").await
}

async fn asked(page: &Page) -> Result {
    page.wait_for("the question whether to leave", "document.querySelector('[role=alertdialog]')").await?;
    page.wait_for("the session's address, kept", "location.hash.startsWith('#/session')").await?;
    page.wait_for("the focus on the way to stay", "document.activeElement.textContent === 'Stay'").await
}

#[test]
fn a_session_that_is_reloaded_waits_where_it_was() {
    Setup::new("reload-session").run(async |page| {
        begin(page, "/session?speed=1&from=B.1").await?;
        page.wait_for_data("part", "climb").await?;
        page.client().refresh().await?;
        page.wait_for("the app to mount", "document.documentElement.dataset.app === 'ready'").await?;
        page.wait_for_data("phase", "paused").await?;
        ensure!(page.data("sequence").await?.as_deref() == Some("B"), "it is elsewhere");
        page.click_button("Go on").await?;
        page.wait_for_data("phase", "count-in").await?;
        page.wait_for_data("phase", "running").await
    });
}
