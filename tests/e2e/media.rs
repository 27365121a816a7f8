//! A headset's keys and the lock screen.

use anyhow::{Context, ensure};
use backstroke::routine::Selection;
use backstroke_tests::{Engine, Page, Result, Setup};
use serde_json::Value;

use crate::model::{COUNT_IN_MS, Model, begin, now};

/// Writes down what the app asks of the media session and which player it plays: `keys`, `places`, `player`.
const WATCH: &str = "
  window.keys = {};
  window.places = [];
  const session = navigator.mediaSession, set = session.setActionHandler, place = session.setPositionState;
  session.setActionHandler = (action, then) => { keys[action] = then; set.call(session, action, then); };
  session.setPositionState = state => { places.push({ ...state }); place.call(session, state); };
  const play = HTMLMediaElement.prototype.play;
  HTMLMediaElement.prototype.play = function () { window.player = this; return play.call(this); }";

#[test]
fn a_headset_pauses_goes_on_and_moves_through_the_session() {
    Setup::new("media").before(WATCH).run(async |page| {
        begin(page, "/session?speed=1&from=A.2").await?;
        state(page, "playing").await?;
        press(page, "pause").await?;
        page.wait_for_data("phase", "paused").await?;
        state(page, "paused").await?;
        press(page, "play").await?;
        page.wait_for_data("phase", "running").await?;
        state(page, "playing").await?;
        // The lock screen's stop is no end: pressed by mistake, nothing is lost.
        press(page, "stop").await?;
        page.wait_for_data("phase", "paused").await?;
        press(page, "play").await?;
        page.wait_for_data("phase", "running").await?;
        page.wait_for_data("side", "right").await?;
        press(page, "nexttrack").await?;
        page.wait_for_data("side", "left").await?;
        press(page, "previoustrack").await?;
        press(page, "previoustrack").await?;
        page.wait_for_data("side", "right").await
    });
}

#[test]
fn the_lock_screens_slider_goes_to_the_movement_there_also_while_paused() {
    Setup::new("media-seek").before(WATCH).run(async |page| {
        begin(page, "/session?speed=1&from=C.1").await?;
        let model = Model::begun(Selection::From('C', 0))?;
        // The seventh minute of that session is not in C; its beginning stays what was done first. A slider that is still
        // moved asks for nothing.
        page.run("keys.seekto({ action: 'seekto', seekTime: 20, fastSeek: true })").await?;
        for (phase, seconds) in [("running", 410), ("paused", 0)] {
            if phase == "paused" {
                press(page, "pause").await?;
                page.wait_for_data("phase", "paused").await?;
            }
            let there = model.session.at(COUNT_IN_MS + seconds * 1000).step;
            page.run(&format!("keys.seekto({{ action: 'seekto', seekTime: {seconds} }})")).await?;
            let level = there.level.map_or("", |level| level.name());
            page.wait_for_data("sequence", &there.sequence.to_string()).await?;
            page.wait_for_data("pass", &there.pass.to_string()).await?;
            ensure!(page.data("level").await?.unwrap_or_default() == level, "another level than {level}");
            ensure!(page.data("phase").await?.as_deref() == Some(phase), "it is no longer {phase}");
        }
        Ok(())
    });
}

#[test]
fn the_lock_screen_shows_what_is_on_and_how_far_it_is() {
    Setup::new("media-words").before(WATCH).run(async |page| {
        begin(page, "/session?speed=1&from=B.1").await?;
        shows(page, "title", "B · thumbs up the channels, 1 of 3").await?;
        shows(page, "artist", "Backstroke").await?;
        shows(page, "album", "A back massage, guided").await?;
        let pictures = page.eval("navigator.mediaSession.metadata.artwork.map(p => [p.src, p.sizes, p.type])").await?;
        let pictures: Vec<(String, String, String)> = serde_json::from_value(pictures)?;
        for ((src, sizes, kind), size) in pictures.iter().zip(["192", "512"]) {
            ensure!(src.ends_with(&format!("/icons/icon-{size}.png")), "the picture of {size} lies at {src}");
            ensure!(sizes == &format!("{size}x{size}") && kind == "image/png", "it is {sizes}, {kind}");
        }
        ensure!(pictures.len() == 2, "there are {} pictures", pictures.len());

        page.press(' ').await?;
        page.wait_for_data("phase", "paused").await?;
        let (at, last) = (now(page).await?.number("at")? as f64, page.eval("places.at(-1)").await?);
        let of = |name: &str| last.get(name).and_then(Value::as_f64).context("a figure is missing");
        ensure!((of("position")? - at / 1000.0).abs() < 0.002, "at {at} ms the lock screen is told {last}");
        ensure!(of("duration")? > 300.0 && (of("playbackRate")? - 1.0).abs() < 1e-9, "it is told {last}");
        Ok(())
    });
}

#[test]
fn a_quiet_loop_that_is_not_turned_down_plays_while_the_session_goes() {
    Setup::new("media-loop").before(WATCH).run(async |page| {
        page.open("/").await?;
        page.click_button("Begin").await?;
        page.wait_for("a player within the first press", "!!window.player").await?;
        page.click_button("I have read this").await?;
        page.wait_for_data("phase", "running").await?;
        page.wait_for("the player to play", "!player.paused && player.currentTime > 0.1").await?;
        let facts = page.eval("player.loop && player.volume > 0 && !player.muted && player.duration > 5").await?;
        ensure!(facts == true, "it is no loop, silent by its volume, or too short to count as a player");
        let address = page.eval("player.src").await?;
        ensure!(address.as_str().is_some_and(|a| a.starts_with("blob:")), "it plays {address}");
        page.press(' ').await?;
        page.wait_for("the player to rest", "player.paused").await?;
        page.press(' ').await?;
        page.wait_for("the player to play", "!player.paused").await?;
        page.press(' ').await?;
        page.click_button("End here").await?;
        page.wait_for("the player to rest", "player.paused").await
    });
}

#[test]
fn the_keys_are_given_back_with_the_session() {
    Setup::new("media-end").before(WATCH).run(async |page| {
        begin(page, "/session?speed=60&from=D.1").await?;
        let all = "['play', 'pause', 'stop', 'nexttrack', 'previoustrack', 'seekto']";
        page.wait_for("every key", &format!("{all}.every(k => keys[k] instanceof Function)")).await?;
        page.wait_for_data("phase", "finished").await?;
        page.tap("#session a.act").await?;
        page.wait_for("no key", &format!("{all}.every(k => keys[k] === null)")).await?;
        page.wait_for("no words", "navigator.mediaSession.metadata === null").await?;
        // WebKit goes on saying of a player that has been there that it rests.
        state(page, if page.engine() == Engine::WebKit { "paused" } else { "none" }).await
    });
}

#[test]
fn a_browser_without_media_keys_runs_the_session_all_the_same() {
    let without = "Object.defineProperty(navigator, 'mediaSession', { value: undefined })";
    Setup::new("media-missing").before(without).run(async |page| {
        begin(page, "/session?speed=1").await?;
        page.press(' ').await?;
        page.wait_for_data("phase", "paused").await?;
        ensure!(page.eval("document.querySelector('.notice') === null").await? == true, "something is told");
        Ok(())
    });
}

async fn press(page: &Page, key: &str) -> Result {
    page.run(&format!("keys.{key}({{ action: '{key}' }})")).await
}

async fn state(page: &Page, state: &str) -> Result {
    let there = format!("navigator.mediaSession.playbackState === '{state}'");
    page.wait_for(&format!("the lock screen to say {state}"), &there).await
}

async fn shows(page: &Page, field: &str, words: &str) -> Result {
    let there = format!("navigator.mediaSession.metadata?.{field} === {}", serde_json::json!(words));
    page.wait_for(&format!("the {field}, {words}"), &there).await
}
