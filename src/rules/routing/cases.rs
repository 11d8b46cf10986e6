//! How the rules of this group and of `operations` are tested: cases that say what they raise.

use super::super::{Rule, operations};
use crate::diag::Diagnostic;
use crate::intent::written::Written;

/// What a case leaves out.
const REST: [(&str, &str); 5] = [
    (
        "version",
        "version: 1\nname: plant-a\nlocation: westeurope\n",
    ),
    ("hub", "hub: { name: iot-plant-a, sku: S1 }\n"),
    (
        "targets",
        "targets:
  lake: { kind: storageAccount, name: stplantalake, containers: [raw, uploads] }
  stream: { kind: eventHubs, name: evhns-plant-a, eventHubs: [telemetry], publicAccess: enabled }
  alerts: { kind: serviceBus, name: sb-plant-a, queues: [critical], topics: { all: {} } }
  audit: { kind: storageAccount, name: stcorpaudit, existing: {} }
",
    ),
    (
        "routing",
        "routing: { endpoints: [{ name: cold, target: lake, container: raw }], routes: [{ name: all, endpoint: cold }] }\n",
    ),
    ("network", "network: {}\n"),
];

/// The case with the top-level keys that it leaves out.
pub(in crate::rules) fn intent(case: &str) -> Written {
    let mut text = case.to_owned();
    for (key, rest) in REST {
        if !case
            .lines()
            .any(|line| line.starts_with(&format!("{key}:")))
        {
            text.push('\n');
            text.push_str(rest);
        }
    }
    serde_yaml::from_str(&text).unwrap_or_else(|error| panic!("{error}\n{text}"))
}

/// What the rules of both groups say about a case.
pub(in crate::rules) fn diagnostics(case: &str) -> Vec<Diagnostic> {
    let intent = intent(case);
    let mut found = Vec::new();
    for rule in rules() {
        (rule.check)(&intent, &mut found);
    }
    found
}

/// Each case is the YAML and the codes that it raises, in the order of the table of rules.
pub(in crate::rules) fn check(cases: &[(&str, &[&str])]) {
    let mut faults = Vec::new();
    for (case, codes) in cases {
        let found = diagnostics(case);
        let raised: Vec<&str> = found.iter().map(|diagnostic| diagnostic.code).collect();
        if raised != *codes {
            let messages: Vec<&str> = found.iter().map(|each| each.message.as_str()).collect();
            faults.push(format!(
                "{case}\n  raises {raised:?}, not {codes:?}: {messages:#?}"
            ));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n\n"));
}

/// Each case is the YAML, which raises one diagnostic, with its place, message and label.
pub(in crate::rules) fn check_words(cases: &[(&str, &str, &str, &str)]) {
    let mut faults = Vec::new();
    for (case, place, message, label) in cases {
        let found = diagnostics(case);
        let said: Vec<(String, &str, &str)> = found
            .iter()
            .map(|each| (format!("{:?}", each.place), &*each.message, &*each.label))
            .collect();
        let fits = matches!(&said[..], [(at, text, words)]
            if at.starts_with(place) && text == message && words == label);
        if !fits {
            faults.push(format!("{case}\n  says {said:#?}"));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n\n"));
}

fn rules() -> impl Iterator<Item = &'static Rule> {
    [super::RULES, super::CONDITIONS, operations::RULES]
        .into_iter()
        .flatten()
}
