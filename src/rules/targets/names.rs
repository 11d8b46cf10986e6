//! Names of targets: the user's own, and those of accounts and namespaces.

use std::collections::BTreeMap;

use super::super::{Rule, check_name};
use super::{Placed, each, noun};
use crate::diag::{Diagnostic, Place};
use crate::intent::written::{TargetKind, Written};
use crate::values::{
    EventHubsNamespaceName, ServiceBusNamespaceName, StorageAccountName, TargetKey,
};

/// The key of a target cannot name files and deployments.
pub(super) const KEY: Rule = Rule::error("target-key", &[183], include_str!("target-key.md"), key);

/// The name of an account or namespace is none.
pub(super) const NAME: Rule = Rule::error(
    "target-name",
    &[147, 148],
    include_str!("target-name.md"),
    name,
);

/// Two targets are the same account or namespace.
pub(super) const TWICE: Rule = Rule::error(
    "target-twice",
    &[147],
    include_str!("target-twice.md"),
    twice,
);

fn key(intent: &Written, found: &mut Vec<Diagnostic>) {
    for placed in each(intent) {
        check_name::<TargetKey>(KEY.code, placed.key, &placed.place, true, found);
    }
}

fn name(intent: &Written, found: &mut Vec<Diagnostic>) {
    for Placed { target, place, .. } in each(intent) {
        let check = match target.kind {
            TargetKind::StorageAccount => check_name::<StorageAccountName>,
            TargetKind::EventHubs => check_name::<EventHubsNamespaceName>,
            TargetKind::ServiceBus => check_name::<ServiceBusNamespaceName>,
        };
        check(NAME.code, &target.name, &place.key("name"), false, found);
    }
}

fn twice(intent: &Written, found: &mut Vec<Diagnostic>) {
    let mut seen: BTreeMap<(bool, String), Placed<'_>> = BTreeMap::new();
    for placed in each(intent) {
        let kind = placed.target.kind;
        // Event Hubs and Service Bus namespaces share their names, storage accounts have their own.
        let of_storage = kind == TargetKind::StorageAccount;
        let name = (of_storage, placed.target.name.to_ascii_lowercase());
        if let Some(first) = seen.get(&name) {
            let place = Place::Value(placed.place.key("name"));
            let diagnostic = if first.target.kind == kind {
                Diagnostic::error(
                    TWICE.code,
                    place,
                    format!(
                        "targets `{}` and `{}` are the same {}, `{}`",
                        first.key,
                        placed.key,
                        noun(kind),
                        placed.target.name
                    ),
                )
                .label(format!("list what it holds under `{}`", first.key))
            } else {
                Diagnostic::warning(
                    TWICE.code,
                    place,
                    format!(
                        "`{}` is the name of an {} and of a {}",
                        placed.target.name,
                        noun(TargetKind::EventHubs),
                        noun(TargetKind::ServiceBus)
                    ),
                )
                .label("write another name")
                .note("Event Hubs and Service Bus namespaces get host names under one domain, so a name is given once")
            };
            found
                .push(diagnostic.related(Place::Value(first.place.key("name")), "first used here"));
        }
        seen.entry(name).or_insert(placed);
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::check;

    #[test]
    fn names() {
        check(&[
            (
                "targets: { lake: { kind: storageAccount, name: st-lake, containers: [raw] } }",
                &["target-name /targets/lake/name write `stlake`"],
            ),
            (
                "targets: { alerts: { kind: serviceBus, name: plant-sb, queues: [critical] }, stream: { kind: eventHubs, name: plant-sb, eventHubs: [telemetry] } }",
                &[
                    "target-name /targets/alerts/name",
                    "target-twice /targets/stream/name write another name",
                ],
            ),
            (
                "targets: { lake: { kind: storageAccount, name: stlake, containers: [raw] }, 'a/b': { kind: eventHubs, name: stlake1 } }\nrouting: { endpoints: [{ name: a, target: lake, container: raw }, { name: b, target: a/b, eventHub: x }] }",
                &["target-key /targets/a~1b#key write `a-b`"],
            ),
        ]);
    }

    #[test]
    fn one_thing_is_one_target() {
        check(&[
            (
                "targets: { lake: { kind: storageAccount, name: stlake, containers: [raw] }, stream: { kind: storageAccount, name: stlake, existing: { resourceGroup: rg } } }",
                &["target-twice /targets/stream/name list what it holds under `lake`"],
            ),
            (
                "targets: { stream: { kind: eventHubs, name: EVHNS-A }, alerts: { kind: eventHubs, name: evhns-a } }",
                &["target-twice /targets/alerts/name list what it holds under `stream`"],
            ),
            (
                "targets: { lake: { kind: storageAccount, name: plantone }, stream: { kind: eventHubs, name: plantone } }",
                &[],
            ),
        ]);
    }
}
