//! The rows of the seal checklist about the targets: one for each, with the state of its firewall and of its own keys.

use crate::azure::resource_types::{
    EVENT_HUBS_NAMESPACE, EVENT_HUBS_RULE_SET, SERVICE_BUS_NAMESPACE, SERVICE_BUS_RULE_SET,
    STORAGE_ACCOUNT,
};
use crate::intent::settled::{Kind, Origin, Target};
use crate::intent::written::PublicAccess;
use crate::plan::{Expr, Placement, Presence};
use crate::verify::facts::Seen;

use super::evidence::says;
use super::place;
use super::seal::{Look, Row, State};
use super::summary::replaces_firewall;
use super::text::{code, counted, listed};

/// A row for the firewall of each target, and one for the keys of those made here.
pub(super) fn rows(look: Look<'_>) -> Vec<Row> {
    let mut rows: Vec<Row> = look
        .intent
        .targets
        .values()
        .map(|target| firewall(look, target))
        .collect();
    rows.extend(keys(look));
    rows
}

fn firewall(look: Look<'_>, target: &Target) -> Row {
    let what = format!("Firewall of {}", place::target(target));
    let evidence = evidence(look, target);
    let path = |key: &str| code(&format!("targets.{}.{key}", target.key));
    let existing = target.origin != Origin::Created;
    let state = match target.access {
        PublicAccess::Enabled if existing => State::Open(format!(
            "it lets in the whole public internet (the intent states {})",
            path("publicAccess: enabled")
        )),
        PublicAccess::Enabled => State::Open(format!(
            "it lets in the whole public internet (the intent says {})",
            path("publicAccess: enabled")
        )),
        PublicAccess::Disabled | PublicAccess::AllowList
            if existing && !replaces_firewall(target) =>
        {
            State::NotCovered("its owner sets it; see *Still to do by hand*".to_owned())
        }
        PublicAccess::AllowList => {
            let mut listed_ones = Vec::new();
            if !target.allow_ips.is_empty() {
                listed_ones.push(counted(target.allow_ips.len(), "address rule"));
            }
            if !target.allow_subnets.is_empty() {
                listed_ones.push(counted(target.allow_subnets.len(), "subnet"));
            }
            State::Open(format!(
                "it also lets in {} (the intent says {})",
                listed(&listed_ones),
                path("firewall")
            ))
        }
        PublicAccess::Disabled => State::Sealed,
    };
    Row::new(what, state, evidence)
}

/// What the plan writes about the firewall of a target.
fn evidence(look: Look<'_>, target: &Target) -> Vec<String> {
    let says = |seen: Seen<'_>, paths: &[&[&str]]| says(look.written, seen, paths);
    let mut evidence = Vec::new();
    match &target.kind {
        Kind::StorageAccount(_) => {
            if let Some(account) = written(look, STORAGE_ACCOUNT.name, target) {
                let rules: &[&str] = &["properties", "networkAcls", "resourceAccessRules"];
                let mut paths: Vec<&[&str]> = vec![
                    &["properties", "networkAcls", "defaultAction"],
                    &["properties", "networkAcls", "bypass"],
                ];
                if account.value(rules).is_some() {
                    paths.push(rules);
                }
                evidence.push(says(account, &paths));
            }
        }
        Kind::EventHubs(_) | Kind::ServiceBus(_) => {
            let (namespace, rule_set) = if matches!(target.kind, Kind::EventHubs(_)) {
                (EVENT_HUBS_NAMESPACE.name, EVENT_HUBS_RULE_SET.name)
            } else {
                (SERVICE_BUS_NAMESPACE.name, SERVICE_BUS_RULE_SET.name)
            };
            if let Some(namespace) = written(look, namespace, target) {
                evidence.push(says(namespace, &[&["properties", "publicNetworkAccess"]]));
            }
            let rule_set = look
                .facts
                .writes(rule_set)
                .find(|seen| parent_is(*seen, &target.name));
            match rule_set {
                Some(rules) => evidence.push(says(
                    rules,
                    &[
                        &["properties", "defaultAction"],
                        &["properties", "trustedServiceAccessEnabled"],
                    ],
                )),
                None if target.origin == Origin::Created => {
                    evidence.push("no firewall: its SKU has none".to_owned());
                }
                None => {}
            }
        }
    }
    if evidence.is_empty() {
        evidence.push("nothing of it is in the template".to_owned());
    }
    evidence
}

/// The last write of a target that the plan makes.
fn written<'a>(look: Look<'a>, kind: &str, target: &Target) -> Option<Seen<'a>> {
    look.facts.writes(kind).find(|seen| {
        seen.resource.presence == Presence::Deployed && is_called(&seen.resource.name, &target.name)
    })
}

fn is_called(value: &Expr, name: &str) -> bool {
    matches!(value, Expr::Text(text) if text.eq_ignore_ascii_case(name))
}

fn parent_is(seen: Seen<'_>, name: &str) -> bool {
    match &seen.resource.placement {
        Placement::ChildOf(symbol) => seen
            .template
            .resource(symbol)
            .is_some_and(|parent| is_called(&parent.name, name)),
        Placement::ExtensionOf(_) | Placement::Group | Placement::Elsewhere(_) => false,
    }
}

/// The keys of the targets made here.
fn keys(look: Look<'_>) -> Vec<Row> {
    let mut closed = Vec::new();
    let mut open = Vec::new();
    let mut closed_evidence = Vec::new();
    let mut open_evidence = Vec::new();
    for target in look.intent.targets.values() {
        let (kind, key) = match &target.kind {
            Kind::StorageAccount(_) => (STORAGE_ACCOUNT.name, "allowSharedKeyAccess"),
            Kind::EventHubs(_) => (EVENT_HUBS_NAMESPACE.name, "disableLocalAuth"),
            Kind::ServiceBus(_) => (SERVICE_BUS_NAMESPACE.name, "disableLocalAuth"),
        };
        let Some(seen) = written(look, kind, target) else {
            continue;
        };
        let says = says(look.written, seen, &[&["properties", key]]);
        let value = seen.value(&["properties", key]);
        let is_closed = match &target.kind {
            Kind::StorageAccount(_) => value == Some(&Expr::Bool(false)),
            Kind::EventHubs(_) | Kind::ServiceBus(_) => value == Some(&Expr::Bool(true)),
        };
        if is_closed {
            closed.push(code(&target.name));
            closed_evidence.push(says);
        } else {
            open.push(code(&target.name));
            open_evidence.push(says);
        }
    }
    let mut rows = Vec::new();
    if !closed.is_empty() {
        rows.push(Row::new(
            "Keys of the namespaces made here",
            State::SealedSo(format!("those of {} do not work", listed(&closed))),
            closed_evidence,
        ));
    }
    if !open.is_empty() {
        rows.push(Row::new(
            "Keys of the storage accounts made here",
            State::NotCovered(format!(
                "those of {} still work, for whoever may read them; the hub's routes do not use them",
                listed(&open)
            )),
            open_evidence,
        ));
    }
    rows
}
