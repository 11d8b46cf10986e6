//! Files: their heads, sizes, names and ends.

use std::collections::BTreeMap;

use super::{all_files, files_ending, none, read};

/// Most lines of a file of Rust.
const LINES: usize = 650;
/// Files that are longer, with the lines that they may have. The list may only shrink.
const LONGER: &[(&str, usize)] = &[
    ("src/intent/settle.rs", 980),
    ("src/intent/written.rs", 930),
    ("src/lower/mod.rs", 720),
    ("src/lower/roles.rs", 660),
    ("tests/it/dice/hub.rs", 700),
    ("tests/it/dice/target.rs", 720),
];
/// Names that say nothing about what a file holds.
const VAGUE: [&str; 6] = ["utils", "util", "helpers", "common", "misc", "stuff"];
/// Names that Windows keeps for devices.
const DEVICES: [&str; 4] = ["con", "prn", "aux", "nul"];

#[test]
fn every_file_says_what_it_is_for() {
    let found: Vec<String> = files_ending(&[".rs"])
        .into_iter()
        .filter(|path| !read(path).starts_with("//! "))
        .collect();
    none("these files do not begin with `//! `", &found);
}

#[test]
fn files_stay_short() {
    let mut found = Vec::new();
    for path in files_ending(&[".rs"]) {
        let lines = read(&path).lines().count();
        let longer = LONGER.iter().find(|(longer, _)| *longer == path);
        let most = longer.map_or(LINES, |(_, most)| *most);
        if lines > most {
            found.push(format!("{path}: {lines} lines, at most {most}"));
        } else if longer.is_some() && lines <= LINES {
            found.push(format!("{path}: short enough; take it off the list"));
        }
    }
    for (path, _) in LONGER {
        if !super::root().join(path).exists() {
            found.push(format!("{path}: is gone; take it off the list"));
        }
    }
    none("sizes of files", &found);
}

#[test]
fn names_are_names_everywhere() {
    let mut found = Vec::new();
    let mut folded = BTreeMap::new();
    for path in all_files() {
        for part in path.split('/') {
            let stem = part
                .split('.')
                .next()
                .unwrap_or_default()
                .to_ascii_lowercase();
            let is_port = stem.len() == 4
                && (stem.starts_with("com") || stem.starts_with("lpt"))
                && stem.ends_with(|last: char| last.is_ascii_digit());
            if DEVICES.contains(&stem.as_str()) || is_port {
                found.push(format!("{path}: `{part}` is a device on Windows"));
            }
            if part.ends_with(['.', ' ']) {
                found.push(format!("{path}: Windows drops the end of `{part}`"));
            }
            if VAGUE.contains(&stem.as_str()) {
                found.push(format!("{path}: `{stem}` says nothing"));
            }
        }
        let odd = |c: char| !c.is_ascii_graphic() || r#"<>:"|?*\"#.contains(c);
        if path.contains(odd) {
            found.push(format!("{path}: a character that not every system takes"));
        }
        if path.len() > 150 {
            found.push(format!("{path}: too long for a checkout on Windows"));
        }
        if let Some(other) = folded.insert(path.to_ascii_lowercase(), path.clone()) {
            found.push(format!("{path}: differs from {other} in case only"));
        }
    }
    none("names of files", &found);
}

#[test]
fn texts_end_in_one_newline_and_lines_in_no_space() {
    // Layouts that are judged to the byte keep theirs.
    let mut found = Vec::new();
    for path in files_ending(&[
        ".rs", ".md", ".toml", ".yaml", ".yml", ".json", ".j2", ".bicep", ".args", "run",
    ]) {
        let text = read(&path);
        if !text.ends_with('\n') || text.ends_with("\n\n") {
            found.push(format!("{path}: does not end in one newline"));
        }
        if text.contains('\r') {
            found.push(format!("{path}: has a carriage return"));
        }
        for (number, line) in super::numbered(&text) {
            if line.ends_with([' ', '\t']) {
                found.push(format!("{path}:{number}: ends in a space"));
            }
        }
    }
    none("ends of lines and files", &found);
}
