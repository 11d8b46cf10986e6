//! Which module may use which. The data flow has one direction; facts and values are below everything.

use std::collections::{BTreeMap, BTreeSet};

use super::rust::{Source, program};
use super::{none, numbered, read};

/// Each module with those that it may use, from the bottom up.
const MAY_USE: &[(&str, &[&str])] = &[
    // Below everything.
    ("source", &[]),
    ("templates", &[]),
    ("plan", &[]),
    // `document` makes diagnostics, and these have places in the document.
    ("diag", &["document", "source"]),
    ("document", &["diag", "source"]),
    ("values", &[]),
    ("query", &["azure"]),
    // Facts are told by the words of the intent: its SKUs, clouds and kinds of target.
    ("azure", &["intent", "plan", "values"]),
    ("intent", &["azure", "diag", "document", "plan", "values"]),
    // The front end: it sees what the user wrote, never a plan.
    ("schema", &["azure", "diag", "document", "source"]),
    (
        "rules",
        &[
            "azure", "diag", "document", "intent", "query", "schema", "values",
        ],
    ),
    ("explain", &["diag", "document", "rules", "schema"]),
    (
        "front_end",
        &[
            "diag", "document", "explain", "intent", "rules", "schema", "source",
        ],
    ),
    // The back end: it sees what may be used, never a text or a diagnostic.
    ("targets", &["azure", "intent", "plan", "values"]),
    ("lower", &["azure", "intent", "plan", "targets", "values"]),
    ("verify", &["azure", "plan", "values"]),
    ("emit", &["plan", "templates"]),
    // The report tells what the lowering decided, in the words of the plan that it reads back.
    (
        "report",
        &[
            "azure",
            "emit",
            "intent",
            "lower",
            "plan",
            "targets",
            "templates",
            "values",
            "verify",
        ],
    ),
    (
        "output",
        &["emit", "intent", "lower", "plan", "report", "verify"],
    ),
    ("compare", &["emit", "output"]),
    // The shell.
    (
        "cli",
        &[
            "compare",
            "diag",
            "document",
            "explain",
            "front_end",
            "intent",
            "output",
            "rules",
            "schema",
            "source",
        ],
    ),
];

/// Modules that use each other, both ways, on purpose.
const CIRCLES: &[(&str, &str)] = &[("diag", "document"), ("azure", "intent")];

#[test]
fn modules_use_what_lies_below_them() {
    let mut found = Vec::new();
    for source in program() {
        if source.module.is_empty() {
            continue;
        }
        let Some((_, may)) = MAY_USE.iter().find(|(module, _)| *module == source.module) else {
            found.push(format!("{}: its module is not in the table", source.path));
            continue;
        };
        for (line, used) in uses(&source.bare) {
            if used != source.module && !may.contains(&used.as_str()) {
                found.push(format!("{}:{line}: uses {used}", source.path));
            }
        }
    }
    none("uses that the table of layers does not know", &found);
}

#[test]
fn the_table_has_no_circle() {
    // Takes away what uses nothing that is left, until nothing is left.
    let mut left: BTreeMap<&str, BTreeSet<&str>> = MAY_USE
        .iter()
        .map(|(module, may)| {
            let may = may
                .iter()
                .filter(|used| !CIRCLES.contains(&(module, used)))
                .copied();
            (*module, may.collect())
        })
        .collect();
    assert_eq!(
        left.len(),
        MAY_USE.len(),
        "a module stands in the table twice"
    );
    while !left.is_empty() {
        let gone: BTreeSet<&str> = left
            .iter()
            .filter(|(_, may)| may.iter().all(|used| !left.contains_key(used)))
            .map(|(module, _)| *module)
            .collect();
        assert!(!gone.is_empty(), "these go round in a circle: {left:?}");
        left.retain(|module, _| !gone.contains(module));
    }
}

#[test]
fn other_modules_are_named_from_the_root() {
    let mut found = Vec::new();
    for source in program() {
        let depth = depth(source);
        let climb = "super::".repeat(depth.max(1));
        for (number, line) in numbered(&source.bare) {
            if depth > 0 && line.contains(&climb) {
                found.push(format!("{}:{number}: climbs to the root", source.path));
            }
        }
    }
    none("write `crate::` instead of `super::`", &found);
}

/// How many modules a file lies in, itself included.
fn depth(source: &Source) -> usize {
    if source.module.is_empty() {
        return 0;
    }
    let below = source.path.trim_end_matches("/mod.rs");
    below.matches('/').count()
}

/// The modules that a text names from the root, with their lines.
fn uses(bare: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    for (at, _) in bare.match_indices("crate::") {
        let line = bare[..at].matches('\n').count() + 1;
        let rest = &bare[at + "crate::".len()..];
        if let Some(group) = rest.strip_prefix('{') {
            let mut depth = 0_usize;
            let mut part = String::new();
            for c in group.chars() {
                match c {
                    '}' if depth == 0 => break,
                    ',' if depth == 0 => found.push((line, first(&std::mem::take(&mut part)))),
                    '{' => depth += 1,
                    '}' => depth -= 1,
                    _ => part.push(c),
                }
            }
            if !part.trim().is_empty() {
                found.push((line, first(&part)));
            }
        } else {
            found.push((line, first(rest)));
        }
    }
    found
}

fn first(path: &str) -> String {
    path.trim()
        .chars()
        .take_while(|c| c.is_alphanumeric() || *c == '_')
        .collect()
}

#[test]
fn uses_are_read() {
    assert_eq!(
        uses("use crate::plan::{A, B};\nuse crate::{emit::{self, x}, diag};"),
        [
            (1, "plan".to_owned()),
            (2, "emit".to_owned()),
            (2, "diag".to_owned())
        ]
    );
}

#[test]
fn the_code_map_of_the_architecture_is_the_code() {
    let modules: BTreeSet<String> = read("src/lib.rs")
        .lines()
        .filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';'))
        .map(str::to_owned)
        .collect();
    let page = read("ARCHITECTURE.md");
    let map = page
        .split("\n## ")
        .find(|part| part.starts_with("Code map"))
        .expect("the page has a code map");
    let mapped: BTreeSet<String> = map
        .lines()
        .filter_map(|line| line.strip_prefix("| `")?.split('|').next())
        .flat_map(|cell| cell.split(','))
        .map(|name| name.trim().trim_matches('`').to_owned())
        .collect();
    assert_eq!(mapped, modules, "ARCHITECTURE.md, *Code map*");
    let table: BTreeSet<String> = MAY_USE
        .iter()
        .map(|(module, _)| (*module).to_owned())
        .collect();
    let missing: Vec<&String> = modules.difference(&table).collect();
    assert!(
        missing.is_empty(),
        "not in the table of layers: {missing:?}"
    );
}
