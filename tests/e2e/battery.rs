//! A battery that may not last is told of before a session begins, where the browser knows of it.

use anyhow::ensure;
use backstroke_tests::{Page, Result, Setup};

/// A battery that the test holds in its hand: `charge(level, charging)`.
const BATTERY: &str = "
  window.battery = Object.assign(new EventTarget(), { level: 0.15, charging: false });
  window.charge = (level, charging) => {
    Object.assign(battery, { level, charging });
    for (const change of ['levelchange', 'chargingchange']) battery.dispatchEvent(new Event(change));
  };
  navigator.getBattery = async () => battery";

#[test]
fn a_low_battery_is_told_on_home_until_it_is_being_filled() {
    Setup::new("battery").before(BATTERY).run(async |page| {
        page.open("/").await?;
        says(page, Some("The battery is at 15 %. Plug the device in before you begin.")).await?;
        page.run("charge(0.12, false)").await?;
        says(page, Some("The battery is at 12 %. Plug the device in before you begin.")).await?;
        page.run("charge(0.12, true)").await?;
        says(page, None).await?;
        page.run("charge(0.2, false)").await?;
        says(page, Some("The battery is at 20 %. Plug the device in before you begin.")).await?;
        page.run("charge(0.21, false)").await?;
        says(page, None).await?;
        // It is told before the start, and never over a session.
        page.run("charge(0.1, false)").await?;
        says(page, Some("The battery is at 10 %. Plug the device in before you begin.")).await?;
        page.click_button("Begin").await?;
        page.click_button("I have read this").await?;
        page.wait_for_data("phase", "running").await?;
        says(page, None).await
    });
}

#[test]
fn a_browser_that_knows_of_no_battery_or_will_not_tell_says_nothing() {
    for (name, script) in [
        (
            "battery-missing",
            "if ('getBattery' in navigator) Object.defineProperty(navigator, 'getBattery', { value: undefined })",
        ),
        ("battery-refused", "navigator.getBattery = async () => { throw new DOMException('no', 'NotAllowedError'); }"),
    ] {
        Setup::new(name).before(script).run(async |page| {
            page.open("/").await?;
            page.wait_for("Begin", "document.querySelector('button.begin:enabled')").await?;
            ensure!(page.eval("document.querySelector('.notice') === null").await? == true, "something is told");
            Ok(())
        });
    }
}

async fn says(page: &Page, words: Option<&str>) -> Result {
    let words = serde_json::json!(words);
    let what = format!("the word of the battery to be {words}");
    page.wait_for(&what, &format!("(document.getElementById('battery')?.textContent ?? null) === {words}")).await
}
