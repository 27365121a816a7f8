//! A web server of somebody else's, started with a configuration of docs/hosting/ on a free port.

use std::fs;
use std::io::{Read, Write};
use std::net::{Ipv4Addr, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use backstroke_tests::free_port;

/// A running server. Dropping it ends it.
pub struct Host {
    process: Child,
    port: u16,
    folder: PathBuf,
}

/// An answer, its header names in lower case.
pub struct Answer {
    pub status: u16,
    headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Answer {
    /// A header, or nothing.
    pub fn header(&self, name: &str) -> &str {
        self.headers.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value)
    }
}

/// How often a server that comes up or goes is looked at.
const LOOK_EVERY: Duration = Duration::from_millis(10);

impl Host {
    /// nginx, serving a folder.
    pub fn nginx(root: &Path) -> Self {
        Self::start(root, |root, port, folder| {
            let site = config(
                "nginx.conf",
                &[
                    ("listen 80;", &format!("listen 127.0.0.1:{port};")),
                    ("/srv/backstroke", &root.display().to_string()),
                    ("include mime.types;", "include /etc/nginx/mime.types;"),
                ],
            );
            let at = folder.display();
            let whole = format!(
                "load_module /usr/lib/nginx/modules/ngx_http_brotli_static_module.so;\nuser root;\ndaemon off;\npid {at}/pid;\n\
                 error_log {at}/error.log;\nevents {{ }}\nhttp {{\naccess_log off;\nclient_body_temp_path {at}/body;\n\
                 proxy_temp_path {at}/proxy;\nfastcgi_temp_path {at}/fastcgi;\nuwsgi_temp_path {at}/uwsgi;\n\
                 scgi_temp_path {at}/scgi;\n{site}\n}}\n"
            );
            let file = folder.join("nginx.conf");
            fs::write(&file, whole).unwrap();
            let mut command = Command::new(std::env::var_os("BACKSTROKE_NGINX").unwrap_or_else(|| "nginx".into()));
            command.arg("-c").arg(file).arg("-e").arg(folder.join("error.log"));
            command
        })
    }

    /// Caddy, serving a folder.
    pub fn caddy(root: &Path) -> Self {
        Self::start(root, |root, port, folder| {
            let site = config(
                "Caddyfile",
                &[
                    ("http://backstroke.example", &format!("http://127.0.0.1:{port}")),
                    ("/srv/backstroke", &root.display().to_string()),
                ],
            );
            let file = folder.join("Caddyfile");
            fs::write(&file, format!("{{\n\tadmin off\n}}\n{site}")).unwrap();
            let mut command = Command::new(std::env::var_os("BACKSTROKE_CADDY").unwrap_or_else(|| "caddy".into()));
            command.args(["run", "--adapter", "caddyfile", "--config"]).arg(file);
            command.env("HOME", folder).env("XDG_DATA_HOME", folder).env("XDG_CONFIG_HOME", folder);
            command
        })
    }

    fn start(root: &Path, command: impl FnOnce(&Path, u16, &Path) -> Command) -> Self {
        let port = free_port().unwrap();
        let folder = std::env::temp_dir().join(format!("backstroke-host-{}-{port}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let said = fs::File::create(folder.join("said.log")).unwrap();
        let mut command = command(&fs::canonicalize(root).unwrap(), port, &folder);
        let process = command.stdout(Stdio::null()).stderr(said).spawn().unwrap_or_else(|error| {
            panic!("{command:?} cannot be started ({error}): `cargo xtask test hosting` sets it up")
        });
        let mut host = Self { process, port, folder };
        let start = Instant::now();
        while !host.serves(root) {
            let ended = host.process.try_wait().unwrap();
            assert!(
                ended.is_none() && start.elapsed() < Duration::from_secs(20),
                "the server does not come up: {}{}",
                fs::read_to_string(host.folder.join("said.log")).unwrap_or_default(),
                fs::read_to_string(host.folder.join("error.log")).unwrap_or_default()
            );
            std::thread::sleep(LOOK_EVERY);
        }
        host
    }

    /// Whether what answers at the port gives this folder's page: somebody else's server does not.
    fn serves(&self, root: &Path) -> bool {
        let page = ["index.html", "backstroke/index.html"].into_iter().find(|page| root.join(page).is_file());
        let page = page.expect("a page to be served");
        TcpStream::connect((Ipv4Addr::LOCALHOST, self.port)).is_ok_and(|stream| {
            let answer = self.ask_over(stream, &format!("/{page}"), &[]);
            answer.is_some_and(|answer| answer.body == fs::read(root.join(page)).unwrap())
        })
    }

    /// Asks for a path.
    pub fn ask(&self, path: &str, headers: &[(&str, &str)]) -> Answer {
        let stream = TcpStream::connect((Ipv4Addr::LOCALHOST, self.port)).unwrap();
        self.ask_over(stream, path, headers).unwrap_or_else(|| panic!("{path}: this is no answer"))
    }

    /// Asks over a connection; `None` where what comes is no whole answer.
    fn ask_over(&self, mut stream: TcpStream, path: &str, headers: &[(&str, &str)]) -> Option<Answer> {
        let more =
            headers.iter().map(|(name, value)| [name, ": ", value, "\r\n"].concat()).collect::<Vec<_>>().concat();
        let host = format!("127.0.0.1:{}", self.port);
        write!(stream, "GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n{more}\r\n").ok()?;
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).ok()?;
        let end = bytes.windows(4).position(|four| four == b"\r\n\r\n")?;
        let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
        let mut lines = head.lines();
        let status = lines.next().and_then(|line| line.split(' ').nth(1)?.parse().ok())?;
        let headers = lines.filter_map(|line| line.split_once(": "));
        let headers = headers.map(|(name, value)| (name.to_ascii_lowercase(), value.to_owned())).collect();
        let mut answer = Answer { status, headers, body: bytes[end + 4..].to_vec() };
        if answer.header("transfer-encoding") == "chunked" {
            answer.body = joined(&answer.body);
        }
        Some(answer)
    }
}

/// A body that came in chunks, each after a line with its length.
fn joined(mut chunks: &[u8]) -> Vec<u8> {
    let mut body = Vec::new();
    loop {
        let line = chunks.windows(2).position(|two| two == b"\r\n").expect("a chunk has a length");
        let length = usize::from_str_radix(&String::from_utf8_lossy(&chunks[..line]), 16).expect("a length");
        if length == 0 {
            return body;
        }
        body.extend_from_slice(&chunks[line + 2..line + 2 + length]);
        chunks = &chunks[line + 4 + length..];
    }
}

impl Drop for Host {
    fn drop(&mut self) {
        // nginx's own children end with it when it is asked to; killed, it would leave them.
        Command::new("kill").arg(self.process.id().to_string()).status().ok();
        let start = Instant::now();
        while matches!(self.process.try_wait(), Ok(None)) && start.elapsed() < Duration::from_secs(5) {
            std::thread::sleep(LOOK_EVERY);
        }
        self.process.kill().ok();
        self.process.wait().ok();
        fs::remove_dir_all(&self.folder).ok();
    }
}

/// A configuration as it is shipped, with what is this machine's put in.
fn config(name: &str, here: &[(&str, &str)]) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/hosting").join(name);
    let mut text = fs::read_to_string(&path).unwrap();
    for (shipped, put) in here {
        assert!(text.contains(shipped), "{name} has no `{shipped}`");
        text = text.replace(shipped, put);
    }
    text
}
