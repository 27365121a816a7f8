//! The hidden command that cargo calls to run a wasm test binary: wasm-bindgen's own test runner, from the library
//! that is held to the app's version.

use std::ffi::OsString;

use anyhow::Result;

/// The command's name.
pub const NAME: &str = "run-wasm-test";

/// What cargo and wasm-bindgen's runner say to each other.
#[derive(clap::Args)]
pub struct Args {
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    args: Vec<OsString>,
}

/// Runs the tests of one binary.
pub fn run(args: Args) -> Result<()> {
    let program = OsString::from("wasm-bindgen-test-runner");
    wasm_bindgen_cli::wasm_bindgen_test_runner::run_cli_with_args(std::iter::once(program).chain(args.args))
}
