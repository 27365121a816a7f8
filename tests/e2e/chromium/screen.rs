//! The session's screen: at every size and in every phase nothing is cut, over another or too small, and nothing jumps.

use anyhow::ensure;
use backstroke_tests::{Page, Result, SESSION, Setup};
use serde_json::json;

use crate::layout::nothing_wrong;
use crate::model::begin;

/// What a session is looked at on: tablets both ways, a laptop, a phone both ways, a large screen.
pub const SIZES: [(u32, u32); 7] =
    [(1180, 820), (820, 1180), (1366, 1024), (1024, 600), (390, 844), (844, 390), (1920, 1080)];

/// All text that is seen now is clear on what is painted behind it.
pub async fn clear(page: &Page, what: &str) -> Result {
    let pale = page.pale().await?;
    ensure!(pale.is_empty(), "{what}: {pale:?}");
    Ok(())
}

/// Looks at what is shown, at every size and in both lights.
async fn sound_at_every_size(page: &Page, what: &str) -> Result {
    for (width, height) in SIZES {
        page.resize(width, height).await?;
        page.pass(0).await?;
        nothing_wrong(page, &format!("{what} at {width}x{height}")).await?;
        if (width, height) == SIZES[0] || (width, height) == (390, 844) {
            for light in ["day", "lamp"] {
                page.run(&format!("document.documentElement.dataset.light = '{light}'")).await?;
                page.pass(2_000).await?;
                clear(page, &format!("{what} by {light} at {width}x{height}")).await?;
            }
        }
    }
    Ok(())
}

#[test]
fn in_every_phase_and_at_every_size_nothing_is_cut_or_over_another_and_all_text_is_clear() {
    Setup::new("screen-phases").in_full().run(async |page| {
        page.hold_clock().await?;
        page.open_still("/session?speed=1&from=C.1").await?;
        page.run("document.documentElement.dataset.light = 'lamp'").await?;
        // The lights take two seconds each at two sizes, which the count-in does not have: looked at as it begins.
        for (width, height) in SIZES {
            page.resize(width, height).await?;
            nothing_wrong(page, &format!("counting in at {width}x{height}")).await?;
        }
        page.pass_until("s.kind === 'place'").await?;
        // The sequence's letter has gone by then, and what stood back for it has come again.
        page.pass(5_000).await?;
        sound_at_every_size(page, "placing").await?;
        page.pass_until("s.kind === 'stroke' && !s.cue").await?;
        page.run("document.querySelector('#session').click()").await?;
        sound_at_every_size(page, "paused").await?;
        page.run("document.querySelector('#session').click(); document.querySelector('.hold').click()").await?;
        page.pass(1_000).await?;
        sound_at_every_size(page, "holding").await?;
        page.open_still("/session?speed=1&from=D.1").await?;
        page.pass_until("s.phase === 'finished'").await?;
        sound_at_every_size(page, "finished").await
    });
}

#[test]
fn every_movement_and_every_cue_fits_at_every_size() {
    Setup::new("screen-movements").in_full().run(async |page| {
        page.hold_clock().await?;
        page.open_still("/session?speed=1").await?;
        let mut seen = Vec::new();
        loop {
            let now = page.session().await?;
            let of = |key: &str| now.get(key).cloned().unwrap_or_default();
            if of("phase") == "finished" {
                break;
            }
            let key = if of("cue").is_empty() {
                [of("movement"), of("kind"), of("part"), of("level")].join(" ")
            } else {
                ["cue", &of("cue"), &of("side"), &of("level")].join(" ")
            };
            if !seen.contains(&key) && of("phase") == "running" {
                // A cue's words are all there by now, and have not left.
                if !of("cue").is_empty() {
                    page.pass(1_500).await?;
                }
                for (width, height) in SIZES {
                    page.resize(width, height).await?;
                    nothing_wrong(page, &format!("{key} at {width}x{height}")).await?;
                }
                clear(page, &key).await?;
                seen.push(key);
            }
            let here = json!([of("cue"), of("part"), of("kind"), of("movement"), of("pass"), of("phase")]);
            page.pass_until(&format!(
                "JSON.stringify(['cue', 'part', 'kind', 'movement', 'pass', 'phase'].map(k => s[k] ?? '')) !== '{here}'"
            ))
            .await?;
        }
        ensure!(seen.len() > 12, "only these were seen: {seen:?}");
        Ok(())
    });
}

#[test]
fn words_of_any_length_move_nothing() {
    Setup::new("screen-shift").run(async |page| {
        page.open("/session?speed=60").await?;
        page.click_button("I have read this").await?;
        page.watch(
            "places",
            "document.querySelector('#session')?.dataset.phase === 'running' ? ['.stage', '.what', '.digits', '.facts', '.next', '.pause']
               .map(s => document.querySelector(`#session > ${s}, #session > .aside > ${s}`).getBoundingClientRect())
               .map(r => [r.left, r.top].map(Math.round).join()).join(' ') : null",
        )
        .await?;
        page.wait_for_data("phase", "running").await?;
        page.wait_at_most(std::time::Duration::from_mins(2), "the end", "document.querySelector('[data-phase=finished]')")
            .await?;
        let mut places: Vec<String> = page.watched("places").await?.into_iter().flatten().collect();
        places.sort();
        places.dedup();
        ensure!(places.len() == 1, "what stands in the column moved: {places:?}");
        Ok(())
    });
}

#[test]
fn a_tap_anywhere_pauses_and_the_next_one_undoes_it() {
    Setup::new("screen-tap").run(async |page| {
        begin(page, "/session?speed=1&from=A.1").await?;
        for (width, height) in [(1180, 820), (390, 844)] {
            page.resize(width, height).await?;
            for (x, y) in [(0.5, 0.3), (0.05, 0.05), (0.97, 0.97), (0.8, 0.75), (0.5, 0.99), (0.75, 0.6)] {
                let at = (f64::from(width) * x, f64::from(height) * y);
                for phase in ["paused", "running"] {
                    page.press_at(at.0 as u32, at.1 as u32).await?;
                    page.wait_for_data("phase", phase).await?;
                }
            }
        }
        Ok(())
    });
}

#[test]
fn controls_step_back_and_come_at_a_pointer_or_a_key_and_a_blind_touch_pauses() {
    Setup::new("screen-quiet").run(async |page| {
        page.hold_clock().await?;
        page.open_still("/session?speed=1&from=B.1").await?;
        page.pass_until("s.kind === 'stroke'").await?;
        let away = format!("document.querySelector('{SESSION}').classList.contains('quiet')");
        let shown = "getComputedStyle(document.querySelector('.pause')).opacity";
        for wake in [
            "new PointerEvent('pointermove', { bubbles: true })",
            "new KeyboardEvent('keydown', { key: 'Shift', bubbles: true })",
        ] {
            page.pass(6_000).await?;
            ensure!(page.eval(&away).await? == true, "the controls stay");
            ensure!(page.eval(shown).await? == "0", "the controls are still seen");
            page.run(&format!("document.querySelector('#session').dispatchEvent({wake})")).await?;
            page.pass(1_000).await?;
            ensure!(page.eval(shown).await? == "1", "{wake} brings no controls");
        }
        page.pass(6_000).await?;
        // A finger comes without a pointer's move before it.
        page.run(
            "const hold = document.querySelector('.hold');
             hold.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true, isPrimary: true }));
             hold.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true, detail: 1 }));",
        )
        .await?;
        ensure!(
            page.data("phase").await?.as_deref() == Some("paused"),
            "a blind touch did {:?}",
            page.session().await?
        );
        Ok(())
    });
}

#[test]
fn begin_takes_the_screen_where_fingers_point_and_the_control_says_where_it_cannot() {
    Setup::new("screen-full").run(async |page| {
        page.open("/").await?;
        page.run(
            "window.asked = 0;
             Element.prototype.requestFullscreen = () => { window.asked++; return Promise.reject(new Error('no')); };",
        )
        .await?;
        page.click_button("Full screen").await?;
        page.wait_for("the screen to be asked for", "window.asked === 1").await?;
        page.run("Object.defineProperty(document, 'fullscreenEnabled', { value: false, configurable: true })").await?;
        page.click_button("Full screen").await?;
        page.wait_for(
            "what to do instead",
            "document.querySelector('[role=alert]')?.textContent.includes('home screen')",
        )
        .await?;
        page.run("delete document.fullscreenEnabled").await?;
        page.devtools("Emulation.setTouchEmulationEnabled", json!({ "enabled": true })).await?;
        page.wait_for("fingers", "matchMedia('(pointer: coarse)').matches").await?;
        page.run("document.querySelector('.begin').click()").await?;
        page.wait_for("the screen to be asked for again", "window.asked === 2").await
    });
}
