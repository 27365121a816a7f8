//! The headers that a site asks its host for, in the `_headers` file that Netlify and Cloudflare Pages read.
//!
//! Blocks of a path and, indented below it, `Name: value` lines; a path ends in `*` or is meant exactly. What is served
//! here is so served by the file that goes to the host, and the tests test that.

use std::fs;
use std::path::Path;

use crate::Response;

/// The file's name.
pub(crate) const FILE: &str = "_headers";

/// Adds the headers of every block that a path is meant by. A site without the file asks for nothing.
pub(crate) fn add(root: &Path, path: &str, mut response: Response) -> Response {
    let rules = fs::read_to_string(root.join(FILE)).unwrap_or_default();
    let mut applies = false;
    for line in rules.lines().filter(|line| !line.trim().is_empty() && !line.starts_with('#')) {
        if line.starts_with([' ', '\t']) {
            if let Some((name, value)) = line.trim().split_once(':').filter(|_| applies) {
                response = response.with(name, value.trim());
            }
        } else {
            applies = line.strip_suffix('*').map_or(path == line, |start| path.starts_with(start));
        }
    }
    response
}
