//! Routes: their names, what they take from, and where they send.

use super::super::names::{is_meant_by, list, repeated, write_nearest};
use super::super::{at, faulty};
use super::endpoint::defines;
use super::uses::route_at;
use crate::azure::limits;
use crate::diag::{Diagnostic, Place};
use crate::intent::written::{Route, RouteSource, Written};
use crate::values::{EndpointName, Name};

pub(super) fn name(intent: &Written, found: &mut Vec<Diagnostic>) {
    for (index, route) in intent.routing.routes.iter().enumerate() {
        if let Err(fault) = EndpointName::parse(&route.name) {
            let pointer = route_at(index).key("name");
            found.push(
                faulty(
                    "route-name",
                    "route name",
                    &route.name,
                    &fault,
                    &pointer,
                    false,
                )
                .note(format!("it has {}", EndpointName::RULE)),
            );
        }
    }
}

pub(super) fn name_repeated(intent: &Written, found: &mut Vec<Diagnostic>) {
    for (first, second) in repeated(intent.routing.routes.iter().map(|each| &*each.name)) {
        found.push(
            Diagnostic::error(
                "route-name-repeated",
                Place::Value(route_at(second).key("name")),
                format!(
                    "two routes are called `{}`",
                    intent.routing.routes[second].name
                ),
            )
            .label("write another name")
            .related(Place::Value(route_at(first).key("name")), "first used here")
            .note("upper or lower case makes no difference"),
        );
    }
}

pub(super) fn endpoint_unknown(intent: &Written, found: &mut Vec<Diagnostic>) {
    for (index, route) in intent.routing.routes.iter().enumerate() {
        let place = Place::Value(route_at(index).key("endpoint"));
        // The route of Event Grid has a rule of its own.
        if is_event_grid(route) || is_known(intent, &route.endpoint) {
            continue;
        }
        found.push(unknown(
            intent,
            "route-endpoint-unknown",
            place,
            &format!("route `{}`", route.name),
            &route.endpoint,
        ));
    }
}

pub(super) fn fallback_unknown(intent: &Written, found: &mut Vec<Diagnostic>) {
    let Some(name) = intent.fallback_endpoint() else {
        return;
    };
    if !is_known(intent, name) {
        let place = Place::Value(at(&["routing", "fallback", "endpoint"]));
        found.push(unknown(
            intent,
            "fallback-endpoint-unknown",
            place,
            "the fallback",
            name,
        ));
    }
}

pub(super) fn too_many(intent: &Written, found: &mut Vec<Diagnostic>) {
    let (count, limit) = (
        intent.routing.routes.len(),
        limits::sku(intent.hub.sku).routes,
    );
    if count > limit {
        found.push(
            Diagnostic::error(
                "too-many-routes",
                Place::Value(route_at(limit)),
                format!(
                    "there are {count} routes, and a hub of SKU {:?} takes {limit}",
                    intent.hub.sku
                ),
            )
            .related(Place::Value(at(&["hub", "sku"])), "the SKU is said here")
            .label("one too many")
            .note("one route may join several conditions with `OR`; routes that are switched off count too"),
        );
    }
}

pub(super) fn source_preview(intent: &Written, found: &mut Vec<Diagnostic>) {
    for (index, route) in intent.routing.routes.iter().enumerate() {
        if let Some(
            source @ (RouteSource::DigitalTwinChangeEvents | RouteSource::MqttBrokerMessages),
        ) = route.source
        {
            found.push(
                Diagnostic::warning(
                    "route-source-preview",
                    Place::Value(route_at(index).key("source")),
                    format!(
                        "`{source:?}` of route `{}` exists only in a preview version of the hub's API",
                        route.name
                    ),
                )
                .note("the whole hub is written with that preview version, which Azure may change or withdraw"),
            );
        }
    }
}

pub(super) fn source_on_basic(intent: &Written, found: &mut Vec<Diagnostic>) {
    if !limits::sku(intent.hub.sku).basic {
        return;
    }
    for (index, route) in intent.routing.routes.iter().enumerate() {
        if let Some(
            source @ (RouteSource::TwinChangeEvents | RouteSource::DigitalTwinChangeEvents),
        ) = route.source
        {
            found.push(
                Diagnostic::warning(
                    "route-source-on-basic",
                    Place::Value(route_at(index).key("source")),
                    format!(
                        "route `{}` waits for `{source:?}`, and a hub of SKU {:?} has no twins that could change",
                        route.name, intent.hub.sku
                    ),
                )
                .related(Place::Value(at(&["hub", "sku"])), "the SKU is said here")
                .help("leave the route out, or take SKU S1, S2 or S3"),
            );
        }
    }
}

pub(super) fn event_grid(intent: &Written, found: &mut Vec<Diagnostic>) {
    const CODE: &str = "event-grid-route";
    let (name, endpoint) = limits::EVENT_GRID_ROUTE;
    if defines(intent, endpoint) {
        return;
    }
    for (index, route) in intent.routing.routes.iter().enumerate() {
        let place = |key| Place::Value(route_at(index).key(key));
        let fault = if route.endpoint == endpoint {
            if route.name == name {
                continue;
            }
            Diagnostic::error(
                CODE,
                place("name"),
                format!(
                    "route `{}` sends to `{endpoint}`, and only the route `{name}` may do so",
                    route.name
                ),
            )
            .label(format!("write `{name}`"))
        } else if is_event_grid(route) {
            Diagnostic::error(
                CODE,
                place("endpoint"),
                format!("the route `{name}` belongs to Event Grid, and sends to `{endpoint}` only"),
            )
            .label(format!(
                "write `{endpoint}`, or give the route another name"
            ))
        } else {
            continue;
        };
        found.push(fault.note(
            "an Event Grid subscription to telemetry gives the hub this hidden route; writing it here keeps it, and does not make the subscription",
        ));
    }
}

/// Whether a route carries the name of Event Grid's own.
pub(super) fn is_event_grid(route: &Route) -> bool {
    route.name.eq_ignore_ascii_case(limits::EVENT_GRID_ROUTE.0)
}

/// Whether a route or the fallback may send to that name: a custom endpoint, the built-in one, or Event Grid in a route.
fn is_known(intent: &Written, name: &str) -> bool {
    let in_a_route = intent
        .routing
        .routes
        .iter()
        .any(|route| route.endpoint == name);
    name == limits::BUILT_IN_ENDPOINT
        || (name == limits::EVENT_GRID_ROUTE.1 && in_a_route)
        || intent
            .routing
            .endpoints
            .iter()
            .any(|each| each.name == name)
        || is_misspelt_there(intent, name)
}

/// Whether an endpoint that is there carries a name that no endpoint may carry, and was meant to be called so. That is told
/// there.
pub(super) fn is_misspelt_there(intent: &Written, name: &str) -> bool {
    intent.routing.endpoints.iter().any(|each| {
        let fault = EndpointName::parse(&each.name).err();
        is_meant_by(name, &each.name, fault.as_ref())
    })
}

/// What is said where `who` names an endpoint that is not there.
pub(super) fn unknown(
    intent: &Written,
    code: &'static str,
    place: Place,
    who: &str,
    name: &str,
) -> Diagnostic {
    let endpoints = || intent.routing.endpoints.iter().map(|each| &*each.name);
    let fault = Diagnostic::error(
        code,
        place,
        format!("{who} names the endpoint `{name}`, which is not under `routing.endpoints`"),
    )
    .label(write_nearest(
        name,
        endpoints().chain([limits::BUILT_IN_ENDPOINT]),
    ));
    let leading_there: Vec<&str> = intent
        .routing
        .endpoints
        .iter()
        .filter(|each| each.target == name)
        .map(|each| &*each.name)
        .collect();
    if intent.targets.contains_key(name) {
        let fault = fault.note(format!("`{name}` is a target; routes name endpoints"));
        return match leading_there[..] {
            [] => fault
                .label("")
                .help(format!("add an endpoint with `target: {name}`")),
            [only] => fault.label(format!("write `{only}`")),
            _ => fault
                .label("")
                .help(format!("its endpoints are {}", list(leading_there))),
        };
    }
    if intent.routing.endpoints.is_empty() {
        fault.help("there are no endpoints yet; add it under `routing.endpoints`")
    } else {
        fault.note(format!("the endpoints are {}", list(endpoints())))
    }
}

#[cfg(test)]
mod tests {
    use super::super::cases::{check, check_words};

    fn routes(rest: &str) -> String {
        format!(
            "routing: {{ endpoints: [{{ name: cold, target: lake, container: raw }}], routes: [{{ name: all, endpoint: cold }}, {rest}] }}"
        )
    }

    #[test]
    fn several() {
        for (rest, codes) in [
            (
                "{ name: a, endpoint: cold, source: TwinChangeEvents }",
                &[][..],
            ),
            ("{ name: a b, endpoint: cold }", &["route-name"]),
            ("{ name: ALL, endpoint: cold }", &["route-name-repeated"]),
            ("{ name: a, endpoint: Cold }", &["route-endpoint-unknown"]),
            ("{ name: a, endpoint: Events }", &["route-endpoint-unknown"]),
            ("{ name: a, endpoint: lake }", &["route-endpoint-unknown"]),
            (
                "{ name: a, endpoint: cold, source: MqttBrokerMessages }",
                &["route-source-preview"],
            ),
            (
                "{ name: a, endpoint: cold, source: DigitalTwinChangeEvents }",
                &["route-source-preview"],
            ),
            ("{ name: RouteToEventGrid, endpoint: eventgrid }", &[]),
            (
                "{ name: routetoeventgrid, endpoint: eventgrid }",
                &["event-grid-route"],
            ),
            (
                "{ name: RouteToEventGrid, endpoint: cold }",
                &["event-grid-route"],
            ),
            (
                "{ name: RouteToEventGrid, endpoint: evntgrid }",
                &["event-grid-route"],
            ),
            ("{ name: a, endpoint: eventgrid }", &["event-grid-route"]),
        ] {
            check(&[(&routes(rest), codes)]);
        }
        check(&[
            (
                "hub: { name: iot-a, sku: B1 }\nrouting: { endpoints: [{ name: cold, target: lake, container: raw }], routes: [{ name: all, endpoint: cold }, { name: twins, source: TwinChangeEvents, endpoint: cold }] }",
                &["route-source-on-basic"],
            ),
            (
                "routing: { endpoints: [{ name: cold, target: lake, container: raw }], routes: [{ name: all, endpoint: cold }], fallback: { endpoint: eventgrid } }",
                &["fallback-endpoint-unknown"],
            ),
            (
                "hub: { name: iot-a, sku: F1 }\nrouting: { endpoints: [{ name: cold, target: lake, container: raw }], routes: [{ name: a, endpoint: cold }, { name: b, endpoint: cold }, { name: c, endpoint: cold }, { name: d, endpoint: cold }, { name: e, endpoint: cold }, { name: f, endpoint: cold }] }",
                &["too-many-routes"],
            ),
        ]);
    }

    #[test]
    fn words() {
        for (rest, message, label) in [
            (
                "{ name: a, endpoint: clod }",
                "route `a` names the endpoint `clod`, which is not under `routing.endpoints`",
                "write `cold`",
            ),
            (
                "{ name: a, endpoint: lake }",
                "route `a` names the endpoint `lake`, which is not under `routing.endpoints`",
                "write `cold`",
            ),
            (
                "{ name: a, endpoint: archive }",
                "route `a` names the endpoint `archive`, which is not under `routing.endpoints`",
                "",
            ),
            (
                "{ name: a, endpoint: eventgrid }",
                "route `a` sends to `eventgrid`, and only the route `RouteToEventGrid` may do so",
                "write `RouteToEventGrid`",
            ),
        ] {
            check_words(&[(&routes(rest), "Value", message, label)]);
        }
    }
}
