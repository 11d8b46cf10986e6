//! Where the hub's role on a target is granted.

use super::super::{Rule, at};
use super::{Placed, each};
use crate::diag::{Diagnostic, Place};
use crate::intent::written::{RoleScope, TargetKind, Written};

/// The role is granted on single containers.
pub(super) const CONTAINER: Rule = Rule::warning(
    "role-scope-container",
    &[],
    include_str!("role-scope-container.md"),
    container,
);

/// The role is granted on single containers of an account that takes uploaded files.
pub(super) const UPLOAD: Rule = Rule::error(
    "role-scope-upload",
    &[],
    include_str!("role-scope-upload.md"),
    upload,
);

/// The storage accounts on whose containers the role is granted, and whether each takes uploaded files.
fn by_container(intent: &Written) -> impl Iterator<Item = (Placed<'_>, bool)> {
    let upload = intent
        .file_upload
        .as_ref()
        .and_then(|upload| upload.target.as_deref());
    each(intent)
        .filter(|placed| {
            placed.target.kind == TargetKind::StorageAccount
                && placed.target.scope() == RoleScope::Container
        })
        .map(move |placed| {
            let takes_files = upload == Some(placed.key);
            (placed, takes_files)
        })
}

fn container(intent: &Written, found: &mut Vec<Diagnostic>) {
    for (placed, _) in by_container(intent).filter(|(_, takes_files)| !takes_files) {
        found.push(
            Diagnostic::warning(
                CONTAINER.code,
                Place::Value(placed.place.key("roleScope")),
                format!("the hub gets its role on single containers of `{}`, and nobody has shown that to work", placed.key),
            )
            .label("leave it out to grant the role on the account")
            .note("the hub checks its access when an endpoint is written; whether a role on the container is enough for that is not documented"),
        );
    }
}

fn upload(intent: &Written, found: &mut Vec<Diagnostic>) {
    for (placed, _) in by_container(intent).filter(|(_, takes_files)| *takes_files) {
        found.push(
            Diagnostic::error(
                UPLOAD.code,
                Place::Value(placed.place.key("roleScope")),
                format!("devices upload files to `{}`, and for that the hub needs its role on the account", placed.key),
            )
            .label("write `account`, or leave it out")
            .related(Place::Value(at(&["fileUpload", "target"])), "uploads here")
            .note("the hub may make the container for uploaded files itself"),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::check;

    #[test]
    fn a_role_on_containers_is_unproven() {
        check(&[
            (
                "targets: { lake: { kind: storageAccount, name: stlake, containers: [raw], roleScope: container } }",
                &[
                    "role-scope-container /targets/lake/roleScope leave it out to grant the role on the account",
                ],
            ),
            (
                "fileUpload: { target: lake, container: raw }\ntargets: { lake: { kind: storageAccount, name: stlake, containers: [raw], roleScope: container } }",
                &["role-scope-upload /targets/lake/roleScope write `account`, or leave it out"],
            ),
            (
                "fileUpload: { target: lake, container: raw }\ntargets: { lake: { kind: storageAccount, name: stlake, containers: [raw] } }",
                &[],
            ),
        ]);
    }
}
