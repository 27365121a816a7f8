//! The site in memory: files by the name that the sources call them, and the name that they are published under.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};
use sha2::{Digest, Sha256};

/// One file of the site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Its path below `dist/`, with forward slashes; carries a hash of the bytes where it may be kept for ever.
    pub published: String,
    /// Its contents.
    pub bytes: Vec<u8>,
}

/// Every file of the site, by the name that the sources use.
#[derive(Default)]
pub struct Site {
    files: BTreeMap<String, File>,
}

impl Site {
    /// Adds a file under its own name.
    pub fn add(&mut self, name: &str, bytes: impl Into<Vec<u8>>) -> Result<()> {
        self.insert(name, name.to_owned(), bytes.into())
    }

    /// Adds a file under a name that carries a hash of its bytes: `style.css` becomes `style-0123456789.css`.
    pub fn add_hashed(&mut self, name: &str, bytes: impl Into<Vec<u8>>) -> Result<()> {
        let bytes = bytes.into();
        let hash = hash(&bytes);
        let published = match name.rsplit_once('.') {
            Some((stem, ending)) => format!("{stem}-{hash}.{ending}"),
            None => format!("{name}-{hash}"),
        };
        self.insert(name, published, bytes)
    }

    /// Adds every file below `public/`: fonts by hash, since only stylesheets name them, and the rest as it is. A missing
    /// folder is an empty one.
    pub fn add_public(&mut self, folder: &Path) -> Result<()> {
        if !folder.exists() {
            return Ok(());
        }
        self.add_folder(folder, "")
    }

    fn add_folder(&mut self, folder: &Path, prefix: &str) -> Result<()> {
        for name in names(folder)? {
            let path = folder.join(&name);
            let inside = format!("{prefix}{name}");
            if path.is_dir() {
                self.add_folder(&path, &format!("{inside}/"))?;
            } else {
                let bytes = fs::read(&path).with_context(|| format!("{} cannot be read", path.display()))?;
                let is_font = path.extension().is_some_and(|ending| ending == "woff2");
                if is_font { self.add_hashed(&inside, bytes)? } else { self.add(&inside, bytes)? }
            }
        }
        Ok(())
    }

    fn insert(&mut self, name: &str, published: String, bytes: Vec<u8>) -> Result<()> {
        if self.files.insert(name.to_owned(), File { published, bytes }).is_some() {
            bail!("two files of the site are called `{name}`: rename the one in public/, the build makes the other");
        }
        Ok(())
    }

    /// The path below `dist/` of the file that the sources call `name`.
    pub fn published(&self, name: &str) -> Option<&str> {
        self.files.get(name).map(|file| file.published.as_str())
    }

    /// All files, by their name in the sources.
    pub fn files(&self) -> impl Iterator<Item = (&str, &File)> {
        self.files.iter().map(|(name, file)| (name.as_str(), file))
    }
}

/// The first digits of the SHA-256 of some bytes, as many as a file's name carries.
pub fn hash(bytes: &[u8]) -> String {
    hex(Sha256::digest(bytes)).chars().take(server::HASH_DIGITS).collect()
}

/// Bytes as hexadecimal digits.
pub fn hex(bytes: impl IntoIterator<Item = u8>) -> String {
    let digits = bytes.into_iter().flat_map(|byte| [byte >> 4, byte & 15]);
    digits.filter_map(|digit| char::from_digit(digit.into(), 16)).collect()
}

/// Reads a source file.
pub fn read(path: &Path) -> Result<String> {
    fs::read_to_string(path).with_context(|| format!("{} cannot be read", path.display()))
}

/// The names in a folder, sorted; those that begin with a dot are nobody's.
pub fn names(folder: &Path) -> Result<Vec<String>> {
    let entries = fs::read_dir(folder).with_context(|| format!("{} cannot be listed", folder.display()))?;
    let mut names = Vec::new();
    for entry in entries {
        let name = entry.with_context(|| format!("{} cannot be listed", folder.display()))?.file_name();
        let Some(name) = name.to_str() else {
            bail!("{}: rename {} to plain letters", folder.display(), name.display())
        };
        if !name.starts_with('.') {
            names.push(name.to_owned());
        }
    }
    names.sort_unstable();
    Ok(names)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hashed_name_follows_the_bytes_and_is_known_to_the_server() {
        let mut site = Site::default();
        site.add_hashed("fonts/vollkorn.woff2", "one").unwrap();
        let mut other = Site::default();
        other.add_hashed("fonts/vollkorn.woff2", "two").unwrap();
        let one = site.published("fonts/vollkorn.woff2").unwrap();
        assert!(server::is_hashed(one), "{one}");
        assert_ne!(one, other.published("fonts/vollkorn.woff2").unwrap());
    }

    #[test]
    fn one_name_is_one_file() {
        let mut site = Site::default();
        site.add("index.html", "one").unwrap();
        assert!(site.add("index.html", "two").unwrap_err().to_string().contains("index.html"));
    }
}
