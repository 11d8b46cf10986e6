//! Tags of every resource that the template makes.

use std::collections::{BTreeMap, BTreeSet};

use crate::azure::tags;
use crate::diag::{Diagnostic, Place};
use crate::document::pointer::Pointer;
use crate::intent::written::{Tags, TargetKind, Written, Zones, ZonesWord};
use crate::rules::at;
use crate::rules::network::private_endpoint;

/// The tags of one thing.
struct Tagged<'a> {
    tags: &'a Tags,
    pointer: Pointer,
    is_storage: bool,
}

/// The rule `tag-name`.
pub(super) fn name(intent: &Written, found: &mut Vec<Diagnostic>) {
    let makes_storage = intent
        .targets
        .values()
        .any(|target| target.existing.is_none() && target.kind == TargetKind::StorageAccount);
    for tagged in every(intent) {
        let is_root = tagged.pointer == at(&["tags"]);
        for name in tagged.tags.keys() {
            let on_storage = tagged.is_storage || is_root && makes_storage;
            let Some(what) = refused(name, on_storage) else {
                continue;
            };
            found.push(Diagnostic::error("tag-name", Place::Key(tagged.pointer.key(name)), what).note(
                "names of tags are 1 to 512 characters, on storage accounts 1 to 128, and hold none of `< > % & \\ ? /`",
            ));
        }
    }
}

/// Why Azure refuses a name; none where it takes it.
fn refused(name: &str, on_storage: bool) -> Option<String> {
    let length = name.chars().count();
    let most = if on_storage {
        tags::LONGEST_NAME_ON_STORAGE
    } else {
        tags::LONGEST_NAME
    };
    let bad = name
        .chars()
        .find(|c| tags::FORBIDDEN.contains(*c) || c.is_control());
    if name.is_empty() {
        Some("a tag must have a name".to_owned())
    } else if let Some(c) = bad {
        Some(format!("the name of a tag may not hold {}", spoken(c)))
    } else if length > most {
        let place = if length > tags::LONGEST_NAME {
            ""
        } else {
            "on a storage account "
        };
        Some(format!(
            "the name of a tag is {length} characters long; {place}at most {most} are possible"
        ))
    } else {
        None
    }
}

/// The rule `tag-value`.
pub(super) fn value(intent: &Written, found: &mut Vec<Diagnostic>) {
    for tagged in every(intent) {
        for (name, value) in tagged.tags {
            let length = value.chars().count();
            if length > tags::LONGEST_VALUE {
                found.push(Diagnostic::error(
                    "tag-value",
                    Place::Value(tagged.pointer.key(name)),
                    format!(
                        "the value of the tag `{name}` is {length} characters long; at most {} are possible",
                        tags::LONGEST_VALUE
                    ),
                ));
            }
        }
    }
}

/// The rule `tag-repeated`.
pub(super) fn repeated(intent: &Written, found: &mut Vec<Diagnostic>) {
    for tagged in every(intent) {
        let mut seen: BTreeMap<String, &str> = BTreeMap::new();
        for name in tagged.tags.keys() {
            let Some(first) = seen.insert(name.to_lowercase(), name) else {
                continue;
            };
            found.push(
                Diagnostic::error(
                    "tag-repeated",
                    Place::Key(tagged.pointer.key(name)),
                    format!("`{name}` and `{first}` are one tag: Azure compares their names without case"),
                )
                .related(Place::Key(tagged.pointer.key(first)), "the other one"),
            );
        }
    }
}

/// The rule `tags-too-many`.
pub(super) fn too_many(intent: &Written, found: &mut Vec<Diagnostic>) {
    for tagged in every(intent) {
        let own: BTreeSet<String> = tagged.tags.keys().map(|name| name.to_lowercase()).collect();
        let from_top = intent
            .tags
            .keys()
            .filter(|name| !own.contains(&name.to_lowercase()))
            .count();
        let count = own.len() + from_top;
        // What the top level alone has too many of is said there.
        if count <= tags::MOST || from_top > tags::MOST {
            continue;
        }
        let origin = if from_top > 0 {
            format!(", {from_top} of them from the top level")
        } else {
            String::new()
        };
        found.push(Diagnostic::error(
            "tags-too-many",
            Place::Key(tagged.pointer),
            format!(
                "there are {count} tags{origin}; a resource takes {}",
                tags::MOST
            ),
        ));
    }
}

/// The rule `tag-reserved`.
pub(super) fn reserved(intent: &Written, found: &mut Vec<Diagnostic>) {
    for tagged in every(intent) {
        for name in tagged.tags.keys() {
            let lower = name.to_lowercase();
            if let Some(start) = tags::RESERVED
                .iter()
                .find(|start| lower.starts_with(**start))
            {
                found.push(
                    Diagnostic::warning(
                        "tag-reserved",
                        Place::Key(tagged.pointer.key(name)),
                        format!("`{name}` begins with `{start}`, which Azure keeps for itself"),
                    )
                    .note("reserved beginnings, in any case: `microsoft`, `azure`, `windows`"),
                );
            }
        }
    }
}

/// The rule `tags-not-on-zones`.
pub(super) fn not_on_zones(intent: &Written, found: &mut Vec<Diagnostic>) {
    let makes_zones = private_endpoint::every(intent).iter().any(|placed| {
        *intent.zones(placed.endpoint.dns.as_ref()) == Zones::Word(ZonesWord::Create)
    });
    if !makes_zones {
        return;
    }
    for name in intent
        .tags
        .keys()
        .filter(|name| !tags::fits_zone(name) && refused(name, false).is_none())
    {
        found.push(
            Diagnostic::warning(
                "tags-not-on-zones",
                Place::Key(at(&["tags", name])),
                format!("the DNS zones cannot carry the tag `{name}`, so it is left off them"),
            )
            .note("tags of private DNS zones have names of letters, digits, `-`, `_` and `.` that do not start with a digit"),
        );
    }
    let fitting = intent
        .tags
        .keys()
        .filter(|name| tags::fits_zone(name))
        .count();
    if fitting > tags::MOST_ON_ZONE {
        found.push(Diagnostic::warning(
            "tags-not-on-zones",
            Place::Key(at(&["tags"])),
            format!(
                "the DNS zones carry the first {} of these tags by name: a private DNS zone takes no more",
                tags::MOST_ON_ZONE
            ),
        ));
    }
}

/// Every map of tags. Those of an existing target are refused by another rule.
fn every(intent: &Written) -> Vec<Tagged<'_>> {
    let plain = |tags, pointer| Tagged {
        tags,
        pointer,
        is_storage: false,
    };
    let mut all = vec![
        plain(&intent.tags, at(&["tags"])),
        plain(&intent.hub.tags, at(&["hub", "tags"])),
    ];
    for (name, network) in &intent.network.virtual_networks {
        let pointer = at(&["network", "virtualNetworks", name, "tags"]);
        all.push(plain(&network.tags, pointer));
    }
    for placed in private_endpoint::every(intent) {
        all.push(plain(&placed.endpoint.tags, placed.at.key("tags")));
    }
    for (key, target) in &intent.targets {
        if target.existing.is_none() {
            all.push(Tagged {
                tags: &target.tags,
                pointer: at(&["targets", key, "tags"]),
                is_storage: target.kind == TargetKind::StorageAccount,
            });
        }
    }
    all.retain(|tagged| !tagged.tags.is_empty());
    all
}

fn spoken(c: char) -> String {
    if c.is_control() {
        "a control character".to_owned()
    } else {
        format!("`{c}`")
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::tests::check_examples;

    #[test]
    fn tags() {
        let tags = |count: usize, length: usize| {
            let list: Vec<String> = (0..count)
                .map(|index| format!("t{index:0length$}: v"))
                .collect();
            format!("tags: {{ {} }}\n", list.join(", "))
        };
        let no_zones = "network: { privateEndpoints: [{ subnet: { virtualNetwork: vnet-a, name: devices } }], dns: { zones: unmanaged } }\n";
        let value = |length: usize| format!("tags: {{ note: {} }}", "v".repeat(length));
        check_examples(&[
            (
                "tags: { environment: prod, cost-center: '4711', Owner_1: '' }",
                &[],
            ),
            ("tags: { a/b: x }", &["tag-name"]),
            ("tags: { '': x }", &["tag-name"]),
            ("tags: { cost center: x }", &["tags-not-on-zones"]),
            (&format!("tags: {{ cost center: x }}\n{no_zones}"), &[]),
            ("tags: { 2nd: x }", &["tags-not-on-zones"]),
            (
                "tags: { Environment: a, environment: b }",
                &["tag-repeated"],
            ),
            (
                "tags: { environment: a }\nhub: { name: iot-a, sku: S1, tags: { Environment: b } }",
                &[],
            ),
            ("tags: { AzureThing: a }", &["tag-reserved"]),
            (&value(256), &[]),
            (&value(257), &["tag-value"]),
            (&tags(15, 2), &[]),
            (&tags(16, 2), &["tags-not-on-zones"]),
            (&format!("{}{no_zones}", tags(50, 2)), &[]),
            (&format!("{}{no_zones}", tags(51, 2)), &["tags-too-many"]),
            (
                &format!(
                    "{}{no_zones}hub: {{ name: iot-a, sku: S1, tags: {{ T01: own }} }}\n",
                    tags(50, 2)
                ),
                &[],
            ),
            (
                &format!(
                    "{}{no_zones}hub: {{ name: iot-a, sku: S1, tags: {{ more: own }} }}\n",
                    tags(50, 2)
                ),
                &["tags-too-many"],
            ),
            (&tags(1, 127), &[]),
            (&tags(1, 128), &["tag-name"]),
        ]);
    }
}
