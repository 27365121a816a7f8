//! Putting the app on a device: what the browser needs to know, and what a person is told.

use anyhow::{Context, ensure};
use backstroke_tests::Setup;
use serde_json::{Value, json};

#[test]
fn the_browser_finds_nothing_that_keeps_it_from_installing_the_app() {
    Setup::new("installable").run(async |page| {
        page.open("/").await?;
        page.wait_for("the worker", "navigator.serviceWorker.controller").await?;
        let errors = page.devtools("Page.getInstallabilityErrors", json!({})).await?;
        ensure!(errors["installabilityErrors"] == json!([]), "{errors}");
        let manifest = page.devtools("Page.getAppManifest", json!({})).await?;
        ensure!(manifest["errors"] == json!([]), "{}", manifest["errors"]);
        let text = manifest["data"].as_str().context("the browser has no manifest")?;
        let app: Value = serde_json::from_str(text)?;
        for member in ["id", "name", "short_name", "description", "start_url", "scope", "display", "display_override",
            "orientation", "theme_color", "background_color", "categories", "launch_handler"]
        {
            ensure!(!app[member].is_null(), "the manifest says no {member}");
        }
        let shortcuts: Vec<&str> =
            app["shortcuts"].as_array().into_iter().flatten().filter_map(|s| s["short_name"].as_str()).collect();
        ensure!(shortcuts == ["Begin", "A", "B", "C", "D"], "{shortcuts:?}");
        let forms: Vec<&str> =
            app["screenshots"].as_array().into_iter().flatten().filter_map(|s| s["form_factor"].as_str()).collect();
        ensure!(forms.contains(&"wide") && forms.contains(&"narrow"), "pictures are there for {forms:?}");
        // Every picture has the size that the manifest says.
        for picture in ["icons", "screenshots"].iter().flat_map(|list| app[*list].as_array().into_iter().flatten()) {
            let (src, sizes) = (picture["src"].as_str().unwrap_or_default(), picture["sizes"].as_str().unwrap_or_default());
            page.run(&format!(
                "window.size = null; const i = new Image(); i.src = '{src}';
                 i.decode().then(() => window.size = `${{i.naturalWidth}}x${{i.naturalHeight}}`, e => window.size = String(e))"
            ))
            .await?;
            page.wait_for(src, "window.size").await?;
            let size = page.eval("window.size").await?;
            ensure!(sizes == "any" || size == sizes, "{src} is {size} and not {sizes}");
        }
        Ok(())
    });
}

#[test]
fn below_a_path_it_is_installed_from_there() {
    Setup::new("installable-below").below("/backstroke/").run(async |page| {
        page.open("/").await?;
        page.wait_for("the worker", "navigator.serviceWorker.controller").await?;
        let errors = page.devtools("Page.getInstallabilityErrors", json!({})).await?;
        ensure!(errors["installabilityErrors"] == json!([]), "{errors}");
        let app = page.devtools("Page.getAppManifest", json!({})).await?;
        ensure!(app["errors"] == json!([]), "{}", app["errors"]);
        let id = page.devtools("Page.getAppId", json!({})).await?;
        ensure!(id["appId"] == page.base(), "its identity is {id}");
        Ok(())
    });
}

#[test]
fn where_the_browser_offers_to_install_home_passes_it_on() {
    // The browser's own offer, which may come at any time, is let pass by.
    let own = "addEventListener('beforeinstallprompt', event => { if (event.isTrusted) event.stopImmediatePropagation(); }, true)";
    Setup::new("install-offer").before(own).run(async |page| {
        page.open("/").await?;
        page.run(
            "const offer = new Event('beforeinstallprompt', { cancelable: true });
             window.asked = 0;
             offer.prompt = async () => { window.asked++; };
             dispatchEvent(offer);
             window.browsersOwn = !offer.defaultPrevented;",
        )
        .await?;
        ensure!(page.eval("window.browsersOwn").await? == false, "the browser asks at a time of its own");
        page.click_button("Put it on this device").await?;
        page.wait_for("the browser's question", "window.asked === 1").await?;
        page.wait_for("the offer to go", "!document.querySelector('.shelf button')").await
    });
}

#[test]
fn on_an_ipad_home_says_in_words_how_to_install() {
    Setup::new("install-by-hand").run(async |page| {
        let ipad = "Object.defineProperty(navigator, 'standalone', { value: false });
                    Object.defineProperty(navigator, 'maxTouchPoints', { value: 5 });
                    addEventListener('beforeinstallprompt', event => event.stopImmediatePropagation(), true);";
        page.devtools("Page.addScriptToEvaluateOnNewDocument", json!({ "source": ipad })).await?;
        page.open("/").await?;
        page.wait_for("the words", "document.querySelector('.shelf')?.textContent.includes('Add to Home Screen')").await
    });
}

#[test]
fn a_shortcut_goes_to_its_place_in_the_window_that_is_there() {
    Setup::new("install-launch").run(async |page| {
        let queue = "const queue = { setConsumer: consume => window.launch = consume };
                     Object.defineProperty(window, 'launchQueue', { value: queue });";
        page.devtools("Page.addScriptToEvaluateOnNewDocument", json!({ "source": queue })).await?;
        page.open("/").await?;
        page.wait_for("the app to hear of launches", "window.launch").await?;
        page.run("window.here = true; window.launch({ targetURL: new URL('./#/card/C', location).href })").await?;
        page.wait_for("the card", "document.querySelector('#card[data-sequence=C]') && window.here").await?;
        page.run("window.launch({ targetURL: new URL('./', location).href })").await?;
        ensure!(page.eval("location.hash").await? == "#/card/C", "opened without a place, it left where it was");
        Ok(())
    });
}
