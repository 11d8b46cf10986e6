//! Whether anything uses a target.

use std::collections::BTreeSet;

use super::super::Rule;
use super::{Placed, each};
use crate::diag::{Diagnostic, Place};
use crate::intent::written::{Ref, TargetKind, Written};
use crate::values::ResourceId;

/// Nothing uses a target.
pub(super) const UNUSED: Rule = Rule::warning(
    "target-unused",
    &[],
    include_str!("target-unused.md"),
    unused,
);

fn unused(intent: &Written, found: &mut Vec<Diagnostic>) {
    let wanted = wanted(intent);
    // A misspelt name is told where it stands; the target that was meant is not unused.
    if wanted.iter().any(|key| !intent.targets.contains_key(*key)) {
        return;
    }
    for placed in each(intent) {
        if wanted.contains(placed.key)
            || !placed.target.role_assignments.is_empty()
            || takes_logs(intent, &placed)
        {
            continue;
        }
        let what = if placed.is_made() {
            "is made, and the hub sends nothing there"
        } else {
            "is named, and the hub sends nothing there"
        };
        found.push(
            Diagnostic::warning(
                UNUSED.code,
                Place::Key(placed.place.clone()),
                format!("target `{}` {what}", placed.key),
            )
            .label("leave it out, or name it in an endpoint, `fileUpload` or `deviceTransfer`"),
        );
    }
}

/// The targets that endpoints, the upload and the transfer name.
fn wanted(intent: &Written) -> BTreeSet<&str> {
    let endpoints = intent.routing.endpoints.iter();
    let upload = intent.file_upload.as_ref();
    endpoints
        .map(|endpoint| endpoint.target.as_str())
        .chain(upload.and_then(|upload| upload.target.as_deref()))
        .chain(
            intent
                .device_transfer
                .as_ref()
                .map(|transfer| transfer.target.as_str()),
        )
        .collect()
}

/// Whether a diagnostic setting sends logs there, or may: an authorization rule by its parts does not name its namespace.
fn takes_logs(intent: &Written, placed: &Placed<'_>) -> bool {
    let name = &placed.target.name;
    intent
        .diagnostics
        .iter()
        .any(|setting| match placed.target.kind {
            TargetKind::StorageAccount => setting
                .storage_account
                .as_ref()
                .and_then(Ref::last_name)
                .is_some_and(|account| account.eq_ignore_ascii_case(name)),
            TargetKind::EventHubs => setting.event_hub.as_ref().is_some_and(|event_hub| {
                match &event_hub.authorization_rule {
                    Ref::Parts(_) => true,
                    Ref::Id(id) => ResourceId::parse(id).is_ok_and(|id| {
                        id.names()
                            .first()
                            .is_some_and(|namespace| namespace.eq_ignore_ascii_case(name))
                    }),
                }
            }),
            TargetKind::ServiceBus => false,
        })
}

#[cfg(test)]
mod tests {
    use super::super::testing::check;

    #[test]
    fn targets_are_used() {
        let id = "/subscriptions/22222222-2222-4222-8222-222222222222/resourceGroups/rg/providers";
        check(&[
            (
                "targets: { lake: { kind: storageAccount, name: stlake, containers: [raw] }, stream: { kind: eventHubs, name: evhns-a }, logs: { kind: storageAccount, name: stlogs } }\nrouting: { endpoints: [{ name: cold, target: lake, container: raw }] }\nfileUpload: { target: lake, container: raw }",
                &[
                    "target-unused /targets/logs#key leave it out, or name it in an endpoint, `fileUpload` or `deviceTransfer`",
                    "target-unused /targets/stream#key leave it out, or name it in an endpoint, `fileUpload` or `deviceTransfer`",
                ],
            ),
            (
                "targets: { lake: { kind: storageAccount, name: stlake } }\nrouting: { endpoints: [{ name: cold, target: lke, container: raw }] }",
                &[],
            ),
            (
                "targets: { a: { kind: storageAccount, name: sta }, b: { kind: storageAccount, name: stb }, c: { kind: storageAccount, name: stc, roleAssignments: [{ role: Storage Blob Data Reader, principal: 33333333-3333-4333-8333-333333333333 }] } }\nrouting: {}\nfileUpload: { target: a, container: raw }\ndeviceTransfer: { target: b, container: raw }",
                &[],
            ),
            (
                &format!(
                    "targets: {{ logs: {{ kind: storageAccount, name: stlogs }}, stream: {{ kind: eventHubs, name: evhns-a }} }}\nrouting: {{}}\ndiagnostics: [{{ name: a, storageAccount: {{ name: stlogs }} }}, {{ name: b, eventHub: {{ authorizationRule: {id}/Microsoft.EventHub/namespaces/evhns-a/authorizationRules/logs }} }}]"
                ),
                &[],
            ),
        ]);
    }
}
