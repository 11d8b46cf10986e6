//! Intents that say at the ends of their lines what must be said about them.
//!
//! `# expect: code` at the end of a line is an error there, `# expect-warning: code` a warning; several codes are joined with
//! commas, and both may stand on one line. What is not announced must not be said.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use hubseal::diag::Severity;
use hubseal::document;
use hubseal::front_end::{FrontEnd, front_end};
use hubseal::source::Source;

/// Something that is said, or must be: its line, how bad it is, its code.
pub(crate) type Said = (usize, &'static str, String);

/// Checks every intent in a folder and below, and says how many there are.
#[track_caller]
pub(crate) fn check(folder: &Path) -> usize {
    let files = files(folder);
    let faults: Vec<String> = files.iter().filter_map(|file| fault(file)).collect();
    assert!(
        faults.is_empty(),
        "{} of {}\n{}",
        faults.len(),
        files.len(),
        faults.join("\n\n")
    );
    files.len()
}

/// Every intent in a folder and below, by path.
pub(crate) fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ext| ext == "yaml") {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

fn fault(path: &Path) -> Option<String> {
    let source = Source::new("intent.yaml", fs::read_to_string(path).unwrap());
    let end = front_end(&source);
    let (wanted, found) = (marks(source.text()), said(&source, &end));
    let differ = |word: &str, one: &[Said], other: &[Said]| -> Vec<String> {
        let one = one.iter().filter(|each| !other.contains(each));
        one.map(|(line, severity, code)| format!("  {word} line {line}: {severity} {code}"))
            .collect()
    };
    let mut lines = differ("not said", &wanted, &found);
    lines.extend(differ("not announced", &found, &wanted));
    if lines.is_empty() && wanted.len() != found.len() {
        lines.push("  something is said more often than announced".to_owned());
    }
    (!lines.is_empty()).then(|| format!("{}\n{}", path.display(), lines.join("\n")))
}

/// What a text announces, by line.
fn marks(text: &str) -> Vec<Said> {
    let mut all = Vec::new();
    for (number, line) in (1..).zip(text.lines()) {
        for comment in line.split('#').skip(1) {
            let comment = comment.trim();
            let (severity, codes) = if let Some(codes) = comment.strip_prefix("expect:") {
                ("error", codes)
            } else if let Some(codes) = comment.strip_prefix("expect-warning:") {
                ("warning", codes)
            } else {
                continue;
            };
            all.extend(
                codes
                    .split(',')
                    .map(|code| (number, severity, code.trim().to_owned())),
            );
        }
    }
    all.sort();
    all
}

/// What is said about an intent, by line.
pub(crate) fn said(source: &Source, end: &FrontEnd) -> Vec<Said> {
    let mut all: Vec<Said> = end
        .diagnostics
        .iter()
        .map(|diagnostic| {
            let span = match &end.document {
                Some(document) => document.locate(source, &diagnostic.place),
                None => document::locate_without_document(source, &diagnostic.place).span,
            };
            let severity = match diagnostic.severity {
                Severity::Error => "error",
                Severity::Warning => "warning",
                Severity::Note => "note",
            };
            (
                source.line_column(span.start).0,
                severity,
                diagnostic.code.to_owned(),
            )
        })
        .collect();
    all.sort();
    all
}

/// The codes that are announced anywhere in a folder.
pub(crate) fn announced(folder: &Path) -> BTreeSet<String> {
    files(folder)
        .iter()
        .flat_map(|file| marks(&fs::read_to_string(file).unwrap()))
        .map(|(_, _, code)| code)
        .collect()
}
