//! One line for each diagnostic, in the form that editors and `grep` know.

use std::fmt::Write as _;

use super::{Placed, Report, one_line, sentence};
use crate::source::Source;

pub(super) fn render(reports: &[Report<'_>]) -> String {
    let mut text = String::new();
    for report in reports {
        for placed in &report.diagnostics {
            text.push_str(&line(report.source, placed));
        }
    }
    text
}

/// `file:line:column: error[code]: message`, with a line break.
pub(super) fn line(source: &Source, placed: &Placed) -> String {
    let mut text = one_line(source.name());
    let (line, column) = source.line_column(placed.start());
    let diagnostic = &placed.diagnostic;
    let _ = writeln!(
        text,
        ":{line}:{column}: {}[{}]: {}",
        diagnostic.severity,
        diagnostic.code,
        sentence(diagnostic)
    );
    text
}
