//! The least that must be true of a built app: it starts, and where it cannot, it says so.

use backstroke_tests::{Page, Result, Setup};
use server::Response;

#[test]
fn the_app_starts_without_a_word_on_the_console() {
    Setup::new("starts").run(async |page| page.open("").await);
}

#[test]
fn a_missing_wasm_is_told_in_words_with_a_way_to_reload() {
    Setup::new("missing-wasm")
        .may_complain()
        .intercept(|request| request.path.contains(".wasm").then(|| Response::text(404, "gone")))
        .run(async |page| {
            page.open_as_is("").await?;
            told(page, "could not be loaded").await
        });
}

#[test]
fn a_broken_wasm_is_told_in_words_with_a_way_to_reload() {
    Setup::new("broken-wasm")
        .may_complain()
        .intercept(|request| request.path.contains(".wasm").then(|| Response::new(200, "application/wasm", "\0asm?")))
        .run(async |page| {
            page.open_as_is("").await?;
            told(page, "could not be loaded").await
        });
}

#[test]
fn missing_glue_is_told_in_words_with_a_way_to_reload() {
    Setup::new("missing-glue")
        .may_complain()
        .intercept(|request| request.path.starts_with("/backstroke-").then(|| Response::text(404, "gone")))
        .run(async |page| {
            page.open_as_is("").await?;
            told(page, "could not be loaded").await
        });
}

#[test]
fn a_panic_is_told_in_words_and_reloading_starts_the_app_again() {
    Setup::new("panic").may_complain().run(async |page| {
        page.open("").await?;
        page.run("dispatchEvent(new CustomEvent('backstroke:panic', { detail: 'the thing that broke' }))").await?;
        told(page, "Something went wrong").await?;
        page.wait_for(
            "the panic's words",
            "document.querySelector('.failure pre').textContent === 'the thing that broke'",
        )
        .await?;
        page.click_button("Reload").await?;
        page.wait_for("the app to start again", "document.documentElement.dataset.app === 'ready'").await
    });
}

/// The failure page stands there, with these words and a button that has the focus.
async fn told(page: &Page, words: &str) -> Result {
    page.wait_for("the page that tells of a failure", "document.querySelector('main.failure[role=alert]')").await?;
    page.wait_for("its words", &format!("document.querySelector('.failure').innerText.includes('{words}')")).await?;
    page.wait_for("the button to reload", "document.activeElement.matches('.failure button')").await
}
