//! Access to the hub from the public internet.

use std::collections::BTreeMap;

use crate::azure::limits::{IP_RULES, sku};
use crate::diag::{Diagnostic, Place};
use crate::document::pointer::Pointer;
use crate::intent::written::{PublicAccess, Written};
use crate::rules::{at, check_name, faulty};
use crate::values::{IpRange, IpRuleName};

/// The rule `public-access-enabled`.
pub(super) fn enabled(intent: &Written, found: &mut Vec<Diagnostic>) {
    if intent.network.public_access == PublicAccess::Enabled {
        found.push(
            Diagnostic::warning(
                "public-access-enabled",
                Place::Value(access()),
                "the hub answers everyone on the internet",
            )
            .label("write `disabled`, or `allowList` and addresses under `allow`"),
        );
    }
}

/// The rule `no-private-endpoint`.
pub(super) fn no_private_endpoint(intent: &Written, found: &mut Vec<Diagnostic>) {
    if !intent.network.private_endpoints.is_empty() {
        return;
    }
    let what = match intent.network.public_access {
        PublicAccess::Disabled => {
            "nothing can reach the hub: it has no private endpoint, and public access is disabled"
        }
        PublicAccess::AllowList => {
            "the hub has no private endpoint: whoever may use it comes over the public internet"
        }
        PublicAccess::Enabled => "the hub has no private endpoint",
    };
    found.push(
        Diagnostic::warning(
            "no-private-endpoint",
            Place::Value(at(&["network", "privateEndpoints"])),
            what,
        )
        .help("add a private endpoint under `network.privateEndpoints`"),
    );
}

/// The rule `allow-ignored`.
pub(super) fn ignored(intent: &Written, found: &mut Vec<Diagnostic>) {
    let why = match intent.network.public_access {
        PublicAccess::AllowList => return,
        PublicAccess::Disabled => "public access is disabled",
        PublicAccess::Enabled => "everyone is let in",
    };
    if !intent.network.allow.is_empty() {
        found.push(
            Diagnostic::warning(
                "allow-ignored",
                Place::Key(list()),
                format!("the addresses are written and Azure ignores them: {why}"),
            )
            .label("leave them out, or write `publicAccess: allowList`"),
        );
    }
}

/// The rule `allow-list-empty`.
pub(super) fn list_empty(intent: &Written, found: &mut Vec<Diagnostic>) {
    if intent.network.public_access == PublicAccess::AllowList && intent.network.allow.is_empty() {
        found.push(
            Diagnostic::error(
                "allow-list-empty",
                Place::Value(access()),
                "`publicAccess` is `allowList`, and nothing is listed under `allow`",
            )
            .label("write `disabled`, or addresses under `allow`"),
        );
    }
}

/// The rule `allow-address`.
pub(super) fn address(intent: &Written, found: &mut Vec<Diagnostic>) {
    for (index, rule) in intent.network.allow.iter().enumerate() {
        if let Err(fault) = IpRange::parse(&rule.ip) {
            let pointer = list().index(index).key("ip");
            found.push(
                faulty(
                    "allow-address",
                    "address",
                    &rule.ip,
                    &fault,
                    &pointer,
                    false,
                )
                .note("the hub's filter takes IPv4 addresses and ranges"),
            );
        }
    }
}

/// The rule `allow-everyone`.
pub(super) fn everyone(intent: &Written, found: &mut Vec<Diagnostic>) {
    for (range, pointer) in ranges(intent) {
        if range.is_everyone() {
            let who = if range.net().prefix_len() == 0 {
                "everyone"
            } else {
                "half of the internet"
            };
            found.push(
                Diagnostic::error(
                    "allow-everyone",
                    Place::Value(pointer),
                    format!("`{range}` lets in {who}"),
                )
                .label("name the addresses that need the hub")
                .help("write `publicAccess: enabled` if the hub is meant to be open"),
            );
        }
    }
}

/// The rule `allow-private`.
pub(super) fn private(intent: &Written, found: &mut Vec<Diagnostic>) {
    for (range, pointer) in ranges(intent) {
        if let Some(private) = range.private_part() {
            found.push(
                Diagnostic::warning(
                    "allow-private",
                    Place::Value(pointer),
                    format!("`{range}` is not routed on the internet, so nothing from it ever meets this filter"),
                )
                .label("name the public address that these machines come from")
                .note(format!("it lies in `{private}`; private networks reach the hub through a private endpoint")),
            );
        }
    }
}

/// The rule `allow-name`.
pub(super) fn name(intent: &Written, found: &mut Vec<Diagnostic>) {
    for (index, rule) in intent.network.allow.iter().enumerate() {
        let pointer = list().index(index).key("name");
        check_name::<IpRuleName>("allow-name", &rule.name, &pointer, false, found);
    }
}

/// The rule `allow-name-repeated`.
pub(super) fn name_repeated(intent: &Written, found: &mut Vec<Diagnostic>) {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    let place = |index| Place::Value(list().index(index).key("name"));
    for (index, rule) in intent.network.allow.iter().enumerate() {
        let lower = rule.name.to_lowercase();
        if let Some(first) = seen.get(&lower) {
            found.push(
                Diagnostic::error(
                    "allow-name-repeated",
                    place(index),
                    format!("there are two rules called `{}`", rule.name),
                )
                .related(place(*first), "first here")
                .note("names of rules are compared without case"),
            );
        } else {
            seen.insert(lower, index);
        }
    }
}

/// The rule `allow-too-many`.
pub(super) fn too_many(intent: &Written, found: &mut Vec<Diagnostic>) {
    let count = intent.network.allow.len();
    if count > IP_RULES {
        found.push(
            Diagnostic::error(
                "allow-too-many",
                Place::Key(list()),
                format!("there are {count} rules, and a hub takes {IP_RULES}"),
            )
            .help("put neighbouring addresses into one range"),
        );
    }
}

/// The rule `built-in-cover-free`.
pub(super) fn cover_free(intent: &Written, found: &mut Vec<Diagnostic>) {
    if sku(intent.hub.sku).free && intent.network.apply_to_built_in_event_hub_endpoint == Some(true)
    {
        found.push(
            Diagnostic::error(
                "built-in-cover-free",
                Place::Value(cover()),
                "the address rules of a free hub cannot cover its built-in endpoint",
            )
            .label("leave it out")
            .related(Place::Value(at(&["hub", "sku"])), "the SKU"),
        );
    }
}

/// The rule `built-in-uncovered`.
pub(super) fn uncovered(intent: &Written, found: &mut Vec<Diagnostic>) {
    let access_word = intent.network.public_access;
    if access_word == PublicAccess::Enabled || intent.covers_built_in_endpoint() {
        return;
    }
    let open = "the address rules leave the built-in endpoint open to the internet";
    let diagnostic = if intent.network.apply_to_built_in_event_hub_endpoint == Some(false) {
        Diagnostic::warning("built-in-uncovered", Place::Value(cover()), open)
            .label("leave it out, or write `true`")
    } else if access_word == PublicAccess::AllowList {
        Diagnostic::warning("built-in-uncovered", Place::Value(access()), open)
            .note("on a free hub they cannot cover it")
            .related(Place::Value(at(&["hub", "sku"])), "the SKU")
    } else {
        return;
    };
    found.push(diagnostic.note("who has its key can read there what is routed to `events`"));
}

/// The ranges that can be read, with their places.
fn ranges(intent: &Written) -> impl Iterator<Item = (IpRange, Pointer)> {
    intent
        .network
        .allow
        .iter()
        .enumerate()
        .filter_map(|(index, rule)| {
            let range = IpRange::parse(&rule.ip).ok()?;
            Some((range, list().index(index).key("ip")))
        })
}

fn list() -> Pointer {
    at(&["network", "allow"])
}

fn access() -> Pointer {
    at(&["network", "publicAccess"])
}

fn cover() -> Pointer {
    at(&["network", "applyToBuiltInEventHubEndpoint"])
}

#[cfg(test)]
mod tests {
    use crate::rules::tests::check_examples;

    const ENDPOINT: &str =
        "privateEndpoints: [{ subnet: { virtualNetwork: vnet-a, name: devices } }]";

    #[test]
    fn public_access() {
        for (network, expected) in [
            ("publicAccess: disabled", &[][..]),
            ("publicAccess: enabled", &["public-access-enabled"]),
            ("publicAccess: allowList", &["allow-list-empty"]),
            (
                "publicAccess: allowList, allow: [{ name: office, ip: 203.0.113.0/28 }]",
                &[],
            ),
            (
                "allow: [{ name: office, ip: 203.0.113.0/28 }]",
                &["allow-ignored"],
            ),
            (
                "publicAccess: enabled, allow: [{ name: office, ip: 203.0.113.0/28 }]",
                &["allow-ignored", "public-access-enabled"],
            ),
            ("applyToBuiltInEventHubEndpoint: true", &[]),
            (
                "applyToBuiltInEventHubEndpoint: false",
                &["built-in-uncovered"],
            ),
        ] {
            check_examples(&[(&format!("network: {{ {network}, {ENDPOINT} }}"), expected)]);
        }
        check_examples(&[
            ("network: {}", &["no-private-endpoint"]),
            (
                "network: { publicAccess: allowList, allow: [{ name: office, ip: 203.0.113.7 }] }",
                &["no-private-endpoint"],
            ),
            (
                &format!(
                    "hub: {{ name: iot-a, sku: F1 }}\nnetwork: {{ applyToBuiltInEventHubEndpoint: true, {ENDPOINT} }}"
                ),
                &["built-in-cover-free", "private-endpoint-free"],
            ),
            (
                &format!(
                    "hub: {{ name: iot-a, sku: F1 }}\nnetwork: {{ publicAccess: allowList, allow: [{{ name: office, ip: 203.0.113.7 }}], {ENDPOINT} }}"
                ),
                &["built-in-uncovered", "private-endpoint-free"],
            ),
        ]);
    }

    #[test]
    fn allowed_addresses() {
        let many = |count: usize| {
            let list: Vec<String> = (0..count)
                .map(|index| format!("{{ name: r{index}, ip: 203.0.113.7 }}"))
                .collect();
            list.join(", ")
        };
        for (rules, expected) in [
            ("{ name: \"crew's-van#2\", ip: 198.51.100.7 }, { name: 'carrier:north(apn)', ip: 192.0.2.64/26 }".to_owned(), &[][..]),
            ("{ name: office, ip: '2001:db8::/32' }".to_owned(), &["allow-address"]),
            ("{ name: office, ip: 203.0.113.7/28 }".to_owned(), &["allow-address"]),
            ("{ name: office, ip: office.example.com }".to_owned(), &["allow-address"]),
            ("{ name: office, ip: 0.0.0.0/0 }".to_owned(), &["allow-everyone"]),
            ("{ name: office, ip: 128.0.0.0/1 }".to_owned(), &["allow-everyone"]),
            ("{ name: office, ip: 10.0.0.0/8 }".to_owned(), &["allow-private"]),
            ("{ name: office, ip: 100.64.1.0/24 }".to_owned(), &["allow-private"]),
            ("{ name: head office, ip: 203.0.113.7 }".to_owned(), &["allow-name"]),
            (
                "{ name: office, ip: 203.0.113.7 }, { name: Office, ip: 203.0.113.8 }".to_owned(),
                &["allow-name-repeated"],
            ),
            (many(100), &[]),
            (many(101), &["allow-too-many"]),
        ] {
            check_examples(&[(
                &format!("network: {{ publicAccess: allowList, allow: [{rules}], {ENDPOINT} }}"),
                expected,
            )]);
        }
    }
}
