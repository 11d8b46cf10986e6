//! Workflow commands of GitHub Actions, which become annotations on the lines of a pull request.
//!
//! Form and escaping: "Workflow commands for GitHub Actions" in the documentation of GitHub, and `toolkit/packages/core/src/command.ts`
//! of `actions/toolkit`; 2026-11.

use std::fmt::Write as _;

use super::{Report, one_line};
use crate::diag::Severity;

pub(super) fn render(reports: &[Report<'_>]) -> String {
    let mut text = String::new();
    for report in reports {
        for placed in &report.diagnostics {
            let diagnostic = &placed.diagnostic;
            let command = match diagnostic.severity {
                Severity::Error => "error",
                Severity::Warning => "warning",
                Severity::Note => "notice",
            };
            let _ = write!(
                text,
                "::{command} title={},file={}",
                property(diagnostic.code),
                property(&one_line(report.source.name()))
            );
            if let Some(span) = &placed.span {
                // All places are within one line; columns are shown only when both are given.
                let (line, column) = report.source.line_column(span.start);
                let (_, end) = report.source.line_column(span.end);
                let _ = write!(
                    text,
                    ",line={line},endLine={line},col={column},endColumn={}",
                    end.max(column)
                );
            }
            let mut lines = vec![super::sentence(diagnostic)];
            lines.extend(
                diagnostic
                    .notes
                    .iter()
                    .map(|note| format!("note: {}", one_line(note))),
            );
            lines.extend(
                diagnostic
                    .helps
                    .iter()
                    .map(|help| format!("help: {}", one_line(help))),
            );
            lines.push(format!("help: hubseal explain {}", diagnostic.code));
            let _ = writeln!(text, "::{}", data(&lines.join("\n")));
        }
    }
    text
}

fn data(text: &str) -> String {
    text.replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
