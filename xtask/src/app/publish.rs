//! Writes a site to a folder: compressed copies beside the files, and the whole in one move.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use flate2::Compression;
use flate2::write::GzEncoder;

use super::Site;
use super::site::File;

/// Brotli's best, and its largest window that every browser takes.
const BROTLI_QUALITY: u32 = 11;
const BROTLI_WINDOW: u32 = 22;

/// How large a published file is.
pub struct Size {
    /// Its name in the sources.
    pub name: String,
    /// Bytes as written.
    pub raw: usize,
    /// Bytes in the gzip copy, or as written where there is none.
    pub gzip: usize,
    /// Bytes in the brotli copy, or as written where there is none.
    pub brotli: usize,
}

/// Writes the site into `folder`, which stays what it was until `check` has found nothing against the files' sizes.
pub fn publish(site: &Site, folder: &Path, compress: bool, check: impl FnOnce(&[Size]) -> Result<()>) -> Result<()> {
    let (new, old) = (beside(folder, "new"), beside(folder, "old"));
    for rest in [&new, &old] {
        remove(rest)?;
    }
    let files: Vec<(&str, &File)> = site.files().collect();
    let sizes = std::thread::scope(|scope| {
        let writers: Vec<_> =
            files.iter().map(|(name, file)| scope.spawn(|| write(&new, name, file, compress))).collect();
        let join = |writer: std::thread::ScopedJoinHandle<'_, Result<Size>>| {
            writer.join().unwrap_or_else(|_| Err(anyhow::anyhow!("a thread that compressed a file panicked")))
        };
        writers.into_iter().map(join).collect::<Result<Vec<Size>>>()
    })?;
    check(&sizes)?;
    let swap = || -> std::io::Result<()> {
        if folder.exists() {
            fs::rename(folder, &old)?;
        }
        // Where the second move fails, what was there is put back: an old site is better than none.
        fs::rename(&new, folder).inspect_err(|_| drop(fs::rename(&old, folder)))
    };
    swap().with_context(|| format!("{} cannot be replaced: does another program hold it open?", folder.display()))?;
    remove(&old)
}

fn write(folder: &Path, name: &str, file: &File, compress: bool) -> Result<Size> {
    let path = folder.join(&file.published);
    if let Some(parent) = path.parent() {
        fs::create_dir_all(parent).with_context(|| format!("{} cannot be made", parent.display()))?;
    }
    let save = |ending: &str, bytes: &[u8]| {
        let mut path = path.clone().into_os_string();
        path.push(ending);
        fs::write(&path, bytes).with_context(|| format!("{} cannot be written", path.display()))
    };
    save("", &file.bytes)?;
    let raw = file.bytes.len();
    let mut size = Size { name: name.into(), raw, gzip: raw, brotli: raw };
    if compress && is_compressible(name) {
        let (gzip, brotli) = (gzip(&file.bytes)?, brotli(&file.bytes)?);
        // A copy that saves nothing is a file too many.
        if gzip.len() < raw {
            size.gzip = gzip.len();
            save(".gz", &gzip)?;
        }
        if brotli.len() < raw {
            size.brotli = brotli.len();
            save(".br", &brotli)?;
        }
    }
    Ok(size)
}

fn is_compressible(name: &str) -> bool {
    let kind = server::content_type(name);
    kind.starts_with("text/") || kind.ends_with("json") || ["application/wasm", "image/svg+xml"].contains(&kind)
}

fn gzip(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes)?;
    Ok(encoder.finish()?)
}

fn brotli(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut encoder = brotli::CompressorWriter::new(Vec::new(), 4096, BROTLI_QUALITY, BROTLI_WINDOW);
    encoder.write_all(bytes)?;
    Ok(encoder.into_inner())
}

fn beside(folder: &Path, ending: &str) -> PathBuf {
    let mut name = folder.as_os_str().to_owned();
    name.push(".");
    name.push(ending);
    name.into()
}

fn remove(folder: &Path) -> Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder).with_context(|| format!("{} cannot be removed", folder.display()))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_site_takes_the_place_of_the_old_one_whole() {
        let folder = std::env::temp_dir().join(format!("backstroke-publish-{}", std::process::id()));
        let text = "the same words over and over, ".repeat(50);
        let mut first = Site::default();
        first.add("index.html", text.clone()).unwrap();
        first.add("sub/old.txt", text).unwrap();
        let smaller = |sizes: &[Size]| {
            assert!(sizes.iter().all(|size| size.brotli < size.gzip && size.gzip < size.raw));
            Ok(())
        };
        publish(&first, &folder, true, smaller).unwrap();
        assert!(folder.join("sub/old.txt.br").exists() && folder.join("index.html.gz").exists());

        let mut second = Site::default();
        second.add("index.html", "new").unwrap();
        publish(&second, &folder, true, |_| anyhow::bail!("too large")).unwrap_err();
        assert!(folder.join("sub/old.txt").exists(), "a site that is refused changes nothing");
        publish(&second, &folder, true, |_| Ok(())).unwrap();
        assert_eq!(fs::read_to_string(folder.join("index.html")).unwrap(), "new");
        assert!(!folder.join("sub").exists() && !beside(&folder, "old").exists() && !beside(&folder, "new").exists());
        assert!(!folder.join("index.html.br").exists(), "three bytes are not worth a copy");

        // A site that cannot be written leaves the one before: here a file would have to be a folder as well.
        let mut broken = Site::default();
        broken.add("a", "file").unwrap();
        broken.add("a/b", "file in a file").unwrap();
        assert!(publish(&broken, &folder, true, |_| Ok(())).is_err());
        assert_eq!(fs::read_to_string(folder.join("index.html")).unwrap(), "new");
        remove(&beside(&folder, "new")).unwrap();
        remove(&folder).unwrap();
    }
}
