//! Targets that exist already: what may be said of them, and what happens to their firewall.

use super::super::{Rule, check_name, faulty};
use super::{Placed, each, entities, noun};
use crate::diag::{Diagnostic, Place};
use crate::document::pointer::Pointer;
use crate::intent::written::{Existing, Firewall, TargetKind, Written};
use crate::values::{Guid, ResourceGroupName};

/// An existing target is given a setting, which nobody would write.
pub(super) const SETTING: Rule = Rule::error(
    "existing-target-setting",
    &[144],
    include_str!("existing-target-setting.md"),
    setting,
);

/// The place of an existing target is none.
pub(super) const PLACE: Rule = Rule::error(
    "existing-target-place",
    &[51, 146],
    include_str!("existing-target-place.md"),
    place,
);

/// An existing target is given a firewall, which nobody would write.
pub(super) const FIREWALL: Rule = Rule::error(
    "existing-target-firewall",
    &[144],
    include_str!("existing-target-firewall.md"),
    firewall,
);

/// The firewall of an existing storage account is to be replaced.
pub(super) const OVERWRITE_STORAGE: Rule = Rule::error(
    "overwrite-firewall-storage",
    &[144],
    include_str!("overwrite-firewall-storage.md"),
    overwrite_storage,
);

/// A firewall is to be replaced by nothing.
pub(super) const OVERWRITE_BARE: Rule = Rule::error(
    "overwrite-firewall-bare",
    &[145],
    include_str!("overwrite-firewall-bare.md"),
    overwrite_bare,
);

/// The firewall of an existing namespace is replaced.
pub(super) const OVERWRITE: Rule = Rule::warning(
    "overwrite-firewall",
    &[145],
    include_str!("overwrite-firewall.md"),
    overwrite,
);

/// The targets that exist already.
fn existing(intent: &Written) -> impl Iterator<Item = (Placed<'_>, &Existing)> {
    each(intent).filter_map(|placed| {
        let existing = placed.target.existing.as_ref()?;
        Some((placed, existing))
    })
}

fn setting(intent: &Written, found: &mut Vec<Diagnostic>) {
    for (placed, _) in existing(intent) {
        for (pointer, setting) in settings(&placed) {
            found.push(
                Diagnostic::error(
                    SETTING.code,
                    Place::Key(pointer),
                    format!("`{}` exists already, and its `{setting}` is not changed", placed.key),
                )
                .label("leave it out")
                .note("of an existing target only role assignments, routing and private endpoints are written"),
            );
        }
    }
}

/// What the intent sets of a target or of the things in it.
fn settings(placed: &Placed<'_>) -> Vec<(Pointer, &'static str)> {
    let Placed { target, place, .. } = placed;
    let mut all: Vec<(Pointer, &'static str)> = [
        ("location", target.location.is_some()),
        ("sku", target.sku.is_some()),
        ("tags", !target.tags.is_empty()),
        (
            "hierarchicalNamespace",
            target.hierarchical_namespace.is_some(),
        ),
        ("capacity", target.capacity.is_some()),
        (
            "maximumThroughputUnits",
            target.maximum_throughput_units.is_some(),
        ),
    ]
    .into_iter()
    .filter(|(_, is_set)| *is_set)
    .map(|(key, _)| (place.key(key), key))
    .collect();
    for event_hub in entities(target.event_hubs.as_ref(), place, "eventHubs") {
        let Some(settings) = event_hub.settings else {
            continue;
        };
        for (key, is_set) in [
            ("partitions", settings.partitions.is_some()),
            ("retentionDays", settings.retention_days.is_some()),
            ("consumerGroups", !settings.consumer_groups.is_empty()),
        ] {
            if is_set {
                all.push((event_hub.pointer.key(key), key));
            }
        }
    }
    for topic in entities(target.topics.as_ref(), place, "topics") {
        let subscriptions = topic
            .settings
            .and_then(|topic| topic.subscriptions.as_ref());
        if subscriptions.is_some_and(|subscriptions| subscriptions.iter().next().is_some()) {
            all.push((topic.pointer.key("subscriptions"), "subscriptions"));
        }
    }
    all
}

fn place(intent: &Written, found: &mut Vec<Diagnostic>) {
    for (placed, existing) in existing(intent) {
        let pointer = placed.place.key("existing");
        if let Some(group) = &existing.resource_group {
            let pointer = pointer.key("resourceGroup");
            check_name::<ResourceGroupName>(PLACE.code, group, &pointer, false, found);
        }
        let Some(subscription) = &existing.subscription else {
            continue;
        };
        let there = pointer.key("subscription");
        if let Err(fault) = Guid::parse(subscription) {
            found.push(faulty(
                PLACE.code,
                "subscription",
                subscription,
                &fault,
                &there,
                false,
            ));
        }
        if existing.resource_group.is_none() {
            found.push(
                Diagnostic::error(
                    PLACE.code,
                    Place::Value(there),
                    format!("`{}` is in a subscription of its own, and its resource group is not named", placed.key),
                )
                .label("add `resourceGroup`")
                .note("without one the deployment's own group is meant, which is in the deployment's subscription"),
            );
        }
    }
}

fn firewall(intent: &Written, found: &mut Vec<Diagnostic>) {
    for (placed, existing) in existing(intent) {
        let Some(firewall) = placed.target.firewall.as_ref() else {
            continue;
        };
        if existing.overwrite_firewall {
            continue;
        }
        let diagnostic = Diagnostic::error(
            FIREWALL.code,
            Place::Key(placed.place.key("firewall")),
            format!(
                "`{}` exists already, and its firewall is not changed",
                placed.key
            ),
        )
        .label("leave it out");
        let diagnostic = match placed.target.kind {
            TargetKind::StorageAccount => diagnostic
                .note("the firewall is part of the account: a template would have to write the whole account anew"),
            TargetKind::EventHubs | TargetKind::ServiceBus => diagnostic.help(
                "with `overwriteFirewall: true` under `existing` this list replaces the one that is there",
            ),
        };
        found.push(diagnostic.help(format!(
            "to add to what is there, its owner runs `{}`",
            command(&placed, existing, firewall)
        )));
    }
}

fn overwrite_storage(intent: &Written, found: &mut Vec<Diagnostic>) {
    for (placed, existing) in existing(intent) {
        if !existing.overwrite_firewall || placed.target.kind != TargetKind::StorageAccount {
            continue;
        }
        let nothing = Firewall::default();
        let firewall = placed.target.firewall.as_ref().unwrap_or(&nothing);
        found.push(
            Diagnostic::error(
                OVERWRITE_STORAGE.code,
                Place::Key(placed.place.key("existing").key("overwriteFirewall")),
                format!("the firewall of `{}` cannot be replaced: it is part of an account that exists already", placed.key),
            )
            .label("leave it out, and `firewall` too")
            .note("a template would have to write the whole account anew, and would reset what it does not name")
            .help(format!("its owner runs `{}`", command(&placed, existing, firewall))),
        );
    }
}

fn overwrite_bare(intent: &Written, found: &mut Vec<Diagnostic>) {
    for (placed, existing) in existing(intent) {
        let is_namespace = placed.target.kind != TargetKind::StorageAccount;
        if is_namespace && existing.overwrite_firewall && placed.target.firewall.is_none() {
            found.push(
                Diagnostic::error(
                    OVERWRITE_BARE.code,
                    Place::Key(placed.place.key("existing").key("overwriteFirewall")),
                    format!("the firewall of `{}` is to be replaced, and no `firewall` says by what", placed.key),
                )
                .label("leave it out, or write `firewall`")
                .note("`firewall: {}` replaces it by nothing: then only the hub and private endpoints get in"),
            );
        }
    }
}

fn overwrite(intent: &Written, found: &mut Vec<Diagnostic>) {
    for (placed, existing) in existing(intent) {
        let is_namespace = placed.target.kind != TargetKind::StorageAccount;
        if is_namespace && existing.overwrite_firewall && placed.target.firewall.is_some() {
            found.push(
                Diagnostic::warning(
                    OVERWRITE.code,
                    Place::Key(placed.place.key("existing").key("overwriteFirewall")),
                    format!(
                        "each deployment replaces the whole firewall of {} `{}`, which is somebody else's",
                        noun(placed.target.kind),
                        placed.target.name
                    ),
                )
                .note("rules that its owner made and `firewall` does not name are gone afterwards")
                .help(format!(
                    "to admit the hub and keep those rules, leave it out, and let the owner run `{}`",
                    admit_command(&placed, existing)
                )),
            );
        }
    }
}

/// The command by which an owner adds the first entry of a firewall to what is there.
fn command(placed: &Placed<'_>, existing: &Existing, firewall: &Firewall) -> String {
    let address = firewall.allow_ips.first().map_or("ADDRESS", String::as_str);
    let at = scope(existing);
    let name = &placed.target.name;
    match placed.target.kind {
        TargetKind::StorageAccount => {
            format!(
                "az storage account network-rule add{at} --account-name {name} --ip-address {address}"
            )
        }
        TargetKind::EventHubs => format!(
            "az eventhubs namespace network-rule-set ip-rule add{at} --namespace-name {name} --ip-rule ip-address={address} action=Allow"
        ),
        TargetKind::ServiceBus => format!(
            "az servicebus namespace network-rule-set ip-rule add{at} --namespace-name {name} --ip-rule ip-address={address} action=Allow"
        ),
    }
}

/// The command by which an owner lets in trusted services and keeps the rules that are there.
fn admit_command(placed: &Placed<'_>, existing: &Existing) -> String {
    let at = scope(existing);
    let name = &placed.target.name;
    match placed.target.kind {
        TargetKind::StorageAccount => {
            format!("az storage account update{at} --name {name} --bypass AzureServices")
        }
        TargetKind::EventHubs => format!(
            "az eventhubs namespace network-rule-set update{at} --namespace-name {name} --enable-trusted-service-access true"
        ),
        TargetKind::ServiceBus => format!(
            "az servicebus namespace network-rule-set update{at} --namespace-name {name} --enable-trusted-service-access true"
        ),
    }
}

fn scope(existing: &Existing) -> String {
    let mut scope = String::new();
    if let Some(subscription) = &existing.subscription {
        scope = format!(" --subscription {subscription}");
    }
    let group = existing
        .resource_group
        .as_deref()
        .unwrap_or("RESOURCE_GROUP");
    format!("{scope} --resource-group {group}")
}

#[cfg(test)]
mod tests {
    use super::super::testing::{check, say};

    #[test]
    fn settings_of_an_existing_target() {
        check(&[
            (
                "targets: { lake: { kind: storageAccount, name: stlake, existing: {}, containers: { raw: {} }, sku: Standard_LRS, tags: { a: b }, location: westeurope, hierarchicalNamespace: false } }",
                &[
                    "existing-target-setting /targets/lake/hierarchicalNamespace#key leave it out",
                    "existing-target-setting /targets/lake/location#key leave it out",
                    "existing-target-setting /targets/lake/sku#key leave it out",
                    "existing-target-setting /targets/lake/tags#key leave it out",
                ],
            ),
            (
                "targets: { stream: { kind: eventHubs, name: evhns-a, existing: {}, capacity: 1000, maximumThroughputUnits: 1000, eventHubs: { a: {}, b: { partitions: 99, retentionDays: 99, consumerGroups: [$Default] } } } }",
                &[
                    "existing-target-setting /targets/stream/capacity#key leave it out",
                    "existing-target-setting /targets/stream/eventHubs/b/consumerGroups#key leave it out",
                    "existing-target-setting /targets/stream/eventHubs/b/partitions#key leave it out",
                    "existing-target-setting /targets/stream/eventHubs/b/retentionDays#key leave it out",
                    "existing-target-setting /targets/stream/maximumThroughputUnits#key leave it out",
                ],
            ),
            (
                "targets: { alerts: { kind: serviceBus, name: sb-plant, existing: {}, topics: { a: {}, b: { subscriptions: [] }, c: { subscriptions: [x, x] } } } }",
                &[
                    "existing-target-setting /targets/alerts/topics/c/subscriptions#key leave it out",
                ],
            ),
            (
                "targets: { lake: { kind: storageAccount, name: stlake, existing: { resourceGroup: rg }, roleAssignments: [{ role: Storage Blob Data Reader, principal: hub }], publicAccess: disabled } }",
                &[],
            ),
        ]);
    }

    #[test]
    fn an_existing_target_is_somewhere() {
        check(&[
            (
                "targets: { lake: { kind: storageAccount, name: stlake, existing: { subscription: mine, resourceGroup: rg. } } }",
                &[
                    "existing-target-place /targets/lake/existing/resourceGroup write `rg`",
                    "existing-target-place /targets/lake/existing/subscription",
                ],
            ),
            (
                "targets: { lake: { kind: storageAccount, name: stlake, existing: { subscription: 22222222-2222-4222-8222-222222222222 } } }",
                &["existing-target-place /targets/lake/existing/subscription add `resourceGroup`"],
            ),
            (
                "targets: { lake: { kind: storageAccount, name: stlake, existing: { subscription: 22222222-2222-4222-8222-222222222222, resourceGroup: rg } } }",
                &[],
            ),
        ]);
    }

    #[test]
    fn firewalls_of_existing_targets() {
        check(&[
            (
                "targets: { lake: { kind: storageAccount, name: stlake, existing: {}, firewall: { allowIps: [10.0.0.1/31] } } }",
                &["existing-target-firewall /targets/lake/firewall#key leave it out"],
            ),
            (
                "targets: { lake: { kind: storageAccount, name: stlake, existing: { overwriteFirewall: true }, firewall: { allowIps: [203.0.113.7] } } }",
                &[
                    "overwrite-firewall-storage /targets/lake/existing/overwriteFirewall#key leave it out, and `firewall` too",
                ],
            ),
            (
                "targets: { stream: { kind: eventHubs, name: evhns-a, existing: { overwriteFirewall: true } } }",
                &[
                    "overwrite-firewall-bare /targets/stream/existing/overwriteFirewall#key leave it out, or write `firewall`",
                ],
            ),
            (
                "targets: { stream: { kind: eventHubs, name: evhns-a, existing: { overwriteFirewall: true }, firewall: {} } }",
                &["overwrite-firewall /targets/stream/existing/overwriteFirewall#key"],
            ),
            (
                "targets: { stream: { kind: eventHubs, name: evhns-a, existing: { overwriteFirewall: false } } }",
                &[],
            ),
        ]);
    }

    #[test]
    fn the_owner_is_given_the_command() {
        let said = say(
            "targets: { lake: { kind: storageAccount, name: stlake, existing: { subscription: 22222222-2222-4222-8222-222222222222, resourceGroup: rg }, firewall: { allowIps: [203.0.113.7] } } }",
        );
        assert_eq!(
            said[0].helps,
            [
                "to add to what is there, its owner runs `az storage account network-rule add --subscription 22222222-2222-4222-8222-222222222222 --resource-group rg --account-name stlake --ip-address 203.0.113.7`"
            ]
        );
    }
}
