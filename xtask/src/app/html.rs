//! Makes the page small: comments and indentation go. Line ends stay, so that words stay apart.

use anyhow::{Result, bail};

/// Takes out what a browser does not read. A page with preformatted text or a script in it is refused: the first would
/// lose its form, and the second the site's policy forbids.
pub fn minify(page: &str) -> Result<String> {
    for (start, why) in [
        ("<pre", "its text would lose its form"),
        ("<textarea", "its text would lose its form"),
        ("<script>", "the page may hold no script: put it into src/boot.js"),
        ("<style", "the page may hold no style: put it into style/"),
    ] {
        if page.contains(start) {
            bail!("index.html holds `{start}`: {why}");
        }
    }
    let mut kept = String::with_capacity(page.len());
    let mut rest = page;
    while let Some((before, after)) = rest.split_once("<!--") {
        kept.push_str(before);
        let Some((_, after)) = after.split_once("-->") else { bail!("index.html: a comment is not closed") };
        rest = after;
    }
    kept.push_str(rest);
    let lines = kept.lines().map(str::trim).filter(|line| !line.is_empty());
    Ok(lines.collect::<Vec<_>>().join("\n"))
}

/// The page that a host shows where there is none: it leads to the app.
pub fn missing(base: &str) -> String {
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n<meta http-equiv=\"refresh\" content=\"0; url={base}\">\n\
         <title>Backstroke</title>\n<p>There is nothing at this address. <a href=\"{base}\">Backstroke is here.</a></p>"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_and_indentation_go_and_words_stay_apart() {
        let page = "<p>\n    one\n    <!-- why\n  so -->\n    two</p>\n";
        assert_eq!(minify(page).unwrap(), "<p>\none\ntwo</p>");
    }

    #[test]
    fn a_script_or_an_open_comment_in_the_page_is_refused() {
        assert!(minify("<script>alert(1)</script>").unwrap_err().to_string().contains("boot.js"));
        assert!(minify("<style>a{}</style>").is_err());
        assert!(minify("<p><!-- open").is_err());
        assert!(minify("<script type=\"module\" src=\"boot.js\"></script>").is_ok());
    }
}
