//! The stylesheets: joined in the order that `style/index.css` and `style/later.css` declare, then made small.

use std::collections::BTreeSet;
use std::path::Path;

use anyhow::{Context, Result, bail};

use super::site::{names, read};

/// The stylesheets that are published, and the files that say what they are made of.
const BUNDLES: [(&str, &str); 2] = [("style.css", "index.css"), ("later.css", "later.css")];

/// Joins the stylesheets: what the first page needs, and what the others need. Each list holds one `@import "NAME.css";`
/// for each of its files, in the order in which they count; a file that both leave out is an error, since nobody would
/// see it.
pub fn bundles(folder: &Path) -> Result<Vec<(&'static str, String)>> {
    let is_css = |name: &String| Path::new(name).extension().is_some_and(|ending| ending == "css");
    let mut unused: BTreeSet<String> = names(folder)?.into_iter().filter(is_css).collect();
    for (_, list) in BUNDLES {
        unused.remove(list);
    }
    let join = |(published, list)| Ok((published, bundle(folder, list, &mut unused)?));
    let joined = BUNDLES.into_iter().map(join).collect::<Result<_>>()?;
    if !unused.is_empty() {
        let left: Vec<String> = unused.into_iter().collect();
        bail!(
            "neither list of style/ imports {}: add it to index.css or later.css, where it belongs in the order, or \
             delete it",
            left.join(", ")
        );
    }
    Ok(joined)
}

fn bundle(folder: &Path, list: &str, unused: &mut BTreeSet<String>) -> Result<String> {
    let mut joined = String::new();
    for line in read(&folder.join(list))?.lines() {
        let Some(import) = line.trim().strip_prefix("@import") else {
            joined.push_str(line);
            joined.push('\n');
            continue;
        };
        let name = imported(import).with_context(|| {
            format!("style/{list}: `{}` is not `@import \"NAME.css\";`, the one form that the build joins", line.trim())
        })?;
        if !unused.remove(name) {
            bail!("style/{list} imports `{name}`, which is not in style/ or was imported before");
        }
        let part = read(&folder.join(name))?;
        check_braces(&part).with_context(|| format!("style/{name}"))?;
        joined.push_str(part.trim_end());
        joined.push('\n');
    }
    Ok(joined)
}

fn imported(import: &str) -> Option<&str> {
    import.trim().strip_prefix('"')?.strip_suffix("\";").filter(|name| !name.contains('"') && !name.contains('/'))
}

/// A brace too few would take the next file's rules with it.
fn check_braces(css: &str) -> Result<()> {
    let mut depth = 0_i32;
    for token in tokens(css) {
        match token {
            Token::Sign('{') => depth += 1,
            Token::Sign('}') => depth -= 1,
            _ => {}
        }
        if depth < 0 {
            bail!("a `}}` closes nothing");
        }
    }
    if depth > 0 {
        bail!("{depth} `{{` stay open at the end");
    }
    Ok(())
}

enum Token<'a> {
    Space,
    Comment,
    /// A string or a whole `url(…)`, which nothing may change.
    Verbatim(&'a str),
    Sign(char),
}

fn tokens(css: &str) -> impl Iterator<Item = Token<'_>> {
    let mut rest = css;
    std::iter::from_fn(move || {
        let first = rest.chars().next()?;
        let (token, length) = if first.is_whitespace() {
            (Token::Space, rest.find(|c: char| !c.is_whitespace()).unwrap_or(rest.len()))
        } else if rest.starts_with("/*") {
            (Token::Comment, rest.find("*/").map_or(rest.len(), |at| at + 2))
        } else if first == '"' || first == '\'' {
            let length = string_length(rest, first);
            (Token::Verbatim(rest.get(..length)?), length)
        } else if rest.starts_with("url(") && !rest.starts_with("url(\"") && !rest.starts_with("url('") {
            let length = rest.find(')').map_or(rest.len(), |at| at + 1);
            (Token::Verbatim(rest.get(..length)?), length)
        } else {
            (Token::Sign(first), first.len_utf8())
        };
        rest = rest.get(length..)?;
        Some(token)
    })
}

/// How long a string literal is, its quotes included.
fn string_length(text: &str, quote: char) -> usize {
    let mut escaped = false;
    for (at, sign) in text.char_indices().skip(1) {
        match sign {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            _ if sign == quote => return at + 1,
            _ => {}
        }
    }
    text.len()
}

/// Takes out what a browser does not read: comments, and spaces where no rule can need them. Values stay as written:
/// brotli makes up for the rest.
pub fn minify(css: &str) -> String {
    let mut out = String::with_capacity(css.len());
    let mut gap = false;
    let mut tokens = tokens(css).peekable();
    while let Some(token) = tokens.next() {
        match token {
            // Between two words a comment keeps them apart and yet is no space.
            Token::Comment if !gap && matches!(tokens.peek(), Some(Token::Sign(sign)) if !separates(*sign)) => {
                if out.chars().next_back().is_some_and(|last| !separates(last)) {
                    out.push_str("/**/");
                }
            }
            Token::Comment => {}
            Token::Space => gap = true,
            Token::Verbatim(text) => {
                push_gap(&mut out, &mut gap);
                out.push_str(text);
            }
            Token::Sign(sign) => {
                if separates(sign) && !matches!(sign, ':' | '(') {
                    gap = false;
                }
                if sign == '}' && out.ends_with(';') {
                    out.pop();
                }
                push_gap(&mut out, &mut gap);
                out.push(sign);
            }
        }
    }
    out
}

/// Whether a sign stands for itself, spaces or none.
fn separates(sign: char) -> bool {
    matches!(sign, '{' | '}' | ';' | ',' | ':' | '(' | ')' | '>')
}

/// Writes a space where one stood, unless what was written last needs none after it.
fn push_gap(out: &mut String, gap: &mut bool) {
    if std::mem::take(gap) && !out.is_empty() && !out.ends_with(|last| separates(last) && last != ')') {
        out.push(' ');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_styles_mean_what_the_long_ones_meant() {
        for (long, small) in [
            ("a {\n  color : red;\n  margin: 0 auto ;\n}\n", "a{color :red;margin:0 auto}"),
            ("/* why */ .a > .b, .c .d { --x: ; }", ".a>.b,.c .d{--x:}"),
            (".a :hover { width: calc(1px + (2px - 3px) * 4) }", ".a :hover{width:calc(1px + (2px - 3px) * 4)}"),
            (".a:not( .b ) .c { content: \"  ; } /* \" }", ".a:not(.b) .c{content:\"  ; } /* \"}"),
            ("@media (width > 40rem) and (hover) { a { x: y } }", "@media (width>40rem) and (hover){a{x:y}}"),
            ("a { b: url(data:x;y,/*z) ; c: 'it\\'s  so' }", "a{b:url(data:x;y,/*z);c:'it\\'s  so'}"),
            ("a/* x */b { c: d/* y */; }/* z */e { }", "a/**/b{c:d}e{}"),
            ("a + b ~ c { margin: -1px -2px }", "a + b ~ c{margin:-1px -2px}"),
        ] {
            assert_eq!(minify(long), small);
            assert_eq!(minify(small), small, "a second time");
        }
    }

    #[test]
    fn a_brace_too_few_is_found_in_its_own_file() {
        assert!(check_braces("a { b: c").is_err());
        assert!(check_braces("a { b: c } }").is_err());
        assert!(check_braces("a { b: \"}\" } /* { */").is_ok());
    }

    #[test]
    fn only_a_plain_import_is_joined() {
        assert_eq!(imported(" \"tokens.css\";"), Some("tokens.css"));
        for other in [" url(x.css);", " \"a/b.css\";", " \"x.css\" screen;", " 'x.css';"] {
            assert_eq!(imported(other), None);
        }
    }
}
