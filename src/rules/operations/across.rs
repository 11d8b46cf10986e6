//! What must be true of all intents of one run together.

use super::super::at;
use crate::diag::{Diagnostic, Place};
use crate::intent::written::Written;

/// Checks intents against each other: no two may have one name, which is a folder of the output, or make one hub.
///
/// Takes each intent with the number by which its file is known, and gives that number back with each diagnostic. Both of
/// two that clash get one. The codes are `intent-name-repeated` and `intent-hub-repeated`.
pub fn across(intents: &[(usize, &Written)]) -> Vec<(usize, Diagnostic)> {
    let mut found = Vec::new();
    for (position, (file, intent)) in intents.iter().enumerate() {
        let others = || {
            intents
                .iter()
                .enumerate()
                .filter(move |(other, _)| *other != position)
                .map(|(_, (_, other))| *other)
        };
        if others().any(|other| other.name.eq_ignore_ascii_case(&intent.name)) {
            found.push((
                *file,
                Diagnostic::error(
                    "intent-name-repeated",
                    Place::Value(at(&["name"])),
                    format!("another intent of this run is called `{}` too", intent.name),
                )
                .label("write another name")
                .note("the name is the folder that the output is written to, so one would overwrite the other"),
            ));
        }
        // Names of hubs are unique in a cloud.
        if others().any(|other| {
            other.cloud == intent.cloud && other.hub.name.eq_ignore_ascii_case(&intent.hub.name)
        }) {
            found.push((
                *file,
                Diagnostic::error(
                    "intent-hub-repeated",
                    Place::Value(at(&["hub", "name"])),
                    format!(
                        "another intent of this run makes the hub `{}` too",
                        intent.hub.name
                    ),
                )
                .label("write another name, or join the two intents")
                .note("whichever is deployed last would undo what the other wrote"),
            ));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::routing::cases::intent;

    #[test]
    fn names_and_hubs_are_not_shared() {
        let parts = |name: &str, cloud: &str, hub: &str| {
            intent(&format!(
                "version: 1\nname: {name}\ncloud: {cloud}\nlocation: westeurope\nhub: {{ name: {hub}, sku: S1 }}"
            ))
        };
        for (first, second, expected) in [
            (
                parts("a", "AzureCloud", "iot-a"),
                parts("b", "AzureCloud", "iot-b"),
                &[][..],
            ),
            (
                parts("a", "AzureCloud", "iot-a"),
                parts("a", "AzureCloud", "iot-b"),
                &[(3, "intent-name-repeated"), (7, "intent-name-repeated")][..],
            ),
            (
                parts("a", "AzureCloud", "iot-a"),
                parts("b", "AzureCloud", "IOT-A"),
                &[(3, "intent-hub-repeated"), (7, "intent-hub-repeated")][..],
            ),
            (
                parts("a", "AzureCloud", "iot-a"),
                parts("b", "AzureChinaCloud", "iot-a"),
                &[][..],
            ),
        ] {
            let raised: Vec<(usize, &str)> = across(&[(3, &first), (7, &second)])
                .iter()
                .map(|(file, diagnostic)| (*file, diagnostic.code))
                .collect();
            assert_eq!(raised, expected);
        }
    }
}
