//! From a request to a file: which one, in which encoding, how long it may be kept.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use crate::{Request, Response, headers};

/// How many hexadecimal digits of a file's hash its name carries: `style-0123456789.css`.
pub const HASH_DIGITS: usize = 10;

/// Whether a path's last name carries a hash of its contents, and so may be kept for ever.
pub fn is_hashed(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    let Some((_, tail)) = name.rsplit_once('-') else { return false };
    let Some((hash, _)) = tail.split_once('.') else { return false };
    hash.len() == HASH_DIGITS && hash.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b))
}

/// The content type of a file, by its name's ending.
pub fn content_type(path: &str) -> &'static str {
    match path.rsplit_once('.').map_or("", |(_, ending)| ending) {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "wasm" => "application/wasm",
        "json" | "map" => "application/json",
        "webmanifest" => "application/manifest+json",
        "txt" | "md" => "text/plain; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "webp" => "image/webp",
        "avif" => "image/avif",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "mp3" => "audio/mpeg",
        "ogg" | "opus" => "audio/ogg",
        "wav" => "audio/wav",
        _ => "application/octet-stream",
    }
}

/// Answers from the folder, which is found below `base` (`/` for the whole address).
pub(crate) fn answer(root: &Path, base: &str, request: &Request) -> Response {
    request.path.strip_prefix(base).map_or_else(|| missing(root), |path| file(root, path, request))
}

/// What a host answers where there is no file: the site's own page for that, if it has one.
fn missing(root: &Path) -> Response {
    let response = fs::read(root.join("404.html")).map_or_else(
        |_| Response::text(404, "There is no such file here."),
        |page| Response::new(404, content_type("404.html"), page),
    );
    response.with("Cache-Control", "no-cache")
}

fn file(root: &Path, path: &str, request: &Request) -> Response {
    let Some((file, name)) = locate(root, path) else { return missing(root) };
    let encoded = ["br", "gzip"]
        .into_iter()
        .map(|encoding| (encoding, request.accepts(encoding)))
        .filter(|&(_, weight)| weight > 0)
        .filter_map(|(encoding, weight)| Some((encoding, weight, compressed_copy(&file, encoding)?)))
        // The first of equals is the smaller one.
        .reduce(|best, next| if next.1 > best.1 { next } else { best });
    // A range counts bytes of the file itself.
    let encoded = encoded.filter(|_| request.header("range").is_none());
    let source = encoded.as_ref().map_or(&file, |(_, _, copy)| copy);

    let Ok(body) = fs::read(source) else {
        return Response::text(404, "The file was there and can no longer be read.").with("Cache-Control", "no-cache");
    };
    let cache = if is_hashed(&name) { "public, max-age=31536000, immutable" } else { "no-cache" };
    let tag = entity_tag(source, encoded.as_ref().map_or("", |(encoding, ..)| encoding));
    let mut response = Response::new(200, content_type(&name), body)
        .with("Cache-Control", cache)
        .with("X-Content-Type-Options", "nosniff")
        .with("ETag", tag.clone());
    if compressed_copy(&file, "br").or_else(|| compressed_copy(&file, "gzip")).is_some() {
        response = response.with("Vary", "Accept-Encoding");
    } else {
        response = response.with("Accept-Ranges", "bytes");
    }
    if request.header("if-none-match").is_some_and(|known| known.split(',').any(|known| known.trim() == tag)) {
        response.status = 304;
        response.body.clear();
        return response;
    }
    match (encoded, request.header("range")) {
        (Some((encoding, ..)), _) => response.with("Content-Encoding", encoding),
        (None, Some(range)) => ranged(response, range),
        (None, None) => response,
    }
}

/// The file that a path means, and the name that decides on its type. Nothing outside the root is ever meant.
fn locate(root: &Path, path: &str) -> Option<(PathBuf, String)> {
    let decoded = percent_decode(path)?;
    let mut file = root.to_path_buf();
    for part in decoded.split('/').filter(|part| !part.is_empty()) {
        if part == "." || part == ".." || part.contains(['\\', ':', '\0']) {
            return None;
        }
        file.push(part);
    }
    if file.is_dir() {
        file.push("index.html");
    }
    let name = file.file_name()?.to_str()?.to_owned();
    // What is said to the host is not for its guests.
    (name != headers::FILE && file.is_file()).then_some((file, name))
}

fn percent_decode(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let digits = [rest.next()?, rest.next()?];
            bytes.push(u8::from_str_radix(std::str::from_utf8(&digits).ok()?, 16).ok()?);
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).ok()
}

fn compressed_copy(file: &Path, encoding: &str) -> Option<PathBuf> {
    let mut copy = file.as_os_str().to_owned();
    copy.push(if encoding == "br" { ".br" } else { ".gz" });
    let copy = PathBuf::from(copy);
    copy.is_file().then_some(copy)
}

/// Differs whenever the file was written anew, and between its encodings.
fn entity_tag(file: &Path, encoding: &str) -> String {
    let (length, written) = fs::metadata(file).map_or((0, 0), |facts| {
        let written = facts.modified().ok().and_then(|at| at.duration_since(UNIX_EPOCH).ok());
        (facts.len(), written.map_or(0, |at| at.as_nanos()))
    });
    format!("\"{length:x}-{written:x}{encoding}\"")
}

/// Cuts a whole answer down to one range of bytes. Several ranges, or what is no range, give the whole.
fn ranged(mut response: Response, range: &str) -> Response {
    let length = response.body.len();
    let Some((first, last)) = range.strip_prefix("bytes=").and_then(|range| range.split_once('-')) else {
        return response;
    };
    let bounds = match (first.parse::<usize>(), last.parse::<usize>()) {
        (Ok(first), Ok(last)) if first <= last => (first, last.saturating_add(1).min(length)),
        (Ok(first), Err(_)) if last.is_empty() => (first, length),
        (Err(_), Ok(count)) if first.is_empty() => (length.saturating_sub(count), length),
        _ => return response,
    };
    let (from, to) = bounds;
    match response.body.get(from..to) {
        Some(part) if !part.is_empty() => {
            response.status = 206;
            response.body = part.to_vec();
            response.with("Content-Range", format!("bytes {from}-{}/{length}", to - 1))
        }
        _ => Response::text(416, "The file ends before that range.").with("Content-Range", format!("bytes */{length}")),
    }
}
