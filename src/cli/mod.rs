//! The command line: the one part that touches files, environment and terminal.
#![expect(
    clippy::disallowed_methods,
    reason = "the fences of clippy.toml keep everything else out of files and environment"
)]

pub mod args;
mod bug;
mod commands;
mod console;
mod disk;
mod exit;
mod inputs;
mod run;

use std::process::ExitCode;

use clap::{CommandFactory, Parser};

use args::{Args, Command};
use console::Console;
use exit::Exit;

/// Runs the program on the arguments of the process; gives the exit code.
pub fn main() -> ExitCode {
    bug::set_hook();
    let args = match Args::try_parse() {
        Ok(args) => args,
        Err(error) => {
            // Help goes to a pipe that may be closed; that is no error.
            let _ = error.print();
            return ExitCode::from(if error.use_stderr() {
                Exit::Trouble
            } else {
                Exit::Clean
            });
        }
    };
    let console = Console::new(args.global.color, args.global.quiet);
    let exit = match &args.command {
        Command::Validate(args) => commands::validate::run(args, &console),
        Command::Build(args) => commands::build::run(args, &console),
        Command::Check(args) => commands::check::run(args, &console),
        Command::Explain(args) => commands::explain::run(args, &console),
        Command::Schema(args) => commands::schema::run(args, &console),
    };
    ExitCode::from(exit.worst(console.exit()))
}

/// The command line as a tree, for help, completions and manual pages.
pub fn command() -> clap::Command {
    Args::command()
}
