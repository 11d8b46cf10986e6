//! Endpoints among themselves: their names, how many there are, whether two are the same, whether a route uses them.

use std::collections::{BTreeMap, BTreeSet};

use super::super::names::repeated;
use super::super::nearest::nearest;
use super::super::{at, faulty};
use super::uses::{endpoint_at, uses};
use crate::azure::limits;
use crate::diag::{Diagnostic, Place};
use crate::intent::written::{Endpoint, Written};
use crate::values::{EndpointName, Name};

pub(super) fn name(intent: &Written, found: &mut Vec<Diagnostic>) {
    for (index, endpoint) in intent.routing.endpoints.iter().enumerate() {
        let text = &endpoint.name;
        // A reserved name has a rule of its own.
        if is_reserved(text) {
            continue;
        }
        if let Err(fault) = EndpointName::parse(text) {
            let pointer = endpoint_at(index).key("name");
            found.push(
                faulty(
                    "endpoint-name",
                    "endpoint name",
                    text,
                    &fault,
                    &pointer,
                    false,
                )
                .note(format!("it has {}", EndpointName::RULE)),
            );
        }
    }
}

pub(super) fn name_reserved(intent: &Written, found: &mut Vec<Diagnostic>) {
    for (index, endpoint) in intent.routing.endpoints.iter().enumerate() {
        if is_reserved(&endpoint.name) {
            let fault = Diagnostic::error(
                "endpoint-name-reserved",
                Place::Value(endpoint_at(index).key("name")),
                format!(
                    "`{}` is a name that the hub keeps for itself",
                    endpoint.name
                ),
            )
            .label("write another name");
            found.push(
                if endpoint
                    .name
                    .eq_ignore_ascii_case(limits::BUILT_IN_ENDPOINT)
                {
                    fault.note(format!(
                        "`{}` is the built-in endpoint; a route reaches it without an entry here",
                        limits::BUILT_IN_ENDPOINT
                    ))
                } else {
                    fault
                },
            );
        }
    }
}

pub(super) fn name_repeated(intent: &Written, found: &mut Vec<Diagnostic>) {
    for (first, second) in repeated(intent.routing.endpoints.iter().map(|each| &*each.name)) {
        found.push(
            Diagnostic::error(
                "endpoint-name-repeated",
                Place::Value(endpoint_at(second).key("name")),
                format!(
                    "two endpoints are called `{}`",
                    intent.routing.endpoints[second].name
                ),
            )
            .label("write another name")
            .related(
                Place::Value(endpoint_at(first).key("name")),
                "first used here",
            )
            .note("names of endpoints are unique over all kinds of targets, and upper or lower case makes no difference"),
        );
    }
}

pub(super) fn too_many(intent: &Written, found: &mut Vec<Diagnostic>) {
    let (count, limit) = (
        intent.routing.endpoints.len(),
        limits::sku(intent.hub.sku).endpoints,
    );
    if count > limit {
        found.push(
            Diagnostic::error(
                "too-many-endpoints",
                Place::Value(endpoint_at(limit)),
                format!(
                    "there are {count} endpoints, and a hub of SKU {:?} takes {limit}",
                    intent.hub.sku
                ),
            )
            .related(Place::Value(at(&["hub", "sku"])), "the SKU is said here")
            .label("one too many")
            .note("the limit counts endpoints of all kinds together; several routes may share one"),
        );
    }
}

pub(super) fn repeated_endpoint(intent: &Written, found: &mut Vec<Diagnostic>) {
    let endpoints = &intent.routing.endpoints;
    let mut seen: BTreeMap<_, usize> = BTreeMap::new();
    for (second, used) in uses(intent).iter().enumerate().take(endpoints.len()) {
        // Without a place to send to there is another fault.
        let Some((_, _, entity)) = used.entity() else {
            continue;
        };
        let endpoint = &endpoints[second];
        let same = (
            used.key,
            entity,
            settings(endpoint),
            enrichments(intent, endpoint),
        );
        let first = *seen.entry(same).or_insert(second);
        if first == second || endpoints[first].name.eq_ignore_ascii_case(&endpoint.name) {
            continue;
        }
        found.push(
            Diagnostic::warning(
                "endpoint-repeated",
                Place::Value(endpoint_at(second).key("name")),
                format!(
                    "endpoint `{}` sends to the same place in the same way as endpoint `{}`",
                    endpoint.name, endpoints[first].name
                ),
            )
            .label(format!("let its routes name `{}`", endpoints[first].name))
            .related(
                Place::Value(endpoint_at(first).key("name")),
                "the other one is here",
            )
            .note("several routes may name one endpoint, and a message that matches more than one of them arrives once"),
        );
    }
}

pub(super) fn unused(intent: &Written, found: &mut Vec<Diagnostic>) {
    // Without any route there is another warning.
    if intent.routing.routes.is_empty() && intent.fallback_endpoint().is_none() {
        return;
    }
    let names = || intent.routing.endpoints.iter().map(|each| &*each.name);
    let all: BTreeSet<String> = names().map(str::to_ascii_lowercase).collect();
    let used: BTreeSet<String> = intent
        .routing
        .routes
        .iter()
        .map(|route| &*route.endpoint)
        .chain(intent.fallback_endpoint())
        // A mistyped name is an error at the route, which is fault enough.
        .map(|name| {
            if all.contains(&name.to_ascii_lowercase()) {
                name
            } else {
                nearest(name, names()).unwrap_or(name)
            }
        })
        .map(str::to_ascii_lowercase)
        .collect();
    for (index, endpoint) in intent.routing.endpoints.iter().enumerate() {
        // A name that is at fault may be the right one elsewhere; a reserved one must be changed anyway.
        if EndpointName::parse(&endpoint.name).is_ok()
            && !is_reserved(&endpoint.name)
            && !used.contains(&endpoint.name.to_ascii_lowercase())
        {
            found.push(
                Diagnostic::warning(
                    "endpoint-unused",
                    Place::Value(endpoint_at(index).key("name")),
                    format!("no route sends anything to endpoint `{}`", endpoint.name),
                )
                .label("name it in a route or leave it out"),
            );
        }
    }
}

/// Whether an endpoint takes a reserved name for itself; that is a fault there, and what names it means that endpoint.
pub(super) fn defines(intent: &Written, reserved: &str) -> bool {
    intent
        .routing
        .endpoints
        .iter()
        .any(|endpoint| endpoint.name.eq_ignore_ascii_case(reserved))
}

fn is_reserved(name: &str) -> bool {
    limits::RESERVED_ENDPOINT_NAMES
        .iter()
        .chain([&limits::EVENT_GRID_ROUTE.1])
        .any(|reserved| reserved.eq_ignore_ascii_case(name))
}

/// Settings of an endpoint besides where it sends; another one is a reason to have two.
fn settings(endpoint: &Endpoint) -> [Option<String>; 5] {
    [
        endpoint.encoding.as_deref().map(str::to_ascii_lowercase),
        endpoint.batch_frequency.clone(),
        endpoint.max_chunk_size.clone(),
        endpoint.file_name_format.clone(),
        endpoint.identity.clone(),
    ]
}

/// The enrichments of messages to an endpoint; others are a reason to have two.
fn enrichments(intent: &Written, endpoint: &Endpoint) -> Vec<usize> {
    (0..intent.routing.enrichments.len())
        .filter(|index| {
            intent.routing.enrichments[*index]
                .endpoints
                .iter()
                .any(|name| name.eq_ignore_ascii_case(&endpoint.name))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::cases::check;

    #[test]
    fn endpoints() {
        let cold = "{ name: cold, target: lake, container: raw }";
        let routing = |endpoints: &str, routes: &str| {
            format!(
                "routing: {{ endpoints: [{endpoints}], routes: [{{ name: all, endpoint: cold }}{routes}] }}"
            )
        };
        let cases: [(String, &[&str]); 12] = [
            (routing(cold, ""), &[]),
            (
                routing(
                    "{ name: \"a b\", target: lake, container: raw }",
                    ", { name: b, endpoint: \"a b\" }",
                ),
                &["endpoint-name", "route-endpoint-unknown"],
            ),
            (
                routing(
                    &format!("{cold}, {{ name: Events, target: lake, container: uploads }}"),
                    ", { name: b, endpoint: Events }",
                ),
                &["endpoint-name-reserved"],
            ),
            (
                routing(
                    &format!("{cold}, {{ name: $default, target: lake, container: uploads }}"),
                    ", { name: b, endpoint: $default }",
                ),
                &["endpoint-name-reserved"],
            ),
            (
                routing(
                    &format!("{cold}, {{ name: COLD, target: alerts, queue: critical }}"),
                    "",
                ),
                &["endpoint-name-repeated"],
            ),
            // Two on one place are one too many, unless something differs.
            (
                routing(
                    &format!("{cold}, {{ name: too, target: lake, container: raw }}"),
                    ", { name: b, endpoint: too }",
                ),
                &["endpoint-repeated"],
            ),
            (
                routing(
                    &format!(
                        "{cold}, {{ name: too, target: lake, container: raw, encoding: JSON }}"
                    ),
                    ", { name: b, endpoint: too }",
                ),
                &[],
            ),
            (
                format!(
                    "routing: {{ endpoints: [{cold}, {{ name: too, target: lake, container: raw }}], routes: [{{ name: all, endpoint: cold }}, {{ name: b, endpoint: too }}], enrichments: [{{ key: hub, value: $iothubname, endpoints: [too] }}] }}"
                ),
                &[],
            ),
            (
                routing(
                    &format!("{cold}, {{ name: spare, target: lake, container: uploads }}"),
                    "",
                ),
                &["endpoint-unused"],
            ),
            // A mistyped route is one fault.
            (
                routing(
                    &format!("{cold}, {{ name: spare, target: lake, container: uploads }}"),
                    ", { name: b, endpoint: spar }",
                ),
                &["route-endpoint-unknown"],
            ),
            (
                format!(
                    "routing: {{ endpoints: [{cold}, {{ name: spare, target: lake, container: uploads }}], routes: [{{ name: all, endpoint: cold }}], fallback: {{ endpoint: spare }} }}"
                ),
                &[],
            ),
            (
                format!(
                    "hub: {{ name: iot-a, sku: F1 }}\n{}",
                    routing(
                        &format!("{cold}, {{ name: spare, target: lake, container: uploads }}"),
                        ", { name: b, endpoint: spare }"
                    )
                ),
                &["too-many-endpoints"],
            ),
        ];
        let cases: Vec<(&str, &[&str])> = cases
            .iter()
            .map(|(case, codes)| (&**case, *codes))
            .collect();
        check(&cases);
    }
}
