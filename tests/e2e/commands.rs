//! What can be asked of a running session, by touch and by key, against the session as the library has it.

use anyhow::{Context, ensure};
use backstroke::routine::Selection;
use backstroke::session::Command;
use backstroke_tests::{Moment, Page, Result, Setup};
use fantoccini::key::Key;

use crate::model::{Model, begin, now, place};

#[test]
fn a_tap_anywhere_pauses_and_another_goes_on_from_there() {
    Setup::new("pause").run(async |page| {
        page.resize(1180, 820).await?;
        begin(page, "/session?speed=1&from=C.1").await?;
        // On the hands, beside the words, and in a corner.
        for (x, y) in [(400, 400), (1100, 420), (1170, 10)] {
            page.press_at(x, y).await?;
            page.wait_for_data("phase", "paused").await?;
            let paused = now(page).await?;
            // Whatever the clock does meanwhile, the session stands.
            page.wait_for("half a second more", &format!("performance.now() > {} + 500", paused.number("since")?))
                .await?;
            page.press_at(x, y).await?;
            page.wait_for_data("phase", "running").await?;
            let log = page.session_log().await?;
            let resumed = log.iter().rev().find(|m| m.get("phase") == "paused").context("never paused")?;
            ensure!(resumed.get("at") == paused.get("at"), "it was at {paused:?} and went on from {resumed:?}");
        }
        Ok(())
    });
}

#[test]
fn every_button_of_a_paused_session_does_what_the_session_says() {
    Setup::new("buttons").run(async |page| {
        begin(page, "/session?speed=1&from=B.1").await?;
        let mut model = Model::begun(Selection::From('B', 0))?;
        let acts = [
            ("Next", Command::Next),
            ("Again", Command::RepeatMovement),
            ("Back", Command::Previous),
            ("Back to A", Command::ReturnToA),
            ("Next", Command::Next),
            ("Keep on", Command::Hold),
        ];
        for (name, command) in acts {
            page.click_button("Pause").await?;
            page.wait_for_data("phase", "paused").await?;
            model.pass_until(now(page).await?.number("at")?)?;
            let seen = page.session_log().await?.len();
            page.click_button(name).await?;
            model.apply(command)?;
            let wanted = if command == Command::Hold { "holding" } else { "running" };
            page.wait_for_data("phase", wanted).await?;
            after(page, seen, wanted, &model, name).await?;
        }
        page.click_button("Let it go on").await?;
        page.wait_for_data("phase", "running").await?;
        page.click_button("Pause").await?;
        page.click_button("End here").await?;
        page.wait_for_data("phase", "finished").await
    });
}

#[test]
fn every_key_does_what_the_session_says() {
    Setup::new("keys").run(async |page| {
        begin(page, "/session?speed=1&from=C.1").await?;
        let mut model = Model::begun(Selection::From('C', 0))?;
        page.press(' ').await?;
        page.wait_for_data("phase", "paused").await?;
        model.pass_until(now(page).await?.number("at")?)?;
        model.apply(Command::Pause)?;
        let key = |key: Key| char::from(key);
        let keys = [
            (key(Key::PageDown), Command::Next),
            (key(Key::Right), Command::Next),
            (key(Key::Down), Command::Next),
            ('r', Command::RepeatMovement),
            (key(Key::PageUp), Command::Previous),
            ('a', Command::ReturnToA),
            ('A', Command::ReturnToA),
            ('R', Command::RepeatMovement),
        ];
        for (key, command) in keys {
            let seen = page.session_log().await?.len();
            page.press(key).await?;
            model.apply(command)?;
            let told = format!("window.sessionLog.length > {seen}");
            page.wait_for(&format!("something to come of {command:?}"), &told).await?;
            after(page, seen, "paused", &model, &format!("{command:?}")).await?;
        }
        page.press(Key::Enter).await?;
        page.wait_for_data("phase", "running").await
    });
}

#[test]
fn previous_goes_to_the_start_of_the_movement_and_pressed_twice_to_the_one_before() {
    Setup::new("previous").run(async |page| {
        // The hands are placed, and the second movement is under way.
        begin(page, "/session?speed=1&from=A.2").await?;
        page.press(Key::Right).await?;
        page.wait_for_data("side", "left").await?;
        // Both within the two seconds: one order to the browser, two presses.
        page.run(
            "for (const key of ['PageUp', 'PageUp']) dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }))",
        )
        .await?;
        page.wait_for_data("side", "right").await?;
        page.wait_for_data("movement", "kneading").await?;
        ensure!(page.data("phase").await?.as_deref() == Some("running"), "it does not go on by itself");
        Ok(())
    });
}

#[test]
fn a_held_movement_goes_round_until_it_is_released() {
    for (name, by_key) in [("hold-key", true), ("hold-button", false)] {
        Setup::new(name).run(async |page| {
            // Slow enough that a machine that is busy holds the movement before it is over.
            begin(page, "/session?speed=5").await?;
            page.wait_for_data("part", "up").await?;
            if by_key {
                page.press('h').await?;
            } else {
                page.click_button("Keep on with this").await?;
            }
            page.wait_for_data("phase", "holding").await?;
            let rounds = "window.sessionLog.filter((m, i, all) => m.data.phase === 'holding' && m.data.part === 'up'
                            && all[i - 1].data.part !== 'up').length";
            page.wait_for("four more times up", &format!("{rounds} >= 4")).await?;
            if by_key {
                page.press('H').await?;
            } else {
                page.click_button("Let it go on").await?;
            }
            page.wait_for_data("phase", "running").await?;
            page.wait_for_data("movement", "kneading").await?;

            let log = page.session_log().await?;
            let held: Vec<&Moment> = log.iter().filter(|m| m.get("phase") == "holding").collect();
            ensure!(
                held.iter().all(|m| m.get("movement") == "long-stroke" && m.get("sequence") == "A"),
                "while held, it left the movement: {held:?}"
            );
            Ok(())
        });
    }
}

/// The first moment after `seen` with a phase is where the model is.
async fn after(page: &Page, seen: usize, phase: &str, model: &Model, what: &str) -> Result {
    let log = page.session_log().await?;
    let moment =
        log.iter().skip(seen).find(|m| m.get("phase") == phase).with_context(|| format!("{what}: no {phase}"))?;
    ensure!(place(moment) == model.place(), "{what} goes to `{}` and not to `{}`", place(moment), model.place());
    ensure!(
        moment.get("cue") == model.frame().cue.map_or("", |shown| shown.cue.name()),
        "{what} shows the cue `{}` and not {:?}",
        moment.get("cue"),
        model.frame().cue
    );
    Ok(())
}
