//! Promises about what the hub sends: roles, settling, firewalls, secrets.

use super::facts::{Address, Facts, Seen, address_of, below, list, plain};
use super::{Broken, Promise};
use crate::azure::resource_types::{
    EVENT_HUBS_NAMESPACE, EVENT_HUBS_RULE_SET, IOT_HUB, ROLE_ASSIGNMENT, SERVICE_BUS_NAMESPACE,
    SERVICE_BUS_RULE_SET, STORAGE_ACCOUNT,
};
use crate::azure::roles::{
    BLOB_DATA_CONTRIBUTOR, DataRole, EVENT_HUBS_DATA_SENDER, SERVICE_BUS_DATA_SENDER,
};
use crate::plan::{Expr, Func, GroupScope, Item, Key, Plan, Presence};

/// Something that the hub writes to.
struct Egress {
    /// What it is called in a message.
    name: String,
    /// The account or namespace.
    target: Address,
    /// The container, event hub, queue or topic.
    entity: String,
    /// What the hub must be allowed to do.
    role: DataRole,
    /// As whom; none: as itself.
    identity: Option<Expr>,
    /// Whether it signs in by an identity.
    identity_based: bool,
}

/// Lists of endpoints, with the type of their targets, the key of the entity and the role.
const LISTS: [(&str, &str, &str, DataRole); 4] = [
    (
        "storageContainers",
        STORAGE_ACCOUNT.name,
        "containerName",
        BLOB_DATA_CONTRIBUTOR,
    ),
    (
        "eventHubs",
        EVENT_HUBS_NAMESPACE.name,
        "entityPath",
        EVENT_HUBS_DATA_SENDER,
    ),
    (
        "serviceBusQueues",
        SERVICE_BUS_NAMESPACE.name,
        "entityPath",
        SERVICE_BUS_DATA_SENDER,
    ),
    (
        "serviceBusTopics",
        SERVICE_BUS_NAMESPACE.name,
        "entityPath",
        SERVICE_BUS_DATA_SENDER,
    ),
];

/// The hub's full write.
fn full<'a>(facts: &Facts<'a>) -> Option<Seen<'a>> {
    facts
        .writes(IOT_HUB.name)
        .find(|seen| seen.resource.presence == Presence::Deployed)
}

fn egresses(hub: Seen<'_>) -> Vec<Egress> {
    let mut found = Vec::new();
    for (key, kind, entity_key, role) in LISTS {
        for endpoint in list(hub.value(&["properties", "routing", "endpoints", key])) {
            let text = |name: &str| below(endpoint, &[name]).map(plain).unwrap_or_default();
            let account = text("endpointUri")
                .split("://")
                .nth(1)
                .and_then(|rest| rest.split('.').next())
                .unwrap_or_default()
                .to_owned();
            found.push(Egress {
                name: text("name"),
                target: Address {
                    group: group(endpoint),
                    path: vec![(kind.to_ascii_lowercase(), account)],
                },
                entity: text(entity_key),
                role,
                identity: below(endpoint, &["identity", "userAssignedIdentity"]).cloned(),
                identity_based: text("authenticationType") == "identitybased",
            });
        }
    }
    if let Some(upload) = hub.value(&["properties", "storageEndpoints", "$default"])
        && let Some(account) = account_of(upload, hub)
    {
        found.push(Egress {
            name: "file upload".to_owned(),
            target: account.address(),
            entity: below(upload, &["containerName"])
                .map(plain)
                .unwrap_or_default(),
            role: BLOB_DATA_CONTRIBUTOR,
            identity: below(upload, &["identity", "userAssignedIdentity"]).cloned(),
            identity_based: below(upload, &["authenticationType"])
                == Some(&Expr::text("identityBased")),
        });
    }
    found
}

/// The group that an endpoint says its target is in.
fn group(endpoint: &Expr) -> Option<GroupScope> {
    let text = |key: &str| match below(endpoint, &[key]) {
        Some(Expr::Text(text)) => Some(text.clone()),
        _ => None,
    };
    text("resourceGroup").map(|resource_group| GroupScope {
        subscription: text("subscriptionId"),
        resource_group,
    })
}

/// The account whose key the upload's connection string asks for.
fn account_of<'a>(upload: &Expr, hub: Seen<'a>) -> Option<Seen<'a>> {
    let mut found = None;
    below(upload, &["connectionString"])?.walk(&mut |value| {
        if let Expr::Keys(symbol) = value {
            found = Some(symbol.clone());
        }
    });
    hub.template
        .resource(&found?)
        .map(|resource| Seen { resource, ..hub })
}

pub(super) fn roles_first(facts: &Facts<'_>, broken: &mut Vec<Broken>) {
    let Some(hub) = full(facts) else { return };
    let settle = facts
        .root
        .modules()
        .find(|module| module.series.is_some())
        .map(|module| &module.symbol);
    for egress in egresses(hub) {
        if !egress.identity_based {
            broken.push(Broken {
                promise: Promise::RolesFirst,
                what: format!("`{}` signs in by a key", egress.name),
            });
            continue;
        }
        let grants: Vec<Seen<'_>> = facts
            .writes(ROLE_ASSIGNMENT.name)
            .filter(|grant| fits(facts, *grant, &egress))
            .collect();
        let before: Vec<&Seen<'_>> = grants
            .iter()
            .filter(|grant| facts.is_after(hub.root_symbol(), grant.root_symbol()))
            .collect();
        if before.is_empty() {
            let what = format!("`{}` has no role before the hub's full write", egress.name);
            broken.push(Broken {
                promise: Promise::RolesFirst,
                what,
            });
            continue;
        }
        if let Some(settle) = settle
            && !before.iter().any(|grant| {
                facts.is_after(settle, grant.root_symbol())
                    && facts.is_after(hub.root_symbol(), settle)
            })
        {
            let what = format!("the role of `{}` has no time to take effect", egress.name);
            broken.push(Broken {
                promise: Promise::Settled,
                what,
            });
        }
    }
}

/// Whether a role assignment is the one that something needs: the role, on it or above it, for the one who acts.
fn fits(facts: &Facts<'_>, grant: Seen<'_>, egress: &Egress) -> bool {
    let Some(scope) = grant.extended().map(Seen::address) else {
        return false;
    };
    let target = scope.group.as_ref().map(lower) == egress.target.group.as_ref().map(lower)
        && scope.path.first() == egress.target.path.first();
    // The path of a queue or topic has `~` for `/` in ids.
    let entity = scope.path.len() == 1
        || scope
            .path
            .last()
            .is_some_and(|(_, name)| *name == egress.entity.replace('/', "~"));
    let role = grant.value(&["properties", "roleDefinitionId"]).is_some_and(|id| {
        matches!(id, Expr::Call { func: Func::SubscriptionResourceId, args, .. } if args.last() == Some(&Expr::text(egress.role.guid)))
    });
    target && entity && role && is_for(facts, grant, egress)
}

fn lower(group: &GroupScope) -> (Option<String>, String) {
    (
        group
            .subscription
            .as_ref()
            .map(|id| id.to_ascii_lowercase()),
        group.resource_group.to_ascii_lowercase(),
    )
}

fn is_for(facts: &Facts<'_>, grant: Seen<'_>, egress: &Egress) -> bool {
    let Some(principal) = grant.value(&["properties", "principalId"]) else {
        return false;
    };
    let Expr::Output { module, name } = grant.at_root(principal) else {
        return false;
    };
    let Some((seen, _)) = facts.output(module, name) else {
        return false;
    };
    match &egress.identity {
        None => seen.resource.kind.name == IOT_HUB.name,
        Some(id) => {
            let own = seen.address();
            address_of(id).is_some_and(|wanted| {
                wanted.path == own.path
                    && wanted.group.as_ref().map(lower) == own.group.as_ref().map(lower)
            })
        }
    }
}

pub(super) fn hub_admitted(facts: &Facts<'_>, broken: &mut Vec<Broken>) {
    let Some(hub) = full(facts) else { return };
    for egress in egresses(hub) {
        let before = |seen: &Seen<'_>| facts.is_after(hub.root_symbol(), seen.root_symbol());
        let mut say = |what: &str| {
            broken.push(Broken {
                promise: Promise::HubAdmitted,
                what: format!("`{}`: {what}", egress.name),
            });
        };
        let accounts = [
            STORAGE_ACCOUNT.name,
            EVENT_HUBS_NAMESPACE.name,
            SERVICE_BUS_NAMESPACE.name,
        ]
        .into_iter()
        .flat_map(|kind| facts.writes(kind))
        .filter(|seen| seen.address() == egress.target);
        for account in accounts {
            if !before(&account) {
                say("its target is not written before the hub");
            }
            if let Some(acls) = account.value(&["properties", "networkAcls"])
                && below(acls, &["defaultAction"]) == Some(&Expr::text("Deny"))
                && below(acls, &["bypass"]) != Some(&Expr::text("AzureServices"))
                && list(below(acls, &["resourceAccessRules"])).is_empty()
            {
                say("the storage firewall does not let the hub in");
            }
        }
        let rule_sets = [EVENT_HUBS_RULE_SET.name, SERVICE_BUS_RULE_SET.name]
            .into_iter()
            .flat_map(|kind| facts.writes(kind));
        for rule_set in rule_sets {
            let mut above = rule_set.address();
            above.path.pop();
            let same = above.path == egress.target.path
                && above.group.as_ref().map(lower) == egress.target.group.as_ref().map(lower);
            if !same {
                continue;
            }
            if !before(&rule_set) {
                say("its firewall is not written before the hub");
            }
            if rule_set.value(&["properties", "trustedServiceAccessEnabled"])
                != Some(&Expr::Bool(true))
            {
                say("its firewall does not let trusted services in");
            }
        }
    }
}

pub(super) fn no_secret_handed_on(plan: &Plan, broken: &mut Vec<Broken>) {
    let mut say = |what: String| {
        broken.push(Broken {
            promise: Promise::NoSecretHandedOn,
            what,
        });
    };
    let templates =
        std::iter::once(&plan.root).chain(plan.root.modules().map(|module| &module.template));
    for template in templates {
        for output in &template.outputs {
            if asks_for_keys(&output.value) {
                say(format!("the output `{}` holds a key", output.name));
            }
        }
        for item in template.items() {
            match item {
                Item::Module(module) => {
                    for (name, value) in &module.arguments {
                        if asks_for_keys(value) {
                            say(format!("the parameter `{name}` is handed a key"));
                        }
                    }
                }
                Item::Resource(resource) => {
                    for (key, value) in &resource.body {
                        let inside = matches!(key, Key::Text(key) if key == "properties");
                        let allowed = inside && resource.kind.name == IOT_HUB.name;
                        if !allowed && asks_for_keys(value) {
                            say(format!("`{}` holds a key", resource.symbol));
                        }
                    }
                }
            }
        }
    }
}

fn asks_for_keys(value: &Expr) -> bool {
    let mut found = false;
    value.walk(&mut |value| found |= matches!(value, Expr::Keys(_)));
    found
}
