//! The budget: `budget.toml` against what was built.

use std::path::Path;

use anyhow::{Context, Result, bail};
use toml::{Table, Value};

use super::publish::Size;
use super::site;

/// When a file is loaded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Load {
    /// Code that must be there before the app can be used.
    First,
    /// A typeface.
    Font,
    /// After the app can be used.
    Rest,
}

/// What may be downloaded.
pub struct Budget(Table);

impl Budget {
    /// Reads `budget.toml`.
    pub fn read(root: &Path) -> Result<Self> {
        site::read(&root.join("budget.toml"))?.parse().map(Self).context("budget.toml")
    }

    /// When a file is loaded, by its name in the sources.
    pub fn load(&self, name: &str) -> Load {
        let later = self.0.get("first-load").and_then(|table| table.get("later")).and_then(Value::as_array);
        let is_later = later.into_iter().flatten().filter_map(Value::as_str).any(|pattern| means(pattern, name));
        match kind(name) {
            "woff2" => Load::Font,
            "html" | "css" | "js" | "wasm" if !is_later => Load::First,
            _ => Load::Rest,
        }
    }

    /// What the first load comes to, in bytes.
    pub fn first_load(&self, sizes: &[Size]) -> usize {
        sizes.iter().filter(|size| self.load(&size.name) == Load::First).map(|size| size.brotli).sum()
    }

    /// Every figure that is exceeded, in words.
    pub fn exceeded(&self, sizes: &[Size]) -> Result<Vec<String>> {
        let mut out = Vec::new();
        for (table, figure, load, of) in [
            ("first-load", "all", Load::First, None),
            ("first-load", "css", Load::First, Some("css")),
            ("first-load", "js", Load::First, Some("js")),
            ("fonts", "all", Load::Font, None),
            ("rest", "all", Load::Rest, None),
        ] {
            let allowed = self.0.get(table).and_then(|t| t.get(figure)).and_then(Value::as_integer);
            let Some(allowed) = allowed.and_then(|figure| usize::try_from(figure).ok()) else {
                bail!("budget.toml holds no figure `{figure}` under [{table}]");
            };
            let counts = |size: &&Size| self.load(&size.name) == load && of.is_none_or(|of| kind(&size.name) == of);
            let sum: usize = sizes.iter().filter(counts).map(|size| size.brotli).sum();
            if sum > allowed {
                let what = of.map_or_else(|| table.to_owned(), |of| format!("{of} of the {table}"));
                out.push(format!("{what}: {sum} bytes of {allowed} allowed, {} too many", sum - allowed));
            }
        }
        Ok(out)
    }

    /// Fails where a figure is exceeded.
    pub fn check(&self, sizes: &[Size]) -> Result<()> {
        let exceeded = self.exceeded(sizes)?;
        if !exceeded.is_empty() {
            bail!(
                "over the budget of budget.toml:\n  {}\nTake out what costs more than it is worth, load it later, or \
                 build with --over-budget to look at it all the same",
                exceeded.join("\n  ")
            );
        }
        Ok(())
    }
}

fn kind(name: &str) -> &str {
    name.rsplit_once('.').map_or("", |(_, kind)| kind)
}

/// Whether a name is meant by a pattern, in which `*` stands for anything.
fn means(pattern: &str, name: &str) -> bool {
    match pattern.split_once('*') {
        None => pattern == name,
        Some((start, end)) => name.strip_prefix(start).is_some_and(|rest| rest.ends_with(end)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::host;

    fn size(name: &str, brotli: usize) -> Size {
        Size { name: name.into(), raw: brotli, gzip: brotli, brotli }
    }

    #[test]
    fn each_figure_of_the_budget_is_kept_and_none_more() {
        let budget = Budget::read(host::root()).unwrap();
        let fits = [size("backstroke.wasm", 84_000), size("style.css", 8_000), size("boot.js", 8_000)];
        let more = [size("offline.js", 900_000), size("worker.js", 600_000), size("fonts/a.woff2", 25_000)];
        let all = || fits.iter().chain(&more).map(|s| size(&s.name, s.brotli)).collect::<Vec<_>>();
        assert!(budget.check(&all()).is_ok());
        for name in ["backstroke.wasm", "style.css", "boot.js", "fonts/b.woff2", "voice/a.mp3"] {
            let mut one_more = all();
            one_more.push(size(name, 1));
            assert!(budget.check(&one_more).is_err(), "a byte more of {name} is allowed");
        }
    }

    #[test]
    fn a_new_file_of_code_counts_unless_it_is_named() {
        let budget = Budget("[first-load]\nlater = ['page-*.wasm']".parse().unwrap());
        assert_eq!(budget.load("other.wasm"), Load::First);
        assert_eq!(budget.load("page-card.wasm"), Load::Rest);
        assert_eq!(budget.load("page-card.js"), Load::First);
    }
}
