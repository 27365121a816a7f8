//! A request as it came over the wire.

/// The part of a request that a static site needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// `GET`, `HEAD`, …
    pub method: String,
    /// The path as asked for, still percent-encoded, without the query.
    pub path: String,
    /// What follows the question mark, or nothing.
    pub query: String,
    headers: Vec<(String, String)>,
    keep_alive: bool,
}

impl Request {
    /// Reads the head of a request: the request line and the header lines, without the empty line that ends them.
    /// `None` where it is no HTTP/1 request.
    pub(crate) fn parse(head: &str) -> Option<Self> {
        let mut lines = head.split("\r\n");
        let mut words = lines.next()?.split(' ');
        let (method, target, version) = (words.next()?, words.next()?, words.next()?);
        if words.next().is_some() || !version.starts_with("HTTP/1.") || !target.starts_with('/') {
            return None;
        }
        let (path, query) = target.split_once('?').unwrap_or((target, ""));
        let headers = lines
            .filter(|line| !line.is_empty())
            .map(|line| line.split_once(':').map(|(name, value)| (name.to_ascii_lowercase(), value.trim().to_owned())))
            .collect::<Option<Vec<_>>>()?;
        let mut request =
            Self { method: method.into(), path: path.into(), query: query.into(), headers, keep_alive: true };
        let connection = request.header("connection").unwrap_or_default().to_ascii_lowercase();
        request.keep_alive =
            if version == "HTTP/1.0" { connection.contains("keep-alive") } else { !connection.contains("close") };
        Some(request)
    }

    /// The first header of this name (in lower case).
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    pub(crate) fn keep_alive(&self) -> bool {
        self.keep_alive
    }

    /// Whether a body follows, which this server never reads.
    pub(crate) fn has_body(&self) -> bool {
        self.header("content-length").is_some_and(|length| length != "0") || self.header("transfer-encoding").is_some()
    }

    /// How gladly the browser takes an encoding, 0 (not at all) to 1000.
    pub(crate) fn accepts(&self, encoding: &str) -> u32 {
        let Some(accepted) = self.header("accept-encoding") else { return 0 };
        accepted
            .split(',')
            .find_map(|part| {
                let mut parts = part.split(';').map(str::trim);
                if !parts.next()?.eq_ignore_ascii_case(encoding) {
                    return None;
                }
                let weight = parts.find_map(|p| p.strip_prefix("q=")).map_or(1.0, |q| q.parse::<f64>().unwrap_or(0.0));
                Some((weight.clamp(0.0, 1.0) * 1000.0) as u32)
            })
            .unwrap_or(0)
    }
}
