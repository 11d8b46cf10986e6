//! Names of what is in a target: containers, event hubs, queues, topics and what hangs on them.

use std::collections::BTreeMap;

use super::super::{Rule, at, check_name};
use super::{Entity, Placed, each, entities};
use crate::diag::{Diagnostic, Place};
use crate::document::pointer::Pointer;
use crate::intent::written::Written;
use crate::values::{
    ConsumerGroupName, ContainerName, EventHubName, Name, QueueName, SubscriptionName, TopicName,
};

/// The name of a container is none.
pub(super) const CONTAINER_NAME: Rule = Rule::error(
    "storage-container-name",
    &[46, 147],
    include_str!("storage-container-name.md"),
    container_name,
);

/// The name of an event hub is none.
pub(super) const EVENT_HUB_NAME: Rule = Rule::error(
    "event-hub-name",
    &[147],
    include_str!("event-hub-name.md"),
    event_hub_name,
);

/// The name of a consumer group of an event hub is none.
pub(super) const CONSUMER_GROUP_NAME: Rule = Rule::error(
    "event-hub-consumer-group",
    &[147],
    include_str!("event-hub-consumer-group.md"),
    consumer_group_name,
);

/// The name of a queue, topic or subscription is none.
pub(super) const SERVICE_BUS_NAME: Rule = Rule::error(
    "service-bus-entity-name",
    &[147],
    include_str!("service-bus-entity-name.md"),
    service_bus_name,
);

/// Two things in one target have one name.
pub(super) const TWICE: Rule = Rule::error(
    "target-entity-twice",
    &[147],
    include_str!("target-entity-twice.md"),
    twice,
);

fn container_name(intent: &Written, found: &mut Vec<Diagnostic>) {
    for Placed { target, place, .. } in each(intent) {
        for container in entities(target.containers.as_ref(), &place, "containers") {
            named::<ContainerName, _>(&CONTAINER_NAME, &container, found);
        }
    }
}

fn event_hub_name(intent: &Written, found: &mut Vec<Diagnostic>) {
    for Placed { target, place, .. } in each(intent) {
        for event_hub in entities(target.event_hubs.as_ref(), &place, "eventHubs") {
            named::<EventHubName, _>(&EVENT_HUB_NAME, &event_hub, found);
        }
    }
    // An event hub that takes logs need not be in a target.
    for (index, setting) in intent.diagnostics.iter().enumerate() {
        let sink = setting.event_hub.as_ref();
        if let Some(name) = sink.and_then(|sink| sink.name.as_deref()) {
            let pointer = at(&["diagnostics"])
                .index(index)
                .key("eventHub")
                .key("name");
            check_name::<EventHubName>(EVENT_HUB_NAME.code, name, &pointer, false, found);
        }
    }
}

fn consumer_group_name(intent: &Written, found: &mut Vec<Diagnostic>) {
    for (name, pointer) in each(intent)
        .filter(Placed::is_made)
        .flat_map(|placed| consumer_groups(&placed))
        .flatten()
    {
        check_name::<ConsumerGroupName>(CONSUMER_GROUP_NAME.code, name, &pointer, false, found);
    }
}

fn service_bus_name(intent: &Written, found: &mut Vec<Diagnostic>) {
    for placed in each(intent) {
        let Placed { target, place, .. } = &placed;
        for queue in entities(target.queues.as_ref(), place, "queues") {
            named::<QueueName, _>(&SERVICE_BUS_NAME, &queue, found);
        }
        for topic in entities(target.topics.as_ref(), place, "topics") {
            named::<TopicName, _>(&SERVICE_BUS_NAME, &topic, found);
            if !placed.is_made() {
                continue;
            }
            let subscriptions = topic
                .settings
                .and_then(|topic| topic.subscriptions.as_ref());
            for subscription in entities(subscriptions, &topic.pointer, "subscriptions") {
                named::<SubscriptionName, _>(&SERVICE_BUS_NAME, &subscription, found);
            }
        }
    }
}

fn named<T: Name, S>(rule: &Rule, entity: &Entity<'_, S>, found: &mut Vec<Diagnostic>) {
    check_name::<T>(
        rule.code,
        entity.name,
        &entity.pointer,
        entity.is_key,
        found,
    );
}

/// The consumer groups of each event hub, with their places.
fn consumer_groups<'a>(placed: &Placed<'a>) -> Vec<Vec<(&'a str, Pointer)>> {
    entities(
        placed.target.event_hubs.as_ref(),
        &placed.place,
        "eventHubs",
    )
    .into_iter()
    .map(|event_hub| {
        let groups = event_hub.settings.map(|settings| &settings.consumer_groups);
        let pointer = event_hub.pointer.key("consumerGroups");
        groups
            .into_iter()
            .flatten()
            .enumerate()
            .map(|(index, name)| (name.as_str(), pointer.index(index)))
            .collect()
    })
    .collect()
}

/// A name that may be given once, what it names, and its place.
type Claim<'a> = (&'a str, &'static str, Place);

fn twice(intent: &Written, found: &mut Vec<Diagnostic>) {
    for placed in each(intent) {
        let Placed { target, place, .. } = &placed;
        let mut containers = entities(target.containers.as_ref(), place, "containers");
        // `Raw` beside `raw` is told what to write already.
        containers.retain(|container| ContainerName::parse(container.name).is_ok());
        once(claims(containers, "container"), found);
        once(
            claims(
                entities(target.event_hubs.as_ref(), place, "eventHubs"),
                "event hub",
            ),
            found,
        );
        let topics = entities(target.topics.as_ref(), place, "topics");
        let mut all = claims(entities(target.queues.as_ref(), place, "queues"), "queue");
        all.extend(claims(topics.clone(), "topic"));
        once(all, found);
        if !placed.is_made() {
            continue;
        }
        for groups in consumer_groups(&placed) {
            let all = groups
                .into_iter()
                .map(|(name, pointer)| (name, "consumer group", Place::Value(pointer)));
            once(all.collect(), found);
        }
        for topic in topics {
            let subscriptions = topic
                .settings
                .and_then(|topic| topic.subscriptions.as_ref());
            let all = entities(subscriptions, &topic.pointer, "subscriptions");
            once(claims(all, "subscription"), found);
        }
    }
}

fn claims<'a, S>(entities: Vec<Entity<'a, S>>, noun: &'static str) -> Vec<Claim<'a>> {
    entities
        .into_iter()
        .map(|entity| (entity.name, noun, entity.place()))
        .collect()
}

/// Refuses each name that was given before, compared without case as Azure does.
fn once(claims: Vec<Claim<'_>>, found: &mut Vec<Diagnostic>) {
    let mut first = BTreeMap::new();
    for (name, noun, place) in claims {
        let Some((other, other_noun, other_place)) = first.get(&name.to_ascii_lowercase()).cloned()
        else {
            first.insert(name.to_ascii_lowercase(), (name, noun, place));
            continue;
        };
        let (message, label) = if noun != other_noun {
            (
                format!("{noun} `{name}` has the name of a {other_noun} in the same namespace"),
                "write another name",
            )
        } else if name == other {
            (format!("{noun} `{name}` is listed twice"), "leave it out")
        } else {
            (
                format!("{noun}s `{other}` and `{name}` differ only in case"),
                "write another name, or leave it out",
            )
        };
        let mut diagnostic = Diagnostic::error(TWICE.code, place, message)
            .label(label)
            .related(other_place, "first used here");
        if noun != other_noun {
            diagnostic = diagnostic.note("the queues and topics of a namespace share their names");
        }
        found.push(diagnostic);
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::check;

    #[test]
    fn names_obey_the_rule_of_their_type() {
        check(&[
            (
                "targets: { lake: { kind: storageAccount, name: stlake, containers: [Raw, ok-1, a--b] } }",
                &[
                    "storage-container-name /targets/lake/containers/0 write `raw`",
                    "storage-container-name /targets/lake/containers/2 write `a-b`",
                ],
            ),
            (
                "targets: { lake: { kind: storageAccount, name: stlake, containers: { Raw: {}, b: } } }",
                &[
                    "storage-container-name /targets/lake/containers/Raw#key write `raw`",
                    "storage-container-name /targets/lake/containers/b#key",
                ],
            ),
            (
                "targets: { stream: { kind: eventHubs, name: evhns-a, eventHubs: { -t: { consumerGroups: [ok, $Default, 'a b'] } } } }",
                &[
                    "event-hub-consumer-group /targets/stream/eventHubs/-t/consumerGroups/1",
                    "event-hub-consumer-group /targets/stream/eventHubs/-t/consumerGroups/2 write `a-b`",
                    "event-hub-name /targets/stream/eventHubs/-t#key write `t`",
                ],
            ),
            (
                "targets: { alerts: { kind: serviceBus, name: sb-plant, queues: [a/b, /c], topics: { d.: { subscriptions: [e, e/f] } } } }",
                &[
                    "service-bus-entity-name /targets/alerts/queues/1 write `c`",
                    "service-bus-entity-name /targets/alerts/topics/d.#key write `d`",
                    "service-bus-entity-name /targets/alerts/topics/d./subscriptions/1 write `e-f`",
                ],
            ),
        ]);
    }

    #[test]
    fn names_are_given_once() {
        check(&[
            (
                "targets: { lake: { kind: storageAccount, name: stlake, containers: [raw, raw, logs] } }",
                &["target-entity-twice /targets/lake/containers/1 leave it out"],
            ),
            (
                "targets: { stream: { kind: eventHubs, name: evhns-a, eventHubs: { T: , t: { consumerGroups: [a, A] } } } }",
                &[
                    "target-entity-twice /targets/stream/eventHubs/t#key write another name, or leave it out",
                    "target-entity-twice /targets/stream/eventHubs/t/consumerGroups/1 write another name, or leave it out",
                ],
            ),
            (
                "targets: { alerts: { kind: serviceBus, name: sb-plant, queues: [critical], topics: { Critical: { subscriptions: [a, b, a] }, b: { subscriptions: [a] } } } }",
                &[
                    "target-entity-twice /targets/alerts/topics/Critical#key write another name",
                    "target-entity-twice /targets/alerts/topics/Critical/subscriptions/2 leave it out",
                ],
            ),
        ]);
    }
}
