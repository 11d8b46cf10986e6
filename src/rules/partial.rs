//! Which rules may speak about an intent of which a part is lost, so that others refer to what is not there.

use crate::document::pointer::{Pointer, Step};

/// What single values must be, whatever else the intent says.
const ALONE: &[&str] = &[
    "address-overlap",
    "allow-address",
    "allow-everyone",
    "allow-ignored",
    "allow-list-empty",
    "allow-name",
    "allow-name-repeated",
    "allow-private",
    "allow-too-many",
    "allowed-fqdn",
    "allowed-fqdn-of-another-cloud",
    "allowed-fqdns-unused",
    "approval-message",
    "authorization-policies-too-many",
    "authorization-policy-name",
    "authorization-policy-repeated",
    "authorization-policy-rights",
    "cloud-to-device-setting",
    "cloud-to-device-short",
    "condition-argument-count",
    "condition-argument-type",
    "condition-bare-word",
    "condition-blank",
    "condition-constant",
    "condition-invisible-character",
    "condition-missing-dollar",
    "condition-missing-root",
    "condition-never-matches",
    "condition-operator-in-name",
    "condition-parenthesis",
    "condition-path",
    "condition-quotes",
    "condition-sql-statement",
    "condition-syntax",
    "condition-text-order",
    "condition-too-deep",
    "condition-twin-path",
    "condition-type-mismatch",
    "condition-undocumented-function",
    "condition-unknown-function",
    "condition-unknown-operator",
    "condition-unknown-system-property",
    "condition-unterminated-text",
    "data-residency-required",
    "device-sas-disabled",
    "diagnostic-categories-mixed",
    "diagnostic-category-repeated",
    "diagnostic-name",
    "diagnostic-name-repeated",
    "diagnostic-of-nothing",
    "diagnostic-reference",
    "diagnostic-to-nowhere",
    "endpoint-batch-frequency",
    "endpoint-chunk-size",
    "endpoint-file-name-format",
    "endpoint-file-name-token",
    "endpoint-name",
    "endpoint-name-repeated",
    "endpoint-name-reserved",
    "enrichment-endpoints-empty",
    "enrichment-key",
    "enrichment-value",
    "enrichment-value-empty",
    "event-hub-consumer-group",
    "event-hub-name",
    "event-hub-partitions",
    "event-hub-retention",
    "event-hubs-basic-closed",
    "event-hubs-throughput",
    "existing-target-firewall",
    "existing-target-place",
    "existing-target-setting",
    "hub-consumer-group-name",
    "hub-consumer-group-repeated",
    "hub-name",
    "hub-name-odd",
    "hub-partitions",
    "hub-retention",
    "hub-units",
    "identity-repeated",
    "intent-hub-repeated",
    "intent-name",
    "intent-name-repeated",
    "location-mistyped",
    "location-of-another-cloud",
    "location-spelling",
    "lock-read-only",
    "overwrite-firewall-bare",
    "overwrite-firewall-storage",
    "principal-type",
    "principal-unknown",
    "public-access-enabled",
    "reference-part",
    "resource-id",
    "retry-codes",
    "retry-count",
    "role-control-plane",
    "role-unknown",
    "route-name",
    "route-name-repeated",
    "route-source-preview",
    "service-bus-basic-topics",
    "service-bus-entity-name",
    "service-bus-not-premium",
    "service-sas-enabled",
    "settle-range",
    "storage-container-name",
    "storage-sku-premium",
    "subnet-outside",
    "subnet-range",
    "suppress-refused",
    "suppress-unknown",
    "suppress-without-reason",
    "tag-name",
    "tag-repeated",
    "tag-reserved",
    "tag-value",
    "target-allow-list-empty",
    "target-capacity",
    "target-entity-twice",
    "target-firewall-address",
    "target-firewall-everyone",
    "target-firewall-private",
    "target-key",
    "target-name",
    "upload-notification",
    "upload-sas-ttl",
    "virtual-network-name",
    "virtual-network-name-repeated",
    "virtual-network-range",
];

/// What hangs together with the endpoints alone.
const OF_ENDPOINTS: &[&str] = &[
    "enrichment-endpoint-unknown",
    "event-grid-route",
    "fallback-endpoint-unknown",
    "route-endpoint-unknown",
];

/// What hangs together with the endpoints and the targets.
const OF_TARGETS: &[&str] = &[
    "endpoint-blob-setting",
    "endpoint-entity-kind",
    "endpoint-entity-missing",
    "endpoint-entity-several",
    "entity-unknown",
    "role-entity-unknown",
    "target-not-storage",
    "target-twice",
    "target-unknown",
];

/// What hangs together with the virtual networks alone.
const OF_NETWORKS: &[&str] = &["private-endpoint-location", "subnet-unknown"];

/// Whether what a rule of this code says holds although the values at these places are lost.
pub fn holds_without(code: &str, lost: &[Pointer]) -> bool {
    let has_lost = |keys: &[&str]| lost.iter().any(|place| begins(place, keys));
    let holds = |codes: &[&str], parts: &[&[&str]]| {
        codes.contains(&code) && !parts.iter().any(|part| has_lost(part))
    };
    lost.is_empty()
        || ALONE.contains(&code)
        || holds(OF_ENDPOINTS, &[&["routing"]])
        || holds(OF_TARGETS, &[&["routing", "endpoints"], &["targets"]])
        || holds(OF_NETWORKS, &[&["network", "virtualNetworks"]])
}

/// What a rule misses, and where it looks for it, as keys joined by dots; `*` is any key or index. Where one of these places is
/// mended, or one that holds it, the rule may miss only what was lost there.
const MISSING: &[(&[&str], &[&str])] = &[
    (
        &["retry-idle", "target-unused"],
        &[
            "routing.endpoints.*.target",
            "fileUpload.target",
            "deviceTransfer.target",
            "diagnostics.*.storageAccount",
            "diagnostics.*.eventHub.authorizationRule",
        ],
    ),
    (
        &[
            "builtin-endpoint-unfed",
            "endpoint-unused",
            "enrichment-to-unfed-endpoint",
        ],
        &["routing.routes.*.endpoint", "routing.fallback.endpoint"],
    ),
    (
        &["no-catch-all-route", "no-routes"],
        &[
            "routing.routes.*.source",
            "routing.routes.*.condition",
            "routing.routes.*.isEnabled",
            "routing.fallback.endpoint",
        ],
    ),
    (
        &[
            "enrichment-endpoint-unknown",
            "fallback-endpoint-unknown",
            "route-endpoint-unknown",
        ],
        &["routing.endpoints.*.name"],
    ),
    (&["enrichment-key-repeated"], &["routing.enrichments.*.key"]),
    (&["target-unknown"], &["targets.*"]),
    (
        &["role-entity-unknown"],
        &[
            "targets.*.containers.*",
            "targets.*.eventHubs.*",
            "targets.*.queues.*",
            "targets.*.topics.*",
        ],
    ),
    (
        &["upload-unreachable"],
        &[
            "targets.*.privateEndpoints.*.group",
            "targets.*.firewall.allowIps.*",
            "targets.*.firewall.allowSubnets.*",
            "targets.*.publicAccess",
        ],
    ),
    (
        &[
            "identity-ambiguous",
            "identity-behind-firewall",
            "identity-missing",
            "identity-no-system",
            "identity-unknown",
            "principal-hub-missing",
        ],
        &[
            "hub.identity.system",
            "hub.identity.user.*.name",
            "targets.*.publicAccess",
        ],
    ),
    (
        &["principal-type"],
        &[
            "hub.roleAssignments.*.principalType",
            "targets.*.roleAssignments.*.principalType",
        ],
    ),
    (&["allow-ignored"], &["network.publicAccess"]),
    (&["allow-list-empty"], &["network.allow.*"]),
    (&["allowed-fqdns-unused"], &["network.outbound"]),
    (
        &["existing-target-firewall"],
        &["targets.*.existing.overwriteFirewall"],
    ),
    (&["overwrite-firewall-bare"], &["targets.*.firewall"]),
    (
        &["subnet-unknown"],
        &["network.virtualNetworks.*.subnets.*"],
    ),
    (
        &["private-endpoint-place"],
        &[
            "network.privateEndpoints.*.subscription",
            "network.privateEndpoints.*.subnet.subscription",
            "targets.*.privateEndpoints.*.subscription",
            "targets.*.privateEndpoints.*.subnet.subscription",
        ],
    ),
    (
        &["private-endpoints-share-zones"],
        &[
            "network.privateEndpoints.*.dns.zones.resourceGroup",
            "targets.*.privateEndpoints.*.dns.zones.resourceGroup",
            "targets.*.privateEndpoints.*.group",
        ],
    ),
    (
        &[
            "diagnostic-reference",
            "existing-target-place",
            "reference-part",
            "target-firewall-subnet",
        ],
        &[
            "diagnostics.*.workspace.resourceGroup",
            "diagnostics.*.storageAccount.resourceGroup",
            "targets.*.existing.resourceGroup",
            "hub.identity.user.*.resourceGroup",
            "network.dns.zones.resourceGroup",
            "network.privateEndpoints.*.resourceGroup",
            "network.privateEndpoints.*.subnet.resourceGroup",
            "network.privateEndpoints.*.dns.zones.resourceGroup",
            "targets.*.privateEndpoints.*.resourceGroup",
            "targets.*.privateEndpoints.*.subnet.resourceGroup",
            "targets.*.privateEndpoints.*.dns.zones.resourceGroup",
            "targets.*.firewall.allowSubnets.*.resourceGroup",
        ],
    ),
];

/// What a rule about the whole intent says, which anything mended may have made true.
const WHOLE: &[&str] = &["suppress-idle"];

/// Whether what a rule of this code misses may be missed although these places are mended.
pub fn holds_despite(code: &str, mended: &[Pointer]) -> bool {
    if WHOLE.contains(&code) {
        return mended.is_empty();
    }
    let mut places = MISSING
        .iter()
        .filter(|(codes, _)| codes.contains(&code))
        .flat_map(|(_, places)| places.iter());
    places.all(|place| !mended.iter().any(|mended| leads_to(mended, place)))
}

/// Whether a place is this one or holds it.
fn leads_to(place: &Pointer, wanted: &str) -> bool {
    let mut wanted = wanted.split('.');
    place.steps().iter().all(|step| {
        wanted
            .next()
            .is_some_and(|wanted| wanted == "*" || matches!(step, Step::Key(key) if key == wanted))
    })
}

/// Whether a place is at these keys, below them, or holds them.
fn begins(place: &Pointer, keys: &[&str]) -> bool {
    place
        .steps()
        .iter()
        .zip(keys)
        .all(|(step, wanted)| matches!(step, Step::Key(key) if key == wanted))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules;

    #[test]
    fn every_code_is_one() {
        let missing = MISSING.iter().flat_map(|(codes, _)| codes.iter().copied());
        for code in [ALONE, OF_ENDPOINTS, OF_TARGETS, OF_NETWORKS]
            .concat()
            .into_iter()
            .chain(missing)
            .chain(WHOLE.iter().copied())
        {
            let is_across = ["intent-name-repeated", "intent-hub-repeated"].contains(&code);
            assert!(is_across || rules::find(code).is_some(), "{code}");
        }
    }

    #[test]
    fn what_is_missed() {
        for (code, place, expected) in [
            ("target-unused", "/routing/endpoints/2/target", false),
            ("target-unused", "/routing/endpoints", false),
            ("target-unused", "/routing/endpoints/2/name", true),
            ("target-unused", "/hub/units", true),
            ("endpoint-unused", "/routing/routes/0", false),
            ("endpoint-unused", "/routing/routes/0/condition", true),
            ("no-catch-all-route", "/routing/routes/0/condition", false),
            (
                "upload-unreachable",
                "/targets/lake/privateEndpoints",
                false,
            ),
            ("hub-units", "/routing", true),
            ("suppress-idle", "/hub/units", false),
            ("identity-unknown", "/hub/identity/user/0", false),
            ("identity-unknown", "/hub/identity/user/0/name/x", true),
        ] {
            let mended = [Pointer::parse(place)];
            assert_eq!(holds_despite(code, &mended), expected, "{code} {place}");
        }
    }

    #[test]
    fn what_holds() {
        let lost = |places: &[&str]| -> Vec<Pointer> {
            places.iter().map(|place| Pointer::parse(place)).collect()
        };
        for (code, places, expected) in [
            ("no-routes", &[][..], true),
            ("no-routes", &["/targets/lake"], false),
            ("hub-units", &["/targets/lake", "/routing"], true),
            ("target-unknown", &["/targets/lake"], false),
            ("target-unknown", &["/hub"], true),
            ("route-endpoint-unknown", &["/targets/lake"], true),
            ("route-endpoint-unknown", &["/routing/endpoints/0"], false),
            ("subnet-unknown", &["/network"], false),
        ] {
            assert_eq!(
                holds_without(code, &lost(places)),
                expected,
                "{code} {places:?}"
            );
        }
    }
}
