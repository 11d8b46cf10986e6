//! Tests of the printers against facts and references.
//!
//! What is judged from outside lies beside the package in `../shared`; where that is absent a test says so and judges nothing.

#![allow(
    clippy::disallowed_methods,
    reason = "tests read the facts and write what the judge reads"
)]
#![allow(
    clippy::wildcard_enum_match_arm,
    reason = "the reader refuses whatever it does not know"
)]

mod cases;
mod dice;
mod facts;
mod random;
mod reader;
mod references;
mod whole;

use std::path::{Path, PathBuf};

use serde_json::Value;

use super::{arm, bicep};
use crate::plan::{Expr, Output, Plan, Symbol, Template};

/// A path below `../shared`, when it is there.
fn shared(path: &str) -> Option<PathBuf> {
    let found = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../shared")
        .join(path);
    if found.exists() {
        return Some(found);
    }
    println!("judged nothing: ../shared is absent");
    None
}

/// The text of a file.
fn text(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The rows of a JSON file that holds an array of objects.
fn rows(path: &Path) -> Vec<Value> {
    serde_json::from_str(&text(path)).unwrap()
}

/// Fails with the first line that differs.
fn same(ours: &str, theirs: &str, what: &str) {
    if ours == theirs {
        return;
    }
    let mut lines = ours.lines().zip(theirs.lines()).enumerate();
    match lines.find(|(_, (a, b))| a != b) {
        Some((at, (a, b))) => panic!("{what}, line {}:\n  ours   {a:?}\n  theirs {b:?}", at + 1),
        None => panic!(
            "{what}: {} lines of ours, {} of theirs",
            ours.lines().count(),
            theirs.lines().count()
        ),
    }
}

/// A template without anything.
fn empty(stem: &str) -> Template {
    Template {
        stem: stem.to_owned(),
        description: None,
        parameters: Vec::new(),
        sections: Vec::new(),
        outputs: Vec::new(),
    }
}

/// A value as the only output of a plan: its text in Bicep and its value in ARM JSON.
fn printed(value: Expr) -> (String, Value) {
    let mut root = empty("p");
    root.outputs.push(Output {
        name: Symbol::fixed("o"),
        description: None,
        value,
    });
    let plan = Plan {
        name: "p".to_owned(),
        source: "p.yaml".to_owned(),
        root,
    };
    let file = bicep(&plan).remove(0).text;
    let (_, text) = file.split_once("output o string = ").unwrap();
    let template: Value = serde_json::from_str(&arm(&plan).text).unwrap();
    (
        text.trim_end_matches('\n').to_owned(),
        template["outputs"]["o"]["value"].clone(),
    )
}
