//! `validate`: everything that is wrong with intents.

use crate::cli::args::Validate;
use crate::cli::console::Console;
use crate::cli::exit::Exit;
use crate::cli::run::Run;

/// Runs the command.
pub(in crate::cli) fn run(args: &Validate, console: &Console) -> Exit {
    let run = match Run::load(&args.inputs, &args.reporting, console) {
        Ok(run) => run,
        Err(exit) => return exit,
    };
    let exit = run.report(console);
    if exit == Exit::Clean && !run.has_anything_to_say() {
        console.remark(&format!("nothing wrong in {}", run.place()));
    }
    exit
}
