//! The server from outside: a folder, a socket, and what comes back.

use std::io::{Read, Write};
use std::net::{Ipv4Addr, TcpStream};
use std::path::PathBuf;

use super::{Response, Server, Site, is_hashed};

/// A folder with a small site in it, removed at the end.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("backstroke-server-{name}-{}", std::process::id()));
        std::fs::create_dir_all(path.join("sound")).unwrap();
        for (file, text) in [
            ("index.html", "<!doctype html>"),
            ("app-0123456789.js", "plain"),
            ("app-0123456789.js.br", "brotli"),
            ("app-0123456789.js.gz", "gzip"),
            ("sound/bowl.mp3", "0123456789"),
            ("404.html", "<p>Nothing here"),
            ("_headers", "# why\n/*\n  X-Every: yes\n  X-Frame: one\n\n/sound/bowl.mp3\n  Cache-Control: no-store\n"),
        ] {
            std::fs::write(path.join(file), text).unwrap();
        }
        Self(path)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        std::fs::remove_dir_all(&self.0).ok();
    }
}

fn ask(server: &Server, head: &str) -> String {
    let mut stream = TcpStream::connect(server.address()).unwrap();
    stream.write_all(format!("{head}\r\nConnection: close\r\n\r\n").as_bytes()).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer
}

#[test]
fn a_page_is_revalidated_and_a_hashed_file_is_kept_for_ever() {
    let folder = Folder::new("caching");
    let server = Server::start_local(Site::new(&folder.0)).unwrap();
    let page = ask(&server, "GET / HTTP/1.1");
    assert!(page.starts_with("HTTP/1.1 200") && page.contains("Cache-Control: no-cache"), "{page}");
    assert!(page.contains("Content-Type: text/html; charset=utf-8") && page.ends_with("<!doctype html>"), "{page}");
    let script = ask(&server, "GET /app-0123456789.js HTTP/1.1");
    assert!(script.contains("immutable") && script.contains("Content-Type: text/javascript"), "{script}");
    let tag = page.lines().find_map(|line| line.strip_prefix("ETag: ")).expect("a page has a tag");
    let again = ask(&server, &format!("GET / HTTP/1.1\r\nIf-None-Match: {tag}"));
    assert!(again.starts_with("HTTP/1.1 304") && again.ends_with("\r\n\r\n"), "{again}");
}

#[test]
fn a_browser_gets_the_smallest_copy_that_it_accepts() {
    let folder = Folder::new("encodings");
    let server = Server::start_local(Site::new(&folder.0)).unwrap();
    let body = |accepted: &str| {
        let answer = ask(&server, &format!("GET /app-0123456789.js HTTP/1.1\r\nAccept-Encoding: {accepted}"));
        answer.rsplit("\r\n").next().unwrap().to_owned()
    };
    assert_eq!(body("gzip, deflate, br"), "brotli");
    assert_eq!(body("gzip"), "gzip");
    assert_eq!(body("br;q=0, gzip;q=0.5"), "gzip");
    assert_eq!(body("br;q=0.2, gzip;q=0.5"), "gzip");
    assert_eq!(body("identity"), "plain");
}

#[test]
fn sound_can_be_asked_for_in_parts() {
    let folder = Folder::new("ranges");
    let server = Server::start_local(Site::new(&folder.0)).unwrap();
    let part = |range: &str| ask(&server, &format!("GET /sound/bowl.mp3 HTTP/1.1\r\nRange: {range}"));
    let middle = part("bytes=2-4");
    assert!(middle.starts_with("HTTP/1.1 206") && middle.contains("bytes 2-4/10") && middle.ends_with("234"));
    assert!(part("bytes=7-").ends_with("\r\n789"));
    assert!(part("bytes=-1").ends_with("\r\n9"));
    assert!(part("bytes=10-").starts_with("HTTP/1.1 416"));
    assert!(part("bytes=4-2").starts_with("HTTP/1.1 200"));
}

#[test]
fn a_site_says_its_own_headers_and_its_own_words_for_what_is_missing() {
    let folder = Folder::new("headers");
    let server = Server::start_local(Site::new(&folder.0)).unwrap();
    let page = ask(&server, "GET / HTTP/1.1");
    assert!(page.contains("X-Every: yes\r\n") && page.contains("X-Frame: one\r\n"), "{page}");
    let sound = ask(&server, "GET /sound/bowl.mp3 HTTP/1.1");
    assert!(sound.contains("Cache-Control: no-store") && !sound.contains("Cache-Control: no-cache"), "{sound}");
    let missing = ask(&server, "GET /none HTTP/1.1");
    assert!(missing.starts_with("HTTP/1.1 404") && missing.ends_with("<p>Nothing here"), "{missing}");
    assert!(missing.contains("X-Every: yes") && missing.contains("text/html"), "{missing}");
    assert!(ask(&server, "GET /_headers HTTP/1.1").starts_with("HTTP/1.1 404"));
}

#[test]
fn without_its_headers_a_site_is_served_as_by_a_host_that_knows_of_none() {
    let folder = Folder::new("bare");
    let server = Server::start_local(Site::new(&folder.0).without_headers()).unwrap();
    let page = ask(&server, "GET / HTTP/1.1");
    assert!(page.starts_with("HTTP/1.1 200") && !page.contains("X-Every"), "{page}");
    assert!(ask(&server, "GET /_headers HTTP/1.1").starts_with("HTTP/1.1 404"));
}

#[test]
fn no_answer_is_not_a_byte() {
    let folder = Folder::new("silent");
    let site = Site::new(&folder.0).intercept(|request| (request.path == "/cut").then(Response::none));
    let server = Server::start_local(site).unwrap();
    assert_eq!(ask(&server, "GET /cut HTTP/1.1"), "");
    assert!(ask(&server, "GET / HTTP/1.1").starts_with("HTTP/1.1 200"));
}

#[test]
fn a_site_below_a_path_is_found_there_and_nowhere_else() {
    let folder = Folder::new("below");
    let server = Server::start_local(Site::new(&folder.0).below("/sub/")).unwrap();
    assert!(ask(&server, "GET /sub/ HTTP/1.1").starts_with("HTTP/1.1 200"));
    assert!(ask(&server, "GET /sub/sound/bowl.mp3 HTTP/1.1").ends_with("0123456789"));
    for path in ["/", "/index.html", "/subway", "/sound/bowl.mp3"] {
        assert!(ask(&server, &format!("GET {path} HTTP/1.1")).starts_with("HTTP/1.1 404"), "{path}");
    }
}

#[test]
fn nothing_outside_the_folder_is_ever_served() {
    let folder = Folder::new("outside");
    let server = Server::start_local(Site::new(folder.0.join("sound"))).unwrap();
    for path in ["/../index.html", "/%2e%2e/index.html", "/%2e%2e%2findex.html", "/..%5cindex.html", "/%zz", "/sound"] {
        let answer = ask(&server, &format!("GET {path} HTTP/1.1"));
        assert!(answer.starts_with("HTTP/1.1 404"), "{path}: {answer}");
    }
}

#[test]
fn what_is_no_request_for_a_file_is_refused() {
    let folder = Folder::new("refused");
    let server = Server::start_local(Site::new(&folder.0)).unwrap();
    assert!(ask(&server, "POST / HTTP/1.1\r\nContent-Length: 3").starts_with("HTTP/1.1 405"));
    assert!(ask(&server, "nonsense").starts_with("HTTP/1.1 400"));
    let head = ask(&server, "HEAD /app-0123456789.js HTTP/1.1");
    assert!(head.contains("Content-Length: 5") && head.ends_with("\r\n\r\n"), "{head}");
}

#[test]
fn one_connection_carries_many_requests() {
    let folder = Folder::new("keep-alive");
    let server = Server::start_local(Site::new(&folder.0)).unwrap();
    let mut stream = TcpStream::connect(server.address()).unwrap();
    stream.write_all(b"HEAD / HTTP/1.1\r\n\r\nHEAD /none HTTP/1.1\r\nConnection: close\r\n\r\n").unwrap();
    let mut answers = String::new();
    stream.read_to_string(&mut answers).unwrap();
    assert!(answers.starts_with("HTTP/1.1 200") && answers.contains("\r\n\r\nHTTP/1.1 404"), "{answers}");
}

#[test]
fn an_intercept_answers_first_and_a_dropped_server_answers_no_more() {
    let folder = Folder::new("intercept");
    let site = Site::new(&folder.0)
        .intercept(|request| (request.path == "/sound/bowl.mp3").then(|| Response::text(503, "broken on purpose")));
    let server = Server::start_local(site).unwrap();
    assert!(ask(&server, "GET /sound/bowl.mp3 HTTP/1.1").starts_with("HTTP/1.1 503"));
    assert!(ask(&server, "GET / HTTP/1.1").starts_with("HTTP/1.1 200"));
    let address = server.address();
    let mut idle = TcpStream::connect(address).unwrap();
    idle.write_all(b"HEAD / HTTP/1.1\r\n\r\n").unwrap();
    assert_eq!(idle.read(&mut [0; 8]).unwrap(), 8);
    drop(server);
    assert!(TcpStream::connect(address).is_err());
    let mut rest = Vec::new();
    idle.read_to_end(&mut rest).ok();
    assert!(idle.write_all(b"HEAD / HTTP/1.1\r\n\r\n").is_err() || idle.read(&mut [0; 8]).unwrap_or(0) == 0);
}

#[test]
fn a_taken_port_is_told_apart() {
    let folder = Folder::new("taken");
    let first = Server::start_local(Site::new(&folder.0)).unwrap();
    let second = Server::start(Site::new(&folder.0), Ipv4Addr::LOCALHOST.into(), first.address().port());
    assert_eq!(second.err().map(|error| error.kind()), Some(std::io::ErrorKind::AddrInUse));
}

#[test]
fn a_hash_in_a_name_is_recognised_by_its_length_and_digits() {
    assert!(is_hashed("fonts/vollkorn-0123456789.woff2") && is_hashed("a-b-abcdef0123.js"));
    for plain in ["index.html", "app-2.js", "vollkorn-0123456789", "app-012345678g.js", "app-0123456789a.js"] {
        assert!(!is_hashed(plain), "{plain}");
    }
}
