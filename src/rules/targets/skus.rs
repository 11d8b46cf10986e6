//! Editions of targets, their units, and what an edition rules out.

use super::super::Rule;
use super::{Placed, each, noun, one_of};
use crate::azure::editions::{self, Edition, STORAGE_SKUS};
use crate::diag::{Diagnostic, Place};
use crate::intent::written::{PublicAccess, TargetKind, Written};

/// A premium storage account holds no block blobs.
pub(super) const STORAGE_PREMIUM: Rule = Rule::error(
    "storage-sku-premium",
    &[],
    include_str!("storage-sku-premium.md"),
    storage_premium,
);

/// A namespace has more or other units than its edition takes.
pub(super) const CAPACITY: Rule = Rule::error(
    "target-capacity",
    &[],
    include_str!("target-capacity.md"),
    capacity,
);

/// The upper limit of growth is not one that Event Hubs takes.
pub(super) const GROWTH: Rule = Rule::error(
    "event-hubs-throughput",
    &[],
    include_str!("event-hubs-throughput.md"),
    growth,
);

/// A Basic Event Hubs namespace is to be closed.
pub(super) const EVENT_HUBS_BASIC: Rule = Rule::error(
    "event-hubs-basic-closed",
    &[137],
    include_str!("event-hubs-basic-closed.md"),
    event_hubs_basic,
);

/// A Service Bus namespace below Premium is to be closed.
pub(super) const SERVICE_BUS_OPEN: Rule = Rule::error(
    "service-bus-not-premium",
    &[140],
    include_str!("service-bus-not-premium.md"),
    service_bus_open,
);

/// A Basic Service Bus namespace has topics.
pub(super) const BASIC_TOPICS: Rule = Rule::error(
    "service-bus-basic-topics",
    &[],
    include_str!("service-bus-basic-topics.md"),
    basic_topics,
);

fn storage_premium(intent: &Written, found: &mut Vec<Diagnostic>) {
    for placed in each(intent).filter(Placed::is_made) {
        let word = placed.target.sku.as_deref();
        let of_storage = placed.target.kind == TargetKind::StorageAccount;
        let pages_only = STORAGE_SKUS
            .iter()
            .find(|sku| of_storage && Some(sku.name) == word && !sku.block_blobs);
        if let Some(sku) = pages_only {
            found.push(
                Diagnostic::error(
                    STORAGE_PREMIUM.code,
                    Place::Value(placed.place.key("sku")),
                    format!("`{}` makes an account for page blobs, and the hub writes block blobs", sku.name),
                )
                .label(format!("write `{}`", sku.name.replace("Premium", "Standard")))
                .note("hubseal makes general-purpose v2 accounts; a premium one stores page blobs only"),
            );
        }
    }
}

fn capacity(intent: &Written, found: &mut Vec<Diagnostic>) {
    for placed in each(intent) {
        let (Some(units), Some(edition)) = (placed.target.capacity, placed.edition()) else {
            continue;
        };
        let place = Place::Value(placed.place.key("capacity"));
        let word = edition.word();
        let diagnostic = match placed.target.kind {
            TargetKind::StorageAccount => continue,
            TargetKind::EventHubs => {
                let range = editions::event_hubs(edition).units;
                if range.contains(&units) {
                    continue;
                }
                let (first, last) = (range.start(), range.end());
                Diagnostic::error(
                    CAPACITY.code,
                    place,
                    format!("`capacity` is {units}, and a {word} Event Hubs namespace takes {first} to {last}"),
                )
                .label(format!("write {first} to {last}"))
            }
            TargetKind::ServiceBus => {
                let choice = editions::service_bus(edition).units;
                if choice.contains(&units) {
                    continue;
                }
                if choice.is_empty() {
                    Diagnostic::error(
                        CAPACITY.code,
                        place,
                        format!(
                            "`capacity` is {units}, and a {word} Service Bus namespace has no units"
                        ),
                    )
                    .label("leave it out")
                    .note("only Premium has messaging units")
                } else {
                    let words: Vec<String> = choice.iter().map(i64::to_string).collect();
                    let words: Vec<&str> = words.iter().map(String::as_str).collect();
                    Diagnostic::error(
                        CAPACITY.code,
                        place,
                        format!("`capacity` is {units}, which is no number of messaging units of Premium"),
                    )
                    .label(format!("write {}", one_of(&words)))
                }
            }
        };
        found.push(diagnostic);
    }
}

fn growth(intent: &Written, found: &mut Vec<Diagnostic>) {
    for placed in each(intent).filter(|placed| placed.target.kind == TargetKind::EventHubs) {
        let (Some(most), Some(edition)) =
            (placed.target.maximum_throughput_units, placed.edition())
        else {
            continue;
        };
        let place = Place::Value(placed.place.key("maximumThroughputUnits"));
        let limits = editions::event_hubs(edition);
        let units = placed.target.capacity.unwrap_or(1);
        if !limits.grows {
            found.push(
                Diagnostic::error(
                    GROWTH.code,
                    place,
                    format!(
                        "`maximumThroughputUnits` is written, and a {} namespace does not grow by itself",
                        edition.word()
                    ),
                )
                .label("leave it out, and write `capacity`")
                .note("only Standard namespaces grow by themselves"),
            );
        } else if !limits.units.contains(&most) {
            let last = limits.units.end();
            found.push(
                Diagnostic::error(
                    GROWTH.code,
                    place,
                    format!("`maximumThroughputUnits` is {most}, and a namespace grows to {last} at most"),
                )
                .label(format!("write {units} to {last}")),
            );
        } else if limits.units.contains(&units) && most < units {
            found.push(
                Diagnostic::error(
                    GROWTH.code,
                    place,
                    format!(
                        "`maximumThroughputUnits` is {most}, less than the {units} of `capacity`"
                    ),
                )
                .label(format!("write {units} or more"))
                .related(
                    Place::Value(placed.place.key("capacity")),
                    "where it starts",
                ),
            );
        }
    }
}

fn event_hubs_basic(intent: &Written, found: &mut Vec<Diagnostic>) {
    for placed in each(intent).filter(|placed| placed.target.kind == TargetKind::EventHubs) {
        if let Some(edition) = placed.edition()
            && !editions::event_hubs(edition).closable
        {
            not_closable(
                &EVENT_HUBS_BASIC,
                &placed,
                edition,
                Edition::Standard,
                found,
            );
        }
    }
}

fn service_bus_open(intent: &Written, found: &mut Vec<Diagnostic>) {
    for placed in each(intent).filter(|placed| placed.target.kind == TargetKind::ServiceBus) {
        if let Some(edition) = placed.edition()
            && !editions::service_bus(edition).closable
            && !has_impossible_topics(&placed)
        {
            not_closable(&SERVICE_BUS_OPEN, &placed, edition, Edition::Premium, found);
        }
    }
}

/// Says that an edition cannot be closed, where the intent closes it or gives it a private endpoint.
fn not_closable(
    rule: &Rule,
    placed: &Placed<'_>,
    edition: Edition,
    better: Edition,
    found: &mut Vec<Diagnostic>,
) {
    let Placed { key, target, place } = placed;
    let has_endpoints = !target.private_endpoints.is_empty();
    if !target.is_closed() && !has_endpoints {
        return;
    }
    let wanted = if !target.is_closed() {
        "is to have a private endpoint"
    } else if target.public_access == Some(PublicAccess::Disabled) {
        "is to be closed"
    } else if target.access() == PublicAccess::AllowList {
        "is to have a firewall"
    } else {
        "is closed by default"
    };
    let mut diagnostic = Diagnostic::error(
        rule.code,
        Place::Value(place.key("sku")),
        format!(
            "`{key}` {wanted}, and a {} {} has neither firewall nor private endpoints",
            edition.word(),
            noun(target.kind)
        ),
    )
    .label(format!("write `{}`", better.word()));
    if has_endpoints {
        diagnostic = diagnostic.related(
            Place::Key(place.key("privateEndpoints")),
            format!("needs `{}`", better.word()),
        );
    } else {
        diagnostic = diagnostic.help(format!(
            "with `publicAccess: enabled` it may stay `{}`, open to the internet",
            edition.word()
        ));
    }
    if target.kind == TargetKind::ServiceBus {
        diagnostic = diagnostic.note(
            "a namespace cannot be changed to Premium in place: the new one is another namespace",
        );
    }
    found.push(diagnostic);
}

fn has_impossible_topics(placed: &Placed<'_>) -> bool {
    let has_topics = placed
        .target
        .topics
        .as_ref()
        .is_some_and(|topics| topics.iter().next().is_some());
    has_topics
        && placed
            .edition()
            .is_some_and(|edition| !editions::service_bus(edition).topics)
}

fn basic_topics(intent: &Written, found: &mut Vec<Diagnostic>) {
    for placed in each(intent).filter(|placed| placed.target.kind == TargetKind::ServiceBus) {
        if !has_impossible_topics(&placed) {
            continue;
        }
        let better = if placed.target.is_closed() || !placed.target.private_endpoints.is_empty() {
            Edition::Premium
        } else {
            Edition::Standard
        };
        found.push(
            Diagnostic::error(
                BASIC_TOPICS.code,
                Place::Value(placed.place.key("sku")),
                format!(
                    "`{}` lists topics, and a Basic Service Bus namespace has queues only",
                    placed.key
                ),
            )
            .label(format!("write `{}`", better.word()))
            .related(Place::Key(placed.place.key("topics")), "needs topics"),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::check;

    #[test]
    fn premium_storage_holds_no_block_blobs() {
        check(&[
            (
                "targets: { lake: { kind: storageAccount, name: stlake, containers: [raw], sku: Premium_ZRS } }",
                &["storage-sku-premium /targets/lake/sku write `Standard_ZRS`"],
            ),
            (
                "targets: { lake: { kind: storageAccount, name: stlake, containers: [raw], sku: Standard_RAGZRS }, stream: { kind: eventHubs, name: evhns-a, sku: Premium, capacity: 16 }, alerts: { kind: serviceBus, name: sb-plant, sku: Premium, capacity: 8 } }",
                &[],
            ),
        ]);
    }

    #[test]
    fn units_fit_the_edition() {
        check(&[
            (
                "targets: { stream: { kind: eventHubs, name: evhns-a, capacity: 41 } }",
                &["target-capacity /targets/stream/capacity write 1 to 40"],
            ),
            (
                "targets: { stream: { kind: eventHubs, name: evhns-a, sku: Premium, capacity: 0 } }",
                &["target-capacity /targets/stream/capacity write 1 to 16"],
            ),
            (
                "targets: { alerts: { kind: serviceBus, name: sb-plant, capacity: 3 } }",
                &["target-capacity /targets/alerts/capacity write `1`, `2`, `4`, `8` or `16`"],
            ),
            (
                "targets: { alerts: { kind: serviceBus, name: sb-plant, sku: Standard, publicAccess: enabled, capacity: 1 } }",
                &[
                    "target-capacity /targets/alerts/capacity leave it out",
                    "target-open /targets/alerts/publicAccess leave it out, or write `disabled`",
                ],
            ),
            (
                "targets: { stream: { kind: eventHubs, name: evhns-a, capacity: 2, maximumThroughputUnits: 2 } }",
                &[],
            ),
            (
                "targets: { stream: { kind: eventHubs, name: evhns-a, capacity: 4, maximumThroughputUnits: 2 } }",
                &["event-hubs-throughput /targets/stream/maximumThroughputUnits write 4 or more"],
            ),
            (
                "targets: { stream: { kind: eventHubs, name: evhns-a, maximumThroughputUnits: 50 } }",
                &["event-hubs-throughput /targets/stream/maximumThroughputUnits write 1 to 40"],
            ),
            (
                "targets: { stream: { kind: eventHubs, name: evhns-a, sku: Premium, maximumThroughputUnits: 2 } }",
                &[
                    "event-hubs-throughput /targets/stream/maximumThroughputUnits leave it out, and write `capacity`",
                ],
            ),
        ]);
    }

    #[test]
    fn what_is_closed_can_be_closed() {
        check(&[
            (
                "targets: { stream: { kind: eventHubs, name: evhns-a, sku: Basic } }",
                &["event-hubs-basic-closed /targets/stream/sku write `Standard`"],
            ),
            (
                "targets: { stream: { kind: eventHubs, name: evhns-a, sku: Basic, publicAccess: enabled } }",
                &["target-open /targets/stream/publicAccess leave it out, or write `disabled`"],
            ),
            (
                "targets: { alerts: { kind: serviceBus, name: sb-plant, sku: Standard, firewall: { allowIps: [203.0.113.7] } } }",
                &["service-bus-not-premium /targets/alerts/sku write `Premium`"],
            ),
            (
                "targets: { alerts: { kind: serviceBus, name: sb-plant, sku: Standard, publicAccess: enabled, privateEndpoints: [{ subnet: { virtualNetwork: vnet-a, name: data } }] } }",
                &[
                    "service-bus-not-premium /targets/alerts/sku write `Premium`",
                    "target-open /targets/alerts/publicAccess leave it out, or write `disabled`",
                ],
            ),
            (
                "targets: { alerts: { kind: serviceBus, name: sb-plant, sku: Basic, topics: [events] } }",
                &["service-bus-basic-topics /targets/alerts/sku write `Premium`"],
            ),
            (
                "targets: { alerts: { kind: serviceBus, name: sb-plant, sku: Basic, publicAccess: enabled, topics: [events], queues: [critical] } }",
                &[
                    "service-bus-basic-topics /targets/alerts/sku write `Standard`",
                    "target-open /targets/alerts/publicAccess leave it out, or write `disabled`",
                ],
            ),
            (
                "targets: { alerts: { kind: serviceBus, name: sb-plant, existing: {}, privateEndpoints: [{ subnet: { virtualNetwork: vnet-a, name: data } }] } }",
                &[],
            ),
        ]);
    }
}
