//! Identities of the hub.

use std::collections::BTreeMap;

use crate::diag::{Diagnostic, Place};
use crate::intent::written::{HubIdentity, Ref, Written};
use crate::rules::at;
use crate::values::ResourceId;

/// The rule `identity-empty`.
pub(super) fn empty(intent: &Written, found: &mut Vec<Diagnostic>) {
    if let HubIdentity::Parts(parts) = &intent.hub.identity
        && !parts.system
        && parts.user.is_empty()
    {
        found.push(
            Diagnostic::error(
                "identity-empty",
                Place::Key(at(&["hub", "identity"])),
                "`identity` names no identity",
            )
            .label("write `system`, `none`, or identities under `user`"),
        );
    }
}

/// The rule `identity-repeated`.
pub(super) fn repeated(intent: &Written, found: &mut Vec<Diagnostic>) {
    let place = |index| Place::Value(at(&["hub", "identity", "user"]).index(index));
    let mut seen = BTreeMap::new();
    for (index, user) in intent.hub.user_identities().iter().enumerate() {
        // What is left out is the deployment's: equal to what is left out elsewhere, and to nothing else as far as we know.
        let Some(key) = parts(user) else {
            continue;
        };
        let Some(first) = seen.get(&key) else {
            seen.insert(key, index);
            continue;
        };
        let name = user.last_name().unwrap_or_default();
        found.push(
            Diagnostic::error(
                "identity-repeated",
                place(index),
                format!("the identity `{name}` is named twice"),
            )
            .label("leave one of them out")
            .related(place(*first), "first here"),
        );
    }
}

/// Subscription, group and name, without case.
fn parts(reference: &Ref) -> Option<[Option<String>; 3]> {
    let lower = |text: &String| text.to_lowercase();
    match reference {
        Ref::Id(text) => {
            let id = ResourceId::parse(text).ok()?;
            Some([
                Some(id.subscription().to_string()),
                Some(id.resource_group().to_lowercase()),
                id.names().last().map(lower),
            ])
        }
        Ref::Parts(parts) => Some([
            parts.subscription.as_ref().map(lower),
            parts.resource_group.as_ref().map(lower),
            parts.name.as_ref().map(lower),
        ]),
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::tests::check_examples;

    #[test]
    fn identities() {
        const ID: &str = "/subscriptions/33333333-3333-4333-8333-333333333333/resourceGroups/rg/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id-a";
        for (identity, expected) in [
            ("system".to_owned(), &[][..]),
            ("{ system: true, user: [] }".to_owned(), &[]),
            (format!("{{ system: true, user: [{ID}, {{ resourceGroup: rg, name: id-b }}] }}"), &[]),
            (
                "{ system: true, user: [{ resourceGroup: rg, name: id-a }, { resourceGroup: rg-other, name: id-a }] }".to_owned(),
                &[],
            ),
            (
                "{ system: true, user: [{ resourceGroup: rg, name: id-a }, { resourceGroup: RG, name: ID-A }] }".to_owned(),
                &["identity-repeated"],
            ),
            (
                format!("{{ system: true, user: [{ID}, {}] }}", ID.replace("resourceGroups/rg", "resourcegroups/RG")),
                &["identity-repeated"],
            ),
            (
                format!("{{ system: true, user: [{ID}, {{ subscription: 33333333-3333-4333-8333-333333333333, resourceGroup: rg, name: id-a }}] }}"),
                &["identity-repeated"],
            ),
        ] {
            check_examples(&[(&format!("hub: {{ name: iot-a, sku: S1, identity: {identity} }}"), expected)]);
        }
    }
}
