//! What people still have to do about private endpoints and DNS.

use minijinja::{Value, context};

use crate::azure::private_link::Zone;
use crate::azure::resource_types::IOT_HUB;
use crate::intent::Intent;
use crate::intent::settled::{Home, PrivateEndpoint, Zones};
use crate::lower::dns;
use crate::{targets, templates};

use super::by_hand::{Chore, endpoints};
use super::text::{all_printed, code, listed, printed, prose, sh};
use super::{deploy, place};

/// The private endpoints that somebody must approve.
pub(super) fn approvals(intent: &Intent) -> Option<Chore> {
    let mut names = Vec::new();
    let mut rows: Vec<Value> = Vec::new();
    let hub = intent.hub.name.to_string();
    for (target, endpoint) in endpoints(intent) {
        let Some(message) = &endpoint.manual else {
            continue;
        };
        let name = endpoint.name.to_string();
        let (leads_to, id) = match target {
            None => (
                format!("the hub {}", code(&hub)),
                place::id(None, IOT_HUB.name, &[&hub]),
            ),
            Some(target) => (
                place::target(target),
                place::id(
                    place::home(target),
                    targets::of(&target.kind).resource_type().name,
                    &[&target.name],
                ),
            ),
        };
        rows.push(context! {
            name => printed(code(&name)),
            bare => printed(name.as_str()),
            leads_to => printed(leads_to),
            message => printed(prose(message)),
            id => printed(id),
            description => printed(sh(message)),
            of_hub => target.is_none(),
        });
        names.push(code(&name));
    }
    if rows.is_empty() {
        return None;
    }
    Some(Chore {
        on: format!(
            "private endpoint{} {}",
            if names.len() == 1 { "" } else { "s" },
            listed(&names)
        ),
        before: Vec::new(),
        after: vec![if names.len() == 1 {
            "approve it".to_owned()
        } else {
            "approve them".to_owned()
        }],
        block: templates::render("report/approvals.md.j2", &context! { rows }),
    })
}

/// The endpoints whose records somebody else makes.
pub(super) fn unmanaged_zones(intent: &Intent) -> Option<Chore> {
    let mut names = Vec::new();
    let mut rows: Vec<Value> = Vec::new();
    let mut of_hub = false;
    for (endpoint, zones) in dns::endpoints(intent) {
        if !matches!(endpoint.zones, Zones::Unmanaged) || zones.is_empty() {
            continue;
        }
        let name = endpoint.name.to_string();
        of_hub |= zones.contains(&Zone::Hub);
        let zones: Vec<String> = zones
            .iter()
            .map(|zone| code(&zone.name(intent.cloud)))
            .collect();
        rows.push(context! {
            name => printed(code(&name)),
            group => printed(code(&endpoint.group)),
            zones => printed(listed(&zones)),
            network => printed(network(endpoint)),
            az => printed(place::az(endpoint.home.as_ref())),
            bare => printed(sh(&name)),
        });
        names.push(code(&name));
    }
    if rows.is_empty() {
        return None;
    }
    let context = context! {
        rows,
        of_hub,
        hub_zone => printed(code(&Zone::Hub.name(intent.cloud))),
        events_zone => printed(code(&Zone::ServiceBus.name(intent.cloud))),
    };
    Some(Chore {
        on: format!("DNS of {}", listed(&names)),
        before: vec!["have the policy in place".to_owned()],
        after: vec!["look whether the records are there".to_owned()],
        block: templates::render("report/unmanaged_zones.md.j2", &context),
    })
}

/// Zones that exist and that this deployment does not link to the network of the endpoint.
pub(super) fn existing_zones(intent: &Intent) -> Option<Chore> {
    let mut found: Vec<(String, Option<Home>, Vec<String>)> = Vec::new();
    for (endpoint, zones) in dns::endpoints(intent) {
        let linked = dns::network_of(&endpoint.subnet).is_some_and(|network| {
            endpoint
                .link_to
                .iter()
                .any(|link| link.network.identity() == network.identity())
        });
        if linked {
            continue;
        }
        for (zone, home) in deploy::existing_zones(intent, endpoint, &zones) {
            let network = network(endpoint);
            match found
                .iter_mut()
                .find(|(name, place, _)| *name == zone && *place == home)
            {
                Some((_, _, networks)) => {
                    if !networks.contains(&network) {
                        networks.push(network);
                    }
                }
                None => found.push((zone, home, vec![network])),
            }
        }
    }
    if found.is_empty() {
        return None;
    }
    let rows: Vec<Value> = found
        .iter()
        .map(|(zone, home, networks)| {
            context! {
                zone => printed(code(zone)),
                bare => printed(sh(zone)),
                within => printed(place::group(home.as_ref())),
                az => printed(place::az(home.as_ref())),
                networks => all_printed(networks.iter().map(String::as_str)),
                listed => printed(listed(networks)),
            }
        })
        .collect();
    Some(Chore {
        on: "private DNS zones that exist".to_owned(),
        before: vec!["have them linked to the networks of the endpoints".to_owned()],
        after: Vec::new(),
        block: templates::render("report/existing_zones.md.j2", &context! { rows }),
    })
}

/// The network of an endpoint in words.
fn network(endpoint: &PrivateEndpoint) -> String {
    let name = endpoint.subnet.names().first().map_or("", String::as_str);
    format!(
        "{}{}",
        code(name),
        place::within(endpoint.subnet.home().as_ref())
    )
}
