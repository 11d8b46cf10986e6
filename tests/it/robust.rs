//! Intents that are garbled line by line: whatever comes of them, there is no panic, and an error or files.

use std::panic::catch_unwind;
use std::path::Path;

use hubseal::front_end::front_end;
use hubseal::output::{Language, files_of};
use hubseal::source::Source;

use crate::support::GOOD;

/// What stands in for a value; each line gets a third of them.
const VALUES: [&str; 12] = [
    "",
    "~",
    "[]",
    "{}",
    "[x]",
    "{ x: y }",
    "-1",
    "99999999999",
    "true",
    "'%'",
    "\"a\\u0007\"",
    "*x",
];

/// A line without its value: the key and the colon.
fn key(line: &str) -> Option<&str> {
    let at = line.find(": ")?;
    Some(&line[..=at])
}

/// Every text that comes of a text by changing one line.
fn garbled(text: &str) -> Vec<String> {
    let lines: Vec<&str> = text.lines().collect();
    let mut texts = Vec::new();
    for (number, line) in lines.iter().enumerate() {
        let with = |new: &[&str]| {
            let mut changed = lines.clone();
            changed.splice(number..=number, new.iter().copied());
            changed.join("\n")
        };
        texts.push(with(&[]));
        texts.push(with(&[line, line]));
        let half = (0..=line.len() / 2)
            .rev()
            .find(|at| line.is_char_boundary(*at))
            .unwrap();
        texts.push(with(&[&line[..half]]));
        texts.push(with(&[&format!("  {line}")]));
        if let Some(key) = key(line) {
            texts.extend(
                VALUES
                    .iter()
                    .skip(number % 3)
                    .step_by(3)
                    .map(|value| with(&[&format!("{key} {value}")])),
            );
        }
    }
    texts
}

/// What is wrong with what comes of an intent, if anything is.
fn fault(text: &str) -> Option<String> {
    let source = Source::new("intent.yaml", text.to_owned());
    let judged = catch_unwind(|| {
        let end = front_end(&source);
        match &end.intent {
            _ if end.fault.is_some() => Some(format!("{:?}", end.fault)),
            None if !end.has_errors() => Some("neither an intent nor an error".to_owned()),
            None => None,
            Some(intent) => {
                let files = files_of(intent, "intent.yaml", &Language::ALL);
                files.files.is_empty().then(|| "no files".to_owned())
            }
        }
    });
    judged.unwrap_or_else(|panic| {
        let text = panic.downcast_ref::<String>().cloned();
        Some(format!("panic: {}", text.unwrap_or_default()))
    })
}

#[test]
fn garbled_intents() {
    let mut intents = vec![("good".to_owned(), GOOD.to_owned())];
    let shared = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/reference");
    match std::fs::read_dir(shared) {
        Ok(folders) => {
            for folder in folders.map(Result::unwrap) {
                if let Ok(text) = std::fs::read_to_string(folder.path().join("intent.yaml")) {
                    intents.push((folder.file_name().to_string_lossy().into_owned(), text));
                }
            }
        }
        Err(_) => println!("judged little: ../shared is absent"),
    }
    intents.sort();
    let mut faults = Vec::new();
    for (name, intent) in &intents {
        for text in garbled(intent) {
            if let Some(fault) = fault(&text) {
                let line = text
                    .lines()
                    .zip(intent.lines())
                    .find(|(new, old)| new != old);
                faults.push(format!("{name}: {fault}: {line:?}"));
            }
        }
    }
    assert!(
        faults.is_empty(),
        "{} faults\n{}",
        faults.len(),
        faults.join("\n")
    );
}
