//! Whether two references lead to one thing, as far as the intent alone can tell: left-out parts are the deployment's, which nobody knows.

use crate::intent::written::Ref;
use crate::values::ResourceId;

/// Whether two references lead into one network; none where that depends on the deployment.
pub(super) fn same_network(one: &Ref, other: &Ref) -> Option<bool> {
    let ([subscription, group, name], other) = (network(one)?, network(other)?);
    both(
        equal(name.as_ref(), other[2].as_ref()),
        both(
            equal(subscription.as_ref(), other[0].as_ref()),
            equal(group.as_ref(), other[1].as_ref()),
        ),
    )
}

/// Subscription, group and name of the network of a subnet or a link, in lower case.
fn network(reference: &Ref) -> Option<[Option<String>; 3]> {
    let lower = |text: &String| text.to_lowercase();
    match reference {
        Ref::Id(text) => {
            let id = ResourceId::parse(text).ok()?;
            Some([
                Some(id.subscription().to_string()),
                Some(id.resource_group().to_lowercase()),
                id.names().first().map(lower),
            ])
        }
        Ref::Parts(parts) => {
            let name = parts.virtual_network.as_ref().or(parts.name.as_ref());
            Some([
                parts.subscription.as_ref().map(lower),
                parts.resource_group.as_ref().map(lower),
                name.map(lower),
            ])
        }
    }
}

/// Whether two parts are equal, where none stands for the deployment's.
pub(super) fn equal(one: Option<&String>, other: Option<&String>) -> Option<bool> {
    match (one, other) {
        (None, None) => Some(true),
        (Some(one), Some(other)) => Some(one == other),
        (None, Some(_)) | (Some(_), None) => None,
    }
}

pub(super) fn both(one: Option<bool>, other: Option<bool>) -> Option<bool> {
    match (one, other) {
        (Some(false), _) | (_, Some(false)) => Some(false),
        (Some(true), Some(true)) => Some(true),
        (None, _) | (_, None) => None,
    }
}
