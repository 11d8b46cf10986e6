//! `docs/rules.md`: every code with its page, and what became of each number of the research.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use hubseal::diag::Severity;
use hubseal::explain;
use hubseal::rules::{self, GROUPS, Rule};

use super::coverage::{LAST, OTHERS};
use super::{MADE, code, current, table};

const HEAD: &str = "# Rules

Everything that hubseal can say about an intent, by subject; below, the page of each code, as `hubseal explain CODE` prints it. A warning
about isolation cannot be suppressed. Each number at the end stands for one finding of the research that hubseal began with.
";

#[test]
fn the_page_of_rules_is_current() {
    let mut text = format!("{MADE}\n\n{HEAD}");
    for (heading, group) in GROUPS {
        let rows = group.iter().map(|rule| {
            row(
                rule.code,
                rule.severity,
                if rule.isolation { ", isolation" } else { "" },
            )
        });
        let _ = write!(text, "\n## {heading}\n\n{}", codes(rows));
    }
    let rest: Vec<explain::Entry> = explain::all()
        .filter(|entry| rules::find(entry.code).is_none())
        .collect();
    let rows = rest.iter().map(|entry| row(entry.code, entry.severity, ""));
    let _ = write!(text, "\n## Files, texts and output\n\n{}", codes(rows));
    let _ = write!(text, "\n## Numbers\n\n{}", numbers());
    text.push_str("\n## Pages\n");
    for entry in explain::all() {
        let _ = write!(text, "\n{}\n", deeper(entry.page).trim_end());
    }
    current("docs/rules.md", &text);
}

fn row(word: &str, severity: Severity, more: &str) -> Vec<String> {
    let summary = explain::summary(word).unwrap_or_default();
    vec![
        code(word),
        format!("{}{more}", severity.word()),
        summary.replace('\n', " "),
    ]
}

fn codes(rows: impl Iterator<Item = Vec<String>>) -> String {
    table(&["code", "severity", "says"], rows)
}

/// A page with each heading two levels down. A `#` in an example is no heading.
fn deeper(page: &str) -> String {
    let mut is_example = false;
    let mut text = String::new();
    for line in page.lines() {
        is_example ^= line.starts_with("```");
        if line.starts_with('#') && !is_example {
            text.push_str("##");
        }
        text.push_str(line);
        text.push('\n');
    }
    text
}

fn by_number() -> BTreeMap<u16, Vec<&'static Rule>> {
    let mut found: BTreeMap<u16, Vec<&'static Rule>> = BTreeMap::new();
    for rule in rules::all() {
        for number in rule.numbers {
            found.entry(*number).or_default().push(rule);
        }
    }
    found
}

fn numbers() -> String {
    let by_number = by_number();
    let rows = (1..=LAST).map(|number| {
        let other = OTHERS.iter().find(|(of, ..)| *of == number);
        let found = by_number.get(&number).map_or(&[][..], Vec::as_slice);
        let mut ways: Vec<String> = found.iter().map(|rule| code(rule.code)).collect();
        ways.extend(other.map(|(_, way, _)| way.words().to_owned()));
        let why = match (other, found.first()) {
            (Some((_, _, why)), _) => (*why).to_owned(),
            (None, Some(rule)) => explain::summary(rule.code)
                .unwrap_or_default()
                .replace('\n', " "),
            (None, None) => String::new(),
        };
        vec![format!("R{number:03}"), ways.join(", "), why]
    });
    table(&["number", "where", "what, or why not"], rows)
}

#[test]
fn every_number_is_accounted_for() {
    let by_number = by_number();
    let mut found = Vec::new();
    for number in 1..=LAST {
        let others = OTHERS.iter().filter(|(of, ..)| *of == number).count();
        match (by_number.contains_key(&number), others) {
            (false, 0) => found.push(format!("R{number:03} is nowhere")),
            (true, 0) | (false, 1) => {}
            (true, _) => found.push(format!("R{number:03} has a rule: take it off the table")),
            (false, _) => found.push(format!("R{number:03} stands in the table twice")),
        }
    }
    for (number, _, why) in OTHERS {
        if why.is_empty() || !why.ends_with('.') {
            found.push(format!("R{number:03}: say why in a sentence"));
        }
    }
    if !OTHERS.is_sorted_by_key(|(number, ..)| number) {
        found.push("the table is out of order".to_owned());
    }
    let most = by_number.last_key_value().map_or(0, |(number, _)| *number);
    assert!(most <= LAST, "there is no R{most:03}");
    assert!(found.is_empty(), "{}", found.join("\n"));
}
