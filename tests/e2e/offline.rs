//! Opened once, the app is on the device: faults of the network made for real.

use anyhow::ensure;
use backstroke_tests::{Gate, Setup, dist};
use serde_json::json;

use crate::keeping::{caches, come_back, fetch, kept_whole, starts_without_network, whole_session};

/// A clip of the voice, which is kept after what the app needs to start.
const CLIP: &str = "voice/again.mp3";

#[test]
fn without_network_a_whole_session_goes_from_begin_to_its_rest_with_its_voice() {
    Setup::new("offline-session").as_built().run(async |page| {
        page.open("/").await?;
        kept_whole(page).await?;
        page.wait_for(
            "the word on it",
            "document.querySelector('.shelf .keeps')?.textContent === 'Ready without network'",
        )
        .await?;
        page.stop_server();
        come_back(page, "/?speed=60").await?;
        whole_session(page).await?;
        let clip = fetch(page, CLIP, None).await?;
        let built = std::fs::read(dist()?.join(CLIP))?;
        ensure!(clip["status"] == 200 && clip["type"] == "audio/mpeg", "{clip}");
        ensure!(clip["bytes"] == json!(built), "the clip's bytes are not those that were built");
        Ok(())
    });
}

#[test]
fn without_network_and_with_its_voice_still_on_the_way_a_whole_session_is_possible() {
    let gate = Gate::default();
    let held = gate.clone();
    Setup::new("offline-half")
        .as_built()
        .intercept(move |request| {
            if request.path.starts_with("/voice/") {
                held.hold();
            }
            None
        })
        .run(async |page| {
            page.open("/").await?;
            page.until("a clip to be on its way", || gate.is_reached()).await?;
            page.stop_server();
            gate.open();
            come_back(page, "/?speed=60").await?;
            whole_session(page).await?;
            page.start_server()?;
            // What is missing comes at the next opening.
            come_back(page, "/").await?;
            kept_whole(page).await
        });
}

#[test]
fn sound_is_answered_in_parts() {
    Setup::new("offline-ranges").as_built().run(async |page| {
        page.open("/").await?;
        kept_whole(page).await?;
        page.stop_server();
        let built = std::fs::read(dist()?.join(CLIP))?;
        let size = built.len();
        for (range, from, to) in [("bytes=2-4", 2, 5), ("bytes=100-", 100, size), ("bytes=-7", size - 7, size)] {
            let part = fetch(page, CLIP, Some(range)).await?;
            ensure!(part["status"] == 206 && part["bytes"] == json!(built[from..to]), "{range}: {part}");
            ensure!(part["range"] == format!("bytes {from}-{}/{size}", to - 1), "{range}: {}", part["range"]);
        }
        let beyond = fetch(page, CLIP, Some(&format!("bytes={size}-"))).await?;
        ensure!(beyond["status"] == 416, "{beyond}");
        Ok(())
    });
}

#[test]
fn an_address_that_nobody_knows_is_answered_by_the_app() {
    Setup::new("offline-unknown").as_built().run(async |page| {
        page.open("/").await?;
        kept_whole(page).await?;
        page.stop_server();
        page.client().goto(&format!("{}no/such/place#/card/B", page.base())).await?;
        page.wait_for("the card", "document.querySelector('#card[data-sequence=B]')").await?;
        let at = page.eval("location.pathname + location.hash").await?;
        ensure!(at == "/#/card/B", "the address is {at}");
        Ok(())
    });
}

#[test]
fn a_keeping_that_breaks_off_leaves_nothing_half_and_is_done_at_the_next_opening() {
    let gate = Gate::default();
    let held = gate.clone();
    Setup::new("offline-core")
        .as_built()
        .intercept(move |request| {
            // The worker asks for the page anew once it keeps it.
            if request.path == "/" && request.header("sec-fetch-dest") == Some("empty") {
                held.hold();
            }
            None
        })
        .run(async |page| {
            page.open("/").await?;
            page.until("the worker to fetch the page", || gate.is_reached()).await?;
            page.stop_server();
            gate.open();
            page.wait_for("the word on it", "document.documentElement.dataset.kept === 'not'").await?;
            page.wait_for(
                "the words for it",
                "document.querySelector('.shelf').innerText.includes('Needs the network')",
            )
            .await?;
            let left = caches(page).await?;
            ensure!(left.is_empty(), "half a version is left in {left:?}");
            page.start_server()?;
            come_back(page, "/").await?;
            kept_whole(page).await?;
            starts_without_network(page, 1).await
        });
}
