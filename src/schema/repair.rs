//! Makes an intent that the schema takes out of one that it does not, and says what was changed for it.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::findings::{Mend, find};
use super::moves::Moves;
use super::secrets;
use crate::diag::{Diagnostic, Place};
use crate::document::pointer::{Pointer, Step};

/// How often an intent is mended and looked at again. Mending can bring up more: where a `kind` is put right, the keys
/// of that kind are checked for the first time.
const ROUNDS: usize = 8;

/// What the schema makes of an intent. Places are those of the user, also where something was moved.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Examined {
    /// Everything that is wrong, as errors; empty when the schema takes the intent as it is.
    pub diagnostics: Vec<Diagnostic>,
    /// An intent that the schema takes: the given one, or one that was mended; without the `x-` keys at the top, so that
    /// it can be read into the types. `None` where there is nothing to begin with.
    pub repaired: Option<Value>,
    /// What is lost although other parts may refer to it, so that they would look wrong too.
    pub lost: Vec<Pointer>,
    /// What was mended with something that the user may not have meant, in order. What rules find there, or because of
    /// what is there, is no news to the user.
    pub touched: Vec<Pointer>,
    /// What stands in another place of the mended intent than the user wrote it.
    pub moves: Moves,
}

/// Checks an intent and mends it as far as it can be mended.
pub fn examine(json: &Value) -> Examined {
    let mut examined = mend_all(json.clone());
    for at in secrets::find(json) {
        // Under the key of a secret it is said already.
        let is_said = examined.diagnostics.iter().any(|said| {
            matches!(&said.place, Place::Key(key) if said.code == "secret-in-intent" && at.is_within(key))
        });
        if !is_said {
            examined.diagnostics.push(secrets::diagnostic(&at));
            examined.touched.push(at);
        }
    }
    examined.touched.sort();
    examined.touched.dedup();
    examined
}

fn mend_all(mut json: Value) -> Examined {
    let mut examined = Examined::default();
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
        let moves = examined.moves.clone();
        let possible = findings
            .iter()
            .all(|finding| !matches!(finding.mend, Mend::Impossible));
        for finding in findings {
            if !is_within_any(&moves.home(&finding.at), &known)
                && let Some(diagnostic) = &finding.diagnostic
            {
                examined
                    .diagnostics
                    .push(moves.send_home(diagnostic.clone()));
            }
            mend(&mut json, &finding.at, finding.mend, &moves, &mut examined);
        }
        if !possible {
            break;
        }
    }
    examined
}

/// Changes the value at `at`. `moves` are those of earlier rounds, which lead from its places to the user's.
fn mend(json: &mut Value, at: &Pointer, mend: Mend, moves: &Moves, examined: &mut Examined) {
    match mend {
        Mend::Impossible => {}
        Mend::Loses(other, place) => {
            examined.lost.push(moves.home(&place));
            self::mend(json, at, *other, moves, examined);
        }
        Mend::Remove => {
            take_out(json, at);
            examined.touched.push(moves.home(at));
        }
        Mend::Unwrap => {
            let Some(Value::Object(inner)) = take_out(json, at) else {
                return;
            };
            let outer = at.parent().unwrap_or_default();
            for (key, value) in inner {
                let (from, to) = (at.key(&key), outer.key(&key));
                if put(json, &to, value) {
                    examined.moves.push(from, to);
                } else {
                    examined.touched.push(moves.home(&from));
                }
            }
        }
        Mend::Lift => {
            if let (Some(owner), Some(value)) = (at.parent(), take_out(json, at)) {
                replace(json, &owner, value);
                examined.moves.push(at.clone(), owner);
            }
        }
        Mend::RemoveOwner => {
            if let Some(owner) = at.parent() {
                take_out(json, &owner);
                examined.touched.push(moves.home(&owner));
            }
        }
        Mend::Move(place) => {
            if let Some(value) = take_out(json, at)
                && put(json, &place, value)
            {
                examined.touched.push(moves.home(&place));
            }
            examined.touched.push(moves.home(at));
        }
        Mend::Rename(place) => {
            let Some(value) = take_out(json, at) else {
                return;
            };
            if put(json, &place, value) {
                examined.moves.push(at.clone(), place);
            } else {
                examined.touched.push(moves.home(at));
            }
        }
        Mend::Correct(value) => replace(json, at, value),
        Mend::Reshape(value, parts) => {
            replace(json, at, value);
            for (from, to) in parts {
                examined.moves.push(from, to);
            }
        }
        Mend::Convert(value) | Mend::Replace(value) => {
            replace(json, at, value);
            examined.touched.push(moves.home(at));
        }
        Mend::Insert(value) => {
            if put(json, at, value) {
                examined.touched.push(moves.home(at));
            }
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

fn replace(json: &mut Value, at: &Pointer, value: Value) {
    if let Some(place) = json.pointer_mut(&at.to_string()) {
        *place = value;
    }
}

fn take_out(json: &mut Value, at: &Pointer) -> Option<Value> {
    let (map, Step::Key(key)) = (at.parent()?, at.last()?) else {
        return None;
    };
    json.pointer_mut(&map.to_string())?
        .as_object_mut()?
        .shift_remove(key)
}

/// Puts a value where nothing stands yet, with the maps that lead there; says whether it could.
fn put(json: &mut Value, at: &Pointer, value: Value) -> bool {
    let Some((last, way)) = at.steps().split_last() else {
        return false;
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
            None => return false,
        }
    }
    match (here, last) {
        (Value::Object(map), Step::Key(key)) if !map.contains_key(key) => {
            map.insert(key.clone(), value);
            true
        }
        _ => false,
    }
}
