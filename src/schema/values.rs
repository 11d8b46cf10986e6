//! Findings about values: those of the wrong type, and those that are none of the choices.

use serde_json::{Value, json};

use super::expected::{self, Expected};
use super::findings::{Finding, Mend};
use super::near::{nearest, plain};
use super::refused::{self, Advice};
use super::words;
use crate::diag::{Diagnostic, Place};
use crate::document::pointer::Pointer;

/// How many characters of choices stand in a message; more stand in a note.
const LISTED: usize = 64;

/// An example that is longer than this explains nothing on one line.
const LONGEST_EXAMPLE: usize = 90;

/// What to write instead of a value: the words for the user, and the value with which checking can go on.
struct Better {
    label: String,
    value: Option<Value>,
}

impl Better {
    fn words(label: impl Into<String>) -> Self {
        Self {
            label: label.into(),
            value: None,
        }
    }

    fn value(value: Value) -> Self {
        Self {
            label: format!("write `{}`", words::flow(&value)),
            value: Some(value),
        }
    }
}

/// What to say about a value that the schema does not take at `at`.
pub(super) fn wrong(at: Pointer, json: &Value) -> Finding {
    let expected = expected::at(&at, json);
    let value = expected::value_at(json, &at).unwrap_or(&Value::Null);
    let is_text = expected.types.contains(&"string");
    let scalar = scalar_text(value);
    let is_choice = is_text && !expected.choices.is_empty();
    if at.is_root() {
        return root(at, value);
    }
    if let Some(scalar) = &scalar
        && is_choice
    {
        return not_a_choice(at, value, scalar, &expected, json);
    }
    if expected.types.iter().any(|name| is_of_type(value, name))
        && expected.types.contains(&"integer")
    {
        return other_number(at, value, &expected);
    }
    wrong_type(at, value, &expected, json)
}

/// Whether a value is of a type of JSON Schema. Whole numbers are those that hubseal can hold: 64 bits, written
/// without a fraction.
pub(super) fn is_of_type(value: &Value, name: &str) -> bool {
    match name {
        "string" => value.is_string(),
        "integer" => value.is_i64(),
        "boolean" => value.is_boolean(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        "null" => value.is_null(),
        _ => false,
    }
}

fn root(at: Pointer, value: &Value) -> Finding {
    let message = if value.is_null() {
        "the intent is empty".to_owned()
    } else {
        format!("the intent must be a map, not {}", words::kind(value))
    };
    let diagnostic = Diagnostic::error("wrong-type", Place::File, message)
        .help("`hubseal init` writes an intent to begin with");
    Finding::new(at, diagnostic, Mend::Impossible)
}

fn not_a_choice(
    at: Pointer,
    value: &Value,
    scalar: &str,
    expected: &Expected,
    json: &Value,
) -> Finding {
    let name = words::subject(&at);
    let advice = refused::value(&at, scalar, json);
    if let Some(advice) = advice.filter(|advice| advice.later) {
        let said = words::shown(scalar).unwrap_or("this");
        let message = format!("{name} `{said}` comes in a later version of hubseal");
        let diagnostic = advise(
            Diagnostic::error("not-yet", Place::Value(at.clone()), message),
            advice,
        );
        return Finding::new(at, diagnostic, Mend::Impossible);
    }
    let mut choices: Vec<String> = expected
        .choices
        .iter()
        .map(|choice| format!("`{}`", quoted_choice(choice)))
        .collect();
    let others = expected
        .types
        .iter()
        .filter(|name| !matches!(**name, "string" | "null"));
    choices.extend(others.map(|name| words::type_word(name).to_owned()));
    let said = words::shown(scalar).filter(|_| !words::may_be_secret(&at));
    let not = said.map_or_else(String::new, |said| format!(", not `{said}`"));
    let listed = words::either(&choices);
    let is_long = listed.chars().count() > LISTED;
    let message = match (choices.as_slice(), said) {
        ([only], _) => format!("{name} can only be {only}{not}"),
        (_, Some(said)) if is_long => format!("{name} cannot be `{said}`"),
        (_, None) if is_long => format!("{name} cannot be this"),
        _ => format!("{name} must be {listed}{not}"),
    };
    let mut diagnostic = Diagnostic::error("unknown-value", Place::Value(at.clone()), message);
    if is_long {
        diagnostic = diagnostic.note(format!("it must be {listed}"));
    }
    let mut instead = None;
    if let Some(advice) = advice {
        diagnostic = advise(diagnostic, advice);
        instead = advice.write.as_deref();
    } else if let Some(choice) = meant_choice(value, scalar, &expected.choices) {
        diagnostic = diagnostic.label(format!("write `{}`", quoted_choice(choice)));
        instead = Some(choice);
    }
    let mend = instead.map_or_else(
        || fall_back(&at, expected),
        |choice| Mend::Convert(Value::from(choice)),
    );
    Finding::new(at, diagnostic, mend)
}

/// What the table of refused names says about a value.
fn advise(mut diagnostic: Diagnostic, advice: &Advice) -> Diagnostic {
    diagnostic = match (&advice.write, &advice.say) {
        (Some(write), say) => {
            let diagnostic = diagnostic.label(format!("write `{}`", quoted_choice(write)));
            say.iter().fold(diagnostic, Diagnostic::help)
        }
        (None, Some(say)) => diagnostic.label(say),
        (None, None) => diagnostic,
    };
    advice.why.iter().fold(diagnostic, Diagnostic::note)
}

/// A choice as it must be written: `1.2` is a number without its quotes.
fn quoted_choice(choice: &str) -> String {
    words::flow(&Value::from(choice))
}

fn meant_choice(value: &Value, scalar: &str, choices: &[&'static str]) -> Option<&'static str> {
    let on = switch(scalar).filter(|_| !value.is_number());
    let word = on.map(|on| if on { "enabled" } else { "disabled" });
    choices
        .iter()
        .copied()
        .find(|choice| Some(*choice) == word)
        .or_else(|| nearest(scalar, choices.iter().copied()).map(|(choice, _)| choice))
}

/// What words for on and off mean.
fn switch(word: &str) -> Option<bool> {
    match plain(word).as_str() {
        "true" | "yes" | "on" | "y" | "enabled" | "enable" | "1" => Some(true),
        "false" | "no" | "off" | "n" | "disabled" | "disable" | "none" | "0" => Some(false),
        _ => None,
    }
}

fn other_number(at: Pointer, value: &Value, expected: &Expected) -> Finding {
    let only = expected.example.map(words::flow).unwrap_or_default();
    let message = format!("{} can only be {only}, not {value}", words::subject(&at));
    let diagnostic = Diagnostic::error("unknown-value", Place::Value(at.clone()), message)
        .label(format!("write `{only}`"));
    Finding::new(at, diagnostic, Mend::Impossible)
}

fn wrong_type(at: Pointer, value: &Value, expected: &Expected, json: &Value) -> Finding {
    let name = words::subject(&at);
    let mut wanted: Vec<String> = Vec::new();
    for one in expected.types.iter().filter(|one| **one != "null") {
        if *one == "string" && !expected.choices.is_empty() {
            wanted.extend(
                expected
                    .choices
                    .iter()
                    .map(|choice| format!("`{}`", quoted_choice(choice))),
            );
        } else {
            wanted.push(words::type_word(one).to_owned());
        }
    }
    let wanted = words::either(&wanted);
    let message = match value {
        Value::Null => format!("{name} is empty; it must be {wanted}"),
        Value::Number(number) if expected.types == ["integer"] && !number.is_f64() => {
            format!("{name} is too large a number")
        }
        _ => format!("{name} must be {wanted}, not {}", words::kind(value)),
    };
    let mut diagnostic = Diagnostic::error("wrong-type", Place::Value(at.clone()), message);
    let advice = refused::shape(&at, words::short_kind(value), json);
    let better = convert(&at, value, expected, json);
    if let Some(advice) = advice {
        diagnostic = advise(diagnostic, advice);
    } else if let Some(better) = &better {
        diagnostic = diagnostic.label(better.label.clone());
    } else if let Some(example) = expected
        .example
        .map(words::flow)
        .filter(|example| example.len() <= LONGEST_EXAMPLE)
    {
        diagnostic = diagnostic.help(format!("for example `{example}`"));
    }
    let mend = match better {
        Some(Better {
            value: Some(value), ..
        }) => Mend::Convert(value),
        _ => fall_back(&at, expected),
    };
    Finding::new(at, diagnostic, mend)
}

/// How to write a value so that it has a type that is wanted.
fn convert(at: &Pointer, value: &Value, expected: &Expected, json: &Value) -> Option<Better> {
    let wants = |name: &str| expected.types.contains(&name);
    let scalar = scalar_text(value);
    let may_show = !words::may_be_secret(at)
        && scalar
            .as_deref()
            .is_none_or(|text| words::shown(text).is_some());
    let better = if value.is_null() {
        Better::words("write a value, or remove the line")
    } else if wants("array") && scalar.is_some() {
        let item = expected::items(at, json);
        if item.types.contains(&"string") {
            Better::value(json!([scalar]))
        } else {
            return None;
        }
    } else if wants("array") && value.is_object() {
        let items = expected::items(at, json).keys;
        let is_item = value
            .as_object()?
            .keys()
            .any(|key| items.contains(&key.as_str()));
        Better {
            label: "write a list: begin each entry with `- `".to_owned(),
            value: is_item.then(|| json!([value])),
        }
    } else if wants("object") && value.is_array() {
        let single = value.as_array()?.as_slice();
        Better {
            label: "write a map: `name: value`, without `- `".to_owned(),
            value: match single {
                [one] if one.is_object() => Some(one.clone()),
                _ => None,
            },
        }
    } else if wants("string") && value.is_array() {
        match value.as_array()?.as_slice() {
            [Value::String(one)] => Better::value(Value::from(one.as_str())),
            _ => Better::words("write one text"),
        }
    } else if wants("string")
        && let Some(text) = &scalar
    {
        Better {
            label: format!("write it in quotes: `{}`", Value::from(text.as_str())),
            value: Some(Value::from(text.as_str())),
        }
    } else if wants("integer")
        && let Some(text) = &scalar
    {
        let number = whole_number(value, text)?;
        let hint = if value.is_string() {
            ", without quotes"
        } else {
            ""
        };
        Better {
            label: format!("write `{number}`{hint}"),
            value: Some(Value::from(number)),
        }
    } else if wants("boolean")
        && let Some(text) = &scalar
    {
        Better::value(Value::from(switch(text)?))
    } else {
        return None;
    };
    if may_show || better.value.is_none() {
        Some(better)
    } else {
        Some(Better {
            label: String::new(),
            ..better
        })
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
fn scalar_text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Bool(_) | Value::Number(_) => Some(value.to_string()),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}

/// With what checking goes on where nothing better is known.
fn fall_back(at: &Pointer, expected: &Expected) -> Mend {
    let is_kind =
        matches!(at.last(), Some(crate::document::pointer::Step::Key(key)) if key == "kind");
    match expected.default.or(expected.example) {
        Some(value) if !is_kind => Mend::Replace(value.clone()),
        _ => Mend::Impossible,
    }
}
