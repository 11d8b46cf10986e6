//! Rules about the hub itself, and about what holds for the whole intent: names, regions, tags, references, roles.

use super::{Rule, at, check_name, references, roles};
use crate::diag::Diagnostic;
use crate::intent::written::Written;
use crate::values::HubName;

/// A row: how bad it is, the function that checks it, its code (and page), the numbers that it covers.
macro_rules! rules {
    ($($severity:ident $code:literal $numbers:expr, $check:path;)*) => {
        &[$(Rule::$severity($code, &$numbers, include_str!(concat!($code, ".md")), $check)),*]
    };
}

/// The rules of this group.
pub(super) const RULES: &[Rule] = rules! {
    error "hub-name" [1], hub_name;
    error "resource-id" [8, 51], references::resource_id;
    error "reference-part" [51], references::reference_part;
    error "role-unknown" [], roles::role_unknown;
    error "role-control-plane" [123], roles::role_control_plane;
    error "role-elsewhere" [], roles::role_elsewhere;
    warning "role-too-wide" [128], roles::role_too_wide;
    error "principal-unknown" [], roles::principal_unknown;
    error "principal-hub-missing" [], roles::principal_hub_missing;
    error "principal-type" [129], roles::principal_type;
    error "role-entity-unknown" [], roles::role_entity_unknown;
    error "role-two-entities" [], roles::role_two_entities;
    warning "role-assignment-repeated" [], roles::role_assignment_repeated;
};

fn hub_name(intent: &Written, found: &mut Vec<Diagnostic>) {
    check_name::<HubName>(
        "hub-name",
        &intent.hub.name,
        &at(&["hub", "name"]),
        false,
        found,
    );
}
