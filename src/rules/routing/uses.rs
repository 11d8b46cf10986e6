//! Where the hub acts on a target: each endpoint, the file upload, the device transfer.

use super::super::at;
use crate::document::pointer::Pointer;
use crate::intent::derived::{Acting, Nobody};
use crate::intent::written::{Entities, Target, TargetKind, Written};
use crate::values::{ContainerName, EventHubName, Fault, Name, QueueName, TopicName};

/// A place in the intent where the hub acts on a target.
#[derive(Clone, Debug)]
pub(in crate::rules) struct Use<'a> {
    /// Where it stands.
    pub(in crate::rules) at: Pointer,
    /// What it is called in a sentence, such as "endpoint `cold`".
    pub(in crate::rules) who: String,
    /// Whether only a storage account will do.
    pub(in crate::rules) only_storage: bool,
    /// The target's key, as written.
    pub(in crate::rules) key: &'a str,
    /// The target, where there is one of that key.
    pub(in crate::rules) target: Option<&'a Target>,
    /// The entities that it names.
    pub(in crate::rules) entities: Vec<(EntityKind, &'a str)>,
    /// What it says about the identity.
    pub(in crate::rules) identity: Option<&'a str>,
    /// Whether an unverified identity is accepted.
    pub(in crate::rules) accepts: bool,
}

/// What an endpoint can name inside a target.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::rules) enum EntityKind {
    /// A blob container.
    Container,
    /// An event hub.
    EventHub,
    /// A queue.
    Queue,
    /// A topic.
    Topic,
}

/// Every place where the hub acts on a target, in the order of the intent.
pub(in crate::rules) fn uses(intent: &Written) -> Vec<Use<'_>> {
    let endpoints = intent
        .routing
        .endpoints
        .iter()
        .enumerate()
        .map(|(index, endpoint)| {
            let entities = [
                (EntityKind::Container, &endpoint.container),
                (EntityKind::EventHub, &endpoint.event_hub),
                (EntityKind::Queue, &endpoint.queue),
                (EntityKind::Topic, &endpoint.topic),
            ];
            Use {
                at: endpoint_at(index),
                who: format!("endpoint `{}`", endpoint.name),
                only_storage: false,
                key: &endpoint.target,
                target: intent.targets.get(&endpoint.target),
                entities: entities
                    .into_iter()
                    .filter_map(|(kind, name)| Some((kind, name.as_deref()?)))
                    .collect(),
                identity: endpoint.identity.as_deref(),
                accepts: endpoint.accept_unverified_identity,
            }
        });
    let upload = intent.file_upload.as_ref().and_then(|upload| {
        let key = upload.target.as_deref()?;
        Some(Use {
            at: at(&["fileUpload"]),
            who: "the file upload".to_owned(),
            only_storage: true,
            key,
            target: intent.targets.get(key),
            entities: upload
                .container
                .iter()
                .map(|name| (EntityKind::Container, name.as_str()))
                .collect(),
            identity: upload.identity.as_deref(),
            accepts: upload.accept_unverified_identity,
        })
    });
    let transfer = intent.device_transfer.as_ref().map(|transfer| Use {
        at: at(&["deviceTransfer"]),
        who: "the device transfer".to_owned(),
        only_storage: true,
        key: &transfer.target,
        target: intent.targets.get(&transfer.target),
        entities: vec![(EntityKind::Container, &transfer.container)],
        identity: transfer.identity.as_deref(),
        accepts: transfer.accept_unverified_identity,
    });
    endpoints.chain(upload).chain(transfer).collect()
}

/// The place of an endpoint.
pub(in crate::rules) fn endpoint_at(index: usize) -> Pointer {
    at(&["routing", "endpoints"]).index(index)
}

/// The place of a route.
pub(in crate::rules) fn route_at(index: usize) -> Pointer {
    at(&["routing", "routes"]).index(index)
}

impl<'a> Use<'a> {
    /// As whom the hub acts there.
    pub(in crate::rules) fn acting<'i>(&self, intent: &'i Written) -> Result<Acting<'i>, Nobody> {
        intent.acting(self.identity)
    }

    /// The target with the one entity that fits it; none where the target is unknown or another rule refuses what is named.
    pub(in crate::rules) fn entity(&self) -> Option<(&'a Target, EntityKind, &'a str)> {
        let target = self.target?;
        match self.entities[..] {
            [(kind, name)] if kind.fits(target.kind) => Some((target, kind, name)),
            _ => None,
        }
    }
}

impl EntityKind {
    /// The kinds that a target of that kind has.
    pub(in crate::rules) const fn of(kind: TargetKind) -> &'static [Self] {
        match kind {
            TargetKind::StorageAccount => &[Self::Container],
            TargetKind::EventHubs => &[Self::EventHub],
            TargetKind::ServiceBus => &[Self::Queue, Self::Topic],
        }
    }

    /// Whether a target of that kind has it.
    pub(in crate::rules) fn fits(self, kind: TargetKind) -> bool {
        Self::of(kind).contains(&self)
    }

    /// Its key on an endpoint.
    pub(in crate::rules) const fn key(self) -> &'static str {
        match self {
            Self::Container => "container",
            Self::EventHub => "eventHub",
            Self::Queue => "queue",
            Self::Topic => "topic",
        }
    }

    /// What it is called.
    pub(in crate::rules) const fn noun(self) -> &'static str {
        match self {
            Self::Container => "container",
            Self::EventHub => "event hub",
            Self::Queue => "queue",
            Self::Topic => "topic",
        }
    }

    /// The key of a target that lists it.
    pub(in crate::rules) const fn list_key(self) -> &'static str {
        match self {
            Self::Container => "containers",
            Self::EventHub => "eventHubs",
            Self::Queue => "queues",
            Self::Topic => "topics",
        }
    }

    /// What is wrong with a name of this kind, if anything is.
    pub(in crate::rules) fn fault(self, name: &str) -> Option<Fault> {
        match self {
            Self::Container => ContainerName::parse(name).err(),
            Self::EventHub => EventHubName::parse(name).err(),
            Self::Queue => QueueName::parse(name).err(),
            Self::Topic => TopicName::parse(name).err(),
        }
    }

    /// The names that a target lists; none where it lists nothing of the kind.
    pub(in crate::rules) fn listed(self, target: &Target) -> Vec<&str> {
        fn names<S>(entities: Option<&Entities<S>>) -> Vec<&str> {
            entities
                .map(|entities| entities.iter().map(|(name, _)| name).collect())
                .unwrap_or_default()
        }
        match self {
            Self::Container => names(target.containers.as_ref()),
            Self::EventHub => names(target.event_hubs.as_ref()),
            Self::Queue => names(target.queues.as_ref()),
            Self::Topic => names(target.topics.as_ref()),
        }
    }
}

/// What a target is, with its article.
pub(in crate::rules) const fn what(kind: TargetKind) -> &'static str {
    match kind {
        TargetKind::StorageAccount => "a storage account",
        TargetKind::EventHubs => "an Event Hubs namespace",
        TargetKind::ServiceBus => "a Service Bus namespace",
    }
}
