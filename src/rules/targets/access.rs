//! Who gets at a target over the internet, and how the hub does.

use super::super::Rule;
use super::{Placed, each};
use crate::diag::{Diagnostic, Place};
use crate::intent::written::{AdmitHub, Firewall, PublicAccess, TargetKind, Written};

/// A target is open to the internet.
pub(super) const OPEN: Rule =
    Rule::isolation("target-open", &[134], include_str!("target-open.md"), open);

/// A target lets in those that are listed, and nothing is listed.
pub(super) const ALLOW_LIST_EMPTY: Rule = Rule::error(
    "target-allow-list-empty",
    &[138, 141],
    include_str!("target-allow-list-empty.md"),
    allow_list_empty,
);

/// A firewall that does nothing.
pub(super) const FIREWALL_UNUSED: Rule = Rule::error(
    "target-firewall-unused",
    &[],
    include_str!("target-firewall-unused.md"),
    firewall_unused,
);

/// A way in for the hub that the target does not need.
pub(super) const ADMIT_HUB: Rule = Rule::warning(
    "admit-hub-unused",
    &[130, 139],
    include_str!("admit-hub-unused.md"),
    admit_hub,
);

fn open(intent: &Written, found: &mut Vec<Diagnostic>) {
    for placed in each(intent).filter(|placed| !placed.target.is_closed()) {
        let place = Place::Value(placed.place.key("publicAccess"));
        let diagnostic = if placed.is_made() {
            Diagnostic::warning(
                OPEN.code,
                place,
                format!("`{}` is open to the internet", placed.key),
            )
            .label("leave it out, or write `disabled`")
            .note("the hub reaches a closed target too, as a trusted service with its system-assigned identity")
        } else {
            Diagnostic::warning(
                OPEN.code,
                place,
                format!(
                    "the existing target `{}` is open to the internet, as the intent states",
                    placed.key
                ),
            )
            .note("hubseal does not close it: its owner must")
        };
        found.push(diagnostic);
    }
}

fn allow_list_empty(intent: &Written, found: &mut Vec<Diagnostic>) {
    for placed in each(intent).filter(Placed::has_own_firewall) {
        let names_anything = placed
            .target
            .firewall
            .as_ref()
            .is_some_and(Firewall::names_anything);
        if placed.target.public_access == Some(PublicAccess::AllowList) && !names_anything {
            found.push(
                Diagnostic::error(
                    ALLOW_LIST_EMPTY.code,
                    Place::Value(placed.place.key("publicAccess")),
                    format!(
                        "`{}` lets in whom its `firewall` names, and that names nobody",
                        placed.key
                    ),
                )
                .label("write `disabled`, or name addresses or subnets under `firewall`")
                .note("an Event Hubs or Service Bus namespace with an empty list lets everyone in"),
            );
        }
    }
}

fn firewall_unused(intent: &Written, found: &mut Vec<Diagnostic>) {
    for placed in each(intent).filter(Placed::has_own_firewall) {
        let (Some(firewall), Some(access)) = (&placed.target.firewall, placed.target.public_access)
        else {
            continue;
        };
        let place = Place::Value(placed.place.key("publicAccess"));
        let overwritten = !placed.is_made();
        let (message, label) = match access {
            PublicAccess::Disabled if firewall.names_anything() => (
                format!(
                    "`publicAccess` is `disabled`, and the `firewall` of `{}` lets somebody in",
                    placed.key
                ),
                "write `allowList`, or leave out what `firewall` names",
            ),
            PublicAccess::Enabled if firewall.names_anything() || overwritten => (
                format!(
                    "`publicAccess` is `enabled`, so the `firewall` of `{}` keeps nobody out",
                    placed.key
                ),
                "write `allowList`, or leave `firewall` out",
            ),
            PublicAccess::AllowList | PublicAccess::Disabled | PublicAccess::Enabled => continue,
        };
        found.push(
            Diagnostic::error(FIREWALL_UNUSED.code, place, message)
                .label(label)
                .related(Place::Key(placed.place.key("firewall")), "the firewall"),
        );
    }
}

fn admit_hub(intent: &Written, found: &mut Vec<Diagnostic>) {
    for placed in each(intent) {
        // The default does no harm where it is written out, and the schema refuses the other words for a namespace.
        let word = match placed.target.admit_hub {
            None | Some(AdmitHub::TrustedServices) => continue,
            Some(AdmitHub::ResourceInstance) => "resourceInstance",
            Some(AdmitHub::Both) => "both",
        };
        if placed.target.kind != TargetKind::StorageAccount || placed.target.is_closed() {
            continue;
        }
        found.push(
            Diagnostic::warning(
                ADMIT_HUB.code,
                Place::Value(placed.place.key("admitHub")),
                format!(
                    "`admitHub` is `{word}`, and `{}` is open to everyone anyway",
                    placed.key
                ),
            )
            .label("leave it out, or leave `publicAccess` out")
            .related(Place::Value(placed.place.key("publicAccess")), "opens it"),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::check;

    #[test]
    fn open_targets_are_told() {
        check(&[
            (
                "targets: { lake: { kind: storageAccount, name: stlake, containers: [raw], publicAccess: enabled, firewall: {} } }",
                &["target-open /targets/lake/publicAccess leave it out, or write `disabled`"],
            ),
            (
                "targets: { lake: { kind: storageAccount, name: stlake, existing: {}, publicAccess: enabled } }",
                &["target-open /targets/lake/publicAccess"],
            ),
            (
                "targets: { lake: { kind: storageAccount, name: stlake, existing: {}, publicAccess: allowList } }",
                &[],
            ),
        ]);
    }

    #[test]
    fn access_and_firewall_agree() {
        check(&[
            (
                "targets: { lake: { kind: storageAccount, name: stlake, containers: [raw], publicAccess: allowList } }",
                &[
                    "target-allow-list-empty /targets/lake/publicAccess write `disabled`, or name addresses or subnets under `firewall`",
                ],
            ),
            (
                "targets: { stream: { kind: eventHubs, name: evhns-a, existing: { overwriteFirewall: true }, firewall: {}, publicAccess: allowList } }",
                &[
                    "overwrite-firewall /targets/stream/existing/overwriteFirewall#key",
                    "target-allow-list-empty /targets/stream/publicAccess write `disabled`, or name addresses or subnets under `firewall`",
                ],
            ),
            (
                "targets: { stream: { kind: eventHubs, name: evhns-a, publicAccess: disabled, firewall: { allowIps: [203.0.113.7] } } }",
                &[
                    "target-firewall-unused /targets/stream/publicAccess write `allowList`, or leave out what `firewall` names",
                ],
            ),
            (
                "targets: { lake: { kind: storageAccount, name: stlake, containers: [raw], publicAccess: enabled, firewall: { allowIps: [203.0.113.7] } } }",
                &[
                    "target-firewall-unused /targets/lake/publicAccess write `allowList`, or leave `firewall` out",
                    "target-open /targets/lake/publicAccess leave it out, or write `disabled`",
                ],
            ),
            (
                "targets: { lake: { kind: storageAccount, name: stlake, containers: [raw], publicAccess: disabled, firewall: {} } }",
                &[],
            ),
        ]);
    }

    #[test]
    fn the_hub_comes_in_as_the_kind_allows() {
        check(&[
            (
                "targets: { alerts: { kind: serviceBus, name: sb-plant, admitHub: trustedServices } }",
                &[],
            ),
            (
                "targets: { lake: { kind: storageAccount, name: stlake, existing: {}, admitHub: resourceInstance } }",
                &[],
            ),
            (
                "targets: { lake: { kind: storageAccount, name: stlake, containers: [raw], admitHub: resourceInstance, publicAccess: enabled } }",
                &[
                    "admit-hub-unused /targets/lake/admitHub leave it out, or leave `publicAccess` out",
                    "target-open /targets/lake/publicAccess leave it out, or write `disabled`",
                ],
            ),
        ]);
    }
}
