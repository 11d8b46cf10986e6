//! Secrets that stand where something else is due: a connection string as a name, a signed address as a container.

use serde_json::Value;

use crate::diag::{Diagnostic, Place, secret};
use crate::document::pointer::Pointer;

/// The places of the values of an intent that surely hold a secret.
pub(super) fn find(json: &Value) -> Vec<Pointer> {
    let mut found = Vec::new();
    walk(json, &Pointer::root(), &mut found);
    found
}

/// What is said about such a value.
pub(super) fn diagnostic(at: &Pointer) -> Diagnostic {
    Diagnostic::error(
        "secret-in-intent",
        Place::Value(at.clone()),
        "this value holds a secret, which has no place in an intent",
    )
    .label("remove it")
    .note("the hub reaches its targets with an identity, so no key or connection string is needed")
    .help("a secret that others may have read, in a repository or a log, must be renewed")
}

fn walk(json: &Value, at: &Pointer, found: &mut Vec<Pointer>) {
    match json {
        Value::String(text) if secret::surely_holds_secret(text) => found.push(at.clone()),
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                walk(item, &at.index(index), found);
            }
        }
        Value::Object(map) => {
            for (key, value) in map {
                walk(value, &at.key(key), found);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}
