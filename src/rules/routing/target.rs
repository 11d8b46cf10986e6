//! The target and the entity that an endpoint, the upload or the transfer names.

use super::super::names::{is_meant_by, list, write_nearest};
use super::super::{at, check_name};
use super::uses::{EntityKind, uses, what};
use crate::diag::{Diagnostic, Place};
use crate::intent::written::{TargetKind, Written};
use crate::values::{ContainerName, EventHubName, QueueName, TopicName};

pub(super) fn unknown(intent: &Written, found: &mut Vec<Diagnostic>) {
    for each in uses(intent)
        .into_iter()
        .filter(|each| each.target.is_none())
    {
        let names = intent
            .targets
            .iter()
            .filter(|(_, target)| !each.only_storage || target.kind == TargetKind::StorageAccount)
            .map(|(name, _)| name.as_str());
        let fault = Diagnostic::error(
            "target-unknown",
            Place::Value(each.at.key("target")),
            format!(
                "{} names the target `{}`, which is not under `targets`",
                each.who, each.key
            ),
        )
        .label(write_nearest(each.key, names.clone()));
        let by_name = intent
            .targets
            .iter()
            .find(|(_, target)| target.name.eq_ignore_ascii_case(each.key));
        found.push(match by_name {
            Some((key, _)) => fault
                .label(format!("write `{key}`"))
                .note("a target is called by its key under `targets`, not by its name in Azure"),
            None if intent.targets.is_empty() => fault.help("add it under `targets`"),
            None => fault.note(format!(
                "the targets are {}",
                list(intent.targets.keys().map(String::as_str))
            )),
        });
    }
}

pub(super) fn not_storage(intent: &Written, found: &mut Vec<Diagnostic>) {
    for each in uses(intent).into_iter().filter(|each| each.only_storage) {
        let Some(target) = each.target else { continue };
        if target.kind == TargetKind::StorageAccount {
            continue;
        }
        let accounts: Vec<&str> = intent
            .targets
            .iter()
            .filter(|(_, target)| target.kind == TargetKind::StorageAccount)
            .map(|(name, _)| name.as_str())
            .collect();
        let fault = Diagnostic::error(
            "target-not-storage",
            Place::Value(each.at.key("target")),
            format!(
                "{} needs a storage account, and `{}` is {}",
                each.who,
                each.key,
                what(target.kind)
            ),
        )
        .related(
            Place::Value(at(&["targets", each.key, "kind"])),
            "its kind is said here",
        );
        found.push(match accounts[..] {
            [] => fault.help("add a target of `kind: storageAccount`"),
            [only] => fault.label(format!("write `{only}`")),
            _ => fault.note(format!("the storage accounts are {}", list(accounts))),
        });
    }
}

pub(super) fn entity_missing(intent: &Written, found: &mut Vec<Diagnostic>) {
    for each in uses(intent) {
        let Some(target) = each.target else { continue };
        if !each.entities.is_empty() {
            continue;
        }
        let kinds = EntityKind::of(target.kind);
        let nouns: Vec<&str> = kinds.iter().map(|kind| kind.noun()).collect();
        let candidates: Vec<(EntityKind, &str)> = kinds
            .iter()
            .flat_map(|kind| kind.listed(target).into_iter().map(|name| (*kind, name)))
            .collect();
        let label = match candidates[..] {
            [(kind, name)] => format!("add `{}: {name}`", kind.key()),
            _ => format!(
                "add {}",
                kinds
                    .iter()
                    .map(|kind| format!("`{}`", kind.key()))
                    .collect::<Vec<_>>()
                    .join(" or ")
            ),
        };
        found.push(
            Diagnostic::error(
                "endpoint-entity-missing",
                Place::Value(each.at.clone()),
                format!(
                    "{} does not say to which {} of `{}` it sends",
                    each.who,
                    nouns.join(" or "),
                    each.key
                ),
            )
            .label(label),
        );
    }
}

pub(super) fn entity_kind(intent: &Written, found: &mut Vec<Diagnostic>) {
    for each in uses(intent).into_iter().filter(|each| !each.only_storage) {
        let Some(target) = each.target else { continue };
        for (kind, name) in each
            .entities
            .iter()
            .filter(|(kind, _)| !kind.fits(target.kind))
        {
            let fits_already = each.entities.iter().any(|(kind, _)| kind.fits(target.kind));
            let label = match EntityKind::of(target.kind) {
                _ if fits_already => "leave it out".to_owned(),
                [only] => format!("write `{}`", only.key()),
                several => {
                    let listed = several
                        .iter()
                        .find(|other| other.listed(target).contains(name));
                    format!(
                        "write {}",
                        listed.map_or_else(
                            || several
                                .iter()
                                .map(|kind| format!("`{}`", kind.key()))
                                .collect::<Vec<_>>()
                                .join(" or "),
                            |kind| format!("`{}`", kind.key())
                        )
                    )
                }
            };
            found.push(
                Diagnostic::error(
                    "endpoint-entity-kind",
                    Place::Key(each.at.key(kind.key())),
                    format!(
                        "{} names {} {}, and `{}` is {}",
                        each.who,
                        if *kind == EntityKind::EventHub {
                            "an"
                        } else {
                            "a"
                        },
                        kind.noun(),
                        each.key,
                        what(target.kind)
                    ),
                )
                .label(label)
                .related(Place::Value(each.at.key("target")), "its target")
                .related(
                    Place::Value(at(&["targets", each.key, "kind"])),
                    "its kind is said here",
                ),
            );
        }
    }
}

pub(super) fn entity_several(intent: &Written, found: &mut Vec<Diagnostic>) {
    for each in uses(intent) {
        let Some(target) = each.target else { continue };
        let fitting: Vec<EntityKind> = each
            .entities
            .iter()
            .map(|(kind, _)| *kind)
            .filter(|kind| kind.fits(target.kind))
            .collect();
        if let [first, second, ..] = fitting[..] {
            found.push(
                Diagnostic::error(
                    "endpoint-entity-several",
                    Place::Key(each.at.key(second.key())),
                    format!(
                        "{} names a {} and a {}; an endpoint sends to one thing",
                        each.who,
                        first.noun(),
                        second.noun()
                    ),
                )
                .label("leave one of the two out")
                .related(
                    Place::Key(each.at.key(first.key())),
                    format!("the {} is named here", first.noun()),
                )
                .help("write a second endpoint, with a name of its own, for the other one"),
            );
        }
    }
}

pub(super) fn entity_unknown(intent: &Written, found: &mut Vec<Diagnostic>) {
    for each in uses(intent) {
        let Some((target, kind, name)) = each.entity() else {
            continue;
        };
        let listed = kind.listed(target);
        // What an existing target holds may be left out.
        if listed.contains(&name) || (target.existing.is_some() && listed.is_empty()) {
            continue;
        }
        // Where the list is at fault, that is told there.
        if listed
            .iter()
            .any(|there| is_meant_by(name, there, kind.fault(there).as_ref()))
        {
            continue;
        }
        let list_at = at(&["targets", each.key, kind.list_key()]);
        let fault = Diagnostic::error(
            "entity-unknown",
            Place::Value(each.at.key(kind.key())),
            format!(
                "{} names the {} `{name}`, which `{}` does not list",
                each.who,
                kind.noun(),
                each.key
            ),
        )
        .label(write_nearest(name, listed.iter().copied()))
        .related(Place::Value(each.at.key("target")), "its target")
        .related(Place::Key(list_at), "what the target lists");
        let other = EntityKind::of(target.kind)
            .iter()
            .find(|other| other.listed(target).contains(&name));
        found.push(match other {
            Some(other) => fault.label("").note(format!(
                "`{}` has a {} of that name; for it write `{}: {name}`",
                each.key,
                other.noun(),
                other.key()
            )),
            None if listed.is_empty() => fault.help(format!(
                "add `{}: [{name}]` to `{}`",
                kind.list_key(),
                each.key
            )),
            None => fault.help(format!(
                "or add it to `{}` of `{}`, which are {}",
                kind.list_key(),
                each.key,
                list(listed)
            )),
        });
    }
}

pub(super) fn entity_name(intent: &Written, found: &mut Vec<Diagnostic>) {
    const CODE: &str = "entity-name";
    for each in uses(intent) {
        let Some((target, kind, name)) = each.entity() else {
            continue;
        };
        // Listed names are the target's own business.
        if target.existing.is_none() || !kind.listed(target).is_empty() {
            continue;
        }
        let pointer = each.at.key(kind.key());
        match kind {
            EntityKind::Container => {
                check_name::<ContainerName>(CODE, name, &pointer, false, found);
            }
            EntityKind::EventHub => check_name::<EventHubName>(CODE, name, &pointer, false, found),
            EntityKind::Queue => check_name::<QueueName>(CODE, name, &pointer, false, found),
            EntityKind::Topic => check_name::<TopicName>(CODE, name, &pointer, false, found),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::cases::{check, check_words};

    #[test]
    fn targets_and_entities() {
        let endpoint = |rest: &str| {
            format!(
                "routing: {{ endpoints: [{{ name: cold, {rest} }}], routes: [{{ name: all, endpoint: cold }}] }}"
            )
        };
        let cases: [(String, &[&str]); 22] = [
            (endpoint("target: lake, container: raw"), &[]),
            (endpoint("target: stream, eventHub: telemetry"), &[]),
            (endpoint("target: alerts, queue: critical"), &[]),
            (endpoint("target: alerts, topic: all"), &[]),
            // An existing target need not list what it holds.
            (endpoint("target: audit, container: iot"), &[]),
            (endpoint("target: audit, container: Iot"), &["entity-name"]),
            (
                endpoint("target: audit, container: $root"),
                &["entity-name"],
            ),
            // An unknown target is one fault.
            (
                endpoint("target: lak, queue: x, encoding: JSON, identity: nobody"),
                &["target-unknown", "identity-unknown"],
            ),
            (
                endpoint("target: LAKE, container: raw"),
                &["target-unknown"],
            ),
            (endpoint("target: lake"), &["endpoint-entity-missing"]),
            (endpoint("target: alerts"), &["endpoint-entity-missing"]),
            (
                endpoint("target: lake, queue: raw"),
                &["endpoint-entity-kind"],
            ),
            (
                endpoint("target: lake, queue: raw, topic: raw"),
                &["endpoint-entity-kind", "endpoint-entity-kind"],
            ),
            (
                endpoint("target: lake, container: raw, queue: raw"),
                &["endpoint-entity-kind"],
            ),
            (
                endpoint("target: alerts, queue: critical, topic: all"),
                &["endpoint-entity-several"],
            ),
            (endpoint("target: lake, container: rw"), &["entity-unknown"]),
            (
                endpoint("target: lake, container: \"\""),
                &["entity-unknown"],
            ),
            (endpoint("target: alerts, queue: all"), &["entity-unknown"]),
            (
                "fileUpload: { target: stream, container: raw }".to_owned(),
                &["target-not-storage"],
            ),
            (
                "deviceTransfer: { target: lake, container: registry }".to_owned(),
                &["entity-unknown"],
            ),
            (
                "deviceTransfer: { target: lake, container: raw }".to_owned(),
                &[],
            ),
            (
                "fileUpload: { notifications: { ttl: PT1H } }".to_owned(),
                &[],
            ),
        ];
        let cases: Vec<(&str, &[&str])> = cases
            .iter()
            .map(|(case, codes)| (&**case, *codes))
            .collect();
        check(&cases);
    }

    #[test]
    fn words() {
        let routes = "routes: [{ name: all, endpoint: cold }]";
        let endpoint =
            |rest: &str| format!("routing: {{ endpoints: [{{ name: cold, {rest} }}], {routes} }}");
        for (case, place, message, label) in [
            (
                endpoint("target: lak, container: raw"),
                "Value(Pointer([Key(\"routing\"), Key(\"endpoints\"), Index(0), Key(\"target\")]))",
                "endpoint `cold` names the target `lak`, which is not under `targets`",
                "write `lake`",
            ),
            (
                endpoint("target: stplantalake, container: raw"),
                "Value",
                "endpoint `cold` names the target `stplantalake`, which is not under `targets`",
                "write `lake`",
            ),
            (
                endpoint("target: stream"),
                "Value",
                "endpoint `cold` does not say to which event hub of `stream` it sends",
                "add `eventHub: telemetry`",
            ),
            (
                endpoint("target: alerts, container: all"),
                "Key",
                "endpoint `cold` names a container, and `alerts` is a Service Bus namespace",
                "write `topic`",
            ),
            (
                endpoint("target: lake, container: Raw"),
                "Value",
                "endpoint `cold` names the container `Raw`, which `lake` does not list",
                "write `raw`",
            ),
        ] {
            check_words(&[(&case, place, message, label)]);
        }
    }
}
