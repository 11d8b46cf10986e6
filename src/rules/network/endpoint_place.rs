//! Where private endpoints stand: subnet, subscription, region.

use super::private_endpoint::every;
use crate::azure::limits;
use crate::azure::resource_types::SUBNET;
use crate::diag::{Diagnostic, Place};
use crate::intent::written::{Ref, Written};
use crate::rules::at;
use crate::rules::nearest::nearest;
use crate::values::{Guid, Name, ResourceId, SubnetName};

/// The rule `subnet-unknown`.
pub(super) fn subnet_unknown(intent: &Written, found: &mut Vec<Diagnostic>) {
    for placed in every(intent) {
        let (Some((network, subnet)), Ref::Parts(parts)) =
            (placed.made_subnet(intent), &placed.endpoint.subnet)
        else {
            continue;
        };
        let pointer = placed.at.key("subnet");
        if let Some(written) = &parts.virtual_network
            && written != network
        {
            found.push(
                Diagnostic::error(
                    "subnet-unknown",
                    Place::Value(pointer.key("virtualNetwork")),
                    format!("`{written}` is called `{network}` under `virtualNetworks`"),
                )
                .label(format!("write `{network}`")),
            );
        }
        // A name that no subnet may have is told as that.
        let name = parts
            .name
            .as_ref()
            .filter(|name| SubnetName::parse(name).is_ok());
        if let (Some(written), None) = (name, subnet) {
            let subnets = &intent.network.virtual_networks[network].subnets;
            let near = nearest(written, subnets.keys().map(String::as_str));
            found.push(
                Diagnostic::error(
                    "subnet-unknown",
                    Place::Value(pointer.key("name")),
                    format!("the virtual network `{network}` has no subnet `{written}`"),
                )
                .label(
                    near.map(|near| format!("write `{near}`"))
                        .unwrap_or_default(),
                )
                .related(
                    Place::Key(at(&["network", "virtualNetworks", network, "subnets"])),
                    "the template makes it, with the subnets named here only",
                ),
            );
        }
    }
}

/// The rule `private-endpoint-place`.
pub(super) fn place(intent: &Written, found: &mut Vec<Diagnostic>) {
    const CODE: &str = "private-endpoint-place";
    const NOTE: &str =
        "Azure makes a private endpoint in the subscription of its virtual network only";
    for placed in every(intent) {
        let (network, group) = match &placed.endpoint.subnet {
            Ref::Id(text) => match ResourceId::parse(text) {
                Ok(id) if id.is(SUBNET.name) => (
                    Some(id.subscription().clone()),
                    Some(id.resource_group().to_owned()),
                ),
                // Another rule speaks about the id.
                Ok(_) | Err(_) => continue,
            },
            Ref::Parts(parts) => match parts.subscription.as_deref().map(Guid::parse) {
                Some(Err(_)) => continue,
                Some(Ok(guid)) => (Some(guid), parts.resource_group.clone()),
                None => (None, parts.resource_group.clone()),
            },
        };
        let own = match placed.endpoint.subscription.as_deref().map(Guid::parse) {
            Some(Err(_)) => continue,
            Some(Ok(guid)) => Some(guid),
            None => None,
        };
        let subnet = Place::Value(placed.at.key("subnet"));
        let written = Place::Value(placed.at.key("subscription"));
        match (own, network) {
            (None, Some(network)) => {
                let group = group.unwrap_or_else(|| "…".to_owned());
                found.push(
                    Diagnostic::error(
                        CODE,
                        subnet,
                        "the subnet is in a subscription of its own, and the endpoint would be made in the deployment's",
                    )
                    .label(format!(
                        "add `subscription: {network}` and `resourceGroup: {group}` beside `subnet`"
                    ))
                    .note(NOTE)
                    .help("if it is the deployment's own subscription, write the subnet as parts, without `subscription`"),
                );
            }
            (Some(own), Some(network)) if own != network => found.push(
                Diagnostic::error(
                    CODE,
                    written,
                    "the endpoint is made in another subscription than that of its subnet",
                )
                .label(format!("write `{network}`"))
                .related(subnet, "the subnet")
                .note(NOTE),
            ),
            (Some(own), None) => found.push(
                Diagnostic::error(
                    CODE,
                    written,
                    "the endpoint has a subscription of its own, and its subnet is in the deployment's",
                )
                .label(format!("leave it out, or write `subscription: {own}` in `subnet` too"))
                .related(subnet, "the subnet")
                .note(NOTE),
            ),
            (Some(_), Some(_)) | (None, None) => {}
        }
    }
}

/// The rule `private-endpoint-location`.
pub(super) fn location(intent: &Written, found: &mut Vec<Diagnostic>) {
    for placed in every(intent) {
        let (Some((name, _)), Some(own)) = (placed.made_subnet(intent), &placed.endpoint.location)
        else {
            continue;
        };
        let network = &intent.network.virtual_networks[name];
        let due = network.location.as_deref().unwrap_or(&intent.location);
        if due == own {
            continue;
        }
        let region = match network.location {
            Some(_) => at(&["network", "virtualNetworks", name, "location"]),
            None => at(&["location"]),
        };
        found.push(
            Diagnostic::error(
                "private-endpoint-location",
                Place::Value(placed.at.key("location")),
                format!("the endpoint would be made in `{own}`, and its virtual network is in `{due}`"),
            )
            .label(format!("write `{due}`, or leave it out"))
            .related(Place::Value(region), "the region of the virtual network")
            .note("a private endpoint stands in the region of its virtual network; the hub may be elsewhere"),
        );
    }
}

/// The rule `private-endpoint-free`.
pub(super) fn free(intent: &Written, found: &mut Vec<Diagnostic>) {
    if limits::sku(intent.hub.sku).free && !intent.network.private_endpoints.is_empty() {
        found.push(
            Diagnostic::warning(
                "private-endpoint-free",
                Place::Value(at(&["hub", "sku"])),
                "Azure does not say that a free hub takes private endpoints",
            )
            .label("write `S1` or `B1` where the hub must be isolated")
            .related(
                Place::Key(at(&["network", "privateEndpoints"])),
                "its private endpoints",
            ),
        );
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::tests::check_examples;

    const SUB: &str = "22222222-2222-4222-8222-222222222222";
    const OTHER: &str = "33333333-3333-4333-8333-333333333333";

    fn check_endpoints(table: &[(String, &[&str])]) {
        for (list, expected) in table {
            check_examples(&[(&format!("network:\n  privateEndpoints: [{list}]"), expected)]);
        }
    }

    #[test]
    fn places() {
        let id = format!(
            "/subscriptions/{SUB}/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/vnet-a/subnets/devices"
        );
        let parts = format!(
            "{{ subscription: {SUB}, resourceGroup: rg, virtualNetwork: vnet-a, name: devices }}"
        );
        check_endpoints(&[
            (
                format!("{{ subnet: {id}, subscription: {SUB}, resourceGroup: rg-pe }}"),
                &[],
            ),
            (
                format!("{{ subnet: {parts}, subscription: {SUB}, resourceGroup: rg-pe }}"),
                &[],
            ),
            (format!("{{ subnet: {id} }}"), &["private-endpoint-place"]),
            (
                format!("{{ subnet: {parts} }}"),
                &["private-endpoint-place"],
            ),
            (
                format!("{{ subnet: {parts}, subscription: {SUB} }}"),
                &["reference-part"],
            ),
            (
                format!("{{ subnet: {parts}, subscription: {OTHER}, resourceGroup: rg }}"),
                &["private-endpoint-place"],
            ),
            (
                format!(
                    "{{ subnet: {{ virtualNetwork: vnet-a, name: devices }}, subscription: {SUB}, resourceGroup: rg }}"
                ),
                &["private-endpoint-place"],
            ),
        ]);
    }

    #[test]
    fn subnets_of_made_networks() {
        for (endpoint, location, expected) in [
            (
                "subnet: { virtualNetwork: vnet-lab, name: devices }",
                "westeurope",
                &[][..],
            ),
            (
                "subnet: { virtualNetwork: vnet-lab, name: device }",
                "westeurope",
                &["subnet-unknown"],
            ),
            (
                "subnet: { virtualNetwork: vnet-lab, name: Devices }",
                "westeurope",
                &[],
            ),
            (
                "subnet: { virtualNetwork: VNET-lab, name: devices }",
                "westeurope",
                &["subnet-unknown"],
            ),
            (
                "subnet: { resourceGroup: rg, virtualNetwork: vnet-lab, name: other }",
                "westeurope",
                &[],
            ),
            (
                "subnet: { virtualNetwork: vnet-lab, name: devices }",
                "northeurope",
                &[],
            ),
            (
                "subnet: { virtualNetwork: vnet-lab, name: devices }, location: northeurope",
                "northeurope",
                &[],
            ),
            (
                "subnet: { virtualNetwork: vnet-lab, name: devices }, location: northeurope",
                "westeurope",
                &["private-endpoint-location"],
            ),
        ] {
            check_examples(&[(
                &format!(
                    "network:
  privateEndpoints: [{{ {endpoint} }}]
  virtualNetworks: {{ vnet-lab: {{ addressPrefixes: [10.20.0.0/16], subnets: {{ devices: 10.20.1.0/24 }}, location: {location} }} }} # also virtual-network-owned"
                ),
                expected,
            )]);
        }
    }
}
