//! Whether the pages are right, and whether there is one for every code.

use std::collections::BTreeSet;

use super::*;
use crate::document;
use crate::front_end::front_end;
use crate::rules::Page;
use crate::source::Source;

/// Stands at the end of a line that a wrong example is refused for.
const MARK: &str = "# <- here";
/// Stands at the end of a line that brings a warning of another rule, before its code.
const ALSO: &str = "# also ";

/// What an example leaves out, by top-level key.
const REST: [(&str, &str); 7] = [
    ("version", "version: 1\n"),
    ("name", "name: plant-a\n"),
    ("location", "location: westeurope\n"),
    ("hub", "hub: { name: iot-plant-a, sku: S1 }\n"),
    (
        "network",
        "network: { privateEndpoints: [{ subnet: { resourceGroup: rg-net, virtualNetwork: vnet-a, name: devices } }] }\n",
    ),
    (
        "targets",
        "targets: { lake: { kind: storageAccount, name: stplantalake, containers: [raw] } }\n",
    ),
    (
        "routing",
        "routing: { endpoints: [{ name: cold, target: lake, container: raw }], routes: [{ name: all, endpoint: cold }] }\n",
    ),
];

/// The codes and lines of everything that is said about an example.
fn said(example: &str) -> BTreeSet<(&'static str, usize)> {
    let mut text = String::new();
    for line in example.lines() {
        text.push_str(line.strip_suffix(MARK).map_or(line, str::trim_end));
        text.push('\n');
    }
    for (key, rest) in REST {
        if !example
            .lines()
            .any(|line| line.starts_with(&format!("{key}:")))
        {
            text.push_str(rest);
        }
    }
    let source = Source::new("example.yaml", text);
    let end = front_end(&source);
    // What an example turns off is raised all the same.
    end.diagnostics
        .iter()
        .chain(&end.suppressed)
        .map(|diagnostic| {
            let span = match &end.document {
                Some(document) => document.locate(&source, &diagnostic.place),
                None => document::locate_without_document(&source, &diagnostic.place).span,
            };
            (diagnostic.code, source.line_column(span.start).0)
        })
        .collect()
}

#[test]
fn examples_are_right() {
    let mut faults = Vec::new();
    for (code, _, text) in pages::PAGES {
        let Some(page) = Page::parse(text) else {
            assert!(!text.contains("## Wrong"), "{code}");
            continue;
        };
        let marked: BTreeSet<(&str, usize)> = (1..)
            .zip(page.wrong.lines())
            .filter(|(_, line)| line.ends_with(MARK))
            .map(|(number, _)| (*code, number))
            .collect();
        let wrong: BTreeSet<(&str, usize)> = said(page.wrong)
            .into_iter()
            .filter(|(found, _)| found == code)
            .collect();
        if wrong != marked || marked.is_empty() {
            faults.push(format!(
                "{code}: {:?} instead of {marked:?}",
                said(page.wrong)
            ));
        }
        if !said(page.right).is_empty() {
            faults.push(format!(
                "{code}: the right example raises {:?}",
                said(page.right)
            ));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// A page that nobody can be led to would be a lie: its wrong example must raise its code in the whole front end, not only in
/// the rule, and on the marked lines; the right example raises nothing but what it announces.
#[test]
fn examples_of_rules_are_right() {
    let mut faults = Vec::new();
    for rule in crate::rules::all() {
        let Some(page) = Page::parse(rule.page) else {
            continue; // told by the tests of the rules
        };
        let marked = expected(rule.code, page.wrong);
        if said(page.wrong) != marked {
            faults.push(format!(
                "{}: {:?} instead of {marked:?}",
                rule.code,
                said(page.wrong)
            ));
        }
        if said(page.right) != expected(rule.code, page.right) {
            faults.push(format!(
                "{}: the right example raises {:?}",
                rule.code,
                said(page.right)
            ));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// What an example says that it raises: its own code at [`MARK`], others at [`ALSO`].
fn expected<'a>(code: &'a str, example: &'a str) -> BTreeSet<(&'a str, usize)> {
    (1..)
        .zip(example.lines())
        .filter_map(|(number, line)| {
            if line.ends_with(MARK) {
                return Some((code, number));
            }
            let (_, also) = line.split_once(ALSO)?;
            Some((also.trim(), number))
        })
        .collect()
}

#[test]
fn every_page_is_about_its_code() {
    let mut seen = BTreeSet::new();
    for entry in all() {
        assert!(seen.insert(entry.code), "{} twice", entry.code);
        assert!(
            entry.page.starts_with(&format!("# {}\n\n", entry.code)),
            "{}",
            entry.code
        );
        assert!(entry.page.ends_with('\n'), "{}", entry.code);
        assert!(
            entry.summary.ends_with('.'),
            "{}: {}",
            entry.code,
            entry.summary
        );
        assert!(!entry.summary.starts_with('#'), "{}", entry.code);
    }
}

#[test]
fn every_code_of_the_document_has_a_page() {
    for (code, short) in document::CODES {
        assert_eq!(summary(code), Some(*short), "{code}");
    }
}

/// Looks for codes in the program's own text, so that none is forgotten.
#[test]
fn every_code_that_is_written_down_has_a_page() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut missing = BTreeSet::new();
    let mut seen = 0;
    let mut folders = vec![root];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                #[expect(clippy::disallowed_methods, reason = "a test reads the program's text")]
                let text = std::fs::read_to_string(&path).unwrap();
                let text = text.split("#[cfg(test)]").next().unwrap();
                for maker in [
                    "Diagnostic::error(",
                    "Diagnostic::warning(",
                    "Diagnostic::remark(",
                ] {
                    for part in text.split(maker).skip(1) {
                        let Some(rest) = part.trim_start().strip_prefix('"') else {
                            continue;
                        };
                        let code = rest.split('"').next().unwrap();
                        seen += 1;
                        if find(code).is_none() && !path.ends_with("tests.rs") {
                            missing.insert(code.to_owned());
                        }
                    }
                }
            }
        }
    }
    assert!(seen > 20, "the pattern found only {seen} codes");
    assert_eq!(missing, BTreeSet::new());
}

#[test]
fn near_misses() {
    assert_eq!(nearest("duplicate-keys"), Some("duplicate-key"));
    assert_eq!(nearest("unkown-key"), Some("unknown-key"));
    assert_eq!(nearest("zzzzzzzzzz"), None);
}
