//! Names that people write and hubseal does not take: Azure's own, Terraform's, those of `az`, and what has no place here.
//!
//! They are data, in `refused.json` beside this file: where, which names, what to write instead, and why. Names are
//! compared without regard to case, hyphens, underscores and a leading `--`.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;
use serde_json::Value;

use super::expected::Expected;
use super::homes::Pattern;
use super::near::plain;
use crate::document::pointer::Pointer;

/// The place of entries that hold everywhere.
const EVERYWHERE: &str = "**";

/// The table, and where in it each name stands.
static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let file: File = serde_json::from_str(include_str!("refused.json"))
        .expect("the table of refused names is right");
    Table::new(file)
});

/// What to say about a name or a value.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Advice {
    /// Where it is said: patterns of the map that holds the key, or of the value.
    at: Vec<String>,
    /// Keys.
    #[serde(default)]
    keys: Vec<String>,
    /// Values.
    #[serde(default)]
    values: Vec<String>,
    /// Kind of value: `map`, `list`, `text`, `number`, `switch`.
    #[serde(default)]
    got: Option<String>,
    /// What to write instead: a key of the same map, or a full path (with a dot in it); a value.
    pub write: Option<String>,
    /// What to write instead, in words.
    pub say: Option<String>,
    /// Why.
    pub why: Option<String>,
    /// It comes in a later version.
    #[serde(default)]
    pub later: bool,
    /// It holds a secret.
    #[serde(default)]
    pub secret: bool,
    /// Others refer to what it means, so that without it they would look wrong too.
    #[serde(default)]
    pub stops: bool,
}

/// The data file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    keys: Vec<Advice>,
    values: Vec<Advice>,
    shapes: Vec<Advice>,
}

struct Table {
    file: File,
    /// Entries of `file.keys` by plain name; those for everywhere last.
    by_key: BTreeMap<String, Vec<usize>>,
    /// Entries of `file.values` by plain value.
    by_value: BTreeMap<String, Vec<usize>>,
}

impl Table {
    fn new(file: File) -> Self {
        let mut by_key: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for everywhere in [false, true] {
            for (index, advice) in file.keys.iter().enumerate() {
                if advice.is_everywhere() == everywhere {
                    for key in &advice.keys {
                        by_key.entry(plain(key)).or_default().push(index);
                    }
                }
            }
        }
        let mut by_value: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (index, advice) in file.values.iter().enumerate() {
            for value in &advice.values {
                by_value.entry(plain(value)).or_default().push(index);
            }
        }
        Self {
            file,
            by_key,
            by_value,
        }
    }
}

impl Advice {
    fn is_everywhere(&self) -> bool {
        self.at.iter().any(|at| at == EVERYWHERE)
    }

    fn holds_at(&self, pointer: &Pointer, json: &Value) -> bool {
        self.at
            .iter()
            .any(|at| at == EVERYWHERE || Pattern::parse(at).covers(pointer, json))
    }

    /// The place of what to write instead, where that is not in the same map.
    pub(super) fn elsewhere(&self) -> Option<Pattern> {
        self.write
            .as_deref()
            .filter(|write| write.contains('.'))
            .map(Pattern::parse)
    }
}

/// What to say about `key`, which the schema does not know, in the map at `map`, of which it expects `expected`.
pub(super) fn key(
    map: &Pointer,
    key: &str,
    json: &Value,
    expected: &Expected,
) -> Option<&'static Advice> {
    let found = TABLE.by_key.get(&plain(key))?;
    found
        .iter()
        .map(|index| &TABLE.file.keys[*index])
        .find(|advice| {
            let fits = !advice.is_everywhere()
                || advice
                    .write
                    .as_deref()
                    .is_none_or(|write| expected.keys.contains(&write));
            fits && advice.holds_at(map, json)
        })
}

/// What to say about a text, number or boolean at `pointer` that is not one of the choices.
pub(super) fn value(pointer: &Pointer, value: &str, json: &Value) -> Option<&'static Advice> {
    let found = TABLE.by_value.get(&plain(value))?;
    found
        .iter()
        .map(|index| &TABLE.file.values[*index])
        .find(|advice| advice.holds_at(pointer, json))
}

/// What to say about a value at `pointer` of the wrong type: `got` is `map`, `list`, `text`, `number` or `switch`.
pub(super) fn shape(pointer: &Pointer, got: &str, json: &Value) -> Option<&'static Advice> {
    TABLE
        .file
        .shapes
        .iter()
        .find(|advice| advice.got.as_deref() == Some(got) && advice.holds_at(pointer, json))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use serde_json::json;

    use super::*;
    use crate::schema::expected;
    use crate::schema::homes;

    /// An entry may say `write X` only where the schema has X, and may refuse only what the schema does not take.
    #[test]
    fn table_agrees_with_schema() {
        let mut wrong = Vec::new();
        for advice in &TABLE.file.keys {
            assert!(
                !advice.keys.is_empty() && advice.values.is_empty() && advice.got.is_none(),
                "{advice:?}"
            );
            for at in &advice.at {
                if at == EVERYWHERE {
                    if let Some(write) = &advice.write
                        && !homes::all().iter().any(|home| home.key == write)
                    {
                        wrong.push(format!("anywhere: no `{write}`"));
                    }
                    continue;
                }
                let map = Pattern::parse(at);
                let known: Vec<&str> = homes::all()
                    .iter()
                    .filter(|home| map.owns_map(&home.map))
                    .map(|home| home.key)
                    .collect();
                for key in &advice.keys {
                    if known.iter().any(|known| plain(known) == plain(key)) {
                        wrong.push(format!("{at}: `{key}` is a key of the schema"));
                    }
                }
                let place = match advice.elsewhere() {
                    Some(place) => place.split().map(|(map, key)| (map, key.to_owned())),
                    None => advice.write.clone().map(|write| (map, write)),
                };
                if let Some((map, key)) = place
                    && !map.owns(&key)
                {
                    wrong.push(format!("{at}: no `{key}` in {}", map.spell()));
                }
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    #[test]
    fn values_agree_with_schema() {
        let intent = |kind: &str| json!({ "targets": { "NAME": { "kind": kind } } });
        for advice in &TABLE.file.values {
            assert!(
                advice.keys.is_empty() && !advice.values.is_empty(),
                "{advice:?}"
            );
            for at in &advice.at {
                let pointer = Pointer::parse(&format!(
                    "/{}",
                    at.replace("[]", ".0")
                        .replace('*', "NAME")
                        .replace('.', "/")
                ));
                let choices: Vec<&str> = ["storageAccount", "eventHubs", "serviceBus"]
                    .iter()
                    .flat_map(|kind| expected::at(&pointer, &intent(kind)).choices)
                    .collect();
                assert!(!choices.is_empty(), "{at} is no choice");
                if let Some(write) = &advice.write {
                    assert!(
                        choices.contains(&write.as_str()),
                        "{at}: no choice `{write}`"
                    );
                }
            }
        }
    }

    #[test]
    fn shapes_are_places_of_the_schema() {
        for advice in &TABLE.file.shapes {
            assert!(
                ["map", "list", "text", "number", "switch", "nothing"]
                    .contains(&advice.got.as_deref().unwrap())
            );
            for at in &advice.at {
                let pointer = Pointer::parse(&format!(
                    "/{}",
                    at.replace("[]", ".0")
                        .replace('*', "NAME")
                        .replace('.', "/")
                ));
                let is_known = ["storageAccount", "eventHubs", "serviceBus"]
                    .iter()
                    .any(|kind| {
                        let json = json!({ "targets": { "NAME": { "kind": kind } } });
                        !expected::at(&pointer, &json).types.is_empty()
                    });
                assert!(is_known, "{at}");
            }
        }
    }

    /// Each name may stand once for each place, so that no entry hides another.
    #[test]
    fn no_name_twice() {
        let mut seen = BTreeSet::new();
        let mut twice = Vec::new();
        for advice in &TABLE.file.keys {
            let names: BTreeSet<String> = advice.keys.iter().map(|key| plain(key)).collect();
            for at in &advice.at {
                for name in &names {
                    if !seen.insert((at.clone(), name.clone())) {
                        twice.push(format!("{at}: {name}"));
                    }
                }
            }
        }
        assert!(twice.is_empty(), "{}", twice.join("\n"));
    }

    #[test]
    fn names_are_found() {
        let json = json!({ "hub": {}, "targets": { "s": { "kind": "serviceBus" }, "e": { "kind": "eventHubs" } } });
        for (map, name, write) in [
            ("/hub", "capacity", Some("units")),
            ("/hub", "Capacity", Some("units")),
            ("/hub", "--partition-count", Some("partitions")),
            ("/hub", "event_hub_retention_in_days", Some("retentionDays")),
            ("/network/allow/0", "ipMask", Some("ip")),
            ("/targets/e", "throughputUnits", Some("capacity")),
            ("/targets/e", "connectionString", None),
            ("/routing/routes/0", "endpointNames", Some("endpoint")),
        ] {
            let map = Pointer::parse(map);
            let advice = key(&map, name, &json, &expected::at(&map, &json)).expect(name);
            assert_eq!(advice.write.as_deref(), write, "{name}");
        }
        let map = Pointer::parse("/targets/s");
        assert!(key(&map, "throughputUnits", &json, &expected::at(&map, &json)).is_none());
    }
}
