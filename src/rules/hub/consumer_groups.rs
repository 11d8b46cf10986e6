//! Consumer groups of the built-in endpoint.

use std::collections::BTreeMap;

use crate::azure::limits::HUB_CONSUMER_GROUPS;
use crate::diag::{Diagnostic, Place};
use crate::document::pointer::Pointer;
use crate::intent::written::{BuiltInEndpoint, Written};
use crate::rules::{at, check_name};
use crate::values::ConsumerGroupName;

/// The rule `hub-consumer-group-name`.
pub(super) fn name(intent: &Written, found: &mut Vec<Diagnostic>) {
    for (index, group) in intent.hub.consumer_groups.iter().enumerate() {
        check_name::<ConsumerGroupName>(
            "hub-consumer-group-name",
            group,
            &list().index(index),
            false,
            found,
        );
    }
}

/// The rule `hub-consumer-group-repeated`.
pub(super) fn repeated(intent: &Written, found: &mut Vec<Diagnostic>) {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for (index, group) in intent.hub.consumer_groups.iter().enumerate() {
        let lower = group.to_lowercase();
        if let Some(first) = seen.get(&lower) {
            found.push(
                Diagnostic::error(
                    "hub-consumer-group-repeated",
                    Place::Value(list().index(index)),
                    format!("there are two consumer groups called `{group}`"),
                )
                .label("leave one of them out")
                .related(Place::Value(list().index(*first)), "first here")
                .note("names of consumer groups are compared without case"),
            );
        } else {
            seen.insert(lower, index);
        }
    }
}

/// The rule `hub-consumer-groups-many`.
pub(super) fn many(intent: &Written, found: &mut Vec<Diagnostic>) {
    let count = intent.hub.consumer_groups.len();
    if count > HUB_CONSUMER_GROUPS {
        found.push(Diagnostic::warning(
            "hub-consumer-groups-many",
            Place::Key(list()),
            format!("there are {count} consumer groups, and a built-in endpoint takes {HUB_CONSUMER_GROUPS} beside `$Default`"),
        ));
    }
}

/// The rule `hub-consumer-groups-unused`.
pub(super) fn unused(intent: &Written, found: &mut Vec<Diagnostic>) {
    if !intent.hub.consumer_groups.is_empty()
        && intent.hub.built_in_endpoint == BuiltInEndpoint::Unused
    {
        found.push(
            Diagnostic::warning(
                "hub-consumer-groups-unused",
                Place::Key(list()),
                "consumer groups read the built-in endpoint, and the intent says that nobody does",
            )
            .label("leave them out, or write `builtInEndpoint: private`")
            .note("with `builtInEndpoint: private` it is read on purpose, through the private endpoint"),
        );
    }
}

fn list() -> Pointer {
    at(&["hub", "consumerGroups"])
}

#[cfg(test)]
mod tests {
    use crate::rules::tests::check_examples;

    #[test]
    fn consumer_groups() {
        let many = |count: usize| {
            let list: Vec<String> = (0..count).map(|index| format!("g{index}")).collect();
            list.join(", ")
        };
        for (list, expected) in [
            ("dashboard, archive.2".to_owned(), &[][..]),
            ("$Default".to_owned(), &["hub-consumer-group-name"]),
            ("_ops".to_owned(), &["hub-consumer-group-name"]),
            ("ops, Ops".to_owned(), &["hub-consumer-group-repeated"]),
            (many(20), &[]),
            (many(21), &["hub-consumer-groups-many"]),
        ] {
            check_examples(&[(
                &format!(
                    "hub: {{ name: iot-a, sku: S1, builtInEndpoint: private, serviceSas: enabled, consumerGroups: [{list}] }}\ntargets: {{}}\nrouting: {{ routes: [{{ name: all, endpoint: events }}] }}"
                ),
                expected,
            )]);
        }
        check_examples(&[(
            "hub: { name: iot-a, sku: S1, consumerGroups: [dashboard] }",
            &["hub-consumer-groups-unused"],
        )]);
    }
}
