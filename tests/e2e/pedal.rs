//! "Press your pedal": what the page shows of every press, what it teaches, and what of that is kept and forgotten.

use anyhow::ensure;
use backstroke_tests::{Page, Result, Setup};
use fantoccini::key::Key;

use crate::model::{begin, now};

#[test]
fn the_page_shows_of_every_press_which_key_how_often_and_what_it_does() {
    Setup::new("pedal").run(async |page| {
        open(page).await?;
        page.wait_for("an invitation", "document.getElementById('heard').innerText.includes('Press your pedal')")
            .await?;
        page.press(Key::PageDown).await?;
        heard(page, "Page Down", "once", "Next").await?;
        page.press_twice(Key::PageDown).await?;
        heard(page, "Page Down", "twice", "Nothing").await?;
        page.press(' ').await?;
        heard(page, "Space", "once", "Pause, go on").await?;
        page.press('b').await?;
        heard(page, "B", "once", "Nothing").await?;
        ensure!(page.eval("scrollY").await? == 0, "the page was scrolled by the keys that it shows");
        Ok(())
    });
}

#[test]
fn a_key_that_was_taught_does_so_in_a_session_and_after_a_reload_until_it_is_forgotten() {
    Setup::new("pedal-taught").run(async |page| {
        open(page).await?;
        page.press('b').await?;
        heard(page, "B", "once", "Nothing").await?;
        teach(page, "Pressed once", "Next").await?;
        teach(page, "Pressed twice", "Back to A").await?;
        page.press('b').await?;
        heard(page, "B", "once", "Next").await?;
        page.press_twice('b').await?;
        heard(page, "B", "twice", "Back to A").await?;
        kept(page, "1 b=next+return").await?;

        // One pedal, two things, in a browser that was closed in between.
        page.client().goto("about:blank").await?;
        begin(page, "/session?speed=1&from=C.1").await?;
        page.wait_for_data("side", "right").await?;
        page.press('b').await?;
        page.wait_for_data("side", "left").await?;
        ensure!(now(page).await?.get("called-from").is_empty(), "one press did what two are for");
        page.press_twice('b').await?;
        page.wait_for_data("called-from", "C").await?;
        page.press(' ').await?;
        page.wait_for_data("phase", "paused").await?;

        page.client().goto("about:blank").await?;
        open(page).await?;
        page.click_button("Forget B").await?;
        page.wait_for("no key in the list", "!document.querySelector('.taught')").await?;
        kept(page, "1").await?;
        page.press('b').await?;
        heard(page, "B", "once", "Nothing").await
    });
}

#[test]
fn a_pedal_that_sends_a_built_in_key_can_be_taught_two_things_and_forgotten_with_all_others() {
    Setup::new("pedal-built-in").run(async |page| {
        open(page).await?;
        page.press(Key::PageDown).await?;
        heard(page, "Page Down", "once", "Next").await?;
        teach(page, "Pressed twice", "Keep on").await?;
        page.press_twice(Key::PageDown).await?;
        heard(page, "Page Down", "twice", "Keep on").await?;
        page.press('r').await?;
        heard(page, "R", "once", "Again").await?;
        teach(page, "Pressed once", "Nothing").await?;
        kept(page, "1 PageDown=next+hold r=-").await?;
        page.click_button("Forget all").await?;
        kept(page, "1").await?;
        page.press('r').await?;
        heard(page, "R", "once", "Again").await
    });
}

#[test]
fn a_pedal_that_sends_space_presses_no_button_that_was_touched_before() {
    Setup::new("pedal-space").run(async |page| {
        open(page).await?;
        page.press(' ').await?;
        heard(page, "Space", "once", "Pause, go on").await?;
        teach(page, "Pressed twice", "Back to A").await?;
        page.press_twice(' ').await?;
        heard(page, "Space", "twice", "Back to A").await?;
        kept(page, "1 Space=pause+return").await
    });
}

#[test]
fn one_who_works_the_page_with_the_keyboard_keeps_place_and_keys() {
    Setup::new("pedal-keyboard").run(async |page| {
        open(page).await?;
        page.press('b').await?;
        heard(page, "B", "once", "Nothing").await?;
        page.run("document.querySelectorAll('.lesson button')[1].focus()").await?;
        // The button's own key, and not a press of a pedal.
        page.press(Key::Enter).await?;
        kept(page, "1 b=next").await?;
        heard(page, "B", "once", "Nothing").await?;
        ensure!(page.eval("document.activeElement.textContent").await? == "Next", "the focus has gone elsewhere");
        page.press(Key::Tab).await?;
        ensure!(page.eval("document.activeElement.textContent").await? == "Back", "Tab does not go on");
        Ok(())
    });
}

#[test]
fn keys_that_were_kept_wrongly_are_set_aside_and_told_of() {
    Setup::new("pedal-bad").run(async |page| {
        page.open("/").await?;
        page.run("localStorage.setItem('backstroke.pedal', '1 Tab=next')").await?;
        page.client().goto("about:blank").await?;
        open(page).await?;
        page.wait_for("a word about it", "document.querySelector('.notice')?.textContent.includes('set aside')")
            .await?;
        let aside =
            page.eval("[localStorage.getItem('backstroke.pedal'), localStorage.getItem('backstroke.pedal.bad')]");
        ensure!(aside.await? == serde_json::json!([null, "1 Tab=next"]), "the line is not set aside");
        page.press(Key::PageDown).await?;
        heard(page, "Page Down", "once", "Next").await
    });
}

/// Opens the page, and waits until it listens.
async fn open(page: &Page) -> Result {
    page.open("/pedal").await?;
    page.wait_for("the page", "document.getElementById('heard')?.isConnected").await
}

async fn heard(page: &Page, key: &str, times: &str, does: &str) -> Result {
    let now =
        "(h => [h.querySelector('b').textContent, h.dataset.times, h.querySelector('.does').textContent].join('|'))
                 (document.getElementById('heard'))";
    page.wait_for("the press to be shown", &format!("({now}) === '{key}|{times}|{does}'")).await
}

/// Presses a choice in one of the two groups.
async fn teach(page: &Page, group: &str, act: &str) -> Result {
    let index = page
        .eval(&format!(
            "[...document.querySelectorAll('[role=group][aria-label=\"{group}\"] button')].findIndex(b => b.textContent === '{act}') + 1"
        ))
        .await?;
    let button = format!("[role=group][aria-label=\"{group}\"] button:nth-child({index})");
    page.tap(&button).await?;
    page.wait_for("the choice", &format!("document.querySelector('{button}').ariaPressed === 'true'")).await
}

async fn kept(page: &Page, line: &str) -> Result {
    page.wait_for("what is kept", &format!("localStorage.getItem('backstroke.pedal') === '{line}'")).await
}
