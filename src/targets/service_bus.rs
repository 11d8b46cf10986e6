//! Service Bus namespaces.

use super::namespace::{self, Namespace, child, entity};
use super::{Made, Maker, Step, TargetKind};
use crate::azure::clouds;
use crate::azure::resource_types::{
    QUEUE, SERVICE_BUS_NAMESPACE, SERVICE_BUS_RULE_SET, TOPIC, TOPIC_SUBSCRIPTION,
};
use crate::azure::roles::{DataRole, SERVICE_BUS_DATA_SENDER};
use crate::intent::settled::{EntityRef, ServiceBus, Target};
use crate::intent::written::Cloud;
use crate::plan::{Expr, Key, Piece, ResourceType};

/// Below Premium there is neither a firewall that knows trusted services nor a capacity.
const PREMIUM: &str = "Premium";

impl TargetKind for ServiceBus {
    fn noun(&self) -> &'static str {
        "Service Bus namespace"
    }

    fn resource_type(&self) -> ResourceType {
        SERVICE_BUS_NAMESPACE
    }

    fn role(&self) -> DataRole {
        SERVICE_BUS_DATA_SENDER
    }

    fn path(&self, entity: &EntityRef) -> Vec<Step> {
        let kind = match entity {
            EntityRef::Topic(_) => TOPIC,
            EntityRef::Queue(_) | EntityRef::Container(_) | EntityRef::EventHub(_) => QUEUE,
        };
        vec![Step {
            kind,
            name: segment(entity.name()),
            word: entity.name().to_owned(),
        }]
    }

    fn host(&self, name: &str, cloud: Cloud) -> Vec<Piece> {
        vec![Piece::Text(format!(
            "{name}.{}",
            clouds::hosts(cloud).service_bus
        ))]
    }

    fn scheme(&self) -> &'static str {
        "sb"
    }

    fn routing_keys(&self, entity: &EntityRef) -> (&'static str, &'static str) {
        match entity {
            EntityRef::Topic(_) => ("serviceBusTopics", "entityPath"),
            EntityRef::Queue(_) | EntityRef::Container(_) | EntityRef::EventHub(_) => {
                ("serviceBusQueues", "entityPath")
            }
        }
    }

    fn make(&self, target: &Target, maker: &mut Maker<'_>) -> Made {
        let sku = Expr::text(self.sku.as_str());
        let premium = self.sku == PREMIUM;
        let namespace = Namespace {
            kind: SERVICE_BUS_NAMESPACE,
            rule_set: SERVICE_BUS_RULE_SET,
            has_firewall: premium,
            sku: if premium {
                Expr::map([
                    ("name", sku.clone()),
                    ("tier", sku),
                    ("capacity", self.capacity.into()),
                ])
            } else {
                Expr::map([("name", sku.clone()), ("tier", sku)])
            },
            properties: Vec::new(),
        };
        let mut made = namespace::make(&namespace, target, maker);
        let empty = || vec![(Key::text("properties"), Expr::Map(Vec::new()))];
        for queue in &self.queues {
            let symbol = maker.symbols.claim(&[&target.key, &queue.to_string()]);
            let item = entity(
                symbol.clone(),
                QUEUE,
                &made,
                &segment(&queue.to_string()),
                empty(),
            );
            made.items.push(item);
            made.entities
                .push((EntityRef::Queue(queue.to_string()), symbol));
        }
        for (topic, subscriptions) in &self.topics {
            let symbol = maker.symbols.claim(&[&target.key, &topic.to_string()]);
            let item = entity(
                symbol.clone(),
                TOPIC,
                &made,
                &segment(&topic.to_string()),
                empty(),
            );
            made.items.push(item);
            for subscription in subscriptions {
                let own = maker.symbols.claim(&[
                    &target.key,
                    &topic.to_string(),
                    &subscription.to_string(),
                ]);
                made.items.push(child(
                    own,
                    TOPIC_SUBSCRIPTION,
                    &symbol,
                    &subscription.to_string(),
                    empty(),
                ));
            }
            made.entities
                .push((EntityRef::Topic(topic.to_string()), symbol));
        }
        made
    }

    fn firewall(&self, target: &Target) -> Option<(ResourceType, Vec<(Key, Expr)>)> {
        Some((SERVICE_BUS_RULE_SET, namespace::rule_set_body(target)))
    }
}

/// What a queue or topic is called in a template or id, where `/` would end its name: `a~b` is the queue `a/b`
/// (Azure/azure-resource-manager-schemas#230, Azure/azure-libraries-for-net#462).
fn segment(name: &str) -> String {
    name.replace('/', "~")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_one_segment_of_an_id() {
        let bus = ServiceBus {
            sku: PREMIUM.to_owned(),
            capacity: 1,
            queues: Vec::new(),
            topics: Vec::new(),
        };
        let path = bus.path(&EntityRef::Queue("plant/line".to_owned()));
        assert_eq!(path[0].name, "plant~line");
    }
}
