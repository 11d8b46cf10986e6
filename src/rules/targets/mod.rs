//! Rules about targets: their names, editions, contents, firewalls and roles.

mod access;
mod contents;
mod existing;
mod firewall;
mod names;
mod quotas;
mod scopes;
mod skus;
mod subnets;
mod usage;

#[cfg(test)]
mod testing;

use super::Rule;
use crate::azure::editions::Edition;
use crate::diag::Place;
use crate::document::pointer::Pointer;
use crate::intent::written::{Entities, Target, TargetKind, Written};

/// The rules of this group.
pub(super) const RULES: &[Rule] = &[
    names::KEY,
    names::NAME,
    names::TWICE,
    skus::STORAGE_PREMIUM,
    skus::CAPACITY,
    skus::GROWTH,
    skus::EVENT_HUBS_BASIC,
    skus::SERVICE_BUS_OPEN,
    skus::BASIC_TOPICS,
    contents::CONTAINER_NAME,
    contents::EVENT_HUB_NAME,
    contents::CONSUMER_GROUP_NAME,
    contents::SERVICE_BUS_NAME,
    contents::TWICE,
    quotas::PARTITIONS,
    quotas::RETENTION,
    quotas::CONSUMER_GROUPS,
    quotas::ENTITIES,
    access::OPEN,
    access::ALLOW_LIST_EMPTY,
    access::FIREWALL_UNUSED,
    access::ADMIT_HUB,
    firewall::ADDRESS,
    firewall::PRIVATE,
    firewall::EVERYONE,
    firewall::COVERED,
    subnets::SUBNET,
    firewall::COUNT,
    existing::SETTING,
    existing::PLACE,
    existing::FIREWALL,
    existing::OVERWRITE_STORAGE,
    existing::OVERWRITE_BARE,
    existing::OVERWRITE,
    scopes::CONTAINER,
    scopes::UPLOAD,
    usage::UNUSED,
];

/// A target with its key and its place.
#[derive(Clone, Debug)]
struct Placed<'a> {
    key: &'a str,
    target: &'a Target,
    place: Pointer,
}

impl Placed<'_> {
    /// Whether the template makes it.
    fn is_made(&self) -> bool {
        self.target.existing.is_none()
    }

    /// Whether the template writes its firewall. Of an existing storage account it cannot.
    fn has_own_firewall(&self) -> bool {
        let of_namespace = self.target.kind != TargetKind::StorageAccount;
        self.target
            .existing
            .as_ref()
            .is_none_or(|existing| existing.overwrite_firewall && of_namespace)
    }

    /// The edition that a namespace is made in; none for storage, for what exists already, and where the word is none.
    fn edition(&self) -> Option<Edition> {
        let default = Edition::default_of(self.target.kind)?;
        if !self.is_made() {
            return None;
        }
        match &self.target.sku {
            Some(word) => Edition::parse(word),
            None => Some(default),
        }
    }
}

/// Every target, ordered by its key.
fn each(intent: &Written) -> impl Iterator<Item = Placed<'_>> {
    intent.targets.iter().map(|(key, target)| Placed {
        key,
        target,
        place: Pointer::root().key("targets").key(key),
    })
}

/// What a target is, in words, with its article.
const fn a(kind: TargetKind) -> &'static str {
    match kind {
        TargetKind::StorageAccount => "a storage account",
        TargetKind::EventHubs => "an Event Hubs namespace",
        TargetKind::ServiceBus => "a Service Bus namespace",
    }
}

/// What a target is, in words.
const fn noun(kind: TargetKind) -> &'static str {
    match kind {
        TargetKind::StorageAccount => "storage account",
        TargetKind::EventHubs => "Event Hubs namespace",
        TargetKind::ServiceBus => "Service Bus namespace",
    }
}

/// A thing in a target with its place.
#[derive(Clone, Debug)]
struct Entity<'a, S> {
    name: &'a str,
    settings: Option<&'a S>,
    pointer: Pointer,
    /// Whether its name is a map's key, not an item of a list.
    is_key: bool,
}

impl<S> Entity<'_, S> {
    /// Where its name stands.
    fn place(&self) -> Place {
        if self.is_key {
            Place::Key(self.pointer.clone())
        } else {
            Place::Value(self.pointer.clone())
        }
    }
}

/// The things under `key` of what stands at `holder`.
fn entities<'a, S>(
    written: Option<&'a Entities<S>>,
    holder: &Pointer,
    key: &str,
) -> Vec<Entity<'a, S>> {
    let pointer = holder.key(key);
    let Some(written) = written else {
        return Vec::new();
    };
    let is_key = matches!(written, Entities::Map(_));
    written
        .iter()
        .enumerate()
        .map(|(index, (name, settings))| Entity {
            name,
            settings,
            pointer: if is_key {
                pointer.key(name)
            } else {
                pointer.index(index)
            },
            is_key,
        })
        .collect()
}

/// `a`, `b` or `c`, each in backticks.
fn one_of(words: &[&str]) -> String {
    let quoted: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
    match quoted.split_last() {
        None => String::new(),
        Some((only, [])) => only.clone(),
        Some((last, before)) => format!("{} or {last}", before.join(", ")),
    }
}

/// A number with its noun: `1 unit`, `3 units`.
fn count(number: usize, noun: &str) -> String {
    if number == 1 {
        format!("1 {noun}")
    } else {
        format!("{number} {noun}s")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What the rules of this group say of the intents that were worked out by hand; what is missing here raises nothing.
    const OF_REFERENCES: [(&str, &[&str]); 3] = [
        (
            "existing-targets",
            &["overwrite-firewall", "role-scope-container"],
        ),
        ("both-identities", &["target-open"]),
        ("both-identities/user-only", &["target-open"]),
    ];

    #[test]
    #[expect(
        clippy::disallowed_methods,
        reason = "the references are files beside the package"
    )]
    fn references_raise_what_they_should() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/reference");
        if !folder.is_dir() {
            println!("judged nothing: ../shared is absent");
            return;
        }
        for name in [
            "allow-list",
            "both-identities",
            "both-identities/user-only",
            "existing-targets",
            "hub-and-spoke",
            "minimal",
            "plant-a",
        ] {
            let text = std::fs::read_to_string(folder.join(name).join("intent.yaml")).unwrap();
            let mut codes: Vec<&str> = testing::say(&text)
                .iter()
                .map(|diagnostic| diagnostic.code)
                .collect();
            codes.sort_unstable();
            let expected = OF_REFERENCES
                .iter()
                .find(|(of, _)| *of == name)
                .map_or(&[][..], |(_, codes)| codes);
            assert_eq!(codes, expected, "{name}");
        }
    }

    #[test]
    fn lists_are_spoken() {
        assert_eq!(one_of(&[]), "");
        assert_eq!(one_of(&["a"]), "`a`");
        assert_eq!(one_of(&["a", "b", "c"]), "`a`, `b` or `c`");
        assert_eq!(count(1, "unit"), "1 unit");
        assert_eq!(count(0, "unit"), "0 units");
    }
}
