//! `explain`: the page of a code, or the list of codes.

use std::fmt::Write as _;

use crate::cli::args::Explain;
use crate::cli::console::Console;
use crate::cli::exit::Exit;
use crate::explain;

/// Runs the command.
pub(in crate::cli) fn run(args: &Explain, console: &Console) -> Exit {
    let Some(code) = &args.code else {
        console.result(&list());
        return Exit::Clean;
    };
    // As it is copied from a message: `error[hub-name]`, `[hub-name]`.
    let bare = code
        .split_once('[')
        .map_or(code.as_str(), |(_, rest)| rest.trim_end_matches([']', ':']));
    if let Some(entry) = explain::find(bare) {
        console.result(entry.page);
        return Exit::Clean;
    }
    let help = match explain::nearest(bare) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "`hubseal explain` lists the codes".to_owned(),
    };
    console.refuse(&format!("there is no code `{bare}`"), Some(&help))
}

/// A line for each code: severity, code, summary.
fn list() -> String {
    let mut entries: Vec<explain::Entry> = explain::all().collect();
    entries.sort_by_key(|entry| entry.code);
    let width = entries
        .iter()
        .map(|entry| entry.code.len())
        .max()
        .unwrap_or(0);
    let mut text = String::new();
    for entry in entries {
        let severity = entry.severity.word();
        let _ = writeln!(
            text,
            "{:width$}  {severity:7}  {}",
            entry.code, entry.summary
        );
    }
    text
}
