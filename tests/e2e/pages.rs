//! Every page: what stands on it, and that its address finds it.

use anyhow::{Context, ensure};
use backstroke_tests::Setup;

use crate::model::{begin, routine};

/// The address of every page, but for a session's own.
pub const PAGES: [&str; 10] =
    ["/", "/card/A", "/card/B", "/card/C", "/card/D", "/choose", "/settings", "/pedal", "/safety", "/about"];

#[test]
fn the_safety_page_stands_before_the_first_session_and_never_again() {
    Setup::new("safety").run(async |page| {
        page.open("/").await?;
        page.click_button("Begin").await?;
        page.wait_for("the safety page", "document.getElementById('safety')").await?;
        let routine = routine()?;
        for line in routine.safety() {
            let said = page.eval(&format!("document.body.innerText.includes({})", serde_json::json!(line))).await?;
            ensure!(said == true, "the page does not say: {line}");
        }
        ensure!(page.session().await?.is_empty(), "a session runs behind the safety page");
        page.click_button("I have read this").await?;
        page.wait_for_data("phase", "running").await?;

        for _ in 0..2 {
            // As one who closes the tab and comes again.
            page.client().goto("about:blank").await?;
            page.open("/").await?;
            page.watch("safety", "document.getElementById('safety') && 'seen'").await?;
            // The session before was broken off, and that it can be taken up stands above Begin a moment later.
            page.wait_for("the offer", "document.querySelector('.resume')").await?;
            page.click_button("Begin").await?;
            page.wait_for_data("phase", "count-in").await?;
            ensure!(page.watched("safety").await? == [None], "the safety page came again");
        }
        Ok(())
    });
}

#[test]
fn every_movement_on_every_card_can_be_followed_from_there() {
    Setup::new("cards").run(async |page| {
        let routine = routine()?;
        for sequence in routine.sequences() {
            let letter = sequence.letter();
            for (index, movement) in routine.movements(sequence).enumerate() {
                // Another address altogether in between, so that each card is opened anew.
                page.client().goto("about:blank").await?;
                page.open(&format!("/card/{letter}")).await?;
                page.watch_session().await?;
                let row = format!(".moves > li:nth-child({})", index + 1);
                page.tap(&format!("{row} > button")).await?;
                page.wait_for("its text", &format!("document.querySelector('{row} .text').checkVisibility()")).await?;
                page.click_button("Follow from here").await?;
                if page.eval("localStorage.getItem('backstroke.safety')").await?.is_null() {
                    page.click_button("I have read this").await?;
                }
                page.wait_for_data("phase", "count-in").await?;
                page.wait_for_data("sequence", &letter.to_string()).await?;
                page.wait_for_data("movement", movement.id()).await?;
                page.wait_for_data("phase", "running").await?;
                let log = page.session_log().await?;
                let first = log.iter().find(|m| m.get("phase") == "running").context("it never ran")?;
                ensure!(
                    first.get("sequence") == letter.to_string() && first.get("movement") == movement.id(),
                    "followed from {letter} {}, it begins with {first:?}",
                    movement.id()
                );
            }
        }
        Ok(())
    });
}

#[test]
fn every_address_can_be_loaded_again() {
    Setup::new("reload").run(async |page| {
        for address in PAGES {
            let name = address.split('/').find(|part| !part.is_empty()).unwrap_or("home");
            page.client().goto("about:blank").await?;
            page.open(address).await?;
            let there = format!(
                "document.documentElement.dataset.page === '{name}' && document.querySelector('main#{name} h1')"
            );
            page.wait_for(name, &there).await?;
            // One engine complains of whatever was still on its way when a page is left.
            let parts = "performance.getEntriesByType('resource').some(e => e.name.includes('split_pages'))";
            page.wait_for("the program's parts", parts).await?;
            page.client().refresh().await?;
            page.wait_for("the app to mount again", "document.documentElement.dataset.app === 'ready'").await?;
            page.wait_for(name, &there).await?;
            let hash = page.eval("location.hash").await?;
            ensure!(hash == format!("#{address}"), "{address} became {hash}");
            page.wait_for("the program's parts", parts).await?;
        }
        Ok(())
    });
}

#[test]
fn an_address_that_means_nothing_goes_home() {
    Setup::new("unknown").run(async |page| {
        for address in ["/nothing", "nothing", "/card/Q", "/card", "/session-of-another-kind", "%E0%A4%A"] {
            page.client().goto("about:blank").await?;
            page.open(address).await?;
            page.wait_for("home", "document.querySelector('#home button.begin:enabled')").await?;
        }
        Ok(())
    });
}

#[test]
fn a_session_has_one_timer_and_one_status_and_its_digits_count_down() {
    Setup::new("digits").run(async |page| {
        page.open("/session?speed=1").await?;
        page.watch("digits", "document.querySelector('[role=timer]')?.textContent ?? null").await?;
        page.watch("count", "document.querySelector('.count')?.textContent ?? null").await?;
        page.watch("said", "document.querySelector('[role=status]')?.textContent ?? null").await?;
        page.click_button("I have read this").await?;
        page.wait_for_data("phase", "running").await?;
        for role in ["timer", "status"] {
            let count = page.eval(&format!("document.querySelectorAll('[role={role}]').length")).await?;
            ensure!(count == 1, "there are {count} with the role {role}");
        }
        let labels = page.eval("document.querySelector('[role=timer]').getAttribute('aria-live')").await?;
        ensure!(labels.is_null(), "the timer speaks: aria-live is {labels}");
        // What is read is up to four seconds old; what is seen is not.
        page.wait_for("another second", "Number(document.querySelector('[role=timer]').textContent) < 6").await?;
        let counted: Vec<String> = page.watched("count").await?.into_iter().flatten().collect();
        ensure!(counts_down(&counted, 3, 1), "it counts in with {counted:?}");
        let digits: Vec<String> = page.watched("digits").await?.into_iter().flatten().collect();
        // The count-in's own three, then the six seconds of placing the hands.
        let turn = digits.iter().position(|digit| digit == "6").context("the second countdown does not begin at 6")?;
        let (count_in, placing) = digits.split_at(turn);
        ensure!(counts_down(count_in, 3, 1) && counts_down(placing, 6, 5), "the digits were {digits:?}");
        let said: Vec<String> = page.watched("said").await?.into_iter().flatten().collect();
        ensure!(said.len() <= 2, "more than the milestones is spoken: {said:?}");
        Ok(())
    });
}

/// Whether the digits go down from one figure to another, or beyond it where a starved machine saw fewer of them.
fn counts_down(digits: &[String], from: u64, to: u64) -> bool {
    let digits: Option<Vec<u64>> = digits.iter().map(|digit| digit.parse().ok()).collect();
    let Some(digits) = digits else { return false };
    let falls = digits.windows(2).all(|pair| matches!(pair, [before, after] if before > after));
    falls && digits.first() == Some(&from) && digits.last().is_some_and(|last| (1..=to).contains(last))
}

#[test]
fn the_end_is_told_in_words_and_leads_home() {
    Setup::new("end").run(async |page| {
        begin(page, "/session?speed=60&from=D.1").await?;
        page.wait_for_data("phase", "finished").await?;
        page.wait_for("what was done", "document.querySelector('.did').textContent === 'D, A, in one minute.'").await?;
        page.wait_for("no countdown any more", "!document.querySelector('[role=timer]')?.checkVisibility()").await?;
        // Over is over: a tap or a key brings nothing back, and leaving asks nothing.
        page.press(' ').await?;
        page.press_at(40, 400).await?;
        page.press('h').await?;
        page.wait_for_data("phase", "finished").await?;
        page.wait_for("the way home", "document.querySelector('#session a.act')?.textContent === 'Done'").await?;
        page.tap("#session a.act").await?;
        page.wait_for("home", "document.getElementById('home') && !document.querySelector('[role=alertdialog]')").await
    });
}
