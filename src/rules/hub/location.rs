//! Regions: Azure's own spelling, of the cloud that is meant.

use crate::azure::clouds::{self, REGIONS};
use crate::diag::{Diagnostic, Place};
use crate::document::pointer::Pointer;
use crate::intent::written::{Cloud, Written};
use crate::rules::network::private_endpoint;
use crate::rules::{at, nearest};

/// The rule `location-spelling`.
pub(super) fn spelling(intent: &Written, found: &mut Vec<Diagnostic>) {
    for (text, pointer) in every(intent) {
        let plain = plain(text);
        if plain == text && !text.is_empty() {
            continue;
        }
        let known = REGIONS.contains(&plain.as_str());
        let better = if known {
            Some(plain.as_str())
        } else {
            nearest::nearest(&plain, REGIONS.iter().copied())
        };
        found.push(
            Diagnostic::error(
                "location-spelling",
                Place::Value(pointer),
                format!("`{text}` is not how Azure writes a region in a template"),
            )
            .label(better.map(|better| format!("write `{better}`")).unwrap_or_default())
            .note("a region is lower-case letters and digits without blanks, as `az account list-locations` prints under `name`"),
        );
    }
}

/// The rule `location-mistyped`.
pub(super) fn mistyped(intent: &Written, found: &mut Vec<Diagnostic>) {
    for (text, pointer) in every(intent) {
        if plain(text) != text || stems().any(|stem| stem == stem_of(text)) {
            continue;
        }
        if let Some(meant) = REGIONS
            .iter()
            .find(|region| nearest::is_one_slip(region, text))
        {
            found.push(
                Diagnostic::warning(
                    "location-mistyped",
                    Place::Value(pointer),
                    format!("`{text}` is no region that hubseal knows, and differs from `{meant}` in one letter"),
                )
                .label(format!("write `{meant}`")),
            );
        }
    }
}

/// The rule `location-of-another-cloud`.
pub(super) fn of_another_cloud(intent: &Written, found: &mut Vec<Diagnostic>) {
    for (text, pointer) in every(intent) {
        let own = clouds::of_region(&plain(text));
        if plain(text).is_empty() || own == intent.cloud {
            continue;
        }
        let (own, meant) = (clouds::name(own), clouds::name(intent.cloud));
        let mut wrong = Diagnostic::error(
            "location-of-another-cloud",
            Place::Value(pointer),
            format!("`{text}` is a region of {own}, and the intent is for {meant}"),
        )
        .label(format!("write a region of {meant}, or `cloud: {own}`"))
        .note("the cloud decides host names and DNS zones");
        if intent.cloud != Cloud::default() {
            wrong = wrong.related(Place::Value(at(&["cloud"])), "the cloud");
        }
        found.push(wrong);
    }
}

/// Every region that is written, with its place.
fn every(intent: &Written) -> Vec<(&str, Pointer)> {
    let mut all = vec![(intent.location.as_str(), at(&["location"]))];
    for (name, network) in &intent.network.virtual_networks {
        let pointer = at(&["network", "virtualNetworks", name, "location"]);
        all.extend(network.location.as_deref().map(|text| (text, pointer)));
    }
    for placed in private_endpoint::every(intent) {
        let pointer = placed.at.key("location");
        all.extend(
            placed
                .endpoint
                .location
                .as_deref()
                .map(|text| (text, pointer)),
        );
    }
    for (key, target) in &intent.targets {
        // Of an existing target another rule refuses the key.
        if target.existing.is_none() {
            let pointer = at(&["targets", key, "location"]);
            all.extend(target.location.as_deref().map(|text| (text, pointer)));
        }
    }
    all
}

/// `West Europe` as Azure writes it in a template.
fn plain(text: &str) -> String {
    text.chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|c| c.to_ascii_lowercase())
        .collect()
}

/// Regions without their numbers: a new `westus4` is no slip of `westus3`.
fn stems() -> impl Iterator<Item = &'static str> {
    REGIONS.iter().map(|region| stem_of(region))
}

fn stem_of(region: &str) -> &str {
    region.trim_end_matches(|c: char| c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use crate::rules::tests::check_examples;

    #[test]
    fn regions() {
        check_examples(&[
            ("location: westeurope", &[]),
            ("location: westus4", &[]),
            ("location: southeurope", &[]),
            ("location: atlantis", &[]),
            ("location: West Europe", &["location-spelling"]),
            ("location: westEurope", &["location-spelling"]),
            ("location: ''", &["location-spelling"]),
            ("location: westeurop", &["location-mistyped"]),
            ("location: usgovvirginia", &["location-of-another-cloud"]),
            ("location: usgovvirginia\ncloud: AzureUSGovernment", &[]),
            ("location: chinanorth3\ncloud: AzureChinaCloud", &[]),
            (
                "location: westeurope\ncloud: AzureChinaCloud",
                &["location-of-another-cloud"],
            ),
            (
                "targets: { lake: { kind: storageAccount, name: stplantalake, location: North Europe, containers: [raw] } }",
                &["location-spelling"],
            ),
        ]);
    }
}
