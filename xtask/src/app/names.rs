//! Puts published names in the place of the sources' names.
//!
//! The sources are written as if the files lay side by side: `<link href="style.css">`, `url("fonts/vollkorn.woff2")`,
//! `import("./backstroke.js")`. Whatever names a file that the site does not have is an error here rather than a 404 later.
//! Names stay relative, so that the site works below any path.

use anyhow::{Result, bail};

use super::Site;

/// Rewrites `href="…"` and `src="…"`.
pub fn in_html(page: &str, site: &Site) -> Result<String> {
    let page = replace(page, &[" href=\"", "\nhref=\""], "\"", |name| resolve("index.html", name, site))?;
    replace(&page, &[" src=\"", "\nsrc=\""], "\"", |name| resolve("index.html", name, site))
}

/// Rewrites `url(…)`, quoted or not. A stylesheet is published at the top, where `fonts/…` is found as it stands; the
/// sources may also say `/fonts/…`, or `../public/fonts/…`, which editors follow.
pub fn in_css(styles: &str, site: &Site) -> Result<String> {
    replace(styles, &["url("], ")", |inner| {
        let bare = inner.trim().trim_matches(['"', '\'']);
        let bare = bare.strip_prefix("../public/").unwrap_or(bare);
        Ok(format!("\"{}\"", resolve("a stylesheet", bare, site)?))
    })
}

/// Rewrites string literals that begin with `./`, which is how a script names a file of the site.
pub fn in_js(script: &str, site: &Site) -> Result<String> {
    replace(script, &["\"./"], "\"", |name| resolve("src/boot.js", name, site))
}

/// Rewrites `new URL("./…")`, which is how the glue names the parts; what else begins with `./` in it is no file.
pub fn in_glue(script: &str, site: &Site) -> Result<String> {
    replace(script, &["new URL(\"./"], "\"", |name| resolve("the glue", name, site))
}

/// Replaces what stands between one of the openings and the closing.
fn replace(
    text: &str,
    openings: &[&str],
    closing: &str,
    mut with: impl FnMut(&str) -> Result<String>,
) -> Result<String> {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    let next = |rest: &str| openings.iter().filter_map(|o| Some((rest.find(o)?, o.len()))).min();
    while let Some((at, length)) = next(rest) {
        let (before, after) = rest.split_at(at + length);
        let Some((inner, _)) = after.split_once(closing) else { break };
        out.push_str(before);
        out.push_str(&with(inner)?);
        rest = after.get(inner.len()..).unwrap_or_default();
    }
    out.push_str(rest);
    Ok(out)
}

fn resolve(source: &str, reference: &str, site: &Site) -> Result<String> {
    let elsewhere = reference.contains(':') || reference.starts_with("//");
    let (path, tail) = match reference.find(['#', '?']) {
        Some(at) => reference.split_at(at),
        None => (reference, ""),
    };
    let (prefix, name) = path.strip_prefix("./").map_or(("", path), |name| ("./", name));
    // The top of the site, wherever that will be.
    let name = name.strip_prefix('/').unwrap_or(name);
    if elsewhere || name.is_empty() {
        return Ok(reference.to_owned());
    }
    let Some(published) = site.published(name) else {
        let known: Vec<&str> = site.files().map(|(name, _)| name).collect();
        bail!("{source} names `{reference}`, which the site does not have; it has {}", known.join(", "));
    };
    Ok(format!("{prefix}{published}{tail}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn site() -> Site {
        let mut site = Site::default();
        site.add_hashed("style.css", "a{}").unwrap();
        site.add_hashed("fonts/v.woff2", "font").unwrap();
        site.add("icon.svg", "<svg/>").unwrap();
        site
    }

    #[test]
    fn a_page_names_the_published_files_and_leaves_links_alone() {
        let site = site();
        let page = "<link href=\"style.css\"><img src=\"./icon.svg\"><a href=\"#/about\"><a href=\"https://x.org/a\">";
        let style = site.published("style.css").unwrap();
        let expected =
            format!("<link href=\"{style}\"><img src=\"./icon.svg\"><a href=\"#/about\"><a href=\"https://x.org/a\">");
        assert_eq!(in_html(page, &site).unwrap(), expected);
    }

    #[test]
    fn a_stylesheet_may_name_a_font_in_any_way_and_gets_a_relative_name() {
        let site = site();
        let font = site.published("fonts/v.woff2").unwrap();
        for way in [
            "url(fonts/v.woff2)",
            "url('/fonts/v.woff2')",
            "url(\"./fonts/v.woff2\")",
            "url('../public/fonts/v.woff2')",
        ] {
            let found = in_css(way, &site).unwrap();
            assert!(found.contains(font) && !found.contains("public") && !found.contains("\"/"), "{way}: {found}");
        }
        assert_eq!(in_css("url(data:image/png;base64,AA)", &site).unwrap(), "url(\"data:image/png;base64,AA\")");
    }

    #[test]
    fn a_script_names_the_published_files() {
        let site = site();
        let style = site.published("style.css").unwrap();
        assert_eq!(in_js("import(\"./style.css\")", &site).unwrap(), format!("import(\"./{style}\")"));
    }

    #[test]
    fn a_name_without_a_file_is_an_error_that_says_where() {
        let words = in_html("<link href=\"stile.css\">", &site()).unwrap_err().to_string();
        assert!(words.contains("index.html") && words.contains("stile.css"), "{words}");
    }
}
