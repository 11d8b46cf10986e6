//! The rights that the one who deploys needs, by place.

use minijinja::{Value, context};

use crate::azure::operations::{self, Operation};
use crate::azure::private_link::Zone;
use crate::azure::resource_types::{
    EVENT_HUBS_NAMESPACE, PRIVATE_DNS_ZONE, SERVICE_BUS_NAMESPACE, STORAGE_ACCOUNT,
};
use crate::intent::Intent;
use crate::intent::reference::Reference;
use crate::intent::settled::{Home, Kind, Origin, Principal, PrivateEndpoint, Target, Zones};
use crate::lower::dns;
use crate::lower::roles::{Grant, grants};
use crate::templates;

use super::by_hand::endpoints;
use super::deploy::{
    existing_zones, is_made_here, is_network_made_here, zones_by_group, zones_in_words,
};
use super::place;
use super::summary::replaces_firewall;
use super::text::{code, listed, printed};

/// An operation as a right, with the role that has it.
fn right(operation: Operation) -> String {
    let name = code(operation.name);
    if operation.role.is_empty() {
        name
    } else {
        format!("{name} ({})", operation.role)
    }
}

/// What somebody must be allowed to do somewhere, and what for.
#[derive(Default)]
struct Rights {
    rows: Vec<(String, String, Vec<String>)>,
}

impl Rights {
    fn need(
        &mut self,
        place: impl Into<String>,
        right: impl Into<String>,
        reason: impl Into<String>,
    ) {
        let (place, right, reason) = (place.into(), right.into(), reason.into());
        match self
            .rows
            .iter_mut()
            .find(|(known, same, _)| *known == place && *same == right)
        {
            Some((_, _, reasons)) => {
                if !reasons.contains(&reason) {
                    reasons.push(reason);
                }
            }
            None => self.rows.push((place, right, vec![reason])),
        }
    }
}

/// The section of the report.
pub(super) fn section(intent: &Intent) -> String {
    let mut rights = Rights::default();
    own_group(intent, &mut rights);
    for (target, endpoint) in endpoints(intent) {
        private_endpoint(intent, target, endpoint, &mut rights);
    }
    zones(intent, &mut rights);
    for target in intent.targets.values() {
        self::target(intent, target, &mut rights);
    }
    identities(intent, &mut rights);
    diagnostics(intent, &mut rights);
    let rows: Vec<Value> = rights
        .rows
        .iter()
        .map(|(place, right, reasons)| {
            context! {
                place => printed(place.as_str()),
                right => printed(right.as_str()),
                reasons => printed(listed(reasons)),
            }
        })
        .collect();
    templates::render("report/rights.md.j2", &context! { rows })
}

fn target_of<'a>(intent: &'a Intent, grant: &Grant) -> Option<&'a Target> {
    grant
        .target
        .as_ref()
        .and_then(|key| intent.targets.get(key))
}

fn own_group(intent: &Intent, rights: &mut Rights) {
    let here = place::group(None);
    let mut makes = vec!["the hub".to_owned()];
    makes.extend(
        intent
            .targets
            .values()
            .filter(|target| target.origin == Origin::Created)
            .map(|target| code(&target.name)),
    );
    if endpoints(intent).iter().any(|(_, one)| one.home.is_none()) {
        makes.push("private endpoints".to_owned());
    }
    if !intent.network.virtual_networks.is_empty() {
        makes.push("networks".to_owned());
    }
    if dns::endpoints(intent)
        .iter()
        .any(|(one, zones)| matches!(one.zones, Zones::Created) && !zones.is_empty())
    {
        makes.push("DNS zones".to_owned());
    }
    rights.need(&here, "Contributor", format!("making {}", listed(&makes)));
    let granted_here: Vec<Grant> = grants(intent)
        .into_iter()
        .filter(|grant| target_of(intent, grant).is_none_or(|target| place::home(target).is_none()))
        .collect();
    if !granted_here.is_empty() {
        rights.need(
            &here,
            right(operations::GRANT),
            "the roles on what is in this group",
        );
    }
    if intent.locked {
        rights.need(&here, right(operations::LOCK), "the lock of the hub");
    }
}

fn private_endpoint(
    intent: &Intent,
    target: Option<&Target>,
    endpoint: &PrivateEndpoint,
    rights: &mut Rights,
) {
    let name = code(&endpoint.name.to_string());
    if let Some(home) = &endpoint.home {
        let there = place::group(Some(home));
        rights.need(
            &there,
            right(operations::DEPLOY),
            "the private endpoints made there",
        );
        rights.need(&there, right(operations::PRIVATE_ENDPOINTS), name.clone());
    }
    if !is_made_here(intent, &endpoint.subnet) {
        rights.need(
            place::subnet(&endpoint.subnet),
            right(operations::JOIN_SUBNET),
            name.clone(),
        );
    }
    for group in &endpoint.application_security_groups {
        rights.need(
            format!("application security group {}", place::referenced(group)),
            right(operations::JOIN_APPLICATION_SECURITY_GROUP),
            name.clone(),
        );
    }
    if endpoint.manual.is_some() {
        return;
    }
    let approval = match target {
        None => Some((
            format!("hub {}", code(&intent.hub.name.to_string())),
            right(operations::APPROVE_HUB_ENDPOINT),
        )),
        Some(target) if target.origin == Origin::Created => None,
        Some(target) => Some((
            format!(
                "{}{}",
                place::target(target),
                place::within(place::home(target))
            ),
            format!(
                "`{}/privateEndpointConnectionsApproval/action`",
                kind(target)
            ),
        )),
    };
    if let Some((where_, right)) = approval {
        rights.need(where_, right, format!("approving {name} at once"));
    }
}

fn kind(target: &Target) -> &'static str {
    match &target.kind {
        Kind::StorageAccount(_) => STORAGE_ACCOUNT.name,
        Kind::EventHubs(_) => EVENT_HUBS_NAMESPACE.name,
        Kind::ServiceBus(_) => SERVICE_BUS_NAMESPACE.name,
    }
}

fn zones(intent: &Intent, rights: &mut Rights) {
    let join = || right(operations::JOIN_NETWORK);
    let network =
        |reference: &Reference| format!("virtual network {}", place::referenced(reference));
    for (home, zones) in zones_by_group(intent) {
        rights.need(
            zones_in_words(&zones, home.as_ref()),
            right(operations::JOIN_ZONE),
            "the records of the private endpoints",
        );
    }
    for (endpoint, zones) in dns::endpoints(intent) {
        let existing = existing_zones(intent, endpoint, &zones);
        let made = |zone: &Zone| dns::is_made(intent, *zone, &endpoint.zones);
        if zones.iter().any(made)
            && !is_made_here(intent, &endpoint.subnet)
            && let Some(reference) = dns::network_of(&endpoint.subnet)
        {
            rights.need(
                network(&reference),
                join(),
                "linking the DNS zones made here",
            );
        }
        for link in &endpoint.link_to {
            if matches!(endpoint.zones, Zones::Unmanaged) || zones.is_empty() {
                continue;
            }
            if !is_network_made_here(intent, &link.network) {
                rights.need(network(&link.network), join(), "linking DNS zones");
            }
            for (_, home) in &existing {
                link_elsewhere(home.as_ref(), rights);
            }
        }
    }
}

fn link_elsewhere(home: Option<&Home>, rights: &mut Rights) {
    let Some(home) = home else { return };
    let there = place::group(Some(home));
    rights.need(
        &there,
        right(operations::DEPLOY),
        "links of the DNS zones there",
    );
    rights.need(
        &there,
        format!("`{}/virtualNetworkLinks/write`", PRIVATE_DNS_ZONE.name),
        "links of the DNS zones there",
    );
}

fn target(intent: &Intent, target: &Target, rights: &mut Rights) {
    let there = format!(
        "{}{}",
        place::target(target),
        place::within(place::home(target))
    );
    let replaced = replaces_firewall(target);
    if target.origin == Origin::Created || replaced {
        for subnet in &target.allow_subnets {
            if !is_made_here(intent, subnet) {
                rights.need(
                    place::subnet(subnet),
                    right(operations::JOIN_SUBNET_BY_SERVICE),
                    format!("the firewall of {}", code(&target.name)),
                );
            }
        }
    }
    if target.origin == Origin::Created {
        return;
    }
    let granted = grants(intent)
        .iter()
        .any(|grant| grant.target.as_deref() == Some(target.key.as_str()));
    if let Some(home) = place::home(target) {
        if granted || replaced {
            rights.need(
                place::group(Some(home)),
                right(operations::DEPLOY),
                "the nested deployments there",
            );
        }
        if granted {
            rights.need(&there, right(operations::GRANT), "the roles on it");
        }
    }
    if replaced {
        rights.need(
            &there,
            format!("`{}/networkRuleSets/write`", kind(target)),
            "its firewall",
        );
    }
    if intent
        .upload
        .as_ref()
        .is_some_and(|upload| upload.target == target.key)
    {
        rights.need(
            &there,
            format!("`{}/listKeys/action`", kind(target)),
            "file upload",
        );
    }
}

fn identities(intent: &Intent, rights: &mut Rights) {
    let reader = |identity: &Reference, rights: &mut Rights| {
        if let Some(home) = identity.home() {
            rights.need(
                place::group(Some(&home)),
                right(operations::DEPLOY),
                "looking up the identity there",
            );
        }
    };
    for identity in &intent.hub.user_identities {
        rights.need(
            format!("identity {}", place::referenced(identity)),
            right(operations::ASSIGN_IDENTITY),
            "giving it to the hub",
        );
    }
    for grant in grants(intent) {
        if let Principal::Identity(identity) = &grant.principal {
            reader(identity, rights);
            rights.need(
                format!("identity {}", place::referenced(identity)),
                right(operations::READ_IDENTITY),
                "granting a role to it",
            );
        }
    }
}

fn diagnostics(intent: &Intent, rights: &mut Rights) {
    for setting in &intent.diagnostics {
        let reason = format!("diagnostic setting {}", code(&setting.name.to_string()));
        if let Some(workspace) = &setting.workspace {
            rights.need(
                format!("workspace {}", place::referenced(workspace)),
                right(operations::WORKSPACE_KEYS),
                reason.clone(),
            );
        }
        if let Some(account) = &setting.storage_account {
            rights.need(
                format!("storage account {}", place::referenced(account)),
                format!("`{}/listKeys/action`", STORAGE_ACCOUNT.name),
                reason.clone(),
            );
        }
        if let Some((rule, _)) = &setting.event_hub {
            let namespace = rule.names().first().map_or("", String::as_str);
            rights.need(
                format!(
                    "authorization rule {} of {}{}",
                    code(rule.name()),
                    code(namespace),
                    place::within(rule.home().as_ref())
                ),
                format!(
                    "`{}/authorizationRules/listkeys/action`",
                    EVENT_HUBS_NAMESPACE.name
                ),
                reason.clone(),
            );
        }
        rights.need(
            format!("hub {}", code(&intent.hub.name.to_string())),
            right(operations::DIAGNOSTIC_SETTING),
            reason,
        );
    }
}
