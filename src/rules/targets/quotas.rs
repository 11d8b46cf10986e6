//! How much fits into a namespace, and what an event hub may be set to.

use super::super::Rule;
use super::{Entity, Placed, count, each, entities};
use crate::azure::editions::{self, Edition, EventHubsLimits, Quota};
use crate::diag::{Diagnostic, Place};
use crate::intent::written::{EventHub, TargetKind, Written};

/// An event hub, or all of them, have more partitions than the edition takes.
pub(super) const PARTITIONS: Rule = Rule::error(
    "event-hub-partitions",
    &[],
    include_str!("event-hub-partitions.md"),
    partitions,
);

/// An event hub keeps messages for longer than the edition does.
pub(super) const RETENTION: Rule = Rule::error(
    "event-hub-retention",
    &[],
    include_str!("event-hub-retention.md"),
    retention,
);

/// An event hub has more consumer groups than the edition takes.
pub(super) const CONSUMER_GROUPS: Rule = Rule::error(
    "event-hub-consumer-group-count",
    &[],
    include_str!("event-hub-consumer-group-count.md"),
    consumer_groups,
);

/// A namespace holds more event hubs, queues, topics or subscriptions than it can.
pub(super) const ENTITIES: Rule = Rule::error(
    "target-entity-count",
    &[],
    include_str!("target-entity-count.md"),
    entity_count,
);

/// The Event Hubs namespaces that are made, with their editions.
fn namespaces(intent: &Written) -> impl Iterator<Item = (Placed<'_>, Edition, EventHubsLimits)> {
    each(intent)
        .filter(|placed| placed.target.kind == TargetKind::EventHubs)
        .filter_map(|placed| {
            let edition = placed.edition()?;
            Some((placed, edition, editions::event_hubs(edition)))
        })
}

fn event_hubs<'a>(placed: &Placed<'a>) -> Vec<Entity<'a, EventHub>> {
    entities(
        placed.target.event_hubs.as_ref(),
        &placed.place,
        "eventHubs",
    )
}

/// The units of a namespace, where they are none that another rule refuses.
fn units(placed: &Placed<'_>, limits: &EventHubsLimits) -> Option<i64> {
    Some(placed.target.capacity.unwrap_or(1)).filter(|units| limits.units.contains(units))
}

fn partitions(intent: &Written, found: &mut Vec<Diagnostic>) {
    for (placed, edition, limits) in namespaces(intent) {
        let (first, last) = (limits.partitions.start(), limits.partitions.end());
        let mut total: i64 = 0;
        let mut each_fits = true;
        for event_hub in event_hubs(&placed) {
            let written = event_hub.settings.and_then(|settings| settings.partitions);
            let number = written.unwrap_or(editions::DEFAULT_PARTITIONS);
            total = total.saturating_add(number);
            if limits.partitions.contains(&number) {
                continue;
            }
            each_fits = false;
            found.push(
                Diagnostic::error(
                    PARTITIONS.code,
                    Place::Value(event_hub.pointer.key("partitions")),
                    format!(
                        "`partitions` is {number}, and an event hub of a {} namespace takes {first} to {last}",
                        edition.word()
                    ),
                )
                .label(format!("write {first} to {last}")),
            );
        }
        let (Some(of_unit), Some(units)) = (limits.partitions_of_unit, units(&placed, &limits))
        else {
            continue;
        };
        let most = of_unit.saturating_mul(units);
        if each_fits && total > most {
            found.push(
                Diagnostic::error(
                    PARTITIONS.code,
                    Place::Key(placed.place.key("eventHubs")),
                    format!(
                        "the event hubs of `{}` have {total} partitions together, and {} of Premium takes {most}",
                        placed.key,
                        count(usize::try_from(units).unwrap_or_default(), "unit")
                    ),
                )
                .label("write a higher `capacity`, or fewer `partitions`"),
            );
        }
    }
}

fn retention(intent: &Written, found: &mut Vec<Diagnostic>) {
    for (placed, edition, limits) in namespaces(intent) {
        for event_hub in event_hubs(&placed) {
            let Some(days) = event_hub
                .settings
                .and_then(|settings| settings.retention_days)
            else {
                continue;
            };
            if limits.retention_days.contains(&days) {
                continue;
            }
            let (first, last) = (limits.retention_days.start(), limits.retention_days.end());
            let range = if first == last {
                first.to_string()
            } else {
                format!("{first} to {last}")
            };
            found.push(
                Diagnostic::error(
                    RETENTION.code,
                    Place::Value(event_hub.pointer.key("retentionDays")),
                    format!(
                        "`retentionDays` is {days}, and a {} namespace takes {range}",
                        edition.word()
                    ),
                )
                .label(format!("write {range}")),
            );
        }
    }
}

fn consumer_groups(intent: &Written, found: &mut Vec<Diagnostic>) {
    for (placed, edition, limits) in namespaces(intent) {
        for event_hub in event_hubs(&placed) {
            let number = event_hub
                .settings
                .map_or(0, |settings| settings.consumer_groups.len());
            let most = limits.consumer_groups;
            if number <= most {
                continue;
            }
            let (message, label) = if most == 0 {
                (
                    format!(
                        "event hub `{}` lists {}, and a {} namespace has only `$Default`",
                        event_hub.name,
                        count(number, "consumer group"),
                        edition.word()
                    ),
                    String::from("leave it out, or write `sku: Standard`"),
                )
            } else {
                (
                    format!(
                        "event hub `{}` lists {}, and a {} namespace takes {most}",
                        event_hub.name,
                        count(number, "consumer group"),
                        edition.word()
                    ),
                    format!("list {most} at most"),
                )
            };
            found.push(
                Diagnostic::error(
                    CONSUMER_GROUPS.code,
                    Place::Key(event_hub.pointer.key("consumerGroups")),
                    message,
                )
                .label(label),
            );
        }
    }
}

fn entity_count(intent: &Written, found: &mut Vec<Diagnostic>) {
    for (placed, edition, limits) in namespaces(intent) {
        let number = event_hubs(&placed).len();
        if let Some(units) = units(&placed, &limits) {
            let label = match limits.event_hubs {
                Quota::Whole(most) => format!("list {most} at most, or write `sku: Premium`"),
                Quota::PerUnit(_) => String::from("write a higher `capacity`, or list fewer"),
            };
            too_many(
                &placed,
                edition,
                ("eventHubs", "event hubs"),
                number,
                limits.event_hubs.of(units),
                label,
                found,
            );
        }
    }
    for placed in each(intent).filter(|placed| placed.target.kind == TargetKind::ServiceBus) {
        let Some(edition) = placed.edition() else {
            continue;
        };
        let limits = editions::service_bus(edition);
        let queues = entities(placed.target.queues.as_ref(), &placed.place, "queues");
        let topics = entities(placed.target.topics.as_ref(), &placed.place, "topics");
        let units = placed.target.capacity.unwrap_or(1);
        let key = if queues.len() >= topics.len() {
            "queues"
        } else {
            "topics"
        };
        if limits.units.is_empty() || limits.units.contains(&units) {
            let most = limits.entities.of(units);
            let label = match limits.entities {
                Quota::Whole(most) => format!("list {most} at most"),
                Quota::PerUnit(_) => String::from("write a higher `capacity`, or list fewer"),
            };
            too_many(
                &placed,
                edition,
                (key, "queues and topics"),
                queues.len() + topics.len(),
                most,
                label,
                found,
            );
        }
        for topic in topics {
            let number = topic
                .settings
                .and_then(|topic| topic.subscriptions.as_ref())
                .map_or(0, |subscriptions| subscriptions.iter().count());
            if number > editions::TOPIC_SUBSCRIPTIONS {
                found.push(
                    Diagnostic::error(
                        ENTITIES.code,
                        Place::Key(topic.pointer.key("subscriptions")),
                        format!(
                            "topic `{}` lists {number} subscriptions, and a topic takes {}",
                            topic.name,
                            editions::TOPIC_SUBSCRIPTIONS
                        ),
                    )
                    .label(format!("list {} at most", editions::TOPIC_SUBSCRIPTIONS)),
                );
            }
        }
    }
}

/// Says that a namespace lists more than `most`; `what` is the key that lists them, and what they are.
fn too_many(
    placed: &Placed<'_>,
    edition: Edition,
    what: (&str, &str),
    number: usize,
    most: usize,
    label: String,
    found: &mut Vec<Diagnostic>,
) {
    if number <= most {
        return;
    }
    let (key, nouns) = what;
    let units = placed.target.capacity.filter(|units| *units > 1);
    let of_units = units.map_or_else(String::new, |units| format!(" with {units} units"));
    found.push(
        Diagnostic::error(
            ENTITIES.code,
            Place::Key(placed.place.key(key)),
            format!(
                "`{}` lists {number} {nouns}, and a {} namespace{of_units} takes {most}",
                placed.key,
                edition.word()
            ),
        )
        .label(label),
    );
}

#[cfg(test)]
mod tests {
    use super::super::testing::check;

    #[test]
    fn settings_of_an_event_hub_fit_the_edition() {
        check(&[
            (
                "targets: { stream: { kind: eventHubs, name: evhns-a, eventHubs: { a: { partitions: 33, retentionDays: 8 }, b: { partitions: 32, retentionDays: 7 }, c: { partitions: 0, retentionDays: 0 } } } }",
                &[
                    "event-hub-partitions /targets/stream/eventHubs/a/partitions write 1 to 32",
                    "event-hub-partitions /targets/stream/eventHubs/c/partitions write 1 to 32",
                    "event-hub-retention /targets/stream/eventHubs/a/retentionDays write 1 to 7",
                    "event-hub-retention /targets/stream/eventHubs/c/retentionDays write 1 to 7",
                ],
            ),
            (
                "targets: { stream: { kind: eventHubs, name: evhns-a, sku: Premium, eventHubs: { a: { partitions: 100, retentionDays: 90 }, b: { partitions: 100 } } } }",
                &[],
            ),
            (
                "targets: { stream: { kind: eventHubs, name: evhns-a, sku: Premium, eventHubs: { a: { partitions: 100 }, b: { partitions: 100 }, c: } } }",
                &[
                    "event-hub-partitions /targets/stream/eventHubs#key write a higher `capacity`, or fewer `partitions`",
                ],
            ),
            (
                "targets: { stream: { kind: eventHubs, name: evhns-a, sku: Premium, capacity: 2, eventHubs: { a: { partitions: 100 }, b: { partitions: 100 }, c: } } }",
                &[],
            ),
            (
                "targets: { stream: { kind: eventHubs, name: evhns-a, sku: Basic, eventHubs: { a: { retentionDays: 2, consumerGroups: [x] } } } }",
                &[
                    "event-hub-consumer-group-count /targets/stream/eventHubs/a/consumerGroups#key leave it out, or write `sku: Standard`",
                    "event-hub-retention /targets/stream/eventHubs/a/retentionDays write 1",
                    "event-hubs-basic-closed /targets/stream/sku write `Standard`",
                ],
            ),
        ]);
    }

    #[test]
    fn a_namespace_holds_so_much() {
        let names = |count: usize| {
            let names: Vec<String> = (0..count).map(|number| format!("e{number}")).collect();
            names.join(", ")
        };
        let hubs = |settings: &str, count: usize| {
            format!(
                "targets: {{ stream: {{ kind: eventHubs, name: evhns-a, {settings} eventHubs: [{}] }} }}",
                names(count)
            )
        };
        let queues = |settings: &str, count: usize| {
            format!(
                "targets: {{ alerts: {{ kind: serviceBus, name: sb-plant, {settings} queues: [{}], topics: [t] }} }}",
                names(count)
            )
        };
        check(&[
            (&hubs("", 10), &[]),
            (
                &hubs("", 11),
                &[
                    "target-entity-count /targets/stream/eventHubs#key list 10 at most, or write `sku: Premium`",
                ],
            ),
            (&hubs("existing: {},", 11), &[]),
            (&queues("", 999), &[]),
            (
                &queues("", 1000),
                &[
                    "target-entity-count /targets/alerts/queues#key write a higher `capacity`, or list fewer",
                ],
            ),
            (&queues("capacity: 2,", 1000), &[]),
            (
                &format!(
                    "targets: {{ alerts: {{ kind: serviceBus, name: sb-plant, topics: {{ t: {{ subscriptions: [{}] }} }} }} }}",
                    names(2001)
                ),
                &[
                    "target-entity-count /targets/alerts/topics/t/subscriptions#key list 2000 at most",
                ],
            ),
            (
                &format!(
                    "targets: {{ stream: {{ kind: eventHubs, name: evhns-a, eventHubs: {{ t: {{ consumerGroups: [{}] }} }} }} }}",
                    names(21)
                ),
                &[
                    "event-hub-consumer-group-count /targets/stream/eventHubs/t/consumerGroups#key list 20 at most",
                ],
            ),
        ]);
    }
}
