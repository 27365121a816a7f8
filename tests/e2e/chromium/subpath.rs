//! Below a path of its own, as on GitHub Pages, everything works as well.

use anyhow::ensure;
use backstroke_tests::Setup;
use serde_json::json;

use crate::keeping::{caches, come_back, kept_whole, whole_session};

#[test]
fn below_a_path_the_app_starts_is_kept_and_is_installed_from_there() {
    Setup::new("below").may_complain().below("/backstroke/").run(async |page| {
        page.open("/").await?;
        kept_whole(page).await?;
        let worker = page.eval("navigator.serviceWorker.controller.scriptURL").await?;
        ensure!(worker == format!("{}worker.js", page.base()), "the worker is {worker}");
        let errors = page.devtools("Page.getInstallabilityErrors", json!({})).await?;
        ensure!(errors["installabilityErrors"] == json!([]), "{errors}");
        let app = page.devtools("Page.getAppManifest", json!({})).await?;
        ensure!(app["errors"] == json!([]), "{}", app["errors"]);
        let id = page.devtools("Page.getAppId", json!({})).await?;
        ensure!(id["appId"] == page.base(), "its identity is {id}");
        let names = caches(page).await?;
        ensure!(names.iter().all(|name| name.starts_with("backstroke /backstroke/ ")), "{names:?}");
        page.wait_for("its fonts", "document.fonts.check('20px \"Backstroke Serif\"')").await?;

        page.stop_server();
        come_back(page, "/?speed=60").await?;
        whole_session(page).await?;
        page.client().goto(&format!("{}deep/down#/card/D", page.base())).await?;
        page.wait_for("the card", "document.querySelector('#card[data-sequence=D]')").await?;
        let at = page.eval("location.pathname + location.hash").await?;
        ensure!(at == "/backstroke/#/card/D", "the address is {at}");
        Ok(())
    });
}
