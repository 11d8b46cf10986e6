//! Promises about form and order.

use std::collections::{BTreeMap, BTreeSet};

use super::facts::{Address, Facts, Seen, below, list};
use super::{Broken, Promise};
use crate::azure::resource_types::{HUB_CONSUMER_GROUP, IOT_HUB, PRIVATE_ENDPOINT};
use crate::plan::dependencies::{dependencies, reaches};
use crate::plan::{Expr, Item, Key, Plan, Presence, Template};

/// Longest deployment name (Azure Resource Manager).
const DEPLOYMENT_LIMIT: usize = 64;

pub(super) fn well_formed(plan: &Plan, broken: &mut Vec<Broken>) {
    let mut say = |what: String| {
        broken.push(Broken {
            promise: Promise::WellFormed,
            what,
        });
    };
    let mut stems = BTreeSet::new();
    let mut deployments = BTreeSet::new();
    template(&plan.root, &mut say);
    for module in plan.root.modules() {
        template(&module.template, &mut say);
        if !stems.insert(module.template.stem.to_ascii_lowercase()) {
            say(format!(
                "two modules have the file `{}`",
                module.template.stem
            ));
        }
        if !deployments.insert((module.scope.clone(), module.deployment.to_ascii_lowercase())) {
            say(format!(
                "two deployments are called `{}`",
                module.deployment
            ));
        }
        let digits = if module.series.is_some() { 3 } else { 0 };
        let good = module
            .deployment
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || "-_.()".contains(c));
        if !good
            || module.deployment.is_empty()
            || module.deployment.len() + digits > DEPLOYMENT_LIMIT
        {
            say(format!("`{}` is no deployment name", module.deployment));
        }
        let handed: BTreeSet<_> = module.arguments.iter().map(|(name, _)| name).collect();
        let taken: BTreeSet<_> = module
            .template
            .parameters
            .iter()
            .map(|parameter| &parameter.name)
            .collect();
        if handed != taken {
            say(format!(
                "module `{}` is handed other values than it takes",
                module.symbol
            ));
        }
    }
}

fn template(template: &Template, say: &mut impl FnMut(String)) {
    let mut symbols = BTreeSet::new();
    let parameters = template.parameters.iter().map(|parameter| &parameter.name);
    for symbol in template.items().map(Item::symbol).chain(parameters) {
        if !symbols.insert(symbol.as_str().to_ascii_lowercase()) {
            say(format!(
                "`{symbol}` is declared twice in `{}`",
                template.stem
            ));
        }
    }
    let known =
        |symbol: &crate::plan::Symbol| symbols.contains(&symbol.as_str().to_ascii_lowercase());
    let all = dependencies(template);
    for item in template.items() {
        for symbol in item.after() {
            if !known(symbol) {
                say(format!(
                    "`{}` waits for `{symbol}`, which is not in `{}`",
                    item.symbol(),
                    template.stem
                ));
            }
        }
        let own = &all[item.symbol()];
        if own
            .implied
            .iter()
            .chain(&own.explicit)
            .any(|next| reaches(&all, next, item.symbol()))
        {
            say(format!("`{}` waits for itself", item.symbol()));
        }
        let mut look = |value: &Expr| {
            value.walk(&mut |value| {
                let (Expr::Id(symbol)
                | Expr::Name(symbol)
                | Expr::Keys(symbol)
                | Expr::Param(symbol)
                | Expr::Read { of: symbol, .. }
                | Expr::Output { module: symbol, .. }) = value
                else {
                    return;
                };
                if !known(symbol) {
                    say(format!(
                        "`{}` names `{symbol}`, which is not in `{}`",
                        item.symbol(),
                        template.stem
                    ));
                }
            });
        };
        match item {
            Item::Resource(resource) => {
                look(&resource.name);
                for (key, value) in &resource.body {
                    if let Key::Computed(key) = key {
                        look(key);
                    }
                    look(value);
                }
            }
            Item::Module(module) => module.arguments.iter().for_each(|(_, value)| look(value)),
        }
    }
}

pub(super) fn one_hub_write_at_a_time(facts: &Facts<'_>, broken: &mut Vec<Broken>) {
    let writers = hub_writers(facts);
    for (index, one) in writers.iter().enumerate() {
        for other in &writers[index + 1..] {
            if one != other && !facts.is_after(one, other) && !facts.is_after(other, one) {
                broken.push(Broken {
                    promise: Promise::OneHubWriteAtATime,
                    what: format!("`{one}` and `{other}` can run at once"),
                });
            }
        }
    }
}

/// Everything that writes the hub: itself, its private endpoints with their zone groups' endpoints, its consumer groups.
fn hub_writers<'a>(facts: &'a Facts<'_>) -> Vec<&'a crate::plan::Symbol> {
    let hubs: Vec<Seen<'_>> = facts.writes(IOT_HUB.name).collect();
    let mut writers: Vec<&crate::plan::Symbol> =
        hubs.iter().map(|seen| seen.root_symbol()).collect();
    writers.extend(facts.writes(HUB_CONSUMER_GROUP.name).map(Seen::root_symbol));
    for endpoint in facts.writes(PRIVATE_ENDPOINT.name) {
        let leads_to_hub = ["privateLinkServiceConnections", "manualPrivateLinkServiceConnections"].iter().any(|key| {
            list(endpoint.value(&["properties", key])).iter().any(|connection| {
                let id = below(connection, &["properties", "privateLinkServiceId"]).map(|id| endpoint.at_root(id));
                matches!(id, Some(Expr::Id(symbol)) if hubs.iter().any(|hub| hub.resource.symbol == *symbol))
            })
        });
        if leads_to_hub {
            writers.push(endpoint.root_symbol());
        }
    }
    writers
}

pub(super) fn writes_agree(facts: &Facts<'_>, broken: &mut Vec<Broken>) {
    let mut say = |what: String| {
        broken.push(Broken {
            promise: Promise::WritesAgree,
            what,
        });
    };
    let hubs: Vec<Seen<'_>> = facts.writes(IOT_HUB.name).collect();
    let (seed, full) = match &hubs[..] {
        [only] => {
            if only.resource.presence != Presence::Deployed {
                say("the only write of the hub is skipped when the hub exists".to_owned());
            }
            return;
        }
        [seed, full] => (seed, full),
        _ => return say(format!("the hub is written {} times", hubs.len())),
    };
    if seed.resource.presence != Presence::OnlyIfNotExists
        || full.resource.presence != Presence::Deployed
    {
        say("the first write of the hub must be skipped when the hub exists, and the full one never".to_owned());
    }
    if seed.resource.kind != full.resource.kind || seed.address() != full.address() {
        say("the two writes of the hub are of two resources".to_owned());
    }
    if !facts.is_after(full.root_symbol(), seed.root_symbol()) {
        say("the full write of the hub does not wait for the first one".to_owned());
    }
    for (key, value) in &seed.resource.body {
        let Key::Text(name) = key else { continue };
        if name != "properties" {
            if full.value(&[name]) != Some(value) {
                say(format!("`{name}` differs"));
            }
            continue;
        }
        let Expr::Map(properties) = value else {
            continue;
        };
        for (key, value) in properties {
            let Key::Text(name) = key else { continue };
            if name == "routing" {
                let quiet = below(value, &["fallbackRoute", "isEnabled"])
                    == Some(&Expr::Bool(false))
                    && below(value, &["endpoints"]).is_none()
                    && below(value, &["routes"]).is_none();
                if !quiet {
                    say("the first write of the hub routes messages".to_owned());
                }
            } else if full.value(&["properties", name]) != Some(value) {
                say(format!("`properties.{name}` differs"));
            }
        }
    }
}

pub(super) fn nothing_opened(facts: &Facts<'_>, broken: &mut Vec<Broken>) {
    let mut by_address: BTreeMap<Address, Vec<Seen<'_>>> = BTreeMap::new();
    for seen in &facts.resources {
        if seen.resource.presence != Presence::Existing {
            by_address.entry(seen.address()).or_default().push(*seen);
        }
    }
    for writes in by_address.values() {
        let Some(last) = writes
            .iter()
            .find(|seen| seen.resource.presence == Presence::Deployed)
        else {
            continue;
        };
        for write in writes {
            if openness(*write) > openness(*last) {
                let what = format!(
                    "`{}` is more open than the last write of the same resource",
                    write.resource.symbol
                );
                broken.push(Broken {
                    promise: Promise::NothingOpened,
                    what,
                });
            }
            if write.resource.symbol == last.resource.symbol
                && write.module.is_some() == last.module.is_some()
            {
                continue;
            }
            if !facts.is_after(last.root_symbol(), write.root_symbol()) {
                let what = format!(
                    "the last write of `{}` does not wait for its first one",
                    write.resource.symbol
                );
                broken.push(Broken {
                    promise: Promise::NothingOpened,
                    what,
                });
            }
        }
        // A firewall that lets somebody in must find its namespace closed, or already that open at the end.
        if let Some(access) = last.text(&["properties", "publicNetworkAccess"])
            && last
                .value(&["properties", "trustedServiceAccessEnabled"])
                .is_some()
        {
            let mut above = last.address();
            above.path.pop();
            let namespace = by_address.get(&above).and_then(|writes| {
                writes
                    .iter()
                    .find(|seen| seen.resource.presence == Presence::Deployed)
            });
            if let Some(namespace) = namespace
                && namespace.text(&["properties", "publicNetworkAccess"]) != Some(access)
            {
                let what = format!(
                    "`{}` and its namespace differ in public access",
                    last.resource.symbol
                );
                broken.push(Broken {
                    promise: Promise::NothingOpened,
                    what,
                });
            }
        }
    }
}

/// How open a resource is: what is not said counts as open only where Azure takes it so, which is nowhere in these plans.
fn openness(seen: Seen<'_>) -> u8 {
    let public = seen.text(&["properties", "publicNetworkAccess"]) == Some("Enabled");
    let allowed = [
        ["properties", "networkRuleSets"],
        ["properties", "networkAcls"],
    ]
    .iter()
    .filter_map(|path| below(seen.value(path)?, &["defaultAction"]))
    .chain(seen.value(&["properties", "defaultAction"]))
    .any(|action| *action == Expr::text("Allow"));
    u8::from(public) + u8::from(public && allowed)
}
