//! The build's report: every file's size, and what the first load comes to.

use std::collections::BTreeMap;

use super::budget::{Budget, Load};
use super::publish::Size;

/// A table of sizes, the first load summed up.
pub fn table(sizes: &[Size], budget: &Budget) -> String {
    let mut rows: Vec<(String, Option<[usize; 3]>)> = Vec::new();
    let mut sum = [0; 3];
    let (mut first, mut later): (Vec<&Size>, Vec<&Size>) =
        sizes.iter().partition(|size| budget.load(&size.name) == Load::First);
    first.sort_by_key(|size| std::cmp::Reverse(size.brotli));
    later.sort_by_key(|size| std::cmp::Reverse(size.brotli));
    for size in &first {
        for (total, part) in sum.iter_mut().zip([size.raw, size.gzip, size.brotli]) {
            *total += part;
        }
        rows.push((size.published.clone(), Some([size.raw, size.gzip, size.brotli])));
    }
    rows.push(("first load".into(), Some(sum)));
    if !later.is_empty() {
        rows.push((String::new(), None));
        let mut folders: BTreeMap<String, [usize; 4]> = BTreeMap::new();
        for size in &later {
            // Of the voice's many clips nobody reads the list.
            let name =
                size.published.split_once('/').map_or(size.published.clone(), |(folder, _)| format!("{folder}/"));
            let sums = folders.entry(name).or_default();
            for (total, part) in sums.iter_mut().zip([size.raw, size.gzip, size.brotli, 1]) {
                *total += part;
            }
        }
        let mut folders: Vec<_> = folders.into_iter().collect();
        folders.sort_by_key(|(_, [.., brotli, _])| std::cmp::Reverse(*brotli));
        rows.extend(folders.into_iter().map(|(name, [raw, gzip, brotli, count])| {
            let name = if count > 1 { format!("{name} ({count} files)") } else { name };
            (name, Some([raw, gzip, brotli]))
        }));
    }

    let width = rows.iter().map(|(name, _)| name.chars().count()).max().unwrap_or(0);
    let mut table = format!("{:width$}  {:>10}  {:>10}  {:>10}\n", "file (KB = 1,000 bytes)", "raw", "gzip", "brotli");
    for (name, numbers) in rows {
        let cells = numbers.map(|numbers| numbers.map(|bytes| format!("  {:>10}", kilobytes(bytes))).concat());
        table.push_str(format!("{name:width$}{}", cells.unwrap_or_default()).trim_end());
        table.push('\n');
    }
    table
}

fn kilobytes(bytes: usize) -> String {
    format!("{}.{} KB", bytes / 1000, bytes % 1000 / 100)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_load_is_the_sum_of_what_the_app_needs_to_start() {
        let size =
            |name: &str, raw| Size { name: name.into(), published: name.into(), raw, gzip: raw / 2, brotli: raw / 4 };
        let sizes = [size("boot.js", 4000), size("backstroke.wasm", 80_000), size("fonts/v.woff2", 15_000)];
        let table = table(&sizes, &Budget::read(crate::host::root()).unwrap());
        let sum = table.lines().find(|line| line.starts_with("first load")).unwrap_or_default();
        let numbers: Vec<&str> = sum.split("  ").map(str::trim).filter(|cell| cell.ends_with("KB")).collect();
        assert_eq!(numbers, ["84.0 KB", "42.0 KB", "21.0 KB"], "{table}");
    }
}
