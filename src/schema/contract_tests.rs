//! Tests of the schema as a document: that it is a schema, explains every key, and is compiled as it is meant.

use std::collections::BTreeSet;

use jsonschema::{Draft, Validator};
use serde_json::Value;

use super::{ID, expected, text, validator};

#[test]
fn schema_is_a_schema() {
    let schema = expected::schema();
    assert_eq!(
        schema["$schema"],
        "https://json-schema.org/draft/2020-12/schema"
    );
    assert_eq!(schema["$id"], ID);
    if let Err(error) = jsonschema::meta::validate(schema) {
        panic!("{error}");
    }
    assert!(text().ends_with("}\n") && text().is_ascii());
}

/// The fast way of compiling finds the same as the plain one.
#[test]
fn both_ways_of_compiling_agree() {
    let plain = jsonschema::options()
        .with_draft(Draft::Draft202012)
        .build(expected::schema())
        .unwrap();
    let json = super::tests::intent(
        "
hub: { nmae: x, sku: s1, identity: nobody, units: two }
network: { privateEndpoints: [{ group: blob, dns: { zones: nowhere } }] }
targets: { a: { kind: storageAccount, sku: x, privateEndpoints: [{ subnet: {}, group: namespace }] }, b: { kind: x } }
fileUpload: { target: lake }
x-own: 1
y-own: 1
",
    );
    let errors = |validator: &Validator| -> BTreeSet<String> {
        validator
            .iter_errors(&json)
            .map(|error| format!("{} {error}", error.instance_path()))
            .collect()
    };
    assert_eq!(errors(&plain), errors(validator()));
    assert!(errors(&plain).len() > 12);
}

/// Every key has a description and examples, and every closed object says so; examples and defaults are right.
#[test]
fn every_key_is_explained() {
    fn walk(node: &'static Value, at: &str, wrong: &mut Vec<String>) {
        for key in expected::names(node, "properties") {
            let property = &node["properties"][key];
            let at = format!("{at}/{key}");
            let described = |keyword: &str| {
                property
                    .get(keyword)
                    .or_else(|| expected::reference(property)?.get(keyword))
            };
            // Beside `$ref` a property may only narrow what is explained there.
            let narrows = property.get("enum").is_some() && property.get("type").is_none();
            if described("description").is_none_or(|text| text.as_str().is_none_or(str::is_empty))
                && !narrows
            {
                wrong.push(format!("{at} has no description"));
            }
            if described("examples")
                .and_then(Value::as_array)
                .is_none_or(Vec::is_empty)
            {
                wrong.push(format!("{at} has no examples"));
            }
        }
        let samples = node
            .get("examples")
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
            .chain(node.get("default"));
        for sample in samples {
            if !fits(node, sample) {
                wrong.push(format!("{at}: {sample} does not fit"));
            }
        }
        match node {
            Value::Object(map) => {
                for (name, value) in map {
                    if !matches!(
                        name.as_str(),
                        "examples" | "default" | "enum" | "const" | "if"
                    ) {
                        walk(value, &format!("{at}/{name}"), wrong);
                    }
                }
            }
            Value::Array(items) => items.iter().for_each(|item| walk(item, at, wrong)),
            _ => {}
        }
        if expected::names(node, "properties").next().is_some()
            && node.get("additionalProperties").is_none()
            && node.get("$ref").is_none()
            && node.get("allOf").is_none()
            && !at.ends_with("/if")
        {
            wrong.push(format!("{at} is not closed"));
        }
    }
    let mut wrong = Vec::new();
    walk(expected::schema(), "", &mut wrong);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Whether a sample fits a part of the schema.
fn fits(node: &Value, sample: &Value) -> bool {
    let mut part = node.clone();
    if let Some(part) = part.as_object_mut() {
        part.insert("$defs".to_owned(), expected::schema()["$defs"].clone());
        part.remove("$id");
    }
    jsonschema::options()
        .with_draft(Draft::Draft202012)
        .build(&part)
        .unwrap()
        .is_valid(sample)
}

/// The program understands these keywords and no others.
#[test]
fn only_keywords_that_are_understood() {
    fn walk(node: &Value, names: bool, seen: &mut BTreeSet<String>) {
        match node {
            Value::Object(map) => {
                for (key, value) in map {
                    if !names {
                        seen.insert(key.clone());
                    }
                    let below = !names
                        && matches!(key.as_str(), "properties" | "patternProperties" | "$defs");
                    if names
                        || !matches!(
                            key.as_str(),
                            "examples" | "default" | "const" | "dependentRequired"
                        )
                    {
                        walk(value, below, seen);
                    }
                }
            }
            Value::Array(items) => items.iter().for_each(|item| walk(item, false, seen)),
            _ => {}
        }
    }
    let mut seen = BTreeSet::new();
    walk(expected::schema(), false, &mut seen);
    let known = [
        "$defs",
        "$id",
        "$ref",
        "$schema",
        "additionalProperties",
        "allOf",
        "const",
        "default",
        "dependentRequired",
        "description",
        "enum",
        "examples",
        "if",
        "items",
        "pattern",
        "patternProperties",
        "properties",
        "required",
        "then",
        "title",
        "type",
    ];
    assert_eq!(seen.iter().map(String::as_str).collect::<Vec<_>>(), known);
}
