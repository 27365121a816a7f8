//! Ports for servers that cannot be asked which one they took.

use std::net::{Ipv4Addr, TcpListener};
use std::sync::atomic::{AtomicU16, Ordering};

use anyhow::bail;

use crate::Result;

/// Below the ports that a system gives to outgoing connections, so that none of those takes one that was found free.
const FIRST: u16 = 20_000;

/// So many ports are asked one after the other.
const MANY: u16 = 12_000;

/// How many have been given away by this program.
static GIVEN: AtomicU16 = AtomicU16::new(0);

/// A port of this machine that nobody listens at. No two calls in one program get the same one: between being found and
/// being taken by a server that is slow to start, it would be found by the next test as well.
///
/// # Errors
/// Where all are taken.
pub fn free_port() -> Result<u16> {
    // Two programs that run at the same time begin far apart.
    let start = (std::process::id().wrapping_mul(97) % u32::from(MANY)) as u16;
    for _ in 0..MANY {
        let port = FIRST + (start + GIVEN.fetch_add(1, Ordering::Relaxed) % MANY) % MANY;
        if TcpListener::bind((Ipv4Addr::LOCALHOST, port)).is_ok() {
            return Ok(port);
        }
    }
    bail!("no port between {FIRST} and {} is free", FIRST + MANY)
}
