//! Networks that the template makes.

use crate::azure::resource_types::{self, VIRTUAL_NETWORK};
use crate::intent::Intent;
use crate::plan::{Expr, Item, Key, Resource};
use crate::targets;
use crate::values::Name;

use super::frame::Frame;

/// Makes the networks, with the service endpoints that firewalls ask for.
pub(super) fn make(frame: &mut Frame<'_>) {
    let intent = frame.intent;
    let mut items = Vec::new();
    for network in intent.network.virtual_networks.values() {
        let mut body = vec![(Key::text("location"), Expr::text(network.location.as_str()))];
        body.extend(targets::tags(&network.tags));
        let prefixes = Expr::texts(network.prefixes.iter().map(ToString::to_string));
        let mut properties = vec![(
            Key::text("addressSpace"),
            Expr::map([("addressPrefixes", prefixes)]),
        )];
        if !network.subnets.is_empty() {
            let subnets = network.subnets.iter().map(|(name, prefix)| {
                let mut settings =
                    vec![(Key::text("addressPrefix"), Expr::text(prefix.to_string()))];
                let services = service_endpoints(intent, &network.name.to_string(), name.as_str());
                if !services.is_empty() {
                    let services = services
                        .into_iter()
                        .map(|service| Expr::map([("service", service.into())]));
                    settings.push((
                        Key::text("serviceEndpoints"),
                        Expr::List(services.collect()),
                    ));
                }
                Expr::map([
                    ("name", Expr::text(name.to_string())),
                    ("properties", Expr::Map(settings)),
                ])
            });
            properties.push((Key::text("subnets"), Expr::List(subnets.collect())));
        }
        body.push((Key::text("properties"), Expr::Map(properties)));
        items.push(Item::Resource(
            Resource::new(
                frame.symbols.claim(&[&network.name.to_string()]),
                VIRTUAL_NETWORK,
                Expr::text(network.name.to_string()),
            )
            .body(body),
        ));
    }
    frame.section("Network", items);
}

/// The services whose firewalls name a subnet that the template makes: without a service endpoint in the subnet they refuse it.
fn service_endpoints(intent: &Intent, network: &str, subnet: &str) -> Vec<&'static str> {
    let mut services = Vec::new();
    for target in intent.targets.values() {
        let named = target.allow_subnets.iter().any(|reference| {
            reference.home().is_none()
                && matches!(reference.names(), [own_network, own_subnet]
                    if own_network.eq_ignore_ascii_case(network) && own_subnet.eq_ignore_ascii_case(subnet))
        });
        let service = resource_types::service(&targets::of(&target.kind).resource_type());
        if named && !services.contains(&service) {
            services.push(service);
        }
    }
    services
}
