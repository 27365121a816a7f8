//! The app talks to nobody: no request elsewhere, no word on the console, nothing that the policy forbids.

use anyhow::{Context, ensure};
use backstroke_tests::{Light, Page, Result, Setup, dist};
use serde_json::json;
use server::Response;

use crate::keeping::{kept_whole, whole_session};
use crate::pages::PAGES;

#[test]
fn on_every_page_nothing_is_forbidden_nothing_is_said_and_nobody_else_is_asked() {
    Setup::new("sealed").watching_requests().run(async |page| {
        let watch = "window.forbidden = [];
             document.addEventListener('securitypolicyviolation', e =>
               forbidden.push(`${e.violatedDirective} ${e.blockedURI} ${e.sourceFile}:${e.lineNumber} ${e.sample}`));";
        page.devtools("Page.addScriptToEvaluateOnNewDocument", json!({ "source": watch })).await?;
        // What the browser loads for itself, before there is a page, is not the app's.
        page.client().goto("about:blank").await?;
        page.requests().await?;
        let mut requests = Vec::new();
        for light in [Light::Dark, Light::Light] {
            page.light(light).await?;
            for route in PAGES.into_iter().chain(["/session"]) {
                page.client().goto("about:blank").await?;
                page.open(route).await?;
                requests.extend(page.requests().await?);
                nothing_forbidden(page, route).await?;
            }
        }
        page.client().goto("about:blank").await?;
        page.open("/?speed=60").await?;
        kept_whole(page).await?;
        whole_session(page).await?;
        nothing_forbidden(page, "a whole session").await?;
        page.client().goto("about:blank").await?;
        page.open("/session?speed=1").await?;
        page.wait_for_data("phase", "running").await?;
        page.run("location.hash = '/'").await?;
        page.wait_for("the question whether to leave", "document.querySelector('[role=alertdialog]')").await?;
        nothing_forbidden(page, "the question whether to leave").await?;
        requests.extend(page.requests().await?);

        let own = page.base().to_owned();
        let local = ["data:", "blob:", "about:"];
        ensure!(requests.iter().any(|url| url.starts_with(&own)), "no request was seen at all");
        let elsewhere: Vec<_> = requests
            .iter()
            .filter(|url| !url.starts_with(&own) && !local.iter().any(|scheme| url.starts_with(scheme)))
            .collect();
        ensure!(elsewhere.is_empty(), "others are asked: {elsewhere:?}");
        // Chromium notes for whoever writes a page that its own banner waits until the page asks for it, as Home does.
        let mut said = page.console().await?;
        said.retain(|(level, words)| level != "INFO" || !words.contains("Banner not shown: beforeinstallprompt"));
        ensure!(said.is_empty(), "the console holds {said:?}");
        Ok(())
    });
}

async fn nothing_forbidden(page: &Page, here: &str) -> Result {
    let forbidden = page.eval("window.forbidden").await?;
    ensure!(forbidden == json!([]), "{here}: the policy forbids {forbidden}");
    Ok(())
}

#[test]
fn the_policy_in_the_page_alone_stops_whatever_is_not_the_apps_own() {
    // As on a host that sends no headers.
    Setup::new("sealed-page").without_headers().may_complain().run(stops_what_is_not_its_own);
}

#[test]
fn the_policy_in_the_headers_alone_stops_whatever_is_not_the_apps_own() -> Result {
    let whole = std::fs::read_to_string(dist()?.join("index.html"))?;
    let start = whole.find("<meta http-equiv=\"Content-Security-Policy\"").context("the page has no policy")?;
    let (before, policy) = whole.split_at(start);
    let (_, after) = policy.split_once('>').context("the policy does not end")?;
    let page = [before, after].concat();
    Setup::new("sealed-headers")
        .may_complain()
        .intercept(move |request| {
            (request.path == "/").then(|| Response::new(200, "text/html; charset=utf-8", page.clone()))
        })
        .run(stops_what_is_not_its_own);
    Ok(())
}

/// Tries what the policy is to stop. That it was the policy that did, and no network that is not there, says the browser.
async fn stops_what_is_not_its_own(page: &Page) -> Result {
    page.open("/").await?;
    // What the driver runs may do more than the page: what is tried here is done later, by the page itself.
    page.run(
        "window.refused = [];
         document.addEventListener('securitypolicyviolation', e => refused.push(`${e.effectiveDirective} ${e.blockedURI}`));
         const add = (name, what) => document.body.append(Object.assign(document.createElement(name), what));
         add('script', { textContent: 'window.ran = true' });
         add('script', { src: 'https://example.org/script.js' });
         add('img', { src: 'https://example.org/picture.png' });
         document.body.insertAdjacentHTML('beforeend', '<p id=styled style=\"position: fixed\">x</p><img src=x onerror=\"window.ran = true\">');
         fetch('https://example.org/').then(() => window.ran = true, () => {});
         setTimeout('window.ran = true');",
    )
    .await?;
    for refused in [
        "script-src-elem inline",
        "script-src-elem https://example.org/script.js",
        "script-src-attr inline",
        "script-src eval",
        "style-src-attr inline",
        "img-src https://example.org/picture.png",
        "connect-src https://example.org/",
    ] {
        page.wait_for(&format!("`{refused}` to be refused"), &format!("refused.includes('{refused}')")).await?;
    }
    ensure!(page.eval("window.ran").await?.is_null(), "what was refused has run");
    let styled = page.eval("getComputedStyle(document.getElementById('styled')).position").await?;
    ensure!(styled == "static", "a style in the page counts");
    Ok(())
}
