//! The app as a site: from the sources to the files of `dist/`.
//!
//! Everything is put together in memory as a [`Site`], name by name, and written at the end, compressed and in one
//! move, so that a build that fails changes nothing. The order is the order of references: the wasm and its glue name
//! nothing, the stylesheet names fonts, `boot.js` names glue and wasm, `index.html` names them all.

mod bindings;
mod css;
mod html;
mod js;
mod names;
mod optimize;
mod publish;
mod report;
mod site;
mod split;
mod wasm;

use anyhow::Result;

use crate::host;

pub use publish::publish;
pub use report::table;
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

/// Builds everything and puts it together.
pub fn assemble(flavour: Flavour) -> Result<Site> {
    let root = host::root();
    let mut site = Site::default();
    site.add_public(&root.join("public"))?;
    let minify = flavour == Flavour::Release;

    let styles = css::bundle(&root.join("style"))?;
    let styles = names::in_css(&styles, &site)?;
    site.add_hashed("style.css", if minify { css::minify(&styles) } else { styles })?;

    // Last of what needs no other's name, since it takes longest: a fault in the rest is told at once.
    let bundle = wasm::bundle(flavour)?;
    site.add_hashed("backstroke.wasm", bundle.wasm)?;
    for (name, part) in bundle.parts {
        site.add_hashed(&name, part)?;
    }
    let glue = names::in_glue(&bundle.glue, &site)?;
    site.add_hashed("backstroke.js", if minify { js::minify(&glue) } else { glue })?;
    let boot = names::in_js(&site::read(&root.join("src/boot.js"))?, &site)?;
    site.add_hashed("boot.js", if minify { js::minify(&boot) } else { boot })?;

    let page = names::in_html(&site::read(&root.join("index.html"))?, &site)?;
    let page = match flavour {
        Flavour::Release => html::minify(&page)?,
        Flavour::Dev => {
            site.add("reload.js", RELOAD_SCRIPT)?;
            page.replacen("</head>", "<script type=\"module\" src=\"reload.js\"></script>\n</head>", 1)
        }
    };
    site.add("index.html", page)?;
    Ok(site)
}
