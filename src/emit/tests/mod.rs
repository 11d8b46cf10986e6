//! Tests of the printers against facts and references.
//!
//! What is judged from outside lies beside the package in `../shared`; where that is absent a test says so and judges nothing.

#![allow(
    clippy::disallowed_methods,
    reason = "tests read the facts and write what the judge reads"
)]

mod reader;
mod references;

use std::path::{Path, PathBuf};

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
fn rows(path: &Path) -> Vec<serde_json::Value> {
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
