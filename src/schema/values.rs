//! Findings about values: those of the wrong type, and those that are none of the choices.

use serde_json::{Value, json};

use super::convert::{
    Better, convert, convert_list, fall_back, glued, only_key, scalar_text, switch,
};
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

/// What to say about a value that the schema does not take at `at`.
pub(super) fn wrong(at: Pointer, json: &Value) -> Finding {
    let expected = expected::at(&at, json);
    let value = expected::value_at(json, &at).unwrap_or(&Value::Null);
    let is_text = expected.types.contains(&"string");
    let scalar = scalar_text(value);
    let is_choice = is_text && !expected.choices.is_empty();
    if at.is_root() {
        return root(at, value, &expected, json);
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

fn root(at: Pointer, value: &Value, expected: &Expected, json: &Value) -> Finding {
    let message = if value.is_null() {
        "the intent is empty".to_owned()
    } else {
        format!("the intent must be a map, not {}", words::kind(value))
    };
    let diagnostic = Diagnostic::error("wrong-type", Place::Value(at.clone()), message)
        .help("`hubseal init` writes an intent to begin with");
    let better = value
        .as_array()
        .and_then(|list| convert_list(&at, list, expected, json));
    match better {
        Some(Better {
            label,
            mend: Some(mend),
            ..
        }) => Finding::new(at, diagnostic.label(label), mend),
        _ => Finding::new(at, diagnostic, Mend::Impossible),
    }
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
        let mend = fall_back(&at, expected).losing(&at);
        return Finding::new(at, diagnostic, mend);
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
    } else if scalar.starts_with("/subscriptions/") && expected.wants("array") {
        // The id of one zone where a list of ids is meant.
        let diagnostic = diagnostic.label("write a list: `[ID]`");
        return Finding::new(at, diagnostic, Mend::Correct(json!([scalar])));
    } else if scalar.starts_with("/subscriptions/") && expected.keys.contains(&"user") {
        let diagnostic = diagnostic.label("write `{ user: [ID] }`");
        return Finding::new(at, diagnostic, Mend::Correct(json!({ "user": [scalar] })));
    } else if expected.keys.contains(&"resourceGroup") && scalar.contains('.') {
        // The name of a zone.
        diagnostic = diagnostic.label("write a list of zone ids, or `{ resourceGroup: NAME }`");
    } else if expected.keys.contains(&"resourceGroup")
        && let Some(said) = said
    {
        diagnostic = diagnostic.label(format!("write `{{ resourceGroup: {said} }}`"));
    } else if let Some(key) = only_key(&at, expected, json)
        && value.is_string()
    {
        // `fallback: cold` where `fallback: { endpoint: cold }` is meant.
        let whole = json!({ key: scalar });
        if said.is_some() {
            diagnostic = diagnostic.label(format!("write `{}`", words::flow(&whole)));
        }
        return Finding::new(at, diagnostic, Mend::Correct(whole));
    }
    let mend = match instead {
        None => fall_back(&at, expected),
        Some(choice) if plain(choice) == plain(scalar) => Mend::Correct(Value::from(choice)),
        Some(choice) => Mend::Convert(Value::from(choice)),
    };
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

fn other_number(at: Pointer, value: &Value, expected: &Expected) -> Finding {
    let only = expected.example.map(words::flow).unwrap_or_default();
    let message = format!("{} can only be {only}, not {value}", words::subject(&at));
    let diagnostic = Diagnostic::error("unknown-value", Place::Value(at.clone()), message)
        .label(format!("write `{only}`"));
    let mend = fall_back(&at, expected);
    Finding::new(at, diagnostic, mend)
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
    if let Some(finding) = glued(&at, value, expected) {
        return finding;
    }
    let mut diagnostic = Diagnostic::error("wrong-type", Place::Value(at.clone()), message);
    let advice = refused::shape(&at, words::short_kind(value), json);
    let better = convert(&at, value, expected, json);
    let is_own = better.as_ref().is_some_and(|better| better.is_own);
    if let Some(advice) = advice.filter(|_| !is_own) {
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
    let mend = better
        .and_then(|better| better.mend)
        .unwrap_or_else(|| fall_back(&at, expected));
    Finding::new(at, diagnostic, mend)
}
