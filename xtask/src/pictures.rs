//! `cargo xtask pictures`: the pictures in docs/pictures/, drawn and photographed anew.
//!
//! The figure at fixed moments of every movement, a strip of the four sequences, and a movement that goes round for ever;
//! and the app itself, as installers show it. What is on them follows from the routine and the figure alone, so that a
//! change of either shows.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use crate::build;
use crate::host::{self, step};

/// The strip: one moment of each sequence.
const STRIP: [&str; 4] = ["a-up", "b-midway", "c-right-1", "d-chest"];

/// Draws, photographs and files all pictures.
pub fn run() -> Result<()> {
    let browser = host::chromium()?;
    for (what, example) in [("Drawing the figure's moments", "sheet"), ("Drawing the moving figure", "moving")] {
        step(what, || {
            let mut cargo = host::cargo("run");
            cargo.args(["--quiet", "--package", "backstroke", "--example", example]);
            cargo.current_dir(host::root());
            host::run(&mut cargo)
        })?;
    }
    let drawn = host::root().join("target/figure");
    let mut moments: Vec<String> = fs::read_dir(&drawn)
        .with_context(|| format!("{} cannot be read", drawn.display()))?
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .filter_map(|name| name.strip_suffix("-lamp.svg").map(ToOwned::to_owned))
        .collect();
    moments.sort();
    let out = host::root().join("docs/pictures");
    let strip: Vec<String> = STRIP.iter().map(ToString::to_string).collect();
    photograph(&browser, &drawn, "strip", &strip, 4, (1600, 420), &out)?;
    let rows = u32::try_from(moments.len().div_ceil(5)).context("too many moments")?;
    photograph(&browser, &drawn, "moments", &moments, 5, (1600, 330 * rows + 20), &out)?;
    screenshots(&browser)
}

/// What an installer shows of the app: its file in `public/screenshots/`, width and height as `src/manifest.json` has
/// them, the page, and what must be true of it.
const SCREENSHOTS: [(&str, u32, u32, &str, &str); 4] = [
    ("wide-session", 1180, 820, "/session?speed=1&from=B.1", IN_SESSION),
    ("wide-home", 1180, 820, "/", HOME),
    ("narrow-session", 540, 960, "/session?speed=1&from=B.1", IN_SESSION),
    ("narrow-home", 540, 960, "/", HOME),
];
/// Past the safety page, and without what is said of the device that the picture is taken on.
const SCRIPT: &str =
    "[...document.querySelectorAll('button')].find(b => b.textContent === 'I have read this')?.click();
    const styles = new CSSStyleSheet();
    styles.replaceSync('.shelf, .notice, .trouble, .caption { visibility: hidden } .next { visibility: visible !important }');
    document.adoptedStyleSheets = [styles];";
const HOME: &str = "document.querySelector('#home button.begin:enabled')
    && [...document.querySelectorAll('.stroke .figure')].every(figure => figure.querySelector('svg'))";
/// Well into the stroke, as it moves.
const IN_SESSION: &str = "document.querySelector('[data-phase=running][data-kind=stroke]')
    && document.querySelector('.digits').textContent === '10'";

/// Photographs the app itself.
fn screenshots(browser: &host::Chromium) -> Result<()> {
    let dist = build::build()?;
    step("Photographing the app", || {
        for (name, width, height, route, wait) in SCREENSHOTS {
            let shots = host::target().join("pictures/screenshots").join(name);
            if shots.exists() {
                fs::remove_dir_all(&shots).with_context(|| format!("{} cannot be emptied", shots.display()))?;
            }
            let order = serde_json::json!({
                "out": shots, "routes": [route], "sizes": [[width, height]], "lights": ["dark"], "still": route == "/",
                "script": SCRIPT, "wait": wait, "format": "webp",
            });
            let mut cargo = host::cargo("run");
            cargo.args(["--quiet", "--package", "backstroke-tests", "--bin", "shots", "--"]).arg(order.to_string());
            cargo.env("CHROMIUM", &browser.program).env("CHROMEDRIVER", &browser.driver).env("BACKSTROKE_DIST", &dist);
            host::run(&mut cargo)?;
            let taken = fs::read_dir(&shots)?.next().context("no picture was taken")??.path();
            let to = host::root().join("public/screenshots").join(format!("{name}.webp"));
            fs::create_dir_all(host::root().join("public/screenshots"))?;
            fs::copy(&taken, &to).with_context(|| format!("{} cannot be written", to.display()))?;
            println!("  {}", to.display());
        }
        Ok(())
    })
}

/// Puts moments side by side on a page of their own, and takes its picture in both lights.
fn photograph(
    browser: &host::Chromium,
    drawn: &Path,
    name: &str,
    moments: &[String],
    columns: usize,
    (width, height): (u32, u32),
    out: &Path,
) -> Result<()> {
    step(&format!("Photographing {name}"), || {
        let site = host::target().join("pictures").join(name);
        if site.exists() {
            fs::remove_dir_all(&site).with_context(|| format!("{} cannot be emptied", site.display()))?;
        }
        fs::create_dir_all(&site).with_context(|| format!("{} cannot be made", site.display()))?;
        let mut page = String::from("<!doctype html><html lang=en data-app=ready><meta charset=utf-8><style>");
        let _ = write!(
            page,
            "body{{margin:10px;display:grid;gap:20px;grid-template-columns:repeat({columns},1fr);background:#16110c}}\
             img{{width:100%;display:block;border-radius:50%}}\
             @media(prefers-color-scheme:light){{body{{background:#f5edde}}}}</style>"
        );
        for moment in moments {
            for light in ["lamp", "day"] {
                let file = format!("{moment}-{light}.svg");
                fs::copy(drawn.join(&file), site.join(&file)).with_context(|| format!("{file} was not drawn"))?;
            }
            let _ = write!(
                page,
                "<picture><source media='(prefers-color-scheme: light)' srcset='{moment}-day.svg'>\
                 <img src='{moment}-lamp.svg' alt=''></picture>"
            );
        }
        fs::write(site.join("index.html"), page)?;
        let shots = host::target().join("pictures/shots");
        let order = serde_json::json!({
            "out": shots, "routes": ["/"], "sizes": [[width, height]], "lights": ["dark", "light"],
            "wait": "[...document.images].every(i => i.complete && i.naturalWidth > 0)",
        });
        let mut cargo = host::cargo("run");
        cargo.args(["--quiet", "--package", "backstroke-tests", "--bin", "shots", "--"]).arg(order.to_string());
        cargo.env("CHROMIUM", &browser.program).env("CHROMEDRIVER", &browser.driver).env("BACKSTROKE_DIST", &site);
        host::run(&mut cargo)?;
        fs::create_dir_all(out)?;
        for (seen, light) in [("dark", "lamp"), ("light", "day")] {
            let from = shots.join(format!("home-{width}x{height}-{seen}.png"));
            let to = out.join(format!("{name}-{light}.png"));
            fs::copy(&from, &to).with_context(|| format!("{} was not taken", from.display()))?;
            println!("  {}", to.display());
        }
        Ok(())
    })
}
