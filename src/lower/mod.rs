//! From the intent to the plan. Pure, and it cannot fail: whatever could go wrong was refused before.
//!
//! The order is that of ARCHITECTURE.md: networks, zones and targets; the hub's first write, only when it does not exist; its
//! identity; the roles; time for them to take effect, and beside it the hub's private endpoints and consumer groups; the
//! hub's full write; diagnostics and lock.

pub(crate) mod dns;
mod endpoint;
mod frame;
mod hub;
mod names;
mod network;
mod operations;
mod order;
pub(crate) mod roles;
pub(crate) mod routing;

use std::collections::BTreeMap;

use crate::azure::private_link::Zone;
use crate::azure::resource_types::{self, HUB_CONSUMER_GROUP};
use crate::intent::Intent;
use crate::intent::reference::resource_id;
use crate::intent::settled::{Origin, Principal, Target};
use crate::intent::written::AdmitHub;
use crate::plan::{
    Expr, Item, Key, Member, Module, Output, Piece, Placement, Plan, Presence, Resource, RetryOn,
    Section, Symbol, Symbols, Template,
};
use crate::targets::{self, Made, Maker};

use dns::Created;
use endpoint::{Owner, Subnets};
use frame::{Frame, Passing, group_scope};
use hub::Write;
use roles::{Grant, Readers};

/// Makes the plan of an intent; `source` is the file name of the intent, without folders.
pub fn lower(intent: &Intent, source: &str) -> Plan {
    let mut frame = Frame::new(intent);
    let grants = roles::grants(intent);
    let acts_as_itself = grants
        .iter()
        .any(|grant| grant.needed && matches!(grant.principal, Principal::Hub));
    let needs_seed = acts_as_itself || used_targets(intent).into_iter().any(names_the_hub);
    let hub_symbol = frame
        .symbols
        .fixed(if needs_seed { "hubSeed" } else { "hub" });
    let hub_module = needs_seed.then(|| frame.symbols.fixed("hub"));
    for name in ["hubIdentity", "settle", "roles"] {
        frame.symbols.fixed(name);
    }

    network::make(&mut frame);
    let created = dns::make(&mut frame);
    let mut subnets = Subnets::default();
    let made = make_targets(&mut frame, &grants, &hub_symbol, &created, &mut subnets);

    let mut seed = None;
    if needs_seed {
        let resource = hub_resource(intent, hub_symbol.clone(), Write::Seed, None);
        frame.section(
            if acts_as_itself {
                "Hub, first write: made once, so that its identity exists; skipped on every later deployment"
            } else {
                "Hub, first write: made once, so that a firewall can name it; skipped on every later deployment"
            },
            vec![Item::Resource(Resource { presence: Presence::OnlyIfNotExists, ..resource })],
        );
        seed = Some(&hub_symbol);
    }

    let mut readers = Readers::default();
    let mut waits = ready(intent, &made);
    let mut reader = None;
    let mut items = Vec::new();
    if let Some(seed) = seed
        && intent.hub.system_identity
    {
        let (item, symbol) = roles::hub_reader(&mut frame, seed);
        items.push(item);
        reader = Some(symbol);
    }
    let early: Vec<Grant> = grants
        .iter()
        .filter(|grant| needs_seed || !matches!(grant.principal, Principal::Hub))
        .cloned()
        .collect();
    let granted = roles::modules(
        &mut frame,
        &early,
        &made.by_key,
        reader.as_ref(),
        &mut readers,
    );
    items.extend(granted.items);
    let roles = granted.needed;
    if !roles.is_empty() {
        match settle(&mut frame, &roles) {
            Some(module) => {
                waits.push(module.symbol.clone());
                items.push(Item::Module(module));
            }
            None => waits.extend(roles.iter().cloned()),
        }
    }
    frame.section("Identities and roles", items);

    if let Some(module_symbol) = &hub_module {
        let (chain, tail) = hub_chain(&mut frame, &hub_symbol, &created, &mut subnets, &roles);
        frame.section(
            "Private endpoints of the hub, consumer groups: one at a time, each writes the hub",
            chain,
        );
        waits.extend(tail);
        let module = full_write(&mut frame, module_symbol, waits);
        frame.section(
            if intent.upload.is_some() {
                "Hub, full write: endpoints, routes, file upload"
            } else {
                "Hub, full write: endpoints, routes"
            },
            vec![Item::Module(module)],
        );
    } else {
        let (mut items, binding) = upload_in_root(&mut frame, &made);
        let resource = hub_resource(intent, hub_symbol.clone(), Write::Full, binding);
        items.push(Item::Resource(Resource {
            after: waits,
            ..resource
        }));
        frame.section("Hub", items);
        let (chain, _) = hub_chain(&mut frame, &hub_symbol, &created, &mut subnets, &[]);
        frame.section(
            "Private endpoints of the hub, consumer groups: one at a time, each writes the hub",
            chain,
        );
    }

    // What only looks at the hub waits for its last write.
    let last: Vec<Symbol> = hub_module.iter().cloned().collect();
    if reader.is_none()
        && grants
            .iter()
            .any(|grant| matches!(grant.principal, Principal::Hub))
    {
        let (item, symbol) = roles::hub_reader(&mut frame, &hub_symbol);
        let late: Vec<Grant> = grants
            .iter()
            .filter(|grant| matches!(grant.principal, Principal::Hub))
            .cloned()
            .collect();
        let granted = roles::modules(&mut frame, &late, &made.by_key, Some(&symbol), &mut readers);
        let mut items = vec![item];
        items.extend(granted.items);
        frame.section("Roles of the hub that it does not need itself", items);
        reader = Some(symbol);
    }
    let access = roles::on_hub(
        &mut frame,
        &grants,
        &hub_symbol,
        &last,
        reader.as_ref(),
        &mut readers,
    );
    let mut before_lock: Vec<Symbol> = access.iter().map(|item| item.symbol().clone()).collect();
    frame.section("Roles of others on the hub", access);
    let diagnostics = operations::diagnostics(&mut frame, &hub_symbol, &last);
    before_lock.extend(diagnostics.iter().map(|item| item.symbol().clone()));
    before_lock.extend(last);
    if hub_module.is_none() {
        before_lock.extend(hub_tail(&frame));
    }
    frame.section("Diagnostics", diagnostics);
    let lock = operations::lock(&mut frame, intent, source, &hub_symbol, before_lock);
    frame.section("Lock", lock.into_iter().collect());

    let outputs = outputs(intent, &hub_symbol, hub_module.as_ref(), reader.as_ref());
    let mut root = Template {
        stem: intent.name.to_string(),
        description: intent.description.clone(),
        parameters: Vec::new(),
        sections: frame.sections,
        outputs,
    };
    order::wait_for_what_is_named(&mut root);
    silence(&mut root);
    Plan {
        name: intent.name.to_string(),
        source: source.to_owned(),
        root,
    }
}

/// Turns off the compiler's wrong warnings about names, in the template and in its modules.
fn silence(template: &mut Template) {
    for item in template
        .sections
        .iter_mut()
        .flat_map(|section| &mut section.items)
    {
        match item {
            Item::Resource(resource) => {
                if let Expr::Text(name) = &resource.name {
                    resource.silenced = resource_types::wrong_warnings(&resource.kind, name);
                }
            }
            Item::Module(module) => silence(&mut module.template),
        }
    }
}

/// Whether the firewall of a target that the template makes has a rule for the hub, which must be there before.
fn names_the_hub(target: &Target) -> bool {
    matches!(target.origin, Origin::Created)
        && match target.admission {
            AdmitHub::TrustedServices => false,
            AdmitHub::ResourceInstance | AdmitHub::Both => true,
        }
}

/// The targets that the hub writes to, by key.
pub(crate) fn used_targets(intent: &Intent) -> Vec<&Target> {
    let upload = intent.upload.as_ref().map(|upload| upload.target.as_str());
    let transfer = intent
        .transfer
        .as_ref()
        .map(|transfer| transfer.target.as_str());
    intent
        .targets
        .values()
        .filter(|target| {
            let key = Some(target.key.as_str());
            key == upload
                || key == transfer
                || intent
                    .endpoints
                    .iter()
                    .any(|endpoint| endpoint.target == target.key)
        })
        .collect()
}

/// What came of the targets.
struct MadeTargets {
    by_key: BTreeMap<String, Made>,
    firewalls: BTreeMap<String, Symbol>,
}

fn make_targets(
    frame: &mut Frame<'_>,
    grants: &[Grant],
    hub: &Symbol,
    created: &Created,
    subnets: &mut Subnets,
) -> MadeTargets {
    let intent = frame.intent;
    let mut all = MadeTargets {
        by_key: BTreeMap::new(),
        firewalls: BTreeMap::new(),
    };
    for (key, target) in &intent.targets {
        let kind = targets::of(&target.kind);
        let mut items = Vec::new();
        let mut id = resource_id(
            routing::home(target),
            kind.resource_type().name,
            &[target.name.as_str()],
        );
        let mut after = Vec::new();
        match &target.origin {
            Origin::Created => {
                let made = make_target(frame, target, Expr::Id(hub.clone()));
                items.extend(made.items.iter().cloned());
                id = Expr::Id(made.symbol.clone());
                after.clone_from(&made.ready);
                all.by_key.insert(key.clone(), made);
            }
            Origin::Existing {
                home,
                overwrite_firewall,
            } => {
                if let (true, Some((rule_set, body))) = (*overwrite_firewall, kind.firewall(target))
                {
                    let module = firewall_module(frame, target, rule_set, body, home.as_ref());
                    after = vec![module.symbol.clone()];
                    all.firewalls.insert(key.clone(), module.symbol.clone());
                    items.push(Item::Module(module));
                }
            }
        }
        let owner = Owner {
            word: key,
            id,
            description: format!("Resource id of the {}.", kind.noun()),
            after,
        };
        let zones = |endpoint: &crate::intent::settled::PrivateEndpoint| {
            Zone::of_target(target.kind.word(), &endpoint.group)
                .into_iter()
                .collect()
        };
        let (endpoints, _) =
            endpoint::make(frame, &owner, &target.endpoints, &zones, created, subnets);
        items.extend(endpoints);
        items.extend(roles::of_others(frame, grants, key, all.by_key.get(key)));
        let title = match &target.origin {
            Origin::Created if target.access == crate::intent::written::PublicAccess::Enabled => {
                format!("Target: {key}, open to the public as the intent asks")
            }
            Origin::Created => format!("Target: {key}"),
            Origin::Existing { .. } => format!("Target: {key}, which exists"),
        };
        frame.section(title, items);
    }
    all
}

fn make_target(frame: &mut Frame<'_>, target: &Target, hub_id: Expr) -> Made {
    let mut symbols = std::mem::take(&mut frame.symbols);
    let made = {
        let mut full_write =
            |symbols: &mut Symbols, key: &str, resource: Resource, after: Vec<Symbol>| {
                let own = symbols.claim(&[key, "Full"]);
                frame.module_as(
                    own,
                    &["namespace", key],
                    None,
                    Passing::default(),
                    vec![Item::Resource(resource)],
                    after,
                )
            };
        let mut maker = Maker {
            symbols: &mut symbols,
            hub_id,
            full_write: &mut full_write,
        };
        targets::of(&target.kind).make(target, &mut maker)
    };
    frame.symbols = symbols;
    made
}

/// The module that replaces the firewall of an existing namespace.
fn firewall_module(
    frame: &mut Frame<'_>,
    target: &Target,
    rule_set: crate::plan::ResourceType,
    mut body: Vec<(Key, Expr)>,
    home: Option<&crate::intent::settled::Home>,
) -> Module {
    let mut passing = Passing::default();
    let namespace = passing.symbols.claim(&[&target.key]);
    let firewall = passing.symbols.claim(&[&target.key, "Firewall"]);
    if let Some(home) = home {
        for subnet in &target.allow_subnets {
            let (here, there) = (
                subnet.id(),
                passing.reference(subnet, home, &["subnet", "Id"], "Resource id of a subnet."),
            );
            for (_, value) in &mut body {
                replace(value, &here, &there);
            }
        }
    }
    let resource = |symbol, kind, presence, placement, name: &str, body| {
        Resource::new(symbol, kind, Expr::text(name))
            .presence(presence)
            .placement(placement)
            .body(body)
    };
    let kind = targets::of(&target.kind).resource_type();
    let items = vec![
        Item::Resource(resource(
            namespace.clone(),
            kind,
            Presence::Existing,
            Placement::Group,
            &target.name,
            Vec::new(),
        )),
        Item::Resource(resource(
            firewall,
            rule_set,
            Presence::Deployed,
            Placement::ChildOf(namespace),
            "default",
            body,
        )),
    ];
    let symbol = frame.symbols.claim(&[&target.key, "Firewall"]);
    frame.module_as(
        symbol,
        &["firewall", &target.key],
        home,
        passing,
        items,
        Vec::new(),
    )
}

fn replace(value: &mut Expr, from: &Expr, to: &Expr) {
    if value == from {
        *value = to.clone();
        return;
    }
    match value {
        Expr::List(items) => items.iter_mut().for_each(|item| replace(item, from, to)),
        Expr::Map(entries) => entries
            .iter_mut()
            .for_each(|(_, value)| replace(value, from, to)),
        Expr::Text(_)
        | Expr::Int(_)
        | Expr::Bool(_)
        | Expr::Join(_)
        | Expr::Param(_)
        | Expr::Id(_)
        | Expr::Name(_)
        | Expr::Read { .. }
        | Expr::Output { .. }
        | Expr::Keys(_)
        | Expr::Call { .. }
        | Expr::Member { .. } => {}
    }
}

/// What of the used targets must be there, and let the hub in, before its full write.
fn ready(intent: &Intent, made: &MadeTargets) -> Vec<Symbol> {
    let mut waits = Vec::new();
    for target in used_targets(intent) {
        if let Some(made) = made.by_key.get(&target.key) {
            waits.push(made.symbol.clone());
            waits.extend(made.entities.iter().map(|(_, symbol)| symbol.clone()));
            waits.extend(made.ready.iter().cloned());
        }
        waits.extend(made.firewalls.get(&target.key).cloned());
    }
    waits
}

/// Empty deployments, one after the other: time for the new role assignments to take effect.
fn settle(frame: &mut Frame<'_>, after: &[Symbol]) -> Option<Module> {
    let count = frame.intent.settle;
    if count == 0 {
        return None;
    }
    let name = frame.intent.name.to_string();
    Some(Module {
        symbol: Symbol::fixed("settle"),
        remark: Some("Time for the new role assignments to take effect: empty deployments, one after the other".to_owned()),
        deployment: frame.deployments.series(&[&name, "settle"]),
        scope: None,
        series: Some(count),
        arguments: Vec::new(),
        after: after.to_vec(),
        template: Template {
            stem: frame.stems.stem(&["settle"]),
            description: Some(
                "Deploys nothing. A series of these gives new role assignments the time to take effect.".to_owned(),
            ),
            parameters: Vec::new(),
            sections: Vec::new(),
            outputs: Vec::new(),
        },
    })
}

fn hub_resource(intent: &Intent, symbol: Symbol, write: Write, upload: Option<Expr>) -> Resource {
    let retry_on = match write {
        Write::Seed => None,
        Write::Full => intent.retry.as_ref().map(|(codes, count)| RetryOn {
            codes: codes.clone(),
            count: *count,
        }),
    };
    Resource::new(
        symbol,
        hub::kind(intent),
        Expr::text(intent.hub.name.to_string()),
    )
    .body(hub::body(intent, write, upload))
    .retry_on(retry_on)
}

/// The hub's private endpoints, then its consumer groups, one after the other; with the last of them.
fn hub_chain(
    frame: &mut Frame<'_>,
    hub: &Symbol,
    created: &Created,
    subnets: &mut Subnets,
    after: &[Symbol],
) -> (Vec<Item>, Option<Symbol>) {
    let intent = frame.intent;
    let owner = Owner {
        word: "hub",
        id: Expr::Id(hub.clone()),
        description: "Resource id of the hub.".to_owned(),
        after: after.to_vec(),
    };
    let zones = |_: &crate::intent::settled::PrivateEndpoint| Zone::OF_HUB.to_vec();
    let (mut items, mut last) = endpoint::make(
        frame,
        &owner,
        &intent.network.endpoints,
        &zones,
        created,
        subnets,
    );
    for group in &intent.hub.consumer_groups {
        let symbol = frame
            .symbols
            .claim(&["hub", "Consumers", &group.to_string()]);
        items.push(Item::Resource(
            Resource::new(
                symbol.clone(),
                HUB_CONSUMER_GROUP,
                Expr::Join(vec![
                    Piece::Hole(Expr::Name(hub.clone())),
                    Piece::Text(format!("/events/{group}")),
                ]),
            )
            .body(vec![(
                Key::text("properties"),
                Expr::map([("name", Expr::text(group.to_string()))]),
            )])
            .after(
                last.take()
                    .map_or_else(|| after.to_vec(), |symbol| vec![symbol]),
            ),
        ));
        last = Some(symbol);
    }
    (items, last)
}

/// The last link of the hub's chain in a plan with one write of the hub.
fn hub_tail(frame: &Frame<'_>) -> Option<Symbol> {
    let section: &Section = frame.sections.iter().rev().find(|section| {
        section
            .title
            .as_deref()
            .is_some_and(|title| title.starts_with("Private endpoints of the hub"))
    })?;
    section.items.last().map(|item| item.symbol().clone())
}

/// The binding of the upload account; the key is asked for where the hub is written and goes nowhere else.
fn binding(intent: &Intent, account: &Symbol) -> Option<Expr> {
    let upload = intent.upload.as_ref()?;
    let key = Expr::Member {
        of: Box::new(Expr::Keys(account.clone())),
        path: vec![
            Member::Property("keys"),
            Member::Index(0),
            Member::Property("value"),
        ],
    };
    let suffix = Expr::call_member(crate::plan::Func::Environment, &["suffixes", "storage"]);
    let connection = Expr::Join(vec![
        Piece::text("DefaultEndpointsProtocol=https;EndpointSuffix="),
        Piece::Hole(suffix),
        Piece::text(";AccountName="),
        Piece::Hole(Expr::Name(account.clone())),
        Piece::text(";AccountKey="),
        Piece::Hole(key),
    ]);
    let mut body = routing::authentication(intent, &upload.actor);
    body.push((Key::text("connectionString"), connection));
    body.push((
        Key::text("containerName"),
        Expr::text(upload.container.as_str()),
    ));
    body.push((
        Key::text("sasTtlAsIso8601"),
        Expr::text(upload.sas_ttl.as_str()),
    ));
    Some(Expr::Map(body))
}

/// The upload account as a resource that is looked up.
fn upload_account(intent: &Intent, symbols: &mut Symbols) -> Option<Resource> {
    let target = intent.targets.get(&intent.upload.as_ref()?.target)?;
    let placement = routing::home(target).map_or(Placement::Group, |home| {
        Placement::Elsewhere(group_scope(home))
    });
    Some(
        Resource::new(
            symbols.claim(&[&target.key]),
            targets::of(&target.kind).resource_type(),
            Expr::text(target.name.as_str()),
        )
        .existing()
        .placement(placement),
    )
}

fn upload_in_root(frame: &mut Frame<'_>, made: &MadeTargets) -> (Vec<Item>, Option<Expr>) {
    let intent = frame.intent;
    let Some(upload) = &intent.upload else {
        return (Vec::new(), None);
    };
    if let Some(made) = made.by_key.get(&upload.target) {
        return (Vec::new(), binding(intent, &made.symbol));
    }
    let Some(account) = upload_account(intent, &mut frame.symbols) else {
        return (Vec::new(), None);
    };
    // A template may look a resource up once only.
    let known = frame
        .sections
        .iter()
        .flat_map(|section| &section.items)
        .find_map(|item| match item {
            Item::Resource(other)
                if (&other.kind, &other.placement, &other.name)
                    == (&account.kind, &account.placement, &account.name) =>
            {
                Some(other.symbol.clone())
            }
            Item::Resource(_) | Item::Module(_) => None,
        });
    if let Some(symbol) = known {
        (Vec::new(), binding(intent, &symbol))
    } else {
        let symbol = account.symbol.clone();
        (vec![Item::Resource(account)], binding(intent, &symbol))
    }
}

/// The nested deployment that writes the complete hub.
fn full_write(frame: &mut Frame<'_>, symbol: &Symbol, after: Vec<Symbol>) -> Module {
    let intent = frame.intent;
    let mut passing = Passing::default();
    let inner = passing.symbols.fixed("hub");
    let mut items = Vec::new();
    let mut upload = None;
    if let Some(account) = upload_account(intent, &mut passing.symbols) {
        upload = binding(intent, &account.symbol);
        items.push(Item::Resource(account));
    }
    items.push(Item::Resource(hub_resource(
        intent,
        inner.clone(),
        Write::Full,
        upload,
    )));
    let value = Expr::Read {
        of: inner,
        path: vec!["properties", "hostName"],
    };
    passing.output(
        "hostName",
        "Host name that devices and services connect to.",
        value,
    );
    frame.module_as(symbol.clone(), &["hub"], None, passing, items, after)
}

fn outputs(
    intent: &Intent,
    hub: &Symbol,
    module: Option<&Symbol>,
    reader: Option<&Symbol>,
) -> Vec<Output> {
    let output = |name: &'static str, value| Output {
        name: Symbol::fixed(name),
        description: None,
        value,
    };
    let host = match module {
        Some(module) => Expr::Output {
            module: module.clone(),
            name: Symbol::fixed("hostName"),
        },
        None => Expr::Read {
            of: hub.clone(),
            path: vec!["properties", "hostName"],
        },
    };
    let mut outputs = vec![
        output("hubId", Expr::Id(hub.clone())),
        output("hubHostName", host),
    ];
    if let Some(reader) = reader {
        let value = Expr::Output {
            module: reader.clone(),
            name: Symbol::fixed("principalId"),
        };
        outputs.push(output("hubPrincipalId", value));
    } else if intent.hub.system_identity {
        outputs.push(output(
            "hubPrincipalId",
            Expr::Read {
                of: hub.clone(),
                path: vec!["identity", "principalId"],
            },
        ));
    }
    outputs
}
