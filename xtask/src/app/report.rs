//! The build's report: every file's size, and what the first load comes to.

use super::publish::Size;

/// Whether a file is code, all of which is loaded before the app can be used: page, styles, scripts and wasm.
fn is_first_load(size: &Size) -> bool {
    let ending = size.name.rsplit_once('.').map_or("", |(_, ending)| ending);
    ["html", "css", "js", "wasm"].contains(&ending)
}

/// A table of sizes, the first load summed up.
pub fn table(sizes: &[Size]) -> String {
    let mut rows: Vec<(String, Option<[usize; 3]>)> = Vec::new();
    let mut sum = [0; 3];
    let (mut first, mut later): (Vec<&Size>, Vec<&Size>) = sizes.iter().partition(|size| is_first_load(size));
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
        rows.extend(later.iter().map(|size| (size.published.clone(), Some([size.raw, size.gzip, size.brotli]))));
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
        let table = table(&[size("boot.js", 4000), size("backstroke.wasm", 80_000), size("fonts/v.woff2", 15_000)]);
        let sum = table.lines().find(|line| line.starts_with("first load")).unwrap_or_default();
        let numbers: Vec<&str> = sum.split("  ").map(str::trim).filter(|cell| cell.ends_with("KB")).collect();
        assert_eq!(numbers, ["84.0 KB", "42.0 KB", "21.0 KB"], "{table}");
    }
}
