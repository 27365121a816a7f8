//! What the tests of the kept app share: its caches, its worker, its way to the next version.

use std::time::Duration;

use anyhow::{Context, ensure};
use backstroke_tests::{Page, Result, Setup, Versions};
use serde_json::Value;

/// A clip of the voice, which is kept after what the app needs to start.
pub const CLIP: &str = "voice/again.mp3";

/// The app in its first version, with so many versions to come.
pub fn setup(name: &'static str, count: usize) -> Result<(Setup, Versions)> {
    let versions = Versions::new(count)?;
    let answers = versions.clone();
    Ok((Setup::new(name).as_built().intercept(move |request| answers.answer(request)), versions))
}

/// Waits until everything is kept that works without network.
pub async fn kept_whole(page: &Page) -> Result {
    page.wait_for("everything to be kept", "document.documentElement.dataset.kept === 'all'").await
}

/// Opens the app as somebody does who comes back: another page lies in between.
pub async fn come_back(page: &Page, route: &str) -> Result {
    page.client().goto("about:blank").await?;
    page.open(route).await
}

/// The names of the app's caches.
pub async fn caches(page: &Page) -> Result<Vec<String>> {
    page.run("window.found = null; caches.keys().then(names => window.found = names);").await?;
    page.wait_for("the caches' names", "window.found").await?;
    let mut names: Vec<String> = serde_json::from_value(page.eval("window.found").await?)?;
    names.sort();
    Ok(names)
}

/// Has the browser look for a new version, and waits for what becomes of it: `installed`, `redundant`, or an error.
pub async fn look_for_update(page: &Page) -> Result<String> {
    begin_update(page).await?;
    outcome(page).await
}

/// Has the browser look for a new version, and does not wait. The page may have looked just before: what is on its way, or
/// has come, is then what was looked for.
pub async fn begin_update(page: &Page) -> Result {
    page.run(
        "const look = window.look = { outcome: null };
         const is = outcome => { look.outcome ??= outcome; };
         navigator.serviceWorker.getRegistration().then(registration => {
           const follow = worker => {
             const see = () => { if (['installed', 'redundant'].includes(worker.state)) is(worker.state); };
             worker.addEventListener('statechange', see);
             see();
           };
           registration.addEventListener('updatefound', () => follow(registration.installing));
           if (registration.installing) follow(registration.installing);
           registration.update().then(() => {
             if (registration.installing) follow(registration.installing);
             // Nothing new: what waits was found before, or there is none.
             else setTimeout(() => is(registration.waiting ? 'installed' : 'nothing'), 2000);
           }, error => is(String(error)));
         });",
    )
    .await
}

/// What has become of the version that was looked for.
pub async fn outcome(page: &Page) -> Result<String> {
    page.wait_for("the new version to be there or to have failed", "window.look.outcome").await?;
    page.eval("window.look.outcome").await?.as_str().map(str::to_owned).context("the outcome is no word")
}

/// Which version the page is of: 1 is the one that was built.
pub async fn version(page: &Page) -> Result<u64> {
    let number = page.eval("getComputedStyle(document.documentElement).getPropertyValue('--version').trim()").await?;
    Ok(number.as_str().and_then(|number| number.parse().ok()).unwrap_or(1))
}

/// Without its server, the app of this version opens and Begin can be pressed.
pub async fn starts_without_network(page: &Page, of_version: u64) -> Result {
    page.stop_server();
    starts(page, of_version).await?;
    page.start_server()
}

/// The app of this version opens and Begin can be pressed.
pub async fn starts(page: &Page, of_version: u64) -> Result {
    come_back(page, "/").await?;
    page.wait_for("Begin", "document.querySelector('#home button.begin:enabled')").await?;
    let version = version(page).await?;
    ensure!(version == of_version, "version {of_version} was there, and {version} has started");
    Ok(())
}

/// Fetches from within the page, and tells status, headers of interest and length.
pub async fn fetch(page: &Page, path: &str, range: Option<&str>) -> Result<Value> {
    let headers = range.map_or_else(|| serde_json::json!({}), |range| serde_json::json!({ "Range": range }));
    page.run(&format!(
        "window.fetched = null;
         fetch('{path}', {{ headers: {headers} }})
           .then(async r => window.fetched = {{ status: r.status, range: r.headers.get('content-range'),
             type: r.headers.get('content-type'), bytes: Array.from(new Uint8Array(await r.arrayBuffer())) }})
           .catch(error => window.fetched = {{ error: String(error) }});"
    ))
    .await?;
    page.wait_for(path, "window.fetched").await?;
    page.eval("window.fetched").await
}

/// Has the page loaded again, as its button does, and waits until the app stands.
pub async fn reload(page: &Page) -> Result {
    page.run("window.leaving = true; setTimeout(() => location.reload());").await?;
    page.wait_for("the app again", "document.documentElement.dataset.app === 'ready' && !window.leaving").await
}

/// From Home: Begin, the safety page where it is still to be read, and on to the rest.
pub async fn whole_session(page: &Page) -> Result {
    page.click_button("Begin").await?;
    if page.eval("localStorage.getItem('backstroke.safety')").await?.is_null() {
        page.click_button("I have read this").await?;
    }
    page.wait_at_most(
        Duration::from_secs(60),
        "the session's rest",
        "document.getElementById('session')?.dataset.phase === 'finished'",
    )
    .await
}
