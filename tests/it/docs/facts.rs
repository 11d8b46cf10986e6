//! `docs/facts.md`: the facts about Azure that the program holds, for a reader who knows Azure and no Rust.

use std::fmt::Display;
use std::ops::RangeInclusive;

use hubseal::azure::clouds::{self, Regions};
use hubseal::azure::editions::{self, Edition, Quota};
use hubseal::azure::private_link::{self, Zone};
use hubseal::azure::{Origin, limits, resource_types, roles, tags};
use hubseal::intent::written::{Cloud, HubSku};

use super::{MADE, code, current, table};

const HEAD: &str = "# Facts

What hubseal knows of Azure. Each fact stands in one place, `src/azure/`, with its source and the day it was read.
";

#[test]
fn the_page_of_facts_is_current() {
    let parts = [
        format!("{MADE}\n\n{HEAD}"),
        section("Resource types", &resource_types::ORIGIN, &types()),
        section("Data roles", &roles::ORIGIN, &data_roles()),
        section("Roles that give no data", &roles::ORIGIN, &control_roles()),
        section("Host names", &clouds::ORIGIN, &hosts()),
        section("Private DNS zones", &private_link::ORIGIN, &zones()),
        section(
            "Private endpoints",
            &private_link::ORIGIN,
            &private_endpoints(),
        ),
        section("Regions", &clouds::REGIONS_ORIGIN, &regions()),
        section("Hubs by SKU", &limits::ORIGIN, &skus()),
        section("Limits of hubs", &limits::ORIGIN, &hub_limits()),
        section("Event Hubs by edition", &editions::ORIGIN, &event_hubs()),
        section("Service Bus by edition", &editions::ORIGIN, &service_bus()),
        section("Storage accounts", &editions::STORAGE_ORIGIN, &storage()),
        section(
            "Virtual networks",
            &limits::VIRTUAL_NETWORK_ORIGIN,
            &networks(),
        ),
        section("Tags", &tags::ORIGIN, &tag_limits()),
    ];
    current("docs/facts.md", &parts.join("\n"));
}

fn section(heading: &str, origin: &Origin, body: &str) -> String {
    format!(
        "## {heading}\n\nSource: {}; read {}.\n\n{body}",
        origin.source, origin.checked
    )
}

/// A table of two columns.
fn pairs(rows: &[(&str, String)]) -> String {
    table(
        &["what", "value"],
        rows.iter()
            .map(|(what, value)| vec![(*what).to_owned(), value.clone()]),
    )
}

fn range<T: Display>(range: &RangeInclusive<T>) -> String {
    format!("{} to {}", range.start(), range.end())
}

fn words(words: &[&str]) -> String {
    words.iter().map(code).collect::<Vec<_>>().join(", ")
}

fn types() -> String {
    table(
        &["type", "API version"],
        resource_types::ALL
            .iter()
            .map(|kind| vec![code(kind.name), kind.api.to_owned()]),
    )
}

fn data_roles() -> String {
    table(
        &["role", "GUID", "on", "granted to the hub"],
        roles::DATA_ROLES.iter().map(|role| {
            let of_hub = [
                roles::BLOB_DATA_CONTRIBUTOR,
                roles::EVENT_HUBS_DATA_SENDER,
                roles::SERVICE_BUS_DATA_SENDER,
            ];
            let realm = match role.realm {
                roles::Realm::Storage => "storage",
                roles::Realm::EventHubs => "Event Hubs",
                roles::Realm::ServiceBus => "Service Bus",
                roles::Realm::Hub => "hubs",
            };
            vec![
                role.name.to_owned(),
                code(role.guid),
                realm.to_owned(),
                if of_hub.contains(role) { "yes" } else { "" }.to_owned(),
            ]
        }),
    )
}

fn control_roles() -> String {
    table(
        &["role", "GUID"],
        roles::CONTROL_ROLES
            .iter()
            .map(|(name, guid)| vec![(*name).to_owned(), code(guid)]),
    )
}

fn hosts() -> String {
    table(
        &[
            "cloud",
            "hubs",
            "Event Hubs, Service Bus, built-in endpoint",
            "storage",
            "regions",
        ],
        clouds::ALL.into_iter().map(|cloud| {
            let hosts = clouds::hosts(cloud);
            let regions = match hosts.regions {
                Regions::StartWith(starts) => format!("begin with {}", words(starts)),
                Regions::Others => "all others".to_owned(),
            };
            vec![
                code(clouds::name(cloud)),
                code(hosts.hub),
                code(hosts.service_bus),
                code(hosts.storage),
                regions,
            ]
        }),
    )
}

fn zones() -> String {
    let names: Vec<&str> = clouds::ALL.into_iter().map(clouds::name).collect();
    let head: Vec<&str> = std::iter::once("of").chain(names).collect();
    table(
        &head,
        private_link::zones().into_iter().map(|zone| {
            let of = match zone {
                Zone::Hub => "hubs".to_owned(),
                Zone::ServiceBus => "Event Hubs, Service Bus, built-in endpoint".to_owned(),
                Zone::Storage(part) => format!("storage, {}", part.word()),
            };
            let names = clouds::ALL
                .into_iter()
                .map(|cloud: Cloud| code(zone.name(cloud)));
            std::iter::once(of).chain(names).collect()
        }),
    )
}

fn private_endpoints() -> String {
    pairs(&[
        ("group of a hub", code(private_link::HUB_GROUP)),
        ("group of a namespace", code(private_link::NAMESPACE_GROUP)),
        (
            "groups of a storage account",
            words(private_link::STORAGE_GROUPS),
        ),
        (
            "longest message to the owner, in characters",
            private_link::REQUEST_MESSAGE_LIMIT.to_string(),
        ),
        (
            "addresses of an endpoint of a hub",
            limits::HUB_ENDPOINT_ADDRESSES.to_string(),
        ),
        (
            "addresses of an endpoint of a target",
            limits::TARGET_ENDPOINT_ADDRESSES.to_string(),
        ),
    ])
}

fn regions() -> String {
    format!(
        "{}\n\nA hub in {} must keep its data there.\n",
        words(clouds::REGIONS),
        code(clouds::DATA_RESIDENCY_REGION)
    )
}

fn skus() -> String {
    use HubSku::{B1, B2, B3, F1, S1, S2, S3};
    table(
        &[
            "SKU",
            "units",
            "endpoints",
            "routes",
            "enrichments",
            "partitions by default",
            "tier",
        ],
        [F1, B1, B2, B3, S1, S2, S3].into_iter().map(|sku| {
            let limits = limits::sku(sku);
            let tier = if limits.free {
                "free"
            } else if limits.basic {
                "basic: no twins, direct methods, cloud-to-device messages"
            } else {
                "standard"
            };
            vec![
                format!("{sku:?}"),
                range(&limits.units),
                limits.endpoints.to_string(),
                limits.routes.to_string(),
                limits.enrichments.to_string(),
                limits.default_partitions.to_string(),
                tier.to_owned(),
            ]
        }),
    )
}

fn hub_limits() -> String {
    let (policies, connecting) = limits::AUTHORIZATION_POLICIES;
    let with_default = |(within, default): (RangeInclusive<u64>, u64)| {
        format!("{}, by default {default}", range(&within))
    };
    pairs(&[
        (
            "partitions of the built-in endpoint",
            range(&limits::HUB_PARTITIONS),
        ),
        (
            "partitions that are documented",
            limits::HUB_PARTITIONS_DOCUMENTED.to_string(),
        ),
        (
            "days that the built-in endpoint keeps messages",
            range(&limits::HUB_RETENTION_DAYS),
        ),
        (
            "consumer groups beside `$Default`",
            limits::HUB_CONSUMER_GROUPS.to_string(),
        ),
        (
            "shared access policies",
            format!("{policies}, of them {connecting} with `ServiceConnect`"),
        ),
        ("address rules", limits::IP_RULES.to_string()),
        (
            "hosts that a hub may be allowed to reach",
            limits::ALLOWED_FQDNS.to_string(),
        ),
        (
            "seconds between blobs",
            with_default(limits::BATCH_FREQUENCY),
        ),
        ("bytes of a blob", with_default(limits::CHUNK_SIZE)),
        ("encodings of blobs", words(&limits::ENCODINGS)),
        ("parts of a blob's name", words(&limits::FILE_NAME_TOKENS)),
        (
            "endpoint names that are taken",
            words(&limits::RESERVED_ENDPOINT_NAMES),
        ),
        (
            "seconds that a permission to upload lasts",
            range(&limits::UPLOAD_SAS_TTL),
        ),
        (
            "seconds that a file notification waits",
            range(&limits::NOTIFICATION_TTL),
        ),
        (
            "seconds that a cloud-to-device message waits",
            range(&limits::CLOUD_TO_DEVICE_TTL),
        ),
        (
            "seconds that a reader holds a message",
            range(&limits::LOCK_DURATION),
        ),
        ("tries of a message", range(&limits::DELIVERY_COUNT)),
        ("log categories", words(&limits::LOG_CATEGORIES)),
        ("groups of log categories", words(&limits::LOG_GROUPS)),
        ("metric categories", words(&limits::METRIC_CATEGORIES)),
        (
            "diagnostic settings of one resource",
            limits::DIAGNOSTIC_SETTINGS.to_string(),
        ),
        (
            "resources of one template",
            limits::TEMPLATE_RESOURCES.to_string(),
        ),
    ])
}

fn quota(quota: Quota) -> String {
    match quota {
        Quota::Whole(count) => count.to_string(),
        Quota::PerUnit(count) => format!("{count} for each unit"),
    }
}

fn yes(is_so: bool) -> String {
    if is_so { "yes" } else { "no" }.to_owned()
}

fn event_hubs() -> String {
    table(
        &[
            "edition",
            "units",
            "grows by itself",
            "event hubs",
            "partitions of one",
            "partitions for each unit",
            "consumer groups of one",
            "days",
            "firewall and private endpoints",
        ],
        Edition::ALL.into_iter().map(|edition| {
            let limits = editions::event_hubs(edition);
            let of_unit = limits.partitions_of_unit;
            vec![
                edition.word().to_owned(),
                range(&limits.units),
                yes(limits.grows),
                quota(limits.event_hubs),
                range(&limits.partitions),
                of_unit.map_or_else(|| "any".to_owned(), |count| count.to_string()),
                limits.consumer_groups.to_string(),
                range(&limits.retention_days),
                yes(limits.closable),
            ]
        }),
    )
}

fn service_bus() -> String {
    table(
        &[
            "edition",
            "units",
            "queues and topics",
            "topics",
            "firewall and private endpoints",
        ],
        Edition::ALL.into_iter().map(|edition| {
            let limits = editions::service_bus(edition);
            let units: Vec<String> = limits.units.iter().map(ToString::to_string).collect();
            vec![
                edition.word().to_owned(),
                if units.is_empty() {
                    "none".to_owned()
                } else {
                    units.join(", ")
                },
                quota(limits.entities),
                yes(limits.topics),
                yes(limits.closable),
            ]
        }),
    )
}

fn storage() -> String {
    let skus = table(
        &["SKU", "holds the blobs that a hub writes"],
        editions::STORAGE_SKUS
            .iter()
            .map(|sku| vec![code(sku.name), yes(sku.block_blobs)]),
    );
    let firewalls = pairs(&[
        (
            "rules in the firewall of a storage account",
            editions::STORAGE_FIREWALL_RULES.to_string(),
        ),
        (
            "longest prefix in the firewall of a storage account",
            editions::STORAGE_LONGEST_PREFIX.to_string(),
        ),
        (
            "rules in the firewall of a namespace",
            editions::NAMESPACE_FIREWALL_RULES.to_string(),
        ),
    ]);
    format!("{skus}\n{firewalls}")
}

fn networks() -> String {
    pairs(&[
        ("prefix lengths", range(&limits::NETWORK_PREFIX)),
        (
            "addresses of each subnet that Azure keeps",
            limits::RESERVED_ADDRESSES.to_string(),
        ),
        (
            "ranges that a network may not hold",
            words(&limits::NETWORK_RESERVED),
        ),
    ])
}

fn tag_limits() -> String {
    pairs(&[
        ("tags of a resource", tags::MOST.to_string()),
        ("characters of a name", tags::LONGEST_NAME.to_string()),
        (
            "characters of a name on a storage account",
            tags::LONGEST_NAME_ON_STORAGE.to_string(),
        ),
        ("characters of a value", tags::LONGEST_VALUE.to_string()),
        ("characters that a name may not hold", code(tags::FORBIDDEN)),
        (
            "beginnings of names that Azure keeps",
            words(&tags::RESERVED),
        ),
        ("tags of a private DNS zone", tags::MOST_ON_ZONE.to_string()),
    ])
}
