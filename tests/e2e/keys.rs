//! Keys never fight the browser's own, a screen reader's, or those of what has the focus.

use anyhow::ensure;
use backstroke_tests::{Page, Result, Setup};
use fantoccini::key::Key;

use crate::model::{begin, now};

#[test]
fn keys_of_the_browser_and_of_a_screen_reader_go_by_untouched() {
    Setup::new("keys-theirs").run(async |page| {
        begin(page, "/session?speed=1&from=C.1").await?;
        let seen = page.session_log().await?.len();
        let theirs = page
            .eval(
                "[{ key: 'Tab' }, { key: 'Escape' }, { key: 'F5' }, { key: 'F11' }, { key: 'Shift' }, { key: 'Alt' },
                  { key: 'r', ctrlKey: true }, { key: 'a', metaKey: true }, { key: 'ArrowLeft', altKey: true },
                  { key: 'h', ctrlKey: true, altKey: true }, { key: 'ArrowRight', shiftKey: true }, { key: ' ', shiftKey: true },
                  { key: 'PageDown', repeat: true }, { key: 'a', isComposing: true }, { key: 'Unidentified' }]
                   .filter(init => !dispatchEvent(new KeyboardEvent('keydown', { ...init, bubbles: true, cancelable: true })))
                   .map(init => init.key)",
            )
            .await?;
        ensure!(theirs == serde_json::json!([]), "these were taken from the browser: {theirs}");
        let log = page.session_log().await?;
        ensure!(
            log.iter().skip(seen).all(|m| m.get("phase") == "running" && m.get("side") == "right"),
            "they did something: {log:?}"
        );
        // The same without what makes them the browser's are ours.
        let ours = page
            .eval("dispatchEvent(new KeyboardEvent('keydown', { key: 'PageDown', bubbles: true, cancelable: true }))")
            .await?;
        ensure!(ours == false, "a pedal's key scrolls the page, too");
        page.wait_for_data("side", "left").await
    });
}

#[test]
fn a_button_that_has_the_focus_keeps_space_and_enter() {
    Setup::new("keys-button").run(async |page| {
        begin(page, "/session?speed=1").await?;
        for key in [' ', char::from(Key::Enter)] {
            page.run("document.querySelector('button.pause').focus()").await?;
            page.press(key).await?;
            page.wait_for_data("phase", "paused").await?;
            page.run("document.querySelector('button.go').focus()").await?;
            page.press(key).await?;
            page.wait_for_data("phase", "running").await?;
        }
        // Pressed twice at once, as it would be if both took it, it would have gone on at once.
        let paused = page.eval("window.sessionLog.filter((m, i, all) => m.data.phase === 'paused' && all[i - 1].data.phase !== 'paused').length").await?;
        ensure!(paused == 2, "it was paused {paused} times");
        page.run("document.querySelector('button.hold').focus()").await?;
        page.press(' ').await?;
        page.wait_for_data("phase", "holding").await?;
        // Any other key is the session's wherever the focus is.
        page.press('h').await?;
        page.wait_for_data("phase", "running").await
    });
}

#[test]
fn a_button_that_a_finger_pressed_leaves_the_next_key_to_the_session() {
    Setup::new("keys-finger").run(async |page| {
        begin(page, "/session?speed=1").await?;
        for key in [' ', char::from(Key::Enter)] {
            page.tap(".hold").await?;
            page.wait_for_data("phase", "holding").await?;
            page.press(key).await?;
            page.wait_for_data("phase", "paused").await?;
            page.press(key).await?;
            page.wait_for_data("phase", "holding").await?;
            page.tap(".hold").await?;
            page.wait_for_data("phase", "running").await?;
        }
        Ok(())
    });
}

#[test]
fn what_is_written_into_is_left_its_keys() {
    Setup::new("keys-field").run(async |page| {
        begin(page, "/session?speed=1").await?;
        page.run("const field = document.createElement('input'); field.id = 'field'; document.querySelector('main').append(field); field.focus()")
            .await?;
        for key in ['a', 'h', ' ', 'r'] {
            page.press(key).await?;
        }
        page.wait_for("the letters in their field", "document.getElementById('field').value === 'ah r'").await?;
        running(page).await
    });
}

#[test]
fn a_key_that_is_held_down_is_pressed_once() {
    Setup::new("keys-repeat").run(async |page| {
        begin(page, "/session?speed=1&from=C.1").await?;
        page.run(
            "for (let i = 0; i < 30; i++)
               dispatchEvent(new KeyboardEvent('keydown', { key: ' ', repeat: i > 0, bubbles: true, cancelable: true }))",
        )
        .await?;
        page.wait_for_data("phase", "paused").await
    });
}

async fn running(page: &Page) -> Result {
    let phase = now(page).await?.get("phase").to_owned();
    ensure!(phase == "running", "the session is {phase}");
    Ok(())
}
