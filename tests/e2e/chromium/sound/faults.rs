//! Sound that is missing, refused, taken away or broken: said on the screen, and the session goes on by eye.

use anyhow::{Context, ensure};
use backstroke_tests::{Page, Result, Setup};
use server::Response;

use super::listener::{choices, listen, placed, planned, setup, teach};
use crate::model::{Model, begin, now};

async fn told(page: &Page, words: &str) -> Result {
    let seen = format!("document.querySelector('.trouble').textContent.includes({words:?})");
    page.wait_for(&format!("the words `{words}`"), &seen).await
}

async fn untold(page: &Page) -> Result {
    page.wait_for("the trouble to be over", "document.querySelector('.trouble').textContent === ''").await
}

async fn read(page: &Page, words: &str) -> Result {
    let seen = format!("document.querySelector('.caption').textContent.includes({words:?})");
    page.wait_for(&format!("the caption `{words}`"), &seen).await
}

/// All that is placed from some placing on lies on one plan: the session as it is now.
async fn in_place(page: &Page, from: usize) -> Result {
    page.wait_for("sounds to be placed", &format!("window.ear.list({from}).length > 20")).await?;
    let moment = now(page).await?;
    let gone = format!("window.ear.contexts.at(-1).currentTime - (performance.now() - {}) / 1000", moment.get("since"));
    let since_s = page.eval(&gone).await?.as_f64().context("no time")?;
    let mut model = Model::begun(backstroke::routine::Selection::From('C', 0))?;
    model.pass_until(moment.number("at")?)?;
    let plan = planned(&model.session, model.now(), choices());
    let heard = placed(page, from).await?;
    for sound in heard.iter().filter(|s| s.at > since_s + 1.0) {
        let fits =
            |(name, ms): &(String, u64)| *name == sound.name && (since_s + *ms as f64 / 1000.0 - sound.at).abs() < 0.3;
        ensure!(plan.iter().any(fits), "{sound:?} is not in the plan, whose zero is at {since_s} s:\n{plan:?}");
    }
    Ok(())
}

#[test]
fn without_any_sound_the_screen_says_so_and_the_session_goes_on_with_captions() {
    setup("no-sound").run(async |page| {
        listen(page, "delete window.AudioContext; delete window.webkitAudioContext;").await?;
        begin(page, "/session?speed=1").await?;
        told(page, "This browser has no sound").await?;
        read(page, "Either side of the base of the spine").await?;
        page.press(' ').await?;
        page.wait_for_data("phase", "paused").await
    });
}

#[test]
fn sound_that_waits_for_a_touch_is_told_and_two_taps_bring_it() {
    setup("blocked").run(async |page| {
        // Nobody has touched this page.
        listen(page, "localStorage.setItem('backstroke.safety', '1');").await?;
        page.open("/session?speed=1&from=C.1").await?;
        page.watch_session().await?;
        page.wait_for_data("phase", "running").await?;
        told(page, "No sound yet").await?;
        ensure!(page.eval("window.ear.placed.length").await? == 0, "something was placed on a clock that stands still");
        page.press_at(1170, 10).await?;
        page.wait_for_data("phase", "paused").await?;
        untold(page).await?;
        page.press_at(1170, 10).await?;
        page.wait_for_data("phase", "running").await?;
        teach(page).await?;
        in_place(page, 0).await
    });
}

#[test]
fn sound_that_is_taken_away_is_told_and_placed_where_the_session_is_when_it_comes_back() {
    setup("away").run(async |page| {
        listen(page, "").await?;
        begin(page, "/session?speed=1&from=C.1").await?;
        teach(page).await?;
        page.wait_for("sounds", "window.ear.list().length > 20").await?;
        page.run("ear.contexts[0].suspend()").await?;
        told(page, "The sound was taken away").await?;
        let gone = now(page).await?.number("since")?;
        ensure!(page.data("phase").await?.as_deref() == Some("running"), "the session does not go on");
        page.wait_for("three seconds without sound", &format!("performance.now() > {gone} + 3000")).await?;
        let before = super::listener::count(page).await?;
        page.run("ear.contexts[0].resume()").await?;
        untold(page).await?;
        in_place(page, before).await
    });
}

#[test]
fn an_interruption_pauses_the_session_and_the_sound_is_not_asked_for_meanwhile() {
    setup("interrupted").run(async |page| {
        listen(page, "").await?;
        begin(page, "/session?speed=1&from=C.1").await?;
        teach(page).await?;
        page.wait_for("sounds", "window.ear.list().length > 20").await?;
        // As iOS has it when a call comes.
        page.run(
            "Object.defineProperty(ear.contexts[0], 'state', { value: 'interrupted', configurable: true });
             ear.contexts[0].dispatchEvent(new Event('statechange')); ear.resumed = 0;",
        )
        .await?;
        page.wait_for_data("phase", "paused").await?;
        told(page, "Another app has the sound").await?;
        page.press_at(1170, 10).await?;
        page.wait_for_data("phase", "running").await?;
        ensure!(page.eval("ear.resumed").await? == 0, "it was asked to go on while it was interrupted");
        let before = super::listener::count(page).await?;
        page.run("delete ear.contexts[0].state; ear.contexts[0].dispatchEvent(new Event('statechange'));").await?;
        untold(page).await?;
        in_place(page, before).await
    });
}

#[test]
fn a_clock_that_stands_still_is_given_up_for_another_and_that_is_told() {
    setup("frozen").run(async |page| {
        listen(
            page,
            "const clock = Object.getOwnPropertyDescriptor(BaseAudioContext.prototype, 'currentTime').get;
             Object.defineProperty(BaseAudioContext.prototype, 'currentTime', { get() {
               return ear.frozen?.includes(this) ? (this.stoodAt ??= clock.call(this)) : clock.call(this);
             } });",
        )
        .await?;
        begin(page, "/session?speed=1&from=C.1").await?;
        teach(page).await?;
        page.wait_for("sounds", "window.ear.list().length > 20").await?;
        let before = super::listener::count(page).await?;
        page.run("ear.frozen = [ear.contexts[0]]").await?;
        page.wait_for("another context", "ear.contexts.length === 2").await?;
        page.wait_for("the words for it", "document.querySelector('.notice')?.textContent.includes('started anew')")
            .await?;
        in_place(page, before).await?;
        ensure!(page.eval("ear.contexts[0].state").await? == "closed", "the old context was left open");
        // One that is no better, and the next: then it is left alone.
        page.run("ear.frozen.includes = () => true").await?;
        told(page, "The sound stands still").await?;
        ensure!(page.data("phase").await?.as_deref() == Some("running"), "the session does not go on");
        Ok(())
    });
}

#[test]
fn a_voice_that_is_missing_or_broken_is_told_once_and_bowls_and_captions_carry_it() {
    for (name, status, body) in [("voice-missing", 404, &b"gone"[..]), ("voice-broken", 200, &b"no sound"[..])] {
        Setup::new(name)
            .may_complain()
            .intercept(move |request| {
                let is_voice = request.path.contains("/voice/");
                is_voice
                    .then(|| Response::new(status, "audio/mpeg", body))
                    .or_else(|| super::listener::recorder(request))
            })
            .run(async |page| {
                listen(page, "").await?;
                begin(page, "/session?speed=1").await?;
                page.wait_for("the words for it", "document.querySelector('.notice')?.textContent.includes('voice')")
                    .await?;
                page.watch("notice", "document.querySelector('.notice')?.textContent ?? ''").await?;
                teach(page).await?;
                read(page, "Either side of the base of the spine").await?;
                page.wait_for("the bowls", "window.ear.list().length > 20").await?;
                let heard = placed(page, 0).await?;
                ensure!(heard.iter().all(|s| s.name != "?"), "not only bowls: {heard:?}");
                page.press(' ').await?;
                page.press(' ').await?;
                page.wait_for_data("phase", "running").await?;
                let told = page.watched("notice").await?;
                ensure!(told.len() <= 2, "said more than once: {told:?}");
                Ok(())
            });
    }
}
