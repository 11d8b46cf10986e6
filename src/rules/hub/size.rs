//! Name, units and built-in endpoint of the hub: what its SKU and its region allow.

use crate::azure::clouds::DATA_RESIDENCY_REGION;
use crate::azure::limits::{
    FREE_HUB_BUILT_IN, HUB_PARTITIONS, HUB_PARTITIONS_DOCUMENTED, HUB_RETENTION_DAYS, sku,
};
use crate::diag::{Diagnostic, Place};
use crate::intent::written::{HubSku, Written};
use crate::rules::{at, check_name};
use crate::values::{HubName, IntentName, Name};

/// The rule `intent-name`.
pub(super) fn intent_name(intent: &Written, found: &mut Vec<Diagnostic>) {
    check_name::<IntentName>("intent-name", &intent.name, &at(&["name"]), false, found);
}

/// The rule `hub-name`.
pub(super) fn hub_name(intent: &Written, found: &mut Vec<Diagnostic>) {
    let pointer = at(&["hub", "name"]);
    check_name::<HubName>("hub-name", &intent.hub.name, &pointer, false, found);
}

/// The rule `hub-name-odd`.
pub(super) fn hub_name_odd(intent: &Written, found: &mut Vec<Diagnostic>) {
    let name = &intent.hub.name;
    if HubName::parse(name).is_err() {
        return;
    }
    let what = if name.starts_with('-') {
        "starts with a hyphen"
    } else if name.chars().all(|c| c.is_ascii_digit()) {
        "is all digits"
    } else {
        return;
    };
    found.push(
        Diagnostic::warning(
            "hub-name-odd",
            Place::Value(at(&["hub", "name"])),
            format!("IoT hub name `{name}` {what}, which the portal refuses"),
        )
        .note("the hub's name becomes its host name"),
    );
}

/// The rule `hub-units`.
pub(super) fn hub_units(intent: &Written, found: &mut Vec<Diagnostic>) {
    let Some(units) = intent.hub.units else {
        return;
    };
    let range = sku(intent.hub.sku).units;
    if range.contains(&units) {
        return;
    }
    let (least, most) = (*range.start(), *range.end());
    let takes = if least == most {
        format!("exactly {least}")
    } else {
        format!("{least} to {most}")
    };
    found.push(
        Diagnostic::error(
            "hub-units",
            Place::Value(at(&["hub", "units"])),
            format!(
                "`units` is {units}, and {} takes {takes}",
                name(intent.hub.sku)
            ),
        )
        .label(format!("write `{}`", units.clamp(least, most)))
        .related(Place::Value(at(&["hub", "sku"])), "the SKU"),
    );
}

/// The rule `hub-partitions`.
pub(super) fn hub_partitions(intent: &Written, found: &mut Vec<Diagnostic>) {
    let (least, most) = (*HUB_PARTITIONS.start(), *HUB_PARTITIONS.end());
    if let Some(partitions) = intent.hub.partitions
        && !HUB_PARTITIONS.contains(&partitions)
    {
        found.push(
            Diagnostic::error(
                "hub-partitions",
                Place::Value(at(&["hub", "partitions"])),
                format!(
                    "`partitions` is {partitions}, and the built-in endpoint has {least} to {most}"
                ),
            )
            .label(format!("write `{}`", partitions.clamp(least, most))),
        );
    }
}

/// The rule `hub-partitions-many`.
pub(super) fn hub_partitions_many(intent: &Written, found: &mut Vec<Diagnostic>) {
    if let Some(partitions) = intent.hub.partitions
        && partitions > HUB_PARTITIONS_DOCUMENTED
        && HUB_PARTITIONS.contains(&partitions)
        && !sku(intent.hub.sku).free
    {
        found.push(
            Diagnostic::warning(
                "hub-partitions-many",
                Place::Value(at(&["hub", "partitions"])),
                format!(
                    "`partitions` is {partitions}, and Azure documents up to {HUB_PARTITIONS_DOCUMENTED}; more may be refused"
                ),
            )
            .note("the number of partitions cannot be changed once the hub exists"),
        );
    }
}

/// The rule `hub-retention`.
pub(super) fn hub_retention(intent: &Written, found: &mut Vec<Diagnostic>) {
    let (least, most) = (*HUB_RETENTION_DAYS.start(), *HUB_RETENTION_DAYS.end());
    if let Some(days) = intent.hub.retention_days
        && !HUB_RETENTION_DAYS.contains(&days)
    {
        found.push(
            Diagnostic::error(
                "hub-retention",
                Place::Value(at(&["hub", "retentionDays"])),
                format!("`retentionDays` is {days}, and the built-in endpoint keeps messages {least} to {most} days"),
            )
            .label(format!("write `{}`", days.clamp(least, most))),
        );
    }
}

/// The rule `free-hub-built-in`.
pub(super) fn free_hub_built_in(intent: &Written, found: &mut Vec<Diagnostic>) {
    if !sku(intent.hub.sku).free {
        return;
    }
    let (partitions, days) = FREE_HUB_BUILT_IN;
    let settings = [
        (
            "partitions",
            intent.hub.partitions,
            &HUB_PARTITIONS,
            partitions,
            "has 2 partitions",
        ),
        (
            "retentionDays",
            intent.hub.retention_days,
            &HUB_RETENTION_DAYS,
            days,
            "keeps messages one day",
        ),
    ];
    for (key, written, range, free, what) in settings {
        if let Some(written) = written
            && written != free
            && range.contains(&written)
        {
            found.push(
                Diagnostic::warning(
                    "free-hub-built-in",
                    Place::Value(at(&["hub", key])),
                    format!("`{key}` is {written}, and the built-in endpoint of a free hub {what}"),
                )
                .label("leave it out")
                .related(Place::Value(at(&["hub", "sku"])), "the SKU"),
            );
        }
    }
}

/// The rule `data-residency-required`.
pub(super) fn data_residency_required(intent: &Written, found: &mut Vec<Diagnostic>) {
    if intent.location == DATA_RESIDENCY_REGION && intent.hub.data_residency != Some(true) {
        found.push(
            Diagnostic::error(
                "data-residency-required",
                Place::Value(at(&["hub", "dataResidency"])),
                format!("a hub in `{DATA_RESIDENCY_REGION}` must keep its data there"),
            )
            .label("write `dataResidency: true`")
            .related(Place::Value(at(&["location"])), "the region")
            .note("the hub then has no recovery in another region; it cannot be changed once the hub exists"),
        );
    }
}

/// Azure's name of a SKU.
pub(super) const fn name(sku: HubSku) -> &'static str {
    match sku {
        HubSku::F1 => "F1",
        HubSku::B1 => "B1",
        HubSku::B2 => "B2",
        HubSku::B3 => "B3",
        HubSku::S1 => "S1",
        HubSku::S2 => "S2",
        HubSku::S3 => "S3",
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::tests::check_examples;

    #[test]
    fn sizes() {
        for (rest, expected) in [
            (
                "sku: S1, units: 200, partitions: 32, retentionDays: 7",
                &[][..],
            ),
            ("sku: S3, units: 10, partitions: 2, retentionDays: 1", &[]),
            ("sku: S3, units: 11", &["hub-units"]),
            ("sku: B3, units: 0", &["hub-units"]),
            ("sku: B1, units: 201", &["hub-units"]),
            ("sku: S1, units: -9223372036854775808", &["hub-units"]),
            ("sku: S1, partitions: 1", &["hub-partitions"]),
            ("sku: S1, partitions: 129", &["hub-partitions"]),
            ("sku: S1, partitions: 33", &["hub-partitions-many"]),
            ("sku: S1, retentionDays: 0", &["hub-retention"]),
            ("sku: S1, retentionDays: 8", &["hub-retention"]),
            ("sku: F1, units: 2", &["hub-units", "private-endpoint-free"]),
            (
                "sku: F1, units: 1, partitions: 2, retentionDays: 1",
                &["private-endpoint-free"],
            ),
            (
                "sku: F1, partitions: 4",
                &["free-hub-built-in", "private-endpoint-free"],
            ),
            (
                "sku: F1, retentionDays: 7",
                &["free-hub-built-in", "private-endpoint-free"],
            ),
        ] {
            check_examples(&[(&format!("hub: {{ name: iot-a, {rest} }}"), expected)]);
        }
        for (name, expected) in [
            ("iot-a", &[][..]),
            ("ab", &["hub-name"]),
            ("iot-", &["hub-name"]),
            ("-iot", &["hub-name-odd"]),
            ("'12345'", &["hub-name-odd"]),
        ] {
            check_examples(&[(&format!("hub: {{ name: {name}, sku: S1 }}"), expected)]);
        }
        check_examples(&[
            ("name: Plant A", &["intent-name"]),
            ("name: nul", &["intent-name"]),
            ("location: qatarcentral", &["data-residency-required"]),
            (
                "location: qatarcentral\nhub: { name: iot-a, sku: S1, dataResidency: true }",
                &[],
            ),
        ]);
    }
}
