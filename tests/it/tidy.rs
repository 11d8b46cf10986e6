//! The invariants of ARCHITECTURE.md that can be seen in the files of the repository.

mod files;
mod layers;
mod manifest;
mod rust;
mod words;

use std::fs;
use std::path::Path;

/// The root of the repository.
pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The text of a file of the repository, by its path below the root.
pub(crate) fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// Every file of the repository, by its path below the root with `/` between the parts, in order.
///
/// Left out are what a build makes and what git keeps for itself.
pub(crate) fn all_files() -> Vec<String> {
    let mut found = Vec::new();
    walk(Path::new(""), &mut found);
    found.sort();
    found
}

fn walk(below: &Path, found: &mut Vec<String>) {
    for entry in fs::read_dir(root().join(below)).expect("a folder of the repository") {
        let entry = entry.expect("an entry of a folder");
        let name = entry.file_name().into_string().expect("a name in Unicode");
        let path = below.join(&name);
        let kind = entry.file_type().expect("what an entry is");
        if kind.is_dir() {
            if !(below.as_os_str().is_empty() && matches!(name.as_str(), "target" | ".git")) {
                walk(&path, found);
            }
        } else if !name.ends_with(".pending-snap") && !name.ends_with(".snap.new") {
            found.push(path.to_str().expect("a path in Unicode").replace('\\', "/"));
        }
    }
}

/// Every file with one of these endings.
pub(crate) fn files_ending(endings: &[&str]) -> Vec<String> {
    all_files()
        .into_iter()
        .filter(|path| endings.iter().any(|ending| path.ends_with(ending)))
        .collect()
}

/// Fails with everything that was found, one a line.
#[track_caller]
pub(crate) fn none(what: &str, found: &[String]) {
    assert!(found.is_empty(), "{what}:\n  {}", found.join("\n  "));
}

/// The lines of a text with their numbers.
pub(crate) fn numbered(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.lines()
        .enumerate()
        .map(|(index, line)| (index + 1, line))
}
