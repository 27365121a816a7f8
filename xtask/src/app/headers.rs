//! What the site asks of browsers, and of its host: the policy in the page itself, and the `_headers` file that Netlify
//! and Cloudflare Pages read. Other hosts are told in docs/HOSTING.md, and the server of this project reads the file.

use std::fmt::Write as _;

use anyhow::{Context, Result, ensure};

use super::Site;

/// Where anything may come from. There is no third party, no script or style in the page's markup, and of `eval` only
/// the compiling of wasm. `blob:` is the silent loop that media keys need.
const POLICY: [(&str, &str); 11] = [
    ("default-src", "'none'"),
    ("script-src", "'self' 'wasm-unsafe-eval'"),
    ("style-src", "'self'"),
    ("font-src", "'self'"),
    ("img-src", "'self'"),
    ("media-src", "'self' blob:"),
    ("connect-src", "'self'"),
    ("manifest-src", "'self'"),
    ("worker-src", "'self'"),
    ("base-uri", "'none'"),
    ("form-action", "'none'"),
];

/// What only a header can say.
const HEADER_ONLY: (&str, &str) = ("frame-ancestors", "'none'");

/// What the app uses is its own; what it has no use for, nobody here has. The battery is used as well, bluetooth and web
/// sharing are not: of those some browsers know no policy, and complain on the console of a name that they do not know.
const PERMISSIONS: &str = "screen-wake-lock=(self), autoplay=(self), fullscreen=(self), accelerometer=(), camera=(), \
     clipboard-read=(), clipboard-write=(), display-capture=(), encrypted-media=(), gamepad=(), geolocation=(), \
     gyroscope=(), hid=(), idle-detection=(), local-fonts=(), magnetometer=(), microphone=(), midi=(), payment=(), \
     picture-in-picture=(), publickey-credentials-get=(), serial=(), usb=(), window-management=(), \
     xr-spatial-tracking=()";

/// Names with a hash in them.
pub const FOR_EVER: &str = "public, max-age=31536000, immutable";

fn policy(directives: &[(&str, &str)]) -> String {
    directives.iter().map(|(name, value)| format!("{name} {value}")).collect::<Vec<_>>().join("; ")
}

/// The headers that every answer carries.
pub fn for_all() -> [(&'static str, String); 6] {
    let whole: Vec<(&str, &str)> = POLICY.into_iter().chain([HEADER_ONLY]).collect();
    [
        ("Content-Security-Policy", policy(&whole)),
        ("Referrer-Policy", "no-referrer".into()),
        ("Permissions-Policy", PERMISSIONS.into()),
        ("X-Content-Type-Options", "nosniff".into()),
        ("Cross-Origin-Opener-Policy", "same-origin".into()),
        ("Cross-Origin-Resource-Policy", "same-origin".into()),
    ]
}

/// Puts the policy into the page, for hosts that send no headers.
pub fn in_html(page: &str) -> Result<String> {
    const AFTER: &str = "<meta charset=\"utf-8\">\n";
    let (before, after) = page.split_once(AFTER).context("index.html has no line `<meta charset=\"utf-8\">`")?;
    let policy = policy(&POLICY);
    Ok(format!(
        "{before}{AFTER}<meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">\n\
         <meta name=\"referrer\" content=\"no-referrer\">\n{after}"
    ))
}

/// How many blocks Cloudflare reads of the file, and how long a line may be, in bytes.
const MOST_BLOCKS: usize = 100;
const LONGEST_LINE: usize = 2_000;

/// The `_headers` file. Fails where a host would not read all of it.
pub fn file(base: &str, site: &Site) -> Result<String> {
    let mut out = format!("{base}*\n");
    for (name, value) in for_all() {
        let _ = writeln!(out, "  {name}: {value}");
    }
    // Always asked for anew: from them everything else follows.
    for path in ["", "index.html", "worker.js", "manifest.webmanifest"] {
        let _ = write!(out, "{base}{path}\n  Cache-Control: no-cache\n");
    }
    for (_, file) in site.files().filter(|(_, file)| server::is_hashed(&file.published)) {
        let _ = write!(out, "{base}{}\n  Cache-Control: {FOR_EVER}\n", file.published);
    }
    let _ = write!(out, "{base}manifest.webmanifest\n  Content-Type: application/manifest+json\n");
    let blocks = out.lines().filter(|line| !line.starts_with(' ')).count();
    ensure!(
        blocks <= MOST_BLOCKS,
        "_headers has {blocks} blocks, and Cloudflare reads {MOST_BLOCKS}: hash fewer names"
    );
    ensure!(out.lines().all(|line| line.len() < LONGEST_LINE), "_headers has a line that Cloudflare does not read");
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_policy_lets_in_no_third_party_and_no_script_from_the_page() {
        let all = for_all();
        let (_, policy) = all.first().unwrap();
        for forbidden in ["unsafe-inline", "'unsafe-eval'", "http:", "https:", "data:", "*"] {
            assert!(!policy.contains(forbidden), "{forbidden} in {policy}");
        }
        let page = in_html("<head>\n<meta charset=\"utf-8\">\n<link></head>").unwrap();
        assert!(page.contains("script-src 'self' 'wasm-unsafe-eval';") && !page.contains("frame-ancestors"), "{page}");
        assert!(in_html("<head>").is_err());
    }

    #[test]
    fn the_examples_for_hosts_say_the_same() {
        for name in ["nginx.conf", "Caddyfile"] {
            let path = crate::host::root().join("docs/hosting").join(name);
            let example = std::fs::read_to_string(path).unwrap();
            for (header, value) in for_all() {
                assert!(example.contains(&format!("{header} \"{value}\"")), "{name}: {header} is not {value}");
            }
            assert!(example.contains(FOR_EVER), "{name}");
        }
    }

    #[test]
    fn the_file_for_the_host_keeps_hashed_names_and_asks_for_the_page_anew() {
        let mut site = Site::default();
        site.add_hashed("style.css", "a{}").unwrap();
        site.add("index.html", "").unwrap();
        let file = file("/sub/", &site).unwrap();
        let style = site.published("style.css").unwrap();
        assert!(file.contains(&format!("/sub/{style}\n  Cache-Control: {FOR_EVER}\n")), "{file}");
        assert!(
            file.contains("/sub/\n  Cache-Control: no-cache\n/sub/index.html\n  Cache-Control: no-cache\n"),
            "{file}"
        );
    }

    #[test]
    fn more_than_a_host_reads_is_refused() {
        let mut site = Site::default();
        for n in 0..MOST_BLOCKS {
            site.add_hashed(&format!("part_{n}.wasm"), format!("{n}")).unwrap();
        }
        assert!(file("/", &site).unwrap_err().to_string().contains("blocks"));
    }
}
