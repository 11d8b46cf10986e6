//! What the firewall of a target names: addresses, ranges and subnets.

use std::net::Ipv4Addr;

use ipnet::Ipv4Net;

use super::super::{Rule, faulty};
use super::{Placed, a, each, subnets};
use crate::azure::editions;
use crate::diag::{Diagnostic, Place};
use crate::document::pointer::Pointer;
use crate::intent::written::{Firewall, TargetKind, Written};
use crate::values::IpRange;

/// An address is none, or none that the kind of target takes.
pub(super) const ADDRESS: Rule = Rule::error(
    "target-firewall-address",
    &[136],
    include_str!("target-firewall-address.md"),
    address,
);

/// An address from which nothing arrives over the internet.
pub(super) const PRIVATE: Rule = Rule::warning(
    "target-firewall-private",
    &[],
    include_str!("target-firewall-private.md"),
    private,
);

/// A range that lets everyone in.
pub(super) const EVERYONE: Rule = Rule::error(
    "target-firewall-everyone",
    &[134],
    include_str!("target-firewall-everyone.md"),
    everyone,
);

/// An address or subnet that another entry lets in already.
pub(super) const COVERED: Rule = Rule::warning(
    "target-firewall-covered",
    &[],
    include_str!("target-firewall-covered.md"),
    covered,
);

/// More entries than the firewall takes.
pub(super) const COUNT: Rule = Rule::error(
    "target-firewall-count",
    &[],
    include_str!("target-firewall-count.md"),
    count,
);

/// The firewalls that the template writes.
fn firewalls(intent: &Written) -> impl Iterator<Item = (Placed<'_>, &Firewall, Pointer)> {
    each(intent)
        .filter(Placed::has_own_firewall)
        .filter_map(|placed| {
            let firewall = placed.target.firewall.as_ref()?;
            let pointer = placed.place.key("firewall");
            Some((placed, firewall, pointer))
        })
}

/// The addresses of a firewall with their places.
fn addresses<'a>(
    firewall: &'a Firewall,
    pointer: &Pointer,
) -> impl Iterator<Item = (&'a str, Pointer)> {
    let list = pointer.key("allowIps");
    firewall
        .allow_ips
        .iter()
        .enumerate()
        .map(move |(index, text)| (text.as_str(), list.index(index)))
}

fn address(intent: &Written, found: &mut Vec<Diagnostic>) {
    for (placed, firewall, pointer) in firewalls(intent) {
        for (text, here) in addresses(firewall, &pointer) {
            let range = match IpRange::parse(text) {
                Ok(range) => range,
                Err(fault) => {
                    found.push(faulty(ADDRESS.code, "address", text, &fault, &here, false));
                    continue;
                }
            };
            if placed.target.kind != TargetKind::StorageAccount {
                continue;
            }
            if !is_refused_by_storage(range) {
                continue;
            }
            if is_rfc1918(range) {
                found.push(
                    Diagnostic::error(
                        ADDRESS.code,
                        Place::Value(here),
                        format!("`{text}` is a private address, and the firewall of a storage account takes public ones only"),
                    )
                    .label("write the public address that its readers come from")
                    .help("readers inside a virtual network come through a private endpoint, or through `allowSubnets`"),
                );
            } else {
                found.push(
                    Diagnostic::error(
                        ADDRESS.code,
                        Place::Value(here),
                        format!(
                            "`{text}` is a range too small for the firewall of a storage account"
                        ),
                    )
                    .label(format!("write {}", one_by_one(range.net())))
                    .note(format!(
                        "the longest prefix of a range is /{}",
                        editions::STORAGE_LONGEST_PREFIX
                    )),
                );
            }
        }
    }
}

/// Whether the firewall of a storage account takes no such range: a private one, or one of a single address or two.
fn is_refused_by_storage(range: IpRange) -> bool {
    let is_small = range.is_range() && range.net().prefix_len() > editions::STORAGE_LONGEST_PREFIX;
    is_rfc1918(range) || is_small
}

/// Whether it lies in a range of RFC 1918, which the storage service refuses.
fn is_rfc1918(range: IpRange) -> bool {
    range
        .private_part()
        .is_some_and(|private| private.addr().is_private())
}

/// The addresses of a range of one or two.
fn one_by_one(net: Ipv4Net) -> String {
    let addresses: Vec<String> = net
        .hosts()
        .map(|address: Ipv4Addr| format!("`{address}`"))
        .collect();
    addresses.join(" and ")
}

fn private(intent: &Written, found: &mut Vec<Diagnostic>) {
    for (placed, firewall, pointer) in firewalls(intent) {
        let of_storage = placed.target.kind == TargetKind::StorageAccount;
        for (text, here) in addresses(firewall, &pointer) {
            let Ok(range) = IpRange::parse(text) else {
                continue;
            };
            let Some(part) = range.private_part() else {
                continue;
            };
            if of_storage && is_rfc1918(range) {
                continue;
            }
            found.push(
                Diagnostic::warning(
                    PRIVATE.code,
                    Place::Value(here),
                    format!("`{text}` lets nobody in: nothing comes from there over the internet"),
                )
                .label("write the public address that its readers come from")
                .note(format!("`{part}` is not routed on the internet")),
            );
        }
    }
}

fn everyone(intent: &Written, found: &mut Vec<Diagnostic>) {
    for (placed, firewall, pointer) in firewalls(intent) {
        for (text, here) in addresses(firewall, &pointer) {
            if IpRange::parse(text).is_ok_and(|range| range.is_everyone()) {
                found.push(
                    Diagnostic::error(
                        EVERYONE.code,
                        Place::Value(here),
                        format!("`{text}` opens `{}` to the internet", placed.key),
                    )
                    .label("name the addresses that may get in")
                    .help("to leave it open on purpose, write `publicAccess: enabled` and no `firewall`"),
                );
            }
        }
    }
}

fn covered(intent: &Written, found: &mut Vec<Diagnostic>) {
    for (placed, firewall, pointer) in firewalls(intent) {
        let of_storage = placed.target.kind == TargetKind::StorageAccount;
        // Longer lists are refused by their length.
        if firewall.allow_ips.len().max(firewall.allow_subnets.len())
            > editions::STORAGE_FIREWALL_RULES
        {
            continue;
        }
        let ranges: Vec<(&str, Ipv4Net, Pointer)> = addresses(firewall, &pointer)
            .filter_map(|(text, here)| {
                // What is refused by itself is told there.
                let range = IpRange::parse(text).ok().filter(|range| {
                    !(range.is_everyone() || of_storage && is_refused_by_storage(*range))
                })?;
                Some((text, range.net(), here))
            })
            .collect();
        for (index, (text, net, here)) in ranges.iter().enumerate() {
            let outer = ranges.iter().enumerate().find(|(other, (_, outer, _))| {
                outer.contains(net) && (outer != net || *other < index)
            });
            if let Some((_, (other, outer, there))) = outer {
                let message = if outer == net {
                    format!("`{text}` is listed twice")
                } else {
                    format!("`{text}` is in `{other}` already")
                };
                found.push(
                    Diagnostic::warning(COVERED.code, Place::Value(here.clone()), message)
                        .label("leave it out")
                        .related(Place::Value(there.clone()), "lets it in"),
                );
            }
        }
        for (name, here, there) in subnets::twice(firewall, &pointer) {
            found.push(
                Diagnostic::warning(
                    COVERED.code,
                    Place::Value(here),
                    format!("subnet `{name}` is listed twice"),
                )
                .label("leave it out")
                .related(Place::Value(there), "lets it in"),
            );
        }
    }
}

fn count(intent: &Written, found: &mut Vec<Diagnostic>) {
    for (placed, firewall, pointer) in firewalls(intent) {
        let (ips, subnets) = (firewall.allow_ips.len(), firewall.allow_subnets.len());
        let counts: &[(&str, usize, &str)] = match placed.target.kind {
            TargetKind::StorageAccount => &[
                ("allowIps", ips, "addresses"),
                ("allowSubnets", subnets, "subnets"),
            ],
            TargetKind::EventHubs | TargetKind::ServiceBus => {
                let longer = if ips >= subnets {
                    "allowIps"
                } else {
                    "allowSubnets"
                };
                &[(longer, ips + subnets, "addresses and subnets")]
            }
        };
        let most = match placed.target.kind {
            TargetKind::StorageAccount => editions::STORAGE_FIREWALL_RULES,
            TargetKind::EventHubs | TargetKind::ServiceBus => editions::NAMESPACE_FIREWALL_RULES,
        };
        for (key, number, nouns) in counts {
            if *number > most {
                let message = format!(
                    "the firewall of `{}` names {number} {nouns}, and that of {} takes {most}",
                    placed.key,
                    a(placed.target.kind)
                );
                let place = Place::Key(pointer.key(key));
                let diagnostic = match placed.target.kind {
                    // The storage service has raised its limit more than once.
                    TargetKind::StorageAccount => Diagnostic::warning(COUNT.code, place, message),
                    TargetKind::EventHubs | TargetKind::ServiceBus => {
                        Diagnostic::error(COUNT.code, place, message)
                    }
                };
                found.push(diagnostic.label("join neighbouring addresses to ranges"));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::check;

    #[test]
    fn addresses_are_public_ipv4() {
        check(&[
            (
                "targets: { lake: { kind: storageAccount, name: stlake, containers: [raw], firewall: { allowIps: [203.0.113.7, 198.51.100.16/28, 198.51.100.4/30] } } }",
                &[],
            ),
            (
                "targets: { lake: { kind: storageAccount, name: stlake, containers: [raw], firewall: { allowIps: [203.0.113.7/28, '::1', 10.1.0.0/16, 192.168.1.1, 203.0.113.6/31, 203.0.113.9/32, 100.64.0.1] } } }",
                &[
                    "target-firewall-address /targets/lake/firewall/allowIps/0 write `203.0.113.0/28`",
                    "target-firewall-address /targets/lake/firewall/allowIps/1",
                    "target-firewall-address /targets/lake/firewall/allowIps/2 write the public address that its readers come from",
                    "target-firewall-address /targets/lake/firewall/allowIps/3 write the public address that its readers come from",
                    "target-firewall-address /targets/lake/firewall/allowIps/4 write `203.0.113.6` and `203.0.113.7`",
                    "target-firewall-address /targets/lake/firewall/allowIps/5 write `203.0.113.9`",
                    "target-firewall-private /targets/lake/firewall/allowIps/6 write the public address that its readers come from",
                ],
            ),
            (
                "targets: { stream: { kind: eventHubs, name: evhns-a, firewall: { allowIps: [10.1.1.1, 203.0.113.9/32, 0.0.0.0/0] } } }",
                &[
                    "target-firewall-everyone /targets/stream/firewall/allowIps/2 name the addresses that may get in",
                    "target-firewall-private /targets/stream/firewall/allowIps/0 write the public address that its readers come from",
                ],
            ),
        ]);
    }

    #[test]
    fn entries_are_listed_once() {
        check(&[
            (
                "targets: { lake: { kind: storageAccount, name: stlake, containers: [raw], firewall: { allowIps: [203.0.113.7, 203.0.113.0/28, 203.0.113.0/28, 203.0.113.16/28] } } }",
                &[
                    "target-firewall-covered /targets/lake/firewall/allowIps/0 leave it out",
                    "target-firewall-covered /targets/lake/firewall/allowIps/2 leave it out",
                ],
            ),
            (
                "targets: { lake: { kind: storageAccount, name: stlake, containers: [raw], firewall: { allowSubnets: [{ virtualNetwork: vnet-a, name: data }, { virtualNetwork: VNET-A, name: data }, { resourceGroup: rg, virtualNetwork: vnet-a, name: data }] } } }",
                &["target-firewall-covered /targets/lake/firewall/allowSubnets/1 leave it out"],
            ),
        ]);
    }

    #[test]
    fn a_firewall_takes_so_many() {
        let list = |count: usize| {
            let list: Vec<String> = (0..count)
                .map(|number| format!("198.51.{}.{}", number / 200, number % 200))
                .collect();
            list.join(", ")
        };
        check(&[
            (
                &format!(
                    "targets: {{ stream: {{ kind: eventHubs, name: evhns-a, firewall: {{ allowIps: [{}] }} }} }}",
                    list(128)
                ),
                &[],
            ),
            (
                &format!(
                    "targets: {{ stream: {{ kind: eventHubs, name: evhns-a, firewall: {{ allowIps: [{}], allowSubnets: [{{ virtualNetwork: vnet-a, name: data }}] }} }} }}",
                    list(128)
                ),
                &[
                    "target-firewall-count /targets/stream/firewall/allowIps#key join neighbouring addresses to ranges",
                ],
            ),
            (
                &format!(
                    "targets: {{ lake: {{ kind: storageAccount, name: stlake, containers: [raw], firewall: {{ allowIps: [{}] }} }} }}",
                    list(401)
                ),
                &[
                    "target-firewall-count /targets/lake/firewall/allowIps#key join neighbouring addresses to ranges",
                ],
            ),
        ]);
    }
}
