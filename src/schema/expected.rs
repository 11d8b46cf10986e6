//! What the schema means at a place of an intent: types, choices, keys, an example.

use std::sync::LazyLock;

use serde_json::Value;

use super::homes::Pattern;
use super::text;
use crate::document::meant::Meant;
use crate::document::pointer::{Pointer, Step};

/// The schema, as JSON. It is an invariant of the build (and tested) that it is JSON.
static SCHEMA: LazyLock<Value> =
    LazyLock::new(|| serde_json::from_str(text()).expect("the embedded schema is JSON"));

/// The one place where nothing at all is a text: the condition of a route.
static CONDITION: LazyLock<Pattern> =
    LazyLock::new(|| Pattern::parse("routing.routes[].condition"));

/// Everything that the schema says about one place.
#[derive(Debug, Default)]
pub(super) struct Expected {
    /// The types that may stand here, in the words of JSON Schema; empty where the schema knows no such place.
    pub types: Vec<&'static str>,
    /// The words that may stand here, where not every text may.
    pub choices: Vec<&'static str>,
    /// The keys that a map here may have, in the order of the schema.
    pub keys: Vec<&'static str>,
    /// The keys that a map here must have.
    pub required: Vec<&'static str>,
    /// Whether the keys of a map here are names that the user chooses.
    pub is_dictionary: bool,
    /// What may stand here.
    pub example: Option<&'static Value>,
    /// What holds when nothing stands here.
    pub default: Option<&'static Value>,
}

impl Expected {
    /// Whether a value of this type may stand here.
    pub(super) fn wants(&self, kind: &str) -> bool {
        self.types.contains(&kind)
    }
}

/// The schema as JSON.
pub(super) fn schema() -> &'static Value {
    &SCHEMA
}

/// What kind of value the schema means at `pointer`, for [`Document::to_json`](crate::document::Document::to_json).
///
/// `json` is the whole intent, of which only the maps, the lists and the texts under `kind` matter: the reading of
/// values that is asked for here need not be right in it yet.
pub fn meant(pointer: &Pointer, json: &Value) -> Meant {
    let mut types = Vec::new();
    for node in nodes(pointer, json) {
        if node.get("enum").is_some() || node.get("pattern").is_some() {
            return Meant::Other;
        }
        types.extend(texts(node.get("type")));
    }
    if !types.contains(&"string") {
        Meant::Other
    } else if CONDITION.covers(pointer, json) {
        Meant::Condition
    } else {
        Meant::Text
    }
}

/// What the schema says about the place `pointer` of the intent `json`.
pub(super) fn at(pointer: &Pointer, json: &Value) -> Expected {
    describe(&nodes(pointer, json))
}

/// What the schema says about the items of a list at `pointer`, whatever stands there now.
pub(super) fn items(pointer: &Pointer, json: &Value) -> Expected {
    let items = nodes(pointer, json)
        .into_iter()
        .filter_map(|node| node.get("items"));
    describe(
        &items
            .flat_map(|node| expand(node, None))
            .collect::<Vec<_>>(),
    )
}

/// What the schema says about the values of a map at `pointer` whose keys are the user's names, whatever stands there now.
pub(super) fn values(pointer: &Pointer, json: &Value) -> Expected {
    let values = nodes(pointer, json).into_iter().filter_map(|node| {
        node.get("additionalProperties")
            .filter(|node| node.is_object())
    });
    describe(
        &values
            .flat_map(|node| expand(node, None))
            .collect::<Vec<_>>(),
    )
}

/// The parts of the schema that hold at `pointer`.
fn nodes(pointer: &Pointer, json: &Value) -> Vec<&'static Value> {
    let mut here = Some(json);
    let mut nodes = expand(schema(), here);
    for step in pointer.steps() {
        let below = here.and_then(|value| take(value, step));
        nodes = nodes
            .into_iter()
            .filter_map(|node| child(node, step, here))
            .flat_map(|node| expand(node, below))
            .collect();
        here = below;
    }
    nodes
}

/// The value that a step leads to; an index is also tried as the key of a map.
pub(super) fn take<'a>(value: &'a Value, step: &Step) -> Option<&'a Value> {
    match (value, step) {
        (Value::Array(items), Step::Index(index)) => items.get(*index),
        (Value::Object(map), Step::Key(key)) => map.get(key),
        (Value::Object(map), Step::Index(index)) => map.get(&index.to_string()),
        _ => None,
    }
}

/// The value that a pointer leads to.
pub(super) fn value_at<'a>(json: &'a Value, pointer: &Pointer) -> Option<&'a Value> {
    pointer.steps().iter().try_fold(json, take)
}

fn describe(nodes: &[&'static Value]) -> Expected {
    let mut expected = Expected::default();
    for node in nodes {
        if expected.types.is_empty() {
            expected.types = texts(node.get("type"));
        }
        if expected.choices.is_empty() {
            let choices = if node.get("pattern").is_some() {
                "examples"
            } else {
                "enum"
            };
            expected.choices = texts(node.get(choices));
        }
        for key in names(node, "properties") {
            if !expected.keys.contains(&key) {
                expected.keys.push(key);
            }
        }
        for key in texts(node.get("required")) {
            if !expected.required.contains(&key) {
                expected.required.push(key);
            }
        }
        expected.is_dictionary |= node
            .get("additionalProperties")
            .is_some_and(Value::is_object);
        expected.example = expected.example.or_else(|| node.get("examples")?.get(0));
        expected.default = expected.default.or_else(|| node.get("default"));
    }
    expected
}

/// A node and all others that hold at the same place: behind `$ref`, in `allOf`, and in `then` where its `if` holds.
fn expand(node: &'static Value, json: Option<&Value>) -> Vec<&'static Value> {
    let mut nodes = vec![node];
    if let Some(target) = reference(node) {
        nodes.extend(expand(target, json));
    }
    for part in node
        .get("allOf")
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
    {
        nodes.extend(expand(part, json));
    }
    if let (Some(condition), Some(then)) = (node.get("if"), node.get("then"))
        && holds(condition, json)
    {
        nodes.extend(expand(then, json));
    }
    nodes
}

/// The definition that a node refers to.
pub(super) fn reference(node: &'static Value) -> Option<&'static Value> {
    schema().pointer(node.get("$ref")?.as_str()?.strip_prefix('#')?)
}

/// Whether an `if` of the schema holds. There are two kinds: on the type, which says what a text may be and so holds
/// wherever there may be a text; and on the text under a key.
fn holds(condition: &Value, json: Option<&Value>) -> bool {
    let Some(properties) = condition.get("properties").and_then(Value::as_object) else {
        return true;
    };
    properties
        .iter()
        .all(|(key, wanted)| json.and_then(|json| json.get(key)) == wanted.get("const"))
}

fn child(node: &'static Value, step: &Step, here: Option<&Value>) -> Option<&'static Value> {
    let in_list = match here {
        Some(Value::Array(_)) => true,
        Some(Value::Object(_)) => false,
        _ => matches!(step, Step::Index(_)),
    };
    if in_list {
        return node.get("items");
    }
    let number;
    let key = match step {
        Step::Key(key) => key,
        Step::Index(index) => {
            number = index.to_string();
            &number
        }
    };
    if let Some(property) = node
        .get("properties")
        .and_then(|properties| properties.get(key))
    {
        return Some(property);
    }
    if key.starts_with("x-")
        && let Some(own) = node.get("patternProperties")
    {
        return own.get("^x-");
    }
    node.get("additionalProperties")
        .filter(|other| other.is_object())
}

/// One text, or the texts of a list.
fn texts(value: Option<&'static Value>) -> Vec<&'static str> {
    match value {
        Some(Value::String(one)) => vec![one],
        Some(Value::Array(many)) => many.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    }
}

/// The names in a map of the schema.
pub(super) fn names(node: &'static Value, keyword: &str) -> impl Iterator<Item = &'static str> {
    node.get(keyword)
        .and_then(Value::as_object)
        .into_iter()
        .flat_map(|map| map.keys().map(String::as_str))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_is_meant() {
        let json = json!({
            "x-own": { "a": "no" },
            "tags": { "a": "no" },
            "hub": { "identity": "no", "user": {} },
            "network": { "dns": { "zones": "no" }, "virtualNetworks": { "0": { "addressPrefixes": ["1.10"] } } },
            "targets": {
                "lake": { "kind": "storageAccount", "privateEndpoints": [{ "group": "no", "subnet": "no" }], "containers": ["no"] },
                "stream": { "kind": "eventHubs", "eventHubs": { "no": { "partitions": "no" } } },
                "other": { "kind": "nothing" },
            },
            "routing": { "routes": [{ "condition": "true" }], "endpoints": [{}], "fallback": "no" },
        });
        for (pointer, expected) in [
            ("", Meant::Other),
            ("/version", Meant::Other),
            ("/name", Meant::Text),
            ("/x-own/a", Meant::Other),
            ("/tags/a", Meant::Text),
            ("/tags/0", Meant::Text),
            ("/hub/sku", Meant::Other),
            ("/hub/identity", Meant::Other),
            ("/hub/identity/system", Meant::Other),
            ("/hub/dataResidency", Meant::Other),
            ("/hub/minTlsVersion", Meant::Other),
            ("/hub/units", Meant::Other),
            ("/hub/nothing", Meant::Other),
            ("/hub/nothing/below", Meant::Other),
            ("/hub/cloudToDevice/feedback/ttl", Meant::Text),
            ("/network/dns/zones", Meant::Other),
            ("/network/dns/zones/0", Meant::Text),
            ("/network/allow/0/ip", Meant::Text),
            ("/network/virtualNetworks/0/addressPrefixes/0", Meant::Text),
            ("/network/virtualNetworks/0/subnets/1.10", Meant::Text),
            ("/targets/lake/name", Meant::Text),
            ("/targets/lake/kind", Meant::Other),
            ("/targets/lake/sku", Meant::Other),
            ("/targets/lake/containers/0", Meant::Text),
            ("/targets/lake/capacity", Meant::Other),
            ("/targets/lake/privateEndpoints/0/group", Meant::Other),
            ("/targets/lake/privateEndpoints/0/subnet", Meant::Text),
            ("/targets/lake/privateEndpoints/0/subnet/name", Meant::Text),
            ("/targets/stream/capacity", Meant::Other),
            ("/targets/stream/eventHubs/no/partitions", Meant::Other),
            ("/targets/stream/eventHubs/no/consumerGroups/0", Meant::Text),
            ("/targets/other/name", Meant::Other),
            ("/routing/routes/0/condition", Meant::Condition),
            ("/routing/routes/0/isEnabled", Meant::Other),
            ("/routing/endpoints/0/encoding", Meant::Other),
            ("/routing/fallback", Meant::Other),
            ("/routing/fallback/endpoint", Meant::Text),
            ("/diagnostics/0/logs/0", Meant::Other),
            ("/diagnostics/0/workspace", Meant::Text),
            ("/deployment/retryHubWrite/codes/0", Meant::Text),
        ] {
            assert_eq!(
                meant(&Pointer::parse(pointer), &json),
                expected,
                "{pointer}"
            );
        }
    }
}
