//! `cargo xtask`: everything that is done to the project, with one command each.
//!
//! A command is a file of its own with its arguments and a `run`; to add one, add a line to [`Command`] and one to
//! [`dispatch`]. What several commands need lies in `app` (the site and how it is built) and `host` (this machine).

mod app;
mod bench;
mod build;
mod cues;
mod fonts;
mod host;
mod icons;
mod pictures;
mod plan;
mod runner;
mod serve;
mod shots;
#[cfg(test)]
mod supply;
mod test;
mod voice;

use std::process::ExitCode;

use clap::error::ErrorKind;
use clap::{CommandFactory, Parser, Subcommand};

#[derive(Parser)]
#[command(
    name = "cargo xtask",
    bin_name = "cargo xtask",
    about = "The tasks of Backstroke.",
    disable_help_subcommand = true
)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Build the app and serve it on this machine.
    Serve(serve::Args),
    /// Run every test, with all the set-up that they need.
    Test(test::Args),
    /// Build the app into dist/, ready for any static host.
    Build(build::Args),
    /// Make the two faces in public/fonts/ again from their published packages.
    Fonts,
    /// Draw the icons in public/icons/ anew from public/icon.svg.
    Icons,
    /// Draw and photograph the pictures in docs/pictures/ and public/screenshots/ anew.
    Pictures,
    /// Print a session: what is done when, as a person would read it or as JSON.
    Plan(plan::Args),
    /// Take pictures of pages at the sizes and in the lights that count, into target/shots/.
    Shots(shots::Args),
    /// Write every cue as a sound file into target/cues/, to listen to.
    Cues,
    /// Make the voice's clips in public/voice/ again from the list of what it says.
    Voice,
    /// Measure what a running session costs in a browser, into docs/benchmarks.md.
    Bench(bench::Args),
    /// Run a wasm test binary in the browser (cargo calls this).
    #[command(name = runner::NAME, hide = true)]
    Runner(runner::Args),
}

fn dispatch(command: Command) -> anyhow::Result<()> {
    match command {
        Command::Serve(args) => serve::run(&args),
        Command::Test(args) => test::run(&args),
        Command::Build(args) => build::run(&args),
        Command::Fonts => fonts::run(),
        Command::Icons => icons::run(),
        Command::Pictures => pictures::run(),
        Command::Plan(args) => plan::run(&args),
        Command::Shots(args) => shots::run(&args),
        Command::Cues => cues::run(),
        Command::Voice => voice::run(),
        Command::Bench(args) => bench::run(&args),
        Command::Runner(args) => runner::run(args),
    }
}

fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            error.print().ok();
            if error.kind() == ErrorKind::InvalidSubcommand {
                eprintln!("\n{}", Cli::command().render_help());
            }
            return ExitCode::from(if error.use_stderr() { 2 } else { 0 });
        }
    };
    match dispatch(cli.command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("\nerror: {error:#}");
            ExitCode::FAILURE
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_command_is_described() {
        Cli::command().debug_assert();
        for command in Cli::command().get_subcommands() {
            assert!(command.get_about().is_some(), "{} has no line in the help", command.get_name());
        }
    }

    #[test]
    fn a_wrong_value_is_answered_with_the_choices() {
        let words = Cli::try_parse_from(["cargo xtask", "test", "everything"]).err().map(|error| error.to_string());
        assert!(words.is_some_and(|words| words.contains("native") && words.contains("e2e")));
    }
}
