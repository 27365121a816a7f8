//! Makes scripts small without renaming anything: comments and indentation go, and line ends and spaces where no
//! statement can need them. What remains to be won by renaming is a few hundred bytes after compression.

/// Takes out what a browser does not read.
pub fn minify(script: &str) -> String {
    let mut out = String::with_capacity(script.len());
    let mut gap = Gap::None;
    let mut rest = script;
    while let Some(first) = rest.chars().next() {
        let length = if first.is_whitespace() {
            let length = rest.find(|c: char| !c.is_whitespace()).unwrap_or(rest.len());
            gap = gap.max(if piece(rest, length).contains('\n') { Gap::Line } else { Gap::Space });
            length
        } else if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if rest.starts_with("/*") {
            let length = rest.find("*/").map_or(rest.len(), |at| at + 2);
            gap = gap.max(if piece(rest, length).contains('\n') { Gap::Line } else { Gap::Space });
            length
        } else {
            let length = match first {
                '"' | '\'' | '`' => literal_length(rest, first),
                '/' if begins_regex(&out) => regex_length(rest),
                _ if is_word(first) => rest.find(|c| !is_word(c)).unwrap_or(rest.len()),
                _ => first.len_utf8(),
            };
            gap.write(&mut out, first);
            gap = Gap::None;
            out.push_str(piece(rest, length));
            length
        };
        rest = rest.get(length..).unwrap_or_default();
    }
    out
}

/// What stood between two tokens.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Gap {
    None,
    Space,
    Line,
}

impl Gap {
    /// Keeps the gap only where the tokens would mean something else without it.
    fn write(self, out: &mut String, next: char) {
        let Some(last) = out.chars().next_back() else { return };
        // A line end can end a statement, except after a sign that must be followed by more.
        let never_ends = matches!(last, '{' | ';' | ',' | '(' | '[' | '=' | '?' | ':' | '&' | '|' | '>');
        let never_begins = matches!(next, '}' | ')' | ']' | '.' | ',' | ';' | '?' | ':' | '=' | '&' | '|');
        let joins = |kind: fn(char) -> bool| kind(last) && kind(next);
        let grows = |sign| matches!(sign, '+' | '-' | '/');
        match self {
            Self::Line if !never_ends && !never_begins => out.push('\n'),
            Self::Line | Self::Space if joins(is_word) || joins(grows) => out.push(' '),
            // `1 .toString()`
            Self::Line | Self::Space if last.is_ascii_digit() && next == '.' => out.push(' '),
            _ => {}
        }
    }
}

fn piece(text: &str, length: usize) -> &str {
    text.get(..length).unwrap_or(text)
}

fn is_word(sign: char) -> bool {
    sign.is_alphanumeric() || matches!(sign, '_' | '$' | '#') || !sign.is_ascii()
}

/// Whether a slash after this text begins a regular expression: it does where no value has just ended.
fn begins_regex(before: &str) -> bool {
    let Some(last) = before.chars().next_back() else { return true };
    if is_word(last) {
        let word = before.rsplit(|c| !is_word(c)).next().unwrap_or_default();
        return matches!(
            word,
            "return" | "typeof" | "case" | "in" | "of" | "delete" | "void" | "throw" | "new" | "else"
        );
    }
    !matches!(last, ')' | ']' | '}' | '"' | '\'' | '`')
}

/// How long a string or template is, its quotes included. What a template holds in `${…}` is kept as written.
fn literal_length(text: &str, quote: char) -> usize {
    let mut signs = text.char_indices().skip(1);
    while let Some((at, sign)) = signs.next() {
        if sign == '\\' {
            signs.next();
        } else if sign == quote {
            return at + 1;
        } else if quote == '`' && text.get(at..).is_some_and(|rest| rest.starts_with("${")) {
            let inner = at + 2;
            let end = inner + hole_length(text.get(inner..).unwrap_or_default());
            while signs.clone().next().is_some_and(|(next, _)| next < end) {
                signs.next();
            }
        }
    }
    text.len()
}

/// How long the expression in a template is, with the brace that closes it.
fn hole_length(text: &str) -> usize {
    let mut depth = 0;
    let mut at = 0;
    while let Some(sign) = text.get(at..).and_then(|rest| rest.chars().next()) {
        match sign {
            '"' | '\'' | '`' => at += literal_length(text.get(at..).unwrap_or_default(), sign),
            '}' if depth == 0 => return at + 1,
            _ => {
                depth += match sign {
                    '{' => 1,
                    '}' => -1,
                    _ => 0,
                };
                at += sign.len_utf8();
            }
        }
    }
    text.len()
}

/// How long a regular expression is, its slashes included, without the flags (they are a word).
fn regex_length(text: &str) -> usize {
    let (mut escaped, mut in_class) = (false, false);
    for (at, sign) in text.char_indices().skip(1) {
        match sign {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '[' => in_class = true,
            ']' => in_class = false,
            '/' if !in_class => return at + 1,
            '\n' => return at,
            _ => {}
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_scripts_mean_what_the_long_ones_meant() {
        for (long, small) in [
            ("// why\nconst a = 1;\n\n  let b = a + +a;\n", "const a=1;let b=a+ +a;"),
            ("let a = b\nlet c = d", "let a=b\nlet c=d"),
            ("return\nvalue", "return\nvalue"),
            ("if (x) {\n  y()\n}\nz()", "if(x){y()}\nz()"),
            ("a = 'it\\'s  // no comment';", "a='it\\'s  // no comment';"),
            ("a = `x  ${ f({ b: `  ${c}` }) }  /* y */`;", "a=`x  ${ f({ b: `  ${c}` }) }  /* y */`;"),
            ("m = /\\[object  ([^\\]/]+)\\]/g.exec(x) / 2 / y;", "m=/\\[object  ([^\\]/]+)\\]/g.exec(x)/2/y;"),
            ("return /a  b/.test(x)", "return/a  b/.test(x)"),
            ("a\n++b", "a\n++b"),
            ("f(a,\n  b)\n  .then(c)", "f(a,b).then(c)"),
            ("x = a /* one */ / b; // two", "x=a/b;"),
            ("async function f() {}\nclass A { static #b = 1 }", "async function f(){}\nclass A{static #b=1}"),
            ("const é = 'ü';", "const é='ü';"),
        ] {
            assert_eq!(minify(long), small);
            assert_eq!(minify(small), small, "a second time");
        }
    }
}
