//! An answer, and how it is written.

use std::io::{self, Write};

/// An answer: a status, headers, and a body whose length is sent with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Response {
    /// The HTTP status; 0 where there is to be no answer.
    pub status: u16,
    /// Header names and values; `Content-Length` and `Connection` are added when it is sent.
    pub headers: Vec<(String, String)>,
    /// The body, as it goes over the wire.
    pub body: Vec<u8>,
    /// After how many bytes of the body the connection breaks off, where it does.
    pub broken_after: Option<usize>,
}

impl Response {
    /// An answer with a body of a content type.
    pub fn new(status: u16, content_type: &str, body: impl Into<Vec<u8>>) -> Self {
        Self {
            status,
            headers: vec![("Content-Type".into(), content_type.into())],
            body: body.into(),
            broken_after: None,
        }
    }

    /// An answer in words.
    pub fn text(status: u16, words: &str) -> Self {
        Self::new(status, "text/plain; charset=utf-8", words)
    }

    /// No answer at all: the connection breaks off before the first byte, as without network.
    pub fn none() -> Self {
        Self { status: 0, headers: Vec::new(), body: Vec::new(), broken_after: None }
    }

    /// Adds a header, in the place of one of the same name.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<String>) -> Self {
        self.headers.retain(|(known, _)| !known.eq_ignore_ascii_case(name));
        self.headers.push((name.into(), value.into()));
        self
    }

    /// Promises the whole body and breaks off after so many bytes of it, as a network does.
    #[must_use]
    pub fn broken_after(mut self, bytes: usize) -> Self {
        self.broken_after = Some(bytes);
        self
    }

    pub(crate) fn write(&self, out: &mut impl Write, head_only: bool, keep_alive: bool) -> io::Result<()> {
        let reason = match self.status {
            0 => return Err(io::ErrorKind::ConnectionAborted.into()),
            200 => "OK",
            206 => "Partial Content",
            304 => "Not Modified",
            400 => "Bad Request",
            404 => "Not Found",
            405 => "Method Not Allowed",
            416 => "Range Not Satisfiable",
            500 => "Internal Server Error",
            503 => "Service Unavailable",
            _ => "Answer",
        };
        let mut bytes = Vec::with_capacity(512 + self.body.len());
        write!(bytes, "HTTP/1.1 {} {reason}\r\n", self.status)?;
        for (name, value) in &self.headers {
            write!(bytes, "{name}: {value}\r\n")?;
        }
        if self.status != 304 {
            write!(bytes, "Content-Length: {}\r\n", self.body.len())?;
        }
        bytes.extend_from_slice(if keep_alive { b"\r\n" } else { b"Connection: close\r\n\r\n" });
        if !head_only && self.status != 304 {
            bytes.extend(self.body.iter().take(self.broken_after.unwrap_or(usize::MAX)));
        }
        out.write_all(&bytes)?;
        out.flush()?;
        if self.broken_after.is_some() { Err(io::ErrorKind::ConnectionAborted.into()) } else { Ok(()) }
    }
}
