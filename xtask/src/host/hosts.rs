//! Other people's web servers, which the tests put the built app behind.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use super::{apt, find};

const HELP: &str = "nginx (with its module for brotli's files) and Caddy are needed to test the hosting. Debian: \
     `apt-get install nginx-light libnginx-mod-http-brotli-static caddy`";

/// Where both programs are.
pub struct Hosts {
    /// nginx.
    pub nginx: PathBuf,
    /// Caddy.
    pub caddy: PathBuf,
}

/// Finds both, or installs them with apt where that is there. They are not started: the tests do that.
pub fn find_or_install_hosts() -> Result<Hosts> {
    if let Some(hosts) = look() {
        return Ok(hosts);
    }
    apt::install(&["nginx-light", "libnginx-mod-http-brotli-static", "caddy"]).context(HELP)?;
    look().context(HELP)
}

fn look() -> Option<Hosts> {
    let brotli = Path::new("/usr/lib/nginx/modules/ngx_http_brotli_static_module.so");
    // Debian keeps it where only root's PATH leads.
    let nginx = find(&["nginx"]).or_else(|| Some(PathBuf::from("/usr/sbin/nginx")).filter(|path| path.is_file()))?;
    let caddy = find(&["caddy"])?;
    brotli.is_file().then_some(Hosts { nginx, caddy })
}
