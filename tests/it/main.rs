//! The one integration binary: one file for each subject.
#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    clippy::needless_pass_by_value,
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "the fences are for the program; tests look at what it did and say what they judged"
)]

mod cli;
mod cli_build;
mod cli_check;
mod cli_help;
mod cli_offline;
mod deployed;
mod dice;
mod docs;
mod examples;
mod field;
mod invalid;
mod judges;
mod marked;
mod normal;
mod parity;
mod random;
/// The printers' own reader of Bicep: what was printed comes back as a plan.
#[path = "../../src/emit/tests/reader/mod.rs"]
#[allow(dead_code, reason = "the printers' tests read files by hand too")]
mod reader;
mod robust;
mod rules;
mod sarif;
mod settled;
mod support;
mod tidy;

use hubseal::{emit, plan};
