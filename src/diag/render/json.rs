//! One JSON object for programs. Its form is a promise, `schemas/diagnostics.v1.schema.json`: fields may be added,
//! none goes away or changes its meaning within version 1.

use serde::Serialize;

use super::{Placed, Report};
use crate::diag::{Place, Severity, secret};
use crate::document::pointer::Pointer;
use crate::source::Source;
use std::ops::Range;

/// The whole output.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Output<'a> {
    /// The version of this form: 1.
    version: u32,
    diagnostics: Vec<Item<'a>>,
    summary: Summary,
}

/// One diagnostic.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Item<'a> {
    code: &'a str,
    severity: &'static str,
    message: &'a str,
    /// What to write instead; left out when there are no such words.
    #[serde(skip_serializing_if = "str::is_empty")]
    label: &'a str,
    file: &'a str,
    /// Left out when it is about the file as a whole.
    #[serde(skip_serializing_if = "Option::is_none")]
    range: Option<Region>,
    /// The JSON pointer of the value in the intent; left out when the place is only a place in the text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pointer: Option<String>,
    related: Vec<Related<'a>>,
    notes: &'a [String],
    helps: &'a [String],
}

/// Another place that belongs to a diagnostic, in the same file.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Related<'a> {
    message: &'a str,
    range: Region,
}

/// A part of a file; the end is the first place behind it.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Region {
    start: Position,
    end: Position,
}

/// A place in a file.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Position {
    /// Beginning at 1.
    line: usize,
    /// In characters, beginning at 1.
    column: usize,
    /// In bytes of the text without byte order mark, beginning at 0.
    offset: usize,
}

/// How many there are of each severity.
#[derive(Default, Serialize)]
#[serde(rename_all = "camelCase")]
struct Summary {
    errors: usize,
    warnings: usize,
    notes: usize,
}

pub(super) fn render(reports: &[Report<'_>]) -> String {
    let mut summary = Summary::default();
    let mut diagnostics = Vec::new();
    for report in reports {
        for placed in &report.diagnostics {
            match placed.diagnostic.severity {
                Severity::Error => summary.errors += 1,
                Severity::Warning => summary.warnings += 1,
                Severity::Note => summary.notes += 1,
            }
            diagnostics.push(item(report.source, placed));
        }
    }
    let output = Output {
        version: 1,
        diagnostics,
        summary,
    };
    let text =
        serde_json::to_string_pretty(&output).expect("texts, numbers and lists always become JSON");
    super::defused_json(text)
}

fn item<'a>(source: &'a Source, placed: &'a Placed) -> Item<'a> {
    let diagnostic = &placed.diagnostic;
    Item {
        code: diagnostic.code,
        severity: diagnostic.severity.word(),
        message: &diagnostic.message,
        label: &diagnostic.label,
        file: source.name(),
        range: placed.span.as_ref().map(|span| region(source, span)),
        pointer: pointer(&diagnostic.place)
            .map(|pointer| secret::masked(&pointer.to_string()).into_owned()),
        related: placed
            .related
            .iter()
            .map(|(span, message)| Related {
                message,
                range: region(source, span),
            })
            .collect(),
        notes: &diagnostic.notes,
        helps: &diagnostic.helps,
    }
}

fn pointer(place: &Place) -> Option<&Pointer> {
    match place {
        Place::Value(pointer) | Place::Key(pointer) | Place::Inside(pointer, _) => Some(pointer),
        Place::Span(_) | Place::File => None,
    }
}

fn region(source: &Source, span: &Range<usize>) -> Region {
    let position = |offset| {
        let (line, column) = source.line_column(offset);
        Position {
            line,
            column,
            offset,
        }
    };
    Region {
        start: position(span.start),
        end: position(span.end),
    }
}
