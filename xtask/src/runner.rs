//! The hidden command that cargo calls to run a wasm test binary: wasm-bindgen's own test runner, from the library
//! that is held to the app's version.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use anyhow::{Result, anyhow};
use walrus::{ImportKind, Module};

/// The command's name.
pub const NAME: &str = "run-wasm-test";

/// The module from which a program imports its parts until it is cut into them.
const UNCUT: &str = "__wasm_split_placeholder__";

/// What cargo and wasm-bindgen's runner say to each other.
#[derive(clap::Args)]
pub struct Args {
    /// The compiled tests.
    program: PathBuf,
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    args: Vec<OsString>,
}

/// Runs the tests of one binary.
pub fn run(args: Args) -> Result<()> {
    let program = without_parts(&args.program)?;
    let runner = OsString::from("wasm-bindgen-test-runner");
    let all = [runner, program.into()].into_iter().chain(args.args);
    wasm_bindgen_cli::wasm_bindgen_test_runner::run_cli_with_args(all)
}

/// The tests, with the app's parts as functions that end the program: nobody cuts a test program, no test calls a part,
/// and no browser would load it with imports that nobody has.
fn without_parts(program: &Path) -> Result<PathBuf> {
    let broken = |error| anyhow!("{} cannot be read: {error:#}", program.display());
    let mut module = Module::from_file(program).map_err(broken)?;
    let imports: Vec<_> =
        module.imports.iter().filter(|import| import.module == UNCUT).map(|i| i.kind.clone()).collect();
    for import in imports {
        if let ImportKind::Function(function) = import {
            let replaced = module.replace_imported_func(function, |(body, _)| {
                body.unreachable();
            });
            replaced.map_err(broken)?;
        }
    }
    let made = program.with_extension("whole.wasm");
    module.emit_wasm_file(&made).map_err(|error| anyhow!("{} cannot be written: {error:#}", made.display()))?;
    Ok(made)
}
