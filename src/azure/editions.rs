//! Editions (`sku.name`) of storage accounts and namespaces, and what each of them allows.

use std::ops::RangeInclusive;

use super::Origin;
use crate::intent::written::TargetKind;

/// Where the limits of namespaces come from.
pub const ORIGIN: Origin = Origin {
    source: "azure-docs, articles/event-hubs/includes/event-hubs-tier-limits.md and event-hubs-tier-features.md, includes/service-bus-quotas-table.md, articles/service-bus-messaging/service-bus-ip-filtering.md",
    checked: "2026-11-27",
};

/// Where the facts about storage accounts come from.
pub const STORAGE_ORIGIN: Origin = Origin {
    source: "Storage services REST API, \"Perform REST operations against page blobs with premium storage\"; azure-docs, articles/storage/common/storage-network-security-limitations.md",
    checked: "2026-11-27",
};

/// The edition of an Event Hubs or Service Bus namespace.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the names are Azure's")]
pub enum Edition {
    Basic,
    Standard,
    Premium,
}

impl Edition {
    /// Every edition.
    pub const ALL: [Self; 3] = [Self::Basic, Self::Standard, Self::Premium];

    /// Azure's word for it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Basic => "Basic",
            Self::Standard => "Standard",
            Self::Premium => "Premium",
        }
    }

    /// The edition of exactly that word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|edition| edition.word() == word)
    }

    /// The edition of a namespace when nothing is said; none for what has no edition.
    pub const fn default_of(kind: TargetKind) -> Option<Self> {
        match kind {
            TargetKind::StorageAccount => None,
            TargetKind::EventHubs => Some(Self::Standard),
            TargetKind::ServiceBus => Some(Self::Premium),
        }
    }
}

/// What an edition of Event Hubs allows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EventHubsLimits {
    /// Throughput units, or processing units of Premium.
    pub units: RangeInclusive<i64>,
    /// Whether the namespace can grow by itself.
    pub grows: bool,
    /// Event hubs: of the whole namespace, or of each unit.
    pub event_hubs: Quota,
    /// Partitions of one event hub.
    pub partitions: RangeInclusive<i64>,
    /// Partitions of all event hubs together, for each unit.
    pub partitions_of_unit: Option<i64>,
    /// Consumer groups of one event hub beside `$Default`. The documentation counts `$Default` on Basic and does not say
    /// whether it does elsewhere; here it does not, so that nothing is refused in doubt.
    pub consumer_groups: usize,
    /// Days that an event hub keeps messages.
    pub retention_days: RangeInclusive<i64>,
    /// Whether it has a firewall and private endpoints.
    pub closable: bool,
}

/// How many things a namespace may hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quota {
    /// So many, whatever its units.
    Whole(usize),
    /// So many for each unit.
    PerUnit(usize),
}

impl Quota {
    /// How many things a namespace of that many units may hold.
    pub fn of(self, units: i64) -> usize {
        match self {
            Self::Whole(count) => count,
            Self::PerUnit(count) => {
                count.saturating_mul(usize::try_from(units.max(1)).unwrap_or(usize::MAX))
            }
        }
    }
}

/// What an edition of Event Hubs allows.
pub fn event_hubs(edition: Edition) -> EventHubsLimits {
    let standard = EventHubsLimits {
        units: 1..=40,
        grows: true,
        event_hubs: Quota::Whole(10),
        partitions: 1..=32,
        partitions_of_unit: None,
        consumer_groups: 20,
        retention_days: 1..=7,
        closable: true,
    };
    match edition {
        Edition::Basic => EventHubsLimits {
            grows: false,
            consumer_groups: 0,
            retention_days: 1..=1,
            closable: false,
            ..standard
        },
        Edition::Standard => standard,
        Edition::Premium => EventHubsLimits {
            units: 1..=16,
            grows: false,
            event_hubs: Quota::PerUnit(100),
            partitions: 1..=100,
            partitions_of_unit: Some(200),
            consumer_groups: 100,
            retention_days: 1..=90,
            closable: true,
        },
    }
}

/// What an edition of Service Bus allows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ServiceBusLimits {
    /// Messaging units to choose from; none where the edition has no units.
    pub units: &'static [i64],
    /// Queues and topics together.
    pub entities: Quota,
    /// Whether it has topics.
    pub topics: bool,
    /// Whether it has a firewall that can admit the hub, and private endpoints.
    pub closable: bool,
}

/// What an edition of Service Bus allows.
pub const fn service_bus(edition: Edition) -> ServiceBusLimits {
    match edition {
        Edition::Basic => ServiceBusLimits {
            units: &[],
            entities: Quota::Whole(10_000),
            topics: false,
            closable: false,
        },
        Edition::Standard => ServiceBusLimits {
            units: &[],
            entities: Quota::Whole(10_000),
            topics: true,
            closable: false,
        },
        Edition::Premium => ServiceBusLimits {
            units: &[1, 2, 4, 8, 16],
            entities: Quota::PerUnit(1000),
            topics: true,
            closable: true,
        },
    }
}

/// Partitions of an event hub when nothing is said.
pub const DEFAULT_PARTITIONS: i64 = 4;
/// Subscriptions of one topic.
pub const TOPIC_SUBSCRIPTIONS: usize = 2000;
/// Addresses and subnets together in the firewall of a namespace.
pub const NAMESPACE_FIREWALL_RULES: usize = 128;
/// Addresses in the firewall of a storage account, and as many subnets. The documentation of 2020 says 200, and the limit
/// was raised to 400 since (recalled, not read again): what depends on it is a warning.
pub const STORAGE_FIREWALL_RULES: usize = 400;
/// Longest prefix of a range in the firewall of a storage account; smaller ranges are written as single addresses.
pub const STORAGE_LONGEST_PREFIX: u8 = 30;

/// An edition of a storage account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StorageSku {
    /// Azure's name.
    pub name: &'static str,
    /// Whether a general-purpose account of it holds block blobs, which the hub writes; a premium one holds page blobs only.
    pub block_blobs: bool,
}

const fn storage(name: &'static str, block_blobs: bool) -> StorageSku {
    StorageSku { name, block_blobs }
}

/// The editions of a general-purpose storage account; the first is the default.
pub const STORAGE_SKUS: [StorageSku; 8] = [
    storage("Standard_ZRS", true),
    storage("Standard_LRS", true),
    storage("Standard_GRS", true),
    storage("Standard_GZRS", true),
    storage("Standard_RAGRS", true),
    storage("Standard_RAGZRS", true),
    storage("Premium_LRS", false),
    storage("Premium_ZRS", false),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotas_grow_with_units() {
        for (quota, units, count) in [
            (Quota::Whole(10), 7, 10),
            (Quota::PerUnit(100), 2, 200),
            (Quota::PerUnit(100), -3, 100),
            (Quota::PerUnit(100), i64::MAX, usize::MAX),
        ] {
            assert_eq!(quota.of(units), count, "{quota:?} of {units}");
        }
    }

    #[test]
    fn editions_are_read_by_their_words() {
        for edition in Edition::ALL {
            assert_eq!(Edition::parse(edition.word()), Some(edition));
        }
        assert_eq!(Edition::parse("premium"), None);
    }
}
