//! Faults of network and device made for real: a load or a keeping that breaks off, a device without room, one that is
//! asked to keep what it has.

use anyhow::{Result as Anyhow, ensure};
use backstroke_tests::{Gate, Setup, Versions, dist};
use serde_json::json;
use server::{Request, Response};

use crate::keeping::{
    CLIP, begin_update, caches, come_back, fetch, kept_whole, look_for_update, outcome, setup, starts_without_network,
    version, whole_session,
};
use crate::updating::{is_new_style, offered, taken};

/// The app behind a server that holds back what is asked for so, until the gate is opened.
fn holding(name: &'static str, is_held: impl Fn(&Request) -> bool + Send + Sync + 'static) -> (Setup, Gate) {
    let gate = Gate::default();
    let held = gate.clone();
    let setup = Setup::new(name).may_complain().intercept(move |request| {
        if is_held(request) {
            held.hold();
        }
        None
    });
    (setup, gate)
}

#[test]
fn a_first_load_that_breaks_off_is_told_and_the_next_one_starts() {
    let (setup, gate) = holding("offline-first", |request| request.path.contains(".wasm"));
    setup.run(async |page| {
        // A page whose script is still waiting has not loaded for the driver: it is asked for and not waited for.
        page.client().goto("about:blank").await?;
        page.devtools("Page.navigate", json!({ "url": page.base() })).await?;
        page.until("the wasm to be on its way", || gate.is_reached()).await?;
        page.stop_server();
        gate.open();
        page.wait_for("the words for it", "document.querySelector('main.failure[role=alert]')").await?;
        page.start_server()?;
        page.click_button("Reload").await?;
        page.wait_for("the app to start", "document.documentElement.dataset.app === 'ready'").await?;
        kept_whole(page).await
    });
}

#[test]
fn a_device_without_room_runs_the_app_as_a_page() {
    Setup::new("offline-full").may_complain().run(async |page| {
        let origin = page.base().trim_end_matches('/').to_owned();
        page.client().goto(&format!("{origin}/icon.svg")).await?;
        page.devtools("Storage.overrideQuotaForOrigin", json!({ "origin": origin, "quotaSize": 10_000 })).await?;
        page.open("/").await?;
        page.wait_for("the word on it", "document.documentElement.dataset.kept === 'not'").await?;
        let left = caches(page).await?;
        ensure!(left.is_empty(), "half a version is left in {left:?}");
        come_back(page, "/?speed=60").await?;
        whole_session(page).await
    });
}

#[test]
fn what_is_kept_is_asked_to_stay_after_the_first_whole_session() {
    Setup::new("offline-persist").run(async |page| {
        page.devtools(
            "Page.addScriptToEvaluateOnNewDocument",
            json!({ "source": "window.persisted = 0; navigator.storage.persist = async () => { window.persisted++; return true; };" }),
        )
        .await?;
        page.open("/?speed=60").await?;
        page.wait_for("the keeping to have begun", "document.documentElement.dataset.kept").await?;
        ensure!(page.eval("window.persisted").await? == 0, "it was asked before a session");
        whole_session(page).await?;
        page.wait_for("it to be asked", "window.persisted > 0").await
    });
}

#[test]
fn a_device_without_room_for_the_next_version_keeps_the_one_it_has() -> Anyhow<()> {
    let (setup, versions) = setup("update-full", 2)?;
    setup.run(async |page| {
        page.open("/").await?;
        kept_whole(page).await?;
        versions.publish(2);
        let origin = page.base().trim_end_matches('/').to_owned();
        page.devtools("Storage.overrideQuotaForOrigin", json!({ "origin": origin, "quotaSize": 10_000 })).await?;
        ensure!(look_for_update(page).await? == "redundant");
        starts_without_network(page, 1).await?;
        page.devtools("Storage.overrideQuotaForOrigin", json!({ "origin": origin })).await?;
        ensure!(look_for_update(page).await? == "installed", "with room again it does not come");
        offered(page).await
    });
    Ok(())
}

#[test]
fn without_network_and_with_its_voice_still_on_the_way_a_whole_session_is_possible() {
    let (setup, gate) = holding("offline-half", |request| request.path.starts_with("/voice/"));
    setup.run(async |page| {
        page.open("/").await?;
        page.until("a clip to be on its way", || gate.is_reached()).await?;
        page.stop_server();
        gate.open();
        come_back(page, "/?speed=60").await?;
        whole_session(page).await?;
        page.start_server()?;
        // What is missing comes at the next opening.
        come_back(page, "/").await?;
        kept_whole(page).await
    });
}

#[test]
fn an_address_that_nobody_knows_is_answered_by_the_app() {
    Setup::new("offline-unknown").may_complain().run(async |page| {
        page.open("/").await?;
        kept_whole(page).await?;
        page.stop_server();
        page.client().goto(&format!("{}no/such/place#/card/B", page.base())).await?;
        page.wait_for("the card", "document.querySelector('#card[data-sequence=B]')").await?;
        let at = page.eval("location.pathname + location.hash").await?;
        ensure!(at == "/#/card/B", "the address is {at}");
        Ok(())
    });
}

#[test]
fn a_keeping_that_breaks_off_leaves_nothing_half_and_is_done_at_the_next_opening() {
    // The worker asks for the page anew once it keeps it.
    let (setup, gate) =
        holding("offline-core", |request| request.path == "/" && request.header("sec-fetch-dest") == Some("empty"));
    setup.run(async |page| {
        page.open("/").await?;
        page.until("the worker to fetch the page", || gate.is_reached()).await?;
        page.stop_server();
        gate.open();
        page.wait_for("the word on it", "document.documentElement.dataset.kept === 'not'").await?;
        page.wait_for("the words for it", "document.querySelector('.shelf').innerText.includes('Needs the network')")
            .await?;
        let left = caches(page).await?;
        ensure!(left.is_empty(), "half a version is left in {left:?}");
        page.start_server()?;
        come_back(page, "/").await?;
        kept_whole(page).await?;
        starts_without_network(page, 1).await
    });
}

#[test]
fn of_a_version_that_is_kept_by_half_the_next_one_does_not_say_that_it_is_ready() -> Anyhow<()> {
    let (setup, versions) = setup("update-half", 2)?;
    let without_voice = |request: &Request| request.path.starts_with("/voice/").then(|| Response::text(404, "gone"));
    setup.run(async |page| {
        versions.break_with(without_voice);
        page.open("/").await?;
        page.wait_for("the keeping to fail", "document.documentElement.dataset.kept === 'not'").await?;
        versions.publish(2);
        versions.mend();
        ensure!(look_for_update(page).await? == "installed");
        versions.break_with(without_voice);
        // The browser lets the new worker in when no window is left; the version in use stays the one it was.
        for round in 0.. {
            ensure!(round < 20, "the new worker is never let in");
            come_back(page, "/").await?;
            page.run("navigator.serviceWorker.getRegistration().then(r => window.waits = r.waiting ? 'yes' : 'no')")
                .await?;
            page.wait_for("whether it waits", "window.waits").await?;
            if page.eval("window.waits").await? == "no" {
                break;
            }
        }
        page.wait_for("the worker's word", "document.documentElement.dataset.update === 'waiting'").await?;
        ensure!(version(page).await? == 1, "a version came unasked");
        let kept = page.eval("document.documentElement.dataset.kept").await?;
        ensure!(kept == "not", "of the version in use {kept} is kept");
        // What it lacks the new one has, and it may well be heard.
        page.stop_server();
        let clip = fetch(page, CLIP, None).await?;
        ensure!(clip["bytes"] == json!(std::fs::read(dist()?.join(CLIP))?), "no clip without network");
        page.start_server()?;
        taken(page, 2).await?;
        kept_whole(page).await
    });
    Ok(())
}

#[test]
fn a_server_that_stops_in_the_middle_of_an_update_leaves_the_old_version_whole() -> Anyhow<()> {
    let (setup, versions) = setup("update-stopped", 2)?;
    setup.run(async |page| {
        page.open("/").await?;
        kept_whole(page).await?;
        versions.publish(2);
        let gate = Gate::default();
        let (inner, healthy) = (gate.clone(), Versions::new(2)?);
        healthy.publish(2);
        versions.break_with(move |request| {
            let is_new = is_new_style(request, &healthy);
            is_new.then(|| {
                inner.hold();
                healthy.answer(request)
            })?
        });
        begin_update(page).await?;
        page.until("the update to be under way", || gate.is_reached()).await?;
        page.stop_server();
        gate.open();
        ensure!(outcome(page).await? == "redundant");
        starts_without_network(page, 1).await?;
        versions.mend();
        come_back(page, "/").await?;
        offered(page).await
    });
    Ok(())
}
