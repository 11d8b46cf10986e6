//! Lists that should be maps and maps that should be lists: what the user meant, where that is plain.

use serde_json::{Map, Value, json};

use super::expected::{self, Expected};
use super::values::is_of_type;
use crate::document::pointer::Pointer;

/// Keys by which the items of a list are told apart, where the user may have made a map of the list.
const NAMING: [&str; 4] = ["name", "keyName", "key", "rule"];

/// A value in its right shape, and where its parts came from.
pub(super) struct Reshaped {
    /// The value.
    pub value: Value,
    /// From where, in the intent before, to where in the intent after.
    pub moved: Vec<(Pointer, Pointer)>,
    /// Whether the user may have called the parts otherwise, so that what refers to them may look wrong.
    pub is_guess: bool,
}

impl Reshaped {
    fn new(value: Value, moved: Vec<(Pointer, Pointer)>) -> Self {
        Self {
            value,
            moved,
            is_guess: false,
        }
    }
}

/// The list that is meant by a map at `at`: the map is the one item, or its keys are the names of the items.
pub(super) fn to_list(at: &Pointer, map: &Map<String, Value>, json: &Value) -> Option<Reshaped> {
    let item = expected::items(at, json);
    if map.is_empty() {
        return None;
    }
    // `-name: x`: the dash is one letter too near.
    let undashed: Map<String, Value> = map
        .iter()
        .map(|(key, value)| {
            let key = key.strip_prefix('-').unwrap_or(key).trim_start();
            (key.to_owned(), value.clone())
        })
        .collect();
    if undashed.keys().any(|key| item.keys.contains(&key.as_str())) {
        let moved = if undashed == *map {
            vec![(at.clone(), at.index(0))]
        } else {
            map.keys()
                .zip(undashed.keys())
                .map(|(from, to)| (at.key(from), at.index(0).key(to)))
                .collect()
        };
        return Some(Reshaped::new(json!([undashed]), moved));
    }
    let naming = naming(&item)?;
    let other = only_other(&item, naming);
    let mut items = Vec::new();
    let mut moved = Vec::new();
    for (index, (key, value)) in map.iter().enumerate() {
        let (from, to) = (at.key(key), at.index(index));
        let mut named = json!({ naming: key });
        let entries = named.as_object_mut()?;
        match value {
            Value::Object(own) => {
                entries.extend(own.iter().map(|(key, value)| (key.clone(), value.clone())));
            }
            Value::Null => {}
            single => {
                let other = other.filter(|_| !single.is_array())?;
                entries.insert(other.to_owned(), single.clone());
                moved.push((from.clone(), to.key(other)));
            }
        }
        moved.push((from, to));
        items.push(named);
    }
    Some(Reshaped::new(Value::Array(items), moved))
}

/// The map that is meant by a list at `at`: its one item, its items of one key each, or its items by their names.
pub(super) fn to_map(
    at: &Pointer,
    list: &[Value],
    expected: &Expected,
    json: &Value,
) -> Option<Reshaped> {
    let items: Vec<&Map<String, Value>> = list
        .iter()
        .map(Value::as_object)
        .collect::<Option<_>>()
        .filter(|items: &Vec<_>| !items.is_empty())?;
    let is_named = expected.is_dictionary && items.iter().all(|item| item.contains_key("name"));
    if is_named {
        return by_name(at, &items, json);
    }
    if let [only] = items.as_slice() {
        return Some(Reshaped::new(json!(only), vec![(at.index(0), at.clone())]));
    }
    if items.iter().any(|item| item.len() != 1) {
        return None;
    }
    let mut merged = Map::new();
    let mut moved = Vec::new();
    for (index, item) in items.into_iter().enumerate() {
        for (key, value) in item {
            if merged.insert(key.clone(), value.clone()).is_some() {
                return None;
            }
            moved.push((at.index(index).key(key), at.key(key)));
        }
    }
    Some(Reshaped::new(Value::Object(merged), moved))
}

/// `- { name: devices, addressPrefix: 10.20.1.0/24 }` as `devices: 10.20.1.0/24`; `- { name: a, sku: b }` as `a: { sku: b }`.
fn by_name(at: &Pointer, items: &[&Map<String, Value>], json: &Value) -> Option<Reshaped> {
    let below = expected::values(at, json);
    let keeps_name = below.required.contains(&"name");
    let mut map = Map::new();
    let mut moved = Vec::new();
    for (index, item) in items.iter().enumerate() {
        let name = item.get("name")?.as_str()?;
        let mut rest = (*item).clone();
        if !keeps_name {
            rest.shift_remove("name");
        }
        let (from, to) = (at.index(index), at.key(name));
        let value = if below.types.contains(&"object") {
            Value::Object(rest)
        } else {
            let mut fitting = rest
                .iter()
                .filter(|(_, value)| below.types.iter().any(|kind| is_of_type(value, kind)));
            let (key, value) = fitting.next().filter(|_| rest.len() == 1)?;
            moved.push((from.key(key), to.clone()));
            value.clone()
        };
        moved.push((from, to));
        if map.insert(name.to_owned(), value).is_some() {
            return None;
        }
    }
    Some(Reshaped {
        is_guess: keeps_name,
        ..Reshaped::new(Value::Object(map), moved)
    })
}

/// The key by which the items of a list are told apart.
pub(super) fn naming(item: &Expected) -> Option<&'static str> {
    NAMING.into_iter().find(|key| item.keys.contains(key))
}

/// The one key beside the name that an item must have.
pub(super) fn only_other(item: &Expected, naming: &str) -> Option<&'static str> {
    let mut others = item.required.iter().filter(|key| **key != naming);
    let other = others.next().copied()?;
    others.next().is_none().then_some(other)
}
