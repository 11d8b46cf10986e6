//! The help of every command, as snapshots.

use clap::Command;

use crate::support::Place;

fn walk(command: &Command, path: &str, seen: &mut Vec<(String, Command)>) {
    seen.push((path.to_owned(), command.clone()));
    for inner in command
        .get_subcommands()
        .filter(|inner| inner.get_name() != "help")
    {
        walk(inner, &format!("{path}-{}", inner.get_name()), seen);
    }
}

fn commands() -> Vec<(String, Command)> {
    let mut root = hubseal::cli::command().term_width(100);
    root.build();
    let mut seen = Vec::new();
    walk(&root, "hubseal", &mut seen);
    seen
}

#[test]
fn help() {
    for (name, mut command) in commands() {
        insta::assert_snapshot!(name, command.render_long_help());
    }
}

#[test]
fn every_command_and_option_is_described() {
    for (name, command) in commands() {
        assert!(command.get_about().is_some(), "{name}");
        let example = command
            .get_after_help()
            .map(ToString::to_string)
            .unwrap_or_default();
        assert!(
            example.starts_with("Example:\n  hubseal "),
            "{name} has no example"
        );
        for argument in command.get_arguments() {
            assert!(
                argument.get_help().is_some(),
                "{name} {}",
                argument.get_id()
            );
        }
    }
}

/// A code that appears, goes, or changes its severity is a change that a reviewer must see.
#[test]
fn codes() {
    let outcome = Place::empty().run(&["explain"]).gives(0);
    insta::assert_snapshot!("codes", outcome.out);
}
