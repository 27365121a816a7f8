//! Sound that is missing, refused, taken away or broken: said on the screen, and the session goes on by eye.

use anyhow::{Context, ensure};
use backstroke_tests::{Page, Result, Setup};
use server::Response;

use crate::model::{Model, begin, now};
use crate::sound::listener::{choices, listen, placed, planned, same, setup, teach};

async fn told(page: &Page, words: &str) -> Result {
    let seen = format!("document.querySelector('.trouble').textContent.includes({words:?})");
    page.wait_for(&format!("the words `{words}`"), &seen).await
}

async fn untold(page: &Page) -> Result {
    page.wait_for("the trouble to be over", "document.querySelector('.trouble').textContent === ''").await
}

async fn read(page: &Page, words: &str) -> Result {
    let seen = format!("document.querySelector('.caption:not([aria-hidden])')?.textContent.includes({words:?})");
    page.wait_for(&format!("the caption `{words}`"), &seen).await
}

/// All that is placed from some placing on is the plan of the session as it is now, sound by sound and on the sample, from
/// a second after now on: what is due earlier may have come too late.
async fn in_place(page: &Page, from: usize) -> Result {
    let moment = now(page).await?;
    let clock = "window.ear.contexts.at(-1).currentTime";
    let gone = format!("{clock} - (performance.now() - {}) / 1000", moment.get("since"));
    let mut model = Model::begun(backstroke::routine::Selection::From('C', 0))?;
    model.pass_until(moment.number("at")?)?;
    let plan = planned(&model.session, model.now(), choices());
    let (since_s, now_s): (f64, f64) = serde_json::from_value(page.eval(&format!("[{gone}, {clock}]")).await?)?;
    // Where there is a second without a sound, so that it is the same sounds in both.
    let due_s = |ms: u64| since_s + ms as f64 / 1000.0;
    let later: Vec<_> = plan.iter().skip_while(|(_, ms)| due_s(*ms) < now_s + 1.0).cloned().collect();
    let gap = later.windows(2).find(|two| matches!(two, [(_, a), (_, b)] if b - a > 1_000)).context("no gap")?;
    let cut_ms = gap.first().context("no gap")?.1 + 500;
    let later: Vec<_> = later.into_iter().filter(|(_, ms)| *ms > cut_ms).collect();
    ensure!(later.len() > 15, "too little is left to tell: {later:?}");
    let cut_s = due_s(cut_ms);
    let all = format!("window.ear.list({from}).filter(n => n.at > {cut_s}).length >= {}", later.len());
    page.wait_for(&format!("{} sounds to be placed", later.len()), &all).await?;
    let heard: Vec<_> = placed(page, from).await?.into_iter().filter(|sound| sound.at > cut_s).collect();
    let rate = page.eval("window.ear.contexts.at(-1).sampleRate").await?.as_f64().context("no rate")?;
    let zero_s = same(&heard, &later, rate)?;
    ensure!((zero_s - since_s).abs() < 0.3, "heard at {zero_s} s, seen at {since_s} s of the audio clock");
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
        let before = crate::sound::listener::count(page).await?;
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
        told(page, "The screen shows every cue until it is free").await?;
        ensure!(page.eval("ear.resumed").await? == 0, "it was asked to go on while it was interrupted");
        let before = crate::sound::listener::count(page).await?;
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
        let before = crate::sound::listener::count(page).await?;
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
        // It goes again by itself.
        page.run("delete ear.frozen").await?;
        untold(page).await
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
                    .or_else(|| crate::sound::listener::recorder(request))
            })
            .run(async |page| {
                listen(page, "").await?;
                begin(page, "/session?speed=1").await?;
                page.wait_for("the words for it", "document.querySelector('.notice')?.textContent.includes('voice')")
                    .await?;
                // It is said before those words go.
                read(page, "Either side of the base of the spine").await?;
                // Gone, it does not come back, whatever else is missing.
                page.wait_for("the words to go", "!document.querySelector('.notice')").await?;
                page.watch("notice", "document.querySelector('.notice')?.textContent ?? ''").await?;
                teach(page).await?;
                page.wait_for("the bowls", "window.ear.list().length > 20").await?;
                let heard = placed(page, 0).await?;
                ensure!(heard.iter().all(|s| s.name.starts_with('(')), "not only bowls: {heard:?}");
                // The words that are missing are asked for again, in vain.
                let asked = "performance.getEntriesByType('resource').filter(r => r.name.includes('/voice/')).length";
                let before = page.eval(asked).await?;
                page.press(' ').await?;
                page.press(' ').await?;
                page.wait_for_data("phase", "running").await?;
                page.wait_for("the voice to be asked for again", &format!("{asked} > {before}")).await?;
                page.wait_for("the rest of it", "!document.querySelector('.loading progress')").await?;
                let told = page.watched("notice").await?;
                ensure!(told == [Some(String::new())], "said more than once: {told:?}");
                Ok(())
            });
    }
}

#[test]
fn when_devices_come_or_go_that_is_told_and_nothing_is_broken_off() {
    setup("devices").run(async |page| {
        listen(page, "").await?;
        begin(page, "/session?speed=1&from=C.1").await?;
        teach(page).await?;
        page.wait_for("sounds", "window.ear.list().length > 20").await?;
        for target in ["navigator.mediaDevices", "window.ear.contexts[0]"] {
            let event = if target.starts_with('n') { "devicechange" } else { "sinkchange" };
            page.run(&format!("{target}.dispatchEvent(new Event('{event}'))")).await?;
            let words =
                "document.querySelector('.notice')?.textContent.startsWith('The devices for sound may have changed')";
            page.wait_for(&format!("the words after {event}"), words).await?;
            page.wait_for("the words to go", "!document.querySelector('.notice')").await?;
        }
        ensure!(page.data("phase").await?.as_deref() == Some("running"), "the session does not go on");
        ensure!(page.eval("window.ear.placed.every(n => n.stops === null)").await? == true, "something was broken off");
        in_place(page, 0).await
    });
}

/// The first touch of all is on the link that leads away: it asks for the sound, and nobody is left to hear it.
#[test]
fn a_first_touch_that_ends_the_session_leaves_no_sound_running() {
    setup("first-touch").run(async |page| {
        listen(page, "localStorage.setItem('backstroke.safety', '1');").await?;
        page.open("/session?speed=60&from=D.1").await?;
        page.wait_for_data("phase", "finished").await?;
        ensure!(page.eval("window.ear.contexts[0].state").await? == "suspended", "it is not blocked");
        page.run("ear.states = 0; ear.contexts[0].addEventListener('statechange', () => ear.states++)").await?;
        page.tap("#session a.act").await?;
        page.wait_for("the first page", "!document.querySelector('#session')").await?;
        ensure!(page.eval("window.ear.resumed > 0").await? == true, "the touch has not asked for the sound");
        // The browser lets it be heard, since it was asked, and it is put to rest at once.
        let rests = "ear.states > 0 && ear.contexts[0].state === 'suspended'";
        page.wait_for("the sound to rest after it has run", rests).await
    });
}
