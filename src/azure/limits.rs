//! Limits and defaults of the hub and of what it sends to.

use std::ops::RangeInclusive;

use super::Origin;
use crate::intent::written::HubSku;

/// Where the hub's limits come from.
pub const ORIGIN: Origin = Origin {
    source: "azure-docs, articles/iot-hub/iot-hub-devguide-quotas-throttling.md, iot-hub-scaling.md; bicep-types-az",
    checked: "2026-11-27",
};

/// What a SKU allows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SkuLimits {
    /// Units.
    pub units: RangeInclusive<i64>,
    /// Custom endpoints of all kinds together.
    pub endpoints: usize,
    /// Routes.
    pub routes: usize,
    /// Enrichments.
    pub enrichments: usize,
    /// Without twins, direct methods and cloud-to-device messages.
    pub basic: bool,
    /// The free tier.
    pub free: bool,
    /// Partitions of the built-in endpoint when nothing is said.
    pub default_partitions: i64,
}

/// What a SKU allows.
pub fn sku(sku: HubSku) -> SkuLimits {
    let paid = SkuLimits {
        units: 1..=200,
        endpoints: 10,
        routes: 100,
        enrichments: 10,
        basic: false,
        free: false,
        default_partitions: 4,
    };
    match sku {
        HubSku::F1 => SkuLimits {
            units: 1..=1,
            endpoints: 1,
            routes: 5,
            enrichments: 2,
            free: true,
            default_partitions: 2,
            ..paid
        },
        HubSku::B1 | HubSku::B2 => SkuLimits {
            basic: true,
            ..paid
        },
        HubSku::B3 => SkuLimits {
            basic: true,
            units: 1..=10,
            ..paid
        },
        HubSku::S1 | HubSku::S2 => paid,
        HubSku::S3 => SkuLimits {
            units: 1..=10,
            ..paid
        },
    }
}

/// Partitions of the built-in endpoint.
pub const HUB_PARTITIONS: RangeInclusive<i64> = 2..=128;
/// More partitions than the documentation knows.
pub const HUB_PARTITIONS_DOCUMENTED: i64 = 32;
/// Days the built-in endpoint keeps messages.
pub const HUB_RETENTION_DAYS: RangeInclusive<i64> = 1..=7;
/// Shared access policies of a hub, and how many of them with `ServiceConnect`.
pub const AUTHORIZATION_POLICIES: (usize, usize) = (16, 10);
/// Address rules of a hub.
pub const IP_RULES: usize = 100;
/// Hosts that a hub may be allowed to reach.
pub const ALLOWED_FQDNS: usize = 20;
/// Consumer groups of the built-in endpoint beside `$Default` (arm limit 20 on paid tiers).
pub const HUB_CONSUMER_GROUPS: usize = 20;

/// Seconds between two blobs of a storage endpoint, and the default.
pub const BATCH_FREQUENCY: (RangeInclusive<u64>, u64) = (60..=720, 300);
/// Bytes of a blob of a storage endpoint, and the default.
pub const CHUNK_SIZE: (RangeInclusive<u64>, u64) = (10_485_760..=524_288_000, 314_572_800);
/// Encodings of a storage endpoint; the first is the default.
pub const ENCODINGS: [&str; 3] = ["Avro", "AvroDeflate", "JSON"];
/// What a blob's name must hold, each once.
pub const FILE_NAME_TOKENS: [&str; 7] = [
    "{iothub}",
    "{partition}",
    "{YYYY}",
    "{MM}",
    "{DD}",
    "{HH}",
    "{mm}",
];
/// Default blob name.
pub const FILE_NAME_FORMAT: &str = "{iothub}/{partition}/{YYYY}/{MM}/{DD}/{HH}/{mm}";
/// Endpoint names that the hub keeps for itself.
pub const RESERVED_ENDPOINT_NAMES: [&str; 4] = [
    "events",
    "fileNotifications",
    "$default",
    "operationsMonitoringEvents",
];
/// The built-in endpoint's name in routes.
pub const BUILT_IN_ENDPOINT: &str = "events";
/// The hidden route of an Event Grid subscription, and its endpoint.
pub const EVENT_GRID_ROUTE: (&str, &str) = ("RouteToEventGrid", "eventgrid");

/// How the routes begin that Device Update for IoT Hub makes, and the consumer group that it makes (azure-docs,
/// articles/iot-hub-device-update/device-update-resources.md).
pub const DEVICE_UPDATE: (&str, &str) = ("DeviceUpdate.", "adum");

/// Seconds that a device's permission to upload may last.
pub const UPLOAD_SAS_TTL: RangeInclusive<u64> = 60..=86_400;
/// Seconds that a file notification may wait.
pub const NOTIFICATION_TTL: RangeInclusive<u64> = 60..=172_800;
/// Seconds that a reader may hold a message of the hub.
pub const LOCK_DURATION: RangeInclusive<u64> = 5..=300;
/// Tries of a message of the hub.
pub const DELIVERY_COUNT: RangeInclusive<i64> = 1..=100;
/// Seconds that a cloud-to-device message may wait.
pub const CLOUD_TO_DEVICE_TTL: RangeInclusive<u64> = 60..=172_800;
/// The least that some tools take for it, in seconds (terraform-provider-azurerm, `internal/services/iothub/iothub_resource.go`).
pub const CLOUD_TO_DEVICE_TTL_ELSEWHERE: u64 = 900;

/// Log categories of a hub.
pub const LOG_CATEGORIES: [&str; 14] = [
    "Connections",
    "DeviceTelemetry",
    "C2DCommands",
    "DeviceIdentityOperations",
    "FileUploadOperations",
    "Routes",
    "D2CTwinOperations",
    "C2DTwinOperations",
    "TwinQueries",
    "JobsOperations",
    "DirectMethods",
    "DistributedTracing",
    "Configurations",
    "DeviceStreams",
];
/// Groups of log categories.
pub const LOG_GROUPS: [&str; 2] = ["allLogs", "audit"];
/// Metric categories of a hub.
pub const METRIC_CATEGORIES: [&str; 1] = ["AllMetrics"];

/// Empty deployments that give roles time, and the default.
pub const SETTLE: (RangeInclusive<i64>, u8) = (0..=30, 6);
/// Retries of the hub's write, and the default.
pub const RETRIES: (RangeInclusive<i64>, u8) = (1..=30, 30);

/// Diagnostic settings of one resource (azure-docs, articles/azure-monitor/platform/diagnostic-settings.md).
pub const DIAGNOSTIC_SETTINGS: usize = 5;
/// Resources in one template (azure-docs, articles/azure-resource-manager/templates/best-practices.md).
pub const TEMPLATE_RESOURCES: usize = 800;

/// Partitions of the built-in endpoint of a free hub, and days that it keeps messages (Azure CLI, `iot hub create`).
pub const FREE_HUB_BUILT_IN: (i64, i64) = (2, 1);

/// Where the limits of virtual networks come from.
pub const VIRTUAL_NETWORK_ORIGIN: Origin = Origin {
    source: "azure-docs, articles/virtual-network/virtual-networks-faq.md",
    checked: "2026-11-27",
};
/// Prefix lengths that a virtual network's range may have, and a subnet's.
pub const NETWORK_PREFIX: RangeInclusive<u8> = 2..=29;
/// Addresses of each subnet that Azure keeps: the first four and the last.
pub const RESERVED_ADDRESSES: u64 = 5;
/// Ranges that a virtual network may not hold.
pub const NETWORK_RESERVED: [&str; 5] = [
    "224.0.0.0/4",
    "255.255.255.255/32",
    "127.0.0.0/8",
    "169.254.0.0/16",
    "168.63.129.16/32",
];
/// Addresses that a private endpoint of a hub takes: one for the hub, one for its built-in endpoint.
pub const HUB_ENDPOINT_ADDRESSES: u64 = 2;
/// Addresses that a private endpoint of a target takes.
pub const TARGET_ENDPOINT_ADDRESSES: u64 = 1;
