//! What is said on the screen, of the massage and of what is wrong, at every size: in a place of its own, and clear.

use anyhow::ensure;
use backstroke_tests::{Page, Result, Setup};

use super::screen::{SIZES, clear};
use crate::layout::nothing_wrong;

/// A screen that no browser keeps awake.
const REFUSED: &str = "Object.defineProperty(navigator, 'wakeLock', { value: { request: async () => {
    throw new DOMException('power is low', 'NotAllowedError');
  } } })";

/// A battery that is low.
const LOW: &str =
    "navigator.getBattery = async () => Object.assign(new EventTarget(), { level: 0.15, charging: false })";

/// The caption that is to be seen.
const CAPTION: &str = "(document.querySelector('.caption:not([aria-hidden])')?.textContent ?? '')";

#[test]
fn captions_are_clear_over_every_cue_and_over_the_ring() {
    Setup::new("told-captions").in_full().run(async |page| {
        page.hold_clock().await?;
        // The return floods the room; the climb's caption is the longest there is.
        for (from, moment) in [
            ("D.1", format!("s.cue === 'return-to-a' && {CAPTION}.includes('A')")),
            ("B.1", format!("s.part === 'climb' && {CAPTION}.length > 60")),
            ("C.1", format!("s.cue === 'other-side' && {CAPTION}.includes('side')")),
        ] {
            for light in ["day", "lamp"] {
                page.open_still(&format!("/session?speed=1&from={from}")).await?;
                page.run(&format!("document.documentElement.dataset.light = '{light}'")).await?;
                page.pass_until(&moment).await?;
                // What comes in with the cue is there by then.
                page.pass(400).await?;
                for (width, height) in SIZES {
                    page.resize(width, height).await?;
                    page.pass(1).await?;
                    let what = format!("{from} by {light} at {width}x{height}");
                    ensure!(page.eval(&format!("{CAPTION} !== ''")).await? == true, "{what}: nothing is said any more");
                    nothing_wrong(page, &what).await?;
                    clear(page, &what).await?;
                }
            }
        }
        Ok(())
    });
}

#[test]
fn the_light_of_another_side_or_level_leaves_all_words_clear() {
    Setup::new("told-sides").in_full().run(async |page| {
        page.hold_clock().await?;
        for (start, from, cue) in
            [("left", "C.1", "other-side"), ("right", "C.1", "other-side"), ("right", "D.1", "level")]
        {
            for light in ["day", "lamp"] {
                page.client().goto("about:blank").await?;
                page.open("/about").await?;
                page.run(&format!("localStorage.setItem('backstroke.prefs', '2 count-in=3 start={start}')")).await?;
                page.open_still(&format!("/session?speed=1&from={from}")).await?;
                page.run(&format!("document.documentElement.dataset.light = '{light}'")).await?;
                page.pass_until(&format!("s.cue === '{cue}'")).await?;
                if cue == "other-side" {
                    let other = if start == "left" { "right" } else { "left" };
                    ensure!(page.data("side").await?.as_deref() == Some(other), "it is {:?}", page.session().await?);
                }
                page.pass(1_500).await?;
                for (width, height) in SIZES {
                    page.resize(width, height).await?;
                    page.pass(1).await?;
                    let what = format!("{cue} from the {start} by {light} at {width}x{height}");
                    nothing_wrong(page, &what).await?;
                    clear(page, &what).await?;
                }
            }
        }
        Ok(())
    });
}

#[test]
fn what_is_wrong_is_told_where_nothing_else_is() {
    Setup::new("told-notices").in_full().before(REFUSED).run(async |page| {
        page.hold_clock().await?;
        page.open_still("/session?speed=1&from=C.1").await?;
        for (moment, press) in [
            ("s.phase === 'running' && s.kind === 'stroke'", ""),
            ("s.phase === 'paused'", "document.querySelector('#session').click()"),
            (
                "s.phase === 'holding'",
                "document.querySelector('#session').click(); document.querySelector('.hold').click()",
            ),
        ] {
            page.run(press).await?;
            page.pass_until(moment).await?;
            // As a lock that was lost is refused anew, its word is the longest.
            page.run("document.documentElement.dataset.awake = 'lost'; dispatchEvent(new Event('pointerup'))").await?;
            page.pass(500).await?;
            let notice = page.eval("document.querySelector('.notice')?.textContent.length ?? 0").await?;
            ensure!(notice.as_u64() > Some(80), "{moment}: the word has {notice} letters");
            sound(page, moment, true).await?;
            page.pass(10_500).await?;
            ensure!(page.eval("!document.querySelector('.notice')").await? == true, "the word stays");
            ensure!(page.eval("document.querySelector('.dark').checkVisibility()").await? == true, "no mark stays");
            let trouble = page.eval("document.querySelector('.trouble').textContent.length").await?;
            ensure!(trouble.as_u64() > Some(30), "the sound is no trouble");
            sound(page, moment, false).await?;
        }
        Ok(())
    });
}

/// Looks at a session that tells what is wrong, at every size; `all` is whether a notice stands, which covers no disc
/// where there is a strip above that.
async fn sound(page: &Page, moment: &str, all: bool) -> Result {
    for (width, height) in SIZES {
        page.resize(width, height).await?;
        page.pass(1).await?;
        let what = format!("{moment}, notice {all}, at {width}x{height}");
        nothing_wrong(page, &what).await?;
        clear(page, &what).await?;
        if all && width.min(height) >= 600 {
            let over = page
                .eval(
                    "(([n, d]) => n.top < 0 || n.left < 0 || n.bottom > d.top + 2)(
                       ['.notice', '.stage'].map(s => document.querySelector(s).getBoundingClientRect()))",
                )
                .await?;
            ensure!(over == false, "{what}: the notice covers the disc or is cut");
        }
    }
    Ok(())
}

#[test]
fn on_home_a_low_battery_and_a_notice_cover_nothing() {
    // A notice that stays, however long it takes to look.
    let stays = "const wait = window.setTimeout; window.setTimeout = (then, ms, ...more) => wait(then, ms === 10000 ? 1e6 : ms, ...more)";
    Setup::new("told-home").in_full().before(LOW).before(stays).run(async |page| {
        page.open("/").await?;
        page.wait_for("the battery", "document.getElementById('battery')?.checkVisibility()").await?;
        page.wait_for("all to be kept", "['all', 'not'].includes(document.documentElement.dataset.kept)").await?;
        for notice in [false, true] {
            if notice {
                page.run("location.hash = '/nowhere'").await?;
                page.wait_for("a notice", "document.querySelector('.notice')").await?;
            }
            for (width, height) in SIZES {
                page.resize(width, height).await?;
                nothing_wrong(page, &format!("with a notice: {notice}, at {width}x{height}")).await?;
                clear(page, &format!("with a notice: {notice}, at {width}x{height}")).await?;
            }
        }
        Ok(())
    });
}
