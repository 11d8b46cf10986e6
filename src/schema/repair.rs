//! Makes an intent that the schema takes out of one that it does not, and says what was changed for it.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::findings::{Finding, Mend, find};
use crate::diag::Diagnostic;
use crate::document::pointer::{Pointer, Step};

/// How often an intent is mended and looked at again. Mending can bring up more: where a `kind` is put right, the keys
/// of that kind are checked for the first time.
const ROUNDS: usize = 6;

/// What the schema makes of an intent.
#[derive(Clone, Debug, PartialEq)]
pub struct Examined {
    /// Everything that is wrong, as errors; empty when the schema takes the intent as it is.
    pub diagnostics: Vec<Diagnostic>,
    /// An intent that the schema takes: the given one, or one that was mended; without the `x-` keys at the top, so that
    /// it can be read into the types. `None` where mending would be guessing.
    pub repaired: Option<Value>,
    /// What was mended, in order: keys and values that are not the user's own. What rules find there, or because of what is
    /// there, is no news to the user.
    pub touched: Vec<Pointer>,
}

/// Checks an intent and mends it as far as it can be mended.
pub fn examine(json: &Value) -> Examined {
    let mut examined = Examined {
        diagnostics: Vec::new(),
        repaired: None,
        touched: Vec::new(),
    };
    let mut json = json.clone();
    for _ in 0..ROUNDS {
        let findings = find(&json);
        if findings.is_empty() {
            if let Some(top) = json.as_object_mut() {
                top.retain(|key, _| !key.starts_with("x-"));
            }
            examined.repaired = Some(json);
            break;
        }
        let known: BTreeSet<Pointer> = examined.touched.iter().cloned().collect();
        let possible = findings
            .iter()
            .all(|finding| !matches!(finding.mend, Mend::Impossible));
        for finding in findings {
            if !is_within_any(&finding.at, &known) {
                examined.diagnostics.extend(finding.diagnostic.clone());
            }
            mend(&mut json, finding, &mut examined.touched);
        }
        if !possible {
            break;
        }
    }
    examined.touched.sort();
    examined.touched.dedup();
    examined
}

/// An intent that the schema takes made out of one that it may not take, without `x-` keys, and the places that were
/// changed for it.
/// `None` where that would be guessing.
pub fn repair(json: &Value) -> Option<(Value, Vec<Pointer>)> {
    let examined = examine(json);
    examined
        .repaired
        .map(|repaired| (repaired, examined.touched))
}

fn mend(json: &mut Value, finding: Finding, touched: &mut Vec<Pointer>) {
    let at = finding.at;
    match finding.mend {
        Mend::Impossible => {}
        Mend::Remove => {
            take_out(json, &at);
            touched.push(at);
        }
        Mend::Move(place) => {
            if let Some(value) = take_out(json, &at) {
                put(json, &place, value);
                touched.push(place);
            }
            touched.push(at);
        }
        Mend::Convert(value) | Mend::Replace(value) => {
            if let Some(place) = json.pointer_mut(&at.to_string()) {
                *place = value;
            }
            touched.push(at);
        }
        Mend::Insert(value) => {
            put(json, &at, value);
            touched.push(at);
        }
    }
}

/// Whether a place, or one that holds it, is in the set.
fn is_within_any(at: &Pointer, places: &BTreeSet<Pointer>) -> bool {
    let mut place = Some(at.clone());
    while let Some(here) = place {
        if places.contains(&here) {
            return true;
        }
        place = here.parent();
    }
    false
}

fn take_out(json: &mut Value, at: &Pointer) -> Option<Value> {
    let (map, Step::Key(key)) = (at.parent()?, at.last()?) else {
        return None;
    };
    json.pointer_mut(&map.to_string())?
        .as_object_mut()?
        .swap_remove(key)
}

/// Puts a value where nothing stands yet, with the maps that lead there.
fn put(json: &mut Value, at: &Pointer, value: Value) {
    let Some((last, way)) = at.steps().split_last() else {
        return;
    };
    let mut here = json;
    for step in way {
        let next = match (here, step) {
            (Value::Object(map), Step::Key(key)) => {
                Some(map.entry(key).or_insert_with(|| Value::Object(Map::new())))
            }
            (Value::Object(map), Step::Index(index)) => map.get_mut(&index.to_string()),
            (Value::Array(items), Step::Index(index)) => items.get_mut(*index),
            _ => None,
        };
        match next {
            Some(next) => here = next,
            None => return,
        }
    }
    if let (Value::Object(map), Step::Key(key)) = (here, last) {
        map.entry(key).or_insert(value);
    }
}
