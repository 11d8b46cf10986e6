//! Names of private endpoints and of what belongs to them, and the message to their approver.

use std::collections::BTreeMap;

use super::private_endpoint::every;
use crate::azure::private_link::REQUEST_MESSAGE_LIMIT;
use crate::diag::{Diagnostic, Place};
use crate::intent::written::{Written, ZoneGroup, Zones, ZonesWord};
use crate::rules::check_name;
use crate::values::{ConnectionName, NetworkResourceName, PrivateEndpointName};

/// Longest name of a private endpoint, in characters; [`PrivateEndpointName`] knows the rest.
const LONGEST: usize = 64;

/// No hub, account or namespace may have a longer name; one that is longer must be changed anyway.
const LONGEST_RESOURCE: usize = 50;

/// The rule `private-endpoint-name`.
pub(super) fn name(intent: &Written, found: &mut Vec<Diagnostic>) {
    const CODE: &str = "private-endpoint-name";
    for placed in every(intent) {
        let endpoint = placed.endpoint;
        if let Some(name) = &endpoint.name {
            check_name::<PrivateEndpointName>(CODE, name, &placed.at.key("name"), false, found);
        } else if placed.name.len() > LONGEST && placed.resource.len() <= LONGEST_RESOURCE {
            found.push(
                Diagnostic::error(
                    CODE,
                    placed.name_place(),
                    format!(
                        "the endpoint has no name, and `{}` would be {} characters long; at most {LONGEST} are possible",
                        placed.name,
                        placed.name.len()
                    ),
                )
                .label("add `name: …`"),
            );
        }
        if let Some(name) = &endpoint.network_interface {
            let pointer = placed.at.key("networkInterface");
            check_name::<NetworkResourceName>(CODE, name, &pointer, false, found);
        }
        if let Some(name) = &endpoint.connection {
            let pointer = placed.at.key("connection");
            check_name::<ConnectionName>(CODE, name, &pointer, false, found);
        }
        let pointer = placed.at.key("zoneGroup");
        match &endpoint.zone_group {
            None => {}
            Some(ZoneGroup::Name(name)) => {
                check_name::<NetworkResourceName>(CODE, name, &pointer, false, found);
            }
            Some(ZoneGroup::Parts(parts)) => {
                if let Some(name) = &parts.name {
                    let pointer = pointer.key("name");
                    check_name::<NetworkResourceName>(CODE, name, &pointer, false, found);
                }
                for (key, name) in &parts.configs {
                    let pointer = pointer.key("configs").key(key);
                    check_name::<NetworkResourceName>(CODE, name, &pointer, false, found);
                }
            }
        }
    }
}

/// The rule `private-endpoint-name-repeated`.
pub(super) fn name_repeated(intent: &Written, found: &mut Vec<Diagnostic>) {
    const CODE: &str = "private-endpoint-name-repeated";
    let mut endpoints = BTreeMap::new();
    let mut interfaces = BTreeMap::new();
    for placed in every(intent) {
        let place = placed.name_place();
        let key = (placed.made_in(), placed.name.to_lowercase());
        if let Some(first) = endpoints.get(&key) {
            let mut repeated = Diagnostic::error(
                CODE,
                place,
                format!(
                    "two private endpoints in one resource group are called `{}`",
                    placed.name
                ),
            )
            .related(Place::clone(first), "first here");
            if placed.endpoint.name.is_none() {
                repeated = repeated.label("add `name: …`");
            }
            found.push(repeated);
        } else {
            endpoints.insert(key, place);
        }
        let Some(interface) = &placed.endpoint.network_interface else {
            continue;
        };
        let place = Place::Value(placed.at.key("networkInterface"));
        let key = (placed.made_in(), interface.to_lowercase());
        if let Some(first) = interfaces.get(&key) {
            found.push(
                Diagnostic::error(
                    CODE,
                    place,
                    format!(
                        "two network interfaces in one resource group are called `{interface}`"
                    ),
                )
                .related(Place::clone(first), "first here"),
            );
        } else {
            interfaces.insert(key, place);
        }
    }
}

/// The rule `zone-group-config`.
pub(super) fn zone_group_config(intent: &Written, found: &mut Vec<Diagnostic>) {
    const CODE: &str = "zone-group-config";
    for placed in every(intent) {
        let Some(ZoneGroup::Parts(parts)) = &placed.endpoint.zone_group else {
            continue;
        };
        let pointer = placed.at.key("zoneGroup").key("configs");
        let keys = placed.config_keys();
        let mut seen: BTreeMap<String, &str> = BTreeMap::new();
        for (key, name) in &parts.configs {
            if !keys.contains(&key.as_str()) {
                let list: Vec<String> = keys.iter().map(|key| format!("`{key}`")).collect();
                found.push(
                    Diagnostic::error(
                        CODE,
                        Place::Key(pointer.key(key)),
                        format!("the endpoint `{}` has no zone for `{key}`", placed.name),
                    )
                    .label(format!("write {}", list.join(" or "))),
                );
            } else if let Some(first) = seen.insert(name.to_lowercase(), key) {
                found.push(
                    Diagnostic::error(
                        CODE,
                        Place::Value(pointer.key(key)),
                        format!("two entries of one zone group are called `{name}`"),
                    )
                    .related(Place::Value(pointer.key(first)), "the other one"),
                );
            }
        }
    }
}

/// The rule `zone-group-unused`.
pub(super) fn zone_group_unused(intent: &Written, found: &mut Vec<Diagnostic>) {
    for placed in every(intent) {
        let zones = intent.zones(placed.endpoint.dns.as_ref());
        if placed.endpoint.zone_group.is_some() && *zones == Zones::Word(ZonesWord::Unmanaged) {
            found.push(
                Diagnostic::warning(
                    "zone-group-unused",
                    Place::Key(placed.at.key("zoneGroup")),
                    "no zone group is written: the zones of this endpoint are `unmanaged`",
                )
                .label("leave it out"),
            );
        }
    }
}

/// The rule `approval-message`.
pub(super) fn approval_message(intent: &Written, found: &mut Vec<Diagnostic>) {
    for placed in every(intent) {
        let Some(message) = placed.endpoint.approval.message() else {
            continue;
        };
        let length = message.chars().count();
        let (what, label) = if message.trim().is_empty() {
            (
                "the message to the owner is empty".to_owned(),
                "say why the connection is wanted",
            )
        } else if length > REQUEST_MESSAGE_LIMIT {
            let what = format!(
                "the message to the owner is {length} characters long; Azure takes {REQUEST_MESSAGE_LIMIT}"
            );
            (what, "shorten it")
        } else {
            continue;
        };
        let place = Place::Value(placed.at.key("approval").key("manual"));
        found.push(Diagnostic::error("approval-message", place, what).label(label));
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::tests::check_examples;

    fn check_endpoints(table: &[(String, &[&str])]) {
        for (list, expected) in table {
            check_examples(&[(&format!("network:\n  privateEndpoints: [{list}]"), expected)]);
        }
    }

    #[test]
    fn names() {
        const SUBNET: &str = "subnet: { resourceGroup: rg, virtualNetwork: vnet-a, name: devices }";
        const B: &str = "subnet: { resourceGroup: rg, virtualNetwork: vnet-b, name: devices }, dns: { zones: { resourceGroup: rg-b } }";
        check_endpoints(&[
            (
                format!(
                    "{{ {SUBNET}, name: pe-a, networkInterface: nic-a, connection: psc-a, zoneGroup: default }}"
                ),
                &[],
            ),
            (
                format!("{{ {SUBNET}, name: pe a }}"),
                &["private-endpoint-name"],
            ),
            (
                format!("{{ {SUBNET}, networkInterface: nic- }}"),
                &["private-endpoint-name"],
            ),
            (
                format!("{{ {SUBNET}, connection: -psc }}"),
                &["private-endpoint-name"],
            ),
            (
                format!("{{ {SUBNET}, zoneGroup: a/b }}"),
                &["private-endpoint-name"],
            ),
            (
                format!("{{ {SUBNET}, zoneGroup: {{ configs: {{ hub: a b }} }} }}"),
                &["private-endpoint-name"],
            ),
            (format!("{{ {SUBNET} }}, {{ {B} }}"), &[]),
            (
                format!("{{ {SUBNET} }}, {{ {} }}", B.replace("vnet-b", "vnet-a")),
                &["dns-zones-split", "private-endpoint-name-repeated"],
            ),
            (
                format!("{{ {SUBNET}, name: pe-a }}, {{ {B}, name: PE-A }}"),
                &["private-endpoint-name-repeated"],
            ),
            (
                format!("{{ {SUBNET}, name: pe-a }}, {{ {B}, name: pe-a, resourceGroup: rg-b }}"),
                &[],
            ),
            (
                format!("{{ {SUBNET}, networkInterface: nic }}, {{ {B}, networkInterface: nic }}"),
                &["private-endpoint-name-repeated"],
            ),
            (
                format!("{{ {SUBNET}, zoneGroup: {} }}", "z".repeat(81)),
                &["private-endpoint-name"],
            ),
        ]);
        check_examples(&[(
            &format!(
                "hub: {{ name: iot-{}, sku: S1 }}
network:
  privateEndpoints: [{{ {SUBNET} }}, {{ {} }}]",
                "x".repeat(46),
                B.replace("vnet-b", &"v".repeat(64))
            ),
            &["private-endpoint-name"],
        )]);
        let target = "
targets:
  lake:
    kind: storageAccount
    name: stplantalake
    containers: [raw]
    privateEndpoints: [{ subnet: { resourceGroup: rg, virtualNetwork: vnet-a, name: data }, name: pe-a }]";
        check_examples(&[(
            &format!("network:\n  privateEndpoints: [{{ {SUBNET}, name: pe-a }}]{target}"),
            &["private-endpoint-name-repeated"],
        )]);
    }

    #[test]
    fn zone_groups() {
        const SUBNET: &str = "subnet: { resourceGroup: rg, virtualNetwork: vnet-a, name: devices }";
        check_endpoints(&[
            (
                format!("{{ {SUBNET}, zoneGroup: {{ configs: {{ hub: a, events: b }} }} }}"),
                &[],
            ),
            (
                format!("{{ {SUBNET}, zoneGroup: {{ configs: {{ hub: a, events: A }} }} }}"),
                &["zone-group-config"],
            ),
            (
                format!("{{ {SUBNET}, zoneGroup: {{ configs: {{ blob: a }} }} }}"),
                &["zone-group-config"],
            ),
            (
                format!("{{ {SUBNET}, zoneGroup: default, dns: {{ zones: unmanaged }} }}"),
                &["zone-group-unused"],
            ),
        ]);
    }

    #[test]
    fn approvals() {
        const SUBNET: &str = "subnet: { resourceGroup: rg, virtualNetwork: vnet-a, name: devices }";
        check_endpoints(&[
            (
                format!(
                    "{{ {SUBNET}, approval: {{ manual: {} }} }}",
                    "x".repeat(140)
                ),
                &[],
            ),
            (
                format!(
                    "{{ {SUBNET}, approval: {{ manual: {} }} }}",
                    "x".repeat(141)
                ),
                &["approval-message"],
            ),
            (
                format!("{{ {SUBNET}, approval: {{ manual: ' ' }} }}"),
                &["approval-message"],
            ),
        ]);
    }
}
