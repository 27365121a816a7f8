//! `cargo xtask serve`: builds the app and serves it on this machine.

use std::io;
use std::net::{IpAddr, Ipv4Addr, TcpListener};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::{Duration, SystemTime};

use anyhow::{Context, Result, anyhow};
use server::{Request, Response, Server, Site};

use crate::app::{self, Flavour};
use crate::{build, host};

/// What `serve` can be told.
#[derive(clap::Args)]
pub struct Args {
    /// Build quickly, and rebuild and reload whenever a source changes.
    #[arg(long)]
    dev: bool,
    /// The port to serve on.
    #[arg(long, default_value_t = 8080)]
    port: u16,
    /// The address to serve on; 0.0.0.0 lets a tablet on the same network in.
    #[arg(long, default_value_t = IpAddr::V4(Ipv4Addr::LOCALHOST))]
    host: IpAddr,
}

/// How often the development server looks at the sources.
const LOOK_EVERY: Duration = Duration::from_millis(300);

/// How long a page's question for the next build is kept open.
const ASK_FOR: Duration = Duration::from_secs(25);

/// Builds, serves, and goes on until it is stopped.
pub fn run(args: &Args) -> Result<()> {
    // A taken port is said before the build, not after a minute of it.
    TcpListener::bind((args.host, args.port)).map(drop).map_err(|error| cannot_bind(args, error))?;
    if args.dev { develop(args) } else { start(args, Site::new(build::build()?)).map(Server::wait) }
}

fn start(args: &Args, site: Site) -> Result<Server> {
    let server = Server::start(site, args.host, args.port).map_err(|error| cannot_bind(args, error))?;
    println!("Backstroke is at {}  (Ctrl-C ends it)", server.url());
    if args.host.is_unspecified() {
        println!(
            "A tablet on the same network opens this machine's address with port {}. Browsers keep wake lock and \
             offline use for HTTPS and localhost.",
            server.address().port()
        );
    }
    Ok(server)
}

fn cannot_bind(args: &Args, error: io::Error) -> anyhow::Error {
    let port = args.port;
    match error.kind() {
        io::ErrorKind::AddrInUse => anyhow!(
            "port {port} is taken by another program: end that one, or choose another port, as in \
             `cargo xtask serve --port {}`",
            port.checked_add(1).unwrap_or(8080)
        ),
        io::ErrorKind::PermissionDenied => {
            anyhow!("port {port} needs rights that you do not have: choose one above 1023")
        }
        io::ErrorKind::AddrNotAvailable => anyhow!("{} is no address of this machine: leave --host out", args.host),
        _ => anyhow!(error).context(format!("cannot serve on {} port {port}", args.host)),
    }
}

/// The number of the build that is served, and whoever waits for the next one.
#[derive(Default)]
struct Builds {
    number: Mutex<u64>,
    changed: Condvar,
}

impl Builds {
    fn next(&self) {
        *self.number.lock().unwrap_or_else(PoisonError::into_inner) += 1;
        self.changed.notify_all();
    }

    /// Answers a page that has seen the build `seen`: at once if there is a newer one, else when there is or after a while.
    fn answer(&self, seen: &str) -> Response {
        let guard = self.number.lock().unwrap_or_else(PoisonError::into_inner);
        let waited = self.changed.wait_timeout_while(guard, ASK_FOR, |number| number.to_string() == seen);
        let number = *waited.unwrap_or_else(PoisonError::into_inner).0;
        Response::text(200, &number.to_string()).with("Cache-Control", "no-store")
    }
}

fn develop(args: &Args) -> Result<()> {
    let folder = host::target().join("dev-site");
    let builds = Arc::new(Builds::default());
    let mut seen = newest_change()?;
    rebuild(&folder).context("the first build failed; mend it and start again")?;

    let asked = Arc::clone(&builds);
    let site = Site::new(&folder).intercept(move |request: &Request| {
        (request.path == "/reload").then(|| asked.answer(request.query.strip_prefix("seen=").unwrap_or_default()))
    });
    let _server = start(args, site)?;
    loop {
        std::thread::sleep(LOOK_EVERY);
        let change = newest_change()?;
        if change != seen {
            seen = change;
            match rebuild(&folder) {
                Ok(()) => builds.next(),
                Err(error) => eprintln!("\nerror: {error:#}\nThe page stays at the last build that went well."),
            }
        }
    }
}

fn rebuild(folder: &Path) -> Result<()> {
    let site = app::assemble(Flavour::Dev, app::TOP)?;
    host::step("Writing the site", || app::publish(&site, folder, false, |_| Ok(())))
}

/// When a source was last written, and how many there are: the second tells of a file that was deleted.
fn newest_change() -> Result<(SystemTime, usize)> {
    let root = host::root();
    let mut folders: Vec<PathBuf> = ["src", "style", "public"].map(|name| root.join(name)).into();
    let mut newest = (SystemTime::UNIX_EPOCH, 0);
    let mut look = |path: &Path| {
        // A file that goes away while it is looked at is seen the next time.
        if let Ok(at) = path.metadata().and_then(|facts| facts.modified()) {
            newest = (newest.0.max(at), newest.1 + 1);
        }
    };
    look(&root.join("index.html"));
    look(&root.join("Cargo.toml"));
    while let Some(folder) = folders.pop() {
        let Ok(entries) = std::fs::read_dir(&folder) else { continue };
        for entry in entries {
            let path = entry.with_context(|| format!("{} cannot be listed", folder.display()))?.path();
            if path.is_dir() { folders.push(path) } else { look(&path) }
        }
    }
    Ok(newest)
}
