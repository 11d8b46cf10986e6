//! Roles: what the hub needs on its targets, and what others get.

use std::collections::{BTreeMap, BTreeSet};

use crate::azure::resource_types::{ROLE_ASSIGNMENT, ROLE_DEFINITION, USER_ASSIGNED_IDENTITY};
use crate::intent::Intent;
use crate::intent::reference::Reference;
use crate::intent::settled::{Actor, EntityRef, Home, Principal, Target};
use crate::intent::written::{PrincipalType, RoleScope};
use crate::plan::{Expr, Func, Item, Key, Placement, Resource, ResourceType, Symbol, Symbols};
use crate::targets::{self, Made, Step};

use super::frame::{Frame, Passing};
use super::hub;
use super::routing;

/// A role for somebody on something.
#[derive(Clone, Debug)]
pub(crate) struct Grant {
    /// Key of the target; none: the hub.
    pub(crate) target: Option<String>,
    /// The entity of the target; none: all of it.
    pub(crate) entity: Option<EntityRef>,
    /// GUID of the role.
    pub(crate) role: String,
    /// Name of the role, where it is known.
    pub(crate) role_name: Option<&'static str>,
    /// Who gets it.
    pub(crate) principal: Principal,
    /// Why, where the intent says it.
    pub(crate) description: Option<String>,
    /// Whether the hub's full write needs it.
    pub(crate) needed: bool,
}

/// What tells two principals apart.
type PrincipalKey = (u8, String);

fn principal_key(principal: &Principal) -> PrincipalKey {
    match principal {
        Principal::Hub => (0, String::new()),
        Principal::Identity(reference) => {
            let (subscription, group, names) = reference.identity();
            (1, format!("{subscription:?} {group:?} {names:?}"))
        }
        Principal::Object(id, _) => (2, id.to_string()),
    }
}

/// All grants of an intent, each once: first those that the hub needs, then those that it lists.
pub(crate) fn grants(intent: &Intent) -> Vec<Grant> {
    let mut all: Vec<Grant> = Vec::new();
    let principal = |actor: &Actor| match actor {
        Actor::System => Principal::Hub,
        Actor::User(index) => Principal::Identity(intent.hub.user_identities[*index].clone()),
    };
    let mut uses: Vec<(&str, EntityRef, &Actor)> = Vec::new();
    for endpoint in &intent.endpoints {
        uses.push((&endpoint.target, endpoint.entity.clone(), &endpoint.actor));
    }
    if let Some(upload) = &intent.upload {
        uses.push((
            &upload.target,
            EntityRef::Container(upload.container.clone()),
            &upload.actor,
        ));
    }
    if let Some(transfer) = &intent.transfer {
        uses.push((
            &transfer.target,
            EntityRef::Container(transfer.container.clone()),
            &transfer.actor,
        ));
    }
    for (key, entity, actor) in uses {
        let Some(target) = intent.targets.get(key) else {
            continue;
        };
        let role = targets::of(&target.kind).role();
        all.push(Grant {
            target: Some(key.to_owned()),
            entity: scoped(target, entity),
            role: role.guid.to_owned(),
            role_name: Some(role.name),
            principal: principal(actor),
            description: None,
            needed: true,
        });
    }
    let listed = intent
        .targets
        .iter()
        .flat_map(|(key, target)| {
            target
                .grants
                .iter()
                .map(move |grant| (Some(key.clone()), grant))
        })
        .chain(intent.hub.grants.iter().map(|grant| (None, grant)));
    for (target, grant) in listed {
        all.push(Grant {
            target,
            entity: grant.on.clone(),
            role: grant.role.to_string(),
            role_name: grant.known.map(|role| role.name),
            principal: grant.principal.clone(),
            description: grant.description.clone(),
            needed: false,
        });
    }
    let mut seen = BTreeSet::new();
    all.retain(|grant| {
        seen.insert((
            grant.target.clone(),
            grant.entity.clone(),
            grant.role.clone(),
            principal_key(&grant.principal),
        ))
    });
    all.sort_by(|a, b| {
        (&a.target, &a.entity, !a.needed, &a.role).cmp(&(&b.target, &b.entity, !b.needed, &b.role))
    });
    all
}

/// The entity that the hub's role is limited to.
fn scoped(target: &Target, entity: EntityRef) -> Option<EntityRef> {
    match target.scope {
        RoleScope::Account | RoleScope::Namespace => None,
        RoleScope::Container | RoleScope::Entity => Some(entity),
    }
}

/// The modules that grant, and what comes of them.
#[derive(Default)]
pub(super) struct Granted {
    /// In printing order.
    pub(super) items: Vec<Item>,
    /// The modules that the hub's full write waits for.
    pub(super) needed: Vec<Symbol>,
}

/// The readers of the principals of user-assigned identities.
#[derive(Default)]
pub(super) struct Readers {
    known: BTreeMap<PrincipalKey, Symbol>,
}

const SYSTEM_PRINCIPAL: &str = "Object id of the system-assigned identity of the hub.";

fn user_principal(reference: &Reference) -> String {
    format!(
        "Object id of the user-assigned identity {}.",
        reference.name()
    )
}

/// The module that reads the principal of the hub's own identity; it looks the hub up, whether this deployment made it or not.
pub(super) fn hub_reader(frame: &mut Frame<'_>, after: &Symbol) -> (Item, Symbol) {
    let mut passing = Passing::default();
    let symbol = passing.symbols.fixed("hub");
    let items = vec![existing(
        symbol.clone(),
        hub::kind(frame.intent),
        &frame.intent.hub.name.to_string(),
    )];
    let value = Expr::Read {
        of: symbol,
        path: vec!["identity", "principalId"],
    };
    passing.output("principalId", SYSTEM_PRINCIPAL, value);
    let own = frame.symbols.fixed("hubIdentity");
    let module = frame.module_as(
        own.clone(),
        &["hub", "identity"],
        None,
        passing,
        items,
        vec![after.clone()],
    );
    (Item::Module(module), own)
}

impl Readers {
    /// The principal of a user-assigned identity, read by a module at its group; the module is added when it is not there yet.
    fn principal(
        &mut self,
        frame: &mut Frame<'_>,
        reference: &Reference,
        items: &mut Vec<Item>,
    ) -> Expr {
        let key = principal_key(&Principal::Identity(reference.clone()));
        let symbol = if let Some(symbol) = self.known.get(&key) {
            symbol.clone()
        } else {
            let mut passing = Passing::default();
            let inner = passing.symbols.claim(&[reference.name()]);
            let found = vec![existing(
                inner.clone(),
                USER_ASSIGNED_IDENTITY,
                reference.name(),
            )];
            let value = Expr::Read {
                of: inner,
                path: vec!["properties", "principalId"],
            };
            passing.output("principalId", &user_principal(reference), value);
            let parts = ["identity", reference.name()];
            let symbol = frame.symbols.claim(&parts);
            let home = reference.home();
            let module = frame.module_as(
                symbol.clone(),
                &parts,
                home.as_ref(),
                passing,
                found,
                Vec::new(),
            );
            items.push(Item::Module(module));
            self.known.insert(key, symbol.clone());
            symbol
        };
        Expr::Output {
            module: symbol,
            name: Symbol::fixed("principalId"),
        }
    }
}

/// Which module a grant belongs to: where it deploys to, and for whom.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Place {
    elsewhere: Option<(String, Home)>,
    principal: PrincipalKey,
}

/// Makes the modules for the grants of the hub's identities and of other user-assigned ones on targets.
pub(super) fn modules(
    frame: &mut Frame<'_>,
    grants: &[Grant],
    made: &BTreeMap<String, Made>,
    hub_reader: Option<&Symbol>,
    readers: &mut Readers,
) -> Granted {
    let intent = frame.intent;
    let mut places: Vec<(Place, Vec<&Grant>)> = Vec::new();
    for grant in grants {
        let (Some(key), Principal::Hub | Principal::Identity(_)) =
            (&grant.target, &grant.principal)
        else {
            continue;
        };
        let Some(target) = intent.targets.get(key) else {
            continue;
        };
        let elsewhere = routing::home(target).map(|home| (key.clone(), home.clone()));
        let place = Place {
            elsewhere,
            principal: principal_key(&grant.principal),
        };
        match places.iter_mut().find(|(known, _)| *known == place) {
            Some((_, grants)) => grants.push(grant),
            None => places.push((place, vec![grant])),
        }
    }
    places.sort_by(|a, b| {
        (&a.0.principal.0, &a.0.elsewhere, &a.0.principal).cmp(&(
            &b.0.principal.0,
            &b.0.elsewhere,
            &b.0.principal,
        ))
    });
    let mut granted = Granted::default();
    for (place, grants) in places {
        let mut passing = Passing::default();
        let first = grants[0];
        let mut parts = vec!["roles"];
        if let Some((key, _)) = &place.elsewhere {
            parts.push(key);
        }
        let (principal, description) = match &first.principal {
            Principal::Identity(reference) => {
                parts.push(reference.name());
                (
                    readers.principal(frame, reference, &mut granted.items),
                    user_principal(reference),
                )
            }
            Principal::Hub | Principal::Object(..) => {
                let Some(reader) = hub_reader else { continue };
                let value = Expr::Output {
                    module: reader.clone(),
                    name: Symbol::fixed("principalId"),
                };
                (value, SYSTEM_PRINCIPAL.to_owned())
            }
        };
        let principal = passing.hand(&["principalId"], &description, principal);
        let items = assignments(intent, &grants, &mut passing.symbols, &principal);
        let mut after = Vec::new();
        for grant in &grants {
            let Some(made) = grant.target.as_ref().and_then(|key| made.get(key)) else {
                continue;
            };
            after.push(
                grant
                    .entity
                    .as_ref()
                    .and_then(|entity| made.entity(entity))
                    .unwrap_or(&made.whole)
                    .clone(),
            );
        }
        let home = place.elsewhere.as_ref().map(|(_, home)| home);
        // The module of the deployment's own group has a word of its own, claimed before any name of the user's.
        let symbol = if parts.len() == 1 {
            Symbol::fixed("roles")
        } else {
            frame.symbols.claim(&parts)
        };
        let module = frame.module_as(symbol, &parts, home, passing, items, after);
        if grants.iter().any(|grant| grant.needed) {
            granted.needed.push(module.symbol.clone());
        }
        granted.items.push(Item::Module(module));
    }
    granted
}

/// The role assignments of one module, with the resources they are on.
fn assignments(
    intent: &Intent,
    grants: &[&Grant],
    symbols: &mut Symbols,
    principal: &Expr,
) -> Vec<Item> {
    let mut items = Vec::new();
    let mut known: BTreeMap<Vec<String>, Symbol> = BTreeMap::new();
    for grant in grants {
        let Some(target) = grant
            .target
            .as_ref()
            .and_then(|key| intent.targets.get(key))
        else {
            continue;
        };
        let scope = scope(
            target,
            grant.entity.as_ref(),
            symbols,
            &mut known,
            &mut items,
        );
        let mut words = words_of(target, grant.entity.as_ref());
        if !grant.needed {
            words.extend(
                grant
                    .role_name
                    .map(str::to_owned)
                    .or_else(|| Some(grant.role.clone())),
            );
        }
        words.push("Grant".to_owned());
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let symbol = symbols.claim(&words);
        items.push(assignment(
            symbol,
            &scope,
            grant,
            principal.clone(),
            PrincipalType::ServicePrincipal,
        ));
    }
    items
}

fn words_of(target: &Target, entity: Option<&EntityRef>) -> Vec<String> {
    let mut words = vec![target.key.clone()];
    if let Some(entity) = entity {
        words.push(entity.name().to_owned());
    }
    words
}

/// The resource that a role is granted on, looked up with all that is above it.
fn scope(
    target: &Target,
    entity: Option<&EntityRef>,
    symbols: &mut Symbols,
    known: &mut BTreeMap<Vec<String>, Symbol>,
    items: &mut Vec<Item>,
) -> Symbol {
    let kind = targets::of(&target.kind);
    let mut way = vec![Step {
        kind: kind.resource_type(),
        name: target.name.clone(),
        word: String::new(),
    }];
    way.extend(entity.map(|entity| kind.path(entity)).unwrap_or_default());
    let mut path = Vec::new();
    let mut above: Option<Symbol> = None;
    for step in way {
        path.push(format!("{}/{}", step.kind.name, step.name));
        let symbol = known.get(&path).cloned().unwrap_or_else(|| {
            let symbol = if step.word.is_empty() {
                symbols.claim(&[&target.key])
            } else {
                symbols.claim(&[&target.key, &step.word])
            };
            let mut found = existing(symbol.clone(), step.kind, &step.name);
            if let (Item::Resource(resource), Some(parent)) = (&mut found, &above) {
                resource.placement = Placement::ChildOf(parent.clone());
            }
            items.push(found);
            known.insert(path.clone(), symbol.clone());
            symbol
        });
        above = Some(symbol);
    }
    above.expect("the way to a scope has at least one step")
}

fn existing(symbol: Symbol, kind: ResourceType, name: &str) -> Item {
    Item::Resource(Resource::new(symbol, kind, Expr::text(name)).existing())
}

fn assignment(
    symbol: Symbol,
    scope: &Symbol,
    grant: &Grant,
    principal: Expr,
    principal_type: PrincipalType,
) -> Item {
    let mut properties = vec![
        (Key::text("principalId"), principal.clone()),
        (
            Key::text("principalType"),
            Expr::text(format!("{principal_type:?}")),
        ),
        (
            Key::text("roleDefinitionId"),
            Expr::Call {
                func: Func::SubscriptionResourceId,
                args: vec![ROLE_DEFINITION.into(), Expr::text(grant.role.as_str())],
                remark: grant.role_name.map(str::to_owned),
            },
        ),
    ];
    if let Some(description) = &grant.description {
        properties.push((Key::text("description"), Expr::text(description.as_str())));
    }
    Item::Resource(
        Resource::new(
            symbol,
            ROLE_ASSIGNMENT,
            Expr::call(
                Func::Guid,
                vec![
                    Expr::Id(scope.clone()),
                    principal,
                    Expr::text(grant.role.as_str()),
                ],
            ),
        )
        .extension_of(scope)
        .body(vec![(Key::text("properties"), Expr::Map(properties))]),
    )
}

/// Roles of others on targets: in the root template on what it makes or finds in its own group, else in a module at the target's group.
pub(super) fn of_others(
    frame: &mut Frame<'_>,
    grants: &[Grant],
    key: &str,
    made: Option<&Made>,
) -> Vec<Item> {
    let intent = frame.intent;
    let Some(target) = intent.targets.get(key) else {
        return Vec::new();
    };
    let own: Vec<(&Grant, &crate::values::Guid, PrincipalType)> = grants
        .iter()
        .filter(|grant| grant.target.as_deref() == Some(key))
        .filter_map(|grant| match &grant.principal {
            Principal::Object(id, kind) => Some((grant, id, *kind)),
            Principal::Hub | Principal::Identity(_) => None,
        })
        .collect();
    if own.is_empty() {
        return Vec::new();
    }
    if let Some(home) = routing::home(target) {
        let mut passing = Passing::default();
        let mut items = Vec::new();
        let mut known = BTreeMap::new();
        for (grant, id, kind) in own {
            let scope = scope(
                target,
                grant.entity.as_ref(),
                &mut passing.symbols,
                &mut known,
                &mut items,
            );
            let symbol = claim_for(
                &mut passing.symbols,
                &words_of(target, grant.entity.as_ref()),
                grant,
                id,
            );
            items.push(assignment(
                symbol,
                &scope,
                grant,
                Expr::text(id.as_str()),
                kind,
            ));
        }
        return vec![Item::Module(frame.module(
            &["access", key],
            Some(home),
            passing,
            items,
            Vec::new(),
        ))];
    }
    let mut items = Vec::new();
    let mut known = BTreeMap::new();
    for (grant, id, kind) in own {
        let scope = match made {
            Some(made) => grant
                .entity
                .as_ref()
                .and_then(|entity| made.entity(entity))
                .unwrap_or(&made.symbol)
                .clone(),
            None => scope(
                target,
                grant.entity.as_ref(),
                &mut frame.symbols,
                &mut known,
                &mut items,
            ),
        };
        let symbol = claim_for(
            &mut frame.symbols,
            &words_of(target, grant.entity.as_ref()),
            grant,
            id,
        );
        let mut item = assignment(symbol, &scope, grant, Expr::text(id.as_str()), kind);
        if let (Item::Resource(resource), Some(made)) = (&mut item, made) {
            resource.after.push(made.whole.clone());
        }
        items.push(item);
    }
    items
}

/// A symbol that tells the role and the principal, so that another grant never renames it.
fn claim_for(
    symbols: &mut Symbols,
    words: &[String],
    grant: &Grant,
    id: &crate::values::Guid,
) -> Symbol {
    let mut parts: Vec<&str> = words.iter().map(String::as_str).collect();
    parts.push(grant.role_name.unwrap_or(&grant.role));
    parts.push("For");
    parts.push(&id.as_str()[..8]);
    symbols.claim(&parts)
}

/// Roles of others on the hub, after its last write.
pub(super) fn on_hub(
    frame: &mut Frame<'_>,
    grants: &[Grant],
    hub_symbol: &Symbol,
    after: &[Symbol],
    hub_reader: Option<&Symbol>,
    readers: &mut Readers,
) -> Vec<Item> {
    let mut items = Vec::new();
    let mut read: BTreeMap<PrincipalKey, Vec<&Grant>> = BTreeMap::new();
    for grant in grants.iter().filter(|grant| grant.target.is_none()) {
        match &grant.principal {
            Principal::Object(id, kind) => {
                let symbol = claim_for(&mut frame.symbols, &["hub".to_owned()], grant, id);
                let mut item =
                    assignment(symbol, hub_symbol, grant, Expr::text(id.as_str()), *kind);
                if let Item::Resource(resource) = &mut item {
                    resource.after = after.to_vec();
                }
                items.push(item);
            }
            Principal::Hub | Principal::Identity(_) => read
                .entry(principal_key(&grant.principal))
                .or_default()
                .push(grant),
        }
    }
    for grants in read.values() {
        let mut passing = Passing::default();
        let mut parts = vec!["hub", "access"];
        let (value, description) = match &grants[0].principal {
            Principal::Identity(reference) => {
                parts.push(reference.name());
                (
                    readers.principal(frame, reference, &mut items),
                    user_principal(reference),
                )
            }
            Principal::Hub | Principal::Object(..) => {
                let Some(reader) = hub_reader else { continue };
                let value = Expr::Output {
                    module: reader.clone(),
                    name: Symbol::fixed("principalId"),
                };
                (value, SYSTEM_PRINCIPAL.to_owned())
            }
        };
        let principal = passing.hand(&["principalId"], &description, value);
        let hub = passing.symbols.fixed("hub");
        let mut inside = vec![existing(
            hub.clone(),
            hub::kind(frame.intent),
            &frame.intent.hub.name.to_string(),
        )];
        for grant in grants {
            let symbol =
                passing
                    .symbols
                    .claim(&["hub", grant.role_name.unwrap_or(&grant.role), "Grant"]);
            inside.push(assignment(
                symbol,
                &hub,
                grant,
                principal.clone(),
                PrincipalType::ServicePrincipal,
            ));
        }
        let waits: Vec<Symbol> = if after.is_empty() {
            vec![hub_symbol.clone()]
        } else {
            after.to_vec()
        };
        items.push(Item::Module(
            frame.module(&parts, None, passing, inside, waits),
        ));
    }
    items
}
