//! What must hold for every report, whatever is in it.

use crate::plan::Symbol;
use crate::report::order::waves;
use crate::report::step::FALLBACK;
use crate::report::{Written, files_beside};

use super::{EXAMPLES, FOREIGN, SMALL, planned, report};

/// Checks the form of a report: fences, tables, blank lines.
pub(super) fn check(name: &str, text: &str) {
    assert!(
        text.ends_with('\n') && !text.ends_with("\n\n"),
        "{name}: the end"
    );
    assert!(!text.contains("\n\n\n"), "{name}: two blank lines");
    let mut fence: Option<&str> = None;
    let mut columns: Option<usize> = None;
    for line in text.lines() {
        assert_eq!(line, line.trim_end(), "{name}: blanks at the end");
        if let Some(kind) = line.trim_start().strip_prefix("```") {
            if fence.is_some() {
                assert_eq!(kind, "", "{name}: a fence in a fence: {line}");
                fence = None;
            } else {
                fence = Some(kind);
            }
            continue;
        }
        if let Some(kind) = fence {
            if kind == "mermaid" {
                flowchart_line(name, line);
            }
            continue;
        }
        if line.starts_with('|') {
            let count = cells(line);
            assert_eq!(
                *columns.get_or_insert(count),
                count,
                "{name}: cells of {line}"
            );
        } else {
            columns = None;
        }
    }
    assert_eq!(fence, None, "{name}: an open fence");
}

/// How many cells a line of a table has: a bar ends a cell unless a backslash stands before it.
fn cells(line: &str) -> usize {
    let mut escaped = false;
    let mut bars = 0;
    for c in line.chars() {
        if c == '|' && !escaped {
            bars += 1;
        }
        escaped = c == '\\' && !escaped;
    }
    bars - 1
}

/// A line of the picture is one of a few forms, with labels in quotes that hold none.
fn flowchart_line(name: &str, line: &str) {
    let parts: Vec<&str> = line.trim().split('"').collect();
    assert_eq!(parts.len() % 2, 1, "{name}: quotes in {line}");
    let form: Vec<&str> = parts.iter().step_by(2).copied().collect();
    for label in parts.iter().skip(1).step_by(2) {
        let label = label.replace("<br/>", "");
        let good = |c: char| c.is_alphanumeric() || " -_.,/#;".contains(c);
        assert!(label.chars().all(good), "{name}: label {label}");
    }
    let form = form.join("_");
    let known = form
        .chars()
        .all(|c| c.is_ascii_alphanumeric() || " _-.<>|[]{}()".contains(c));
    assert!(known, "{name}: {line}");
}

fn all() -> impl Iterator<Item = (&'static str, &'static str)> {
    EXAMPLES
        .into_iter()
        .chain([("small", SMALL), ("foreign", FOREIGN)])
}

#[test]
fn every_report_is_well_formed_and_the_same_again() {
    for (name, text) in all() {
        let first = report(text);
        check(name, &first);
        assert_eq!(first, report(text), "{name}");
        for unwanted in ["…", "Thing"] {
            let found = first.lines().find(|line| line.contains(unwanted));
            assert_eq!(found, None, "{name}: {unwanted}");
        }
    }
}

#[test]
fn every_wait_has_a_reason_and_every_step_comes_after_what_it_waits_for() {
    for (name, text) in all() {
        let (intent, plan) = planned(text);
        let mut done: Vec<&Symbol> = Vec::new();
        for wave in waves(&intent, &plan) {
            assert!(!wave.steps.is_empty());
            for step in &wave.steps {
                for wait in &step.waits {
                    assert_ne!(wait.why, FALLBACK, "{name}: {} on {}", step.symbol, wait.on);
                    assert!(
                        done.contains(&wait.on),
                        "{name}: {} before {}",
                        step.symbol,
                        wait.on
                    );
                }
            }
            done.extend(wave.steps.iter().map(|step| step.symbol));
        }
        let deployed = plan
            .root
            .items()
            .filter(|item| match item {
                crate::plan::Item::Resource(resource) => {
                    resource.presence != crate::plan::Presence::Existing
                }
                crate::plan::Item::Module(_) => true,
            })
            .count();
        assert_eq!(done.len(), deployed, "{name}: steps");
    }
}

#[test]
fn a_report_names_no_file_that_is_not_there() {
    for (name, text) in all() {
        let (intent, plan) = planned(text);
        for (arm, bicep) in [(true, false), (false, true)] {
            let written = Written { arm, bicep };
            let report = files_beside(&intent, &plan, written).swap_remove(0).text;
            check(name, &report);
            assert_eq!(report.contains("arm/"), arm, "{name}");
            assert_eq!(report.contains("bicep/"), bicep, "{name}");
        }
    }
}
