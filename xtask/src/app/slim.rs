//! Program and glue, without what no browser of today needs and with short names for what the two call each other.
//!
//! wasm-bindgen names each function after itself and a hash, which no compression makes smaller, in the program as well
//! as in the glue; it answers for old browsers, old callers and types that this app never hands out.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context, Result, bail, ensure};

/// Where the program imports what the glue gives, as wasm-bindgen calls it.
const GLUE: &str = "./backstroke_bg.js";

/// What becomes of the glue's statements that begin so. The loader calls `initSync` for the program that is there.
const REWRITTEN: [(&str, &str); 8] = [
    ("async function __wbg_load(", ""),
    ("async function __wbg_init_once(", ""),
    ("let __wbg_init_promise;", ""),
    ("if (!('encodeInto' in cachedTextEncoder))", ""),
    ("function initSync(", "const initSync = () => wasm;"),
    (
        "async function __wbg_init(",
        "async function __wbg_init({ module_or_path }) {
    const { instance, module } = await WebAssembly.instantiateStreaming(fetch(module_or_path), __wbg_get_imports());
    return __wbg_finalize_init(instance, module);
}",
    ),
    (
        "function debugString(",
        "function debugString(val) {
    return val instanceof Error ? `${val.name}: ${val.message}\\n${val.stack}` : String(val);
}",
    ),
    ("export { initSync, ", "export { __wbg_init as default };"),
];

/// Types of streams that a dependency exports. Nothing makes one here: a program that does imports their maker.
const NEVER_MADE: &str = "IntoUnderlying";

/// Makes the glue small. It stays as readable as it was.
pub fn glue(glue: &str) -> Result<String> {
    let mut out = String::with_capacity(glue.len());
    let mut found = BTreeSet::new();
    for statement in statements(glue) {
        let rewritten = REWRITTEN.iter().find(|(start, _)| statement.starts_with(start));
        let never_made = ["export class ", "if (Symbol.dispose) ", "const "]
            .iter()
            .any(|start| statement.strip_prefix(start).is_some_and(|rest| rest.starts_with(NEVER_MADE)));
        if let Some((start, instead)) = rewritten {
            found.insert(*start);
            out.push_str(instead);
            out.push('\n');
        } else if !never_made {
            out.push_str(statement);
        }
    }
    if let Some((start, _)) = REWRITTEN.iter().find(|(start, _)| !found.contains(start)) {
        bail!(
            "the glue has no `{start}…` any more: look at what this wasm-bindgen writes, then at xtask/src/app/slim.rs"
        );
    }
    ensure!(
        !out.contains(NEVER_MADE),
        "the app makes streams of its own now: xtask/src/app/slim.rs must keep their types"
    );
    Ok(out)
}

/// The statements of a script whose own lines are indented, each with its line ends.
fn statements(script: &str) -> Vec<&str> {
    let mut out = Vec::new();
    let (mut from, mut at) = (0, 0);
    for line in script.split_inclusive('\n') {
        if at > from && line.starts_with(|first: char| !first.is_whitespace() && first != '}') {
            out.extend(script.get(from..at));
            from = at;
        }
        at += line.len();
    }
    out.extend(script.get(from..));
    out
}

/// Gives what program and glue call each other short names, and takes out of the program's exports what the glue does
/// not name, so that what only it needs can go as well.
pub fn names(program: &[u8], glue: &str) -> Result<(Vec<u8>, String)> {
    let words: BTreeSet<&str> = words(glue).collect();
    let mut short = Short { words: &words, names: BTreeMap::new(), last: 0 };
    let module = short.free();
    let mut out = program.get(..8).context("the program is no wasm")?.to_vec();
    let mut rest = Bytes(program.get(8..).unwrap_or_default());
    while !rest.0.is_empty() {
        let kind = rest.byte()?;
        let length = rest.number()?;
        let section = rest.take(length)?;
        let section = match kind {
            2 => imports(Bytes(section), &module, &mut short)?,
            7 => exports(Bytes(section), &mut short)?,
            _ => section.to_vec(),
        };
        out.push(kind);
        number(&mut out, section.len());
        out.extend(section);
    }
    let mut small = String::with_capacity(glue.len());
    let mut after = glue;
    while let Some(first) = after.chars().next() {
        let length = after.find(|c| is_word(c) != is_word(first)).unwrap_or(after.len());
        let (piece, then) = after.split_at(length);
        small.push_str(short.names.get(piece).map_or(piece, String::as_str));
        after = then;
    }
    Ok((out, small.replace(&format!("\"{GLUE}\""), &format!("\"{module}\""))))
}

/// Short names, none of which the glue uses for something else.
struct Short<'a> {
    words: &'a BTreeSet<&'a str>,
    names: BTreeMap<String, String>,
    last: usize,
}

impl Short<'_> {
    fn free(&mut self) -> String {
        const SIGNS: &[u8; 52] = b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
        loop {
            let mut left = self.last;
            let mut name = String::from("$");
            loop {
                name.extend(SIGNS.get(left % SIGNS.len()).map(|sign| char::from(*sign)));
                left /= SIGNS.len();
                if left == 0 {
                    break;
                }
            }
            self.last += 1;
            if !self.words.contains(name.as_str()) {
                return name;
            }
        }
    }

    /// The short name of one that carries a hash; others, which the loader may use too, stay.
    fn of(&mut self, name: &str) -> String {
        let is_hash = |end: &str| end.len() >= 16 && end.bytes().all(|byte| byte.is_ascii_hexdigit());
        if !name.rsplit_once('_').is_some_and(|(_, end)| is_hash(end.trim_start_matches('h'))) {
            return name.to_owned();
        }
        if let Some(known) = self.names.get(name) {
            return known.clone();
        }
        let short = self.free();
        self.names.insert(name.to_owned(), short.clone());
        short
    }
}

fn imports(mut section: Bytes, module: &str, short: &mut Short) -> Result<Vec<u8>> {
    let count = section.number()?;
    let mut out = Vec::new();
    number(&mut out, count);
    for _ in 0..count {
        let (from, name) = (section.text()?, section.text()?);
        let (from, name) = if from == GLUE { (module, short.of(name)) } else { (from, name.to_owned()) };
        text(&mut out, from);
        text(&mut out, &name);
        let kind = section.byte()?;
        ensure!(kind == 0, "the program imports `{name}`, which is no function");
        out.push(kind);
        number(&mut out, section.number()?);
    }
    Ok(out)
}

fn exports(mut section: Bytes, short: &mut Short) -> Result<Vec<u8>> {
    let (mut kept, mut out) = (0, Vec::new());
    for _ in 0..section.number()? {
        let (name, kind, index) = (section.text()?, section.byte()?, section.number()?);
        if short.words.contains(name) {
            kept += 1;
            text(&mut out, &short.of(name));
            out.push(kind);
            number(&mut out, index);
        }
    }
    let mut all = Vec::new();
    number(&mut all, kept);
    all.extend(out);
    Ok(all)
}

/// What is left to read of a program.
struct Bytes<'a>(&'a [u8]);

impl<'a> Bytes<'a> {
    fn take(&mut self, length: usize) -> Result<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(length).context("the program ends too early")?;
        self.0 = rest;
        Ok(taken)
    }

    fn byte(&mut self) -> Result<u8> {
        self.take(1)?.first().copied().context("the program ends too early")
    }

    /// An unsigned number, seven bits a byte.
    fn number(&mut self) -> Result<usize> {
        let mut value = 0;
        for shift in (0..35).step_by(7) {
            let byte = self.byte()?;
            value |= usize::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Ok(value);
            }
        }
        bail!("the program holds a number too long")
    }

    fn text(&mut self) -> Result<&'a str> {
        let length = self.number()?;
        std::str::from_utf8(self.take(length)?).context("the program holds a name that is no text")
    }
}

fn number(out: &mut Vec<u8>, mut value: usize) {
    loop {
        let byte = u8::try_from(value & 0x7f).unwrap_or_default();
        value >>= 7;
        if value == 0 {
            return out.push(byte);
        }
        out.push(byte | 0x80);
    }
}

fn text(out: &mut Vec<u8>, text: &str) {
    number(out, text.len());
    out.extend(text.bytes());
}

fn is_word(sign: char) -> bool {
    sign.is_ascii_alphanumeric() || matches!(sign, '_' | '$')
}

fn words(script: &str) -> impl Iterator<Item = &str> {
    script.split(|sign| !is_word(sign))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A program of one type, one import, one function and two exports.
    fn program() -> Vec<u8> {
        let mut imports = vec![1];
        text(&mut imports, GLUE);
        text(&mut imports, "__wbg_on_0123456789abcdef");
        imports.extend([0, 0]);
        let mut exports = vec![2];
        for (name, index) in [("unused", 1), ("run__h0123456789abcdef", 1)] {
            text(&mut exports, name);
            exports.extend([0, index]);
        }
        let mut out = b"\0asm\x01\0\0\0\x01\x04\x01\x60\0\0".to_vec();
        for (kind, section) in [(2, imports), (3, vec![1, 0]), (7, exports), (10, vec![1, 2, 0, 0x0b])] {
            out.push(kind);
            number(&mut out, section.len());
            out.extend(section);
        }
        out
    }

    #[test]
    fn program_and_glue_agree_on_the_short_names() {
        let before = "const $b = { __wbg_on_0123456789abcdef: f }; wasm.run__h0123456789abcdef(); x = { \"./backstroke_bg.js\": $b };";
        wasmparser::validate(&program()).unwrap();
        let (small, glue) = names(&program(), before).unwrap();
        wasmparser::validate(&small).unwrap();
        assert_eq!(glue, "const $b = { $c: f }; wasm.$d(); x = { \"$a\": $b };");
        let has = |name: &[u8]| small.windows(name.len()).any(|window| window == name);
        assert!(has(b"\x02$a\x02$c\0") && has(b"\x02$d\0\x01") && !has(b"unused"));
        assert_eq!(names(&small, &glue).unwrap(), (small, glue), "a second time");
    }

    #[test]
    fn what_no_browser_needs_goes_and_the_rest_stays() {
        let mut before = String::from("let a;\nfunction f() {\n    a();\n}\n");
        for (start, _) in REWRITTEN {
            before.push_str(start);
            before.push_str("\n    old;\n}\n");
        }
        before.push_str("export class IntoUnderlyingSink {\n    old\n}\nlet b;\n");
        let after = glue(&before).unwrap();
        assert!(
            !after.contains("old")
                && after.starts_with("let a;\nfunction f() {\n    a();\n}\n")
                && after.ends_with("let b;\n")
        );
        assert!(glue(&before.replace("let __wbg_init_promise;", "let other;")).is_err());
        assert!(glue(&format!("{before}const c = IntoUnderlyingSink;\n")).is_err());
    }
}
