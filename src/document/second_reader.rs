//! The same text read by a second YAML reader: where the two disagree, nothing is taken for granted.
//!
//! Only text that the first reader has found harmless comes here, so neither alias bombs nor deep nesting do.

use serde_yaml::Value;

use super::node::{Kind, Node};
use super::pointer::Pointer;
use super::scalar::{Meaning, Scalar, is_number_elsewhere};
use crate::diag::{Diagnostic, Place};
use crate::source::Source;

/// Merge keys inside merged maps are resolved one layer a time.
const MAX_LAYERS: usize = super::build::MAX_DEPTH;

/// Compares the tree with what the second reader makes of the text; gives the first difference.
pub(super) fn compare(source: &Source, root: &Node) -> Option<Diagnostic> {
    match load(source.text()) {
        Ok(value) => difference(root, &value, &Pointer::root()).map(|(pointer, why)| {
            disagreement(Place::Value(pointer), why)
                .help("write the value in quotes, or in a plainer way")
        }),
        Err(error) => {
            let place = error.location().map_or(Place::File, |location| {
                let at = source.floor(location.index());
                Place::Span(at..at)
            });
            Some(disagreement(
                place,
                format!("the second does not accept the file: {error}"),
            ))
        }
    }
}

fn disagreement(place: Place, why: String) -> Diagnostic {
    Diagnostic::error(
        "yaml-readers-disagree",
        place,
        "two YAML readers understand this differently",
    )
    .note(why)
}

fn load(text: &str) -> Result<Value, serde_yaml::Error> {
    let mut value: Value = serde_yaml::from_str(text)?;
    for _ in 0..MAX_LAYERS {
        if !has_merge_key(&value) {
            break;
        }
        value.apply_merge()?;
    }
    Ok(value)
}

fn has_merge_key(value: &Value) -> bool {
    match value {
        Value::Mapping(map) => map.contains_key("<<") || map.values().any(has_merge_key),
        Value::Sequence(items) => items.iter().any(has_merge_key),
        Value::Tagged(tagged) => has_merge_key(&tagged.value),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => false,
    }
}

/// The first place at which the two differ, and how.
fn difference(node: &Node, value: &Value, pointer: &Pointer) -> Option<(Pointer, String)> {
    let differs = |why: String| Some((pointer.clone(), why));
    match (&node.kind, value) {
        (Kind::Scalar(scalar), _) if agree(scalar, value) => None,
        (Kind::List(items), Value::Sequence(others)) => {
            if items.len() != others.len() {
                return differs(format!(
                    "one finds {} items in this list, the other {}",
                    items.len(),
                    others.len()
                ));
            }
            items
                .iter()
                .zip(others)
                .enumerate()
                .find_map(|(index, (item, other))| difference(item, other, &pointer.index(index)))
        }
        (Kind::Map(entries), Value::Mapping(others)) => {
            let missing = entries
                .iter()
                .find(|entry| others.get(entry.key.text.as_str()).is_none());
            if let Some(missing) = missing {
                return differs(format!(
                    "one finds the key `{}` in this map, the other does not",
                    missing.key.text
                ));
            }
            if entries.len() != others.len() {
                return differs(format!(
                    "one finds {} keys in this map, the other {}",
                    entries.len(),
                    others.len()
                ));
            }
            entries.iter().find_map(|entry| {
                let other = others.get(entry.key.text.as_str())?;
                difference(&entry.value, other, &pointer.key(&entry.key.text))
            })
        }
        (Kind::Scalar(_) | Kind::List(_) | Kind::Map(_), other) => differs(format!(
            "one takes it for {}, the other for {}",
            kind_of_node(node),
            kind_of_value(other)
        )),
    }
}

fn agree(scalar: &Scalar, value: &Value) -> bool {
    match (&scalar.meaning, value) {
        (Meaning::Null, Value::Null) => true,
        (Meaning::Bool(left), Value::Bool(right)) => left == right,
        (Meaning::Number(left), Value::Number(right)) => {
            left.as_u64()
                .is_some_and(|left| right.as_u64() == Some(left))
                || left
                    .as_i64()
                    .is_some_and(|left| right.as_i64() == Some(left))
                || (left.is_f64() && right.is_f64() && left.as_f64() == right.as_f64())
        }
        (Meaning::Text, Value::String(text)) => scalar.text == *text,
        // Known: YAML 1.2 has no such number, the second reader has. As text it is warned of.
        (Meaning::Text, Value::Number(_)) => scalar.is_plain() && is_number_elsewhere(&scalar.text),
        (
            Meaning::Null
            | Meaning::Bool(_)
            | Meaning::Number(_)
            | Meaning::Text
            | Meaning::OutOfRange,
            _,
        ) => false,
    }
}

fn kind_of_node(node: &Node) -> &'static str {
    match &node.kind {
        Kind::List(_) => "a list",
        Kind::Map(_) => "a map",
        Kind::Scalar(scalar) => match scalar.meaning {
            Meaning::Null => "a null",
            Meaning::Bool(_) => "a boolean",
            Meaning::Number(_) | Meaning::OutOfRange => "a number",
            Meaning::Text => "a text",
        },
    }
}

fn kind_of_value(value: &Value) -> &'static str {
    match value {
        Value::Null => "a null",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "another number",
        Value::String(_) => "another text",
        Value::Sequence(_) => "a list",
        Value::Mapping(_) => "a map",
        Value::Tagged(_) => "a value with a tag",
    }
}
