//! The build's report: every file's size, and what the first load comes to.

use std::collections::BTreeMap;

use super::baseline::{Sizes, change};
use super::budget::{Budget, Load};
use super::publish::Size;

/// The row in which all that is needed to start is summed up.
const SUM: &str = "first load";

/// Bytes raw, in gzip and in brotli.
type Bytes = [usize; 3];

/// Names with their bytes, in the order in which they are shown.
type Rows = Vec<(String, Bytes)>;

/// A table of sizes, the first load summed up, with what has changed since the sizes that were kept.
pub fn table(sizes: &[Size], budget: &Budget, before: &Sizes) -> String {
    let (first, later) = rows(sizes, budget);
    let gone: Vec<&String> =
        before.keys().filter(|name| !first.iter().chain(&later).any(|(row, _)| row == *name)).collect();
    let names = first.iter().chain(&later).map(|(name, _)| name).chain(gone.iter().copied());
    let width = names.map(|name| name.chars().count()).max().unwrap_or(0);
    let mut table = format!(
        "{:width$}  {:>10}  {:>10}  {:>10}  {:>12}\n",
        "file (KB = 1,000 bytes)", "raw", "gzip", "brotli", "since, bytes"
    );
    let mut line = |name: &str, cells: String, change: String| {
        table.push_str(format!("{name:width$}{cells}  {change:>12}").trim_end());
        table.push('\n');
    };
    for (rows, end) in [(&first, true), (&later, false)] {
        for (name, bytes) in rows {
            let cells = bytes.map(|bytes| format!("  {:>10}", kilobytes(bytes))).concat();
            let [.., brotli] = *bytes;
            line(name, cells, change(brotli, name, before));
        }
        if end {
            line("", String::new(), String::new());
        }
    }
    for name in gone {
        line(name, "  ".repeat(18), change(0, name, before));
    }
    table
}

/// The brotli bytes of every row, to be kept.
pub fn files(sizes: &[Size], budget: &Budget) -> Sizes {
    let (first, later) = rows(sizes, budget);
    first.into_iter().chain(later).map(|(name, [.., brotli])| (name, brotli)).collect()
}

/// What is needed to start, file by file and summed up; and the rest, with what comes together in one row.
fn rows(sizes: &[Size], budget: &Budget) -> (Rows, Rows) {
    let (mut first, mut later): (BTreeMap<String, Bytes>, BTreeMap<String, Bytes>) = Default::default();
    let add = |rows: &mut BTreeMap<String, Bytes>, name: &str, size: &Size| {
        let row = rows.entry(name.to_owned()).or_default();
        for (sum, bytes) in row.iter_mut().zip([size.raw, size.gzip, size.brotli]) {
            *sum += bytes;
        }
    };
    let mut sum = BTreeMap::new();
    for size in sizes {
        if budget.load(&size.name) == Load::First {
            add(&mut first, &size.name, size);
            add(&mut sum, SUM, size);
        } else {
            add(&mut later, together(&size.name), size);
        }
    }
    let by_size = |rows: BTreeMap<String, Bytes>| {
        let mut rows: Vec<_> = rows.into_iter().collect();
        rows.sort_by_key(|&(_, [.., brotli])| std::cmp::Reverse(brotli));
        rows
    };
    let mut first = by_size(first);
    first.extend(sum);
    (first, by_size(later))
}

/// The row of a file that comes later: of the voice's many clips nobody reads the list, and how what several parts share
/// is cut up is the build's own matter.
fn together(name: &str) -> &str {
    match name.split_once('/') {
        Some((folder, _)) => name.get(..=folder.len()).unwrap_or(name),
        None if name.starts_with("chunk_") => "chunk_*.wasm",
        None => name,
    }
}

fn kilobytes(bytes: usize) -> String {
    format!("{}.{} KB", bytes / 1000, bytes % 1000 / 100)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_load_is_the_sum_of_what_the_app_needs_to_start() {
        let size = |name: &str, raw| Size { name: name.into(), raw, gzip: raw / 2, brotli: raw / 4 };
        let sizes = [size("boot.js", 4000), size("backstroke.wasm", 80_000), size("fonts/v.woff2", 15_000)];
        let table = table(&sizes, &Budget::read(crate::host::root()).unwrap(), &Sizes::new());
        let sum = table.lines().find(|line| line.starts_with("first load")).unwrap_or_default();
        let numbers: Vec<&str> = sum.split("  ").map(str::trim).filter(|cell| cell.ends_with("KB")).collect();
        assert_eq!(numbers, ["84.0 KB", "42.0 KB", "21.0 KB"], "{table}");
    }

    #[test]
    fn what_has_grown_what_is_new_and_what_has_gone_is_told() {
        let size = |name: &str, brotli| Size { name: name.into(), raw: 9, gzip: 9, brotli };
        let sizes = [size("boot.js", 100), size("voice/a.mp3", 5), size("voice/b.mp3", 6), size("chunk_1.wasm", 7)];
        let budget = Budget::read(crate::host::root()).unwrap();
        let mut before = files(&sizes, &budget);
        assert_eq!(before.keys().collect::<Vec<_>>(), ["boot.js", "chunk_*.wasm", "first load", "voice/"]);
        before.insert("boot.js".into(), 90);
        before.remove("chunk_*.wasm");
        before.insert("light.js".into(), 40);
        let table = table(&sizes, &budget, &before);
        let change = |name: &str| table.lines().find(|l| l.starts_with(name)).unwrap().split_whitespace().next_back();
        assert_eq!(change("boot.js"), Some("+10"), "{table}");
        assert_eq!(change("chunk_*.wasm"), Some("+7"), "{table}");
        assert_eq!(change("light.js"), Some("-40"), "{table}");
        assert_eq!(change("voice/"), Some("KB"), "{table}");
    }
}
