//! The seal checklist: the five steps of Azure's own recipe for an isolated hub, and what else an isolated hub needs, each with its
//! state and with evidence read from the plan.
//!
//! Source of the steps: azure-docs, `articles/iot-hub/virtual-network-support.md`, May 2020, and today's properties for them.

use minijinja::{Value, context};

use crate::azure::limits::{self, BUILT_IN_ENDPOINT};
use crate::azure::resource_types::{IOT_HUB, PRIVATE_ENDPOINT};
use crate::intent::Intent;
use crate::intent::settled::{Actor, Origin};
use crate::intent::written::{BuiltInEndpoint, PublicAccess};
use crate::lower::used_targets;
use crate::plan::{Expr, Plan, Presence};
use crate::templates;
use crate::verify::facts::{Facts, Seen, below, list};

use super::evidence::{arm_path, at, file, main_file, value};
use super::step::leads_to_hub;
use super::text::{code, counted, listed, printed};
use super::{Written, seal_more, seal_targets};

/// How far something is sealed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum State {
    /// As sealed as it can be.
    Sealed,
    /// Sealed, with a remark.
    SealedSo(String),
    /// Open, because the intent says so.
    Open(String),
    /// Used in a way that the sealed form does not have, because the intent says so; nothing is open by it.
    Asked(String),
    /// Not yet: somebody must do something first.
    Waits(String),
    /// Not in the hands of this deployment.
    NotCovered(String),
}

/// A row of the checklist.
#[derive(Clone, Debug)]
pub(super) struct Row {
    pub(super) what: String,
    pub(super) state: State,
    pub(super) evidence: Vec<String>,
}

impl Row {
    pub(super) fn new(what: impl Into<String>, state: State, evidence: Vec<String>) -> Self {
        Self {
            what: what.into(),
            state,
            evidence,
        }
    }

    fn state(&self) -> String {
        match &self.state {
            State::Sealed => "sealed".to_owned(),
            State::SealedSo(remark) => format!("sealed: {remark}"),
            State::Open(why) => format!("**not sealed**: {why}"),
            State::Asked(why) => format!("**as the intent asks**: {why}"),
            State::Waits(why) => format!("**not yet**: {why}"),
            State::NotCovered(why) => format!("**not covered**: {why}"),
        }
    }
}

/// What every row needs.
#[derive(Clone, Copy)]
pub(super) struct Look<'a> {
    pub(super) intent: &'a Intent,
    pub(super) written: Written,
    pub(super) facts: &'a Facts<'a>,
    pub(super) hub: Seen<'a>,
}

impl Look<'_> {
    pub(super) fn says(&self, path: &[&str]) -> String {
        value(self.hub, path)
    }
}

/// The section of the report.
pub(super) fn section(intent: &Intent, plan: &Plan, written: Written) -> String {
    let facts = Facts::read(plan);
    let hub = facts
        .writes(IOT_HUB.name)
        .find(|seen| seen.resource.presence == Presence::Deployed)
        .expect("every plan writes the hub in full once");
    let look = Look {
        intent,
        written,
        facts: &facts,
        hub,
    };
    let steps = [
        private_endpoint(look),
        public_access(look),
        built_in_endpoint(look),
        fallback(look),
        egress(look),
    ];
    let mut more = seal_more::rows(look);
    more.extend(seal_targets::rows(look));
    let context = context! {
        verdict => printed(verdict(&steps, &more)),
        bicep => written.bicep,
        arm => written.arm,
        hub => printed(code(hub.resource.symbol.as_str())),
        hub_file => printed(code(&file(plan, hub))),
        hub_path => printed(code(&arm_path(hub))),
        main_file => printed(code(&main_file(plan))),
        json => printed(code(&format!("arm/{}.json", plan.name))),
        steps => steps.iter().enumerate().map(|(index, row)| numbered(index + 1, row)).collect::<Vec<Value>>(),
        more => more.iter().map(|row| shown(row, row.what.clone())).collect::<Vec<Value>>(),
    };
    templates::render("report/seal.md.j2", &context)
}

fn numbered(number: usize, row: &Row) -> Value {
    shown(row, format!("{number}. {}", row.what))
}

fn shown(row: &Row, what: String) -> Value {
    context! {
        what => printed(what),
        state => printed(row.state()),
        evidence => printed(row.evidence.join("<br>")),
    }
}

/// The checklist in sentences.
fn verdict(steps: &[Row], more: &[Row]) -> String {
    let numbers = |wanted: fn(&State) -> bool| {
        let found: Vec<String> = steps
            .iter()
            .enumerate()
            .filter(|(_, row)| wanted(&row.state))
            .map(|(index, _)| (index + 1).to_string())
            .collect();
        match found.len() {
            0 => None,
            1 => Some(format!("step {}", listed(&found))),
            _ => Some(format!("steps {}", listed(&found))),
        }
    };
    let open = numbers(|state| matches!(state, State::Open(_)));
    let asked = numbers(|state| matches!(state, State::Asked(_)));
    let waiting = numbers(|state| matches!(state, State::Waits(_) | State::NotCovered(_)));
    let mut sentences = Vec::new();
    match (&open, &waiting) {
        (Some(open), _) => {
            sentences.push(format!(
                "**Not sealed**: {open}, because the intent says so."
            ));
        }
        (None, None) if asked.is_none() => sentences
            .push("**Sealed**: all five steps hold once the deployment has succeeded.".to_owned()),
        (None, None) => sentences.push("**Sealed**, but for what the intent asks for.".to_owned()),
        (None, Some(_)) => {
            sentences.push("**Sealed as far as this deployment goes.**".to_owned());
        }
    }
    if let Some(asked) = asked {
        sentences.push(format!("The intent asks for something else in {asked}."));
    }
    if let Some(waiting) = waiting {
        sentences.push(format!("Somebody else is needed for {waiting}."));
    }
    let names = |wanted: fn(&State) -> bool| {
        let mut found: Vec<String> = Vec::new();
        for row in more.iter().filter(|row| wanted(&row.state)) {
            let name = lower_first(&row.what);
            if !found.contains(&name) {
                found.push(name);
            }
        }
        (!found.is_empty()).then(|| listed(&found))
    };
    if let Some(names) = names(|state| matches!(state, State::Open(_))) {
        sentences.push(format!(
            "Beyond the five steps, the intent leaves open: {names}."
        ));
    }
    if let Some(names) = names(|state| matches!(state, State::Waits(_) | State::NotCovered(_))) {
        sentences.push(format!("Not in the hands of this deployment: {names}."));
    }
    sentences.join(" ")
}

/// The beginning of a sentence in the middle of one; a word in capitals stays.
fn lower_first(text: &str) -> String {
    let mut chars = text.chars();
    match chars.next() {
        Some(first) if !chars.clone().next().is_some_and(char::is_uppercase) => {
            first.to_lowercase().chain(chars).collect()
        }
        Some(_) | None => text.to_owned(),
    }
}

fn private_endpoint(look: Look<'_>) -> Row {
    let what = "The hub has a private endpoint";
    let mut evidence = Vec::new();
    let mut approved = false;
    let mut waiting = Vec::new();
    for endpoint in look.facts.writes(PRIVATE_ENDPOINT.name) {
        if !leads_to_hub(endpoint.resource) {
            continue;
        }
        let automatic = "privateLinkServiceConnections";
        let manual = "manualPrivateLinkServiceConnections";
        let is_automatic = endpoint.value(&["properties", automatic]).is_some();
        let key = if is_automatic { automatic } else { manual };
        approved |= is_automatic;
        if !is_automatic && let Expr::Text(name) = &endpoint.resource.name {
            waiting.push(code(name));
        }
        evidence.push(format!(
            "{}: {} = {}",
            at(look.written, endpoint),
            code(&format!("properties.{key}[0].properties.groupIds")),
            code("[\"iotHub\"]")
        ));
    }
    let state = if approved && waiting.is_empty() {
        State::Sealed
    } else if approved {
        State::SealedSo(format!(
            "{} carries nothing until it is approved",
            listed(&waiting)
        ))
    } else if waiting.is_empty() {
        evidence.push("no private endpoint in the template".to_owned());
        State::Open(format!(
            "the intent names none (no {})",
            code("network.privateEndpoints")
        ))
    } else {
        State::Waits(format!("{} must be approved first", listed(&waiting)))
    };
    Row::new(what, state, evidence)
}

fn public_access(look: Look<'_>) -> Row {
    let mut evidence = vec![look.says(&["properties", "publicNetworkAccess"])];
    let rules = look.hub.value(&["properties", "networkRuleSets"]).is_some();
    if rules {
        evidence.push(look.says(&["properties", "networkRuleSets", "defaultAction"]));
    }
    let network = &look.intent.network;
    let state = match network.public_access {
        PublicAccess::Disabled => State::Sealed,
        PublicAccess::AllowList => {
            let ranges: Vec<String> = network
                .allow
                .iter()
                .map(|(name, ip)| format!("{} {}", code(&name.to_string()), code(&ip.to_string())))
                .collect();
            evidence.push(format!("lets in {}", listed(&ranges)));
            State::Open(format!(
                "{} may come in (the intent says {})",
                counted(ranges.len(), "address rule"),
                code("network.publicAccess: allowList")
            ))
        }
        PublicAccess::Enabled => State::Open(format!(
            "everybody may come in (the intent says {})",
            code("network.publicAccess: enabled")
        )),
    };
    Row::new("The public internet is shut out", state, evidence)
}

fn built_in_endpoint(look: Look<'_>) -> Row {
    let is_built_in = |value: Option<&Expr>| {
        list(value).iter().any(
            |name| matches!(name, Expr::Text(text) if text.eq_ignore_ascii_case(BUILT_IN_ENDPOINT)),
        )
    };
    let routes = list(look.hub.value(&["properties", "routing", "routes"]));
    let feeding: Vec<String> = routes
        .iter()
        .filter(|route| is_built_in(below(route, &["endpointNames"])))
        .filter_map(|route| match below(route, &["name"]) {
            Some(Expr::Text(name)) => Some(code(name)),
            _ => None,
        })
        .collect();
    let mut evidence = Vec::new();
    let path = code("properties.routing.routes[*].endpointNames");
    if feeding.is_empty() {
        evidence.push(format!("{path}: none is {}", code(BUILT_IN_ENDPOINT)));
    } else {
        evidence.push(format!(
            "{path}: {} in route {}",
            code(BUILT_IN_ENDPOINT),
            listed(&feeding)
        ));
    }
    let cover = [
        "properties",
        "networkRuleSets",
        "applyToBuiltInEventHubEndpoint",
    ];
    let covered = look.hub.value(&cover) == Some(&Expr::Bool(true));
    evidence.push(look.says(&cover));
    let intent = look.intent;
    let fallback = intent
        .fallback
        .as_deref()
        .is_some_and(|name| name.eq_ignore_ascii_case(BUILT_IN_ENDPOINT));
    let used = !feeding.is_empty() || fallback;
    let private = intent.hub.built_in_endpoint == BuiltInEndpoint::Private;
    let state = match (used || private, private) {
        (true, true) => State::Asked(format!(
            "it is used on purpose, through the private endpoint (the intent says {})",
            code("hub.builtInEndpoint: private")
        )),
        (true, false) => State::Open(format!(
            "it is fed (the intent routes to {})",
            code(BUILT_IN_ENDPOINT)
        )),
        (false, _) if covered => State::Sealed,
        (false, _) if limits::sku(intent.hub.sku).free => State::SealedSo(
            "nothing feeds it; the free tier cannot cover it by the address rules".to_owned(),
        ),
        (false, _) => State::SealedSo(format!(
            "nothing feeds it; the address rules do not cover it (the intent says {})",
            code("network.applyToBuiltInEventHubEndpoint: false")
        )),
    };
    Row::new("The built-in endpoint is not used", state, evidence)
}

fn fallback(look: Look<'_>) -> Row {
    let path = ["properties", "routing", "fallbackRoute", "isEnabled"];
    let mut evidence = vec![look.says(&path)];
    let state = match &look.intent.fallback {
        None => State::Sealed,
        Some(name) => {
            evidence.push(look.says(&["properties", "routing", "fallbackRoute", "endpointNames"]));
            if name.eq_ignore_ascii_case(BUILT_IN_ENDPOINT) {
                State::Open(format!(
                    "it is on and feeds the built-in endpoint (the intent says {})",
                    code("routing.fallback: { endpoint: events }")
                ))
            } else {
                State::SealedSo(format!(
                    "it is on, and leads to endpoint {} and not to the built-in one",
                    code(name)
                ))
            }
        }
    };
    Row::new("The fallback route does not leak", state, evidence)
}

/// The lists of custom endpoints.
const LISTS: [&str; 4] = [
    "storageContainers",
    "eventHubs",
    "serviceBusQueues",
    "serviceBusTopics",
];

fn egress(look: Look<'_>) -> Row {
    let what = "The hub reaches its targets by an identity with a role, through their firewalls";
    let used = used_targets(look.intent);
    if used.is_empty() {
        return Row::new(
            what,
            State::SealedSo("it sends to no target".to_owned()),
            vec![look.says(&["properties", "routing", "endpoints"])],
        );
    }
    let mut evidence = vec![look.says(&["identity", "type"])];
    let endpoints: Vec<&Expr> = LISTS
        .iter()
        .flat_map(|key| list(look.hub.value(&["properties", "routing", "endpoints", key])))
        .collect();
    if !endpoints.is_empty() {
        let by_identity = endpoints
            .iter()
            .filter(|endpoint| {
                below(endpoint, &["authenticationType"]) == Some(&Expr::text("identityBased"))
            })
            .count();
        evidence.push(format!(
            "{} = {} in {by_identity} of {}",
            code("properties.routing.endpoints.*[*].authenticationType"),
            code("\"identityBased\""),
            endpoints.len()
        ));
    }
    let upload = [
        "properties",
        "storageEndpoints",
        "$default",
        "authenticationType",
    ];
    if look.hub.value(&upload).is_some() {
        evidence.push(look.says(&upload));
    }
    evidence.push("the roles: see *Who may do what*; the firewalls: see below".to_owned());
    let foreign: Vec<String> = used
        .iter()
        .filter(|target| {
            target.origin != Origin::Created
                && target.access != PublicAccess::Enabled
                && !super::summary::replaces_firewall(target)
        })
        .map(|target| code(&target.name))
        .collect();
    let open: Vec<String> = used
        .iter()
        .filter(|target| target.access == PublicAccess::Enabled)
        .map(|target| code(&target.name))
        .collect();
    let doubtful = doubtful(look.intent);
    let mut needed = Vec::new();
    if !foreign.is_empty() {
        needed.push(format!(
            "the owner of {} must let the hub in",
            listed(&foreign)
        ));
    }
    if !doubtful.is_empty() {
        needed.push(format!(
            "that a user-assigned identity passes the firewall of {} is not documented, so test it (the intent says {})",
            listed(&doubtful),
            code("acceptUnverifiedIdentity: true")
        ));
    }
    let state = if !needed.is_empty() {
        State::NotCovered(needed.join("; "))
    } else if open.is_empty() {
        State::Sealed
    } else {
        State::SealedSo(format!(
            "the firewall of {} lets everybody in, see below",
            listed(&open)
        ))
    };
    Row::new(what, state, evidence)
}

/// The firewalled targets at which the hub acts as a user-assigned identity.
pub(super) fn doubtful(intent: &Intent) -> Vec<String> {
    let mut names = Vec::new();
    let uses = intent
        .endpoints
        .iter()
        .map(|endpoint| (&endpoint.target, &endpoint.actor))
        .chain(
            intent
                .upload
                .iter()
                .map(|upload| (&upload.target, &upload.actor)),
        )
        .chain(
            intent
                .transfer
                .iter()
                .map(|transfer| (&transfer.target, &transfer.actor)),
        );
    for (key, actor) in uses {
        if let (Actor::User(_), Some(target)) = (actor, intent.targets.get(key))
            && target.access != PublicAccess::Enabled
        {
            let name = code(&target.name);
            if !names.contains(&name) {
                names.push(name);
            }
        }
    }
    names
}
