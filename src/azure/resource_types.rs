//! Resource types and the API versions in which they are written.
//!
//! Versions are one to two years old on purpose: sovereign clouds get new ones late.

use super::Origin;
use crate::plan::ResourceType;

/// Where types and versions come from.
pub const ORIGIN: Origin = Origin {
    source: "Azure/bicep-types-az, generated/*/types.md",
    checked: "2026-11-27",
};

macro_rules! types {
    ($($(#[$doc:meta])* $name:ident = $kind:literal, $api:literal;)*) => {
        $($(#[$doc])* pub const $name: ResourceType = ResourceType { name: $kind, api: $api };)*
        /// Every type that a plan may hold.
        pub const ALL: &[ResourceType] = &[$($name),*];
    };
}

types! {
    /// An IoT hub; 2023-06-30 is the newest stable version.
    IOT_HUB = "Microsoft.Devices/IotHubs", "2023-06-30";
    /// An IoT hub with a route source that only the preview knows.
    IOT_HUB_PREVIEW = "Microsoft.Devices/IotHubs", "2023-06-30-preview";
    /// A consumer group of a hub's built-in endpoint.
    HUB_CONSUMER_GROUP = "Microsoft.Devices/IotHubs/eventHubEndpoints/ConsumerGroups", "2023-06-30";
    /// A storage account.
    STORAGE_ACCOUNT = "Microsoft.Storage/storageAccounts", "2024-01-01";
    /// The blob service of a storage account.
    BLOB_SERVICE = "Microsoft.Storage/storageAccounts/blobServices", "2024-01-01";
    /// A blob container.
    CONTAINER = "Microsoft.Storage/storageAccounts/blobServices/containers", "2024-01-01";
    /// An Event Hubs namespace.
    EVENT_HUBS_NAMESPACE = "Microsoft.EventHub/namespaces", "2024-01-01";
    /// The firewall of an Event Hubs namespace.
    EVENT_HUBS_RULE_SET = "Microsoft.EventHub/namespaces/networkRuleSets", "2024-01-01";
    /// An event hub.
    EVENT_HUB = "Microsoft.EventHub/namespaces/eventhubs", "2024-01-01";
    /// A consumer group of an event hub.
    EVENT_HUB_CONSUMER_GROUP = "Microsoft.EventHub/namespaces/eventhubs/consumergroups", "2024-01-01";
    /// A Service Bus namespace.
    SERVICE_BUS_NAMESPACE = "Microsoft.ServiceBus/namespaces", "2024-01-01";
    /// The firewall of a Service Bus namespace.
    SERVICE_BUS_RULE_SET = "Microsoft.ServiceBus/namespaces/networkRuleSets", "2024-01-01";
    /// A Service Bus queue.
    QUEUE = "Microsoft.ServiceBus/namespaces/queues", "2024-01-01";
    /// A Service Bus topic.
    TOPIC = "Microsoft.ServiceBus/namespaces/topics", "2024-01-01";
    /// A subscription of a Service Bus topic.
    TOPIC_SUBSCRIPTION = "Microsoft.ServiceBus/namespaces/topics/subscriptions", "2024-01-01";
    /// A virtual network.
    VIRTUAL_NETWORK = "Microsoft.Network/virtualNetworks", "2024-05-01";
    /// A subnet.
    SUBNET = "Microsoft.Network/virtualNetworks/subnets", "2024-05-01";
    /// A private endpoint.
    PRIVATE_ENDPOINT = "Microsoft.Network/privateEndpoints", "2024-05-01";
    /// The DNS zones of a private endpoint.
    ZONE_GROUP = "Microsoft.Network/privateEndpoints/privateDnsZoneGroups", "2024-05-01";
    /// An application security group.
    APPLICATION_SECURITY_GROUP = "Microsoft.Network/applicationSecurityGroups", "2024-05-01";
    /// A private DNS zone.
    PRIVATE_DNS_ZONE = "Microsoft.Network/privateDnsZones", "2024-06-01";
    /// The link of a private DNS zone to a virtual network.
    ZONE_LINK = "Microsoft.Network/privateDnsZones/virtualNetworkLinks", "2024-06-01";
    /// A user-assigned identity.
    USER_ASSIGNED_IDENTITY = "Microsoft.ManagedIdentity/userAssignedIdentities", "2023-01-31";
    /// A role assignment.
    ROLE_ASSIGNMENT = "Microsoft.Authorization/roleAssignments", "2022-04-01";
    /// A lock.
    LOCK = "Microsoft.Authorization/locks", "2020-05-01";
    /// A diagnostic setting; no stable version has log category groups.
    DIAGNOSTIC_SETTING = "Microsoft.Insights/diagnosticSettings", "2021-05-01-preview";
}

/// Type of a role, as part of a role's id.
pub const ROLE_DEFINITION: &str = "Microsoft.Authorization/roleDefinitions";
/// Type of a Log Analytics workspace, as part of an id.
pub const WORKSPACE: &str = "Microsoft.OperationalInsights/workspaces";
/// Type of an authorization rule of an Event Hubs namespace, as part of an id.
pub const EVENT_HUBS_AUTHORIZATION_RULE: &str = "Microsoft.EventHub/namespaces/authorizationRules";

/// Compiler warnings about a resource's name that are wrong.
///
/// The types ask for 8 characters in the name of an Event Hubs namespace, Azure for 6 (bicep-types-az, name pattern of
/// `Microsoft.EventHub/namespaces`; azure-docs, resource-name-rules.md; read 2026-11-27).
pub fn wrong_warnings(kind: &ResourceType, name: &str) -> Vec<&'static str> {
    if kind.name == EVENT_HUBS_NAMESPACE.name && name.len() < 8 {
        vec!["BCP416"]
    } else {
        Vec::new()
    }
}

/// The service endpoint that a subnet needs before the firewall of such a resource can name it: the provider's name.
///
/// Source: azure-docs, articles/virtual-network/virtual-network-service-endpoints-overview.md, read 2026-11-27.
pub fn service(kind: &ResourceType) -> &'static str {
    kind.name.split('/').next().unwrap_or(kind.name)
}
