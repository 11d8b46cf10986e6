//! Private DNS: where the zones of endpoints come from.

use std::collections::{BTreeMap, BTreeSet};

use super::private_endpoint::{self, Placed};
use super::same::{NetworkParts, both, equal};
use crate::azure::private_link::Zone;
use crate::azure::{clouds, private_link};
use crate::diag::{Diagnostic, Place};
use crate::document::pointer::Pointer;
use crate::intent::written::{Cloud, Dns, Written, Zones, ZonesWord};
use crate::rules::nearest::nearest;
use crate::rules::{at, names};
use crate::values::ResourceId;

/// A list of existing zones, and what the endpoints that use it need.
struct Listed<'a> {
    ids: &'a [String],
    pointer: Pointer,
    needed: BTreeMap<Zone, Need>,
}

/// Who needs a zone.
struct Need {
    /// The name of the first endpoint that does.
    endpoint: String,
    /// Whether it is for the built-in endpoint of the hub alone.
    built_in_only: bool,
}

/// The zone that is meant by a name that is none.
enum Meant {
    /// A zone of another cloud.
    Of(Cloud, Zone),
    /// A zone whose name is misspelt.
    Like(Zone),
}

/// An endpoint with the network that it is in and the source of each of its zones.
struct Resolved<'a> {
    placed: Placed<'a>,
    network: NetworkParts,
    zones: Vec<(Zone, Source)>,
}

/// The rule `dns-zone-name`.
pub(super) fn zone_name(intent: &Written, found: &mut Vec<Diagnostic>) {
    const CODE: &str = "dns-zone-name";
    let own = clouds::name(intent.cloud);
    for list in lists(intent) {
        for (index, text) in list.ids.iter().enumerate() {
            let Some(name) = zone_of(text).filter(|name| !is_known(intent, name)) else {
                continue;
            };
            let place = Place::Value(list.pointer.index(index));
            found.push(match meant(intent, &list, &name) {
                Some(Meant::Of(cloud, zone)) => {
                    let here = zone.name(intent.cloud);
                    Diagnostic::error(
                        CODE,
                        place,
                        format!(
                            "`{name}` is a zone of {}; in {own} it is `{here}`",
                            clouds::name(cloud)
                        ),
                    )
                    .label(format!("write the id of `{here}`"))
                }
                Some(Meant::Like(zone)) => Diagnostic::error(
                    CODE,
                    place,
                    format!("`{name}` is no zone that a private endpoint needs"),
                )
                .label(format!("write the id of `{}`", zone.name(intent.cloud))),
                None => Diagnostic::warning(
                    CODE,
                    place,
                    format!(
                        "`{name}` is no zone that hubseal knows, so nothing is written into it"
                    ),
                )
                .label("leave it out"),
            });
        }
    }
}

/// The rule `dns-zone-missing`.
pub(super) fn zone_missing(intent: &Written, found: &mut Vec<Diagnostic>) {
    const CODE: &str = "dns-zone-missing";
    for list in lists(intent) {
        if list.ids.is_empty() && !list.needed.is_empty() {
            found.push(
                Diagnostic::error(
                    CODE,
                    Place::Key(list.pointer.clone()),
                    "the list of zones is empty, and private endpoints need them",
                )
                .label("write `create`, or the ids of zones that exist"),
            );
            continue;
        }
        let names: Vec<String> = list.ids.iter().filter_map(|text| zone_of(text)).collect();
        // An id that cannot be read may be the one that is missing.
        if names.len() < list.ids.len() {
            continue;
        }
        for (zone, need) in &list.needed {
            let name = zone.name(intent.cloud);
            // A misspelt name is told where it stands.
            let is_there = names.iter().any(|there| {
                *there == name
                    || !is_known(intent, there)
                        && match meant(intent, &list, there) {
                            Some(Meant::Of(_, meant) | Meant::Like(meant)) => meant == *zone,
                            None => false,
                        }
            });
            if is_there {
                continue;
            }
            let place = Place::Key(list.pointer.clone());
            let missing = format!("the zone `{name}` is not in the list");
            found.push(if need.built_in_only {
                Diagnostic::warning(
                    CODE,
                    place,
                    format!("{missing}, so the built-in endpoint has no private address"),
                )
                .label("add its id")
                .note("who reads the built-in endpoint is led to its public address, where nobody answers")
            } else {
                Diagnostic::error(
                    CODE,
                    place,
                    format!("{missing}, and the endpoint `{}` needs it", need.endpoint),
                )
                .label("add its id")
                .note("without it the name leads to the public address, where nobody answers")
            });
        }
    }
}

/// Whether a private endpoint may need a zone of that name in this cloud.
fn is_known(intent: &Written, name: &str) -> bool {
    private_link::zones()
        .iter()
        .any(|zone| zone.name(intent.cloud) == name)
}

/// What somebody meant who named a zone that is not known.
fn meant(intent: &Written, list: &Listed<'_>, name: &str) -> Option<Meant> {
    let known = private_link::zones();
    let foreign = clouds::ALL.into_iter().find_map(|cloud| {
        let zone = known.iter().find(|zone| zone.name(cloud) == name)?;
        Some(Meant::Of(cloud, *zone))
    });
    let misprint = private_link::MISPRINTED
        .iter()
        .find(|(printed, cloud, _)| *printed == name && *cloud == intent.cloud)
        .map(|(_, _, zone)| Meant::Like(*zone));
    let without_prefix = || {
        let full = format!("{}.{name}", private_link::PREFIX);
        known
            .iter()
            .find(|zone| zone.name(intent.cloud) == full)
            .map(|zone| Meant::Like(*zone))
    };
    let near = || {
        let names: Vec<(Zone, String)> = list
            .needed
            .keys()
            .map(|zone| (*zone, zone.name(intent.cloud)))
            .collect();
        let meant = nearest(name, names.iter().map(|(_, name)| name.as_str()))?;
        let (zone, _) = names.iter().find(|(_, name)| name == meant)?;
        Some(Meant::Like(*zone))
    };
    foreign.or(misprint).or_else(without_prefix).or_else(near)
}

/// The rule `dns-zone-repeated`.
pub(super) fn zone_repeated(intent: &Written, found: &mut Vec<Diagnostic>) {
    for list in lists(intent) {
        let names: Vec<Option<String>> = list.ids.iter().map(|text| zone_of(text)).collect();
        for (index, name) in names.iter().enumerate() {
            let (Some(name), Some(first)) =
                (name, names[..index].iter().position(|other| other == name))
            else {
                continue;
            };
            found.push(
                Diagnostic::error(
                    "dns-zone-repeated",
                    Place::Value(list.pointer.index(index)),
                    format!("there are two zones called `{name}`, and an endpoint writes into one"),
                )
                .label("leave one of them out")
                .related(Place::Value(list.pointer.index(first)), "first here"),
            );
        }
    }
}

/// The rule `private-endpoints-share-zones`.
pub(super) fn shared(intent: &Written, found: &mut Vec<Diagnostic>) {
    // The endpoints so far, by resource and part of it, with the source of each zone.
    let mut earlier: BTreeMap<_, Vec<(Placed<'_>, Vec<Source>)>> = BTreeMap::new();
    for placed in private_endpoint::every(intent) {
        let sources: Vec<Source> = placed
            .zones()
            .into_iter()
            .map(|zone| source(intent, &placed, zone))
            .collect();
        let beside = earlier
            .entry((placed.at.parent(), placed.group))
            .or_default();
        let first = beside.iter().find(|(_, others)| {
            let mut pairs = others.iter().zip(&sources);
            pairs.any(|(one, other)| one.is_same(other) == Some(true))
        });
        if let Some((first, _)) = first {
            found.push(share(first, &placed));
        }
        beside.push((placed, sources));
    }
}

fn share(first: &Placed<'_>, placed: &Placed<'_>) -> Diagnostic {
    let waiting = [placed, first]
        .into_iter()
        .find(|placed| placed.endpoint.approval.message().is_some());
    let place = placed.name_place();
    let what = format!(
        "the endpoints `{}` and `{}` write the same name of `{}` into the same DNS zone",
        first.name, placed.name, placed.resource
    );
    let diagnostic = match waiting {
        Some(waiting) => {
            Diagnostic::error("private-endpoints-share-zones", place, what).note(format!(
                "`{}` waits for an approval: until then the name would lead to an endpoint that does not answer",
                waiting.name
            ))
        }
        None => Diagnostic::warning("private-endpoints-share-zones", place, what).note(
            "every network that is linked to the zone sees the address that was written last",
        ),
    };
    diagnostic
        .label("give it zones of its own: `dns: { zones: { resourceGroup: … } }`")
        .related(first.name_place(), "the other one")
}

/// The rule `dns-zones-split`.
pub(super) fn split(intent: &Written, found: &mut Vec<Diagnostic>) {
    let mut said: BTreeSet<(String, Zone)> = BTreeSet::new();
    let mut earlier: Vec<Resolved<'_>> = Vec::new();
    for placed in private_endpoint::every(intent) {
        let Some(network) = NetworkParts::of(&placed.endpoint.subnet) else {
            continue;
        };
        let zones: Vec<(Zone, Source)> = placed
            .zones()
            .into_iter()
            .map(|zone| (zone, source(intent, &placed, zone)))
            .collect();
        let name = placed.endpoint.subnet.network_name().unwrap_or_default();
        let mut split: Vec<(Zone, &Placed<'_>)> = Vec::new();
        for (zone, own) in &zones {
            let first = earlier.iter().find(|other| {
                other.network.is_same(&network) == Some(true)
                    && other
                        .zones
                        .iter()
                        .any(|(other, source)| other == zone && source.is_same(own) == Some(false))
            });
            if let Some(first) = first
                && said.insert((name.to_lowercase(), *zone))
            {
                split.push((*zone, &first.placed));
            }
        }
        if let Some((_, first)) = split.first() {
            let names: Vec<String> = split
                .iter()
                .map(|(zone, _)| zone.name(intent.cloud))
                .collect();
            found.push(
                Diagnostic::warning(
                    "dns-zones-split",
                    Place::Key(zones_pointer(&placed)),
                    format!(
                        "the endpoints `{}` and `{}` use different zones called {}, and their network `{name}` can be linked to one zone of a name",
                        first.name,
                        placed.name,
                        names::list(names.iter().map(String::as_str))
                    ),
                )
                .label("use the same zones for all endpoints of one network")
                .related(Place::Key(zones_pointer(first)), "the other zones")
                .note("hub, Event Hubs and Service Bus share the zone of the built-in endpoint"),
            );
        }
        earlier.push(Resolved {
            placed,
            network,
            zones,
        });
    }
}

/// Every `dns`, with its place.
pub(super) fn blocks(intent: &Written) -> Vec<(&Dns, Pointer)> {
    let mut all = vec![(&intent.network.dns, at(&["network", "dns"]))];
    for placed in private_endpoint::every(intent) {
        all.extend(
            placed
                .endpoint
                .dns
                .as_ref()
                .map(|dns| (dns, placed.at.key("dns"))),
        );
    }
    all
}

/// Every list of existing zones.
fn lists(intent: &Written) -> Vec<Listed<'_>> {
    let mut all: Vec<Listed<'_>> = blocks(intent)
        .into_iter()
        .filter_map(|(dns, pointer)| match &dns.zones {
            Some(Zones::Ids(ids)) => Some(Listed {
                ids,
                pointer: pointer.key("zones"),
                needed: BTreeMap::new(),
            }),
            Some(Zones::Word(_) | Zones::Group(_)) | None => None,
        })
        .collect();
    for placed in private_endpoint::every(intent) {
        let pointer = zones_pointer(&placed);
        for list in all.iter_mut().filter(|list| list.pointer == pointer) {
            for zone in placed.zones() {
                let built_in = zone == Zone::ServiceBus && placed.kind.is_none();
                list.needed
                    .entry(zone)
                    .and_modify(|need| need.built_in_only &= built_in)
                    .or_insert(Need {
                        endpoint: placed.name.clone(),
                        built_in_only: built_in,
                    });
            }
        }
    }
    all
}

/// Where the zones of an endpoint are written: its own, else the network's.
fn zones_pointer(placed: &Placed<'_>) -> Pointer {
    let own = placed
        .endpoint
        .dns
        .as_ref()
        .is_some_and(|dns| dns.zones.is_some());
    let block = if own {
        placed.at.key("dns")
    } else {
        at(&["network", "dns"])
    };
    block.key("zones")
}

/// The name of the zone that an id leads to, in lower case; none where it leads to no zone.
fn zone_of(id: &str) -> Option<String> {
    let id = ResourceId::parse(id).ok()?;
    let name = id.names().last()?;
    id.is(crate::azure::resource_types::PRIVATE_DNS_ZONE.name)
        .then(|| name.to_lowercase())
}

/// Where one zone of an endpoint is.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Source {
    /// The template makes it, in the deployment's group.
    Made,
    /// It exists: subscription and group in lower case; none is the deployment's.
    In(Option<String>, Option<String>),
    /// Nobody knows.
    Unknown,
}

impl Source {
    /// Whether both are one zone; none where that depends on the deployment.
    fn is_same(&self, other: &Self) -> Option<bool> {
        match (self, other) {
            (Self::Unknown, _) | (_, Self::Unknown) => None,
            (Self::Made, Self::Made) => Some(true),
            // Zones are made in the deployment's own group.
            (Self::Made, Self::In(subscription, group))
            | (Self::In(subscription, group), Self::Made) => {
                Some(subscription.is_none() && group.is_none())
            }
            (Self::In(subscription, group), Self::In(other_subscription, other_group)) => both(
                equal(subscription.as_ref(), other_subscription.as_ref()),
                equal(group.as_ref(), other_group.as_ref()),
            ),
        }
    }
}

fn source(intent: &Written, placed: &Placed<'_>, zone: Zone) -> Source {
    let lower = |text: &Option<String>| text.as_ref().map(|text| text.to_lowercase());
    match intent.zones(placed.endpoint.dns.as_ref()) {
        Zones::Word(ZonesWord::Create) => Source::Made,
        Zones::Word(ZonesWord::Unmanaged) => Source::Unknown,
        Zones::Group(group) => Source::In(lower(&group.subscription), lower(&group.resource_group)),
        Zones::Ids(ids) => ids
            .iter()
            .find(|text| zone_of(text) == Some(zone.name(intent.cloud)))
            .and_then(|text| ResourceId::parse(text).ok())
            .map_or(Source::Unknown, |id| {
                Source::In(
                    Some(id.subscription().to_string()),
                    Some(id.resource_group().to_lowercase()),
                )
            }),
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::tests::check_examples;

    fn zone(name: &str) -> String {
        format!(
            "/subscriptions/22222222-2222-4222-8222-222222222222/resourceGroups/rg-dns/providers/Microsoft.Network/privateDnsZones/{name}"
        )
    }

    #[test]
    fn zone_lists() {
        const HUB: &str = "privatelink.azure-devices.net";
        const BUS: &str = "privatelink.servicebus.windows.net";
        for (names, expected) in [
            (&[HUB, BUS][..], &[][..]),
            (&[HUB, BUS, "privatelink.blob.core.windows.net"], &[]),
            (&[HUB, "privatelink.ServiceBus.windows.net"], &[]),
            (&[HUB], &["dns-zone-missing"]),
            (&[HUB, BUS, BUS], &["dns-zone-repeated"]),
            (
                &[HUB, BUS, "privatelink.vaultcore.azure.net"],
                &["dns-zone-name"],
            ),
            (
                &[HUB, BUS, "privatelink.azure-devices.us"],
                &["dns-zone-name"],
            ),
            (
                &[HUB, "privatelink.servicebus.window.net"],
                &["dns-zone-name"],
            ),
            (&["azure-devices.net", BUS], &["dns-zone-name"]),
            (&["privatelink.azure-devices.us", BUS], &["dns-zone-name"]),
        ] {
            let ids: Vec<String> = names.iter().map(|name| zone(name)).collect();
            check_examples(&[(
                &format!(
                    "network: {{ privateEndpoints: [{{ subnet: {{ virtualNetwork: vnet-a, name: devices }} }}], dns: {{ zones: [{}] }} }}",
                    ids.join(", ")
                ),
                expected,
            )]);
        }
        check_examples(&[(
            "network: { privateEndpoints: [{ subnet: { virtualNetwork: vnet-a, name: devices } }], dns: { zones: [privatelink.azure-devices.net] } }",
            &["resource-id"],
        )]);
    }

    #[test]
    fn zones_of_several_endpoints() {
        for (first, second, expected) in [
            (
                "vnet-a, name: d }",
                "vnet-b, name: d }",
                &["private-endpoints-share-zones"][..],
            ),
            (
                "vnet-a, name: d }",
                "vnet-b, name: d }, approval: { manual: why }",
                &["private-endpoints-share-zones"],
            ),
            (
                "vnet-a, name: d }",
                "vnet-b, name: d }, approval: { manual: why }, dns: { zones: { resourceGroup: rg-b } }",
                &[],
            ),
            (
                "vnet-a, name: d }",
                "vnet-b, name: d }, approval: { manual: why }, dns: { zones: {} }",
                &["private-endpoints-share-zones"],
            ),
            (
                "vnet-a, name: d }",
                "vnet-b, name: d }, dns: { zones: unmanaged }",
                &[],
            ),
            (
                "vnet-a, name: d }, dns: { zones: { resourceGroup: rg-b } }",
                "vnet-b, name: d }, dns: { zones: { resourceGroup: RG-B } }",
                &["private-endpoints-share-zones"],
            ),
            (
                "vnet-a, name: d }, name: pe-1",
                "vnet-a, name: d }, name: pe-2, dns: { zones: { resourceGroup: rg-b } }",
                &["dns-zones-split"],
            ),
        ] {
            check_examples(&[(
                &format!(
                    "network: {{ privateEndpoints: [{{ subnet: {{ resourceGroup: rg, virtualNetwork: {first} }}, {{ subnet: {{ resourceGroup: rg, virtualNetwork: {second} }}] }}"
                ),
                expected,
            )]);
        }
        let storage = |second: &str| {
            format!(
                "targets:
  lake:
    kind: storageAccount
    name: stplantalake
    containers: [raw]
    privateEndpoints:
      - {{ subnet: {{ resourceGroup: rg, virtualNetwork: vnet-a, name: data }}, group: blob }}
      - {{ subnet: {{ resourceGroup: rg, virtualNetwork: vnet-a, name: data }}, {second} }}
"
            )
        };
        check_examples(&[
            (&storage("group: dfs"), &[]),
            (
                &storage("group: blob, name: pe-2"),
                &["private-endpoints-share-zones"],
            ),
        ]);
        check_examples(&[(
            "network: { privateEndpoints: [{ subnet: { resourceGroup: rg, virtualNetwork: vnet-a, name: devices } }] }
targets:
  lake: { kind: storageAccount, name: stplantalake, containers: [raw] }
  stream:
    kind: eventHubs
    name: evhns-a
    eventHubs: [telemetry]
    privateEndpoints:
      - subnet: { resourceGroup: rg, virtualNetwork: vnet-a, name: data }
        dns: { zones: { resourceGroup: rg-dns } }
routing:
  endpoints: [{ name: cold, target: lake, container: raw }, { name: hot, target: stream, eventHub: telemetry }]
  routes: [{ name: hot, endpoint: hot }, { name: all, endpoint: cold }]
",
            &["dns-zones-split"],
        )]);
    }
}
