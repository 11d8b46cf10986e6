//! Runs the rules of this group on an intent that is written in part.

use super::RULES;
use crate::diag::Diagnostic;
use crate::intent::written::Written;

const REST: [(&str, &str); 5] = [
    ("version", "version: 1\n"),
    ("name", "name: plant-a\n"),
    ("location", "location: westeurope\n"),
    ("hub", "hub: { name: iot-plant-a, sku: S1 }\n"),
    (
        "routing",
        "routing: { endpoints: [{ name: cold, target: lake, container: raw }, { name: hot, target: stream, eventHub: telemetry }, { name: alerts, target: alerts, queue: critical }] }\n",
    ),
];

/// All that the rules of this group say, by place.
pub(super) fn say(text: &str) -> Vec<Diagnostic> {
    let mut text = format!("{text}\n");
    for (key, rest) in REST {
        if !text
            .lines()
            .any(|line| line.starts_with(&format!("{key}:")))
        {
            text.push_str(rest);
        }
    }
    let intent: Written =
        serde_yaml::from_str(&text).unwrap_or_else(|error| panic!("{error}\n{text}"));
    let mut found = Vec::new();
    for rule in RULES {
        (rule.check)(&intent, &mut found);
    }
    for diagnostic in &found {
        let rule = RULES
            .iter()
            .find(|rule| rule.code == diagnostic.code)
            .unwrap_or_else(|| panic!("{} is no rule of this group", diagnostic.code));
        assert!(
            diagnostic.severity >= rule.severity,
            "{}: worse than its rule says",
            rule.code
        );
    }
    found
}

/// `code place label` of each, ordered; a place is the JSON pointer, with `#key` behind it where the key is meant.
fn lines(text: &str) -> Vec<String> {
    use crate::diag::Place;
    let mut lines: Vec<String> = say(text)
        .into_iter()
        .map(|diagnostic| {
            let place = match diagnostic.place {
                Place::Value(pointer) | Place::Inside(pointer, _) => pointer.to_string(),
                Place::Key(pointer) => format!("{pointer}#key"),
                Place::Span(_) | Place::File => String::from("?"),
            };
            format!("{} {place} {}", diagnostic.code, diagnostic.label)
                .trim_end()
                .to_owned()
        })
        .collect();
    lines.sort();
    lines
}

/// Checks a table: what is written, and the lines of [`lines`] that it raises.
pub(super) fn check(cases: &[(&str, &[&str])]) {
    let mut faults = Vec::new();
    for (text, expected) in cases {
        let found = lines(text);
        if found != *expected {
            faults.push(format!("{text}\n  raises {found:#?}\n  not {expected:#?}"));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
