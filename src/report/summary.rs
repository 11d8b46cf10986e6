//! What is deployed: a paragraph, the picture and the routes.

use minijinja::{Value, context};

use crate::azure::limits::BUILT_IN_ENDPOINT;
use crate::intent::Intent;
use crate::intent::settled::{Actor, Origin, Target};
use crate::intent::written::PublicAccess;
use crate::{targets, templates};

use super::text::{code, counted, listed, printed, prose, sentence};
use super::{diagram, grants, place};

/// The section of the report.
pub(super) fn section(intent: &Intent) -> String {
    let routes: Vec<Value> = intent
        .routes
        .iter()
        .map(|route| {
            let name = code(&route.name.to_string());
            context! {
                name => printed(if route.enabled { name } else { format!("{name} (switched off)") }),
                source => printed(format!("{:?}", route.source)),
                condition => printed(match route.condition.trim() {
                    "true" => "all".to_owned(),
                    condition => code(condition),
                }),
                to => printed(destination(intent, &route.endpoint)),
            }
        })
        .collect();
    let enrichments: Vec<Value> = intent
        .enrichments
        .iter()
        .map(|enrichment| {
            let endpoints: Vec<String> =
                enrichment.endpoints.iter().map(|name| code(name)).collect();
            context! {
                key => printed(code(&enrichment.key.to_string())),
                value => printed(code(&enrichment.value)),
                endpoints => printed(listed(&endpoints)),
            }
        })
        .collect();
    let context = context! {
        description => intent.description.as_ref().map(|text| printed(prose(text))),
        sentences => printed(sentences(intent).join(" ")),
        diagram => printed(diagram::diagram(intent)),
        routes,
        enrichments,
    };
    templates::render("report/summary.md.j2", &context)
}

fn sentences(intent: &Intent) -> Vec<String> {
    let hub = &intent.hub;
    let mut all = vec![format!(
        "IoT hub {} ({:?}, {}) in {}.",
        code(&hub.name.to_string()),
        hub.sku,
        counted(usize::try_from(hub.units).unwrap_or_default(), "unit"),
        code(&intent.location)
    )];
    all.push(way_in(intent));
    all.extend(way_out(intent));
    let (made, existing): (Vec<_>, Vec<_>) = intent
        .targets
        .values()
        .partition(|target| target.origin == Origin::Created);
    let named = |targets: &[&Target]| {
        let names: Vec<String> = targets.iter().map(|target| place::target(target)).collect();
        listed(&names)
    };
    if !made.is_empty() {
        all.push(format!("The deployment makes {}.", named(&made)));
    }
    if !existing.is_empty() {
        let replaced: Vec<String> = existing
            .iter()
            .filter(|target| replaces_firewall(target))
            .map(|target| code(&target.name))
            .collect();
        let (verb, them) = if existing.len() == 1 {
            ("exists", "it")
        } else {
            ("exist", "them")
        };
        let also = if replaced.is_empty() {
            String::new()
        } else {
            format!(", and replaces the firewall of {}", listed(&replaced))
        };
        all.push(format!(
            "{} {verb} already: the deployment grants roles on {them}{also}.",
            sentence(&named(&existing)),
        ));
    }
    all
}

/// Whether the deployment writes the firewall of a target that exists.
pub(super) fn replaces_firewall(target: &Target) -> bool {
    matches!(
        &target.origin,
        Origin::Existing {
            overwrite_firewall: true,
            ..
        }
    ) && targets::of(&target.kind).firewall(target).is_some()
}

fn way_in(intent: &Intent) -> String {
    let network = &intent.network;
    let names: Vec<String> = network
        .endpoints
        .iter()
        .map(|endpoint| code(&endpoint.name.to_string()))
        .collect();
    let private = match names.len() {
        0 => None,
        1 => Some(format!("through the private endpoint {}", listed(&names))),
        _ => Some(format!("through the private endpoints {}", listed(&names))),
    };
    let public = match network.public_access {
        PublicAccess::Disabled => None,
        PublicAccess::AllowList => Some(format!(
            "from the public internet by {}",
            counted(network.allow.len(), "address rule")
        )),
        PublicAccess::Enabled => Some("from the whole public internet".to_owned()),
    };
    match (private, public) {
        (Some(private), None) => {
            format!("It is reached {private} and not from the public internet.")
        }
        (None, None) => {
            "It has no private endpoint and is closed to the public internet: nobody reaches it."
                .to_owned()
        }
        (Some(private), Some(public)) => format!("It is reached {private}, and {public}."),
        (None, Some(public)) => format!("It is reached {public}; it has no private endpoint."),
    }
}

fn way_out(intent: &Intent) -> Vec<String> {
    let mut all = Vec::new();
    if intent.routes.is_empty() && intent.fallback.is_none() {
        all.push("It has no route: messages of devices are dropped.".to_owned());
    } else {
        all.push(format!(
            "It has {}; a message that fits none {}.",
            counted(intent.routes.len(), "route"),
            match &intent.fallback {
                None => "is dropped".to_owned(),
                Some(endpoint) => format!("goes to {}", destination(intent, endpoint)),
            }
        ));
    }
    let mut actors: Vec<String> = Vec::new();
    let uses = intent
        .endpoints
        .iter()
        .map(|endpoint| &endpoint.actor)
        .chain(intent.upload.iter().map(|upload| &upload.actor))
        .chain(intent.transfer.iter().map(|transfer| &transfer.actor));
    for actor in uses {
        let words = match actor {
            Actor::System => "its system-assigned identity".to_owned(),
            Actor::User(index) => intent
                .hub
                .user_identities
                .get(*index)
                .map_or_else(String::new, |identity| {
                    format!("the identity {}", place::referenced(identity))
                }),
        };
        if !actors.contains(&words) {
            actors.push(words);
        }
    }
    if !actors.is_empty() {
        all.push(format!(
            "It signs in at its targets by {}.",
            listed(&actors)
        ));
    }
    if let Some(upload) = &intent.upload
        && let Some(target) = intent.targets.get(&upload.target)
    {
        all.push(format!(
            "Devices upload files to container {} of {}.",
            code(&upload.container),
            place::target(target)
        ));
    }
    if let Some(transfer) = &intent.transfer
        && let Some(target) = intent.targets.get(&transfer.target)
    {
        all.push(format!(
            "Devices are imported from and exported to container {} of {}.",
            code(&transfer.container),
            place::target(target)
        ));
    }
    all
}

/// Where an endpoint leads to, in words.
pub(super) fn destination(intent: &Intent, name: &str) -> String {
    if name.eq_ignore_ascii_case(BUILT_IN_ENDPOINT) {
        return "the built-in endpoint".to_owned();
    }
    let endpoint = intent
        .endpoints
        .iter()
        .find(|endpoint| endpoint.name.to_string() == name);
    let Some(endpoint) = endpoint else {
        return format!("endpoint {}", code(name));
    };
    match intent.targets.get(&endpoint.target) {
        Some(target) => format!(
            "{} of {}",
            grants::entity(&endpoint.entity),
            code(&target.name)
        ),
        None => format!("endpoint {}", code(name)),
    }
}
