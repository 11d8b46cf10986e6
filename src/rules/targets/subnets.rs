//! Subnets that the firewall of a target lets in.

use super::super::nearest::nearest;
use super::super::references::{self, Kind};
use super::super::{Rule, at};
use super::{Placed, each};
use crate::azure::resource_types::SUBNET as SUBNET_TYPE;
use crate::diag::{Diagnostic, Place};
use crate::document::pointer::Pointer;
use crate::intent::written::{Firewall, Ref, RefParts, Written};
use crate::values::ResourceId;

/// What a firewall lets in is no subnet, or one that is not there.
pub(super) const SUBNET: Rule = Rule::error(
    "target-firewall-subnet",
    &[],
    include_str!("target-firewall-subnet.md"),
    subnet,
);

fn subnet(intent: &Written, found: &mut Vec<Diagnostic>) {
    for placed in each(intent).filter(Placed::has_own_firewall) {
        let list = placed.place.key("firewall").key("allowSubnets");
        let subnets = placed
            .target
            .firewall
            .iter()
            .flat_map(|firewall| &firewall.allow_subnets);
        for (index, subnet) in subnets.enumerate() {
            let here = list.index(index);
            match subnet {
                Ref::Id(id) => references::check_id(SUBNET.code, id, Kind::Subnet, &here, found),
                Ref::Parts(parts) => of_parts(intent, parts, &here, found),
            }
        }
    }
}

fn of_parts(intent: &Written, parts: &RefParts, here: &Pointer, found: &mut Vec<Diagnostic>) {
    let before = found.len();
    references::check_parts(SUBNET.code, parts, Kind::Subnet, here, found);
    let (Some(network), Some(name)) = (&parts.virtual_network, &parts.name) else {
        return;
    };
    if found.len() == before && parts.subscription.is_none() && parts.resource_group.is_none() {
        of_made_network(intent, network, name, here, found);
    }
}

/// A subnet of a network that the template makes must be one of its subnets; other networks are there already.
fn of_made_network(
    intent: &Written,
    network: &str,
    name: &str,
    here: &Pointer,
    found: &mut Vec<Diagnostic>,
) {
    let made = intent
        .network
        .virtual_networks
        .iter()
        .find(|(made, _)| made.eq_ignore_ascii_case(network));
    let Some((made, definition)) = made else {
        return;
    };
    if definition
        .subnets
        .keys()
        .any(|subnet| subnet.eq_ignore_ascii_case(name))
    {
        return;
    }
    let known = definition.subnets.keys().map(String::as_str);
    let label = match nearest(name, known) {
        Some(better) => format!("write `{better}`"),
        None => String::from("add it to the network's `subnets`, or name one of them"),
    };
    found.push(
        Diagnostic::error(
            SUBNET.code,
            Place::Value(here.key("name")),
            format!("virtual network `{made}` is made here without a subnet `{name}`"),
        )
        .label(label)
        .related(
            Place::Key(at(&["network", "virtualNetworks", made, "subnets"])),
            "made here",
        ),
    );
}

/// Subnets that are listed before: the name, its place, and the place of the first.
pub(super) fn twice<'a>(
    firewall: &'a Firewall,
    pointer: &Pointer,
) -> Vec<(&'a str, Pointer, Pointer)> {
    let list = pointer.key("allowSubnets");
    let mut seen: Vec<(Vec<Option<String>>, Pointer)> = Vec::new();
    let mut twice = Vec::new();
    for (index, subnet) in firewall.allow_subnets.iter().enumerate() {
        let here = list.index(index);
        let path = path(subnet);
        match seen.iter().find(|(earlier, _)| *earlier == path) {
            Some((_, there)) => {
                twice.push((subnet.last_name().unwrap_or_default(), here, there.clone()));
            }
            None => seen.push((path, here)),
        }
    }
    twice
}

/// Subscription, resource group, network and name, in lower case as Azure compares them.
fn path(subnet: &Ref) -> Vec<Option<String>> {
    match subnet {
        Ref::Parts(parts) => [
            parts.subscription.as_deref(),
            parts.resource_group.as_deref(),
            parts.virtual_network.as_deref(),
            parts.name.as_deref(),
        ]
        .map(|part| part.map(str::to_ascii_lowercase))
        .to_vec(),
        Ref::Id(id) => match ResourceId::parse(id) {
            Ok(id) if id.is(SUBNET_TYPE.name) => {
                let mut parts = vec![
                    Some(id.subscription().as_str().to_owned()),
                    Some(id.resource_group().to_ascii_lowercase()),
                ];
                parts.extend(
                    id.names()
                        .iter()
                        .map(|name| Some(name.to_ascii_lowercase())),
                );
                parts
            }
            Ok(_) | Err(_) => vec![Some(id.to_ascii_lowercase())],
        },
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::check;

    #[test]
    fn subnets_are_named_in_full() {
        let lake = |subnet: &str| {
            format!(
                "network: {{ virtualNetworks: {{ vnet-lab: {{ addressPrefixes: [10.20.0.0/16], subnets: {{ devices: 10.20.1.0/24 }} }} }} }}\ntargets: {{ lake: {{ kind: storageAccount, name: stlake, containers: [raw], firewall: {{ allowSubnets: [{subnet}] }} }} }}"
            )
        };
        let id = "/subscriptions/22222222-2222-4222-8222-222222222222/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/vnet-a";
        check(&[
            (&lake("{ virtualNetwork: vnet-lab, name: devices }"), &[]),
            (&lake("{ virtualNetwork: vnet-other, name: data }"), &[]),
            (
                &lake("{ resourceGroup: rg, virtualNetwork: vnet-lab, name: data }"),
                &[],
            ),
            (&lake(&format!("{id}/subnets/data")), &[]),
            (
                &lake("{ virtualNetwork: vnet-lab, name: device }"),
                &[
                    "target-firewall-subnet /targets/lake/firewall/allowSubnets/0/name write `devices`",
                ],
            ),
            (
                &lake("{ virtualNetwork: VNET-LAB, name: data }"),
                &[
                    "target-firewall-subnet /targets/lake/firewall/allowSubnets/0/name add it to the network's `subnets`, or name one of them",
                ],
            ),
            (
                &lake(id),
                &[
                    "target-firewall-subnet /targets/lake/firewall/allowSubnets/0 add `/subnets/` and the name of the subnet",
                ],
            ),
            (
                &lake("devices"),
                &[
                    "target-firewall-subnet /targets/lake/firewall/allowSubnets/0 write `{ resourceGroup: …, virtualNetwork: …, name: devices }`",
                ],
            ),
            (
                &lake(
                    "{ subscription: mine, resourceGroup: rg., virtualNetwork: vnet-lab, name: data }",
                ),
                &[
                    "target-firewall-subnet /targets/lake/firewall/allowSubnets/0/resourceGroup write `rg`",
                    "target-firewall-subnet /targets/lake/firewall/allowSubnets/0/subscription",
                ],
            ),
        ]);
    }
}
