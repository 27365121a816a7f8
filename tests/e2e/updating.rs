//! The next version: offered on Home, and taken when somebody says so.

use anyhow::ensure;
use backstroke_tests::{Page, Result};

use crate::keeping::{caches, come_back, kept_whole, look_for_update, setup, starts, version};

/// Waits for the offer of a new version.
pub async fn offered(page: &Page) -> Result {
    page.wait_for(
        "the offer",
        "document.querySelector('.shelf .more')?.textContent.startsWith('A new version is here')",
    )
    .await
}

/// Says yes to it, and waits until the page is of that version.
pub async fn taken(page: &Page, number: u64) -> Result {
    page.click_button("Use it now").await?;
    let is_there = format!(
        "document.documentElement.dataset.app === 'ready' &&
         getComputedStyle(document.documentElement).getPropertyValue('--version').trim() === '{number}'"
    );
    page.wait_for("the new version", &is_there).await
}

#[test]
fn a_new_version_waits_is_offered_on_home_and_taken_on_consent() -> Result {
    let (setup, versions) = setup("update", 2)?;
    setup.run(async |page| {
        page.open("/").await?;
        kept_whole(page).await?;
        versions.publish(2);
        ensure!(look_for_update(page).await? == "installed");
        offered(page).await?;
        // Not said yes to, it does nothing, however often the app is opened.
        come_back(page, "/").await?;
        ensure!(version(page).await? == 1, "a version came unasked");
        offered(page).await?;
        taken(page, 2).await?;
        kept_whole(page).await?;
        let left = caches(page).await?;
        ensure!(left == ["backstroke / choice", "backstroke / v2"], "after the update there are {left:?}");
        page.cut_line();
        starts(page, 2).await
    });
    Ok(())
}
