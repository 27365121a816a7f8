//! Serves a built site from a folder over HTTP/1.1, with what a good static host does: right types, the compressed
//! copies that lie beside the files, long caching for names that carry a hash, ranges for sound, and the headers that the
//! site's `_headers` file asks for.
//!
//! It is what `cargo xtask serve` and the end-to-end tests share, and has no dependency so that neither waits for it.
//! It is made for one machine and a few browsers: a thread for each connection, no TLS. A [`Site`]'s intercept sees every
//! request first, which is how a test serves a broken file and how the development server reloads a page.

mod connection;
mod files;
mod headers;
mod request;
mod response;

use std::collections::HashMap;
use std::io;
use std::net::{IpAddr, Ipv4Addr, Shutdown, SocketAddr, TcpListener, TcpStream};
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;

pub use files::{HASH_DIGITS, content_type, is_hashed};
pub use request::Request;
pub use response::Response;

type Intercept = dyn Fn(&Request) -> Option<Response> + Send + Sync;

/// What is served: a folder, and optionally a function that may answer in its place.
#[derive(Clone)]
pub struct Site {
    root: PathBuf,
    base: String,
    headers: bool,
    intercept: Option<Arc<Intercept>>,
}

impl Site {
    /// Serves the files below `root`.
    pub fn new(root: impl Into<PathBuf>) -> Self {
        Self { root: root.into(), base: "/".into(), headers: true, intercept: None }
    }

    /// Serves them below a path, such as `/backstroke/`, and nothing beside it.
    #[must_use]
    pub fn below(mut self, base: impl Into<String>) -> Self {
        self.base = base.into();
        self
    }

    /// Leaves out the headers that the site's `_headers` file asks for, as a host does that knows of no such file.
    #[must_use]
    pub fn without_headers(mut self) -> Self {
        self.headers = false;
        self
    }

    /// Asks `intercept` before each request; where it gives no answer, the folder does.
    #[must_use]
    pub fn intercept(mut self, intercept: impl Fn(&Request) -> Option<Response> + Send + Sync + 'static) -> Self {
        self.intercept = Some(Arc::new(intercept));
        self
    }

    fn answer(&self, request: &Request) -> Response {
        let response = self
            .intercept
            .as_ref()
            .and_then(|intercept| intercept(request))
            .unwrap_or_else(|| files::answer(&self.root, &self.base, request));
        if self.headers { headers::add(&self.root, &request.path, response) } else { response }
    }
}

/// A running server. Dropping it closes the port and every open connection.
pub struct Server {
    address: SocketAddr,
    base: String,
    shared: Arc<Shared>,
    acceptor: Option<JoinHandle<()>>,
}

/// What the accepting thread and the handle both hold.
#[derive(Default)]
struct Shared {
    stopping: AtomicBool,
    open: Mutex<HashMap<u64, TcpStream>>,
}

impl Server {
    /// Starts to serve on `host` and `port`; port 0 takes a free one.
    ///
    /// # Errors
    /// Whatever the system says to the binding; a taken port is [`io::ErrorKind::AddrInUse`].
    pub fn start(site: Site, host: IpAddr, port: u16) -> io::Result<Self> {
        let listener = TcpListener::bind((host, port))?;
        let address = listener.local_addr()?;
        let shared = Arc::new(Shared::default());
        let base = site.base.clone();
        let acceptor = {
            let shared = Arc::clone(&shared);
            std::thread::Builder::new().name("server".into()).spawn(move || accept(&listener, &site, &shared))?
        };
        Ok(Self { address, base, shared, acceptor: Some(acceptor) })
    }

    /// Starts to serve on a free port of this machine alone.
    ///
    /// # Errors
    /// Whatever the system says to the binding.
    pub fn start_local(site: Site) -> io::Result<Self> {
        Self::start(site, Ipv4Addr::LOCALHOST.into(), 0)
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The address of the site to open on this machine, with a closing slash.
    pub fn url(&self) -> String {
        if self.address.ip().is_unspecified() {
            format!("http://localhost:{}{}", self.address.port(), self.base)
        } else {
            format!("http://{}{}", self.address, self.base)
        }
    }

    /// Serves until the process ends.
    pub fn wait(mut self) {
        if let Some(acceptor) = self.acceptor.take() {
            acceptor.join().ok();
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.shared.stopping.store(true, Ordering::SeqCst);
        // The accepting thread sleeps until somebody comes; where nobody can come any more it has ended by itself.
        let port = self.address.port();
        TcpStream::connect((Ipv4Addr::LOCALHOST, port)).or_else(|_| TcpStream::connect(self.address)).ok();
        if let Some(acceptor) = self.acceptor.take() {
            acceptor.join().ok();
        }
        for stream in self.shared.lock().values() {
            stream.shutdown(Shutdown::Both).ok();
        }
    }
}

impl Shared {
    fn lock(&self) -> std::sync::MutexGuard<'_, HashMap<u64, TcpStream>> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn accept(listener: &TcpListener, site: &Site, shared: &Arc<Shared>) {
    for (id, stream) in (0_u64..).zip(listener.incoming()) {
        if shared.stopping.load(Ordering::SeqCst) {
            return;
        }
        // A connection that failed before it began concerns nobody but its browser, which tries again.
        let Ok(stream) = stream else { continue };
        let Ok(twin) = stream.try_clone() else { continue };
        shared.lock().insert(id, twin);
        let (site, of_thread) = (site.clone(), Arc::clone(shared));
        let spawned = std::thread::Builder::new().name(format!("connection {id}")).spawn(move || {
            connection::serve(stream, &site);
            of_thread.lock().remove(&id);
        });
        if spawned.is_err() {
            shared.lock().remove(&id);
        }
    }
}

#[cfg(test)]
#[path = "tests.rs"]
mod tests;
