//! Rules about the hub itself.

use super::{Rule, at, check_name};
use crate::diag::{Diagnostic, Severity};
use crate::intent::written::Written;
use crate::values::HubName;

/// The rules of this group.
pub(super) const RULES: &[Rule] = &[Rule {
    code: "hub-name",
    severity: Severity::Error,
    isolation: false,
    numbers: &[1],
    page: include_str!("hub-name.md"),
    check: hub_name,
}];

fn hub_name(intent: &Written, found: &mut Vec<Diagnostic>) {
    check_name::<HubName>(
        "hub-name",
        &intent.hub.name,
        &at(&["hub", "name"]),
        false,
        found,
    );
}
