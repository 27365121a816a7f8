//! Where things lie.

use std::path::{Path, PathBuf};

/// The project's own folder.
pub fn root() -> &'static Path {
    let manifest = Path::new(env!("CARGO_MANIFEST_DIR"));
    manifest.parent().unwrap_or(manifest)
}

/// The folder that cargo builds into: this program lies two steps below it, wherever the user's settings have put it.
pub fn target() -> PathBuf {
    let beside = std::env::current_exe().ok().and_then(|exe| {
        let folder = exe.parent()?;
        // A test of this program lies one step deeper.
        let profile = if folder.ends_with("deps") { folder.parent()? } else { folder };
        Some(profile.parent()?.to_path_buf())
    });
    beside.unwrap_or_else(|| root().join("target"))
}
