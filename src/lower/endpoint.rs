//! Private endpoints, one at a time for each resource and for each subnet.

use std::collections::BTreeMap;

use crate::azure::private_link::{StoragePart, Zone};
use crate::azure::resource_types::{PRIVATE_ENDPOINT, ZONE_GROUP};
use crate::intent::Intent;
use crate::intent::reference::{Identity, Reference};
use crate::intent::settled::{Home, PrivateEndpoint, Zones};
use crate::plan::{Expr, Item, Key, Resource, Symbol};
use crate::targets;

use super::dns::{Created, existing_zone};
use super::frame::{Frame, Passing};

/// The resource that endpoints lead to.
pub(super) struct Owner<'a> {
    /// The word for it in symbols.
    pub(super) word: &'a str,
    /// Its id.
    pub(super) id: Expr,
    /// What the id is the id of.
    pub(super) description: String,
    /// What the first endpoint waits for.
    pub(super) after: Vec<Symbol>,
}

/// The last endpoint so far in each subnet: two at once in one subnet are refused now and then
/// (Azure/bicep-ptn-aiml-landing-zone#41, read 2026-11-27).
#[derive(Default)]
pub(super) struct Subnets {
    last: BTreeMap<Identity, Symbol>,
}

/// Makes the endpoints of a resource, one after the other, and gives the last item of the chain.
pub(super) fn make(
    frame: &mut Frame<'_>,
    owner: &Owner<'_>,
    endpoints: &[PrivateEndpoint],
    zones_of: &dyn Fn(&PrivateEndpoint) -> Vec<Zone>,
    created: &Created,
    subnets: &mut Subnets,
) -> (Vec<Item>, Option<Symbol>) {
    let mut items = Vec::new();
    let mut last = None;
    for endpoint in endpoints {
        let mut after: Vec<Symbol> = last
            .clone()
            .map_or_else(|| owner.after.clone(), |symbol| vec![symbol]);
        let subnet = endpoint.subnet.identity();
        after.extend(subnets.last.get(&subnet).cloned());
        let zones = zones_of(endpoint);
        let (made, tail) = match &endpoint.home {
            None => in_root(frame, owner, endpoint, &zones, created, after),
            Some(home) => in_module(frame, owner, endpoint, home, &zones, created, after),
        };
        items.extend(made);
        subnets.last.insert(subnet, tail.clone());
        last = Some(tail);
    }
    (items, last)
}

fn in_root(
    frame: &mut Frame<'_>,
    owner: &Owner<'_>,
    endpoint: &PrivateEndpoint,
    zones: &[Zone],
    created: &Created,
    after: Vec<Symbol>,
) -> (Vec<Item>, Symbol) {
    let name = endpoint.name.to_string();
    let symbol = frame.symbols.claim(&[owner.word, "Endpoint", &name]);
    let mut refer = |reference: &Reference, _: &str| reference.id();
    let mut items = vec![Item::Resource(resource(
        symbol.clone(),
        endpoint,
        owner.id.clone(),
        &mut refer,
        after,
    ))];
    let mut zone_id = |zone: Zone| match created.zone_of(zone, &endpoint.zones) {
        Some(symbol) => Some(Expr::Id(symbol.clone())),
        None => existing_zone(zone, &endpoint.zones, frame.intent).map(|(id, _)| id),
    };
    let mut tail = symbol.clone();
    if let Some(configs) = configs(endpoint, zones, &mut zone_id) {
        let own = frame
            .symbols
            .claim(&[owner.word, "Endpoint", &name, "Zones"]);
        items.push(zone_group(own.clone(), &symbol, endpoint, configs));
        tail = own;
    }
    (items, tail)
}

fn in_module(
    frame: &mut Frame<'_>,
    owner: &Owner<'_>,
    endpoint: &PrivateEndpoint,
    home: &Home,
    zones: &[Zone],
    created: &Created,
    after: Vec<Symbol>,
) -> (Vec<Item>, Symbol) {
    let name = endpoint.name.to_string();
    let mut passing = Passing::default();
    let symbol = passing.symbols.fixed("endpoint");
    let own_zones = passing.symbols.fixed("endpointZones");
    let id = passing.hand(&[owner.word, "Id"], &owner.description, owner.id.clone());
    let mut refer = |reference: &Reference, what: &str| {
        let words: &[&str] = match what {
            "subnet" => &["subnet", "Id"],
            _ => &["application", "Security", "Group", "Id"],
        };
        passing.reference(
            reference,
            home,
            words,
            &format!("Resource id of the {what}."),
        )
    };
    let mut items = vec![Item::Resource(resource(
        symbol.clone(),
        endpoint,
        id,
        &mut refer,
        Vec::new(),
    ))];
    let intent = frame.intent;
    let mut zone_id =
        |zone: Zone| zone_in_module(zone, endpoint, home, created, intent, &mut passing);
    if let Some(configs) = configs(endpoint, zones, &mut zone_id) {
        items.push(zone_group(own_zones, &symbol, endpoint, configs));
    }
    let own = frame.symbols.claim(&[owner.word, "Endpoint", &name]);
    let module = frame.module_as(
        own.clone(),
        &["endpoint", &name],
        Some(home),
        passing,
        items,
        after,
    );
    (vec![Item::Module(module)], own)
}

fn zone_in_module(
    zone: Zone,
    endpoint: &PrivateEndpoint,
    home: &Home,
    created: &Created,
    intent: &Intent,
    passing: &mut Passing,
) -> Option<Expr> {
    let words = ["zone", config_word(zone), "Id"];
    let description = "Resource id of a private DNS zone.";
    if let Some(symbol) = created.zone_of(zone, &endpoint.zones) {
        return Some(passing.hand(&words, description, Expr::Id(symbol.clone())));
    }
    match &endpoint.zones {
        Zones::In(place) => {
            let (id, _) = existing_zone(zone, &endpoint.zones, intent)?;
            let same = place
                .as_ref()
                .is_some_and(|place| place.subscription.is_some() || home.subscription.is_none());
            Some(if same {
                id
            } else {
                passing.hand(&words, description, id)
            })
        }
        Zones::Ids(_) => existing_zone(zone, &endpoint.zones, intent).map(|(id, _)| id),
        Zones::Created | Zones::Unmanaged => None,
    }
}

/// What an entry of a zone group is called where the intent does not say it.
fn config_word(zone: Zone) -> &'static str {
    match zone {
        Zone::Hub => "hub",
        Zone::ServiceBus => "built-in-endpoint",
        Zone::Storage(StoragePart::Blob) => "blob",
        Zone::Storage(part) => part.word(),
    }
}

/// The key under which the intent may name an entry, and the name it has otherwise.
fn config_name(endpoint: &PrivateEndpoint, zone: Zone, of_hub: bool) -> String {
    let (key, default) = match zone {
        Zone::Hub => ("hub", "hub"),
        Zone::ServiceBus if of_hub => ("events", "built-in-endpoint"),
        Zone::ServiceBus => (endpoint.group.as_str(), endpoint.group.as_str()),
        Zone::Storage(part) => (endpoint.group.as_str(), part.word()),
    };
    endpoint
        .zone_configs
        .get(key)
        .cloned()
        .unwrap_or_else(|| default.to_owned())
}

fn configs(
    endpoint: &PrivateEndpoint,
    zones: &[Zone],
    zone_id: &mut dyn FnMut(Zone) -> Option<Expr>,
) -> Option<Vec<Expr>> {
    let of_hub = zones.contains(&Zone::Hub);
    let configs: Vec<Expr> = zones
        .iter()
        .filter_map(|zone| {
            let id = zone_id(*zone)?;
            Some(Expr::map([
                ("name", Expr::text(config_name(endpoint, *zone, of_hub))),
                ("properties", Expr::map([("privateDnsZoneId", id)])),
            ]))
        })
        .collect();
    (!configs.is_empty()).then_some(configs)
}

fn zone_group(
    symbol: Symbol,
    endpoint: &Symbol,
    settings: &PrivateEndpoint,
    configs: Vec<Expr>,
) -> Item {
    Item::Resource(
        Resource::new(symbol, ZONE_GROUP, Expr::text(settings.zone_group.as_str()))
            .child_of(endpoint)
            .body(vec![(
                Key::text("properties"),
                Expr::map([("privateDnsZoneConfigs", Expr::List(configs))]),
            )]),
    )
}

fn resource(
    symbol: Symbol,
    endpoint: &PrivateEndpoint,
    owner: Expr,
    refer: &mut dyn FnMut(&Reference, &str) -> Expr,
    after: Vec<Symbol>,
) -> Resource {
    let mut body = vec![(
        Key::text("location"),
        Expr::text(endpoint.location.as_str()),
    )];
    body.extend(targets::tags(&endpoint.tags));
    let mut properties = vec![(
        Key::text("subnet"),
        Expr::map([("id", refer(&endpoint.subnet, "subnet"))]),
    )];
    if let Some(name) = &endpoint.network_interface {
        properties.push((
            Key::text("customNetworkInterfaceName"),
            Expr::text(name.to_string()),
        ));
    }
    if !endpoint.application_security_groups.is_empty() {
        let groups = endpoint
            .application_security_groups
            .iter()
            .map(|group| Expr::map([("id", refer(group, "application security group"))]))
            .collect();
        properties.push((Key::text("applicationSecurityGroups"), Expr::List(groups)));
    }
    let mut connection = vec![
        (Key::text("privateLinkServiceId"), owner),
        (
            Key::text("groupIds"),
            Expr::texts([endpoint.group.as_str()]),
        ),
    ];
    let list = match &endpoint.manual {
        None => "privateLinkServiceConnections",
        Some(message) => {
            connection.push((Key::text("requestMessage"), Expr::text(message.as_str())));
            "manualPrivateLinkServiceConnections"
        }
    };
    let connection = Expr::map([
        ("name", Expr::text(endpoint.connection.to_string())),
        ("properties", Expr::Map(connection)),
    ]);
    properties.push((Key::text(list), Expr::List(vec![connection])));
    body.push((Key::text("properties"), Expr::Map(properties)));
    Resource::new(
        symbol,
        PRIVATE_ENDPOINT,
        Expr::text(endpoint.name.to_string()),
    )
    .body(body)
    .after(after)
}
