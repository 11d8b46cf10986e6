//! What is written for people is true: paths, links, commands, examples, and the pages that are made from the code.

mod coverage;
mod facts;
mod links;
mod readme;
mod rules;

use std::fmt::Write as _;
use std::fs;

use crate::tidy::{read, root};

/// Says first, in every file that is made, how it is made.
const MADE: &str = "<!-- Made by `UPDATE=1 cargo test`. Do not edit. -->";

/// Compares a file that is made with what it should be. With `UPDATE` set it is written instead.
#[track_caller]
fn current(path: &str, text: &str) {
    if std::env::var_os("UPDATE").is_some() {
        fs::create_dir_all(root().join(path).parent().unwrap()).unwrap();
        fs::write(root().join(path), text).unwrap();
    }
    let have = if root().join(path).exists() {
        read(path).replace("\r\n", "\n")
    } else {
        String::new()
    };
    if have != text {
        let line = have
            .lines()
            .zip(text.lines())
            .take_while(|(have, text)| have == text)
            .count()
            + 1;
        panic!("{path} is out of date from line {line} on: run `UPDATE=1 cargo test`");
    }
}

/// A table in Markdown.
fn table(head: &[&str], rows: impl IntoIterator<Item = Vec<String>>) -> String {
    let mut text = format!(
        "| {} |\n|{}\n",
        head.join(" | "),
        " --- |".repeat(head.len())
    );
    for row in rows {
        assert_eq!(row.len(), head.len(), "{row:?}");
        let cells: Vec<String> = row.iter().map(|cell| cell.replace('|', "\\|")).collect();
        let _ = writeln!(text, "| {} |", cells.join(" | "));
    }
    text
}

/// A word of code in Markdown.
fn code(word: impl std::fmt::Display) -> String {
    format!("`{word}`")
}
