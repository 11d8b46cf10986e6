//! Event Hubs namespaces.

use super::namespace::{self, Namespace, child, entity};
use super::{Made, Maker, Step, TargetKind};
use crate::azure::clouds;
use crate::azure::resource_types::{
    EVENT_HUB, EVENT_HUB_CONSUMER_GROUP, EVENT_HUBS_NAMESPACE, EVENT_HUBS_RULE_SET,
};
use crate::azure::roles::{DataRole, EVENT_HUBS_DATA_SENDER};
use crate::intent::settled::{EntityRef, EventHubs, Target};
use crate::intent::written::Cloud;
use crate::plan::{Expr, Key, Piece, ResourceType};

impl TargetKind for EventHubs {
    fn noun(&self) -> &'static str {
        "Event Hubs namespace"
    }

    fn resource_type(&self) -> ResourceType {
        EVENT_HUBS_NAMESPACE
    }

    fn role(&self) -> DataRole {
        EVENT_HUBS_DATA_SENDER
    }

    fn path(&self, entity: &EntityRef) -> Vec<Step> {
        vec![Step {
            kind: EVENT_HUB,
            name: entity.name().to_owned(),
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

    fn routing_keys(&self, _: &EntityRef) -> (&'static str, &'static str) {
        ("eventHubs", "entityPath")
    }

    fn make(&self, target: &Target, maker: &mut Maker<'_>) -> Made {
        let mut properties = Vec::new();
        if let Some(most) = self.maximum_throughput_units {
            properties.push((Key::text("isAutoInflateEnabled"), true.into()));
            properties.push((Key::text("maximumThroughputUnits"), most.into()));
        }
        let namespace = Namespace {
            kind: EVENT_HUBS_NAMESPACE,
            rule_set: EVENT_HUBS_RULE_SET,
            has_firewall: self.sku != "Basic",
            sku: Expr::map([
                ("name", Expr::text(self.sku.as_str())),
                ("tier", Expr::text(self.sku.as_str())),
                ("capacity", self.capacity.into()),
            ]),
            properties,
        };
        let mut made = namespace::make(&namespace, target, maker);
        for event_hub in &self.event_hubs {
            let name = event_hub.name.to_string();
            let symbol = maker.symbols.claim(&[&target.key, &name]);
            let settings = Expr::map([
                ("partitionCount", event_hub.partitions.into()),
                ("messageRetentionInDays", event_hub.retention_days.into()),
            ]);
            let body = vec![(Key::text("properties"), settings)];
            let item = entity(symbol.clone(), EVENT_HUB, &made, &name, body);
            made.items.push(item);
            for group in &event_hub.consumer_groups {
                let own = maker
                    .symbols
                    .claim(&[&target.key, &name, &group.to_string()]);
                made.items.push(child(
                    own,
                    EVENT_HUB_CONSUMER_GROUP,
                    &symbol,
                    &group.to_string(),
                    Vec::new(),
                ));
            }
            made.entities.push((EntityRef::EventHub(name), symbol));
        }
        made
    }

    fn firewall(&self, target: &Target) -> Option<(ResourceType, Vec<(Key, Expr)>)> {
        Some((EVENT_HUBS_RULE_SET, namespace::rule_set_body(target)))
    }
}
