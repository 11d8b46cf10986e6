//! The manifest: what is depended on, and why.

use super::{none, numbered, read};

#[test]
fn every_dependency_says_why() {
    let mut found = Vec::new();
    let text = read("Cargo.toml");
    let mut in_dependencies = false;
    let mut before = "";
    for (number, line) in numbered(&text) {
        if line.starts_with('[') {
            in_dependencies = line.ends_with("dependencies]");
        } else if in_dependencies
            && line.contains(" = ")
            && !line.starts_with([' ', '#'])
            && !before.starts_with("# ")
        {
            found.push(format!("Cargo.toml:{number}: {line}"));
        }
        before = line;
    }
    none("write above it what it is for", &found);
}

#[test]
fn fences_stand() {
    let text = read("Cargo.toml");
    for line in [
        "unsafe_code = \"forbid\"",
        "missing_docs = \"warn\"",
        "unreachable_pub = \"warn\"",
        "iter_over_hash_type = \"deny\"",
        "unwrap_used = \"deny\"",
        "print_stdout = \"deny\"",
        "print_stderr = \"deny\"",
        // Nothing of ours runs while it is built.
        "build = false",
    ] {
        assert!(text.lines().any(|have| have == line), "Cargo.toml: {line}");
    }
}

#[test]
fn everything_comes_from_the_registry() {
    let lock = read("Cargo.lock");
    let found: Vec<String> = numbered(&lock)
        .filter(|(_, line)| line.starts_with("source = ") && !line.contains("\"registry+"))
        .map(|(number, line)| format!("Cargo.lock:{number}: {line}"))
        .collect();
    none("dependencies from elsewhere", &found);
}
