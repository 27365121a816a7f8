//! Below a path of its own, as on GitHub Pages, everything works as well.

use anyhow::ensure;
use backstroke_tests::Setup;

use crate::keeping::{caches, kept_whole, reload, whole_session};

#[test]
fn below_a_path_the_app_starts_is_kept_and_goes_without_network() {
    Setup::new("below").as_built().below("/backstroke/").run(async |page| {
        page.open("/?speed=60").await?;
        kept_whole(page).await?;
        let worker = page.eval("navigator.serviceWorker.controller.scriptURL").await?;
        ensure!(worker == format!("{}worker.js", page.base()), "the worker is {worker}");
        let names = caches(page).await?;
        ensure!(names.iter().all(|name| name.starts_with("backstroke /backstroke/ ")), "{names:?}");
        page.wait_for("its fonts", "document.fonts.check('20px \"Backstroke Serif\"')").await?;

        page.cut_line();
        reload(page).await?;
        whole_session(page).await?;
        page.client().goto(&format!("{}deep/down#/card/D", page.base())).await?;
        page.wait_for("the card", "document.querySelector('#card[data-sequence=D]')").await?;
        let at = page.eval("location.pathname + location.hash").await?;
        ensure!(at == "/backstroke/#/card/D", "the address is {at}");
        Ok(())
    });
}
