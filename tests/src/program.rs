//! Programs that run beside the tests.

use std::process::{Child, Command, Stdio};

use anyhow::{Context, Result};

/// Starts one, which reads nothing. Where it speaks to is the command's own.
///
/// # Errors
/// Where it is not there.
pub fn start(command: &mut Command) -> Result<Child> {
    let started = command.stdin(Stdio::null()).spawn();
    started.with_context(|| {
        format!("`{}` cannot be started: `cargo xtask test` sets it up", command.get_program().display())
    })
}
