//! Virtual networks that the template makes, and their subnets.

use std::collections::BTreeMap;

use ipnet::Ipv4Net;

use super::private_endpoint::{self, Placed};
use crate::azure::limits::{
    HUB_ENDPOINT_ADDRESSES, NETWORK_PREFIX, NETWORK_RESERVED, RESERVED_ADDRESSES,
    TARGET_ENDPOINT_ADDRESSES,
};
use crate::diag::{Diagnostic, Place};
use crate::document::pointer::Pointer;
use crate::intent::written::{VirtualNetwork, Written};
use crate::rules::{at, check_name};
use crate::values::{Fault, IpRange, SubnetName, VirtualNetworkName};

/// The rule `virtual-network-owned`.
pub(super) fn owned(intent: &Written, found: &mut Vec<Diagnostic>) {
    for name in intent.network.virtual_networks.keys() {
        found.push(
            Diagnostic::warning(
                "virtual-network-owned",
                Place::Key(networks().key(name)),
                format!("the template owns the virtual network `{name}` whole: each deployment takes away what was added to it by other means"),
            )
            .note("subnets, peerings and settings that are not in the intent are lost")
            .help("leave it out where the network exists or belongs to others; `subnet` may name it all the same"),
        );
    }
}

/// The rule `virtual-network-name`.
pub(super) fn name(intent: &Written, found: &mut Vec<Diagnostic>) {
    for (name, network) in &intent.network.virtual_networks {
        let pointer = networks().key(name);
        check_name::<VirtualNetworkName>("virtual-network-name", name, &pointer, true, found);
        for subnet in network.subnets.keys() {
            let pointer = pointer.key("subnets").key(subnet);
            check_name::<SubnetName>("virtual-network-name", subnet, &pointer, true, found);
        }
    }
}

/// The rule `virtual-network-name-repeated`.
pub(super) fn name_repeated(intent: &Written, found: &mut Vec<Diagnostic>) {
    let mut compare = |names: Vec<&str>, pointer: &Pointer| {
        let mut seen: BTreeMap<String, &str> = BTreeMap::new();
        for name in names {
            let Some(first) = seen.insert(name.to_lowercase(), name) else {
                continue;
            };
            found.push(
                Diagnostic::error(
                    "virtual-network-name-repeated",
                    Place::Key(pointer.key(name)),
                    format!(
                        "`{name}` and `{first}` are one name: Azure compares names without case"
                    ),
                )
                .related(Place::Key(pointer.key(first)), "the other one"),
            );
        }
    };
    let all = &intent.network.virtual_networks;
    compare(all.keys().map(String::as_str).collect(), &networks());
    for (name, network) in all {
        let subnets = network.subnets.keys().map(String::as_str).collect();
        compare(subnets, &networks().key(name).key("subnets"));
    }
}

/// The rule `virtual-network-range`.
pub(super) fn range(intent: &Written, found: &mut Vec<Diagnostic>) {
    for (name, network) in &intent.network.virtual_networks {
        let pointer = networks().key(name).key("addressPrefixes");
        if network.address_prefixes.is_empty() {
            found.push(
                Diagnostic::error(
                    "virtual-network-range",
                    Place::Key(pointer.clone()),
                    format!("the virtual network `{name}` has no address range"),
                )
                .label("write a range such as `10.20.0.0/16`"),
            );
        }
        for (index, text) in network.address_prefixes.iter().enumerate() {
            match parse(text) {
                Ok(_) => {}
                Err(fault) => found.push(refused(
                    "virtual-network-range",
                    text,
                    &fault,
                    &pointer.index(index),
                )),
            }
        }
    }
}

/// The rule `subnet-range`.
pub(super) fn subnet_range(intent: &Written, found: &mut Vec<Diagnostic>) {
    for (name, network) in &intent.network.virtual_networks {
        for (subnet, text) in &network.subnets {
            if let Err(fault) = parse(text) {
                let pointer = networks().key(name).key("subnets").key(subnet);
                found.push(refused("subnet-range", text, &fault, &pointer));
            }
        }
    }
}

/// The rule `subnet-outside`.
pub(super) fn subnet_outside(intent: &Written, found: &mut Vec<Diagnostic>) {
    for (name, network) in &intent.network.virtual_networks {
        let ranges: Vec<Ipv4Net> = network
            .address_prefixes
            .iter()
            .filter_map(|text| parse(text).ok())
            .collect();
        // With a range that cannot be read nobody knows what lies outside.
        if ranges.is_empty() || ranges.len() < network.address_prefixes.len() {
            continue;
        }
        for (subnet, range, place) in subnets(name, network) {
            if !ranges.iter().any(|whole| whole.contains(&range)) {
                found.push(
                    Diagnostic::error(
                        "subnet-outside",
                        place,
                        format!(
                            "the subnet `{subnet}` (`{range}`) lies outside its virtual network"
                        ),
                    )
                    .related(
                        Place::Value(networks().key(name).key("addressPrefixes")),
                        format!("the ranges of `{name}`"),
                    ),
                );
            }
        }
    }
}

/// The rule `address-overlap`.
pub(super) fn overlap(intent: &Written, found: &mut Vec<Diagnostic>) {
    for (name, network) in &intent.network.virtual_networks {
        let pointer = networks().key(name).key("addressPrefixes");
        let ranges = network
            .address_prefixes
            .iter()
            .enumerate()
            .filter_map(|(index, text)| {
                Some((
                    format!("`{text}`"),
                    parse(text).ok()?,
                    Place::Value(pointer.index(index)),
                ))
            });
        compare(&ranges.collect::<Vec<_>>(), found);
        let subnets = subnets(name, network).map(|(subnet, range, place)| {
            (format!("the subnet `{subnet}` (`{range}`)"), range, place)
        });
        compare(&subnets.collect::<Vec<_>>(), found);
    }
}

fn compare(ranges: &[(String, Ipv4Net, Place)], found: &mut Vec<Diagnostic>) {
    for (index, (words, range, place)) in ranges.iter().enumerate() {
        let clash = ranges[..index]
            .iter()
            .find(|(_, other, _)| other.contains(range) || range.contains(other));
        if let Some((other, _, other_place)) = clash {
            found.push(
                Diagnostic::error(
                    "address-overlap",
                    place.clone(),
                    format!("{words} overlaps {other}"),
                )
                .related(other_place.clone(), "the other range"),
            );
        }
    }
}

/// The rule `subnet-full`.
pub(super) fn subnet_full(intent: &Written, found: &mut Vec<Diagnostic>) {
    let mut endpoints: BTreeMap<(&str, &str), Vec<Placed<'_>>> = BTreeMap::new();
    for placed in private_endpoint::every(intent) {
        if let Some((network, Some(subnet))) = placed.made_subnet(intent) {
            endpoints.entry((network, subnet)).or_default().push(placed);
        }
    }
    for (name, network) in &intent.network.virtual_networks {
        for (subnet, range, place) in subnets(name, network) {
            let Some(inside) = endpoints.get(&(name.as_str(), subnet)) else {
                continue;
            };
            let needed: u64 = inside
                .iter()
                .map(|placed| match placed.kind {
                    None => HUB_ENDPOINT_ADDRESSES,
                    Some(_) => TARGET_ENDPOINT_ADDRESSES,
                })
                .sum();
            let free = (1 << (32 - range.prefix_len())) - RESERVED_ADDRESSES;
            if needed <= free {
                continue;
            }
            let mut full = Diagnostic::error(
                "subnet-full",
                place,
                format!("the subnet `{subnet}` has {free} free addresses, and its private endpoints need {needed}"),
            )
            .note("Azure keeps five addresses of each subnet; a hub's endpoint takes two addresses, any other one");
            for placed in inside {
                full = full.related(Place::Value(placed.at.key("subnet")), "in this subnet");
            }
            found.push(full);
        }
    }
}

/// The subnets of a network whose ranges can be read.
fn subnets<'a>(
    name: &str,
    network: &'a VirtualNetwork,
) -> impl Iterator<Item = (&'a str, Ipv4Net, Place)> {
    let pointer = networks().key(name).key("subnets");
    network.subnets.iter().filter_map(move |(subnet, text)| {
        let place = Place::Value(pointer.key(subnet));
        Some((subnet.as_str(), parse(text).ok()?, place))
    })
}

/// A range that a network or a subnet may have.
fn parse(text: &str) -> Result<Ipv4Net, Fault> {
    let range = IpRange::parse(text)?;
    let net = range.net();
    if !range.is_range() {
        return Err(Fault::new(
            "is one address, and a range such as `10.20.0.0/16` is due",
        ));
    }
    let length = net.prefix_len();
    if length > *NETWORK_PREFIX.end() {
        let better = Ipv4Net::new(net.addr(), *NETWORK_PREFIX.end()).map(|net| net.trunc());
        let fault = Fault::new(
            "is too small: Azure takes no range smaller than a `/29`, with eight addresses",
        );
        return Err(match better {
            Ok(better) => fault.instead(better.to_string()),
            Err(_) => fault,
        });
    }
    if length < *NETWORK_PREFIX.start() {
        return Err(Fault::new(
            "is too large: Azure takes no range larger than a `/2`",
        ));
    }
    let reserved = NETWORK_RESERVED
        .iter()
        .filter_map(|text| text.parse().ok())
        .find(|reserved: &Ipv4Net| reserved.contains(&net) || net.contains(reserved));
    match reserved {
        Some(reserved) => Err(Fault::new(format!(
            "meets `{reserved}`, which no virtual network may hold"
        ))),
        None => Ok(net),
    }
}

fn refused(code: &'static str, text: &str, fault: &Fault, pointer: &Pointer) -> Diagnostic {
    crate::rules::faulty(code, "address range", text, fault, pointer, false)
}

fn networks() -> Pointer {
    at(&["network", "virtualNetworks"])
}

#[cfg(test)]
mod tests {
    use crate::rules::tests::check_examples;

    #[test]
    fn networks() {
        for (networks, expected) in [
            (
                "vnet-lab: { addressPrefixes: [10.20.0.0/16, 10.21.0.0/24], subnets: { devices: 10.20.1.0/24, data: 10.21.0.0/24 } }",
                &[][..],
            ),
            (
                "v: { addressPrefixes: [10.20.0.0/16] }",
                &["virtual-network-name"],
            ),
            (
                "vnet-lab: { addressPrefixes: [10.20.0.0/16], subnets: { a b: 10.20.1.0/24 } }",
                &["virtual-network-name"],
            ),
            (
                "vnet-lab: { addressPrefixes: [] }",
                &["virtual-network-range"],
            ),
            (
                "vnet-lab: { addressPrefixes: [10.20.0.0] }",
                &["virtual-network-range"],
            ),
            (
                "vnet-lab: { addressPrefixes: [10.20.0.1/16] }",
                &["virtual-network-range"],
            ),
            (
                "vnet-lab: { addressPrefixes: ['fd00::/64'] }",
                &["virtual-network-range"],
            ),
            (
                "vnet-lab: { addressPrefixes: [0.0.0.0/0] }",
                &["virtual-network-range"],
            ),
            (
                "vnet-lab: { addressPrefixes: [169.254.1.0/24] }",
                &["virtual-network-range"],
            ),
            (
                "vnet-lab: { addressPrefixes: [160.0.0.0/4] }",
                &["virtual-network-range"],
            ),
            (
                "vnet-lab: { addressPrefixes: [10.20.0.0/16], subnets: { a: 10.20.1.0/30 } }",
                &["subnet-range"],
            ),
            (
                "vnet-lab: { addressPrefixes: [10.20.0.0/16], subnets: { a: 10.20.1.0/29 } }",
                &[],
            ),
            (
                "vnet-lab: { addressPrefixes: [10.20.0.0/16], subnets: { a: 10.21.1.0/24 } }",
                &["subnet-outside"],
            ),
            (
                "vnet-lab: { addressPrefixes: [10.20.0.0/16], subnets: { a: 10.0.0.0/8 } }",
                &["subnet-outside"],
            ),
            (
                "vnet-lab: { addressPrefixes: [x], subnets: { a: 10.21.1.0/24 } }",
                &["virtual-network-range"],
            ),
            (
                "vnet-lab: { addressPrefixes: [10.20.0.0/16], subnets: { a: 10.20.0.0/23, b: 10.20.1.0/24 } }",
                &["address-overlap"],
            ),
            (
                "vnet-lab: { addressPrefixes: [10.20.0.0/16, 10.20.4.0/24] }",
                &["address-overlap"],
            ),
            (
                "vnet-lab: { addressPrefixes: [10.20.0.0/16], subnets: { a: 10.20.0.0/24, A: 10.20.1.0/24 } }",
                &["virtual-network-name-repeated"],
            ),
        ] {
            let example = format!(
                "network:
  privateEndpoints: [{{ subnet: {{ resourceGroup: rg, virtualNetwork: vnet-a, name: devices }} }}]
  virtualNetworks: # also virtual-network-owned
    {networks}"
            );
            check_examples(&[(&example, expected)]);
        }
    }

    #[test]
    fn subnets_have_room() {
        const TARGETS: &str = "targets:
  lake:
    kind: storageAccount
    name: stplantalake
    containers: [raw]
    privateEndpoints:
      - { subnet: { virtualNetwork: vnet-lab, name: devices }, group: blob }
      - { subnet: { virtualNetwork: vnet-lab, name: devices }, group: dfs }
";
        for (prefix, targets, expected) in [
            ("/29", "", &[][..]),
            ("/29", TARGETS, &["subnet-full"]),
            ("/28", TARGETS, &[]),
        ] {
            let example = format!(
                "network:
  privateEndpoints: [{{ subnet: {{ virtualNetwork: vnet-lab, name: devices }} }}]
  virtualNetworks: {{ vnet-lab: {{ addressPrefixes: [10.20.0.0/16], subnets: {{ devices: 10.20.1.0{prefix} }} }} }} # also virtual-network-owned
{targets}"
            );
            check_examples(&[(&example, expected)]);
        }
    }
}
