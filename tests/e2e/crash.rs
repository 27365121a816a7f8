//! A page that ends between one instruction and the next: nothing is told to it, and nothing more is written.

use anyhow::{Context, ensure};
use backstroke::routine::Selection;
use backstroke::session::{Command, Saved};
use backstroke_tests::{Page, Result, Setup};

use crate::model::{Model, begin, now, place, place_of_step, routine};

#[test]
fn a_page_that_crashes_in_the_middle_of_a_step_is_taken_up_in_that_step_after_all_commands() {
    Setup::new("crash").run(async |page| {
        begin(page, "/session?speed=1&from=B.1").await?;
        let mut model = Model::begun(Selection::From('B', 0))?;
        page.wait_for_data("part", "climb").await?;
        for (key, command) in [('a', Command::ReturnToA), (char::from(fantoccini::key::Key::Right), Command::Next)] {
            let seen = page.session_log().await?.len();
            page.press(key).await?;
            page.wait_for("something to come of it", &format!("window.sessionLog.length > {seen}")).await?;
            model.pass_until(page.session_log().await?.get(seen).context("nothing came")?.number("at")?)?;
            model.apply(command)?;
        }
        // Well into a step: further than what was written when it began.
        let step = now(page).await?.number("at")?;
        page.wait_for(
            "two seconds of it",
            &format!("performance.now() > {} + 2000", now(page).await?.number("since")?),
        )
        .await?;
        let last = now(page).await?;
        ensure!(last.number("at")? >= step, "it ran back");
        crash(page).await?;

        page.open("/").await?;
        page.wait_for("the offer", "document.querySelector('.resume #resume')?.textContent.startsWith('at ')").await?;
        let line = page.eval("localStorage.getItem('backstroke.session')").await?;
        let saved = Saved::parse(line.as_str().context("nothing is kept")?)?;
        let routine = routine()?;
        let taken = saved.take_up(&routine).context("it cannot be taken up")?;
        ensure!(taken.exact, "only the movement is known: {line}");
        let kept = place_of_step(&routine, &taken.frame().step);
        // Between the last look and its end it may have gone on to the next step.
        let later = taken.frame().at_ms >= last.number("at")?;
        ensure!(kept == place(&last) || later, "it was at `{}`, and is kept at `{kept}`", place(&last));
        model.pass_until(taken.frame().at_ms)?;
        ensure!(model.place() == kept, "the library is at `{}`, and it is kept at `{kept}`", model.place());
        // Each with its moment, which only the page itself knows to the millisecond.
        let did = line.as_str().and_then(|line| line.split_once("did=")).context("no command is kept")?.1;
        let kinds: Vec<char> = did.split(',').filter_map(|command| command.chars().next()).collect();
        ensure!(kinds == ['s', 'a', 'n'], "a command was lost: {line}");

        page.watch_session().await?;
        page.click_button("Resume").await?;
        page.wait_for_data("phase", "running").await?;
        let log = page.session_log().await?;
        let running = log.iter().find(|m| m.get("phase") == "running").context("it never ran")?;
        ensure!(place(running) == kept, "it goes on at {running:?}");
        Ok(())
    });
}

/// Ends the page as a crash does: from one moment on it hears nothing, not even that it is hidden, and writes nothing.
/// A process that is ended for real takes the driver's session with it.
pub async fn crash(page: &Page) -> Result {
    page.run(
        "for (const name of ['visibilitychange', 'pagehide', 'freeze', 'beforeunload', 'blur'])
           addEventListener(name, e => e.stopImmediatePropagation(), true);
         Storage.prototype.setItem = Storage.prototype.removeItem = () => {};",
    )
    .await?;
    Ok(page.client().goto("about:blank").await?)
}
