//! Every promise is broken once on purpose: a check that never speaks proves nothing.

use super::*;
use crate::intent::{settle, written::Written};
use crate::lower::lower;
use crate::plan::{Expr, Item, Key, Presence, Resource, Symbol, Template};

const INTENT: &str = r"
version: 1
name: plant-a
location: westeurope
hub: { name: iot-plant-a, sku: S1, consumerGroups: [ops] }
network:
  privateEndpoints:
    - { name: pe-a, subnet: { resourceGroup: rg-net, virtualNetwork: vnet-a, name: devices } }
    - { name: pe-b, resourceGroup: rg-other, subnet: { resourceGroup: rg-net, virtualNetwork: vnet-b, name: devices } }
targets:
  lake: { kind: storageAccount, name: stlake, containers: [raw, uploads] }
  stream: { kind: eventHubs, name: evhns-a, eventHubs: [telemetry], firewall: { allowIps: [203.0.113.7] } }
  alerts: { kind: serviceBus, name: sb-plant-a, existing: { resourceGroup: rg-x, overwriteFirewall: true }, firewall: {}, topics: [ops] }
routing:
  endpoints:
    - { name: cold, target: lake, container: raw }
    - { name: hot, target: stream, eventHub: telemetry }
    - { name: ops, target: alerts, topic: ops }
  routes: [{ name: all, endpoint: cold }]
fileUpload: { target: lake, container: uploads }
";

fn plan() -> Plan {
    lowered(INTENT)
}

fn lowered(intent: &str) -> Plan {
    let written: Written = serde_yaml::from_str(intent).expect("the intent is right");
    lower(
        &settle(&written).expect("the intent is right"),
        "plant-a.yaml",
    )
}

fn resource<'a>(template: &'a mut Template, symbol: &str) -> &'a mut Resource {
    let found = template
        .sections
        .iter_mut()
        .flat_map(|section| &mut section.items)
        .find_map(|item| match item {
            Item::Resource(resource) if resource.symbol.as_str() == symbol => Some(resource),
            Item::Resource(_) | Item::Module(_) => None,
        });
    found.unwrap_or_else(|| panic!("there is a resource {symbol}"))
}

fn module<'a>(template: &'a mut Template, symbol: &str) -> &'a mut crate::plan::Module {
    let found = template
        .sections
        .iter_mut()
        .flat_map(|section| &mut section.items)
        .find_map(|item| match item {
            Item::Module(module) if module.symbol.as_str() == symbol => Some(module),
            Item::Resource(_) | Item::Module(_) => None,
        });
    found.unwrap_or_else(|| panic!("there is a module {symbol}"))
}

fn set(resource: &mut Resource, path: &[&str], value: Expr) {
    let mut entries = &mut resource.body;
    for (index, name) in path.iter().enumerate() {
        let found = entries
            .iter_mut()
            .find(|(key, _)| matches!(key, Key::Text(text) if text == name));
        let (_, inner) = found.unwrap_or_else(|| panic!("there is {name}"));
        if index + 1 == path.len() {
            *inner = value;
            return;
        }
        let Expr::Map(next) = inner else {
            panic!("{name} is a map")
        };
        entries = next;
    }
}

fn check(break_it: impl FnOnce(&mut Plan), promise: Promise) {
    let mut plan = plan();
    break_it(&mut plan);
    let broken = verify(&plan);
    assert!(
        broken.iter().any(|broken| broken.promise == promise),
        "{promise:?} is not missed: {broken:?}"
    );
}

#[test]
fn a_right_plan_breaks_nothing() {
    assert_eq!(verify(&plan()), Vec::new());
}

#[test]
fn right_plans_with_identities_of_their_own_break_nothing() {
    // Names with capitals; an identity whose name holds another's; one role for two identities, each by a module of its own.
    let intent = r"
version: 1
name: plant-a
location: westeurope
hub: { name: iot-plant-a, sku: S1, identity: { user: [{ name: id-Press }, { resourceGroup: rg-x, name: id-Press-2 }] } }
targets:
  lake:
    kind: storageAccount
    name: stlake
    containers: [raw]
    roleAssignments: [{ role: Storage Blob Data Contributor, principal: { resourceGroup: rg-y, name: id-Reader } }]
routing:
  endpoints:
    - { name: cold, target: lake, container: raw, identity: id-Press, acceptUnverifiedIdentity: true }
    - { name: cool, target: lake, container: raw, identity: id-Press-2, acceptUnverifiedIdentity: true }
";
    assert_eq!(verify(&lowered(intent)), Vec::new());
}

#[test]
fn the_role_of_another_identity_is_not_enough() {
    let intent = r"
version: 1
name: plant-a
location: westeurope
hub: { name: iot-plant-a, sku: S1, identity: { user: [{ name: id-a }, { name: id-a-2 }] } }
targets: { lake: { kind: storageAccount, name: stlake, containers: [raw] } }
routing: { endpoints: [{ name: cold, target: lake, container: raw, identity: id-a-2 }] }
";
    let mut plan = lowered(intent);
    assert_eq!(verify(&plan), Vec::new());
    let hub = resource(&mut plan.root, "hub");
    let text = format!("{:?}", hub.body);
    assert!(text.contains("id-a-2"));
    swap(&mut hub.body);
    assert!(
        verify(&plan)
            .iter()
            .any(|broken| broken.promise == Promise::RolesFirst)
    );
}

/// The endpoint acts as `id-a` and not as `id-a-2`.
fn swap(entries: &mut [(Key, Expr)]) {
    for (_, value) in entries {
        swap_in(value);
    }
}

fn swap_in(value: &mut Expr) {
    match value {
        Expr::Text(text) if text == "id-a-2" => "id-a".clone_into(text),
        Expr::Map(entries) => swap(entries),
        Expr::List(items) | Expr::Call { args: items, .. } => items.iter_mut().for_each(swap_in),
        _ => {}
    }
}

#[test]
fn a_missing_role_is_seen() {
    check(
        |plan| module(&mut plan.root, "roles").template.sections.clear(),
        Promise::RolesFirst,
    );
    check(
        |plan| {
            module(&mut plan.root, "rolesAlerts")
                .template
                .sections
                .clear();
        },
        Promise::RolesFirst,
    );
}

#[test]
fn a_role_without_time_is_seen() {
    check(
        |plan| {
            module(&mut plan.root, "settle")
                .after
                .retain(|symbol| symbol.as_str() != "roles");
        },
        Promise::Settled,
    );
}

#[test]
fn a_firewall_that_shuts_the_hub_out_is_seen() {
    let storage = |plan: &mut Plan| {
        set(
            resource(&mut plan.root, "lake"),
            &["properties", "networkAcls", "bypass"],
            "None".into(),
        );
    };
    check(storage, Promise::HubAdmitted);
    let trusted = |plan: &mut Plan| {
        set(
            resource(&mut plan.root, "streamFirewall"),
            &["properties", "trustedServiceAccessEnabled"],
            false.into(),
        );
    };
    check(trusted, Promise::HubAdmitted);
    let late = |plan: &mut Plan| {
        module(&mut plan.root, "hub")
            .after
            .retain(|symbol| symbol.as_str() != "alertsFirewall");
    };
    check(late, Promise::HubAdmitted);
}

#[test]
fn writes_that_differ_are_seen() {
    let differ = |plan: &mut Plan| {
        set(
            resource(&mut plan.root, "hubSeed"),
            &["properties", "minTlsVersion"],
            "1.0".into(),
        );
    };
    check(differ, Promise::WritesAgree);
    check(
        |plan| resource(&mut plan.root, "hubSeed").presence = Presence::Deployed,
        Promise::WritesAgree,
    );
}

#[test]
fn two_writes_at_once_are_seen() {
    check(
        |plan| resource(&mut plan.root, "hubConsumersOps").after.clear(),
        Promise::OneHubWriteAtATime,
    );
    check(
        |plan| module(&mut plan.root, "hubEndpointPeB").after.clear(),
        Promise::OneHubWriteAtATime,
    );
}

#[test]
fn an_opened_namespace_is_seen() {
    let opened = |plan: &mut Plan| {
        let full = module(&mut plan.root, "streamFull");
        set(
            resource(&mut full.template, "stream"),
            &["properties", "publicNetworkAccess"],
            "Disabled".into(),
        );
    };
    check(opened, Promise::NothingOpened);
}

#[test]
fn a_key_that_is_handed_on_is_seen() {
    let output = |plan: &mut Plan| plan.root.outputs[0].value = Expr::Keys(Symbol::fixed("lake"));
    check(output, Promise::NoSecretHandedOn);
    let argument = |plan: &mut Plan| {
        module(&mut plan.root, "roles").arguments[0].1 = Expr::Keys(Symbol::fixed("lake"));
    };
    check(argument, Promise::NoSecretHandedOn);
}

#[test]
fn a_malformed_plan_is_seen() {
    check(
        |plan| resource(&mut plan.root, "lake").symbol = Symbol::fixed("Stream"),
        Promise::WellFormed,
    );
    check(
        |plan| module(&mut plan.root, "hub").deployment = "x".repeat(65),
        Promise::WellFormed,
    );
    check(
        |plan| {
            resource(&mut plan.root, "lake")
                .after
                .push(Symbol::fixed("hub"));
        },
        Promise::WellFormed,
    );
}
