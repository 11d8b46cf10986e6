//! What people still have to do: the owners of targets that exist, those who approve private endpoints, those who look after DNS.

use minijinja::{Value, context};

use crate::intent::Intent;
use crate::intent::settled::{EntityRef, Home, Kind, Origin, PrivateEndpoint, Target};
use crate::intent::written::{AdmitHub, PublicAccess};
use crate::plan::Plan;
use crate::{targets, templates};

use super::summary::replaces_firewall;
use super::text::{all_printed, code, listed, printed, sh};
use super::{by_hand_network, grants, place};

/// What somebody has to do.
pub(super) struct Chore {
    /// For whom or on what.
    pub(super) on: String,
    /// Before the deployment.
    pub(super) before: Vec<String>,
    /// After it.
    pub(super) after: Vec<String>,
    /// The commands, as Markdown.
    pub(super) block: String,
}

/// The section of the report.
pub(super) fn section(intent: &Intent, plan: &Plan) -> String {
    let mut chores: Vec<Chore> = intent
        .targets
        .values()
        .filter_map(|target| of_target(intent, plan, target))
        .collect();
    chores.extend(by_hand_network::approvals(intent));
    chores.extend(by_hand_network::unmanaged_zones(intent));
    chores.extend(by_hand_network::existing_zones(intent));
    let rows: Vec<Value> = chores
        .iter()
        .map(|chore| {
            context! {
                on => printed(chore.on.as_str()),
                before => printed(chore.before.join("; ")),
                after => printed(chore.after.join("; ")),
            }
        })
        .collect();
    let blocks = chores.iter().map(|chore| chore.block.trim_end());
    let foreign = intent.targets.values().any(needs_opening);
    let context = context! {
        rows,
        blocks => all_printed(blocks),
        foreign,
    };
    templates::render("report/by_hand.md.j2", &context)
}

/// Whether the owner of a target must let the hub in.
fn needs_opening(target: &Target) -> bool {
    target.origin != Origin::Created
        && target.access != PublicAccess::Enabled
        && !replaces_firewall(target)
}

/// The entities of a target that must be there: those that the intent states, and those that it uses.
fn entities(intent: &Intent, target: &Target) -> Vec<EntityRef> {
    let mut all: Vec<EntityRef> = match &target.kind {
        Kind::StorageAccount(storage) => storage
            .containers
            .iter()
            .map(|name| EntityRef::Container(name.to_string()))
            .collect(),
        Kind::EventHubs(namespace) => namespace
            .event_hubs
            .iter()
            .map(|event_hub| EntityRef::EventHub(event_hub.name.to_string()))
            .collect(),
        Kind::ServiceBus(namespace) => namespace
            .queues
            .iter()
            .map(|name| EntityRef::Queue(name.to_string()))
            .chain(
                namespace
                    .topics
                    .iter()
                    .map(|(name, _)| EntityRef::Topic(name.to_string())),
            )
            .collect(),
    };
    let mut used: Vec<EntityRef> = intent
        .endpoints
        .iter()
        .filter(|endpoint| endpoint.target == target.key)
        .map(|endpoint| endpoint.entity.clone())
        .collect();
    let stores = [
        intent
            .upload
            .as_ref()
            .map(|one| (&one.target, &one.container)),
        intent
            .transfer
            .as_ref()
            .map(|one| (&one.target, &one.container)),
    ];
    for (key, container) in stores.into_iter().flatten() {
        if *key == target.key {
            used.push(EntityRef::Container(container.clone()));
        }
    }
    for entity in used {
        if !all.contains(&entity) {
            all.push(entity);
        }
    }
    all
}

/// What the owner of an existing target does.
fn of_target(intent: &Intent, plan: &Plan, target: &Target) -> Option<Chore> {
    let Origin::Existing { home, .. } = &target.origin else {
        return None;
    };
    let home = home.as_ref();
    let entities = entities(intent, target);
    let replaced = replaces_firewall(target);
    let open = target.access == PublicAccess::Enabled;
    let mut before = Vec::new();
    if replaced {
        before.push("keep a copy of the firewall, which is replaced".to_owned());
    } else if !open {
        before.push(match target.admission {
            AdmitHub::TrustedServices => "let trusted services in".to_owned(),
            AdmitHub::ResourceInstance => "let this hub in".to_owned(),
            AdmitHub::Both => "let trusted services and this hub in".to_owned(),
        });
    }
    if !entities.is_empty() {
        let words: Vec<String> = entities.iter().map(grants::entity).collect();
        before.push(format!("have {} there", listed(&words)));
    }
    let block = match &target.kind {
        Kind::StorageAccount(_) => storage_account(intent, target, home, &entities),
        Kind::EventHubs(_) | Kind::ServiceBus(_) => {
            namespace(plan, target, home, &entities, replaced)
        }
    };
    Some(Chore {
        on: format!("{}: {}", code(&target.key), place::target(target)),
        before,
        after: Vec::new(),
        block,
    })
}

fn title(target: &Target, home: Option<&Home>) -> Value {
    printed(format!(
        "{}: {}{}",
        code(&target.key),
        place::target(target),
        place::within(home)
    ))
}

fn storage_account(
    intent: &Intent,
    target: &Target,
    home: Option<&Home>,
    entities: &[EntityRef],
) -> String {
    let hub = intent.hub.name.to_string();
    let upload = intent
        .upload
        .as_ref()
        .is_some_and(|upload| upload.target == target.key);
    let (trusted, instance) = match target.admission {
        AdmitHub::TrustedServices => (true, false),
        AdmitHub::ResourceInstance => (false, true),
        AdmitHub::Both => (true, true),
    };
    let context = context! {
        title => title(target, home),
        az => printed(place::az(home)),
        name => printed(sh(&target.name)),
        closed => target.access != PublicAccess::Enabled,
        trusted,
        instance,
        hub_id => printed(place::id(None, crate::azure::resource_types::IOT_HUB.name, &[&hub])),
        containers => all_printed(entities.iter().map(|entity| sh(entity.name()))),
        upload,
    };
    templates::render("report/storage_account.md.j2", &context)
}

/// What of a namespace the commands need to know.
struct Words {
    /// The group of `az` commands.
    az: &'static str,
    /// The SKUs that have a firewall which knows trusted services.
    skus: &'static str,
}

fn namespace(
    plan: &Plan,
    target: &Target,
    home: Option<&Home>,
    entities: &[EntityRef],
    replaced: bool,
) -> String {
    let words = match &target.kind {
        Kind::EventHubs(_) => Words {
            az: "eventhubs",
            skus: "`Standard` or `Premium`",
        },
        Kind::ServiceBus(_) | Kind::StorageAccount(_) => Words {
            az: "servicebus",
            skus: "`Premium`",
        },
    };
    let named = |wanted: fn(&EntityRef) -> bool| {
        all_printed(
            entities
                .iter()
                .filter(|entity| wanted(entity))
                .map(|entity| sh(entity.name())),
        )
    };
    let firewall = targets::of(&target.kind).firewall(target).map(|(kind, _)| {
        context! {
            id => printed(place::id(home, kind.name, &[&target.name, "default"])),
            api => printed(kind.api),
        }
    });
    let allowed: Vec<String> = target
        .allow_ips
        .iter()
        .map(|ip| code(&ip.to_string()))
        .chain(target.allow_subnets.iter().map(place::subnet))
        .chain(["trusted services".to_owned()])
        .collect();
    let context = context! {
        title => title(target, home),
        az => printed(place::az(home)),
        service => printed(words.az),
        skus => printed(words.skus),
        name => printed(sh(&target.name)),
        closed => target.access != PublicAccess::Enabled,
        replaced,
        firewall => firewall,
        allowed => printed(listed(&allowed)),
        file => printed(sh(&format!("{}-{}-firewall.json", plan.name, target.name))),
        event_hubs => named(|entity| matches!(entity, EntityRef::EventHub(_))),
        queues => named(|entity| matches!(entity, EntityRef::Queue(_))),
        topics => named(|entity| matches!(entity, EntityRef::Topic(_))),
    };
    templates::render("report/namespace.md.j2", &context)
}

/// Every private endpoint of the intent with the target that it leads to; none: the hub.
pub(super) fn endpoints(intent: &Intent) -> Vec<(Option<&Target>, &PrivateEndpoint)> {
    let of_targets = intent
        .targets
        .values()
        .flat_map(|target| target.endpoints.iter().map(move |one| (Some(target), one)));
    of_targets
        .chain(intent.network.endpoints.iter().map(|one| (None, one)))
        .collect()
}
