//! Logging commands of Azure Pipelines, which become issues of a run.
//!
//! Form: "Logging commands" in the documentation of Azure DevOps; escaping: `CommandStringConvertor` of
//! `microsoft/azure-pipelines-agent`; 2026-11.

use std::fmt::Write as _;

use super::{Report, concise, one_line};
use crate::diag::Severity;

pub(super) fn render(reports: &[Report<'_>]) -> String {
    let mut text = String::new();
    for report in reports {
        for placed in &report.diagnostics {
            let diagnostic = &placed.diagnostic;
            let kind = match diagnostic.severity {
                Severity::Error => "error",
                Severity::Warning => "warning",
                // There is no third kind of issue; in the log a note is a line like any other.
                Severity::Note => {
                    text.push_str(&concise::line(report.source, placed));
                    continue;
                }
            };
            let _ = write!(
                text,
                "##vso[task.logissue type={kind};sourcepath={};",
                property(&one_line(report.source.name()))
            );
            if let Some(span) = &placed.span {
                let (line, column) = report.source.line_column(span.start);
                let _ = write!(text, "linenumber={line};columnnumber={column};");
            }
            let _ = writeln!(
                text,
                "code={};]{}",
                property(diagnostic.code),
                data(&super::sentence(diagnostic))
            );
        }
    }
    text
}

fn data(text: &str) -> String {
    text.replace('%', "%AZP25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(']', "%5D").replace(';', "%3B")
}
