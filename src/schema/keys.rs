//! Findings about keys: those that the schema does not know, and those that are missing.

use serde_json::Value;

use super::expected::{self, Expected};
use super::findings::{Finding, Mend};
use super::homes;
use super::near::{Likeness, nearest, plain};
use super::refused::{self, Advice};
use super::values::is_of_type;
use super::words;
use crate::diag::{Diagnostic, Place};
use crate::document::pointer::{Pointer, Step};

/// How many keys a message lists.
const LISTED: usize = 12;

/// More homes than this say nothing about where a key belongs (`name`, `tags`).
const MOST_HOMES: usize = 3;

/// What to say about `key`, which the schema does not take in the map at `map`, of which it expects `expected`.
pub(super) fn unknown(map: &Pointer, key: &str, expected: &Expected, json: &Value) -> Finding {
    let at = map.key(key);
    if let Some(finding) = dotted(map, key, json).or_else(|| wrapper(map, key, json)) {
        return finding;
    }
    let near = nearest(key, expected.keys.iter().copied());
    let advice = refused::key(map, key, json, expected);
    match (near, advice) {
        (Some((near, Likeness::Spelling)), _) | (Some((near, Likeness::Close)), None) => {
            misspelt(at, near, map, json)
        }
        (_, Some(advice)) => refuse(at, advice, map, json),
        (far, None) => match homes_of(key) {
            homes if homes.is_empty() => match far {
                Some((near, _)) => misspelt(at, near, map, json),
                None => stranger(at, map, expected, json),
            },
            homes => {
                let diagnostic = not_a_key(&at, map, json)
                    .label(format!("it belongs in {}", words::either(&homes)));
                Finding::new(at, diagnostic, Mend::Remove)
            }
        },
    }
}

/// What to say about `key`, which must stand in the map at `map` and does not.
pub(super) fn missing(map: &Pointer, key: &str, json: &Value) -> Finding {
    let at = map.key(key);
    let expected = expected::at(&at, json);
    let owner = if map.is_root() {
        "the intent".to_owned()
    } else {
        words::owner(map, json)
    };
    let mut diagnostic = Diagnostic::error(
        "missing-key",
        owner_place(map, json),
        format!("{owner} has no `{key}`"),
    );
    if let Some(example) = expected.example {
        diagnostic = diagnostic.label(format!("add `{key}: {}`", words::flow(example)));
    }
    let inferred = (key == "kind").then(|| kind_of(map, json));
    let mend = match (inferred, expected.example) {
        (Some(Some(kind)), _) => {
            diagnostic = diagnostic.label(format!("add `kind: {kind}`"));
            Mend::Correct(with_kind(map, kind, json))
        }
        (Some(None), _) => Mend::RemoveOwner.losing(map),
        (None, Some(example)) => Mend::Insert(example.clone()),
        (None, None) => Mend::Impossible,
    };
    let at = if matches!(mend, Mend::Correct(_)) {
        map.clone()
    } else {
        at
    };
    Finding::new(at, diagnostic, mend)
}

/// What is said of a target without a `kind` that has it under another name, such as `type`.
pub(super) fn renamed_kind(map: &Pointer, json: &Value) -> Option<Finding> {
    let target = expected::value_at(json, map)?.as_object()?;
    let expected = expected::at(map, json);
    let known = ["kind"];
    target.keys().find_map(|key| {
        let advice = refused::key(map, key, json, &expected);
        if advice.is_some_and(|advice| advice.write.as_deref() == Some("kind")) {
            return advice.map(|advice| refuse(map.key(key), advice, map, json));
        }
        let (near, _) = nearest(key, known).filter(|_| !expected.keys.contains(&key.as_str()))?;
        Some(misspelt(map.key(key), near, map, json))
    })
}

/// The kind of a target, as far as what it holds tells.
fn kind_of(map: &Pointer, json: &Value) -> Option<&'static str> {
    let target = expected::value_at(json, map)?.as_object()?;
    let has = |keys: &[&str]| keys.iter().any(|key| target.contains_key(*key));
    match (
        has(&["containers", "hierarchicalNamespace"]),
        has(&["eventHubs", "maximumThroughputUnits"]),
        has(&["queues", "topics"]),
    ) {
        (true, false, false) => Some("storageAccount"),
        (false, true, false) => Some("eventHubs"),
        (false, false, true) => Some("serviceBus"),
        _ => None,
    }
}

fn with_kind(map: &Pointer, kind: &str, json: &Value) -> Value {
    let mut target = expected::value_at(json, map).cloned().unwrap_or_default();
    if let Some(target) = target.as_object_mut() {
        target.insert("kind".to_owned(), Value::from(kind));
    }
    target
}

/// Whether this is a template of Azure's or Terraform's instead of an intent: then it is no news that keys are missing.
pub(super) fn is_template(json: &Value) -> bool {
    json.as_object().is_some_and(|top| {
        [
            "$schema",
            "contentVersion",
            "resources",
            "resource",
            "targetScope",
        ]
        .iter()
        .any(|key| top.contains_key(*key))
    })
}

/// A key that is not known and holds what should stand beside it.
fn wrapper(map: &Pointer, key: &str, json: &Value) -> Option<Finding> {
    let at = map.key(key);
    let inner = expected::value_at(json, &at)?.as_object()?;
    let top = expected::at(map, json).required;
    let is_whole = map.is_root()
        && inner.contains_key("hub")
        && top.iter().filter(|key| inner.contains_key(**key)).count() > 1;
    if !is_whole {
        return None;
    }
    let mut diagnostic = not_a_key(&at, map, json).label("remove it, and move its keys to the top");
    diagnostic.message = format!("{} holds a whole intent", words::subject(&at));
    Some(Finding {
        instead: inner.keys().map(|key| map.key(key)).collect(),
        ..Finding::new(at, diagnostic, Mend::Unwrap)
    })
}

/// `hub.name: x`: a dot in a key leads nowhere.
fn dotted(map: &Pointer, key: &str, json: &Value) -> Option<Finding> {
    let (first, rest) = key.split_once('.')?;
    let place = key
        .split('.')
        .fold(map.clone(), |place, part| place.key(part));
    let is_known = |place: &Pointer| {
        let map = place.parent().unwrap_or_default();
        matches!(place.last(), Some(Step::Key(key)) if expected::at(&map, json).keys.contains(&key.as_str()))
    };
    if !is_known(&map.key(first)) || !is_known(&place) {
        return None;
    }
    let at = map.key(key);
    let diagnostic = not_a_key(&at, map, json)
        .label(format!("write `{first}:`, and `{rest}` below it"))
        .note("a dot in a key is part of its name");
    let mend = if may_move(&at, &place, json) {
        Mend::Rename(place.clone())
    } else {
        Mend::Remove
    };
    Some(Finding {
        instead: vec![place],
        ..Finding::new(at, diagnostic, mend)
    })
}

/// Where it is said that a map lacks something: at the key that owns the map, of a list's item at its first key.
fn owner_place(map: &Pointer, json: &Value) -> Place {
    match map.last() {
        None => Place::Value(map.clone()),
        Some(Step::Key(_)) => Place::Key(map.clone()),
        Some(Step::Index(_)) => {
            let first =
                expected::value_at(json, map).and_then(|item| item.as_object()?.keys().next());
            first.map_or_else(
                || Place::Value(map.clone()),
                |first| Place::Key(map.key(first)),
            )
        }
    }
}

fn not_a_key(at: &Pointer, map: &Pointer, json: &Value) -> Diagnostic {
    let message = format!(
        "{} is not a key of {}",
        words::subject(at),
        words::owner(map, json)
    );
    Diagnostic::error("unknown-key", Place::Key(at.clone()), message)
}

fn misspelt(at: Pointer, near: &'static str, map: &Pointer, json: &Value) -> Finding {
    let diagnostic = not_a_key(&at, map, json);
    let place = map.key(near);
    if expected::value_at(json, &place).is_some() {
        let diagnostic = diagnostic.label(format!("remove it: `{near}` stands here too"));
        return Finding::new(at, diagnostic, Mend::Remove);
    }
    let diagnostic = diagnostic.label(format!("write `{near}`"));
    Finding {
        instead: vec![place.clone()],
        ..Finding::new(at, diagnostic, Mend::Rename(place))
    }
}

fn stranger(at: Pointer, map: &Pointer, expected: &Expected, json: &Value) -> Finding {
    let mut diagnostic = not_a_key(&at, map, json);
    let is_own = matches!(at.last(), Some(Step::Key(key)) if key.starts_with("x-"));
    if is_own {
        diagnostic = diagnostic
            .label("move it to the top of the intent")
            .note("keys that begin with `x-` stand at the top only");
    } else if expected.keys.is_empty() {
        diagnostic = diagnostic.label("remove it").note(format!(
            "{} has no settings: write {{}}",
            words::owner(map, json)
        ));
    } else {
        diagnostic = diagnostic.note(format!(
            "its keys are {}",
            words::ticked(&expected.keys, LISTED)
        ));
    }
    Finding::new(at, diagnostic, Mend::Remove)
}

fn refuse(at: Pointer, advice: &'static Advice, map: &Pointer, json: &Value) -> Finding {
    let name = words::subject(&at);
    let instead = destination(advice, map);
    let mut diagnostic = Diagnostic::error("refused-key", Place::Key(at.clone()), {
        format!("{name} is not a key of {}", words::owner(map, json))
    });
    let mut say = advice.say.as_deref();
    if advice.later {
        diagnostic.code = "not-yet";
        diagnostic.message = format!("{name} comes in a later version of hubseal");
        diagnostic = diagnostic.label("remove it");
    } else if advice.secret {
        diagnostic.code = "secret-in-intent";
        diagnostic.message = format!("{name} has no place in an intent");
        diagnostic = diagnostic.label(say.take().unwrap_or("remove it"));
    } else if let Some(Step::Key(key)) = instead
        .as_ref()
        .filter(|place| place.parent().as_ref() == Some(map))
        .and_then(Pointer::last)
    {
        diagnostic.message = format!("{name} is called `{key}` here");
        diagnostic = diagnostic.label(format!("write `{key}`"));
    } else if let Some((map, key)) = advice.elsewhere().as_ref().and_then(homes::Pattern::split) {
        diagnostic = diagnostic.label(format!("write {}", map.spell_key(key)));
    } else {
        diagnostic = diagnostic.label(say.take().unwrap_or("remove it"));
    }
    diagnostic.helps.extend(say.map(str::to_owned));
    diagnostic.notes.extend(advice.why.clone());
    // What stops says something of targets where no target is, and something of routing where one is.
    let meant = if map
        .parent()
        .is_some_and(|parent| parent == Pointer::root().key("targets"))
    {
        "routing"
    } else {
        "targets"
    };
    if is_whole_id(&at, map, json) {
        return Finding {
            instead: expected::at(map, json)
                .required
                .iter()
                .map(|key| map.key(key))
                .collect(),
            ..Finding::new(at, diagnostic, Mend::Lift)
        };
    }
    let mend = match &instead {
        _ if advice.stops => Mend::Remove.losing(&Pointer::root().key(meant)),
        _ if advice.secret || advice.later => Mend::Remove,
        Some(place) if may_move(&at, place, json) => {
            if is_same(&at, place, advice, json) {
                Mend::Rename(place.clone())
            } else {
                Mend::Move(place.clone())
            }
        }
        _ => Mend::Remove,
    };
    Finding {
        instead: instead.into_iter().collect(),
        ..Finding::new(at, diagnostic, mend)
    }
}

/// `subnet: { id: ID }`: the id stands for the map.
fn is_whole_id(at: &Pointer, map: &Pointer, json: &Value) -> bool {
    let value = expected::value_at(json, at).and_then(Value::as_str);
    let is_only = expected::value_at(json, map)
        .and_then(Value::as_object)
        .is_some_and(|map| map.len() == 1);
    let is_id = matches!(at.last(), Some(Step::Key(key)) if matches!(plain(key).as_str(), "id" | "resourceid"));
    is_only
        && is_id
        && value.is_some_and(|id| id.starts_with("/subscriptions/"))
        && expected::at(map, json).wants("string")
}

/// Where the key should stand, where that is one place.
fn destination(advice: &Advice, map: &Pointer) -> Option<Pointer> {
    match advice.elsewhere() {
        Some(place) => place.only(),
        None => Some(map.key(advice.write.as_deref()?)),
    }
}

/// Whether a value may be read in another place as it is: nothing stands there, and the type is right. Not a switch,
/// whose sense may be the reverse (`disableLocalAuth`).
fn may_move(at: &Pointer, place: &Pointer, json: &Value) -> bool {
    let Some(value) = expected::value_at(json, at) else {
        return false;
    };
    expected::value_at(json, place).is_none()
        && !value.is_boolean()
        && expected::at(place, json)
            .types
            .iter()
            .any(|name| is_of_type(value, name))
}

/// Whether a value means the same in another place: our own key at the wrong place, or a single value under another name
/// that is written in the same way; choices are not, since who knows Azure's key knows Azure's words.
fn is_same(at: &Pointer, place: &Pointer, advice: &Advice, json: &Value) -> bool {
    let (Some(Step::Key(from)), Some(Step::Key(to))) = (at.last(), place.last()) else {
        return false;
    };
    let is_near = matches!(
        nearest(from, [to.as_str()]),
        Some((_, Likeness::Spelling | Likeness::Close))
    );
    let is_single =
        expected::value_at(json, at).is_some_and(|value| !value.is_array() && !value.is_object());
    is_near || is_single && advice.say.is_none() && expected::at(place, json).choices.is_empty()
}

/// Where a key of this very name belongs, unless that is nearly everywhere.
fn homes_of(key: &str) -> Vec<String> {
    let key = plain(key);
    let mut homes: Vec<String> = Vec::new();
    for home in homes::all().iter().filter(|home| home.plain == key) {
        let said = home.map.spell();
        if !homes.contains(&said) {
            homes.push(said);
        }
    }
    if homes.len() > MOST_HOMES {
        Vec::new()
    } else {
        homes
    }
}
