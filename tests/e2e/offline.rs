//! Opened once, the app is on the device, in every engine. What befalls it where the server itself stops stands among
//! Chromium's tests: WebKit's driver now and then loses a page whose server has just been stopped.

use anyhow::ensure;
use backstroke_tests::{Setup, dist};
use serde_json::json;

use crate::keeping::{CLIP, fetch, kept_whole, reload, whole_session};

#[test]
fn without_network_a_whole_session_goes_from_begin_to_its_rest_with_its_voice_at_hand() {
    Setup::new("offline-session").as_built().run(async |page| {
        page.open("/?speed=60").await?;
        kept_whole(page).await?;
        page.wait_for(
            "the word on it",
            "document.querySelector('.shelf .keeps')?.textContent === 'Ready without network'",
        )
        .await?;
        page.cut_line();
        reload(page).await?;
        whole_session(page).await?;
        let clip = fetch(page, CLIP, None).await?;
        let built = std::fs::read(dist()?.join(CLIP))?;
        ensure!(clip["status"] == 200 && clip["type"] == "audio/mpeg", "{clip}");
        ensure!(clip["bytes"] == json!(built), "the clip's bytes are not those that were built");
        Ok(())
    });
}

#[test]
fn sound_is_answered_in_parts() {
    Setup::new("offline-ranges").as_built().run(async |page| {
        page.open("/").await?;
        kept_whole(page).await?;
        page.cut_line();
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
