//! The app talks to nobody: no request elsewhere, no word on the console, nothing that the policy forbids.

use anyhow::ensure;
use backstroke_tests::{Light, Result, Setup};
use serde_json::json;

use crate::keeping::{kept_whole, whole_session};

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
            for route in ["/", "/card/A", "/card/B", "/card/C", "/card/D", "/choose", "/safety", "/about"] {
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

async fn nothing_forbidden(page: &backstroke_tests::Page, here: &str) -> Result {
    let forbidden = page.eval("window.forbidden").await?;
    ensure!(forbidden == json!([]), "{here}: the policy forbids {forbidden}");
    Ok(())
}

#[test]
fn the_policy_stops_a_script_a_style_and_a_request_that_are_not_the_apps_own() {
    // In the page's own policy alone, as on a host that sends no headers.
    Setup::new("sealed-policy").may_complain().run(async |page| {
        page.open("/").await?;
        page.run(
            "window.ran = false;
             const script = document.createElement('script');
             script.textContent = 'window.ran = true';
             document.head.append(script);
             document.body.insertAdjacentHTML('beforeend', '<p id=styled style=\"position: fixed\">x</p>');
             window.reached = null;
             fetch('https://example.org/').then(() => window.reached = true, () => window.reached = false);
             try { eval('1'); window.evaluated = true } catch { window.evaluated = false }",
        )
        .await?;
        page.wait_for("the request to be refused", "window.reached === false").await?;
        ensure!(page.eval("window.ran").await? == false, "a script in the page ran");
        ensure!(
            page.eval("getComputedStyle(document.getElementById('styled')).position").await? == "static",
            "a style in the page counted"
        );
        Ok(())
    });
}
