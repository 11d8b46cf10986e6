//! Enrichments: their keys, values, endpoints and number.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use super::super::nearest::nearest;
use super::super::{at, check_name};
use super::delivery::feeds_events;
use super::route::{is_misspelt_there, unknown};
use super::uses::route_at;
use crate::azure::limits;
use crate::diag::{Diagnostic, Place};
use crate::document::pointer::Pointer;
use crate::intent::written::{BuiltInEndpoint, RouteSource, Written};
use crate::values::EnrichmentKey;

/// What a value may begin with to be looked up in the device's twin.
const TWIN_PARTS: [(&str, &str); 3] = [
    ("tags", "$twin.tags."),
    ("desired", "$twin.properties.desired."),
    ("reported", "$twin.properties.reported."),
];
/// The value that stands for the hub's name.
const HUB_NAME: &str = "$iothubname";

pub(super) fn too_many(intent: &Written, found: &mut Vec<Diagnostic>) {
    let (count, limit) = (
        intent.routing.enrichments.len(),
        limits::sku(intent.hub.sku).enrichments,
    );
    if count > limit {
        found.push(
            Diagnostic::error(
                "too-many-enrichments",
                Place::Value(enrichment_at(limit)),
                format!(
                    "there are {count} enrichments, and a hub of SKU {:?} takes {limit}",
                    intent.hub.sku
                ),
            )
            .related(Place::Value(at(&["hub", "sku"])), "the SKU is said here")
            .label("one too many")
            .note("one enrichment may serve several endpoints"),
        );
    }
}

pub(super) fn key(intent: &Written, found: &mut Vec<Diagnostic>) {
    for (index, each) in intent.routing.enrichments.iter().enumerate() {
        let pointer = enrichment_at(index).key("key");
        check_name::<EnrichmentKey>("enrichment-key", &each.key, &pointer, false, found);
    }
}

pub(super) fn key_repeated(intent: &Written, found: &mut Vec<Diagnostic>) {
    let mut seen: BTreeMap<(&str, String), Pointer> = BTreeMap::new();
    for (index, each) in intent.routing.enrichments.iter().enumerate() {
        for (position, name) in each.endpoints.iter().enumerate() {
            let pointer = enrichment_at(index).key("endpoints").index(position);
            match seen.entry((&each.key, name.to_ascii_lowercase())) {
                Entry::Vacant(entry) => {
                    entry.insert(pointer);
                }
                Entry::Occupied(entry) => found.push(
                    Diagnostic::warning(
                        "enrichment-key-repeated",
                        Place::Value(pointer),
                        format!("messages to `{name}` get the property `{}` twice", each.key),
                    )
                    .label("leave it out here or there")
                    .related(Place::Value(entry.get().clone()), "first given here")
                    .note("which of the two wins is not documented"),
                ),
            }
        }
    }
}

pub(super) fn value_empty(intent: &Written, found: &mut Vec<Diagnostic>) {
    for (index, each) in intent.routing.enrichments.iter().enumerate() {
        if each.value.is_empty() {
            found.push(
                Diagnostic::error(
                    "enrichment-value-empty",
                    Place::Value(enrichment_at(index).key("value")),
                    format!("the enrichment `{}` has no value", each.key),
                )
                .label("write a text, `$iothubname` or a `$twin` path"),
            );
        }
    }
}

pub(super) fn value(intent: &Written, found: &mut Vec<Diagnostic>) {
    for (index, each) in intent.routing.enrichments.iter().enumerate() {
        let text = &each.value;
        let bare = text.strip_prefix('$');
        let looks_known = text.eq_ignore_ascii_case(&HUB_NAME[1..])
            || TWIN_PARTS
                .iter()
                .any(|(_, prefix)| text.starts_with(&prefix[1..]));
        if is_looked_up(text) || (bare.is_none() && !looks_known) {
            continue;
        }
        let label = meant(bare.unwrap_or(text))
            .map_or_else(String::new, |better| format!("write `{better}`"));
        found.push(
            Diagnostic::warning(
                "enrichment-value",
                Place::Value(enrichment_at(index).key("value")),
                format!("`{text}` is nothing that the hub looks up, so messages get these very characters"),
            )
            .label(label)
            .note("the hub looks up `$iothubname`, `$twin.tags.NAME`, `$twin.properties.desired.NAME` and `$twin.properties.reported.NAME`"),
        );
    }
}

pub(super) fn twin_on_basic(intent: &Written, found: &mut Vec<Diagnostic>) {
    if !limits::sku(intent.hub.sku).basic {
        return;
    }
    for (index, each) in intent.routing.enrichments.iter().enumerate() {
        if is_twin_path(&each.value) {
            found.push(
                Diagnostic::warning(
                    "enrichment-twin-on-basic",
                    Place::Value(enrichment_at(index).key("value")),
                    format!(
                        "a hub of SKU {:?} has no twins, so messages get the very characters `{}`",
                        intent.hub.sku, each.value
                    ),
                )
                .related(Place::Value(at(&["hub", "sku"])), "the SKU is said here")
                .help("leave the enrichment out, or take SKU S1, S2 or S3"),
            );
        }
    }
}

pub(super) fn endpoints_empty(intent: &Written, found: &mut Vec<Diagnostic>) {
    for (index, each) in intent.routing.enrichments.iter().enumerate() {
        if each.endpoints.is_empty() {
            found.push(
                Diagnostic::error(
                    "enrichment-endpoints-empty",
                    Place::Value(enrichment_at(index).key("endpoints")),
                    format!("the enrichment `{}` is for no endpoint", each.key),
                )
                .label("name an endpoint"),
            );
        }
    }
}

pub(super) fn endpoint_unknown(intent: &Written, found: &mut Vec<Diagnostic>) {
    for (index, each) in intent.routing.enrichments.iter().enumerate() {
        for (position, name) in each.endpoints.iter().enumerate() {
            let to_event_grid = *name == limits::EVENT_GRID_ROUTE.1
                && intent
                    .routing
                    .routes
                    .iter()
                    .any(|route| route.endpoint == *name);
            let known = name == limits::BUILT_IN_ENDPOINT
                || to_event_grid
                || intent
                    .routing
                    .endpoints
                    .iter()
                    .any(|endpoint| endpoint.name == *name)
                || is_misspelt_there(intent, name);
            if !known {
                found.push(unknown(
                    intent,
                    "enrichment-endpoint-unknown",
                    Place::Value(enrichment_at(index).key("endpoints").index(position)),
                    &format!("the enrichment `{}`", each.key),
                    name,
                ));
            }
        }
    }
}

pub(super) fn to_unfed_endpoint(intent: &Written, found: &mut Vec<Diagnostic>) {
    // Where it is to be read, the lack of a route is said there.
    if intent.hub.built_in_endpoint == BuiltInEndpoint::Private || feeds_events(intent) {
        return;
    }
    for (index, each) in intent.routing.enrichments.iter().enumerate() {
        for (position, name) in each.endpoints.iter().enumerate() {
            if name == limits::BUILT_IN_ENDPOINT {
                found.push(
                    Diagnostic::warning(
                        "enrichment-to-unfed-endpoint",
                        Place::Value(enrichment_at(index).key("endpoints").index(position)),
                        format!(
                            "the enrichment `{}` is for the built-in endpoint, and nothing is sent there",
                            each.key
                        ),
                    )
                    .label("leave it out"),
                );
            }
        }
    }
}

pub(super) fn of_digital_twins(intent: &Written, found: &mut Vec<Diagnostic>) {
    for (index, each) in intent.routing.enrichments.iter().enumerate() {
        for (position, name) in each.endpoints.iter().enumerate() {
            let mut feeding = intent
                .routing
                .routes
                .iter()
                .enumerate()
                .filter(|(_, route)| route.endpoint == *name)
                .peekable();
            let Some((first, _)) = feeding.peek().copied() else {
                continue;
            };
            let is_fallback = intent.fallback_endpoint() == Some(name);
            let only_twins = feeding
                .all(|(_, route)| route.source == Some(RouteSource::DigitalTwinChangeEvents));
            if only_twins && !is_fallback {
                found.push(
                    Diagnostic::warning(
                        "enrichment-of-digital-twins",
                        Place::Value(enrichment_at(index).key("endpoints").index(position)),
                        format!(
                            "`{name}` gets changes of digital twins only, and these are never enriched with `{}`",
                            each.key
                        ),
                    )
                    .label("leave it out")
                    .related(
                        Place::Value(route_at(first).key("source")),
                        "what it gets",
                    ),
                );
            }
        }
    }
}

fn enrichment_at(index: usize) -> Pointer {
    at(&["routing", "enrichments"]).index(index)
}

fn is_looked_up(text: &str) -> bool {
    text == HUB_NAME || is_twin_path(text)
}

fn is_twin_path(text: &str) -> bool {
    TWIN_PARTS.iter().any(|(_, prefix)| {
        text.strip_prefix(prefix)
            .is_some_and(|path| path.split('.').all(|step| !step.is_empty()))
    })
}

/// What somebody meant who wrote `bare` behind a `$`.
fn meant(bare: &str) -> Option<String> {
    if nearest(bare, [&HUB_NAME[1..]]).is_some() {
        return Some(HUB_NAME.to_owned());
    }
    let path = bare.strip_prefix("twin.").unwrap_or(bare);
    let path = path.strip_prefix("properties.").unwrap_or(path);
    let (part, name) = path.split_once('.')?;
    let part = nearest(part, TWIN_PARTS.map(|(part, _)| part))?;
    let (_, prefix) = TWIN_PARTS.iter().find(|(known, _)| *known == part)?;
    let better = format!("{prefix}{name}");
    is_twin_path(&better).then_some(better)
}

#[cfg(test)]
mod tests {
    use super::super::cases::check;
    use super::meant;

    fn enrichments(sku: &str, rest: &str) -> String {
        format!(
            "hub: {{ name: iot-a, sku: {sku} }}\nrouting: {{ endpoints: [{{ name: cold, target: lake, container: raw }}], routes: [{{ name: all, endpoint: cold }}, {{ name: RouteToEventGrid, endpoint: eventgrid }}], enrichments: [{rest}] }}"
        )
    }

    #[test]
    fn several() {
        for (sku, rest, codes) in [
            (
                "S1",
                "{ key: hub, value: $iothubname, endpoints: [cold, eventgrid] }",
                &[][..],
            ),
            (
                "S1",
                "{ key: plant, value: \"[north] 100$\", endpoints: [cold] }",
                &[],
            ),
            (
                "S1",
                "{ key: site, value: $twin.tags.a.b, endpoints: [cold] }",
                &[],
            ),
            (
                "S1",
                "{ key: a b, value: x, endpoints: [cold] }",
                &["enrichment-key"],
            ),
            (
                "S1",
                "{ key: a, value: x, endpoints: [cold, cold] }",
                &["enrichment-key-repeated"],
            ),
            (
                "S1",
                "{ key: a, value: x, endpoints: [cold] }, { key: a, value: y, endpoints: [cold] }",
                &["enrichment-key-repeated"],
            ),
            (
                "S1",
                "{ key: a, value: x, endpoints: [cold] }, { key: a, value: y, endpoints: [eventgrid] }",
                &[],
            ),
            (
                "S1",
                "{ key: a, value: \"\", endpoints: [cold] }",
                &["enrichment-value-empty"],
            ),
            (
                "S1",
                "{ key: a, value: $twin.tags, endpoints: [cold] }",
                &["enrichment-value"],
            ),
            (
                "S1",
                "{ key: a, value: $twin.tags., endpoints: [cold] }",
                &["enrichment-value"],
            ),
            (
                "S1",
                "{ key: a, value: twin.tags.site, endpoints: [cold] }",
                &["enrichment-value"],
            ),
            (
                "S1",
                "{ key: a, value: $body.x, endpoints: [cold] }",
                &["enrichment-value"],
            ),
            (
                "B1",
                "{ key: a, value: $twin.tags.site, endpoints: [cold] }",
                &["enrichment-twin-on-basic"],
            ),
            (
                "B1",
                "{ key: a, value: $iothubname, endpoints: [cold] }",
                &[],
            ),
            (
                "S1",
                "{ key: a, value: x, endpoints: [] }",
                &["enrichment-endpoints-empty"],
            ),
            (
                "S1",
                "{ key: a, value: x, endpoints: [Cold] }",
                &["enrichment-endpoint-unknown"],
            ),
            (
                "S1",
                "{ key: a, value: x, endpoints: [events] }",
                &["enrichment-to-unfed-endpoint"],
            ),
            (
                "F1",
                "{ key: a, value: x, endpoints: [cold] }, { key: b, value: x, endpoints: [cold] }, { key: c, value: x, endpoints: [cold] }",
                &["too-many-enrichments"],
            ),
        ] {
            check(&[(&enrichments(sku, rest), codes)]);
        }
    }

    #[test]
    fn what_was_meant() {
        for (bare, better) in [
            ("iotHubName", Some("$iothubname")),
            ("iothub", None),
            ("twin.tag.site", Some("$twin.tags.site")),
            ("twin.desired.x.y", Some("$twin.properties.desired.x.y")),
            ("properties.reported.x", Some("$twin.properties.reported.x")),
            ("twin.tags", None),
            ("twin.tags.", None),
            ("body.x", None),
        ] {
            assert_eq!(meant(bare).as_deref(), better, "{bare}");
        }
    }
}
