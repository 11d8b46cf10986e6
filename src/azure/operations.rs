//! Operations of resource providers, as the rights that a deployment needs.

use super::Origin;

/// Where operations come from.
pub const ORIGIN: Origin = Origin {
    source: "azure-docs, articles/role-based-access-control/permissions; for diagnostic settings MicrosoftDocs/azure-docs#80159",
    checked: "2026-11-27",
};

/// An operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Operation {
    /// Its full name.
    pub name: &'static str,
    /// A built-in role that has it and little else, or the common one that has it.
    pub role: &'static str,
}

macro_rules! operations {
    ($($(#[$doc:meta])* $constant:ident = $name:literal, $role:literal;)*) => {
        $($(#[$doc])* pub const $constant: Operation = Operation { name: $name, role: $role };)*
        /// Every operation.
        pub const ALL: &[Operation] = &[$($constant),*];
    };
}

operations! {
    /// Granting roles.
    GRANT = "Microsoft.Authorization/roleAssignments/write", "Role Based Access Control Administrator";
    /// Locking a resource.
    LOCK = "Microsoft.Authorization/locks/write", "Owner or User Access Administrator";
    /// Deploying into a group.
    DEPLOY = "Microsoft.Resources/deployments/*", "";
    /// Making private endpoints.
    PRIVATE_ENDPOINTS = "Microsoft.Network/privateEndpoints/*", "Network Contributor";
    /// Putting something into a subnet.
    JOIN_SUBNET = "Microsoft.Network/virtualNetworks/subnets/join/action", "";
    /// Naming a subnet in a firewall.
    JOIN_SUBNET_BY_SERVICE = "Microsoft.Network/virtualNetworks/subnets/joinViaServiceEndpoint/action", "";
    /// Putting an endpoint into an application security group.
    JOIN_APPLICATION_SECURITY_GROUP = "Microsoft.Network/applicationSecurityGroups/joinIpConfiguration/action", "";
    /// Approving a private endpoint of a hub.
    APPROVE_HUB_ENDPOINT = "Microsoft.Devices/iotHubs/privateEndpointConnectionsApproval/action", "in Contributor";
    /// Linking a network to a zone.
    JOIN_NETWORK = "Microsoft.Network/virtualNetworks/join/action", "";
    /// Putting records into a zone.
    JOIN_ZONE = "Microsoft.Network/privateDnsZones/join/action", "";
    /// Giving a user-assigned identity to a resource.
    ASSIGN_IDENTITY = "Microsoft.ManagedIdentity/userAssignedIdentities/assign/action", "Managed Identity Operator";
    /// Looking up a user-assigned identity.
    READ_IDENTITY = "Microsoft.ManagedIdentity/userAssignedIdentities/read", "Reader";
    /// Sending logs to a workspace.
    WORKSPACE_KEYS = "Microsoft.OperationalInsights/workspaces/sharedKeys/action", "";
    /// Writing a diagnostic setting.
    DIAGNOSTIC_SETTING = "Microsoft.Insights/diagnosticSettings/write", "in Contributor";
}
