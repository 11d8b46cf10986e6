//! Private DNS: which zones the template makes, and which networks are linked to which zone.

use std::collections::{BTreeMap, BTreeSet};

use crate::azure::private_link::Zone;
use crate::azure::resource_types::{PRIVATE_DNS_ZONE, VIRTUAL_NETWORK, ZONE_LINK};
use crate::azure::{self, clouds};
use crate::intent::Intent;
use crate::intent::reference::{Reference, resource_id};
use crate::intent::settled::Tags;
use crate::intent::settled::{Home, PrivateEndpoint, Zones};
use crate::plan::{Expr, Func, Item, Key, Piece, Resource, Symbol};
use crate::targets;

use super::frame::{Frame, Passing};
use super::hub::join;
use super::names::tail;

/// The zones that the template makes.
pub(super) struct Created {
    zones: BTreeMap<Zone, Symbol>,
}

impl Created {
    /// The symbol of a zone that the template makes, where an endpoint takes its zones from it: because it says so, or
    /// because it takes them from the deployment's own group and another endpoint has the zone made there.
    pub(super) fn zone_of(&self, zone: Zone, zones: &Zones) -> Option<&Symbol> {
        self.zones.get(&zone).filter(|_| may_be_made(zones))
    }
}

fn may_be_made(zones: &Zones) -> bool {
    match zones {
        Zones::Created | Zones::In(None) => true,
        Zones::In(Some(_)) | Zones::Ids(_) | Zones::Unmanaged => false,
    }
}

/// Every private endpoint of the intent with the zones it needs: those of the targets first, by target, then the hub's.
pub(crate) fn endpoints(intent: &Intent) -> Vec<(&PrivateEndpoint, Vec<Zone>)> {
    let mut all = Vec::new();
    for target in intent.targets.values() {
        for endpoint in &target.endpoints {
            all.push((
                endpoint,
                Zone::of_target(target.kind.word(), &endpoint.group)
                    .into_iter()
                    .collect(),
            ));
        }
    }
    for endpoint in &intent.network.endpoints {
        all.push((endpoint, Zone::OF_HUB.to_vec()));
    }
    all
}

/// The zones that the template makes.
fn made_zones(intent: &Intent) -> BTreeSet<Zone> {
    endpoints(intent)
        .into_iter()
        .filter(|(endpoint, _)| matches!(endpoint.zones, Zones::Created))
        .flat_map(|(_, zones)| zones)
        .collect()
}

/// Whether an endpoint that takes its zones from there takes this one from the template.
pub(crate) fn is_made(intent: &Intent, zone: Zone, zones: &Zones) -> bool {
    may_be_made(zones) && made_zones(intent).contains(&zone)
}

/// A zone's name; the storage suffix is asked of the cloud.
pub(super) fn zone_name(zone: Zone, intent: &Intent) -> Expr {
    let name = zone.name(intent.cloud);
    match zone {
        Zone::Hub | Zone::ServiceBus => Expr::text(name),
        Zone::Storage(_) => {
            let suffix = clouds::hosts(intent.cloud).storage;
            let head = name.strip_suffix(suffix).unwrap_or(&name);
            join(vec![
                Piece::text(head),
                Piece::Hole(Expr::call_member(
                    Func::Environment,
                    &["suffixes", "storage"],
                )),
            ])
        }
    }
}

/// The id of a zone that exists, as seen from the deployment's own group.
pub(super) fn existing_zone(
    zone: Zone,
    zones: &Zones,
    intent: &Intent,
) -> Option<(Expr, Option<Reference>)> {
    match zones {
        Zones::Created | Zones::Unmanaged => None,
        Zones::In(home) => Some((
            resource_id(
                home.as_ref(),
                PRIVATE_DNS_ZONE.name,
                &[zone_name(zone, intent)],
            ),
            None,
        )),
        Zones::Ids(ids) => {
            let name = zone.name(intent.cloud);
            let id = ids
                .iter()
                .find(|id| id.name().eq_ignore_ascii_case(&name))?;
            Some((id.id(), Some(id.clone())))
        }
    }
}

/// What a symbol calls a zone.
fn word(zone: Zone) -> String {
    match zone {
        Zone::Hub => "Hub".to_owned(),
        Zone::ServiceBus => "ServiceBus".to_owned(),
        Zone::Storage(part) => part.word().to_owned(),
    }
}

/// The links of a zone, each network once, in the order in which the intent comes to speak of them.
type Links = Vec<Link>;

#[derive(Clone, Debug)]
struct Link {
    network: Reference,
    name: String,
    /// Whether the intent gives the name.
    given: bool,
}

fn add_link(links: &mut Links, network: &Reference, name: &str, given: bool) {
    let key = network.identity();
    let link = Link {
        network: network.clone(),
        name: name.to_owned(),
        given,
    };
    match links
        .iter_mut()
        .find(|other| other.network.identity() == key)
    {
        Some(known) if given => *known = link,
        Some(_) => {}
        None => links.push(link),
    }
}

/// The links of a zone with names that differ: two networks may have one name in two groups.
///
/// A name that the intent gives is kept; of the others the one that comes first. A link that is renamed is a second link to its
/// network, which Azure refuses, so what is added at the end of a list must not rename what was there before.
fn named(links: &Links) -> Vec<(Reference, String)> {
    let mut named: Vec<(Reference, String)> = Vec::new();
    let (given, other): (Vec<&Link>, Vec<&Link>) = links.iter().partition(|link| link.given);
    for link in given.into_iter().chain(other) {
        let name = &link.name;
        let clash = named
            .iter()
            .any(|(_, other)| other.eq_ignore_ascii_case(name));
        let name = if clash {
            let key = link.network.identity();
            let parts = [
                key.0.as_deref().unwrap_or_default(),
                key.1.as_deref().unwrap_or_default(),
                name,
            ];
            format!(
                "{}-{}",
                name.chars().take(70).collect::<String>(),
                tail(&parts)
            )
        } else {
            name.clone()
        };
        named.push((link.network.clone(), name));
    }
    named.sort_by(|a, b| a.1.cmp(&b.1));
    named
}

/// Makes the zones and links that the intent leaves to the template, and the links to existing zones that it names.
pub(super) fn make(frame: &mut Frame<'_>) -> Created {
    let intent = frame.intent;
    let mut wanted: BTreeMap<Zone, Links> = BTreeMap::new();
    let mut elsewhere: BTreeMap<Option<Home>, BTreeMap<String, (Expr, Links)>> = BTreeMap::new();
    let made = made_zones(intent);
    let (of_hub, of_targets): (Vec<_>, Vec<_>) = endpoints(intent)
        .into_iter()
        .partition(|(_, zones)| zones.contains(&Zone::Hub));
    for (endpoint, zones) in of_hub.into_iter().chain(of_targets) {
        for zone in zones {
            match &endpoint.zones {
                own if may_be_made(own) && made.contains(&zone) => {
                    let links = wanted.entry(zone).or_default();
                    if let Some(network) = network_of(&endpoint.subnet) {
                        add_link(links, &network, network.name(), false);
                    }
                    for link in &endpoint.link_to {
                        add_link(links, &link.network, &link.name.to_string(), link.named);
                    }
                }
                Zones::Created | Zones::In(_) | Zones::Ids(_) => {
                    let Some((_, by_id)) = existing_zone(zone, &endpoint.zones, intent) else {
                        continue;
                    };
                    let home = match (&endpoint.zones, &by_id) {
                        (Zones::In(home), _) => home.clone(),
                        (_, Some(id)) => id.home(),
                        (_, None) => None,
                    };
                    for link in &endpoint.link_to {
                        let name = zone.name(intent.cloud);
                        let entry = elsewhere.entry(home.clone()).or_default().entry(name);
                        let (_, links) =
                            entry.or_insert_with(|| (zone_name(zone, intent), Links::new()));
                        add_link(links, &link.network, &link.name.to_string(), link.named);
                    }
                }
                Zones::Unmanaged => {}
            }
        }
    }
    let mut items = Vec::new();
    let mut zones = BTreeMap::new();
    for (zone, links) in &wanted {
        let symbol = frame.symbols.claim(&["zone", &word(*zone)]);
        let mut body = vec![(Key::text("location"), "global".into())];
        body.extend(targets::tags(&zone_tags(&intent.tags)));
        items.push(Item::Resource(
            Resource::new(symbol.clone(), PRIVATE_DNS_ZONE, zone_name(*zone, intent)).body(body),
        ));
        for (network, name) in named(links) {
            let own = frame.symbols.claim(&["zone", &word(*zone), "Link", &name]);
            items.push(link(own, &symbol, &name, network.id()));
        }
        zones.insert(*zone, symbol);
    }
    for (home, zones) in elsewhere {
        items.extend(links_elsewhere(frame, home.as_ref(), &zones));
    }
    frame.section("Private DNS", items);
    Created { zones }
}

/// Tags that a zone can carry, in order.
pub(crate) fn zone_tags(tags: &Tags) -> Tags {
    azure::tags::on_zone(tags)
        .map(|(name, value)| (name.clone(), value.clone()))
        .collect()
}

/// The network of a subnet.
pub(crate) fn network_of(subnet: &Reference) -> Option<Reference> {
    let names = vec![subnet.names().first()?.clone()];
    Some(Reference::Parts {
        kind: VIRTUAL_NETWORK.name,
        home: subnet.home(),
        names,
    })
}

fn link(symbol: Symbol, zone: &Symbol, name: &str, network: Expr) -> Item {
    let properties = Expr::map([
        ("registrationEnabled", false.into()),
        ("virtualNetwork", Expr::map([("id", network)])),
    ]);
    Item::Resource(
        Resource::new(symbol, ZONE_LINK, Expr::text(name))
            .child_of(zone)
            .body(vec![
                (Key::text("location"), "global".into()),
                (Key::text("properties"), properties),
            ]),
    )
}

fn existing(symbol: Symbol, name: Expr) -> Item {
    Item::Resource(Resource::new(symbol, PRIVATE_DNS_ZONE, name).existing())
}

/// Links to zones that exist: in the root template where they are in the deployment's own group, else in a module at theirs.
fn links_elsewhere(
    frame: &mut Frame<'_>,
    home: Option<&Home>,
    zones: &BTreeMap<String, (Expr, Links)>,
) -> Vec<Item> {
    let mut items = Vec::new();
    let Some(home) = home else {
        for (name, (zone, links)) in zones {
            let symbol = frame.symbols.claim(&["existing", "zone", name]);
            items.push(existing(symbol.clone(), zone.clone()));
            for (network, name) in named(links) {
                let own = frame.symbols.claim(&[symbol.as_str(), "Link", &name]);
                items.push(link(own, &symbol, &name, network.id()));
            }
        }
        return items;
    };
    let mut passing = Passing::default();
    for (name, (zone, links)) in zones {
        let symbol = passing.symbols.claim(&["zone", name]);
        items.push(existing(symbol.clone(), zone.clone()));
        for (network, name) in named(links) {
            let own = passing.symbols.claim(&[symbol.as_str(), "Link", &name]);
            let id = passing.reference(
                &network,
                home,
                &[&name, "id"],
                "Resource id of the virtual network.",
            );
            items.push(link(own, &symbol, &name, id));
        }
    }
    let words: Vec<&str> = [
        home.subscription.as_ref().map(crate::values::Guid::as_str),
        Some(home.resource_group.as_str()),
    ]
    .into_iter()
    .flatten()
    .collect();
    let mut parts = vec!["zone", "links"];
    parts.extend(&words);
    vec![Item::Module(frame.module(
        &parts,
        Some(home),
        passing,
        items,
        Vec::new(),
    ))]
}
