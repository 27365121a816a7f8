//! The app as a site: from the sources to the files of `dist/`.
//!
//! Everything is put together in memory as a [`Site`], name by name, and written at the end, compressed and in one
//! move, so that a build that fails changes nothing. The order is the order of references: the wasm and its glue name
//! nothing, the stylesheet names fonts, `boot.js` names glue and wasm, `index.html` names them all.

mod baseline;
mod bindings;
mod budget;
mod css;
mod headers;
mod html;
mod js;
mod manifest;
mod names;
mod optimize;
mod publish;
mod readme;
mod report;
mod shares;
mod site;
mod slim;
mod split;
mod wasm;
mod worker;

use anyhow::{Result, ensure};

use crate::host;

pub use baseline::Baseline;
pub use budget::Budget;
pub use publish::publish;
pub use readme::outdated;
pub use report::{files, table};
pub use shares::{shares, table as shares_table};
pub use site::Site;

/// What the build is for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Flavour {
    /// Small and fast, for people.
    Release,
    /// Quickly built and with names in its errors, for whoever works on it.
    Dev,
}

/// The script that a development page loads to hear of new builds.
pub const RELOAD_SCRIPT: &str = include_str!("reload.js");

/// The worker of a development site: whatever a release at the same address has left there goes.
const NO_WORKER: &str = include_str!("no_worker.js");

/// The path that a site is at when nothing else is said: the whole of its address.
pub const TOP: &str = "/";

/// Builds everything and puts it together. `base` is the path that the site will be found at; its files find each other
/// wherever they are, so that only what speaks to the browser and the host of the site as a whole needs to know.
pub fn assemble(flavour: Flavour, base: &str) -> Result<Site> {
    ensure!(
        base.starts_with('/') && base.ends_with('/') && !base.contains(['?', '#', ' ', '"']),
        "`{base}` is no path of a site: write it with a slash at both ends, as in /backstroke/"
    );
    let root = host::root();
    let mut site = Site::default();
    site.add_public(&root.join("public"))?;
    let minify = flavour == Flavour::Release;

    for (name, styles) in css::bundles(&root.join("style"))? {
        let styles = names::in_css(&styles, &site)?;
        site.add_hashed(name, if minify { css::minify(&styles) } else { styles })?;
    }

    // Last of what needs no other's name, since it takes longest: a fault in the rest is told at once.
    let bundle = wasm::bundle(flavour)?;
    site.add_hashed("backstroke.wasm", bundle.wasm)?;
    for (name, part) in bundle.parts {
        site.add_hashed(&name, part)?;
    }
    let glue = names::in_glue(&bundle.glue, &site)?;
    site.add_hashed("backstroke.js", if minify { js::minify(&glue) } else { glue })?;
    let offline = site::read(&root.join("src/offline.js"))?;
    site.add_hashed("offline.js", if minify { js::minify(&offline) } else { offline })?;
    let boot = names::in_js(&site::read(&root.join("src/boot.js"))?, &site)?;
    site.add_hashed("boot.js", if minify { js::minify(&boot) } else { boot })?;

    let manifest = manifest::manifest(&site::read(&root.join("src/manifest.json"))?, base, &site)?;
    site.add("manifest.webmanifest", manifest)?;

    let page = names::in_html(&site::read(&root.join("index.html"))?, &site)?;
    let page = headers::in_html(&page)?;
    let page = match flavour {
        Flavour::Release => html::minify(&page)?,
        Flavour::Dev => {
            site.add("reload.js", RELOAD_SCRIPT)?;
            page.replacen("</head>", "<script type=\"module\" src=\"reload.js\"></script>\n</head>", 1)
        }
    };
    site.add("index.html", page)?;
    site.add("404.html", html::missing(base))?;
    let worker = match flavour {
        Flavour::Release => js::minify(&worker::worker(&site::read(&root.join("src/worker.js"))?, &site)?),
        Flavour::Dev => NO_WORKER.to_owned(),
    };
    site.add("worker.js", worker)?;
    site.add("_headers", headers::file(base, &site)?)?;
    Ok(site)
}
