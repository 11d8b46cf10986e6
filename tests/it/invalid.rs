//! Intents with the mistakes that people make, and right ones that look odd: what is said about each, and where.
//!
//! `# expect: code@column` at the end of a line is an error on that line, `# expect-warning: …` a warning; several are joined with
//! commas. Where no comment can stand, `# expect at LINE:COLUMN: code` says the same from anywhere. Nothing else may be said.
//! `# secret: TEXT` names what no message may repeat. A folder under `across` is one run.

use std::fs;
use std::path::{Path, PathBuf};

use hubseal::diag::render::{DEFAULT_WIDTH, Format, Report, render};
use hubseal::diag::{Diagnostic, Place};
use hubseal::document;
use hubseal::explain;
use hubseal::front_end::{FrontEnd, front_end};
use hubseal::rules;
use hubseal::source::{self, Source};

use crate::marked::files;
use crate::tidy::root;

/// What is said: line, column, how bad it is, code.
type Said = (usize, usize, &'static str, String);

/// An intent and all there is to say about it.
struct Judged {
    path: PathBuf,
    source: Source,
    end: FrontEnd,
}

impl Judged {
    fn new(path: &Path, text: &str) -> Self {
        let source = source::decode(path.display().to_string(), text.as_bytes()).unwrap();
        let end = front_end(&source);
        Self {
            path: path.to_owned(),
            source,
            end,
        }
    }

    fn read(path: &Path) -> Self {
        Self::new(path, &fs::read_to_string(path).unwrap())
    }

    fn said(&self) -> Vec<Said> {
        let mut all: Vec<Said> = self
            .end
            .diagnostics
            .iter()
            .map(|one| self.one(one))
            .collect();
        all.sort();
        all
    }

    fn one(&self, diagnostic: &Diagnostic) -> Said {
        let span = match &self.end.document {
            Some(document) => document.locate(&self.source, &diagnostic.place),
            None => document::locate_without_document(&self.source, &diagnostic.place).span,
        };
        let (line, column) = self.source.line_column(span.start);
        let severity = diagnostic.severity.word();
        (line, column, severity, diagnostic.code.to_owned())
    }
}

/// What an intent announces.
fn marks(text: &str) -> Vec<Said> {
    let mut all = Vec::new();
    for (number, line) in (1..).zip(text.lines()) {
        for comment in line.split("# expect").skip(1) {
            let (severity, rest) = match comment.strip_prefix("-warning") {
                Some(rest) => ("warning", rest),
                None => ("error", comment),
            };
            let rest = rest.split('#').next().unwrap_or_default().trim();
            if let Some(rest) = rest.strip_prefix("at ") {
                let (place, code) = rest.split_once(": ").unwrap();
                let (line, column) = place.split_once(':').unwrap();
                all.push((
                    line.parse().unwrap(),
                    column.parse().unwrap(),
                    severity,
                    code.to_owned(),
                ));
                continue;
            }
            let codes = rest.strip_prefix(':').unwrap();
            all.extend(codes.split(',').map(|mark| {
                let (code, column) = mark.trim().split_once('@').unwrap();
                (number, column.parse().unwrap(), severity, code.to_owned())
            }));
        }
    }
    all.sort();
    all
}

/// How what is said differs from what is announced, and what is wrong with how it is said.
fn faults(judged: &Judged, announced: &[Said]) -> Vec<String> {
    let mut faults = Vec::new();
    let said = judged.said();
    let differ = |one: &[Said], other: &[Said], word: &str, faults: &mut Vec<String>| {
        let mut other = other.to_vec();
        for each in one {
            match other.iter().position(|known| known == each) {
                Some(at) => drop(other.remove(at)),
                None => faults.push(format!("{word}: {each:?}")),
            }
        }
    };
    differ(announced, &said, "not said", &mut faults);
    differ(&said, announced, "not announced", &mut faults);
    for diagnostic in &judged.end.diagnostics {
        if diagnostic.place == Place::File {
            faults.push(format!("{} has no place", diagnostic.code));
        }
        if explain::find(diagnostic.code).is_none() {
            faults.push(format!("{} has no page", diagnostic.code));
        }
        let ends_well = diagnostic
            .message
            .ends_with(|last: char| last.is_alphanumeric() || "`)%".contains(last));
        if !ends_well {
            faults.push(format!("a sentence ends oddly: {}", diagnostic.message));
        }
    }
    if judged.end.intent.is_some() == judged.end.has_errors() {
        faults.push("an intent may be used exactly when there is no error".to_owned());
    }
    faults.extend(judged.end.fault.iter().map(|fault| format!("{fault:?}")));
    faults.extend(repeated_secrets(judged));
    faults
}

/// The secrets of an intent that a message repeats, in any format.
fn repeated_secrets(judged: &Judged) -> Vec<String> {
    let text = judged.source.text();
    let secrets: Vec<&str> = text
        .lines()
        .filter_map(|line| line.strip_prefix("# secret: "))
        .collect();
    let mut faults = Vec::new();
    for format in formats() {
        let report = Report::new(
            &judged.source,
            judged.end.document.as_ref(),
            judged.end.diagnostics.clone(),
        );
        let shown = render(format, &[report]);
        let repeated = secrets.iter().filter(|secret| shown.contains(**secret));
        faults.extend(repeated.map(|_| format!("a secret is repeated in {format:?}")));
    }
    faults
}

fn formats() -> [Format; 6] {
    [
        Format::Human {
            color: false,
            width: DEFAULT_WIDTH,
        },
        Format::Concise,
        Format::Json,
        Format::Sarif {
            describe: explain::summary,
        },
        Format::Github,
        Format::Azure,
    ]
}

/// Fails with all that is wrong with the intents of a folder; gives their number.
#[track_caller]
fn check(folder: &str, judge: impl Fn(&Path) -> Vec<String>) -> usize {
    let files = files(&root().join(folder));
    let mut lines = Vec::new();
    for path in &files {
        for fault in judge(path) {
            lines.push(format!("{}: {fault}", path.display()));
        }
    }
    assert!(lines.is_empty(), "{}", lines.join("\n"));
    files.len()
}

fn is_across(path: &Path) -> bool {
    path.components().any(|part| part.as_os_str() == "across")
}

#[test]
fn mistakes_are_told_at_their_places() {
    let count = check("tests/cases/invalid", |path| {
        let judged = Judged::read(path);
        let announced = marks(judged.source.text());
        if is_across(path) {
            return Vec::new();
        }
        if announced.is_empty() {
            return vec!["announces nothing".to_owned()];
        }
        faults(&judged, &announced)
    });
    assert!(count > 400, "{count}");
}

#[test]
fn right_intents_are_left_alone() {
    let count = check("tests/cases/valid", |path| faults(&Judged::read(path), &[]));
    assert!(count > 35, "{count}");
}

/// The same is said of files as Windows writes them, with a byte order mark, and without a line break at the end.
#[test]
fn line_breaks_do_not_matter() {
    for folder in ["tests/cases/invalid", "tests/cases/valid"] {
        check(folder, |path| {
            let text = fs::read_to_string(path).unwrap();
            let said = Judged::new(path, &text).said();
            let others = [
                ("with CRLF", text.replace('\n', "\r\n")),
                ("with a byte order mark", format!("\u{FEFF}{text}")),
                (
                    "without a line break at the end",
                    text.trim_end().to_owned(),
                ),
            ];
            others
                .into_iter()
                .filter(|(_, other)| Judged::new(path, other).said() != said)
                .map(|(what, other)| format!("{what}: {:?}", Judged::new(path, &other).said()))
                .collect()
        });
    }
}

#[test]
fn intents_of_one_run_are_told_apart() {
    let folder = root().join("tests/cases/invalid/across");
    let mut runs: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    runs.sort();
    assert!(runs.len() > 1);
    for run in runs {
        let mut intents: Vec<Judged> = files(&run).iter().map(|path| Judged::read(path)).collect();
        let written: Vec<_> = intents
            .iter()
            .enumerate()
            .map(|(number, judged)| (number, judged.end.written.as_ref().unwrap()))
            .collect();
        for (number, diagnostic) in rules::across(&written) {
            intents[number].end.add(diagnostic);
        }
        for judged in intents {
            let announced = marks(judged.source.text());
            let faults = faults(&judged, &announced);
            assert!(
                faults.is_empty(),
                "{}: {}",
                judged.path.display(),
                faults.join("\n")
            );
        }
    }
}
