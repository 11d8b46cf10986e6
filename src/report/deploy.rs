//! How to deploy: the commands, what must be there before, and what the first deployment does that later ones do not.

use minijinja::context;

use crate::azure::private_link::Zone;
use crate::azure::resource_types;
use crate::intent::Intent;
use crate::intent::reference::Reference;
use crate::intent::settled::{Home, Origin, PrivateEndpoint, Zones};
use crate::intent::written::Cloud;
use crate::lower::dns;
use crate::lower::roles::grants;
use crate::plan::{Plan, Presence};
use crate::{targets, templates};

use super::summary::replaces_firewall;
use super::text::{all_printed, code, counted, listed, printed, sh};
use super::{Written, has_seed, place, reads_identity};

/// The first Bicep that knows `onlyIfNotExists` (Azure/bicep, release notes v0.38.3).
const BICEP_ONCE: &str = "0.38.3";
/// The first Bicep that knows `retryOn` (Azure/bicep, release notes v0.45.6).
const BICEP_RETRY: &str = "0.45.6";

/// The section of the report.
pub(super) fn section(intent: &Intent, plan: &Plan, written: Written) -> String {
    let once = plan
        .root
        .resources()
        .any(|resource| resource.presence == Presence::OnlyIfNotExists);
    let bicep = match (&intent.retry, once) {
        (Some(_), _) => Some(BICEP_RETRY),
        (None, true) => Some(BICEP_ONCE),
        (None, false) => None,
    };
    let cloud = match intent.cloud {
        Cloud::AzureCloud => None,
        Cloud::AzureUSGovernment | Cloud::AzureChinaCloud => Some(format!("{:?}", intent.cloud)),
    };
    let mut beside = vec!["the private endpoints of the hub".to_owned()];
    if intent.network.endpoints.is_empty() {
        beside.clear();
    }
    if !intent.hub.consumer_groups.is_empty() {
        beside.push("its consumer groups".to_owned());
    }
    let roles_first = grants(intent).iter().any(|grant| grant.needed);
    let context = context! {
        name => printed(plan.name.as_str()),
        stem => printed(sh(&plan.name)),
        cloud => cloud.map(printed),
        bicep => bicep.map(printed),
        arm => written.arm,
        written_bicep => written.bicep,
        file => printed(sh(&if written.arm {
            format!("arm/{}.json", plan.name)
        } else {
            format!("bicep/{}.bicep", plan.name)
        })),
        seed => has_seed(plan),
        reads_identity => reads_identity(plan),
        roles_first,
        upload => intent.upload.is_some(),
        settle => (intent.settle > 0 && roles_first)
            .then(|| printed(counted(intent.settle.into(), "empty deployment"))),
        beside => (!beside.is_empty()).then(|| printed(listed(&beside))),
        needs => all_printed(needs(intent)),
    };
    templates::render("report/deploy.md.j2", &context)
}

/// What must be there before the first deployment.
fn needs(intent: &Intent) -> Vec<String> {
    let mut all = vec!["the resource group that is deployed to".to_owned()];
    let mut add = |text: String| {
        if !all.contains(&text) {
            all.push(text);
        }
    };
    for (endpoint, _) in dns::endpoints(intent) {
        if !is_made_here(intent, &endpoint.subnet) {
            add(format!(
                "{}, in {}",
                place::subnet(&endpoint.subnet),
                code(&endpoint.location)
            ));
        }
        if let Some(home) = &endpoint.home {
            add(place::group(Some(home)));
        }
        for group in &endpoint.application_security_groups {
            add(format!(
                "application security group {}",
                place::referenced(group)
            ));
        }
        for link in &endpoint.link_to {
            if !is_network_made_here(intent, &link.network) {
                add(format!(
                    "virtual network {}",
                    place::referenced(&link.network)
                ));
            }
        }
    }
    for (home, zones) in zones_by_group(intent) {
        add(zones_in_words(&zones, home.as_ref()));
    }
    for identity in &intent.hub.user_identities {
        add(format!(
            "user-assigned identity {}",
            place::referenced(identity)
        ));
    }
    for target in intent.targets.values() {
        let closes = target.origin == Origin::Created || replaces_firewall(target);
        for subnet in target.allow_subnets.iter().filter(|_| closes) {
            if !is_made_here(intent, subnet) {
                add(format!(
                    "{}, with the service endpoint {}",
                    place::subnet(subnet),
                    code(resource_types::service(
                        &targets::of(&target.kind).resource_type()
                    ))
                ));
            }
        }
        if let Origin::Existing { home, .. } = &target.origin {
            add(format!(
                "{}{}, with what its owner must do (see below)",
                place::target(target),
                place::within(home.as_ref())
            ));
        }
    }
    for setting in &intent.diagnostics {
        let sinks = [
            ("Log Analytics workspace", &setting.workspace),
            ("storage account", &setting.storage_account),
        ];
        for (noun, sink) in sinks {
            if let Some(sink) = sink {
                add(format!("{noun} {}", place::referenced(sink)));
            }
        }
        if let Some((rule, _)) = &setting.event_hub {
            let namespace = rule.names().first().map_or("", String::as_str);
            add(format!(
                "authorization rule {} of Event Hubs namespace {}{}",
                code(rule.name()),
                code(namespace),
                place::within(rule.home().as_ref())
            ));
        }
    }
    all
}

/// The zones that an endpoint expects to find, by name, with the group they are in.
pub(super) fn existing_zones(
    intent: &Intent,
    endpoint: &PrivateEndpoint,
    zones: &[Zone],
) -> Vec<(String, Option<Home>)> {
    let name = |zone: &Zone| zone.name(intent.cloud);
    match &endpoint.zones {
        Zones::Created | Zones::Unmanaged => Vec::new(),
        Zones::In(home) => zones
            .iter()
            .filter(|zone| !dns::is_made(intent, **zone, &endpoint.zones))
            .map(|zone| (name(zone), home.clone()))
            .collect(),
        Zones::Ids(ids) => zones
            .iter()
            .filter_map(|zone| {
                let name = name(zone);
                let id = ids
                    .iter()
                    .find(|id| id.name().eq_ignore_ascii_case(&name))?;
                Some((name, id.home()))
            })
            .collect(),
    }
}

/// The zones that must be there, by the group they are in.
pub(super) fn zones_by_group(intent: &Intent) -> Vec<(Option<Home>, Vec<String>)> {
    let mut found: Vec<(Option<Home>, Vec<String>)> = Vec::new();
    for (endpoint, zones) in dns::endpoints(intent) {
        for (zone, home) in existing_zones(intent, endpoint, &zones) {
            match found.iter_mut().find(|(known, _)| *known == home) {
                Some((_, names)) => {
                    if !names.contains(&zone) {
                        names.push(zone);
                    }
                }
                None => found.push((home, vec![zone])),
            }
        }
    }
    found
}

/// Zones of one group in words.
pub(super) fn zones_in_words(zones: &[String], home: Option<&Home>) -> String {
    let names: Vec<String> = zones.iter().map(|zone| code(zone)).collect();
    let noun = if names.len() == 1 { "zone" } else { "zones" };
    format!(
        "private DNS {noun} {}{}",
        listed(&names),
        place::within(home)
    )
}

/// Whether the template makes the network of a subnet.
pub(super) fn is_made_here(intent: &Intent, subnet: &Reference) -> bool {
    subnet.home().is_none()
        && subnet.names().first().is_some_and(|name| {
            intent
                .network
                .virtual_networks
                .keys()
                .any(|own| own.eq_ignore_ascii_case(name))
        })
}

/// Whether the template makes a network.
pub(super) fn is_network_made_here(intent: &Intent, network: &Reference) -> bool {
    is_made_here(intent, network)
}
