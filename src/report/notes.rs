//! What to know before and after: only what applies to this intent. Facts and their sources: `docs/facts.md`, and the pages of the
//! rules; where the service's own word is missing, the text says so.

use minijinja::{Value, context};

use crate::azure::limits::{self, BUILT_IN_ENDPOINT, EVENT_GRID_ROUTE, LOG_GROUPS};
use crate::azure::resource_types::IOT_HUB;
use crate::intent::Intent;
use crate::intent::settled::{Actor, Kind, Origin, Zones};
use crate::intent::written::{AdmitHub, BuiltInEndpoint, Outbound, PublicAccess};
use crate::lower::dns;
use crate::lower::{roles::grants, used_targets};
use crate::plan::{Plan, Presence};
use crate::templates;

use super::text::{code, listed, printed, prose, sh};
use super::{by_hand, has_seed, jobs, place, reads_identity, seal};

/// The section of the report.
pub(super) fn section(intent: &Intent, plan: &Plan) -> String {
    let hub = intent.hub.name.to_string();
    let seed = has_seed(plan);
    let roles_first = grants(intent).iter().any(|grant| grant.needed);
    let built_in_used = intent.hub.built_in_endpoint == BuiltInEndpoint::Private
        || !intent.hub.consumer_groups.is_empty()
        || intent
            .routes
            .iter()
            .map(|route| route.endpoint.as_str())
            .chain(intent.fallback.as_deref())
            .any(|name| name.eq_ignore_ascii_case(BUILT_IN_ENDPOINT));
    let suppressed: Vec<Value> = intent
        .suppressed
        .iter()
        .map(|(rule, reason)| {
            context! { rule => printed(code(rule)), reason => printed(prose(reason)) }
        })
        .collect();
    let context = context! {
        seed,
        reads_identity => reads_identity(plan),
        hub => printed(code(&hub)),
        hub_name => printed(sh(&hub)),
        az => printed(place::az(None)),
        user_too => !intent.hub.user_identities.is_empty(),
        roles_first,
        settle => printed(intent.settle.to_string()),
        most => printed(limits::SETTLE.0.end().to_string()),
        retry => intent.retry.as_ref().map(|(codes, count)| {
            let codes: Vec<String> = codes.iter().map(|one| code(one)).collect();
            context! { codes => printed(listed(&codes)), count => printed(count.to_string()) }
        }),
        once => names_once(plan),
        residency => intent.hub.data_residency.is_some(),
        event_grid => intent
            .routes
            .iter()
            .any(|route| route.name.to_string() == EVENT_GRID_ROUTE.0),
        event_grid_route => printed(code(EVENT_GRID_ROUTE.0)),
        networks => some(
            intent.network.virtual_networks.keys().map(|name| code(name)),
        ),
        zones_made => some(zones_made(intent)),
        pending => by_hand::endpoints(intent)
            .iter()
            .any(|(_, one)| one.manual.is_some() && !matches!(one.zones, Zones::Unmanaged)),
        disabled => intent.network.public_access == PublicAccess::Disabled,
        no_private_endpoint => intent.network.public_access == PublicAccess::Disabled
            && intent.network.endpoints.is_empty(),
        service_sas => intent.hub.service_sas,
        local_consumers => !intent.hub.service_sas && built_in_used,
        restricted_built_in => intent.network.outbound == Outbound::Restricted && built_in_used,
        json => some(
            intent
                .endpoints
                .iter()
                .filter(|one| one.blobs.as_ref().is_some_and(|blobs| blobs.encoding == "JSON"))
                .map(|one| code(&one.name.to_string())),
        ),
        blobs => intent.endpoints.iter().any(|one| one.blobs.is_some()),
        upload => upload(intent),
        transfer => transfer(intent),
        unseen => !sees_routes(intent),
        private_endpoints => !intent.network.endpoints.is_empty(),
        trusted => some(trusted(intent)),
        other_subscriptions => some(other_subscriptions(intent)),
        doubtful => some(seal::doubtful(intent)),
        preview => intent.hub.preview,
        lock => intent.locked,
        lock_id => printed(place::id(None, IOT_HUB.name, &[&hub])),
        suppressed,
    };
    templates::render("report/notes.md.j2", &context)
}

/// Names as a list in words; none where there are none.
fn some(names: impl IntoIterator<Item = String>) -> Option<Value> {
    let names: Vec<String> = names.into_iter().collect();
    (!names.is_empty()).then(|| printed(listed(&names)))
}

/// Whether a diagnostic setting tells of failing routes and of devices that come and go.
fn sees_routes(intent: &Intent) -> bool {
    let logs = |wanted: &str| {
        intent.diagnostics.iter().any(|setting| {
            setting
                .logs
                .iter()
                .any(|log| log == wanted || log == LOG_GROUPS[0])
        })
    };
    logs("Routes") && logs("Connections")
}

/// Namespaces whose first write is skipped when they exist.
fn names_once(plan: &Plan) -> Option<Value> {
    let names = plan
        .root
        .resources()
        .filter(|resource| {
            resource.presence == Presence::OnlyIfNotExists && resource.kind.name != IOT_HUB.name
        })
        .map(|resource| super::step::name(&plan.root, &resource.name, ""))
        .map(|name| code(&name));
    some(names)
}

/// The networks to which zones made here are linked.
fn zones_made(intent: &Intent) -> Vec<String> {
    let mut names = Vec::new();
    for (endpoint, zones) in dns::endpoints(intent) {
        if !zones
            .iter()
            .any(|zone| dns::is_made(intent, *zone, &endpoint.zones))
        {
            continue;
        }
        let networks = dns::network_of(&endpoint.subnet)
            .into_iter()
            .chain(endpoint.link_to.iter().map(|link| link.network.clone()));
        for network in networks {
            let name = code(network.name());
            if !names.contains(&name) {
                names.push(name);
            }
        }
    }
    names
}

fn upload(intent: &Intent) -> Option<Value> {
    let upload = intent.upload.as_ref()?;
    let target = intent.targets.get(&upload.target)?;
    Some(context! {
        account => printed(code(&target.name)),
        private => target.endpoints.iter().any(|one| one.group == "blob"),
        open => target.access == PublicAccess::Enabled,
    })
}

fn transfer(intent: &Intent) -> Option<Value> {
    let transfer = intent.transfer.as_ref()?;
    let hub = intent.hub.name.to_string();
    let api = if intent.hub.preview {
        crate::azure::resource_types::IOT_HUB_PREVIEW.api
    } else {
        IOT_HUB.api
    };
    Some(context! {
        id => printed(place::id(None, IOT_HUB.name, &[&hub])),
        api => printed(api),
        import => printed(jobs::IMPORT),
        export => printed(jobs::EXPORT),
        exclude_keys => transfer.exclude_keys,
        user => matches!(transfer.actor, Actor::User(_)),
    })
}

/// Storage accounts that are made here and let all trusted services in.
fn trusted(intent: &Intent) -> Vec<String> {
    intent
        .targets
        .values()
        .filter(|target| {
            target.origin == Origin::Created
                && target.access != PublicAccess::Enabled
                && matches!(target.kind, Kind::StorageAccount(_))
                && matches!(target.admission, AdmitHub::TrustedServices | AdmitHub::Both)
        })
        .map(|target| code(&target.name))
        .collect()
}

fn other_subscriptions(intent: &Intent) -> Vec<String> {
    used_targets(intent)
        .iter()
        .filter(|target| {
            target.access != PublicAccess::Enabled
                && place::home(target).is_some_and(|home| home.subscription.is_some())
        })
        .map(|target| code(&target.name))
        .collect()
}
