//! The hub: its first write, its full write, and what both say alike.

use crate::azure::limits::BUILT_IN_ENDPOINT;
use crate::azure::resource_types::{IOT_HUB, IOT_HUB_PREVIEW};
use crate::intent::Intent;
use crate::intent::settled::Queueing;
use crate::intent::written::{Outbound, PublicAccess, Right};
use crate::plan::{Expr, Key, Piece, ResourceType};
use crate::targets;

use super::routing;

/// Which write of the hub.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Write {
    /// The first one, which makes the identity: sealed, without endpoints, routes and upload.
    Seed,
    /// The full one.
    Full,
}

/// The hub's type at the version that knows everything the intent asks for.
pub(super) fn kind(intent: &Intent) -> ResourceType {
    if intent.hub.preview {
        IOT_HUB_PREVIEW
    } else {
        IOT_HUB
    }
}

/// Everything below the hub's name. `upload` is the binding of the upload account, for the full write.
pub(super) fn body(intent: &Intent, write: Write, upload: Option<Expr>) -> Vec<(Key, Expr)> {
    let hub = &intent.hub;
    let mut body = vec![(Key::text("location"), Expr::text(intent.location.as_str()))];
    body.extend(targets::tags(&hub.tags));
    let sku = Expr::map([
        ("name", Expr::text(format!("{:?}", hub.sku))),
        ("capacity", hub.units.into()),
    ]);
    body.push((Key::text("sku"), sku));
    body.extend(identity(intent));
    let mut properties = switches(intent);
    match write {
        Write::Seed => properties.push((
            Key::text("routing"),
            Expr::map([("fallbackRoute", routing::fallback(None))]),
        )),
        Write::Full => {
            if let Some(settings) = &hub.cloud_to_device {
                let value = Expr::map([
                    ("maxDeliveryCount", settings.max_delivery_count.into()),
                    (
                        "defaultTtlAsIso8601",
                        Expr::text(settings.default_ttl.as_str()),
                    ),
                    ("feedback", queueing(&settings.feedback)),
                ]);
                properties.push((Key::text("cloudToDevice"), value));
            }
            properties.push((Key::text("routing"), routing::routing(intent)));
            if let Some(binding) = upload {
                properties.push((
                    Key::text("storageEndpoints"),
                    Expr::map([("$default", binding)]),
                ));
            }
            if let Some(notifications) = &intent.notifications {
                properties.push((
                    Key::text("enableFileUploadNotifications"),
                    notifications.enabled.into(),
                ));
                if let Some(settings) = &notifications.queueing {
                    let value = Expr::map([("fileNotifications", queueing(settings))]);
                    properties.push((Key::text("messagingEndpoints"), value));
                }
            }
        }
    }
    body.push((Key::text("properties"), Expr::Map(properties)));
    body
}

fn identity(intent: &Intent) -> Option<(Key, Expr)> {
    let hub = &intent.hub;
    let word = match (hub.system_identity, hub.user_identities.is_empty()) {
        (true, true) => "SystemAssigned",
        (true, false) => "SystemAssigned, UserAssigned",
        (false, false) => "UserAssigned",
        (false, true) => return None,
    };
    let mut identity = vec![(Key::text("type"), word.into())];
    if !hub.user_identities.is_empty() {
        let users = hub.user_identities.iter().map(|user| {
            let key = match user.id() {
                Expr::Text(text) => Key::Text(text),
                id => Key::Computed(id),
            };
            (key, Expr::Map(Vec::new()))
        });
        identity.push((
            Key::text("userAssignedIdentities"),
            Expr::Map(users.collect()),
        ));
    }
    Some((Key::text("identity"), Expr::Map(identity)))
}

/// What both writes say alike.
fn switches(intent: &Intent) -> Vec<(Key, Expr)> {
    let hub = &intent.hub;
    let network = &intent.network;
    let mut switches: Vec<(Key, Expr)> = vec![
        (
            Key::text("minTlsVersion"),
            Expr::text(hub.min_tls_version.as_str()),
        ),
        (Key::text("disableLocalAuth"), (!hub.service_sas).into()),
    ];
    if let Some(allowed) = hub.device_sas {
        switches.push((Key::text("disableDeviceSAS"), (!allowed).into()));
    }
    if let Some(allowed) = hub.module_sas {
        switches.push((Key::text("disableModuleSAS"), (!allowed).into()));
    }
    let public = match network.public_access {
        PublicAccess::Disabled => "Disabled",
        PublicAccess::AllowList | PublicAccess::Enabled => "Enabled",
    };
    switches.push((Key::text("publicNetworkAccess"), public.into()));
    switches.extend(rule_set(intent));
    if network.outbound == Outbound::Restricted {
        switches.push((Key::text("restrictOutboundNetworkAccess"), true.into()));
        switches.push((
            Key::text("allowedFqdnList"),
            Expr::List(allowed_hosts(intent)),
        ));
    }
    let events = Expr::map([
        ("partitionCount", hub.partitions.into()),
        ("retentionTimeInDays", hub.retention_days.into()),
    ]);
    switches.push((
        Key::text("eventHubEndpoints"),
        Expr::map([(BUILT_IN_ENDPOINT, events)]),
    ));
    if let Some(stays) = hub.data_residency {
        switches.push((Key::text("enableDataResidency"), stays.into()));
    }
    if let Some(policies) = &hub.authorization_policies {
        let policies = policies.iter().map(|(name, rights)| {
            Expr::map([
                ("keyName", Expr::text(name.as_str())),
                ("rights", Expr::text(joined(rights))),
            ])
        });
        switches.push((
            Key::text("authorizationPolicies"),
            Expr::List(policies.collect()),
        ));
    }
    if let Some(comments) = &hub.comments {
        switches.push((Key::text("comments"), Expr::text(comments.as_str())));
    }
    switches
}

/// The address rules. The free tier cannot cover the built-in endpoint: there a rule set is written only when addresses are listed.
fn rule_set(intent: &Intent) -> Option<(Key, Expr)> {
    let network = &intent.network;
    let free = crate::azure::limits::sku(intent.hub.sku).free;
    if free && network.allow.is_empty() {
        return None;
    }
    let rules = network.allow.iter().map(|(name, ip)| {
        Expr::map([
            ("filterName", Expr::text(name.to_string())),
            ("action", "Allow".into()),
            ("ipMask", Expr::text(ip.to_string())),
        ])
    });
    let action = match network.public_access {
        PublicAccess::Disabled | PublicAccess::AllowList => "Deny",
        PublicAccess::Enabled => "Allow",
    };
    let value = Expr::map([
        ("defaultAction", action.into()),
        (
            "applyToBuiltInEventHubEndpoint",
            network.covers_built_in.into(),
        ),
        ("ipRules", Expr::List(rules.collect())),
    ]);
    Some((Key::text("networkRuleSets"), value))
}

/// The hosts of the targets that the hub writes to, in order of the targets, then the intent's own, each once.
fn allowed_hosts(intent: &Intent) -> Vec<Expr> {
    let mut hosts = Vec::new();
    let mut seen = Vec::new();
    for target in super::used_targets(intent) {
        let pieces = targets::of(&target.kind).host(&target.name, intent.cloud);
        seen.push(literal(&pieces, intent));
        hosts.push(join(pieces));
    }
    for host in &intent.network.allowed_fqdns {
        if !seen
            .iter()
            .any(|other| other.eq_ignore_ascii_case(host.as_str()))
        {
            seen.push(host.to_string());
            hosts.push(Expr::text(host.as_str()));
        }
    }
    hosts
}

/// The text of pieces in which the only hole is the cloud's storage suffix.
fn literal(pieces: &[Piece], intent: &Intent) -> String {
    let suffix = crate::azure::clouds::hosts(intent.cloud).storage;
    pieces
        .iter()
        .map(|piece| match piece {
            Piece::Text(text) => text.as_str(),
            Piece::Hole(_) => suffix,
        })
        .collect()
}

/// Pieces as one value: text where nothing is a hole.
pub(super) fn join(pieces: Vec<Piece>) -> Expr {
    match &pieces[..] {
        [Piece::Text(text)] => Expr::text(text.as_str()),
        _ => Expr::Join(pieces),
    }
}

/// Rights of a policy in the one order and spelling that Azure knows.
fn joined(rights: &[Right]) -> String {
    let words: Vec<String> = rights.iter().map(|right| format!("{right:?}")).collect();
    words.join(", ")
}

fn queueing(settings: &Queueing) -> Expr {
    Expr::map([
        (
            "lockDurationAsIso8601",
            Expr::text(settings.lock_duration.as_str()),
        ),
        ("ttlAsIso8601", Expr::text(settings.ttl.as_str())),
        ("maxDeliveryCount", settings.max_delivery_count.into()),
    ])
}
