//! From the errors of the schema to what is said about them, and how checking can go on.

use std::collections::BTreeSet;

use indexmap::{IndexMap, IndexSet};
use jsonschema::error::ValidationErrorKind;
use serde_json::Value;

use super::homes::Pattern;
use super::{expected, keys, validator, values, words};
use crate::diag::{Diagnostic, Place};
use crate::document::pointer::{Pointer, Step};

/// Places that others refer to: when one of these is wrong and cannot be mended as it was meant, whatever refers to it
/// would look wrong too.
const REFERRED_TO: [&str; 19] = [
    "hub",
    "hub.identity",
    "network.virtualNetworks",
    "network.virtualNetworks.*",
    "network.virtualNetworks.*.subnets",
    "network.virtualNetworks.*.subnets.*",
    "targets",
    "targets.*",
    "targets.*.containers",
    "targets.*.eventHubs",
    "targets.*.queues",
    "targets.*.topics",
    "routing.endpoints",
    "routing.endpoints[]",
    "routing.endpoints[].name",
    "targets.*.containers[]",
    "targets.*.eventHubs[]",
    "targets.*.queues[]",
    "targets.*.topics[]",
];

/// One mistake against the schema.
pub(super) struct Finding {
    /// The key or value that is wrong or missing.
    pub at: Pointer,
    /// What is said about it; nothing where another finding says it.
    pub diagnostic: Option<Diagnostic>,
    /// Of a key: where the user should have written it, or what it holds.
    pub instead: Vec<Pointer>,
    /// How checking can go on.
    pub mend: Mend,
}

impl Finding {
    /// A mistake at a place, what is said about it, and how checking can go on.
    pub(super) fn new(at: Pointer, diagnostic: Diagnostic, mend: Mend) -> Self {
        Self {
            at,
            diagnostic: Some(diagnostic),
            instead: Vec::new(),
            mend,
        }
    }
}

/// How an intent with a mistake can be read all the same.
pub(super) enum Mend {
    /// Without the key.
    Remove,
    /// With the key and its value here, which may not mean quite the same.
    Move(Pointer),
    /// With the key and its value here, which is the very same.
    Rename(Pointer),
    /// With the value that was meant, as far as one can know.
    Convert(Value),
    /// With the value that was meant, without a doubt.
    Correct(Value),
    /// With the value that was meant, without a doubt, whose parts stood at one place and now stand at another.
    Reshape(Value, Vec<(Pointer, Pointer)>),
    /// With a value that stands in for what was meant.
    Replace(Value),
    /// With a value that was missing.
    Insert(Value),
    /// With the value of the key in the place of the map that holds it.
    Lift,
    /// With the keys of this map in the place of the key.
    Unwrap,
    /// Without the map that holds it.
    RemoveOwner,
    /// So, but what is meant at this place is lost, and other parts may refer to it.
    Loses(Box<Mend>, Pointer),
    /// Not at all.
    Impossible,
}

impl Mend {
    /// This, by which what is meant at `place` is lost.
    pub(super) fn losing(self, place: &Pointer) -> Self {
        match self {
            Mend::Loses(mend, place) => Mend::Loses(mend, place),
            other => Mend::Loses(Box::new(other), place.clone()),
        }
    }
}

/// All mistakes of `json` against the schema, one for each key or value.
pub(super) fn find(json: &Value) -> Vec<Finding> {
    let mut unknown: IndexMap<Pointer, IndexSet<String>> = IndexMap::new();
    let mut missing: IndexSet<(Pointer, String)> = IndexSet::new();
    let mut wrong: IndexMap<Pointer, String> = IndexMap::new();
    for error in validator().iter_errors(json) {
        let at = pointer(error.instance_path().as_str(), json);
        match error.kind() {
            ValidationErrorKind::AdditionalProperties { unexpected } => {
                unknown
                    .entry(at)
                    .or_default()
                    .extend(unexpected.iter().cloned());
            }
            // A map that may have no key at all.
            ValidationErrorKind::FalseSchema => {
                let map = expected::value_at(json, &at).and_then(Value::as_object);
                let keys = map.into_iter().flat_map(|map| map.keys().cloned());
                unknown.entry(at).or_default().extend(keys);
            }
            ValidationErrorKind::Required { property } => {
                missing.insert((at, property.as_str().unwrap_or_default().to_owned()));
            }
            other => {
                wrong
                    .entry(at)
                    .or_insert_with(|| other.keyword().to_owned());
            }
        }
    }
    unheld_numbers(json, &Pointer::root(), &mut wrong);

    let mut findings: Vec<Finding> = Vec::new();
    for (map, unknown) in &unknown {
        let expected = expected::at(map, json);
        findings.extend(
            unknown
                .iter()
                .map(|key| keys::unknown(map, key, &expected, json)),
        );
    }
    let instead: BTreeSet<Pointer> = findings
        .iter()
        .flat_map(|finding| finding.instead.clone())
        .collect();
    for (map, key) in &missing {
        let renamed = (key == "kind")
            .then(|| keys::renamed_kind(map, json))
            .flatten();
        let place = map.key(key);
        let mut finding = renamed.unwrap_or_else(|| keys::missing(map, key, json));
        let is_elsewhere = instead.iter().any(|written| written.is_within(&place));
        if is_elsewhere || map.is_root() && keys::is_template(json) {
            finding.diagnostic = None;
        }
        findings.push(finding);
    }
    findings.extend(
        wrong
            .into_iter()
            .map(|(at, keyword)| match keyword.as_str() {
                "type" | "enum" | "pattern" => values::wrong(at, json),
                _ => unforeseen(at, &keyword),
            }),
    );
    missing_levels(&mut findings, json);
    for finding in &mut findings {
        if is_referred_to(finding, json) {
            let mend = std::mem::replace(&mut finding.mend, Mend::Impossible);
            finding.mend = mend.losing(&finding.at);
        }
    }
    findings
}

/// Where the keys of one thing stand in the map that holds such things by the user's names, all that is wrong with them
/// comes from the name that is missing above them.
fn missing_levels(findings: &mut Vec<Finding>, json: &Value) {
    let mut maps: IndexMap<Pointer, Pointer> = IndexMap::new();
    for finding in findings.iter() {
        let (Some(map), Some(Step::Key(key))) = (finding.at.parent(), finding.at.last()) else {
            continue;
        };
        let value = expected::value_at(json, &finding.at);
        let is_single = value.is_some_and(|value| !value.is_object() && !value.is_null());
        if !is_single || !expected::at(&map, json).is_dictionary {
            continue;
        }
        let below = expected::values(&map, json);
        let key = key.as_str();
        if below.wants("object") && (below.keys.contains(&key) || below.required.contains(&key)) {
            maps.entry(map).or_insert_with(|| finding.at.clone());
        }
    }
    for (map, first) in maps {
        findings.retain(|finding| finding.at == map || !finding.at.is_within(&map));
        let message = format!(
            "{} holds things by names of your own, and such a name is missing above this key",
            words::subject(&map)
        );
        let diagnostic = Diagnostic::error("wrong-type", Place::Key(first), message)
            .label("write a name above it, and indent it and the keys beside it")
            .note("the name is how the rest of the intent refers to it");
        findings.push(Finding::new(
            map,
            diagnostic,
            Mend::Replace(Value::Object(serde_json::Map::new())),
        ));
    }
}

/// JSON Schema takes `4.0` and numbers of more than 64 bits for whole numbers; hubseal does not.
fn unheld_numbers(json: &Value, root: &Pointer, wrong: &mut IndexMap<Pointer, String>) {
    let mut open = vec![(root.clone(), json)];
    while let Some((at, value)) = open.pop() {
        match value {
            Value::Array(items) => open.extend(
                items
                    .iter()
                    .enumerate()
                    .map(|(index, item)| (at.index(index), item)),
            ),
            Value::Object(map) => open.extend(map.iter().map(|(key, value)| (at.key(key), value))),
            Value::Number(number)
                if !number.is_i64() && expected::at(&at, json).types == ["integer"] =>
            {
                wrong.entry(at).or_insert_with(|| "type".to_owned());
            }
            _ => {}
        }
    }
}

/// Whether what the user meant is lost by the mend, and others refer to it.
fn is_referred_to(finding: &Finding, json: &Value) -> bool {
    let lost = match finding.mend {
        Mend::Replace(_) | Mend::Insert(_) => std::slice::from_ref(&finding.at),
        Mend::Remove => &finding.instead,
        Mend::Move(_)
        | Mend::Rename(_)
        | Mend::Unwrap
        | Mend::Lift
        | Mend::Convert(_)
        | Mend::Correct(_)
        | Mend::Reshape(..)
        | Mend::RemoveOwner
        | Mend::Loses(..)
        | Mend::Impossible => &[],
    };
    lost.iter().any(|at| {
        REFERRED_TO
            .iter()
            .any(|place| Pattern::parse(place).covers(at, json))
    })
}

/// A keyword that the schema does not use today; a test keeps it so.
fn unforeseen(at: Pointer, keyword: &str) -> Finding {
    let message = format!(
        "{} is not what the schema wants (`{keyword}`)",
        words::subject(&at)
    );
    let diagnostic = Diagnostic::error("wrong-type", Place::Value(at.clone()), message);
    Finding::new(at, diagnostic, Mend::Impossible)
}

/// A place in the words of the validator, told apart into keys and indices.
fn pointer(text: &str, json: &Value) -> Pointer {
    let mut here = Some(json);
    let mut pointer = Pointer::root();
    for part in text.split('/').skip(1) {
        let part = part.replace("~1", "/").replace("~0", "~");
        let step = match (here, part.parse()) {
            (Some(Value::Array(_)), Ok(index)) => Step::Index(index),
            _ => Step::Key(part),
        };
        here = here.and_then(|value| expected::take(value, &step));
        pointer = pointer.step(step);
    }
    pointer
}
