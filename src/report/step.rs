//! A step of a plan in words: what kind of step it is, what it makes, and why one kind waits for another.

use crate::azure::private_link::HUB_GROUP;
use crate::azure::resource_types::{
    CONTAINER, DIAGNOSTIC_SETTING, EVENT_HUB, EVENT_HUB_CONSUMER_GROUP, EVENT_HUBS_NAMESPACE,
    EVENT_HUBS_RULE_SET, HUB_CONSUMER_GROUP, IOT_HUB, LOCK, PRIVATE_DNS_ZONE, PRIVATE_ENDPOINT,
    QUEUE, ROLE_ASSIGNMENT, SERVICE_BUS_NAMESPACE, SERVICE_BUS_RULE_SET, STORAGE_ACCOUNT, TOPIC,
    TOPIC_SUBSCRIPTION, USER_ASSIGNED_IDENTITY, VIRTUAL_NETWORK, ZONE_GROUP, ZONE_LINK,
};
use crate::plan::{Expr, Item, Module, Piece, Placement, Presence, Resource, Template};
use crate::verify::facts::{below, entry, list};

use super::text::{code, counted, listed};

/// What kind of step it is, as far as order is concerned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Network,
    Zone,
    ZoneLink,
    /// An account or a namespace.
    Target,
    /// A namespace that is written in full after its firewall.
    TargetFull,
    Firewall,
    /// A container, event hub, queue, topic or something below one.
    Entity,
    TargetEndpoint,
    TargetRecords,
    /// The hub's first write.
    Seed,
    /// The hub's full write.
    Hub,
    HubEndpoint,
    HubRecords,
    HubConsumers,
    /// Reads the id of an identity.
    Reader,
    /// Roles of an identity.
    Roles,
    /// Roles of others.
    Access,
    Settle,
    Diagnostics,
    Lock,
    Other,
}

/// Why a step of one of the first kinds waits for a step of one of the second kinds; the first row that fits.
const REASONS: &[(&[Kind], &[Kind], &str)] = {
    use Kind::{
        Access, Diagnostics, Entity, Firewall, Hub, HubConsumers, HubEndpoint, HubRecords, Lock,
        Network, Reader, Roles, Seed, Settle, Target, TargetEndpoint, TargetFull, TargetRecords,
        Zone, ZoneLink,
    };
    const TARGET: &[Kind] = &[Target, TargetFull, Firewall, Entity];
    const HUB_CHAIN: &[Kind] = &[HubEndpoint, HubRecords, HubConsumers];
    &[
        (
            &[Lock],
            &[
                Hub,
                HubEndpoint,
                HubRecords,
                HubConsumers,
                Access,
                Diagnostics,
            ],
            "the lock comes last",
        ),
        (&[ZoneLink], &[Zone], "it is a part of that zone"),
        (&[ZoneLink], &[Network], "it links that network"),
        (
            &[HubEndpoint, TargetEndpoint],
            &[Network],
            "it stands in a subnet of that network",
        ),
        (
            &[HubEndpoint, TargetEndpoint, HubRecords, TargetRecords],
            &[Zone],
            "the records go into that zone",
        ),
        (
            &[HubRecords],
            &[HubEndpoint],
            "they belong to that endpoint",
        ),
        (
            &[TargetRecords],
            &[TargetEndpoint],
            "they belong to that endpoint",
        ),
        (&[Firewall, Entity], &[Target, Entity], "it is a part of it"),
        (&[Firewall], &[Network], "it names a subnet of that network"),
        (
            &[TargetFull],
            &[Firewall, Target],
            "nobody may get in before the firewall stands",
        ),
        (&[Target], &[Seed, Hub], "its firewall names the hub"),
        (&[Diagnostics], TARGET, "its records go there"),
        (
            &[Target],
            &[Network],
            "its firewall names a subnet of that network",
        ),
        (&[TargetEndpoint], &[Target], "it leads there"),
        (
            &[TargetEndpoint, Entity],
            &[Firewall, TargetFull],
            "one change of a namespace at a time",
        ),
        (
            &[TargetEndpoint],
            &[TargetEndpoint, TargetRecords],
            "one private endpoint at a time on a resource and in a subnet",
        ),
        (
            &[HubEndpoint],
            &[TargetEndpoint, TargetRecords],
            "one private endpoint at a time in a subnet",
        ),
        (&[HubEndpoint], &[Seed, Hub], "it leads to the hub"),
        (&[HubConsumers], &[Seed, Hub], "it is a part of the hub"),
        (
            &[HubEndpoint, HubConsumers],
            &[Roles],
            "it uses the time that the roles need to take effect",
        ),
        (
            &[HubEndpoint, HubConsumers, Hub],
            HUB_CHAIN,
            "one write of the hub at a time",
        ),
        (
            &[Reader],
            &[Seed, Hub],
            "the identity exists once the hub does",
        ),
        (
            &[Roles, Access],
            &[Reader],
            "a role needs the id of the identity",
        ),
        (
            &[Roles, Access],
            TARGET,
            "a role is granted on something that is there",
        ),
        (
            &[Settle],
            &[Roles],
            "a new role takes effect only after a while",
        ),
        (
            &[Hub],
            &[Settle, Roles],
            "the hub checks its roles when its endpoints are written",
        ),
        (&[Hub], TARGET, "the hub checks that it gets through"),
        (&[Hub], &[Seed], "it is the same hub"),
        (
            &[Access, Diagnostics],
            &[Seed, Hub],
            "it comes after the last write of the hub",
        ),
    ]
};

/// Why a step waits for another.
pub(super) fn why(kind: Kind, on: Kind) -> &'static str {
    REASONS
        .iter()
        .find(|(who, what, _)| who.contains(&kind) && what.contains(&on))
        .map_or(FALLBACK, |(_, _, why)| why)
}

/// For pairs that no plan has; a test holds that against all examples.
pub(super) const FALLBACK: &str = "it names it";

/// The kind of an item of the root template.
pub(super) fn kind(root: &Template, item: &Item) -> Kind {
    match item {
        Item::Resource(resource) => kind_of_resource(root, resource),
        Item::Module(module) => kind_of_module(module),
    }
}

/// Resource types that tell the kind by themselves.
const KINDS: &[(&str, Kind)] = &[
    (VIRTUAL_NETWORK.name, Kind::Network),
    (PRIVATE_DNS_ZONE.name, Kind::Zone),
    (ZONE_LINK.name, Kind::ZoneLink),
    (STORAGE_ACCOUNT.name, Kind::Target),
    (EVENT_HUBS_NAMESPACE.name, Kind::Target),
    (SERVICE_BUS_NAMESPACE.name, Kind::Target),
    (EVENT_HUBS_RULE_SET.name, Kind::Firewall),
    (SERVICE_BUS_RULE_SET.name, Kind::Firewall),
    (CONTAINER.name, Kind::Entity),
    (EVENT_HUB.name, Kind::Entity),
    (EVENT_HUB_CONSUMER_GROUP.name, Kind::Entity),
    (QUEUE.name, Kind::Entity),
    (TOPIC.name, Kind::Entity),
    (TOPIC_SUBSCRIPTION.name, Kind::Entity),
    (HUB_CONSUMER_GROUP.name, Kind::HubConsumers),
    (ROLE_ASSIGNMENT.name, Kind::Access),
    (DIAGNOSTIC_SETTING.name, Kind::Diagnostics),
    (LOCK.name, Kind::Lock),
];

fn kind_of_resource(template: &Template, resource: &Resource) -> Kind {
    let name = resource.kind.name;
    if name == IOT_HUB.name {
        return match resource.presence {
            Presence::OnlyIfNotExists => Kind::Seed,
            Presence::Deployed | Presence::Existing => Kind::Hub,
        };
    }
    if name == PRIVATE_ENDPOINT.name {
        return if leads_to_hub(resource) {
            Kind::HubEndpoint
        } else {
            Kind::TargetEndpoint
        };
    }
    if name == ZONE_GROUP.name {
        return match above(template, resource) {
            Some(endpoint) if leads_to_hub(endpoint) => Kind::HubRecords,
            Some(_) | None => Kind::TargetRecords,
        };
    }
    KINDS
        .iter()
        .find(|(known, _)| *known == name)
        .map_or(Kind::Other, |(_, kind)| *kind)
}

fn kind_of_module(module: &Module) -> Kind {
    if module.series.is_some() {
        return Kind::Settle;
    }
    let template = &module.template;
    let Some(first) = written(template).next() else {
        return Kind::Reader;
    };
    match kind_of_resource(template, first) {
        Kind::Access if !module.arguments.is_empty() => {
            if on_hub(template) {
                Kind::Access
            } else {
                Kind::Roles
            }
        }
        Kind::Target => Kind::TargetFull,
        kind => kind,
    }
}

/// The resources of a template that it writes.
fn written(template: &Template) -> impl Iterator<Item = &Resource> {
    template
        .resources()
        .filter(|resource| resource.presence != Presence::Existing)
}

fn on_hub(template: &Template) -> bool {
    template
        .resources()
        .any(|resource| resource.kind.name == IOT_HUB.name)
}

/// Whether a private endpoint carries the hub.
pub(super) fn leads_to_hub(endpoint: &Resource) -> bool {
    connections(endpoint).any(|connection| {
        list(below(connection, &["properties", "groupIds"])) == [Expr::text(HUB_GROUP)]
    })
}

/// The connections of a private endpoint, of either kind.
fn connections(endpoint: &Resource) -> impl Iterator<Item = &Expr> {
    [
        "privateLinkServiceConnections",
        "manualPrivateLinkServiceConnections",
    ]
    .into_iter()
    .flat_map(|key| {
        let properties = entry(&endpoint.body, "properties");
        list(properties.and_then(|properties| below(properties, &[key])))
    })
}

fn above<'a>(template: &'a Template, resource: &Resource) -> Option<&'a Resource> {
    match &resource.placement {
        Placement::ChildOf(symbol) | Placement::ExtensionOf(symbol) => template.resource(symbol),
        Placement::Group | Placement::Elsewhere(_) => None,
    }
}

/// What a step makes, as Markdown; `suffix` is the cloud's ending of storage hosts.
pub(super) fn what(root: &Template, item: &Item, kind: Kind, suffix: &str) -> String {
    match item {
        Item::Resource(resource) => resource_in_words(root, resource, suffix),
        Item::Module(module) => module_in_words(module, kind, suffix),
    }
}

/// What people call a resource type, for those that are named `noun name` or `noun name of parent`.
const NOUNS: &[(&str, &str)] = &[
    (VIRTUAL_NETWORK.name, "virtual network"),
    (PRIVATE_DNS_ZONE.name, "private DNS zone"),
    (STORAGE_ACCOUNT.name, "storage account"),
    (EVENT_HUBS_NAMESPACE.name, "Event Hubs namespace"),
    (SERVICE_BUS_NAMESPACE.name, "Service Bus namespace"),
    (CONTAINER.name, "container"),
    (EVENT_HUB.name, "event hub"),
    (EVENT_HUB_CONSUMER_GROUP.name, "consumer group"),
    (QUEUE.name, "queue"),
    (TOPIC.name, "topic"),
    (TOPIC_SUBSCRIPTION.name, "subscription"),
    (PRIVATE_ENDPOINT.name, "private endpoint"),
    (IOT_HUB.name, "hub"),
    (DIAGNOSTIC_SETTING.name, "diagnostic setting"),
];

fn noun(resource: &Resource) -> &'static str {
    NOUNS
        .iter()
        .find(|(known, _)| *known == resource.kind.name)
        .map_or("", |(_, noun)| noun)
}

fn resource_in_words(template: &Template, resource: &Resource, suffix: &str) -> String {
    let name = own_name(template, resource, suffix);
    let own = code(&name);
    let parent = above(template, resource).map(|parent| nearest(template, parent));
    let of = parent.map_or_else(String::new, |parent| {
        format!(" of {}", code(&own_name(template, parent, suffix)))
    });
    let kind = resource.kind.name;
    let once = resource.presence == Presence::OnlyIfNotExists;
    if kind == IOT_HUB.name {
        return if once {
            format!("hub {own}, first write: sealed, without routes; skipped when the hub exists")
        } else {
            format!("hub {own}, its only write")
        };
    }
    if kind == EVENT_HUBS_RULE_SET.name || kind == SERVICE_BUS_RULE_SET.name {
        return format!("firewall{of}");
    }
    if kind == ZONE_LINK.name {
        return format!("link {own}{of}");
    }
    if kind == ZONE_GROUP.name {
        return format!("DNS records{of}");
    }
    if kind == HUB_CONSUMER_GROUP.name {
        let last = name.rsplit('/').next().unwrap_or_default();
        return format!("consumer group {} of the built-in endpoint", code(last));
    }
    if kind == ROLE_ASSIGNMENT.name {
        return format!(
            "role {}{}",
            code(role(resource)),
            of.replacen(" of ", " on ", 1)
        );
    }
    if kind == LOCK.name {
        return "lock of the hub".to_owned();
    }
    let noun = noun(resource);
    if once {
        return format!("{noun} {own}, closed; skipped when it exists");
    }
    format!("{noun} {own}{of}")
}

/// The nearest resource with a name of its own: the fixed step between an account and its containers has none.
fn nearest<'a>(template: &'a Template, resource: &'a Resource) -> &'a Resource {
    if noun(resource).is_empty() {
        above(template, resource).unwrap_or(resource)
    } else {
        resource
    }
}

/// Name of the role of an assignment, or its GUID.
fn role(assignment: &Resource) -> &str {
    let id = entry(&assignment.body, "properties")
        .and_then(|properties| below(properties, &["roleDefinitionId"]));
    match id {
        Some(Expr::Call { args, remark, .. }) => match (remark, args.last()) {
            (Some(name), _) => name,
            (None, Some(Expr::Text(guid))) => guid,
            (None, _) => "",
        },
        _ => "",
    }
}

fn module_in_words(module: &Module, kind: Kind, suffix: &str) -> String {
    let template = &module.template;
    let scope = module.scope.as_ref().map(|scope| {
        let subscription = scope.subscription.as_ref();
        let of =
            subscription.map_or_else(String::new, |id| format!(" of subscription {}", code(id)));
        format!(" in resource group {}{of}", code(&scope.resource_group))
    });
    let scope = scope.unwrap_or_default();
    let first = written(template).next();
    let named = |resource: Option<&Resource>| {
        resource.map_or_else(String::new, |resource| {
            code(&name(template, &resource.name, suffix))
        })
    };
    match kind {
        Kind::Settle => {
            let count = module.series.map_or(1, usize::from);
            format!(
                "waiting: {}, one after the other",
                counted(count, "empty deployment")
            )
        }
        Kind::Reader => match template.resources().next() {
            Some(resource) if resource.kind.name == USER_ASSIGNED_IDENTITY.name => {
                format!("looks up the identity {}{scope}", named(Some(resource)))
            }
            Some(_) | None => "looks up the identity of the hub".to_owned(),
        },
        Kind::Hub => format!("hub {}, full write", named(first)),
        Kind::TargetFull => format!("{} {}, full write", first.map_or("", noun), named(first)),
        Kind::Firewall => {
            let parent = first.and_then(|resource| above(template, resource));
            format!("firewall of {}{scope}, written whole", named(parent))
        }
        Kind::Roles | Kind::Access => {
            let assignments = written(template).count();
            let mut on: Vec<String> = template
                .resources()
                .filter(|resource| matches!(resource.placement, Placement::Group))
                .map(|resource| named(Some(resource)))
                .collect();
            on.dedup();
            format!("{} on {}{scope}", counted(assignments, "role"), listed(&on))
        }
        Kind::ZoneLink => format!("{}{scope}", counted(written(template).count(), "link")),
        Kind::HubEndpoint | Kind::TargetEndpoint => {
            let records = if written(template).count() > 1 {
                ", with its DNS records"
            } else {
                ""
            };
            format!("private endpoint {}{scope}{records}", named(first))
        }
        Kind::Network
        | Kind::Zone
        | Kind::Target
        | Kind::Entity
        | Kind::TargetRecords
        | Kind::Seed
        | Kind::HubRecords
        | Kind::HubConsumers
        | Kind::Diagnostics
        | Kind::Lock
        | Kind::Other => format!("nested deployment {}{scope}", code(&module.deployment)),
    }
}

/// The name of a resource as people write it: in templates and ids, `~` stands for the `/` of a queue or topic.
fn own_name(template: &Template, resource: &Resource, suffix: &str) -> String {
    let name = name(template, &resource.name, suffix);
    if resource.kind.name == QUEUE.name || resource.kind.name == TOPIC.name {
        return name.replace('~', "/");
    }
    name
}

/// A name of a plan as it will be: holes are filled with what the report knows.
pub(super) fn name(template: &Template, value: &Expr, suffix: &str) -> String {
    match value {
        Expr::Text(text) => text.clone(),
        Expr::Join(pieces) => pieces
            .iter()
            .map(|piece| match piece {
                Piece::Text(text) => text.clone(),
                Piece::Hole(hole) => name(template, hole, suffix),
            })
            .collect(),
        Expr::Name(symbol) => template
            .resource(symbol)
            .map_or_else(String::new, |resource| {
                name(template, &resource.name, suffix)
            }),
        // The only computed part of a name is the cloud's storage suffix.
        Expr::Member { .. } => suffix.to_owned(),
        Expr::Int(_)
        | Expr::Bool(_)
        | Expr::List(_)
        | Expr::Map(_)
        | Expr::Param(_)
        | Expr::Id(_)
        | Expr::Read { .. }
        | Expr::Output { .. }
        | Expr::Keys(_)
        | Expr::Call { .. } => "…".to_owned(),
    }
}
