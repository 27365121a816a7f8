//! What `deny.toml` asks of everything that comes from outside, as far as it can be checked without network: licences,
//! bans and sources, over the packages that `Cargo.lock` holds. Advisories are `cargo deny check advisories`, online.

use std::collections::BTreeSet;

use serde_json::Value as Json;
use toml::{Table, Value};

use crate::host;

/// One package that cargo knows.
struct Package {
    name: String,
    version: String,
    licence: String,
    source: Option<String>,
}

fn packages() -> Vec<Package> {
    let mut cargo = std::process::Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.args(["metadata", "--format-version", "1", "--locked", "--all-features"]).current_dir(host::root());
    let told: Json = serde_json::from_str(&host::capture(&mut cargo).unwrap()).unwrap();
    let text = |package: &Json, key: &str| package[key].as_str().map(str::to_owned);
    told["packages"]
        .as_array()
        .unwrap()
        .iter()
        .map(|package| Package {
            name: text(package, "name").unwrap(),
            version: text(package, "version").unwrap(),
            licence: text(package, "license").unwrap_or_default(),
            source: text(package, "source"),
        })
        .collect()
}

fn rules(table: &str) -> Table {
    let all: Table = std::fs::read_to_string(host::root().join("deny.toml")).unwrap().parse().unwrap();
    all[table].as_table().unwrap().clone()
}

fn texts(list: &Value) -> Vec<String> {
    list.as_array().unwrap().iter().map(|item| item.as_str().unwrap().to_owned()).collect()
}

/// Whether a licence expression is met by the licences allowed: `OR` before a package's reader, `AND` for all of it.
/// Old packages write `/` for `OR`.
fn is_met(expression: &str, allowed: &[String]) -> bool {
    let words = expression.replace('/', " OR ").replace('(', " ( ").replace(')', " ) ");
    let mut words = words.split_whitespace().peekable();
    let met = either(&mut words, allowed);
    assert_eq!(words.next(), None, "`{expression}` is no licence expression");
    met
}

type Words<'a> = std::iter::Peekable<std::str::SplitWhitespace<'a>>;

fn either(words: &mut Words, allowed: &[String]) -> bool {
    let mut met = both(words, allowed);
    while words.next_if_eq(&"OR").is_some() {
        met |= both(words, allowed);
    }
    met
}

fn both(words: &mut Words, allowed: &[String]) -> bool {
    let mut met = one(words, allowed);
    while words.next_if_eq(&"AND").is_some() {
        met &= one(words, allowed);
    }
    met
}

fn one(words: &mut Words, allowed: &[String]) -> bool {
    let Some(word) = words.next() else { return false };
    if word == "(" {
        let met = either(words, allowed);
        assert_eq!(words.next(), Some(")"), "a bracket stays open");
        return met;
    }
    let licence = match words.next_if_eq(&"WITH") {
        Some(with) => format!("{word} {with} {}", words.next().unwrap_or_default()),
        None => word.to_owned(),
    };
    allowed.contains(&licence)
}

#[test]
fn every_licence_is_one_of_those_allowed() {
    let rules = rules("licenses");
    let allowed = texts(&rules["allow"]);
    let exceptions = rules["exceptions"].as_array().unwrap();
    let mut used = BTreeSet::new();
    for package in packages() {
        let mut allowed = allowed.clone();
        for exception in exceptions.iter().filter(|e| e["crate"].as_str() == Some(&package.name)) {
            used.insert(package.name.clone());
            allowed.extend(texts(&exception["allow"]));
        }
        assert!(is_met(&package.licence, &allowed), "{} is under `{}`", package.name, package.licence);
    }
    assert_eq!(used.len(), exceptions.len(), "an exception in deny.toml is for a package that is not there");
}

#[test]
fn everything_comes_from_crates_io_or_from_here() {
    let allowed = texts(&rules("sources")["allow-registry"]);
    for package in packages() {
        let Some(source) = package.source else { continue };
        let from = source.strip_prefix("registry+").map(str::to_owned);
        assert!(from.is_some_and(|from| allowed.contains(&from)), "{} comes from {source}", package.name);
    }
}

#[test]
fn what_is_banned_is_not_there_and_what_is_downloaded_is_there_once() {
    let packages = packages();
    for ban in rules("bans")["deny"].as_array().unwrap() {
        let name = ban["crate"].as_str().unwrap();
        let found: Vec<_> = packages.iter().filter(|p| p.name == name).map(|p| p.version.as_str()).collect();
        if ban.get("deny-multiple-versions").and_then(Value::as_bool) == Some(true) {
            assert_eq!(found.len(), 1, "{name} is there as {found:?}");
        } else {
            assert!(found.is_empty(), "{name} is banned and there as {found:?}");
        }
    }
}

#[test]
fn a_licence_expression_is_met_as_it_is_written() {
    let allowed = ["MIT".to_owned(), "Unicode-3.0".to_owned(), "Apache-2.0 WITH LLVM-exception".to_owned()];
    for (expression, met) in [
        ("MIT OR GPL-3.0", true),
        ("GPL-3.0/MIT", true),
        ("MIT AND GPL-3.0", false),
        ("(GPL-3.0 OR MIT) AND Unicode-3.0", true),
        ("GPL-3.0 OR MIT AND Unicode-3.0", true),
        ("Apache-2.0 WITH LLVM-exception", true),
        ("Apache-2.0", false),
        ("", false),
    ] {
        assert_eq!(is_met(expression, &allowed), met, "{expression}");
    }
}
