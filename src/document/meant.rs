//! What a value is meant to be decides what plain `no`, `1.10` or `0123` is: text, where text is meant. Only the
//! schema knows that, so it is asked for each place.

use serde_json::{Map, Value};

use super::node::{Kind, Node};
use super::pointer::Pointer;
use super::scalar::{Meaning, Scalar, all_digits, is_float, is_number_elsewhere, quoted};
use crate::diag::{Diagnostic, Place, secret};

/// What the schema wants at a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meant {
    /// Any text: numbers and booleans without quotes keep the characters of the source.
    Text,
    /// A route's condition: as [`Meant::Text`], but `true` and `false` are words of its language and need no quotes.
    Condition,
    /// Anything else: a choice, a boolean, a number, a map, a list. YAML's own reading holds.
    Other,
}

/// The JSON of a value, with the text of the source where text is meant.
pub(super) fn to_json(node: &Node, pointer: &Pointer, meant: &dyn Fn(&Pointer) -> Meant) -> Value {
    match &node.kind {
        Kind::Scalar(scalar) => scalar_to_json(scalar, meant(pointer)),
        Kind::List(items) => items
            .iter()
            .enumerate()
            .map(|(index, item)| to_json(item, &pointer.index(index), meant))
            .collect(),
        Kind::Map(entries) => {
            let entries = entries.iter().map(|entry| {
                let key = entry.key.text.clone();
                let value = to_json(&entry.value, &pointer.key(&key), meant);
                (key, value)
            });
            Value::Object(entries.collect::<Map<_, _>>())
        }
    }
}

fn scalar_to_json(scalar: &Scalar, meant: Meant) -> Value {
    match (&scalar.meaning, meant) {
        (Meaning::Text | Meaning::OutOfRange, _)
        | (Meaning::Bool(_) | Meaning::Number(_), Meant::Text | Meant::Condition) => {
            Value::String(scalar.text.clone())
        }
        (Meaning::Null, _) => Value::Null,
        (Meaning::Bool(value), Meant::Other) => Value::Bool(*value),
        (Meaning::Number(number), Meant::Other) => Value::Number(number.clone()),
    }
}

/// Warns of values and keys without quotes that stand where text is meant and that YAML readers read differently.
pub(super) fn ambiguous(
    node: &Node,
    pointer: &Pointer,
    meant: &dyn Fn(&Pointer) -> Meant,
    found: &mut Vec<Diagnostic>,
) {
    if found.len() >= super::ENOUGH {
        return;
    }
    match &node.kind {
        Kind::Scalar(scalar) => {
            let reading = match meant(pointer) {
                Meant::Other => None,
                Meant::Condition if matches!(scalar.meaning, Meaning::Bool(_)) => None,
                Meant::Text | Meant::Condition => other_reading(scalar),
            };
            if let Some(reading) = reading {
                found.push(unquoted(
                    "value",
                    scalar,
                    &reading,
                    pointer,
                    Place::Value(pointer.clone()),
                ));
            }
        }
        Kind::List(items) => {
            for (index, item) in items.iter().enumerate() {
                ambiguous(item, &pointer.index(index), meant, found);
            }
        }
        Kind::Map(entries) => {
            for entry in entries {
                let inner = pointer.key(&entry.key.text);
                let fresh = entry.key_defined_at.is_none();
                // Any other key that looks like a number has an error already.
                if let Some(reading) = other_reading(&entry.key).filter(|_| {
                    fresh
                        && entry.key.meaning == Meaning::Text
                        && !is_number_elsewhere(&entry.key.text)
                }) {
                    found.push(unquoted(
                        "key",
                        &entry.key,
                        &reading,
                        pointer,
                        Place::Key(inner.clone()),
                    ));
                }
                ambiguous(&entry.value, &inner, meant, found);
            }
        }
    }
}

fn unquoted(
    what: &str,
    scalar: &Scalar,
    reading: &str,
    pointer: &Pointer,
    place: Place,
) -> Diagnostic {
    let (text, label, reading) = if secret::may_be_repeated(pointer, &scalar.text) {
        (
            format!(" `{}`", scalar.text),
            format!("write {}", quoted(&scalar.text)),
            reading,
        )
    } else {
        (
            String::new(),
            "write it in quotes".to_owned(),
            "something else",
        )
    };
    Diagnostic::warning(
        "unquoted-text",
        place,
        format!("the {what}{text} is taken as text, but without quotes other YAML readers take it for {reading}"),
    )
    .label(label)
}

/// What other readers of YAML, or YAML itself, make of a plain scalar that is meant as text; `None` if its text
/// survives. Sources: the types of YAML 1.1 (<https://yaml.org/type/>) and section 10.3.2 of YAML 1.2.2, 2026-11.
fn other_reading(scalar: &Scalar) -> Option<String> {
    let text = scalar.text.as_str();
    if !scalar.is_plain() || scalar.tagged {
        return None;
    }
    match &scalar.meaning {
        Meaning::Null | Meaning::OutOfRange => None,
        Meaning::Bool(_) => Some("a boolean".to_owned()),
        Meaning::Number(number) => Some(number.to_string())
            .filter(|number| number != text)
            .map(|number| format!("the number {number}")),
        Meaning::Text => text_elsewhere(text).map(str::to_owned),
    }
}

fn text_elsewhere(text: &str) -> Option<&'static str> {
    if is_word_boolean(text) {
        return Some("a boolean");
    }
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    if !digits.starts_with(|first: char| first.is_ascii_digit() || first == '.') {
        return None;
    }
    if all_digits(digits, 10) {
        return Some("a number");
    }
    for (prefix, radix) in [("0x", 16), ("0o", 8), ("0b", 2)] {
        if digits
            .strip_prefix(prefix)
            .is_some_and(|rest| all_digits(&rest.replace('_', ""), radix))
        {
            return Some("a number");
        }
    }
    let without_underscores = digits.replace('_', "");
    if digits.contains('_')
        && (all_digits(&without_underscores, 10) || is_float(&without_underscores))
    {
        return Some("a number");
    }
    if is_sexagesimal(digits) {
        return Some("a number (of base 60)");
    }
    is_date(text).then_some("a date")
}

fn is_word_boolean(text: &str) -> bool {
    ["y", "yes", "n", "no", "on", "off"].iter().any(|word| {
        let capitalised = word[..1].to_uppercase() + &word[1..];
        text == *word || text == capitalised || text == word.to_uppercase()
    })
}

/// `12:30:45`: digits, then groups of at most 59.
fn is_sexagesimal(digits: &str) -> bool {
    let whole = digits.split_once('.').map_or(digits, |(whole, _)| whole);
    let fraction = &digits[whole.len()..];
    let mut groups = whole.split(':');
    let first = groups.next().unwrap_or_default();
    let mut count = 0;
    let small = groups.all(|group| {
        count += 1;
        all_digits(group, 10)
            && group.len() <= 2
            && group.parse::<u8>().is_ok_and(|value| value < 60)
    });
    let first_is_right = all_digits(first, 10) && (!fraction.is_empty() || !first.starts_with('0'));
    count > 0
        && small
        && first_is_right
        && (fraction.is_empty() || fraction == "." || all_digits(&fraction[1..], 10))
}

/// `2001-01-01`, alone or with a time behind it.
fn is_date(text: &str) -> bool {
    let (date, time) = match text.find(['T', 't', ' ']) {
        Some(at) => text.split_at(at),
        None => (text, ""),
    };
    let parts: Vec<&str> = date.split('-').collect();
    let [year, month, day] = parts.as_slice() else {
        return false;
    };
    let numbers = all_digits(year, 10) && all_digits(month, 10) && all_digits(day, 10);
    let sizes = year.len() == 4 && (1..=2).contains(&month.len()) && (1..=2).contains(&day.len());
    let exact = month.len() == 2 && day.len() == 2;
    let time = time.trim_start_matches(['T', 't', ' ']);
    let is_time = time.len() >= 7
        && time.contains(':')
        && time.chars().all(|character| {
            character.is_ascii_digit() || matches!(character, ':' | '.' | '+' | '-' | 'Z' | ' ')
        });
    numbers && sizes && (exact && time.is_empty() || is_time)
}
