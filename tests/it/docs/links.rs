//! Paths and links in Markdown lead somewhere.

use std::path::Path;

use crate::tidy::{all_files, files_ending, none, numbered, read, root};

/// Paths that are no files of the repository: what a run of the program makes, and what stands for another name.
const MADE_BY_A_RUN: [&str; 2] = ["infra/", "plants/"];

/// The paths that a line names in code: those that begin like something at the root of the repository.
fn paths(line: &str) -> impl Iterator<Item = &str> {
    line.split('`')
        .skip(1)
        .step_by(2)
        .flat_map(str::split_whitespace)
        .map(|word| word.trim_end_matches([',', '.', ';', ':']))
        .filter(|word| {
            !word.contains("://") && !MADE_BY_A_RUN.iter().any(|made| word.starts_with(made))
        })
}

/// The part of a path in front of what stands for something: `src/<kind>.rs`, `templates/…`.
fn fixed(path: &str) -> &str {
    let end = path.find(['<', '…', '*', '{']).unwrap_or(path.len());
    if end == path.len() {
        path
    } else {
        path[..end].rfind('/').map_or("", |slash| &path[..slash])
    }
}

#[test]
fn every_path_that_a_page_names_exists() {
    let tops: Vec<String> = all_files()
        .into_iter()
        .filter_map(|path| Some(path.split_once('/')?.0.to_owned()))
        .collect();
    let mut found = Vec::new();
    for page in files_ending(&[".md"]) {
        for (number, line) in numbered(&read(&page)) {
            for path in paths(line) {
                let is_below = path
                    .split_once('/')
                    .is_some_and(|(top, _)| tops.iter().any(|have| have == top));
                let is_page = path.rsplit('.').next() == Some("md")
                    && !path.contains(['<', '/'])
                    && path != "REPORT.md";
                if (is_below || is_page) && !root().join(fixed(path)).exists() {
                    found.push(format!("{page}:{number}: {path}"));
                }
            }
        }
    }
    none("paths that lead nowhere", &found);
}

#[test]
fn every_link_leads_somewhere() {
    let mut found = Vec::new();
    for page in files_ending(&[".md"]) {
        let text = read(&page);
        let folder = Path::new(&page).parent().expect("a page lies in a folder");
        for (number, line) in numbered(&text) {
            for (at, _) in line.match_indices("](") {
                let link = line[at + 2..].split(')').next().unwrap_or_default();
                let is_there = match link.split_once('#') {
                    Some(("", heading)) => headings(&text).any(|have| have == heading),
                    Some((path, heading)) => {
                        let path = root().join(folder).join(path);
                        std::fs::read_to_string(path)
                            .is_ok_and(|text| headings(&text).any(|have| have == heading))
                    }
                    None => root().join(folder).join(link).exists(),
                };
                if !is_there {
                    found.push(format!("{page}:{number}: {link}"));
                }
            }
        }
    }
    none("links that lead nowhere", &found);
}

/// The headings of a page, in the form that links have.
fn headings(text: &str) -> impl Iterator<Item = String> {
    text.lines()
        .filter(|line| line.starts_with('#'))
        .map(|line| {
            line.trim_start_matches('#')
                .trim()
                .to_lowercase()
                .chars()
                .filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'))
                .map(|c| if c == ' ' { '-' } else { c })
                .collect()
        })
}

#[test]
fn every_page_of_a_code_is_used() {
    // Tables name a page by its code, so a page without one is never read.
    let mut found = Vec::new();
    for path in files_ending(&[".md"]) {
        let stem = path
            .rsplit('/')
            .next()
            .unwrap_or_default()
            .trim_end_matches(".md");
        if path.starts_with("src/") && hubseal::explain::find(stem).is_none() {
            found.push(path);
        }
    }
    none("pages without a code", &found);
}
