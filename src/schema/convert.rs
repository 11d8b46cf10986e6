//! Values of the wrong type that can be written in the right one.

use serde_json::{Map, Value, json};

use super::expected::{self, Expected};
use super::findings::{Finding, Mend};
use super::near::{nearest, plain};
use super::refused;
use super::reshape::{self, Reshaped};
use super::words;
use crate::diag::{Diagnostic, Place};
use crate::document::pointer::{Pointer, Step};

/// What to write instead of a value: the words for the user, and how checking can go on.
pub(super) struct Better {
    /// The words.
    pub label: String,
    /// How checking can go on, where it is known.
    pub mend: Option<Mend>,
    /// Whether it comes from what the user wrote, so that it is better than what the table says.
    pub is_own: bool,
}

impl Better {
    fn words(label: impl Into<String>) -> Self {
        Self {
            label: label.into(),
            mend: None,
            is_own: false,
        }
    }

    fn value(value: Value) -> Self {
        Self {
            label: format!("write `{}`", words::flow(&value)),
            mend: Some(Mend::Correct(value)),
            is_own: false,
        }
    }

    /// These words, which come from what the user wrote.
    fn own(label: impl Into<String>, mend: Option<Mend>) -> Self {
        Self {
            label: label.into(),
            mend,
            is_own: true,
        }
    }

    fn reshaped(label: &str, at: &Pointer, reshaped: Option<Reshaped>) -> Self {
        Self {
            label: label.to_owned(),
            mend: reshaped.map(|reshaped| {
                let mend = Mend::Reshape(reshaped.value, reshaped.moved);
                if reshaped.is_guess {
                    mend.losing(at)
                } else {
                    mend
                }
            }),
            is_own: false,
        }
    }
}

/// How to write a value so that it has a type that is wanted.
pub(super) fn convert(
    at: &Pointer,
    value: &Value,
    expected: &Expected,
    json: &Value,
) -> Option<Better> {
    let may_show = !words::may_be_secret(at)
        && scalar_text(value)
            .as_deref()
            .is_none_or(|text| words::shown(text).is_some());
    let mut better = match value {
        Value::Null => nothing(at, expected, json),
        Value::Object(map) => convert_map(at, map, expected, json)?,
        Value::Array(list) => convert_list(at, list, expected, json)?,
        Value::Bool(_) | Value::Number(_) | Value::String(_) => {
            convert_single(at, value, expected, json)?
        }
    };
    if !may_show && better.mend.is_some() {
        better.label = String::new();
    }
    Some(better)
}

/// A key without a value.
fn nothing(at: &Pointer, expected: &Expected, json: &Value) -> Better {
    let is_required = at.parent().is_some_and(|map| {
        let required = expected::at(&map, json).required;
        matches!(at.last(), Some(Step::Key(key)) if required.contains(&key.as_str()))
    });
    let example = expected
        .example
        .filter(|example| !example.is_object() && !example.is_array())
        .map(|example| format!(" such as `{}`", words::flow(example)))
        .unwrap_or_default();
    if is_required {
        return Better::words(format!("write a value{example}"));
    }
    let in_map = matches!(at.last(), Some(Step::Key(_)));
    Better {
        mend: in_map.then_some(Mend::Remove),
        ..Better::words("write a value, or remove the line")
    }
}

fn convert_map(
    at: &Pointer,
    map: &Map<String, Value>,
    expected: &Expected,
    json: &Value,
) -> Option<Better> {
    if expected.wants("array") {
        let reshaped = reshape::to_list(at, map, json);
        let glued = map
            .keys()
            .filter_map(|key| key.strip_prefix('-'))
            .find(|key| !key.starts_with('-'));
        return Some(match glued {
            Some(key) => Better {
                is_own: true,
                ..Better::reshaped(
                    &format!("write `- {key}`: a space is missing after the `-`"),
                    at,
                    reshaped,
                )
            },
            None => Better::reshaped("write a list: begin each entry with `- `", at, reshaped),
        });
    }
    if !expected.choices.is_empty() {
        return named_choice(at, map, expected);
    }
    if expected.types != ["string"] {
        return None;
    }
    // `- name: raw` where `- raw` is meant.
    if let Some(name) = map.get("name").and_then(Value::as_str)
        && matches!(at.last(), Some(Step::Index(_)))
    {
        let label = words::shown(name).map_or_else(
            || "write its name only".to_owned(),
            |name| format!("write its name only: `{name}`"),
        );
        let is_all = map.len() == 1;
        let mend = if is_all {
            Mend::Correct(Value::from(name))
        } else {
            Mend::Convert(Value::from(name))
        };
        return Some(Better {
            is_own: is_all,
            ..Better::own(label, Some(mend))
        });
    }
    // `devices: { addressPrefix: 10.20.1.0/24 }` where `devices: 10.20.1.0/24` is meant.
    let mut entries = map.values();
    match (entries.next(), entries.next()) {
        (Some(Value::String(only)), None) => {
            let label = words::shown(only).map_or_else(
                || "write one text".to_owned(),
                |only| format!("write `{only}`"),
            );
            let mend = Mend::Convert(Value::from(only.as_str()));
            Some(Better::own(label, Some(mend)))
        }
        _ => None,
    }
}

/// A choice in the form of Azure: `sku: { name: S1, capacity: 2 }`.
fn named_choice(at: &Pointer, map: &Map<String, Value>, expected: &Expected) -> Option<Better> {
    let name = map.get("name")?.as_str()?;
    let (choice, _) = nearest(name, expected.choices.iter().copied())?;
    let (Some(Step::Key(key)), parent) = (at.last(), at.parent()?) else {
        return None;
    };
    let beside = if parent == Pointer::root().key("hub") {
        "units"
    } else {
        "capacity"
    };
    let label = match map.get("capacity").and_then(Value::as_i64) {
        Some(number) => format!("write `{key}: {choice}`, and `{beside}: {number}` beside it"),
        None => format!("write `{key}: {choice}`"),
    };
    let mend = Mend::Convert(Value::from(choice));
    Some(Better::own(label, Some(mend)))
}

pub(super) fn convert_list(
    at: &Pointer,
    list: &[Value],
    expected: &Expected,
    json: &Value,
) -> Option<Better> {
    if let [Value::String(one)] = list
        && expected.wants("string")
    {
        let is_choice = |text: &&str| text.eq_ignore_ascii_case(one);
        if expected.choices.is_empty() || expected.choices.iter().any(is_choice) {
            return Some(Better {
                is_own: true,
                ..Better::value(Value::from(one.as_str()))
            });
        }
        if let Some(key) = only_key(at, expected, json) {
            return Some(Better {
                is_own: true,
                ..Better::value(json!({ key: one }))
            });
        }
    }
    if expected.wants("object") {
        // `alarms: [ops]` where `alarms: { subscriptions: [ops] }` is meant.
        if let [key] = expected.keys.as_slice()
            && expected::at(&at.key(key), json).wants("array")
            && list.iter().all(|item| !item.is_object())
        {
            let whole = json!({ *key: list });
            return Some(Better {
                label: format!("write `{}`", words::flow(&whole)),
                mend: Some(Mend::Reshape(whole, vec![(at.clone(), at.key(key))])),
                is_own: true,
            });
        }
        return Some(Better::reshaped(
            "write a map: `name: value`, without `- `",
            at,
            reshape::to_map(at, list, expected, json),
        ));
    }
    expected
        .wants("string")
        .then(|| Better::words("write one text"))
}

/// The one key that a map in this place must have, where it is a text.
pub(super) fn only_key(at: &Pointer, expected: &Expected, json: &Value) -> Option<&'static str> {
    let [key] = expected.required.as_slice() else {
        return None;
    };
    expected::at(&at.key(key), json)
        .wants("string")
        .then_some(*key)
}

fn convert_single(
    at: &Pointer,
    value: &Value,
    expected: &Expected,
    json: &Value,
) -> Option<Better> {
    let text = scalar_text(value)?;
    if expected.wants("array") {
        return one_for_list(at, &text, json);
    }
    if expected.wants("string") {
        return Some(Better {
            mend: Some(Mend::Correct(Value::from(text.as_str()))),
            ..Better::words(format!(
                "write it in quotes: `{}`",
                Value::from(text.as_str())
            ))
        });
    }
    if expected.wants("integer") {
        let number = whole_number(value, &text)?;
        // Without quotes it would have been a number, but for zeros before it.
        let hint = if value.is_string() && number.to_string() == text {
            ", without quotes"
        } else {
            ""
        };
        return Some(Better {
            mend: Some(Mend::Correct(Value::from(number))),
            ..Better::words(format!("write `{number}`{hint}"))
        });
    }
    if expected.wants("boolean") {
        return Some(Better::value(Value::from(switch(&text)?)));
    }
    item_of(at, &text, expected, json)
}

/// `containers: raw` or `containers: "raw, uploads"` where a list is meant.
fn one_for_list(at: &Pointer, text: &str, json: &Value) -> Option<Better> {
    let item = expected::items(at, json);
    if !item.wants("string") {
        return None;
    }
    let parts: Vec<&str> = text
        .split(',')
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .map(|part| {
            let advice = refused::value(&at.index(0), part, json);
            let near = nearest(part, item.choices.iter().copied()).map(|(choice, _)| choice);
            advice
                .and_then(|advice| advice.write.as_deref())
                .or(near)
                .unwrap_or(part)
        })
        .collect();
    let is_shown = parts.iter().all(|part| words::shown(part).is_some());
    let moved = (0..parts.len())
        .map(|index| (at.clone(), at.index(index)))
        .collect();
    let list = json!(parts);
    Some(Better {
        label: if is_shown {
            format!("write `{}`", words::flow(&list))
        } else {
            "write a list".to_owned()
        },
        mend: Some(Mend::Reshape(list, moved)),
        is_own: is_shown && parts.len() > 1,
    })
}

/// An item of which the name or the one thing beside it is written: `198.51.100.7` where `{ name: …, ip: 198.51.100.7 }`
/// is meant.
fn item_of(at: &Pointer, text: &str, expected: &Expected, json: &Value) -> Option<Better> {
    if !matches!(at.last(), Some(Step::Index(_))) {
        return None;
    }
    let naming = reshape::naming(expected)?;
    let other = reshape::only_other(expected, naming)?;
    let is_name = text
        .chars()
        .all(|letter| letter.is_alphanumeric() || matches!(letter, '-' | '_'));
    let shown = if text.starts_with("/subscriptions/") {
        "ID"
    } else {
        words::shown(text).unwrap_or("…")
    };
    let label = if is_name {
        format!("write `{{ {naming}: {shown}, {other}: … }}`")
    } else if !expected::at(&at.key(other), json).wants("string") {
        return None;
    } else if expected.required.contains(&naming) {
        format!("write `{{ {naming}: …, {other}: {shown} }}`")
    } else {
        format!("write `{{ {other}: {shown} }}`")
    };
    Some(Better::words(label))
}

/// `name:x` or `name = x` where a map is meant: YAML takes it for text.
pub(super) fn glued(at: &Pointer, value: &Value, expected: &Expected) -> Option<Finding> {
    let text = value.as_str().filter(|_| expected.wants("object"))?;
    let is_key =
        |key: &str| expected.keys.contains(&key) || expected.is_dictionary && !key.contains(' ');
    let shown = |value: &str| words::shown(value).unwrap_or("…").to_owned();
    if let Some((key, value)) = text.split_once('=')
        && is_key(key.trim())
        && !words::may_be_secret(&at.key(key.trim()))
    {
        let message = "this is text, not a key and its value: YAML writes `:` for `=`";
        let label = format!("write `{}: {}`", key.trim(), shown(value.trim()));
        let diagnostic =
            Diagnostic::error("wrong-type", Place::Value(at.clone()), message).label(label);
        return Some(Finding::new(
            at.clone(),
            diagnostic,
            fall_back(at, expected),
        ));
    }
    let (key, value) = text.split_once(':').filter(|(key, _)| is_key(key))?;
    let value = value.split_whitespace().next()?;
    let place = Place::Inside(at.clone(), key.len()..key.len() + 1);
    let message = format!("a space is missing after the `:` of `{key}`");
    let mut diagnostic = Diagnostic::error("missing-space-after-colon", place, message);
    if !words::may_be_secret(&at.key(key)) {
        diagnostic = diagnostic.label(format!("write `{key}: {}`", shown(value)));
    }
    Some(Finding::new(
        at.clone(),
        diagnostic,
        fall_back(at, expected),
    ))
}

/// With what checking goes on where nothing better is known.
pub(super) fn fall_back(at: &Pointer, expected: &Expected) -> Mend {
    let is_kind = matches!(at.last(), Some(Step::Key(key)) if key == "kind");
    match expected.default.or(expected.example) {
        _ if is_kind => Mend::RemoveOwner.losing(at),
        Some(value) => Mend::Replace(value.clone()),
        None => Mend::Impossible,
    }
}

fn whole_number(value: &Value, text: &str) -> Option<i64> {
    if let Some(float) = value
        .as_f64()
        .filter(|float| float.fract() == 0.0 && float.abs() < 1e15)
    {
        return format!("{float:.0}").parse().ok();
    }
    text.trim().parse().ok().filter(|_| value.is_string())
}

/// The text of a scalar; not of nothing.
pub(super) fn scalar_text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Bool(_) | Value::Number(_) => Some(value.to_string()),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}

/// What words for on and off mean.
pub(super) fn switch(word: &str) -> Option<bool> {
    match plain(word).as_str() {
        "true" | "yes" | "on" | "y" | "enabled" | "enable" | "1" => Some(true),
        "false" | "no" | "off" | "n" | "disabled" | "disable" | "none" | "0" => Some(false),
        _ => None,
    }
}
