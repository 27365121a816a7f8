//! What the wasm is made of, by crate and by room of this one, and how that has grown since the sizes that were kept.
//!
//! Taken from the names in the program as the compiler leaves it, before it is made small: the figures are larger than
//! what is downloaded, their proportions are what counts.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use wasmparser::{KnownCustom, Name, Parser, Payload, TypeRef};

use super::baseline::{Sizes, change};

/// How many lines the table has; what is below is summed up.
const LINES: usize = 16;

/// Bytes by crate, the rooms of this crate by their path.
pub fn shares(wasm: &Path) -> Result<Sizes> {
    of_bytes(&fs::read(wasm).with_context(|| format!("{} cannot be read", wasm.display()))?)
}

/// The table of shares, with what has changed.
pub fn table(now: &Sizes, before: &Sizes) -> String {
    let mut rows: Vec<(&str, usize, usize)> = now
        .iter()
        .map(|(name, &bytes)| (name.as_str(), bytes, before.get(name).copied().unwrap_or_default()))
        .chain(before.iter().filter(|(name, _)| !now.contains_key(*name)).map(|(name, &was)| (name.as_str(), 0, was)))
        .collect();
    rows.sort_by_key(|&(name, bytes, was)| (std::cmp::Reverse(bytes.max(was)), name));
    let mut out = format!("{:28}{:>12}{:>14}\n", "wasm by crate and room", "bytes", "since");
    let mut line = |name: &str, bytes: usize, was: usize| {
        let was = if before.is_empty() { Sizes::new() } else { [(name.to_owned(), was)].into() };
        let _ = writeln!(out, "{}", format!("{name:28}{bytes:>12}{:>14}", change(bytes, name, &was)).trim_end());
    };
    let (shown, rest) = rows.split_at(rows.len().min(LINES));
    for &(name, bytes, was) in shown {
        line(name, bytes, was);
    }
    let sum = |rows: &[(&str, usize, usize)]| rows.iter().fold((0, 0), |(b, w), row| (b + row.1, w + row.2));
    let (bytes, was) = sum(rest);
    if bytes + was > 0 {
        line("the rest", bytes, was);
    }
    let (bytes, was) = sum(&rows);
    line("all", bytes, was);
    out
}

/// Every function's bytes, by whose it is; the data apart.
fn of_bytes(wasm: &[u8]) -> Result<Sizes> {
    let (mut sizes, mut names, mut imported) = (Vec::new(), BTreeMap::new(), 0_u32);
    let mut out = Sizes::new();
    for payload in Parser::new(0).parse_all(wasm) {
        match payload.context("the compiled wasm cannot be read")? {
            Payload::ImportSection(imports) => {
                for import in imports.into_imports() {
                    imported += u32::from(matches!(import?.ty, TypeRef::Func(_)));
                }
            }
            Payload::CodeSectionEntry(body) => sizes.push(body.range().len()),
            Payload::DataSection(data) => {
                *out.entry("(data)".into()).or_default() += data.range().len();
            }
            Payload::CustomSection(section) => {
                if let KnownCustom::Name(section) = section.as_known() {
                    for part in section {
                        if let Name::Function(all) = part? {
                            for one in all {
                                let one = one?;
                                names.insert(one.index, rustc_demangle::demangle(one.name).to_string());
                            }
                        }
                    }
                }
            }
            _ => {}
        }
    }
    for (index, bytes) in (imported..).zip(sizes) {
        let name = names.get(&index).map_or("", String::as_str);
        *out.entry(owner(name)).or_default() += bytes;
    }
    Ok(out)
}

/// Whose a function is: its crate, and of this crate the room. What is written for any type (`<T as Trait>`) is the trait's.
fn owner(name: &str) -> String {
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    let trimmed = |path: &'_ str| -> String {
        let path = path.trim_start_matches(|c: char| !is_word(c));
        ["mut ", "dyn ", "const "].iter().fold(path, |path, word| path.trim_start_matches(word)).to_owned()
    };
    let mut path = trimmed(name);
    // A type parameter and a type that every program has (`u32`, `[T]`, `()`) are nobody's.
    let nobodys = |of: &str| {
        let of = of.trim_end_matches(|c: char| !is_word(c));
        of.len() <= 1 || ["bool", "char", "str"].contains(&of) || is_number(of)
    };
    if let Some(rest) = path.strip_prefix("as ") {
        path = trimmed(rest);
    } else if let Some((_, rest)) = path.split_once(" as ").filter(|(of, _)| nobodys(of)) {
        path = trimmed(rest);
    }
    let mut parts = path.split("::").map(|part| part.split(|c| !is_word(c)).next().unwrap_or_default());
    match (parts.next().unwrap_or_default(), parts.next()) {
        ("", _) => "(no name)".into(),
        ("backstroke", Some(room)) if !room.is_empty() => format!("backstroke::{room}"),
        (_, None) => "(no crate)".into(),
        (name, Some(_)) => name.to_owned(),
    }
}

/// Whether a type is one of Rust's numbers.
fn is_number(name: &str) -> bool {
    let size = name.trim_start_matches(['i', 'u', 'f']);
    size.len() + 1 == name.len() && ["8", "16", "32", "64", "128", "size"].contains(&size)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_function_belongs_to_its_crate_and_to_its_room_in_this_one() {
        for (name, whose) in [
            ("backstroke::ui::home::Home::{closure}::h1", "backstroke::ui"),
            ("<backstroke::session::Session as core::fmt::Debug>::fmt", "backstroke::session"),
            ("<&mut leptos::view::X as Render>::build", "leptos"),
            ("core::ptr::drop_in_place<backstroke::ui::App>", "core"),
            ("<T as alloc::string::ToString>::to_string", "alloc"),
            ("<[T] as alloc::slice::Concat>::concat", "alloc"),
            ("<() as tachys::view::Render>::build", "tachys"),
            ("<str as core::fmt::Debug>::fmt", "core"),
            ("<u32 as core::fmt::Display>::fmt", "core"),
            ("<usize as postcard::Varint>::take", "postcard"),
            ("<uuid::Id as core::fmt::Debug>::fmt", "uuid"),
            ("tachys::<impl core::fmt::Debug for X>::fmt", "tachys"),
            ("dlmalloc", "(no crate)"),
            ("", "(no name)"),
        ] {
            assert_eq!(owner(name), whose, "{name}");
        }
    }

    #[test]
    fn what_has_grown_what_has_gone_and_the_sum_are_told() {
        let shares = |all: &[(&str, usize)]| all.iter().map(|&(name, bytes)| (name.to_owned(), bytes)).collect();
        let told = table(&shares(&[("core", 700), ("leptos", 50)]), &shares(&[("core", 600), ("regex", 100)]));
        let cells: Vec<Vec<&str>> = told.lines().skip(1).map(|line| line.split_whitespace().collect()).collect();
        assert_eq!(
            cells,
            [
                vec!["core", "700", "+100"],
                vec!["regex", "0", "-100"],
                vec!["leptos", "50", "+50"],
                vec!["all", "750", "+50"]
            ]
        );
    }
}
