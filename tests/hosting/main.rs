//! The built app behind nginx and Caddy, with the configurations of docs/hosting/: headers, types, compressed answers.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking, and so does what it is made of"
)]

mod host;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use backstroke_tests::{below, dist};
use host::{Answer, Host};
use serde_json::Value;
use url::Url;

/// What the site asks of every host, as its `_headers` says for all paths.
fn asked(dist: &Path) -> BTreeMap<String, String> {
    let rules = fs::read_to_string(dist.join("_headers")).unwrap();
    let block = rules.lines().skip(1).take_while(|line| line.starts_with(' '));
    let pairs = block.filter_map(|line| line.trim().split_once(": "));
    pairs.map(|(name, value)| (name.to_ascii_lowercase(), value.to_owned())).collect()
}

/// One file of each kind, as it is named below `dist/`, with the type that it must have.
fn kinds(dist: &Path) -> Vec<(String, &'static str)> {
    let top: Vec<String> =
        fs::read_dir(dist).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    let font = fs::read_dir(dist.join("fonts")).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap());
    let font = font.into_iter().find(|name| name.contains(".woff2")).expect("a font");
    let named = |start: &str, end: &str| {
        let found = top.iter().find(|name| name.starts_with(start) && name.ends_with(end));
        found.unwrap_or_else(|| panic!("no {start}*{end} in dist/")).clone()
    };
    vec![
        (String::new(), "text/html"),
        ("index.html".into(), "text/html"),
        (named("style-", ".css"), "text/css"),
        (named("boot-", ".js"), "javascript"),
        (named("", ".wasm"), "application/wasm"),
        (format!("fonts/{font}"), "font/woff2"),
        ("worker.js".into(), "javascript"),
        ("manifest.webmanifest".into(), "application/manifest+json"),
        ("icon.svg".into(), "image/svg+xml"),
        ("icons/icon-512.png".into(), "image/png"),
        ("voice/again.mp3".into(), "audio/mpeg"),
    ]
}

fn nginx() -> Host {
    Host::nginx(&dist().unwrap())
}

fn caddy() -> Host {
    Host::caddy(&dist().unwrap())
}

#[test]
fn nginx_says_the_sites_headers_and_types_on_every_answer() {
    headers_and_types(&nginx(), "/", &dist().unwrap());
}

#[test]
fn caddy_says_the_sites_headers_and_types_on_every_answer() {
    headers_and_types(&caddy(), "/", &dist().unwrap());
}

#[test]
fn nginx_serves_the_compressed_copies() {
    compressed(&nginx());
}

#[test]
fn caddy_serves_the_compressed_copies() {
    compressed(&caddy());
}

#[test]
fn below_a_path_both_serve_it_as_well() {
    // A folder of a larger site, which holds the one that was built for this path.
    let (folder, built) =
        (std::env::temp_dir().join(format!("backstroke-hosting-{}", std::process::id())), below().unwrap());
    fs::create_dir_all(&folder).unwrap();
    let inside = folder.join("backstroke");
    fs::remove_file(&inside).ok();
    std::os::unix::fs::symlink(&built, &inside).unwrap();
    for host in [Host::nginx(&folder), Host::caddy(&folder)] {
        headers_and_types(&host, "/backstroke/", &built);
        // What speaks of the site as a whole says where it is.
        let manifest: Value = serde_json::from_slice(&host.ask("/backstroke/manifest.webmanifest", &[]).body).unwrap();
        let at = Url::parse("https://host.example/backstroke/manifest.webmanifest").unwrap();
        for member in ["id", "scope", "start_url"] {
            let there = at.join(manifest[member].as_str().unwrap()).unwrap();
            assert_eq!(there.path(), "/backstroke/", "{member}");
        }
        let missing = host.ask("/backstroke/404.html", &[]);
        assert!(
            String::from_utf8_lossy(&missing.body).contains("url=/backstroke/\""),
            "a missing page leads elsewhere"
        );
        assert!(
            fs::read_to_string(built.join("_headers"))
                .unwrap()
                .lines()
                .all(|line| { line.starts_with(' ') || line.starts_with("/backstroke/") })
        );
    }
    fs::remove_dir_all(&folder).unwrap();
}

fn headers_and_types(host: &Host, base: &str, dist: &Path) {
    let asked = asked(dist);
    assert!(asked.len() >= 5, "{asked:?}");
    for (path, kind) in kinds(dist) {
        let answer = host.ask(&format!("{base}{path}"), &[]);
        assert_eq!(answer.status, 200, "{path}");
        let name = if path.is_empty() { "index.html" } else { &path };
        assert!(answer.body == fs::read(dist.join(name)).unwrap(), "{path} is not what was built");
        assert!(answer.header("content-type").contains(kind), "{path} is {}", answer.header("content-type"));
        says_all(&answer, &asked, &path);
        let kept = answer.header("cache-control");
        assert_eq!(kept.contains("immutable"), server::is_hashed(&path), "{path}: {kept}");
        assert!(kept.contains("immutable") || kept == "no-cache", "{path}: {kept}");
        // Asked for anew, what has not changed is not sent again.
        let again = host.ask(&format!("{base}{path}"), &[("If-None-Match", answer.header("etag"))]);
        assert_eq!(again.status, 304, "{path}");
    }
    let part = host.ask(&format!("{base}voice/again.mp3"), &[("Range", "bytes=2-4")]);
    assert_eq!((part.status, part.body.len()), (206, 3));
    if base == "/" {
        let missing = host.ask("/none/such", &[]);
        assert_eq!(missing.status, 404);
        assert!(String::from_utf8_lossy(&missing.body).contains("Backstroke"), "no words for a missing page");
        says_all(&missing, &asked, "a missing page");
        assert_eq!(host.ask("/_headers", &[]).status, 404);
    }
}

fn says_all(answer: &Answer, asked: &BTreeMap<String, String>, path: &str) {
    for (name, value) in asked {
        assert_eq!(answer.header(name), value, "{path}: {name}");
    }
}

fn compressed(host: &Host) {
    let dist = dist().unwrap();
    let mut seen = 0;
    for (path, _) in kinds(&dist) {
        let name = if path.is_empty() { "index.html" } else { &path };
        for (accepted, coding, ending) in [("gzip, deflate, br", "br", "br"), ("gzip", "gzip", "gz")] {
            let copy = dist.join(format!("{name}.{ending}"));
            let answer = host.ask(&format!("/{path}"), &[("Accept-Encoding", accepted)]);
            if copy.exists() {
                seen += 1;
                assert_eq!(answer.header("content-encoding"), coding, "{path}");
                assert!(answer.body == fs::read(copy).unwrap(), "{path} is not the build's own {ending} copy");
                assert!(answer.header("vary").to_ascii_lowercase().contains("accept-encoding"), "{path}");
            } else {
                assert_eq!(answer.header("content-encoding"), "", "{path}");
            }
        }
    }
    assert!(seen >= 10, "only {seen} compressed copies were there to be served");
}
