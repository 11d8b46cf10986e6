//! Words for messages about the schema: types, places and values, in the user's language.

use serde_json::Value;

use super::{homes, near::plain};
use crate::document::pointer::{Pointer, Step};

/// The most characters of a name or value that a message repeats.
const LONGEST: usize = 60;

/// Parts of key names under which a secret may stand.
const SECRET: [&str; 8] = [
    "connectionstring",
    "key",
    "password",
    "secret",
    "sas",
    "token",
    "signature",
    "credential",
];

/// What kind of value this is: `text`, `a list`, …
pub(super) fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "nothing",
        Value::Bool(_) => "true or false",
        Value::Number(number) if number.is_f64() => "a number with a fraction",
        Value::Number(_) => "a whole number",
        Value::String(_) => "text",
        Value::Array(_) => "a list",
        Value::Object(_) => "a map",
    }
}

/// The same, in the words of the table of refused names.
pub(super) fn short_kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "nothing",
        Value::Bool(_) => "switch",
        Value::Number(_) => "number",
        Value::String(_) => "text",
        Value::Array(_) => "list",
        Value::Object(_) => "map",
    }
}

/// What a type of the schema is called.
pub(super) fn type_word(name: &str) -> &'static str {
    match name {
        "string" => "text",
        "integer" => "a whole number",
        "number" => "a number",
        "boolean" => "true or false",
        "array" => "a list",
        "object" => "a map",
        _ => "nothing",
    }
}

/// `a`, `a or b`, `a, b or c`.
pub(super) fn either<S: AsRef<str>>(words: &[S]) -> String {
    match words {
        [] => String::new(),
        [one] => one.as_ref().to_owned(),
        [first @ .., last] => {
            let first: Vec<&str> = first.iter().map(AsRef::as_ref).collect();
            format!("{} or {}", first.join(", "), last.as_ref())
        }
    }
}

/// Names in backticks, at most so many of them.
pub(super) fn ticked(names: &[&str], most: usize) -> String {
    let mut words: Vec<String> = names
        .iter()
        .take(most)
        .map(|name| format!("`{name}`"))
        .collect();
    if names.len() > most {
        words.push(format!("{} more", names.len() - most));
    }
    either(&words).replace(" or ", " and ")
}

/// What a message calls the value at `pointer`.
pub(super) fn subject(pointer: &Pointer) -> String {
    match pointer.last() {
        None => "the intent".to_owned(),
        Some(Step::Key(key)) => {
            shown(key).map_or_else(|| "this value".to_owned(), |key| format!("`{key}`"))
        }
        Some(Step::Index(_)) => format!("an item of {}", list_name(pointer)),
    }
}

/// What a message calls the map at `pointer` that owns a key; `json` is the whole intent.
pub(super) fn owner(pointer: &Pointer, json: &Value) -> String {
    match pointer.steps() {
        [] => "an intent".to_owned(),
        [Step::Key(targets), _] if targets == "targets" => {
            let kind = super::expected::value_at(json, pointer)
                .and_then(|target| target.get("kind")?.as_str());
            match kind.and_then(shown) {
                Some(kind) => format!("{} (kind `{kind}`)", subject(pointer)),
                None => subject(pointer),
            }
        }
        _ => subject(pointer),
    }
}

fn list_name(pointer: &Pointer) -> String {
    match pointer.parent().as_ref().and_then(Pointer::last) {
        Some(Step::Key(key)) => {
            shown(key).map_or_else(|| "this list".to_owned(), |key| format!("`{key}`"))
        }
        Some(Step::Index(_)) | None => "this list".to_owned(),
    }
}

/// A name or value as far as a message may repeat it: short, plain, and so hardly a secret.
pub(super) fn shown(text: &str) -> Option<&str> {
    let harmless =
        |character: char| character.is_alphanumeric() || "-_.$@ :{}#/".contains(character);
    let fits = !text.is_empty() && text.chars().count() <= LONGEST && text.chars().all(harmless);
    fits.then_some(text)
}

/// Whether a secret may stand at `pointer`, judged by the names on the way that are not the schema's own.
pub(super) fn may_be_secret(pointer: &Pointer) -> bool {
    pointer.steps().iter().any(|step| match step {
        Step::Key(key) => {
            let key = plain(key);
            SECRET.iter().any(|secret| key.contains(secret))
                && !homes::all().iter().any(|home| home.plain == key)
        }
        Step::Index(_) => false,
    })
}

/// A value in YAML's flow style, on one line.
pub(super) fn flow(value: &Value) -> String {
    match value {
        Value::String(text) => flow_text(text),
        Value::Array(items) => {
            let items: Vec<String> = items.iter().map(flow).collect();
            format!("[{}]", items.join(", "))
        }
        Value::Object(map) if map.is_empty() => "{}".to_owned(),
        Value::Object(map) => {
            let entries: Vec<String> = map
                .iter()
                .map(|(key, value)| format!("{}: {}", flow_text(key), flow(value)))
                .collect();
            format!("{{ {} }}", entries.join(", "))
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => value.to_string(),
    }
}

/// A text: plain where no reader of YAML takes it for something else, otherwise in double quotes.
fn flow_text(text: &str) -> String {
    let other = ["true", "false", "null", "yes", "no", "on", "off", "y", "n"];
    let first = text
        .chars()
        .next()
        .is_some_and(|first| first.is_ascii_alphabetic() || first == '$' || first == '/');
    let is_plain = first
        && !other.contains(&text.to_ascii_lowercase().as_str())
        && !text.ends_with(' ')
        && text
            .chars()
            .all(|letter| letter.is_alphanumeric() || "-_. $/".contains(letter));
    if is_plain {
        text.to_owned()
    } else {
        Value::from(text).to_string()
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn values_in_flow_style() {
        for (value, expected) in [
            (json!("raw"), "raw"),
            (json!("no"), "\"no\""),
            (json!("1.2"), "\"1.2\""),
            (json!("level = 'a'"), "\"level = 'a'\""),
            (json!({}), "{}"),
            (json!([]), "[]"),
            (json!({ "a": ["b", 1, true] }), "{ a: [b, 1, true] }"),
        ] {
            assert_eq!(flow(&value), expected);
        }
    }

    #[test]
    fn secrets_are_not_shown() {
        assert_eq!(shown("s1"), Some("s1"));
        for text in [
            "",
            "Endpoint=sb://x;SharedAccessKey=abc",
            "a\nb",
            "a`b",
            &"a".repeat(61),
        ] {
            assert_eq!(shown(text), None, "{text}");
        }
        for (pointer, expected) in [
            ("/hub/name", false),
            ("/fileUpload/connectionString", true),
            ("/hub/primary_key/x", true),
            ("/hub/sasToken", true),
            ("/tags/apiKey", true),
            ("/hub/deviceSas", false),
        ] {
            assert_eq!(
                may_be_secret(&Pointer::parse(pointer)),
                expected,
                "{pointer}"
            );
        }
    }

    #[test]
    fn names_of_places() {
        let json = json!({ "targets": { "lake": { "kind": "storageAccount" } } });
        for (pointer, expected) in [
            ("", "an intent"),
            ("/hub", "`hub`"),
            ("/targets/lake", "`lake` (kind `storageAccount`)"),
            ("/targets/sea", "`sea`"),
            ("/routing/routes/0", "an item of `routes`"),
            ("/a/0/0", "an item of this list"),
            ("/a=b", "this value"),
        ] {
            assert_eq!(
                owner(&Pointer::parse(pointer), &json),
                expected,
                "{pointer}"
            );
        }
    }

    #[test]
    fn lists_of_words() {
        assert_eq!(either(&["a"]), "a");
        assert_eq!(either(&["a", "b", "c"]), "a, b or c");
        assert_eq!(ticked(&["a", "b", "c"], 2), "`a`, `b` and 1 more");
        assert_eq!(ticked(&["a", "b"], 2), "`a` and `b`");
    }
}
