//! Whether messages arrive anywhere: no routes, no catch-all, the built-in endpoint.

use super::super::at;
use super::endpoint::defines;
use super::uses::route_at;
use crate::azure::limits::BUILT_IN_ENDPOINT;
use crate::diag::{Diagnostic, Place};
use crate::intent::written::{BuiltInEndpoint, Route, RouteSource, Switch, Written};
use crate::query;

pub(super) fn no_routes(intent: &Written, found: &mut Vec<Diagnostic>) {
    if intent.routing.routes.is_empty() && intent.fallback_endpoint().is_none() {
        found.push(
            Diagnostic::warning(
                "no-routes",
                Place::Key(at(&["routing"])),
                "there are no routes and no fallback, so the hub drops every message",
            )
            .label("add a route")
            .help("write `routes: [{ name: everything, endpoint: NAME }]` under `routing`"),
        );
    }
}

pub(super) fn no_catch_all(intent: &Written, found: &mut Vec<Diagnostic>) {
    if intent.routing.routes.is_empty() || intent.fallback_endpoint().is_some() {
        return;
    }
    let working: Vec<&Route> = intent
        .routing
        .routes
        .iter()
        .filter(|route| is_working(route) && takes_messages(route))
        .collect();
    if working
        .iter()
        .any(|route| route.condition.as_deref().is_none_or(query::is_catch_all))
    {
        return;
    }
    let message = if working.is_empty() {
        "no route takes the messages of devices, and there is no fallback, so the hub drops them all"
    } else {
        "no route takes every message of devices, and there is no fallback, so the hub drops what matches no condition"
    };
    found.push(
        Diagnostic::warning(
            "no-catch-all-route",
            Place::Key(at(&["routing", "routes"])),
            message,
        )
        .help("add a route of source `DeviceMessages` without a condition, or write `fallback: { endpoint: NAME }`")
        .note("dropped messages show up only as the metric for orphaned messages"),
    );
}

pub(super) fn route_to_built_in(intent: &Written, found: &mut Vec<Diagnostic>) {
    if intent.hub.built_in_endpoint == BuiltInEndpoint::Private
        || defines(intent, BUILT_IN_ENDPOINT)
    {
        return;
    }
    for (index, route) in intent.routing.routes.iter().enumerate() {
        if route.endpoint == BUILT_IN_ENDPOINT {
            found.push(feeds_built_in(
                "route-to-builtin-endpoint",
                Place::Value(route_at(index).key("endpoint")),
                &format!("route `{}`", route.name),
            ));
        }
    }
}

pub(super) fn fallback_to_built_in(intent: &Written, found: &mut Vec<Diagnostic>) {
    if intent.hub.built_in_endpoint != BuiltInEndpoint::Private
        && intent.fallback_endpoint() == Some(BUILT_IN_ENDPOINT)
        && !defines(intent, BUILT_IN_ENDPOINT)
    {
        found.push(feeds_built_in(
            "fallback-to-builtin-endpoint",
            Place::Value(at(&["routing", "fallback", "endpoint"])),
            "the fallback",
        ));
    }
}

pub(super) fn built_in_unfed(intent: &Written, found: &mut Vec<Diagnostic>) {
    // Without any route there is another warning.
    if intent.hub.built_in_endpoint != BuiltInEndpoint::Private
        || intent.routing.routes.is_empty()
        || feeds_events(intent)
    {
        return;
    }
    found.push(
        Diagnostic::warning(
            "builtin-endpoint-unfed",
            Place::Value(at(&["hub", "builtInEndpoint"])),
            "the built-in endpoint is to be read, and nothing is sent to it",
        )
        .label(format!("add a route to `{BUILT_IN_ENDPOINT}`"))
        .note("as soon as there is one route, messages reach the built-in endpoint only by a route or fallback that names it"),
    );
}

pub(super) fn built_in_without_sas(intent: &Written, found: &mut Vec<Diagnostic>) {
    if intent.hub.built_in_endpoint == BuiltInEndpoint::Private
        && !intent.hub.service_sas.is_some_and(Switch::is_enabled)
    {
        found.push(
            Diagnostic::warning(
                "builtin-endpoint-without-sas",
                Place::Value(at(&["hub", "builtInEndpoint"])),
                "the built-in endpoint is to be read, and shared access signatures of services are off, so nobody can",
            )
            .note("the built-in endpoint takes connection strings only; Microsoft Entra ID does not open it")
            .help("write `serviceSas: enabled`, or send the messages to an event hub among the targets and read them there"),
        );
    }
}

/// Whether anything is sent to the built-in endpoint.
pub(super) fn feeds_events(intent: &Written) -> bool {
    intent.fallback_endpoint() == Some(BUILT_IN_ENDPOINT)
        || intent
            .routing
            .routes
            .iter()
            .any(|route| is_working(route) && route.endpoint == BUILT_IN_ENDPOINT)
}

fn is_working(route: &Route) -> bool {
    route.is_enabled.unwrap_or(true)
}

fn takes_messages(route: &Route) -> bool {
    route.source.unwrap_or_default() == RouteSource::DeviceMessages
}

fn feeds_built_in(code: &'static str, place: Place, who: &str) -> Diagnostic {
    Diagnostic::warning(
        code,
        place,
        format!("{who} sends to the built-in endpoint, which a sealed hub leaves unused"),
    )
    .label("name an endpoint of your own")
    .help("where the built-in endpoint is read on purpose, through the private endpoint, write `builtInEndpoint: private` under `hub`")
}

#[cfg(test)]
mod tests {
    use super::super::cases::check;

    #[test]
    fn messages_arrive() {
        let endpoints = "endpoints: [{ name: cold, target: lake, container: raw }]";
        for (hub, routing, codes) in [
            ("", "routes: [{ name: all, endpoint: cold }]", &[][..]),
            (
                "",
                "routes: [{ name: all, condition: \" true \", endpoint: cold }]",
                &[],
            ),
            ("", "routes: []", &["no-routes"]),
            ("", "fallback: { endpoint: cold }", &[]),
            (
                "",
                "routes: [{ name: a, condition: \"x = '1'\", endpoint: cold }]",
                &["no-catch-all-route"],
            ),
            (
                "",
                "routes: [{ name: a, condition: \"x = '1'\", endpoint: cold }], fallback: { endpoint: cold }",
                &[],
            ),
            (
                "",
                "routes: [{ name: a, endpoint: cold, isEnabled: false }]",
                &["no-catch-all-route"],
            ),
            (
                "",
                "routes: [{ name: a, source: TwinChangeEvents, endpoint: cold }]",
                &["no-catch-all-route"],
            ),
            (
                "",
                "routes: [{ name: a, endpoint: cold }, { name: b, endpoint: events }]",
                &["route-to-builtin-endpoint"],
            ),
            (
                "",
                "routes: [{ name: a, endpoint: cold }], fallback: { endpoint: events }",
                &["fallback-to-builtin-endpoint"],
            ),
            (
                "builtInEndpoint: private, serviceSas: enabled, ",
                "routes: [{ name: a, endpoint: cold }], fallback: { endpoint: events }",
                &[],
            ),
            (
                "builtInEndpoint: private, serviceSas: enabled, ",
                "routes: [{ name: a, endpoint: cold }, { name: b, endpoint: events }]",
                &[],
            ),
            (
                "builtInEndpoint: private, serviceSas: enabled, ",
                "routes: [{ name: a, endpoint: cold }, { name: b, endpoint: events, isEnabled: false }]",
                &["builtin-endpoint-unfed"],
            ),
            (
                "builtInEndpoint: private, ",
                "routes: [{ name: a, endpoint: cold }, { name: b, endpoint: events }]",
                &["builtin-endpoint-without-sas"],
            ),
        ] {
            check(&[(
                &format!(
                    "hub: {{ {hub}name: iot-a, sku: S1 }}\nrouting: {{ {endpoints}, {routing} }}"
                ),
                codes,
            )]);
        }
    }
}
