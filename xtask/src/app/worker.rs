//! What the service worker is told: every file with its hash, in two lists, and a version that follows from all bytes.

use anyhow::{Context, Result};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::Site;
use super::site::{File, hex};

/// What a host or an installer reads and no app in use: never kept.
const NOT_KEPT: [&str; 3] = ["_headers", "404.html", "screenshots/"];

/// What a file is of that the app needs to start; whatever else the page names is needed too.
const CORE: [&str; 6] = [".html", ".css", ".js", ".wasm", ".woff2", ".webmanifest"];

/// How many bytes of a hash are listed: enough that no damage goes unseen, and half as much to download.
const LISTED: usize = 16;

/// Puts the site's lists in front of the worker's source. To be called when the site is complete but for the worker.
pub fn worker(source: &str, site: &Site) -> Result<String> {
    let page = site.files().find(|(name, _)| *name == "index.html").context("the site has no page")?.1;
    let page = String::from_utf8_lossy(&page.bytes);
    let is_core = |name: &str, file: &File| {
        CORE.iter().any(|ending| name.ends_with(ending)) || page.contains(&format!("\"{}\"", file.published))
    };
    let mut all = Sha256::new();
    all.update(source);
    let (mut core, mut later) = (Vec::new(), Vec::new());
    for (name, file) in site.files() {
        let digest = Sha256::digest(&file.bytes);
        all.update(&file.published);
        all.update(digest);
        if NOT_KEPT.iter().any(|not| name.starts_with(not)) {
            continue;
        }
        // The page is asked for as the folder that it is in: some hosts send whoever names the file away from it.
        let path = if name == "index.html" { "./" } else { &file.published };
        let entry: Value = json!([path, hex(digest.iter().copied().take(LISTED))]);
        if is_core(name, file) { core.push(entry) } else { later.push(entry) }
    }
    let version = hex(all.finalize().iter().copied().take(LISTED));
    let site = json!({ "version": version, "core": core, "later": later });
    Ok(format!("const SITE = {site};\n{source}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn site(icon: &str) -> Site {
        let mut site = Site::default();
        site.add_hashed("style.css", "a{}").unwrap();
        site.add_hashed("page.wasm", "wasm").unwrap();
        site.add("icon.png", icon).unwrap();
        site.add("touch.png", "png").unwrap();
        site.add("voice/a.mp3", "mp3").unwrap();
        site.add("_headers", "").unwrap();
        site.add("screenshots/wide.png", "png").unwrap();
        site.add("index.html", "<link href=\"touch.png\">").unwrap();
        site
    }

    fn lists(icon: &str) -> Value {
        let worker = worker("run();", &site(icon)).unwrap();
        let (first, rest) = worker.split_once(";\n").unwrap();
        assert_eq!(rest, "run();");
        serde_json::from_str(first.strip_prefix("const SITE = ").unwrap()).unwrap()
    }

    fn paths(list: &Value) -> Vec<&str> {
        list.as_array().unwrap().iter().map(|entry| entry[0].as_str().unwrap()).collect()
    }

    #[test]
    fn what_the_app_starts_from_and_what_comes_later_are_two_lists() {
        let lists = lists("png");
        let site = site("png");
        let core = paths(&lists["core"]);
        assert_eq!(
            core,
            ["./", site.published("page.wasm").unwrap(), site.published("style.css").unwrap(), "touch.png"]
        );
        assert_eq!(paths(&lists["later"]), ["icon.png", "voice/a.mp3"]);
        assert_eq!(lists["later"][1][1], "27656ffd5a01dc640a8f9d96a8684be7".to_owned(), "half of mp3's SHA-256");
    }

    #[test]
    fn the_version_follows_from_the_bytes_of_every_file() {
        assert_eq!(lists("png")["version"], lists("png")["version"]);
        assert_ne!(lists("png")["version"], lists("another")["version"]);
    }
}
