//! The contract of the intent: `schemas/intent.v1.schema.json`, and what is said when an intent breaks it.
//!
//! The schema checks shape, types and choices. What depends on more than one place, and what has a better message than
//! a schema can give (names, numbers, addresses), is checked by rules on the typed intent. [`examine`] also makes an
//! intent that the schema takes out of one that it does not, so that the rules can speak in the same run.

#[cfg(test)]
mod contract_tests;
mod convert;
#[cfg(test)]
mod drift_tests;
mod expected;
mod findings;
mod homes;
mod keys;
mod moves;
#[cfg(test)]
mod mutation_tests;
mod near;
mod pages;
mod refused;
mod repair;
mod reshape;
mod secrets;
#[cfg(test)]
mod tests;
mod values;
mod words;

use std::sync::LazyLock;

use jsonschema::{Draft, Registry, Validator};
use serde_json::{Value, json};

pub use self::expected::meant;
pub use self::moves::Moves;
pub use self::pages::PAGES;
pub use self::repair::{Examined, examine};
use crate::diag::Diagnostic;

/// The name of the schema in itself (`$id`).
pub const ID: &str = "urn:hubseal:intent:v1";

/// Keywords that say something to people and editors and nothing to a validator.
const ANNOTATIONS: [&str; 6] = [
    "$schema",
    "title",
    "description",
    "default",
    "examples",
    "$comment",
];

static VALIDATOR: LazyLock<Validator> =
    LazyLock::new(|| build(expected::schema()).expect("the embedded schema can be compiled"));

/// The text of the schema, as `hubseal schema` prints it.
pub fn text() -> &'static str {
    include_str!("../../schemas/intent.v1.schema.json")
}

/// Everything that is wrong with an intent according to the schema: one diagnostic for each key or value.
pub fn check(json: &Value) -> Vec<Diagnostic> {
    examine(json).diagnostics
}

fn validator() -> &'static Validator {
    &VALIDATOR
}

/// Compiles the schema. Two things make it fast (a third of the plain way): annotations are left out, and the schema
/// stands in a registry, whose members are not checked against the schema of schemas. That check is a test.
fn build(schema: &Value) -> Option<Validator> {
    let registry = Registry::new()
        .draft(Draft::Draft202012)
        .add(ID, bare(schema))
        .ok()?
        .prepare()
        .ok()?;
    let entrance = json!({ "$ref": ID });
    jsonschema::options()
        .with_draft(Draft::Draft4)
        .with_registry(&registry)
        .build(&entrance)
        .ok()
}

/// A schema without its annotations.
fn bare(schema: &Value) -> Value {
    match schema {
        Value::Object(map) => {
            let kept = map
                .iter()
                .filter(|(keyword, _)| !ANNOTATIONS.contains(&keyword.as_str()));
            kept.map(|(keyword, value)| {
                let is_map_of_names = matches!(
                    keyword.as_str(),
                    "properties" | "patternProperties" | "$defs"
                );
                let value = match value {
                    Value::Object(names) if is_map_of_names => names
                        .iter()
                        .map(|(name, value)| (name.clone(), bare(value)))
                        .collect(),
                    other => bare(other),
                };
                (keyword.clone(), value)
            })
            .collect()
        }
        Value::Array(items) => items.iter().map(bare).collect(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => schema.clone(),
    }
}
