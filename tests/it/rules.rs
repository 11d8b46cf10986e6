//! Rules on whole intents: that each is heard, at its line and at no other, and that nothing slips through all of them.

use std::path::{Path, PathBuf};

use hubseal::front_end::front_end;
use hubseal::rules;
use hubseal::source::Source;
use serde_json::{Value, json};

use crate::tidy::{read, root};
use crate::{dice, marked};

fn cases() -> PathBuf {
    root().join("tests/cases/rules")
}

#[test]
fn rules_are_heard_at_their_lines() {
    let count = marked::check(&cases());
    assert!(count > 400, "{count}");
}

#[test]
fn every_rule_is_heard() {
    let announced = marked::announced(&cases());
    let silent: Vec<&str> = rules::all()
        .map(|rule| rule.code)
        .filter(|code| !announced.contains(*code))
        .collect();
    assert!(silent.is_empty(), "{silent:?}");
}

/// What stands in for each value of a good intent.
fn values() -> Vec<Value> {
    let long = "x".repeat(300);
    vec![
        json!(""),
        json!(" "),
        json!("x"),
        json!("A b"),
        json!("ü"),
        json!("a/b"),
        json!("-a-"),
        json!("$default"),
        json!("PT1S"),
        json!("10.0.0.0/8"),
        json!("22222222-2222-4222-8222-222222222222"),
        json!(
            "/subscriptions/22222222-2222-4222-8222-222222222222/resourceGroups/rg/providers/Microsoft.X/y/z"
        ),
        json!(long),
        json!(0),
        json!(-1),
        json!(1_000_000),
        json!(true),
        json!([]),
        json!({}),
        json!([""]),
        json!({ "name": "x" }),
        json!({ "resourceGroup": "rg", "name": "x" }),
    ]
}

/// What the rules let pass can be used: the values of good intents are replaced and taken out, one at a time; each by three of
/// the values above in turn.
#[test]
fn what_rules_let_pass_can_be_used() {
    let mut faults = Vec::new();
    let mut turn = 0;
    for (name, whole) in good_intents() {
        for pointer in pointers(&whole) {
            let mut variants = vec![taken_out(&whole, &pointer)];
            variants.extend((0..3).map(|_| {
                let mut changed = whole.clone();
                *changed.pointer_mut(&pointer).unwrap() = values()[turn % values().len()].clone();
                turn += 1;
                changed
            }));
            for changed in variants {
                let end = front_end(&Source::new("intent.yaml", changed.to_string()));
                let unusable = end
                    .diagnostics
                    .iter()
                    .find(|each| each.code == "unusable-value");
                if unusable.is_some() || end.fault.is_some() {
                    faults.push(format!(
                        "{name} {pointer} {:?}: {unusable:?} {:?}",
                        changed.pointer(&pointer),
                        end.fault
                    ));
                }
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    assert!(turn > 4_000, "{turn}");
}

/// Every example, and random intents; `HUBSEAL_RANDOM` says how many.
fn good_intents() -> Vec<(String, Value)> {
    let count = std::env::var("HUBSEAL_RANDOM").ok();
    let count: u64 = count.and_then(|text| text.parse().ok()).unwrap_or(5);
    let mut all = examples();
    all.extend((0..count).map(|seed| {
        let text = dice::roll(seed).yaml(0);
        (format!("seed {seed}"), serde_yaml::from_str(&text).unwrap())
    }));
    all
}

/// Every example with its name.
fn examples() -> Vec<(String, Value)> {
    let files = marked::files(&root().join("examples"));
    files
        .iter()
        .map(|path: &PathBuf| {
            let path: &Path = path.strip_prefix(root()).unwrap();
            let name = path.to_string_lossy().replace('\\', "/");
            let value = serde_yaml::from_str(&read(&name)).unwrap();
            (name, value)
        })
        .collect()
}

/// Pointers to everything in a value but the value itself.
fn pointers(value: &Value) -> Vec<String> {
    let steps: Vec<(String, &Value)> = match value {
        Value::Object(map) => map
            .iter()
            .map(|(key, value)| (key.replace('~', "~0").replace('/', "~1"), value))
            .collect(),
        Value::Array(list) => list
            .iter()
            .enumerate()
            .map(|(index, value)| (index.to_string(), value))
            .collect(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => Vec::new(),
    };
    steps
        .into_iter()
        .flat_map(|(step, value)| {
            let below = pointers(value);
            std::iter::once(format!("/{step}"))
                .chain(below.into_iter().map(move |rest| format!("/{step}{rest}")))
                .collect::<Vec<_>>()
        })
        .collect()
}

fn taken_out(whole: &Value, pointer: &str) -> Value {
    let mut changed = whole.clone();
    let (holder, step) = pointer.rsplit_once('/').unwrap();
    match changed.pointer_mut(holder).unwrap() {
        Value::Object(map) => {
            map.shift_remove(&step.replace("~1", "/").replace("~0", "~"));
        }
        Value::Array(list) => {
            list.remove(step.parse().unwrap());
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
    changed
}
