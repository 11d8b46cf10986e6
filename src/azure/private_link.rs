//! Private link: which parts of a resource an endpoint can carry, and which DNS zones they need.

use super::{Origin, clouds};
use crate::intent::written::{Cloud, TargetKind};

/// Where groups and zones come from.
pub const ORIGIN: Origin = Origin {
    source: "azure-docs, articles/private-link/private-endpoint-dns.md and private-endpoint-overview.md",
    checked: "2026-11-27",
};

/// The group of an IoT hub; one endpoint carries the hub and its built-in endpoint.
pub const HUB_GROUP: &str = "iotHub";
/// The group of Event Hubs and Service Bus namespaces.
pub const NAMESPACE_GROUP: &str = "namespace";
/// The groups of a storage account.
pub const STORAGE_GROUPS: &[&str] = &[
    "blob",
    "blob_secondary",
    "dfs",
    "dfs_secondary",
    "file",
    "queue",
    "queue_secondary",
    "table",
    "table_secondary",
    "web",
    "web_secondary",
];

/// How the name of every private DNS zone begins.
pub const PREFIX: &str = "privatelink";
/// Names of zones that the documentation prints and that do not exist: its table for IoT contradicts its own rows for Event Hubs
/// and Service Bus.
pub const MISPRINTED: &[(&str, Cloud, Zone)] = &[(
    "privatelink.servicebus.windows.us",
    Cloud::AzureUSGovernment,
    Zone::ServiceBus,
)];

/// Longest message to the owner who approves an endpoint, in characters.
pub const REQUEST_MESSAGE_LIMIT: usize = 140;

/// A private DNS zone that hubseal knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Zone {
    /// Of IoT hubs.
    Hub,
    /// Of Event Hubs, Service Bus and the built-in endpoint.
    ServiceBus,
    /// Of a part of a storage account.
    Storage(StoragePart),
}

/// A part of a storage account that has a DNS zone of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "the names are Azure's")]
pub enum StoragePart {
    Blob,
    Dfs,
    File,
    Queue,
    Table,
    Web,
}

impl StoragePart {
    /// Its word in host names.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Blob => "blob",
            Self::Dfs => "dfs",
            Self::File => "file",
            Self::Queue => "queue",
            Self::Table => "table",
            Self::Web => "web",
        }
    }

    const ALL: [Self; 6] = [
        Self::Blob,
        Self::Dfs,
        Self::File,
        Self::Queue,
        Self::Table,
        Self::Web,
    ];

    /// The part that a group of a storage account belongs to.
    pub fn of_group(group: &str) -> Option<Self> {
        let bare = group.strip_suffix("_secondary").unwrap_or(group);
        Self::ALL.into_iter().find(|part| part.word() == bare)
    }
}

impl Zone {
    /// The zones of a hub's endpoint, in the order of its zone group.
    pub const OF_HUB: [Self; 2] = [Self::Hub, Self::ServiceBus];

    /// Its full name in a cloud.
    pub fn name(self, cloud: Cloud) -> String {
        let hosts = clouds::hosts(cloud);
        match self {
            Self::Hub => format!("{PREFIX}.{}", hosts.hub),
            Self::ServiceBus => format!("{PREFIX}.{}", hosts.service_bus),
            Self::Storage(part) => format!("{PREFIX}.{}.{}", part.word(), hosts.storage),
        }
    }

    /// The zone that a group of a target needs.
    pub fn of_target(kind: TargetKind, group: &str) -> Option<Self> {
        match kind {
            TargetKind::StorageAccount => StoragePart::of_group(group).map(Self::Storage),
            TargetKind::EventHubs | TargetKind::ServiceBus => {
                (group == NAMESPACE_GROUP).then_some(Self::ServiceBus)
            }
        }
    }
}

/// The group that an endpoint of a target leads to where none is named.
pub const fn default_group(kind: TargetKind) -> &'static str {
    match kind {
        TargetKind::StorageAccount => STORAGE_GROUPS[0],
        TargetKind::EventHubs | TargetKind::ServiceBus => NAMESPACE_GROUP,
    }
}

/// Every zone.
pub fn zones() -> Vec<Zone> {
    let parts = StoragePart::ALL.into_iter().map(Zone::Storage);
    Zone::OF_HUB.into_iter().chain(parts).collect()
}
