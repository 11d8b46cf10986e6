//! Where keys live in the schema, and patterns of places such as `targets.*.containers`.

use std::sync::LazyLock;

use serde_json::Value;

use super::expected::{names, reference, schema, take};
use super::near::plain;
use crate::document::pointer::{Pointer, Step};

/// A set of places: written `targets.*:eventHubs.privateEndpoints[]`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Pattern(Vec<Part>);

/// One step of a [`Pattern`].
#[derive(Clone, Debug, PartialEq, Eq)]
enum Part {
    /// The key of a map that the schema names.
    Key(String),
    /// Any key that the user chooses (`*`), perhaps only of a map with this `kind` (`*:eventHubs`).
    Any(Option<String>),
    /// Any item of a list (`[]`).
    Item,
}

/// A key of the schema and the map in which it stands.
#[derive(Debug)]
pub(super) struct Home {
    /// The map.
    pub map: Pattern,
    /// The key in it.
    pub key: &'static str,
    /// The key as it is compared.
    pub plain: String,
}

/// Every key of the schema, in its order.
static HOMES: LazyLock<Vec<Home>> = LazyLock::new(|| {
    let mut homes = Vec::new();
    collect(schema(), &Pattern::default(), &mut homes);
    homes
});

/// Every key of the schema with its place, in the order of the schema.
pub(super) fn all() -> &'static [Home] {
    &HOMES
}

impl Pattern {
    /// Reads a pattern; it never fails, since patterns are part of the program.
    pub(super) fn parse(text: &str) -> Self {
        let mut parts = Vec::new();
        for word in text.split('.').filter(|word| !word.is_empty()) {
            let (name, is_item) = match word.strip_suffix("[]") {
                Some(name) => (name, true),
                None => (word, false),
            };
            parts.push(match name.strip_prefix('*') {
                Some(kind) => Part::Any(kind.strip_prefix(':').map(str::to_owned)),
                None => Part::Key(name.to_owned()),
            });
            if is_item {
                parts.push(Part::Item);
            }
        }
        Self(parts)
    }

    /// Whether the place `pointer` of the intent `json` is one of these.
    pub(super) fn covers(&self, pointer: &Pointer, json: &Value) -> bool {
        let steps = pointer.steps();
        let mut here = Some(json);
        steps.len() == self.0.len()
            && self.0.iter().zip(steps).all(|(part, step)| {
                let is_list = here.is_some_and(Value::is_array);
                here = here.and_then(|value| take(value, step));
                match part {
                    Part::Key(name) => matches!(step, Step::Key(key) if key == name),
                    Part::Any(None) => !is_list,
                    Part::Any(Some(kind)) => {
                        !is_list && here.and_then(|map| map.get("kind")?.as_str()) == Some(kind)
                    }
                    Part::Item => matches!(step, Step::Index(_)),
                }
            })
    }

    /// Whether `key` stands in the maps that this pattern means.
    #[cfg(test)]
    pub(super) fn owns(&self, key: &str) -> bool {
        all()
            .iter()
            .any(|home| home.key == key && self.includes(&home.map))
    }

    /// Whether this pattern means the map `map`, of some kind or of any.
    #[cfg(test)]
    pub(super) fn owns_map(&self, map: &Self) -> bool {
        self.includes(map)
    }

    /// The `kind` that this pattern names.
    #[cfg(test)]
    pub(super) fn kind(&self) -> Option<&str> {
        self.0.iter().find_map(|part| match part {
            Part::Any(kind) => kind.as_deref(),
            Part::Key(_) | Part::Item => None,
        })
    }

    /// One of these places: `name` stands for whatever the user names, and the first item for any.
    #[cfg(test)]
    pub(super) fn sample(&self, name: &str) -> Pointer {
        self.0
            .iter()
            .fold(Pointer::root(), |place, part| match part {
                Part::Key(key) => place.key(key),
                Part::Any(_) => place.key(name),
                Part::Item => place.index(0),
            })
    }

    /// The pattern of the map, and the key in it.
    pub(super) fn split(&self) -> Option<(Self, &str)> {
        match self.0.split_last() {
            Some((Part::Key(key), map)) => Some((Self(map.to_vec()), key)),
            _ => None,
        }
    }

    /// The one place that this pattern means, where it means but one.
    pub(super) fn only(&self) -> Option<Pointer> {
        self.0
            .iter()
            .try_fold(Pointer::root(), |place, part| match part {
                Part::Key(key) => Some(place.key(key)),
                Part::Any(_) | Part::Item => None,
            })
    }

    /// How a user would say it: `hub.cloudToDevice`, `targets.NAME`, an item of `routing.routes`.
    pub(super) fn spell(&self) -> String {
        let mut words: Vec<&str> = Vec::new();
        let mut kind = None;
        let mut lists = Vec::new();
        for part in &self.0 {
            match part {
                Part::Key(key) => words.push(key),
                Part::Any(of_kind) => {
                    words.push("NAME");
                    kind = kind.or(of_kind.as_deref());
                }
                Part::Item => lists.push(words.join(".")),
            }
        }
        let place = match (self.0.last(), lists.pop()) {
            (None, _) => return "the top of the intent".to_owned(),
            (Some(Part::Item), Some(list)) => format!("an item of `{list}`"),
            _ => format!("`{}`", words.join(".")),
        };
        match kind {
            Some(kind) => format!("{place} (kind `{kind}`)"),
            None => place,
        }
    }

    /// How a user would say a key of the maps that this pattern means: `hub.units`.
    pub(super) fn spell_key(&self, key: &str) -> String {
        match self.0.last() {
            None => format!("`{key}` at the top of the intent"),
            Some(Part::Item) => format!("`{key}` in {}", self.spell()),
            Some(Part::Key(_) | Part::Any(_)) => match self.spell().strip_prefix('`') {
                Some(map) => format!("`{}", map.replacen('`', &format!(".{key}`"), 1)),
                None => format!("`{key}` in {}", self.spell()),
            },
        }
    }

    /// Whether every place of `other` is one of these, the `kind` aside where this pattern names none.
    #[cfg(test)]
    fn includes(&self, other: &Self) -> bool {
        self.0.len() == other.0.len()
            && self
                .0
                .iter()
                .zip(&other.0)
                .all(|(own, others)| match (own, others) {
                    (Part::Any(None), Part::Any(_)) => true,
                    (own, others) => own == others,
                })
    }

    fn then(&self, part: Part) -> Self {
        let mut parts = self.0.clone();
        parts.push(part);
        Self(parts)
    }

    fn of_kind(&self, kind: &str) -> Self {
        let mut parts = self.0.clone();
        if let Some(Part::Any(of_kind)) = parts.last_mut() {
            *of_kind = Some(kind.to_owned());
        }
        Self(parts)
    }
}

fn collect(node: &'static Value, map: &Pattern, homes: &mut Vec<Home>) {
    if let Some(target) = reference(node) {
        collect(target, map, homes);
    }
    for key in names(node, "properties") {
        if homes.iter().any(|home| home.key == key && home.map == *map) {
            continue;
        }
        homes.push(Home {
            map: map.clone(),
            key,
            plain: plain(key),
        });
        collect(
            &node["properties"][key],
            &map.then(Part::Key(key.to_owned())),
            homes,
        );
    }
    if node
        .get("additionalProperties")
        .is_some_and(Value::is_object)
    {
        collect(
            &node["additionalProperties"],
            &map.then(Part::Any(None)),
            homes,
        );
    }
    if node.get("items").is_some() {
        collect(&node["items"], &map.then(Part::Item), homes);
    }
    for part in node
        .get("allOf")
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
    {
        if let Some(kind) = part
            .pointer("/if/properties/kind/const")
            .and_then(Value::as_str)
        {
            collect(&part["then"], &map.of_kind(kind), homes);
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn patterns_cover_places() {
        let json = json!({
            "targets": { "lake": { "kind": "storageAccount" }, "0": { "kind": "eventHubs" } },
            "routing": { "routes": [{}] },
        });
        for (pattern, pointer, expected) in [
            ("", "", true),
            ("hub", "/hub", true),
            ("hub", "", false),
            ("targets.*", "/targets/lake", true),
            ("targets.*", "/targets/0", true),
            ("targets.*:storageAccount", "/targets/lake", true),
            ("targets.*:storageAccount", "/targets/0", false),
            (
                "targets.*:eventHubs.eventHubs.*",
                "/targets/0/eventHubs/x",
                true,
            ),
            ("routing.routes[]", "/routing/routes/0", true),
            ("routing.routes.*", "/routing/routes/0", false),
            ("routing.routes[]", "/routing/routes", false),
        ] {
            assert_eq!(
                Pattern::parse(pattern).covers(&Pointer::parse(pointer), &json),
                expected,
                "{pattern} {pointer}"
            );
        }
    }

    #[test]
    fn homes_of_keys() {
        let homes = |key: &str| -> Vec<String> {
            all()
                .iter()
                .filter(|home| home.key == key)
                .map(|home| home.map.spell())
                .collect()
        };
        assert_eq!(homes("version"), ["the top of the intent"]);
        assert_eq!(
            homes("partitions"),
            ["`hub`", "`targets.NAME.eventHubs.NAME` (kind `eventHubs`)"]
        );
        assert_eq!(homes("isEnabled"), ["an item of `routing.routes`"]);
        assert_eq!(homes("queues"), ["`targets.NAME` (kind `serviceBus`)"]);
        assert!(Pattern::parse("targets.*").owns("queues"));
        assert!(!Pattern::parse("targets.*:eventHubs").owns("queues"));
        assert!(Pattern::parse("").owns("hub"));
    }
}
