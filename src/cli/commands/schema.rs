//! `schema`: the JSON Schema of intents.

use crate::cli::args::Schema;
use crate::cli::console::Console;
use crate::cli::disk;
use crate::cli::exit::Exit;
use crate::cli::inputs::{reason, shown};
use crate::schema;

/// Runs the command.
pub(in crate::cli) fn run(args: &Schema, console: &Console) -> Exit {
    let text = schema::text();
    let Some(path) = &args.output else {
        console.result(text);
        return Exit::Clean;
    };
    if std::fs::read(path).is_ok_and(|bytes| bytes == text.as_bytes()) {
        return Exit::Clean;
    }
    match disk::replace(path, text.as_bytes()) {
        Ok(()) => {
            console.remark(&format!("wrote {}", shown(path)));
            Exit::Clean
        }
        Err(error) => {
            let message = format!("cannot write `{}`: {}", shown(path), reason(&error));
            console.refuse(&message, None)
        }
    }
}
