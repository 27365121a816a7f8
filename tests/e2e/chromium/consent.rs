//! A new version is never taken under a session, in whatever window that is.

use anyhow::{Result as Anyhow, ensure};
use backstroke_tests::{Gate, Page, Result, Setup, Versions, below, dist};
use serde_json::json;
use server::{Response, content_type};

use crate::keeping::{caches, come_back, kept_whole, look_for_update, setup, version};
use crate::model::begin;
use crate::updating::{offered, taken, waits};

#[test]
fn a_session_in_one_window_keeps_the_new_version_waiting_in_another() -> Result {
    let (setup, versions) = setup("update-windows", 2)?;
    setup.run(async |page| waits_for_another_window(page, &versions, "").await);
    Ok(())
}

#[test]
fn where_the_browser_has_no_locks_a_session_keeps_it_waiting_as_well() -> Result {
    let without = "delete Navigator.prototype.locks";
    let (setup, versions) = with_worker("update-no-locks", "delete WorkerNavigator.prototype.locks")?;
    setup.before(without).run(async |page| waits_for_another_window(page, &versions, without).await);
    Ok(())
}

/// Two versions whose workers begin with a script.
fn with_worker(name: &'static str, script: &'static str) -> Anyhow<(Setup, Versions)> {
    let versions = Versions::new(2)?;
    let (answers, built) = (versions.clone(), std::fs::read(dist()?.join("worker.js"))?);
    let setup = Setup::new(name).may_complain().intercept(move |request| {
        let answer = answers.answer(request);
        if request.path != "/worker.js" {
            return answer;
        }
        let program = answer.map_or_else(|| built.clone(), |answer| answer.body);
        let body = [script.as_bytes(), b";\n", &program].concat();
        Some(Response::new(200, content_type("worker.js"), body).with("Cache-Control", "no-cache"))
    });
    Ok((setup, versions))
}

/// A session in one window, and the next version asked for in the other: it waits, and comes when the session is over.
/// What runs before the page is each window's own.
async fn waits_for_another_window(page: &Page, versions: &Versions, before: &str) -> Result {
    page.open("/").await?;
    kept_whole(page).await?;
    let home = page.client().window().await?;
    let other = page.client().new_window(false).await?;
    page.client().switch_to_window(other.handle.clone()).await?;
    page.devtools("Page.addScriptToEvaluateOnNewDocument", json!({ "source": before })).await?;
    begin(page, "/session?speed=1").await?;
    // What tells the worker of the session is there.
    kept_whole(page).await?;
    page.run("window.here = true").await?;
    page.client().switch_to_window(home.clone()).await?;
    waits(page, versions).await?;
    page.click_button("Use it now").await?;
    page.wait_for("the words for it", "document.querySelector('.shelf').textContent.includes('another window')")
        .await?;
    ensure!(version(page).await? == 1);
    page.client().switch_to_window(other.handle).await?;
    ensure!(page.eval("window.here").await? == true, "the session's page was loaded again");
    page.wait_for_data("phase", "running").await?;
    // Over, it keeps nobody waiting but for the ten minutes.
    page.run("location.hash = '/'").await?;
    page.click_button("Leave").await?;
    page.wait_for("Home", "document.getElementById('home')").await?;
    page.wait_for("the ten minutes to begin", "localStorage.getItem('backstroke.hush')").await?;
    page.run("localStorage.removeItem('backstroke.hush')").await?;
    page.client().switch_to_window(home).await?;
    come_back(page, "/").await?;
    offered(page).await?;
    taken(page, 2).await
}

#[test]
fn while_a_version_is_taken_no_session_can_begin_unnoticed() -> Result {
    // Which locks are held at the moment at which the choice is written.
    let script = "{
      const put = Cache.prototype.put;
      Cache.prototype.put = async function (key, value) {
        if (String(key).endsWith('/choice')) {
          const { held } = await navigator.locks.query();
          const words = JSON.stringify(held.map(({ mode, name }) => `${mode} ${name}`));
          await put.call(await caches.open('held'), '/held', new Response(words));
        }
        return put.call(this, key, value);
      };
    }";
    let (setup, versions) = with_worker("update-lock", script)?;
    setup.run(async |page| {
        page.open("/").await?;
        waits(page, &versions).await?;
        page.run("caches.delete('held')").await?;
        taken(page, 2).await?;
        page.run("caches.match('/held').then(found => found.json()).then(held => window.held = held)").await?;
        page.wait_for("what was held", "window.held").await?;
        let held = page.eval("window.held").await?;
        ensure!(held == json!(["exclusive backstroke / session"]), "while it chose, the worker held {held}");
        Ok(())
    });
    Ok(())
}

#[test]
fn what_the_version_before_is_still_at_keeps_nobody_waiting_who_said_yes() -> Result {
    let (versions, gate) = (Versions::new(2)?, Gate::default());
    let (answers, held) = (versions.clone(), gate.clone());
    let setup = Setup::new("update-busy-worker").may_complain().intercept(move |request| {
        if request.path == "/held" {
            held.hold();
        }
        answers.answer(request)
    });
    setup.run(async |page| {
        page.open("/").await?;
        waits(page, &versions).await?;
        page.run("fetch('held').catch(() => {})").await?;
        page.until("the worker to be at something that does not come", || gate.is_reached()).await?;
        let done = taken(page, 2).await;
        gate.open();
        done
    });
    Ok(())
}

#[test]
fn the_same_app_below_a_path_of_the_address_is_another_one() -> Result {
    let versions = Versions::new(2)?;
    let (answers, folder) = (versions.clone(), below()?);
    let setup = Setup::new("neighbours").may_complain().intercept(move |request| {
        let Some(path) = request.path.strip_prefix("/backstroke/") else { return answers.answer(request) };
        let name = if path.is_empty() { "index.html" } else { path };
        let bytes = std::fs::read(folder.join(name)).ok()?;
        Some(Response::new(200, content_type(name), bytes).with("Cache-Control", "no-cache"))
    });
    setup.run(async |page| {
        page.open("/").await?;
        kept_whole(page).await?;
        let home = page.client().window().await?;
        let other = page.client().new_window(false).await?;
        page.client().switch_to_window(other.handle.clone()).await?;
        page.client().goto(&format!("{}backstroke/#/session?speed=1", page.base())).await?;
        page.click_button("I have read this").await?;
        page.wait_for_data("phase", "running").await?;
        kept_whole(page).await?;
        page.run("window.here = true").await?;
        // A session there keeps no version waiting here, and what is told here is not for there.
        page.client().switch_to_window(home).await?;
        versions.publish(2);
        ensure!(look_for_update(page).await? == "installed");
        offered(page).await?;
        taken(page, 2).await?;
        kept_whole(page).await?;
        let names = caches(page).await?;
        ensure!(
            names.iter().any(|name| name.starts_with("backstroke /backstroke/ ")),
            "the other's is gone: {names:?}"
        );
        page.client().switch_to_window(other.handle).await?;
        let there = page.eval("[window.here, document.documentElement.dataset.update ?? null]").await?;
        ensure!(there == json!([true, null]), "the other page was disturbed: {there}");
        page.wait_for_data("phase", "running").await
    });
    Ok(())
}
