//! README.md: its commands work, its intent is one, its tables are whole.

use std::collections::BTreeSet;
use std::fs;

use crate::support::Place;
use crate::tidy::{read, root};

/// The blocks of the page in one language.
fn blocks(page: &str, language: &str) -> Vec<String> {
    page.split("\n```")
        .skip(1)
        .step_by(2)
        .filter_map(|block| block.strip_prefix(language)?.strip_prefix('\n'))
        .map(str::to_owned)
        .collect()
}

/// The first cells of the table that has this head.
fn first_cells(page: &str, head: &str) -> Vec<String> {
    page.lines()
        .skip_while(|line| *line != head)
        .skip(2)
        .take_while(|line| line.starts_with('|'))
        .map(|line| line.split('|').nth(1).unwrap_or_default().trim().to_owned())
        .collect()
}

/// A folder with the examples, as a checkout has them.
fn checkout() -> Place {
    let place = Place::empty();
    for path in crate::tidy::all_files() {
        if path.starts_with("examples/") || path.starts_with("schemas/") {
            place.write(&path, read(&path));
        }
    }
    place
}

#[test]
fn commands_of_the_readme_work() {
    let place = checkout();
    let mut run = 0;
    for block in blocks(&read("README.md"), "console") {
        for line in block.lines() {
            let args = if let Some((_, args)) = line.split_once(" -- ") {
                args
            } else if let Some(args) = line.strip_prefix("hubseal ") {
                args
            } else {
                // Of others, the files that they name must have been made.
                let is_known = ["az ", "cargo test", "cargo install "]
                    .iter()
                    .any(|known| line.starts_with(known));
                assert!(is_known, "who runs `{line}`?");
                for word in line.split(' ').filter(|word| word.starts_with("infra/")) {
                    assert!(place.path(word).exists(), "{word} of `{line}`");
                }
                continue;
            };
            place.run(&args.split(' ').collect::<Vec<_>>()).gives(0);
            run += 1;
        }
    }
    assert!(run > 0, "the page has no command to run");
}

#[test]
fn intents_of_the_readme_are_intents() {
    let intents = blocks(&read("README.md"), "yaml");
    assert!(!intents.is_empty());
    for intent in intents {
        Place::with(&[("a.yaml", &intent)])
            .run(&["validate", "a.yaml", "--deny-warnings"])
            .gives(0);
    }
}

#[test]
fn the_table_of_commands_is_whole() {
    let listed: BTreeSet<String> = first_cells(&read("README.md"), "| command | does |")
        .iter()
        .map(|cell| cell.trim_matches('`').split(' ').nth(1).unwrap().to_owned())
        .collect();
    let commands: BTreeSet<String> = hubseal::cli::command()
        .get_subcommands()
        .map(|command| command.get_name().to_owned())
        .filter(|name| name != "help")
        .collect();
    assert_eq!(listed, commands);
}

#[test]
fn options_that_the_readme_names_exist() {
    let help: String = hubseal::cli::command()
        .get_subcommands()
        .flat_map(|command| {
            command
                .clone()
                .render_long_help()
                .to_string()
                .lines()
                .map(str::to_owned)
                .collect::<Vec<_>>()
        })
        .collect::<Vec<_>>()
        .join("\n");
    let page = read("README.md");
    for row in page.lines().filter(|line| line.starts_with("| `hubseal ")) {
        for option in row.split('`').filter(|word| word.starts_with("--")) {
            assert!(help.contains(option), "{option}");
        }
    }
}

#[test]
fn the_table_of_examples_is_whole() {
    let listed: BTreeSet<String> = first_cells(&read("README.md"), "| example | shows |")
        .iter()
        .map(|cell| {
            let (name, link) = cell[1..].split_once("](").unwrap();
            assert_eq!(link, format!("examples/{name}/{name}.yaml)"));
            name.to_owned()
        })
        .collect();
    let folders: BTreeSet<String> = fs::read_dir(root().join("examples"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    assert_eq!(listed, folders);
}

#[test]
fn the_output_of_the_examples_is_current() {
    let output = crate::support::command(root())
        .args(["check", "examples", "--outdir", "examples"])
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "run `cargo run -- build examples --outdir examples`\n{}{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
}
