//! The sizes that builds are compared with, in `docs/sizes.txt`: what was downloaded, and what the wasm was made of, when
//! they were last kept. They are committed, so that a clean clone shows what a change costs.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use anyhow::{Context, Result, bail};

/// Bytes by name.
pub type Sizes = BTreeMap<String, usize>;

/// The file's first line.
const TITLE: &str = "# Written by `cargo xtask build --keep-sizes`: bytes of the files as a browser gets them (brotli), and of the \
                     wasm as compiled, by crate and room.";

/// What was kept.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Baseline {
    /// Of the files of the site, several that come together summed up.
    pub files: Sizes,
    /// Of the wasm.
    pub wasm: Sizes,
}

impl Baseline {
    /// Where it lies.
    pub fn path(root: &Path) -> std::path::PathBuf {
        root.join("docs/sizes.txt")
    }

    /// Reads it; an empty one where there is none.
    pub fn read(root: &Path) -> Result<Self> {
        let path = Self::path(root);
        if !path.exists() {
            return Ok(Self::default());
        }
        let text = super::site::read(&path)?;
        Self::parse(&text).with_context(|| format!("{} is no list of sizes", path.display()))
    }

    fn parse(text: &str) -> Result<Self> {
        let mut out = Self::default();
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            let mut words = line.splitn(3, ' ');
            let (of, bytes, name) = (words.next(), words.next().and_then(|bytes| bytes.parse().ok()), words.next());
            let (Some(bytes), Some(name)) = (bytes, name) else { bail!("`{line}`") };
            let sizes = match of {
                Some("file") => &mut out.files,
                Some("wasm") => &mut out.wasm,
                _ => bail!("`{line}`"),
            };
            sizes.insert(name.to_owned(), bytes);
        }
        Ok(out)
    }

    /// What is written.
    pub fn text(&self) -> String {
        let mut out = format!("{TITLE}\n");
        for (of, sizes) in [("file", &self.files), ("wasm", &self.wasm)] {
            for (name, bytes) in sizes {
                let _ = writeln!(out, "{of} {bytes} {name}");
            }
        }
        out
    }
}

/// How a size has changed since what was kept: `+12`, `-3`, or nothing where it is the same or nothing was kept at all.
pub fn change(bytes: usize, name: &str, before: &Sizes) -> String {
    let was = before.get(name).copied().unwrap_or_default();
    match bytes.cmp(&was) {
        _ if before.is_empty() => String::new(),
        std::cmp::Ordering::Greater => format!("+{}", bytes - was),
        std::cmp::Ordering::Equal => String::new(),
        std::cmp::Ordering::Less => format!("-{}", was - bytes),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_is_read_again_and_what_is_no_size_is_told() {
        let sizes = |all: &[(&str, usize)]| all.iter().map(|&(name, bytes)| (name.to_owned(), bytes)).collect();
        let kept =
            Baseline { files: sizes(&[("voice/ (88 files)", 9), ("boot.js", 1)]), wasm: sizes(&[("(no crate)", 7)]) };
        assert_eq!(Baseline::parse(&kept.text()).unwrap(), kept);
        assert!(Baseline::parse("file many boot.js").is_err());
        assert!(Baseline::parse("font 1 a.woff2").is_err());
    }

    #[test]
    fn the_baseline_of_this_project_can_be_read_and_is_no_empty_one() {
        let kept = Baseline::read(crate::host::root()).unwrap();
        assert!(kept.files.contains_key("backstroke.wasm") && kept.wasm.contains_key("backstroke::ui"), "{kept:?}");
    }
}
