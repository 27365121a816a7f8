//! Oily fingers: long, smeared and several at once. Chromium's protocol alone makes such touches.

use anyhow::ensure;
use backstroke_tests::{Page, Result, Setup};
use serde_json::json;

use crate::model::{begin, now};

/// A touch screen of the size of a tablet or a phone, and a session on it.
async fn touched(page: &Page, (width, height): (u32, u32)) -> Result {
    page.devtools("Emulation.setTouchEmulationEnabled", json!({ "enabled": true, "maxTouchPoints": 5 })).await?;
    page.resize(width, height).await?;
    page.run("localStorage.removeItem('backstroke.session')").await.ok();
    begin(page, "/session?speed=1&from=C.1").await
}

/// Fingers come down, move or are lifted: those that are on the screen then.
async fn fingers(page: &Page, kind: &str, at: &[(u32, u32)]) -> Result {
    let points: Vec<_> =
        (0..).zip(at).map(|(id, (x, y))| json!({ "x": x, "y": y, "id": id, "radiusX": 20, "radiusY": 20 })).collect();
    page.devtools("Input.dispatchTouchEvent", json!({ "type": kind, "touchPoints": points })).await.map(drop)
}

/// Lets so many milliseconds of the page's clock pass.
async fn pass(page: &Page, ms: u32) -> Result {
    page.run("window.then = performance.now()").await?;
    page.wait_for("the time to pass", &format!("performance.now() > window.then + {ms}")).await
}

/// How often the session was paused.
async fn pauses(page: &Page) -> Result<u64> {
    let all = "window.sessionLog.filter((m, i, all) => m.data.phase === 'paused' && all[i - 1]?.data.phase !== 'paused').length";
    Ok(page.eval(all).await?.as_u64().unwrap_or_default())
}

/// It was paused once by what was done, and is paused still when all of it is over.
async fn once(page: &Page, before: u64, what: &str) -> Result {
    page.wait_for_data("phase", "paused").await?;
    pass(page, 700).await?;
    ensure!(page.data("phase").await?.as_deref() == Some("paused"), "{what}: it goes on by itself");
    ensure!(pauses(page).await? == before + 1, "{what}: it was paused {} times", pauses(page).await? - before);
    Ok(())
}

const SIZES: [(u32, u32); 2] = [(1180, 820), (390, 844)];

#[test]
fn a_long_a_smeared_and_a_many_fingered_touch_pause_once_and_the_next_one_goes_on() {
    for (name, size) in ["touch-tablet", "touch-phone"].into_iter().zip(SIZES) {
        Setup::new(name).run(async |page| {
            touched(page, size).await?;
            // In the middle of the disc, where the button to go on comes; in the column, where all others come; and on
            // the button to pause.
            let (width, height) = size;
            let (disc, column) = if width > height { ((390, 410), (900, 700)) } else { ((195, 190), (100, 740)) };
            let (x, y): (f64, f64) = serde_json::from_value(
                page.eval("(r => [r.x + r.width / 2, r.y + r.height / 2])(document.querySelector('.pause').getBoundingClientRect())").await?,
            )?;
            for at in [disc, column, (x as u32, y as u32)] {
                for what in ["long", "smeared", "with two fingers"] {
                    let before = pauses(page).await?;
                    let (x, y) = at;
                    fingers(page, "touchStart", &[at]).await?;
                    match what {
                        "long" => pass(page, 1_000).await?,
                        "smeared" => {
                            for n in 1..8 {
                                fingers(page, "touchMove", &[(x + n * 6, y - n * 6)]).await?;
                            }
                        }
                        _ => fingers(page, "touchStart", &[at, (x + 30, y - 40)]).await?,
                    }
                    fingers(page, "touchEnd", &[]).await?;
                    once(page, before, &format!("{what} at {at:?}")).await?;
                    let place = now(page).await?;
                    // The hand that notices its mistake touches the same place again, whatever lies there by now.
                    fingers(page, "touchStart", &[at]).await?;
                    fingers(page, "touchEnd", &[]).await?;
                    page.wait_for_data("phase", "running").await?;
                    let log = page.session_log().await?;
                    let on = log.iter().rev().find(|m| m.get("phase") == "paused").map(|m| m.get("at").to_owned());
                    ensure!(on.as_deref() == Some(place.get("at")), "{what} at {at:?}: it was at {place:?}, then {on:?}");
                    // The same place would be the second half of a double touch for a while.
                    pass(page, 500).await?;
                }
            }
            let moved = page.eval("[scrollX, scrollY, visualViewport.scale, String(getSelection())]").await?;
            ensure!(moved == json!([0, 0, 1, ""]), "the page was moved, enlarged or marked: {moved}");
            Ok(())
        });
    }
}

#[test]
fn a_double_touch_on_go_on_goes_on_and_a_menu_never_opens() {
    Setup::new("touch-double").run(async |page| {
        touched(page, SIZES[0]).await?;
        fingers(page, "touchStart", &[(900, 500)]).await?;
        fingers(page, "touchEnd", &[]).await?;
        page.wait_for_data("phase", "paused").await?;
        let before = pauses(page).await?;
        // Two orders to the browser would be further apart than two taps of one finger.
        page.run(
            "for (let n = 0; n < 2; n++) for (const [Kind, name] of [[PointerEvent, 'pointerdown'], [PointerEvent, 'pointerup'], [MouseEvent, 'click']])
               document.elementFromPoint(390, 410).dispatchEvent(new Kind(name,
                 { bubbles: true, cancelable: true, isPrimary: true, clientX: 390, clientY: 410, detail: name === 'click' ? 1 : 0 }))",
        )
        .await?;
        pass(page, 700).await?;
        ensure!(page.data("phase").await?.as_deref() == Some("running"), "it is {:?}", page.session().await?);
        ensure!(pauses(page).await? == before, "it was paused again");
        let menu = page
            .eval("document.querySelector('.disc').dispatchEvent(new MouseEvent('contextmenu', { bubbles: true, cancelable: true }))")
            .await?;
        ensure!(menu == false, "a long press opens a menu");
        Ok(())
    });
}

#[test]
fn a_touch_on_a_notice_is_a_touch_on_the_session() {
    let refused =
        "Object.defineProperty(navigator, 'wakeLock', { value: { request: async () => { throw new Error('no'); } } })";
    Setup::new("touch-notice").before(refused).run(async |page| {
        touched(page, SIZES[0]).await?;
        page.wait_for("a notice", "document.querySelector('.notice')").await?;
        let (x, y): (f64, f64) = serde_json::from_value(
            page.eval("(r => [r.x + r.width / 2, r.y + r.height / 2])(document.querySelector('.notice').getBoundingClientRect())").await?,
        )?;
        fingers(page, "touchStart", &[(x as u32, y as u32)]).await?;
        fingers(page, "touchEnd", &[]).await?;
        page.wait_for_data("phase", "paused").await
    });
}

#[test]
fn what_a_paused_session_offers_is_pressed_by_a_finger() {
    Setup::new("touch-acts").run(async |page| {
        touched(page, SIZES[0]).await?;
        fingers(page, "touchStart", &[(390, 200)]).await?;
        fingers(page, "touchEnd", &[]).await?;
        page.wait_for_data("phase", "paused").await?;
        pass(page, 900).await?;
        let (x, y): (f64, f64) = serde_json::from_value(
            page.eval("(r => [r.x + r.width / 2, r.y + r.height / 2])(document.querySelector('.acts button:nth-child(2)').getBoundingClientRect())").await?,
        )?;
        fingers(page, "touchStart", &[(x as u32, y as u32)]).await?;
        fingers(page, "touchEnd", &[]).await?;
        page.wait_for_data("phase", "running").await?;
        page.wait_for_data("side", "left").await
    });
}
