//! What the hub itself may reach.

use std::collections::BTreeMap;

use crate::azure::clouds::{self, target_host};
use crate::azure::limits::{ALLOWED_FQDNS, BUILT_IN_ENDPOINT};
use crate::diag::{Diagnostic, Place};
use crate::document::pointer::Pointer;
use crate::intent::written::{BuiltInEndpoint, Outbound, Written};
use crate::rules::{at, faulty};
use crate::values::Fqdn;

/// The rule `allowed-fqdns-unused`.
pub(super) fn unused(intent: &Written, found: &mut Vec<Diagnostic>) {
    if !is_restricted(intent) && !intent.network.allowed_fqdns.is_empty() {
        found.push(
            Diagnostic::warning(
                "allowed-fqdns-unused",
                Place::Key(list()),
                "the hub may reach every host: `allowedFqdns` does nothing while `outbound` is unrestricted",
            )
            .label("leave it out, or write `outbound: restricted`"),
        );
    }
}

/// The rule `allowed-fqdn`.
pub(super) fn host(intent: &Written, found: &mut Vec<Diagnostic>) {
    for (index, text) in intent.network.allowed_fqdns.iter().enumerate() {
        if let Err(fault) = Fqdn::parse(text) {
            let pointer = list().index(index);
            found.push(
                faulty("allowed-fqdn", "host name", text, &fault, &pointer, false)
                    .note("the hub compares whole host names; there are no patterns"),
            );
        }
    }
}

/// The rule `allowed-fqdn-of-another-cloud`.
pub(super) fn cloud(intent: &Written, found: &mut Vec<Diagnostic>) {
    for (index, text) in intent.network.allowed_fqdns.iter().enumerate() {
        let Some(cloud) = clouds::of_host(text).filter(|cloud| *cloud != intent.cloud) else {
            continue;
        };
        found.push(
            Diagnostic::error(
                "allowed-fqdn-of-another-cloud",
                Place::Value(list().index(index)),
                format!(
                    "`{text}` is a host of {}, and the intent is for {}",
                    clouds::name(cloud),
                    clouds::name(intent.cloud)
                ),
            )
            .label(format!("name a host of {}", clouds::name(intent.cloud)))
            .note("clouds share neither identities nor networks, so the hub cannot write there"),
        );
    }
}

/// The rule `allowed-fqdn-repeated`.
pub(super) fn repeated(intent: &Written, found: &mut Vec<Diagnostic>) {
    let derived = derived(intent);
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for (index, text) in intent.network.allowed_fqdns.iter().enumerate() {
        let lower = text.to_lowercase();
        let repeated = |what: String| {
            Diagnostic::warning(
                "allowed-fqdn-repeated",
                Place::Value(list().index(index)),
                what,
            )
            .label("leave it out")
        };
        if let Some(key) = derived.get(&lower) {
            found.push(
                repeated(format!(
                    "`{text}` is the host of the target `{key}`, and allowed anyway"
                ))
                .related(Place::Key(at(&["targets", key])), "the target"),
            );
        } else if let Some(first) = seen.get(&lower) {
            found.push(
                repeated(format!("`{text}` is named twice"))
                    .related(Place::Value(list().index(*first)), "first here"),
            );
        }
        seen.entry(lower).or_insert(index);
    }
}

/// The rule `allowed-fqdns-too-many`.
pub(super) fn too_many(intent: &Written, found: &mut Vec<Diagnostic>) {
    if !is_restricted(intent) {
        return;
    }
    let mut hosts = derived(intent);
    let from_targets = hosts.len();
    for text in &intent.network.allowed_fqdns {
        hosts.entry(text.to_lowercase()).or_default();
    }
    let count = hosts.len();
    if count > ALLOWED_FQDNS {
        found.push(
            Diagnostic::error(
                "allowed-fqdns-too-many",
                Place::Key(list()),
                format!("the hub would be allowed {count} hosts, and Azure takes {ALLOWED_FQDNS}"),
            )
            .note(format!("hosts of the targets among them: {from_targets}")),
        );
    }
}

/// The rule `outbound-built-in`.
pub(super) fn built_in(intent: &Written, found: &mut Vec<Diagnostic>) {
    let feeds = intent.fallback_endpoint() == Some(BUILT_IN_ENDPOINT)
        || intent
            .routing
            .routes
            .iter()
            .any(|route| route.endpoint == BUILT_IN_ENDPOINT);
    let is_used = feeds || intent.hub.built_in_endpoint == BuiltInEndpoint::Private;
    if is_restricted(intent) && is_used {
        found.push(
            Diagnostic::warning(
                "outbound-built-in",
                Place::Value(at(&["network", "outbound"])),
                "the hub may not write to its own built-in endpoint until that host is allowed too",
            )
            .note("the host is `iothub-ns-…`; Azure makes it up when it makes the hub")
            .help("add the host to `allowedFqdns` after the first deployment, and deploy again"),
        );
    }
}

fn is_restricted(intent: &Written) -> bool {
    intent.network.outbound == Outbound::Restricted
}

/// The hosts of the targets in lower case, with the keys of the targets.
fn derived(intent: &Written) -> BTreeMap<String, &str> {
    intent
        .targets
        .iter()
        .map(|(key, target)| {
            let host = target_host(target.kind, &target.name, intent.cloud);
            (host.to_lowercase(), key.as_str())
        })
        .collect()
}

fn list() -> Pointer {
    at(&["network", "allowedFqdns"])
}

#[cfg(test)]
mod tests {
    use crate::rules::tests::check_examples;

    #[test]
    fn outbound() {
        let many = |count: usize| {
            let list: Vec<String> = (0..count)
                .map(|index| format!("h{index}.example.com"))
                .collect();
            format!("restricted, allowedFqdns: [{}]", list.join(", "))
        };
        for (outbound, expected) in [
            ("unrestricted".to_owned(), &[][..]),
            ("restricted".to_owned(), &[]),
            (
                "restricted, allowedFqdns: [stbackup.blob.core.windows.net]".to_owned(),
                &[],
            ),
            (
                "unrestricted, allowedFqdns: [stbackup.blob.core.windows.net]".to_owned(),
                &["allowed-fqdns-unused"],
            ),
            (
                "restricted, allowedFqdns: ['https://stbackup.blob.core.windows.net']".to_owned(),
                &["allowed-fqdn"],
            ),
            (
                "restricted, allowedFqdns: ['*.blob.core.windows.net']".to_owned(),
                &["allowed-fqdn"],
            ),
            (
                "restricted, allowedFqdns: [stplantalake.Blob.core.windows.net]".to_owned(),
                &["allowed-fqdn-repeated"],
            ),
            (
                "restricted, allowedFqdns: [a.example.com, A.example.com]".to_owned(),
                &["allowed-fqdn-repeated"],
            ),
            (
                "restricted, allowedFqdns: [stbackup.blob.core.usgovcloudapi.net]".to_owned(),
                &["allowed-fqdn-of-another-cloud"],
            ),
            (many(19), &[]),
            (many(20), &["allowed-fqdns-too-many"]),
        ] {
            check_examples(&[(
                &format!(
                    "network: {{ outbound: {outbound}, privateEndpoints: [{{ subnet: {{ virtualNetwork: vnet-a, name: devices }} }}] }}"
                ),
                expected,
            )]);
        }
        check_examples(&[(
            "hub: { name: iot-a, sku: S1, builtInEndpoint: private, serviceSas: enabled }
targets: {}
routing: { routes: [{ name: all, endpoint: events }] }
network: { outbound: restricted, privateEndpoints: [{ subnet: { virtualNetwork: vnet-a, name: devices } }] }",
            &["outbound-built-in"],
        )]);
    }
}
