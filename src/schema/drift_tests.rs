//! Tests that the schema and the typed intent know the same keys and choices.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use super::expected;
use super::homes::{self, Pattern};
use crate::document::pointer::{Pointer, Step};
use crate::intent::written::Written;

/// A name for whatever the user names.
const NAME: &str = "own-name";

/// The smallest right intent that has a value at `at`, and that value.
fn intent_with(map: &Pattern, key: &str) -> (Value, Pointer) {
    let mut json =
        json!({ "version": 1, "name": "a", "location": "a", "hub": { "name": "a", "sku": "S1" } });
    let kind = map.kind().map(str::to_owned);
    let at = map.sample(NAME).key(key);
    let mut here = Pointer::root();
    for step in at.steps() {
        let next = here.step(step.clone());
        // An example may be the shorter form: a text, or a list of names.
        let fits = |value: &Value| match at.steps().get(next.steps().len()) {
            Some(Step::Key(_)) => value.is_object(),
            Some(Step::Index(_)) => value.is_array(),
            None => true,
        };
        if !expected::value_at(&json, &next).is_some_and(fits) {
            let example = expected::at(&next, &json).example.cloned();
            let is_list = matches!(at.steps().get(next.steps().len()), Some(Step::Index(_)));
            let mut value = example
                .filter(fits)
                .unwrap_or_else(|| if is_list { json!([]) } else { json!({}) });
            let is_target =
                matches!(next.steps(), [Step::Key(targets), Step::Key(_)] if targets == "targets");
            if let (true, Some(kind)) = (is_target, &kind) {
                value = json!({ "kind": kind, "name": "a" });
            }
            put(&mut json, &here, step, value);
        }
        here = next;
    }
    (json, at)
}

fn put(json: &mut Value, at: &Pointer, step: &Step, value: Value) {
    match (json.pointer_mut(&at.to_string()).unwrap(), step) {
        (Value::Object(map), Step::Key(key)) => {
            map.insert(key.clone(), value);
        }
        (Value::Array(items), Step::Index(_)) => items.insert(0, value),
        (other, step) => panic!("{at}: {other} has no {step:?}"),
    }
}

fn typed(json: &Value) -> Result<Written, String> {
    serde_json::from_value(json.clone()).map_err(|error| error.to_string())
}

/// Whatever the schema takes, the types take: every key, every example, every choice.
#[test]
fn types_take_what_the_schema_takes() {
    let mut wrong = Vec::new();
    for home in homes::all() {
        let (mut json, at) = intent_with(&home.map, home.key);
        let expected = expected::at(&at, &json);
        let mut samples: Vec<Value> = expected
            .choices
            .iter()
            .map(|choice| Value::from(*choice))
            .collect();
        samples.extend(expected.example.cloned());
        samples.extend(expected.default.cloned());
        for sample in samples {
            if home.key == "kind" && Some(sample.as_str().unwrap()) != home.map.kind() {
                continue;
            }
            *json.pointer_mut(&at.to_string()).unwrap() = sample.clone();
            complete(&mut json, &at);
            let said: Vec<String> = super::check(&json)
                .into_iter()
                .map(|one| one.message)
                .collect();
            if !said.is_empty() {
                wrong.push(format!("{at}: {sample} breaks the schema: {said:?}"));
            } else if let Err(error) = typed(&json) {
                wrong.push(format!("{at}: {sample}: {error}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Gives the maps on the way to `at` the other keys that they must have.
fn complete(json: &mut Value, at: &Pointer) {
    let examined = super::examine(json);
    if let Some(mended) = examined.repaired.filter(|_| examined.lost.is_empty()) {
        assert!(
            !examined.touched.contains(at),
            "{at}: the sample itself was mended in {json}"
        );
        *json = mended;
    }
}

/// Whatever key the types take, the schema takes.
#[test]
fn schema_takes_what_the_types_take() {
    // One type serves several places, some of which have fewer keys.
    let shared = BTreeSet::from(["container", "eventHub", "queue", "topic", "virtualNetwork"]);
    let mut of_map: BTreeMap<String, (Pointer, Value, BTreeSet<&str>)> = BTreeMap::new();
    for home in homes::all() {
        let (mut json, at) = intent_with(&home.map, home.key);
        complete(&mut json, &at);
        let map = at.parent().unwrap();
        let entry = of_map
            .entry(map.to_string())
            .or_insert((map, json, BTreeSet::new()));
        entry.2.insert(home.key);
    }
    let mut judged = 0;
    let mut wrong = Vec::new();
    for (place, (map, mut json, keys)) in of_map {
        put(
            &mut json,
            &map,
            &Step::Key("no-such-key".to_owned()),
            Value::Null,
        );
        let error = typed(&json).map(|_| ()).expect_err(&place);
        // The types of a choice between text and map do not say which keys the map has.
        let Some((_, listed)) = error.split_once("unknown field `no-such-key`, expected") else {
            assert!(error.contains("untagged enum"), "{place}: {error}");
            continue;
        };
        judged += 1;
        for key in listed.split('`').skip(1).step_by(2) {
            if !keys.contains(key) && !shared.contains(key) {
                wrong.push(format!("{place}: the types know `{key}`"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(judged > 25, "{judged}");
}
