//! The next version: offered on Home, taken when somebody says so, and never by halves.

use anyhow::ensure;
use backstroke_tests::{Page, Result, Versions};
use server::{Request, Response};

use crate::keeping::{caches, come_back, kept_whole, look_for_update, setup, starts, version};

/// What becomes of an answer on its way.
type Fault = fn(Response) -> Response;

/// Whether a request is for the stylesheet of a later version, the one file that differs.
pub fn is_new_style(request: &Request, versions: &Versions) -> bool {
    request.path.starts_with("/style-") && versions.clone().answer(request).is_some()
}

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

/// The app is kept whole, a second version comes, waits, and is offered.
pub async fn waits(page: &Page, versions: &Versions) -> Result {
    kept_whole(page).await?;
    versions.publish(2);
    ensure!(look_for_update(page).await? == "installed");
    offered(page).await
}

/// Without network, the app of this version opens and Begin can be pressed.
async fn starts_offline(page: &Page, of_version: u64) -> Result {
    page.cut_line();
    starts(page, of_version).await?;
    page.mend_line();
    Ok(())
}

#[test]
fn a_new_version_waits_is_offered_on_home_and_taken_on_consent() -> Result {
    let (setup, versions) = setup("update", 2)?;
    setup.run(async |page| {
        page.open("/").await?;
        waits(page, &versions).await?;
        // Not said yes to, it does nothing, however often the app is opened.
        come_back(page, "/").await?;
        ensure!(version(page).await? == 1, "a version came unasked");
        offered(page).await?;
        taken(page, 2).await?;
        kept_whole(page).await?;
        let left = caches(page).await?;
        ensure!(left == ["backstroke / choice", "backstroke / v2"], "after the update there are {left:?}");
        starts_offline(page, 2).await
    });
    Ok(())
}

#[test]
fn whatever_is_wrong_with_one_file_of_a_new_version_the_old_one_stays_whole() -> Result {
    let (setup, versions) = setup("update-broken", 2)?;
    setup.run(async |page| {
        page.open("/").await?;
        kept_whole(page).await?;
        versions.publish(2);
        let faults: [(&str, Fault); 4] = [
            ("missing", |_| Response::text(404, "gone")),
            ("broken off on the way", |whole| whole.broken_after(100)),
            ("cut short", |mut whole| {
                whole.body.truncate(100);
                whole
            }),
            ("with a wrong byte", |mut whole| {
                whole.body[50] ^= 1;
                whole
            }),
        ];
        for (what, fault) in faults {
            let healthy = Versions::new(2)?;
            healthy.publish(2);
            versions.break_with(move |request| {
                is_new_style(request, &healthy).then(|| healthy.answer(request).map(fault)).flatten()
            });
            let outcome = look_for_update(page).await?;
            ensure!(outcome == "redundant", "a version with a file {what} became {outcome}");
            let left = caches(page).await?;
            ensure!(
                left.len() == 2 && !left.iter().any(|name| name.ends_with("v2")),
                "with a file {what} there are {left:?}"
            );
            starts_offline(page, 1).await?;
            kept_whole(page).await?;
        }
        versions.mend();
        ensure!(look_for_update(page).await? == "installed", "mended, it does not come");
        offered(page).await?;
        taken(page, 2).await
    });
    Ok(())
}

#[test]
fn of_two_versions_back_to_back_the_newer_is_taken() -> Result {
    let (setup, versions) = setup("update-twice", 3)?;
    setup.run(async |page| {
        page.open("/").await?;
        kept_whole(page).await?;
        for number in [2, 3] {
            versions.publish(number);
            ensure!(look_for_update(page).await? == "installed", "version {number}");
        }
        offered(page).await?;
        taken(page, 3).await?;
        kept_whole(page).await?;
        let left = caches(page).await?;
        ensure!(left == ["backstroke / choice", "backstroke / v3"], "there are {left:?}");
        // And back, as when a version is taken back.
        versions.publish(1);
        ensure!(look_for_update(page).await? == "installed");
        offered(page).await?;
        page.click_button("Use it now").await?;
        page.wait_for(
            "the version before",
            "!getComputedStyle(document.documentElement).getPropertyValue('--version')",
        )
        .await?;
        starts_offline(page, 1).await
    });
    Ok(())
}

#[test]
fn a_kept_version_that_fails_is_replaced_by_the_next_one() -> Result {
    let (setup, versions) = setup("update-mends", 2)?;
    setup.run(async |page| {
        page.open("/").await?;
        kept_whole(page).await?;
        versions.publish(2);
        ensure!(look_for_update(page).await? == "installed");
        page.run("dispatchEvent(new CustomEvent('backstroke:panic', { detail: 'broken' }))").await?;
        page.click_button("Reload").await?;
        page.wait_for(
            "the next version",
            "document.documentElement.dataset.app === 'ready' &&
             getComputedStyle(document.documentElement).getPropertyValue('--version').trim() === '2'",
        )
        .await
    });
    Ok(())
}
