//! The hub's routing: endpoints, routes, enrichments, fallback.

use crate::azure::limits::BUILT_IN_ENDPOINT;
use crate::intent::Intent;
use crate::intent::settled::{Actor, Endpoint, Home, Origin, Target};
use crate::plan::{Expr, Func, Key, Piece};
use crate::targets;

use super::hub::join;

/// The lists of endpoints, in the order in which Azure's documentation has them.
const LISTS: [&str; 4] = [
    "storageContainers",
    "eventHubs",
    "serviceBusQueues",
    "serviceBusTopics",
];

/// `routing` of the full write.
pub(super) fn routing(intent: &Intent) -> Expr {
    let mut routing = Vec::new();
    let mut lists = Vec::new();
    for list in LISTS {
        let endpoints: Vec<Expr> = intent
            .endpoints
            .iter()
            .filter_map(|endpoint| {
                let target = intent.targets.get(&endpoint.target)?;
                let (own, _) = targets::of(&target.kind).routing_keys(&endpoint.entity);
                (own == list).then(|| self::endpoint(intent, endpoint, target))
            })
            .collect();
        if !endpoints.is_empty() {
            lists.push((Key::text(list), Expr::List(endpoints)));
        }
    }
    if !lists.is_empty() {
        routing.push((Key::text("endpoints"), Expr::Map(lists)));
    }
    let routes: Vec<Expr> = intent
        .routes
        .iter()
        .map(|route| {
            Expr::map([
                ("name", Expr::text(route.name.to_string())),
                ("source", Expr::text(format!("{:?}", route.source))),
                ("condition", Expr::text(route.condition.as_str())),
                ("endpointNames", Expr::texts([route.endpoint.as_str()])),
                ("isEnabled", route.enabled.into()),
            ])
        })
        .collect();
    if !routes.is_empty() {
        routing.push((Key::text("routes"), Expr::List(routes)));
    }
    let enrichments: Vec<Expr> = intent
        .enrichments
        .iter()
        .map(|enrichment| {
            Expr::map([
                ("key", Expr::text(enrichment.key.to_string())),
                ("value", Expr::text(enrichment.value.as_str())),
                (
                    "endpointNames",
                    Expr::texts(enrichment.endpoints.iter().map(String::as_str)),
                ),
            ])
        })
        .collect();
    if !enrichments.is_empty() {
        routing.push((Key::text("enrichments"), Expr::List(enrichments)));
    }
    routing.push((
        Key::text("fallbackRoute"),
        fallback(intent.fallback.as_deref()),
    ));
    Expr::Map(routing)
}

/// The fallback route, always written out: what its absence means differs between API versions.
pub(super) fn fallback(endpoint: Option<&str>) -> Expr {
    Expr::map([
        ("name", "$fallback".into()),
        ("source", "DeviceMessages".into()),
        ("condition", "true".into()),
        (
            "endpointNames",
            Expr::texts([endpoint.unwrap_or(BUILT_IN_ENDPOINT)]),
        ),
        ("isEnabled", endpoint.is_some().into()),
    ])
}

fn endpoint(intent: &Intent, endpoint: &Endpoint, target: &Target) -> Expr {
    let kind = targets::of(&target.kind);
    let mut body = vec![(Key::text("name"), Expr::text(endpoint.name.to_string()))];
    body.extend(authentication(intent, &endpoint.actor));
    let mut address = vec![Piece::Text(format!("{}://", kind.scheme()))];
    address.extend(kind.host(&target.name, intent.cloud));
    body.push((Key::text("endpointUri"), join(merge(address))));
    let (_, entity_key) = kind.routing_keys(&endpoint.entity);
    body.push((Key::text(entity_key), Expr::text(endpoint.entity.name())));
    if let Some(blobs) = &endpoint.blobs {
        body.push((Key::text("encoding"), blobs.encoding.into()));
        body.push((
            Key::text("fileNameFormat"),
            Expr::text(blobs.file_name_format.as_str()),
        ));
        body.push((
            Key::text("batchFrequencyInSeconds"),
            number(blobs.batch_frequency),
        ));
        body.push((
            Key::text("maxChunkSizeInBytes"),
            number(blobs.max_chunk_size),
        ));
    }
    // Without these two the portal shows the endpoint as unhealthy (terraform-provider-azurerm#14304).
    let home = home(target);
    body.push((
        Key::text("subscriptionId"),
        match home.and_then(|home| home.subscription.as_ref()) {
            Some(subscription) => Expr::text(subscription.as_str()),
            None => Expr::call_member(Func::Subscription, &["subscriptionId"]),
        },
    ));
    body.push((
        Key::text("resourceGroup"),
        match home {
            Some(home) => Expr::text(home.resource_group.as_str()),
            None => Expr::call_member(Func::ResourceGroup, &["name"]),
        },
    ));
    Expr::Map(body)
}

/// Where a target is; none: in the deployment's own group.
pub(crate) fn home(target: &Target) -> Option<&Home> {
    match &target.origin {
        Origin::Created => None,
        Origin::Existing { home, .. } => home.as_ref(),
    }
}

/// How the hub signs in: always by an identity, never by a key.
pub(super) fn authentication(intent: &Intent, actor: &Actor) -> Vec<(Key, Expr)> {
    let mut keys = vec![(Key::text("authenticationType"), "identityBased".into())];
    if let Actor::User(index) = actor {
        let id = intent.hub.user_identities[*index].id();
        keys.push((
            Key::text("identity"),
            Expr::map([("userAssignedIdentity", id)]),
        ));
    }
    keys
}

/// Neighbouring texts as one.
fn merge(pieces: Vec<Piece>) -> Vec<Piece> {
    let mut merged: Vec<Piece> = Vec::new();
    for piece in pieces {
        match (merged.last_mut(), piece) {
            (Some(Piece::Text(text)), Piece::Text(more)) => text.push_str(&more),
            (_, piece) => merged.push(piece),
        }
    }
    merged
}

fn number(value: u64) -> Expr {
    Expr::Int(i64::try_from(value).unwrap_or(i64::MAX))
}
