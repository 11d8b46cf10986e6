//! Whether two references lead to one thing, as far as the intent alone can tell: left-out parts are the deployment's, and
//! nobody knows which these are.

use crate::intent::written::Ref;
use crate::values::ResourceId;

/// The virtual network that a subnet is in or a link leads to; names in lower case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct NetworkParts {
    subscription: Option<String>,
    group: Option<String>,
    name: Option<String>,
}

impl NetworkParts {
    /// The network of a subnet or of a link; none where an id cannot be read.
    pub(super) fn of(reference: &Ref) -> Option<Self> {
        let lower = |text: &String| text.to_lowercase();
        match reference {
            Ref::Id(text) => {
                let id = ResourceId::parse(text).ok()?;
                Some(Self {
                    subscription: Some(id.subscription().to_string()),
                    group: Some(id.resource_group().to_lowercase()),
                    name: id.names().first().map(lower),
                })
            }
            Ref::Parts(parts) => Some(Self {
                subscription: parts.subscription.as_ref().map(lower),
                group: parts.resource_group.as_ref().map(lower),
                name: parts
                    .virtual_network
                    .as_ref()
                    .or(parts.name.as_ref())
                    .map(lower),
            }),
        }
    }

    /// Whether both are one network; none where that depends on the deployment.
    pub(super) fn is_same(&self, other: &Self) -> Option<bool> {
        both(
            equal(self.name.as_ref(), other.name.as_ref()),
            both(
                equal(self.subscription.as_ref(), other.subscription.as_ref()),
                equal(self.group.as_ref(), other.group.as_ref()),
            ),
        )
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

/// Whether both of two things hold.
pub(super) fn both(one: Option<bool>, other: Option<bool>) -> Option<bool> {
    match (one, other) {
        (Some(false), _) | (_, Some(false)) => Some(false),
        (Some(true), Some(true)) => Some(true),
        (None, _) | (_, None) => None,
    }
}
