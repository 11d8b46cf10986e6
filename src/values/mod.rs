//! Values that cannot hold anything Azure would refuse: names, ids, addresses, durations, sizes.
//!
//! Each type has one way in, `parse`, which says in a [`Fault`] what is wrong and, where it can, what to write instead.

mod address;
mod duration;
mod fold;
mod id;
mod name;
mod size;

pub use address::{Fqdn, IpRange};
pub use duration::Duration;
pub use id::{Guid, ResourceId};
pub use name::{
    AuthorizationPolicyName, ConnectionName, ConsumerGroupName, ContainerName, EndpointName,
    EnrichmentKey, EventHubName, EventHubsNamespaceName, HubName, IdentityName, IntentName,
    IpRuleName, LinkName, Name, NetworkResourceName, PrivateEndpointName, QueueName,
    ResourceGroupName, ServiceBusNamespaceName, SettingName, StorageAccountName, SubnetName,
    SubscriptionName, TargetKey, TopicName, VirtualNetworkName, WorkspaceName,
};
pub use size::Size;

/// Why a text is not a value of its type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// What is wrong, as the end of a sentence that begins with the thing and its value, such as
    /// "may hold only lower-case letters and digits".
    pub what: String,
    /// What to write instead, where that can be told.
    pub instead: Option<String>,
}

impl Fault {
    /// A fault of the whole text.
    pub fn new(what: impl Into<String>) -> Self {
        Self {
            what: what.into(),
            instead: None,
        }
    }

    /// The same with a text to write instead.
    #[must_use]
    pub fn instead(mut self, text: impl Into<String>) -> Self {
        self.instead = Some(text.into());
        self
    }
}
