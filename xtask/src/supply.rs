//! What `deny.toml` asks of everything that comes from outside, as far as it can be checked without network: licences,
//! bans and sources, over the packages that `Cargo.lock` and `fuzz/Cargo.lock` hold; and that the direct ones are told of
//! in docs/DEPENDENCIES.md. Advisories are `cargo deny check advisories`, online.

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
    /// What it asks for by name. Only of this project's own packages.
    asks_for: Vec<String>,
}

/// The project's workspaces: everything, and what the fuzzing needs.
const WORKSPACES: [&str; 2] = ["Cargo.toml", "fuzz/Cargo.toml"];

fn packages(workspace: &str) -> Vec<Package> {
    let mut cargo = std::process::Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.args(["metadata", "--format-version", "1", "--locked", "--all-features", "--manifest-path", workspace]);
    let told: Json = serde_json::from_str(&host::capture(cargo.current_dir(host::root())).unwrap()).unwrap();
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
            asks_for: match package["dependencies"].as_array() {
                Some(all) if package["source"].is_null() => all.iter().filter_map(|d| text(d, "name")).collect(),
                _ => Vec::new(),
            },
        })
        .collect()
}

/// Those of both.
fn all_packages() -> impl Iterator<Item = Package> {
    WORKSPACES.into_iter().flat_map(packages)
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
    for package in all_packages() {
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
    for package in all_packages() {
        let Some(source) = package.source else { continue };
        let from = source.strip_prefix("registry+").map(str::to_owned);
        assert!(from.is_some_and(|from| allowed.contains(&from)), "{} comes from {source}", package.name);
    }
}

#[test]
fn what_is_banned_is_not_there_and_what_is_downloaded_is_there_once() {
    let packages = WORKSPACES.map(|workspace| (workspace, packages(workspace)));
    for ban in rules("bans")["deny"].as_array().unwrap() {
        let name = ban["crate"].as_str().unwrap();
        let once = ban.get("deny-multiple-versions").and_then(Value::as_bool) == Some(true);
        for (workspace, packages) in &packages {
            let found: Vec<_> = packages.iter().filter(|p| p.name == name).map(|p| &p.version).collect();
            assert!(found.len() <= usize::from(once), "{name} is there as {found:?} in {workspace}");
            assert!(!once || *workspace != WORKSPACES[0] || found.len() == 1, "{name} is nowhere in {workspace}");
        }
    }
}

#[test]
fn whatever_is_asked_for_is_told_of_with_its_reason_and_nothing_else_is() {
    let (mut asked, mut own) = (BTreeSet::new(), BTreeSet::new());
    for package in all_packages().filter(|package| package.source.is_none()) {
        asked.extend(package.asks_for);
        own.insert(package.name);
    }
    let page = std::fs::read_to_string(host::root().join("docs/DEPENDENCIES.md")).unwrap();
    // The names stand in the first cell of a row, as code, before what is said of them in brackets.
    let rows = page.lines().filter_map(|line| line.strip_prefix("| `"));
    let told: BTreeSet<String> = rows
        .filter_map(|row| row.split_once('|'))
        .filter_map(|(cell, _)| cell.split('(').next())
        .flat_map(|names| names.split('`').step_by(2).map(str::to_owned))
        .collect();
    let missing: Vec<_> = asked.difference(&own).filter(|name| !told.contains(*name)).collect();
    assert!(missing.is_empty(), "docs/DEPENDENCIES.md does not say what these are for: {missing:?}");
    // What npm brings is no crate.
    let gone: Vec<_> =
        told.iter().filter(|name| !asked.contains(*name) && !crate::test::AXE.starts_with(*name)).collect();
    assert!(gone.is_empty(), "docs/DEPENDENCIES.md tells of what nobody asks for: {gone:?}");
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
