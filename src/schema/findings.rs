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
const REFERRED_TO: [&str; 17] = [
    "hub",
    "hub.identity",
    "network.virtualNetworks",
    "network.virtualNetworks.*",
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
    /// Of a key: where the user should have written it.
    pub instead: Option<Pointer>,
    /// How checking can go on.
    pub mend: Mend,
}

impl Finding {
    /// A mistake at a place, what is said about it, and how checking can go on.
    pub(super) fn new(at: Pointer, diagnostic: Diagnostic, mend: Mend) -> Self {
        Self {
            at,
            diagnostic: Some(diagnostic),
            instead: None,
            mend,
        }
    }
}

/// How an intent with a mistake can be read all the same.
pub(super) enum Mend {
    /// Without the key.
    Remove,
    /// With the key and its value here.
    Move(Pointer),
    /// With the value that was meant, as far as one can know.
    Convert(Value),
    /// With a value that stands in for what was meant.
    Replace(Value),
    /// With a value that was missing.
    Insert(Value),
    /// Not at all.
    Impossible,
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
        .filter_map(|finding| finding.instead.clone())
        .collect();
    for (map, key) in &missing {
        let mut finding = keys::missing(map, key, json);
        if instead.contains(&finding.at) {
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
    for finding in &mut findings {
        if is_referred_to(finding, json) {
            finding.mend = Mend::Impossible;
        }
    }
    findings
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
        Mend::Replace(_) | Mend::Insert(_) => Some(&finding.at),
        Mend::Remove => finding.instead.as_ref(),
        Mend::Move(_) | Mend::Convert(_) | Mend::Impossible => None,
    };
    lost.is_some_and(|at| {
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
