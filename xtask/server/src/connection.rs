//! One connection: requests in, answers out, until either side has had enough.

use std::io::{self, BufRead, BufReader, Read};
use std::net::TcpStream;
use std::time::Duration;

use crate::{Request, Response, Site};

/// A browser's request is a kilobyte or two; more than this is no request for a static file.
const MAX_HEAD_BYTES: u64 = 32 * 1024;

/// How long an idle connection is kept for the next request.
const IDLE: Duration = Duration::from_secs(60);

/// Answers every request on the stream. A broken connection ends it; there is nobody left to tell.
pub(crate) fn serve(stream: TcpStream, site: &Site) {
    stream.set_read_timeout(Some(IDLE)).ok();
    stream.set_nodelay(true).ok();
    let Ok(reading) = stream.try_clone() else { return };
    let (mut reader, mut writer) = (BufReader::new(reading), stream);
    while let Ok(Some(head)) = read_head(&mut reader) {
        let (response, head_only, keep_alive) = match Request::parse(&head) {
            None => (Response::text(400, "This is no HTTP/1 request."), false, false),
            Some(request) if request.method != "GET" && request.method != "HEAD" => {
                let refusal = Response::text(405, "Only GET and HEAD are answered here.").with("Allow", "GET, HEAD");
                (refusal, false, false)
            }
            Some(request) => {
                // A body would be taken for the next request, so the connection ends after such a one.
                let keep_alive = request.keep_alive() && !request.has_body();
                (site.answer(&request), request.method == "HEAD", keep_alive)
            }
        };
        if response.write(&mut writer, head_only, keep_alive).is_err() || !keep_alive {
            return;
        }
    }
}

/// The next request's head, or `None` at a quiet end.
fn read_head(reader: &mut BufReader<TcpStream>) -> io::Result<Option<String>> {
    let mut head = String::new();
    let mut limited = reader.take(MAX_HEAD_BYTES);
    loop {
        let before = head.len();
        if limited.read_line(&mut head)? == 0 {
            let cut_short = !head.is_empty();
            return if cut_short { Err(io::ErrorKind::UnexpectedEof.into()) } else { Ok(None) };
        }
        if head.get(before..) == Some("\r\n") {
            if before == 0 {
                // An empty line before a request is allowed, and is nothing.
                head.clear();
                continue;
            }
            head.truncate(before);
            return Ok(Some(head));
        }
    }
}
