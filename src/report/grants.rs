//! Who may do what: every role that the deployment grants, and what it is for.

use minijinja::{Value, context};

use crate::azure::roles::by_guid;
use crate::intent::Intent;
use crate::intent::settled::{Actor, EntityRef, Principal};
use crate::intent::written::PrincipalType;
use crate::lower::roles::{Grant, grants};
use crate::templates;

use super::place;
use super::text::{code, listed, printed, prose};

/// The section of the report.
pub(super) fn section(intent: &Intent) -> String {
    let rows: Vec<Value> = grants(intent)
        .iter()
        .map(|grant| {
            context! {
                who => printed(who(&grant.principal)),
                role => printed(role(grant)),
                on => printed(on(intent, grant)),
                why => printed(why(intent, grant)),
            }
        })
        .collect();
    templates::render("report/grants.md.j2", &context! { rows })
}

/// A principal in words.
pub(super) fn who(principal: &Principal) -> String {
    match principal {
        Principal::Hub => "the hub's system-assigned identity".to_owned(),
        Principal::Identity(identity) => {
            format!("the identity {}", place::referenced(identity))
        }
        Principal::Object(id, kind) => {
            let noun = match kind {
                PrincipalType::User => "the user",
                PrincipalType::Group => "the group",
                PrincipalType::ServicePrincipal => "the service principal",
                PrincipalType::ForeignGroup => "the foreign group",
                PrincipalType::Device => "the device",
            };
            format!("{noun} {}", code(id.as_str()))
        }
    }
}

fn role(grant: &Grant) -> String {
    match grant
        .role_name
        .or_else(|| by_guid(&grant.role).map(|role| role.name))
    {
        Some(name) => name.to_owned(),
        None => format!("role {}", code(&grant.role)),
    }
}

/// An entity in words.
pub(super) fn entity(entity: &EntityRef) -> String {
    let noun = match entity {
        EntityRef::Container(_) => "container",
        EntityRef::EventHub(_) => "event hub",
        EntityRef::Queue(_) => "queue",
        EntityRef::Topic(_) => "topic",
    };
    format!("{noun} {}", code(entity.name()))
}

fn on(intent: &Intent, grant: &Grant) -> String {
    let Some(target) = grant
        .target
        .as_ref()
        .and_then(|key| intent.targets.get(key))
    else {
        return format!("hub {}", code(intent.hub.name.to_string().as_str()));
    };
    let within = place::within(place::home(target));
    match &grant.entity {
        None => format!("{}{within}", place::target(target)),
        Some(one) => format!("{} of {}{within}", entity(one), place::target(target)),
    }
}

/// What a grant is for.
fn why(intent: &Intent, grant: &Grant) -> String {
    let mut uses: Vec<String> = Vec::new();
    if grant.needed {
        let acts = |actor: &Actor| match (&grant.principal, actor) {
            (Principal::Hub, Actor::System) => true,
            (Principal::Identity(identity), Actor::User(index)) => intent
                .hub
                .user_identities
                .get(*index)
                .is_some_and(|own| own.identity() == identity.identity()),
            (Principal::Hub | Principal::Identity(_) | Principal::Object(..), _) => false,
        };
        let here = |target: &str, name: &str| {
            grant.target.as_deref() == Some(target)
                && grant
                    .entity
                    .as_ref()
                    .is_none_or(|entity| entity.name() == name)
        };
        let endpoints: Vec<String> = intent
            .endpoints
            .iter()
            .filter(|endpoint| {
                acts(&endpoint.actor)
                    && grant.target.as_deref() == Some(endpoint.target.as_str())
                    && grant
                        .entity
                        .as_ref()
                        .is_none_or(|entity| *entity == endpoint.entity)
            })
            .map(|endpoint| code(&endpoint.name.to_string()))
            .collect();
        match endpoints.len() {
            0 => {}
            1 => uses.push(format!("endpoint {}", listed(&endpoints))),
            _ => uses.push(format!("endpoints {}", listed(&endpoints))),
        }
        if let Some(upload) = &intent.upload
            && acts(&upload.actor)
            && here(&upload.target, &upload.container)
        {
            uses.push("file upload".to_owned());
        }
        if let Some(transfer) = &intent.transfer
            && acts(&transfer.actor)
            && here(&transfer.target, &transfer.container)
        {
            uses.push("import and export of devices".to_owned());
        }
    }
    if uses.is_empty() {
        return grant.description.as_ref().map_or_else(
            || "the intent asks for it".to_owned(),
            |description| format!("the intent asks for it: {}", prose(description)),
        );
    }
    listed(&uses)
}
