//! The two printers: a plan as ARM JSON and as Bicep.
//!
//! They know both languages and nothing of Azure: what a resource is called, what it holds and what it waits for is in the
//! plan. A value that one language has and the other lacks cannot be forgotten: no match on a plan's enum has a wildcard arm.

#![deny(clippy::wildcard_enum_match_arm)]

pub mod arm;
pub mod bicep;
mod pieces;
#[cfg(test)]
mod tests;

use crate::plan::Plan;

pub use arm::arm;
pub use bicep::bicep;

/// A file of the output.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Path below the plan's folder, with `/` between its parts.
    pub path: String,
    /// The whole text, ending in a newline.
    pub text: String,
}

/// Both languages: the ARM template first, then the Bicep files.
pub fn emit(plan: &Plan) -> Vec<File> {
    let mut files = vec![arm(plan)];
    files.extend(bicep(plan));
    files
}

/// Whether a character is invisible or moves others when it is shown: control characters, line and paragraph separators,
/// zero-width and bidirectional marks, tags. Both printers write them as escapes, so that a reviewer sees what is there.
pub(crate) fn is_invisible(c: char) -> bool {
    matches!(c,
        '\0'..='\u{1f}'
        | '\u{7f}'..='\u{9f}'
        | '\u{ad}'
        | '\u{61c}'
        | '\u{200b}'..='\u{200f}'
        | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{2069}'
        | '\u{feff}'
        | '\u{e0000}'..='\u{e007f}')
}
