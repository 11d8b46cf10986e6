//! SARIF 2.1.0 (OASIS), the form that code scanning services read.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::ops::Range;

use serde::Serialize;

use super::{Placed, Report};
use crate::source::Source;

const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Log<'a> {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: &'static str,
    runs: [Run<'a>; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Run<'a> {
    tool: Tool<'a>,
    column_kind: &'static str,
    artifacts: Vec<Artifact>,
    results: Vec<ResultItem<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Tool<'a> {
    driver: Driver<'a>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Driver<'a> {
    name: &'static str,
    rules: Vec<Rule<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Rule<'a> {
    id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    short_description: Option<Message>,
    help: Message,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Artifact {
    location: ArtifactLocation,
}

#[derive(Clone, Serialize)]
#[serde(rename_all = "camelCase")]
struct ArtifactLocation {
    uri: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    index: Option<usize>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ResultItem<'a> {
    rule_id: &'a str,
    rule_index: usize,
    level: &'static str,
    message: Message,
    locations: [Location; 1],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<Location>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Location {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<usize>,
    #[serde(rename = "physicalLocation")]
    physical: PhysicalLocation,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<Message>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct PhysicalLocation {
    artifact_location: ArtifactLocation,
    #[serde(skip_serializing_if = "Option::is_none")]
    region: Option<Region>,
}

/// Lines and columns begin at 1; the end column is the one behind the last character.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Region {
    start_line: usize,
    start_column: usize,
    end_line: usize,
    end_column: usize,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Message {
    text: String,
}

pub(super) fn render(reports: &[Report<'_>], describe: fn(&str) -> Option<&'static str>) -> String {
    let mut codes: BTreeMap<&str, usize> = BTreeMap::new();
    for placed in reports.iter().flat_map(|report| &report.diagnostics) {
        codes.insert(placed.diagnostic.code, 0);
    }
    for (index, place) in codes.values_mut().enumerate() {
        *place = index;
    }
    let rules = codes
        .keys()
        .map(|code| Rule {
            id: code,
            short_description: describe(code).map(message),
            help: message(format!("hubseal explain {code}")),
        })
        .collect();
    let mut artifacts = Vec::new();
    let mut results = Vec::new();
    for (index, report) in reports.iter().enumerate() {
        let uri = uri(report.source.name());
        let file = ArtifactLocation {
            uri: uri.clone(),
            index: Some(index),
        };
        artifacts.push(Artifact {
            location: ArtifactLocation { uri, index: None },
        });
        results.extend(
            report
                .diagnostics
                .iter()
                .map(|placed| result(report.source, &file, placed, &codes)),
        );
    }
    let log = Log {
        schema: SCHEMA,
        version: "2.1.0",
        runs: [Run {
            tool: Tool {
                driver: Driver {
                    name: "hubseal",
                    rules,
                },
            },
            column_kind: "utf16CodeUnits",
            artifacts,
            results,
        }],
    };
    let text =
        serde_json::to_string_pretty(&log).expect("texts, numbers and lists always become JSON");
    super::defused_json(text)
}

fn result<'a>(
    source: &Source,
    file: &ArtifactLocation,
    placed: &'a Placed,
    codes: &BTreeMap<&str, usize>,
) -> ResultItem<'a> {
    let diagnostic = &placed.diagnostic;
    let location = |id: Option<usize>, span: Option<&Range<usize>>, words: Option<&str>| Location {
        id,
        physical: PhysicalLocation {
            artifact_location: file.clone(),
            region: span.map(|span| region(source, span)),
        },
        message: words.map(message),
    };
    let mut text = super::sentence(diagnostic);
    for (word, lines) in [("note", &diagnostic.notes), ("help", &diagnostic.helps)] {
        for line in lines {
            let _ = write!(text, "\n{word}: {}", super::one_line(line));
        }
    }
    ResultItem {
        rule_id: diagnostic.code,
        rule_index: codes.get(diagnostic.code).copied().unwrap_or_default(),
        level: diagnostic.severity.word(),
        message: message(text),
        locations: [location(None, placed.span.as_ref(), None)],
        related_locations: placed
            .related
            .iter()
            .enumerate()
            .map(|(index, (span, words))| location(Some(index), Some(span), Some(words)))
            .collect(),
    }
}

fn message(text: impl Into<String>) -> Message {
    Message { text: text.into() }
}

fn region(source: &Source, span: &Range<usize>) -> Region {
    let (start_line, start_column) = source.line_column_utf16(span.start);
    let (end_line, end_column) = source.line_column_utf16(span.end);
    Region {
        start_line,
        start_column,
        end_line,
        end_column,
    }
}

/// A file's name as a URI reference (RFC 3986): relative to where the tool ran, as the user wrote it, or a `file` URI.
fn uri(name: &str) -> String {
    let drive = name.len() >= 3 && name.as_bytes()[0].is_ascii_alphabetic() && &name[1..3] == ":/";
    let mut uri = match name {
        _ if drive => "file:///".to_owned(),
        _ if name.starts_with('/') => "file://".to_owned(),
        _ => String::new(),
    };
    let name = name.strip_prefix("./").unwrap_or(name);
    for byte in name.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                uri.push(char::from(byte));
            }
            b':' if drive => uri.push(':'),
            _ => {
                let _ = write!(uri, "%{byte:02X}");
            }
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn uris() {
        for (name, expected) in [
            ("plants/plant-a.yaml", "plants/plant-a.yaml"),
            ("./a.yaml", "a.yaml"),
            ("../a b.yaml", "../a%20b.yaml"),
            ("büro.yaml", "b%C3%BCro.yaml"),
            ("a:b.yaml", "a%3Ab.yaml"),
            ("/tmp/a.yaml", "file:///tmp/a.yaml"),
            ("C:/x/a.yaml", "file:///C:/x/a.yaml"),
            ("<stdin>", "%3Cstdin%3E"),
        ] {
            assert_eq!(uri(name), expected);
        }
    }
}
