//! The intent as the user wrote it: typed, but nothing beyond the schema is checked yet.
//!
//! Rules read these types; what may be used is [`crate::intent::Intent`]. Each type follows its definition in
//! `schemas/intent.v1.schema.json`, key by key; tests keep the two in step. Maps keep the order of the file only so that of two
//! things that clash the later one is told; nothing else depends on it.

use indexmap::IndexMap;
use serde::Deserialize;

/// A map in the order of the file.
pub type Map<V> = IndexMap<String, V>;

/// Tags by name.
pub type Tags = Map<String>;

/// A whole intent.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Written {
    /// Version of the language: 1.
    pub version: i64,
    /// The intent's name.
    pub name: String,
    /// What it is for.
    pub description: Option<String>,
    /// Which cloud.
    #[serde(default)]
    pub cloud: Cloud,
    /// Region of all resources that do not say otherwise.
    pub location: String,
    /// Tags of all resources.
    #[serde(default)]
    pub tags: Tags,
    /// The hub.
    pub hub: Hub,
    /// How the hub is reached and what it may reach.
    #[serde(default)]
    pub network: Network,
    /// Where the hub sends to, by key.
    #[serde(default)]
    pub targets: Map<Target>,
    /// Endpoints, routes, enrichments.
    #[serde(default)]
    pub routing: Routing,
    /// Upload of files by devices.
    pub file_upload: Option<FileUpload>,
    /// Bulk import and export of devices.
    pub device_transfer: Option<DeviceTransfer>,
    /// Diagnostic settings of the hub.
    #[serde(default)]
    pub diagnostics: Vec<DiagnosticSetting>,
    /// Lock on the hub.
    #[serde(default)]
    pub lock: Lock,
    /// How the deployment runs.
    #[serde(default)]
    pub deployment: Deployment,
    /// Warnings that are turned off.
    #[serde(default)]
    pub suppress: Vec<Suppression>,
}

/// A cloud of Azure.
#[derive(Clone, Copy, Debug, Default, Deserialize, PartialEq, Eq, PartialOrd, Ord)]
pub enum Cloud {
    /// The public cloud.
    #[default]
    AzureCloud,
    /// Azure Government.
    AzureUSGovernment,
    /// Azure operated by 21Vianet.
    AzureChinaCloud,
}

/// A switch that is on or off.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "camelCase")]
pub enum Switch {
    /// On.
    Enabled,
    /// Off.
    Disabled,
}

impl Switch {
    /// Whether it is on.
    pub fn is_enabled(self) -> bool {
        self == Self::Enabled
    }
}

/// The hub.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Hub {
    /// Its name.
    pub name: String,
    /// Its SKU.
    pub sku: HubSku,
    /// How many units.
    pub units: Option<i64>,
    /// Which identities it has.
    #[serde(default)]
    pub identity: HubIdentity,
    /// Partitions of the built-in endpoint.
    pub partitions: Option<i64>,
    /// Days the built-in endpoint keeps messages.
    pub retention_days: Option<i64>,
    /// Whether the built-in endpoint is read on purpose.
    #[serde(default)]
    pub built_in_endpoint: BuiltInEndpoint,
    /// Consumer groups of the built-in endpoint.
    #[serde(default)]
    pub consumer_groups: Vec<String>,
    /// Lowest TLS version.
    pub min_tls_version: Option<String>,
    /// Shared access signatures of services.
    pub service_sas: Option<Switch>,
    /// Shared access signatures of devices.
    pub device_sas: Option<Switch>,
    /// Shared access signatures of modules.
    pub module_sas: Option<Switch>,
    /// Keep data in the region.
    pub data_residency: Option<bool>,
    /// Cloud-to-device messages.
    pub cloud_to_device: Option<CloudToDevice>,
    /// Shared access policies.
    pub authorization_policies: Option<Vec<AuthorizationPolicy>>,
    /// Free text on the hub.
    pub comments: Option<String>,
    /// Who else may use the hub.
    #[serde(default)]
    pub role_assignments: Vec<RoleAssignment>,
    /// Tags of the hub, over the top-level ones.
    #[serde(default)]
    pub tags: Tags,
}

/// SKU of a hub.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the names are Azure's")]
pub enum HubSku {
    F1,
    B1,
    B2,
    B3,
    S1,
    S2,
    S3,
}

/// Which identities the hub has.
#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
pub enum HubIdentity {
    /// `system` or `none`.
    Word(HubIdentityWord),
    /// A system-assigned identity or not, and user-assigned ones.
    Parts(HubIdentityParts),
}

impl Default for HubIdentity {
    fn default() -> Self {
        Self::Word(HubIdentityWord::System)
    }
}

/// `system` or `none`.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "camelCase")]
pub enum HubIdentityWord {
    /// The system-assigned identity.
    System,
    /// No identity.
    None,
}

/// `{ system, user }`.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct HubIdentityParts {
    /// With the system-assigned identity.
    #[serde(default)]
    pub system: bool,
    /// With these user-assigned identities.
    #[serde(default)]
    pub user: Vec<Ref>,
}

/// Whether the built-in endpoint is read on purpose.
#[derive(Clone, Copy, Debug, Default, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "camelCase")]
pub enum BuiltInEndpoint {
    /// Nothing feeds it, nobody reads it.
    #[default]
    Unused,
    /// It is read through the private endpoint.
    Private,
}

/// A reference to a resource: its full id, or its parts.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
#[serde(untagged)]
pub enum Ref {
    /// A full resource id.
    Id(String),
    /// Parts; what is left out is the deployment's.
    Parts(RefParts),
}

/// The parts of a reference.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RefParts {
    /// Subscription id.
    pub subscription: Option<String>,
    /// Resource group.
    pub resource_group: Option<String>,
    /// Virtual network, where the thing is a subnet or a link.
    pub virtual_network: Option<String>,
    /// Name of the thing itself (of a link to a network: the link's).
    pub name: Option<String>,
}

/// Cloud-to-device messages.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CloudToDevice {
    /// How often a message is tried.
    pub max_delivery_count: Option<i64>,
    /// How long a message waits.
    pub default_ttl: Option<String>,
    /// Feedback messages.
    pub feedback: Option<Queueing>,
}

/// Time to live, lock and tries of a queue inside the hub.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Queueing {
    /// How long a message waits.
    pub ttl: Option<String>,
    /// How long a reader holds a message.
    pub lock_duration: Option<String>,
    /// How often a message is tried.
    pub max_delivery_count: Option<i64>,
}

/// A shared access policy of the hub.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct AuthorizationPolicy {
    /// Its name.
    pub key_name: String,
    /// What it allows.
    pub rights: Vec<Right>,
}

/// A right of a shared access policy.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the names are Azure's")]
pub enum Right {
    RegistryRead,
    RegistryWrite,
    ServiceConnect,
    DeviceConnect,
}

/// A role that somebody gets.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RoleAssignment {
    /// Name of a data role, or the GUID of a role.
    pub role: String,
    /// Object id, `hub`, or a user-assigned identity.
    pub principal: Ref,
    /// What the principal is.
    pub principal_type: Option<PrincipalType>,
    /// Only on this container.
    pub container: Option<String>,
    /// Only on this event hub.
    pub event_hub: Option<String>,
    /// Only on this queue.
    pub queue: Option<String>,
    /// Only on this topic.
    pub topic: Option<String>,
    /// Why.
    pub description: Option<String>,
}

/// What a principal is.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names are Azure's")]
pub enum PrincipalType {
    User,
    Group,
    ServicePrincipal,
    ForeignGroup,
    Device,
}

/// How the hub is reached and what it may reach.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Network {
    /// From the public internet.
    #[serde(default)]
    pub public_access: PublicAccess,
    /// Address rules.
    #[serde(default)]
    pub allow: Vec<Allow>,
    /// Whether the address rules cover the built-in endpoint.
    pub apply_to_built_in_event_hub_endpoint: Option<bool>,
    /// What the hub may reach.
    #[serde(default)]
    pub outbound: Outbound,
    /// Further hosts that it may reach.
    #[serde(default)]
    pub allowed_fqdns: Vec<String>,
    /// Networks that the template makes.
    #[serde(default)]
    pub virtual_networks: Map<VirtualNetwork>,
    /// Private endpoints of the hub.
    #[serde(default)]
    pub private_endpoints: Vec<PrivateEndpoint>,
    /// Private DNS.
    #[serde(default)]
    pub dns: Dns,
}

/// Access from the public internet.
#[derive(Clone, Copy, Debug, Default, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "camelCase")]
pub enum PublicAccess {
    /// None.
    #[default]
    Disabled,
    /// From listed addresses.
    AllowList,
    /// From everywhere.
    Enabled,
}

/// An address rule of the hub.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Allow {
    /// Its name.
    pub name: String,
    /// Address or range.
    pub ip: String,
}

/// What the hub may reach.
#[derive(Clone, Copy, Debug, Default, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "camelCase")]
pub enum Outbound {
    /// Any host.
    #[default]
    Unrestricted,
    /// Only the targets' hosts and those listed.
    Restricted,
}

/// A network that the template makes.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct VirtualNetwork {
    /// Its address ranges.
    pub address_prefixes: Vec<String>,
    /// Its subnets.
    #[serde(default)]
    pub subnets: Map<String>,
    /// Its region.
    pub location: Option<String>,
    /// Its tags, over the top-level ones.
    #[serde(default)]
    pub tags: Tags,
}

/// A private endpoint.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PrivateEndpoint {
    /// Its name.
    pub name: Option<String>,
    /// The subnet it stands in.
    pub subnet: Ref,
    /// Region of the virtual network.
    pub location: Option<String>,
    /// Subscription in which it is made.
    pub subscription: Option<String>,
    /// Resource group in which it is made.
    pub resource_group: Option<String>,
    /// Name of its network interface.
    pub network_interface: Option<String>,
    /// Name of its connection.
    pub connection: Option<String>,
    /// Name of its zone group, and of the entries in it.
    pub zone_group: Option<ZoneGroup>,
    /// Application security groups it belongs to.
    #[serde(default)]
    pub application_security_groups: Vec<Ref>,
    /// How the connection is approved.
    #[serde(default)]
    pub approval: Approval,
    /// Private DNS of this endpoint.
    pub dns: Option<Dns>,
    /// Which part of the resource (`groupIds`).
    pub group: Option<String>,
    /// Its tags, over the top-level ones.
    #[serde(default)]
    pub tags: Tags,
}

/// Name of a zone group, with or without the names of its entries.
#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
pub enum ZoneGroup {
    /// Its name.
    Name(String),
    /// Its name and the names of its entries.
    Parts(ZoneGroupParts),
}

/// `{ name, configs }`.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ZoneGroupParts {
    /// Its name.
    pub name: Option<String>,
    /// Names of its entries, by what they are for.
    #[serde(default)]
    pub configs: Map<String>,
}

/// How a connection is approved.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
#[serde(untagged)]
pub enum Approval {
    /// `automatic`.
    Word(ApprovalWord),
    /// By the owner, who reads the reason.
    Parts(ApprovalParts),
}

impl Default for Approval {
    fn default() -> Self {
        Self::Word(ApprovalWord::Automatic)
    }
}

/// `automatic`.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "camelCase")]
pub enum ApprovalWord {
    /// The deployer may approve.
    Automatic,
}

/// `{ manual }`.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ApprovalParts {
    /// The reason that the owner reads.
    pub manual: String,
}

/// Private DNS.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Dns {
    /// Where the zones come from.
    pub zones: Option<Zones>,
    /// Further networks to link.
    #[serde(default)]
    pub link_to: Vec<Ref>,
}

/// Where the zones come from.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
#[serde(untagged)]
pub enum Zones {
    /// `create` or `unmanaged`.
    Word(ZonesWord),
    /// Existing zones by their ids.
    Ids(Vec<String>),
    /// Existing zones in one resource group.
    Group(GroupRef),
}

/// `create` or `unmanaged`.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "camelCase")]
pub enum ZonesWord {
    /// The template makes them.
    Create,
    /// Somebody else makes the records.
    Unmanaged,
}

/// A resource group.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct GroupRef {
    /// Subscription id.
    pub subscription: Option<String>,
    /// Resource group.
    pub resource_group: Option<String>,
}

/// Where the hub sends to.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Target {
    /// What it is.
    pub kind: TargetKind,
    /// Azure's name of the account or namespace.
    pub name: String,
    /// It is there already, and where.
    pub existing: Option<Existing>,
    /// Its region.
    pub location: Option<String>,
    /// Its SKU.
    pub sku: Option<String>,
    /// Its tags, over the top-level ones.
    #[serde(default)]
    pub tags: Tags,
    /// Access from the public internet.
    pub public_access: Option<PublicAccess>,
    /// How the hub gets through its firewall.
    pub admit_hub: Option<AdmitHub>,
    /// Who else gets through its firewall.
    pub firewall: Option<Firewall>,
    /// Its private endpoints.
    #[serde(default)]
    pub private_endpoints: Vec<PrivateEndpoint>,
    /// Roles of others.
    #[serde(default)]
    pub role_assignments: Vec<RoleAssignment>,
    /// Scope of the hub's role.
    pub role_scope: Option<RoleScope>,
    /// Storage account: with folders (Data Lake).
    pub hierarchical_namespace: Option<bool>,
    /// Storage account: its containers.
    pub containers: Option<Entities<NoSettings>>,
    /// Namespace: units.
    pub capacity: Option<i64>,
    /// Event Hubs: automatic growth.
    pub maximum_throughput_units: Option<i64>,
    /// Event Hubs: its event hubs.
    pub event_hubs: Option<Entities<EventHub>>,
    /// Service Bus: its queues.
    pub queues: Option<Entities<NoSettings>>,
    /// Service Bus: its topics.
    pub topics: Option<Entities<Topic>>,
}

/// What a target is.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq, PartialOrd, Ord)]
#[serde(rename_all = "camelCase")]
pub enum TargetKind {
    /// A storage account.
    StorageAccount,
    /// An Event Hubs namespace.
    EventHubs,
    /// A Service Bus namespace.
    ServiceBus,
}

/// Where an existing target is.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Existing {
    /// Subscription id.
    pub subscription: Option<String>,
    /// Resource group.
    pub resource_group: Option<String>,
    /// Replace its firewall.
    #[serde(default)]
    pub overwrite_firewall: bool,
}

/// How the hub gets through a firewall.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "camelCase")]
pub enum AdmitHub {
    /// As a trusted Microsoft service.
    TrustedServices,
    /// By a rule for this very hub.
    ResourceInstance,
    /// Both.
    Both,
}

/// Who else gets through a firewall.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Firewall {
    /// Addresses and ranges.
    #[serde(default)]
    pub allow_ips: Vec<String>,
    /// Subnets.
    #[serde(default)]
    pub allow_subnets: Vec<Ref>,
}

/// Scope of the hub's role on a target.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "camelCase")]
pub enum RoleScope {
    /// The storage account.
    Account,
    /// The container.
    Container,
    /// The namespace.
    Namespace,
    /// The event hub, queue or topic.
    Entity,
}

/// Things in a target: a list of names, or a map of names to settings.
#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
pub enum Entities<S> {
    /// Names.
    List(Vec<String>),
    /// Names with settings; nothing behind a name means none.
    Map(Map<Option<S>>),
}

impl<S> Entities<S> {
    /// Names with their settings, in the order of the file.
    pub fn iter(&self) -> impl Iterator<Item = (&str, Option<&S>)> {
        let (list, map) = match self {
            Self::List(names) => (Some(names), None),
            Self::Map(entries) => (None, Some(entries)),
        };
        list.into_iter()
            .flatten()
            .map(|name| (name.as_str(), None))
            .chain(
                map.into_iter()
                    .flatten()
                    .map(|(name, settings)| (name.as_str(), settings.as_ref())),
            )
    }

    /// Names with their settings; a list in its order, a map ordered by name.
    pub fn ordered(&self) -> Vec<(&str, Option<&S>)> {
        let mut all: Vec<_> = self.iter().collect();
        match self {
            Self::List(_) => {}
            Self::Map(_) => all.sort_unstable_by_key(|(name, _)| *name),
        }
        all
    }
}

/// An entity without settings.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NoSettings {}

/// An event hub.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct EventHub {
    /// Its partitions.
    pub partitions: Option<i64>,
    /// Days it keeps messages.
    pub retention_days: Option<i64>,
    /// Its consumer groups.
    #[serde(default)]
    pub consumer_groups: Vec<String>,
}

/// A topic.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Topic {
    /// Its subscriptions.
    pub subscriptions: Option<Entities<NoSettings>>,
}

/// Endpoints, routes, enrichments.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Routing {
    /// Custom endpoints.
    #[serde(default)]
    pub endpoints: Vec<Endpoint>,
    /// Routes.
    #[serde(default)]
    pub routes: Vec<Route>,
    /// Enrichments.
    #[serde(default)]
    pub enrichments: Vec<Enrichment>,
    /// Where messages go that match no route.
    #[serde(default)]
    pub fallback: Fallback,
}

/// A custom endpoint.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Endpoint {
    /// Its name.
    pub name: String,
    /// Key of its target.
    pub target: String,
    /// Container of a storage account.
    pub container: Option<String>,
    /// Event hub of a namespace.
    pub event_hub: Option<String>,
    /// Queue of a namespace.
    pub queue: Option<String>,
    /// Topic of a namespace.
    pub topic: Option<String>,
    /// `system` or the name (or id) of a user-assigned identity.
    pub identity: Option<String>,
    /// A user-assigned identity on a closed target is wanted although nobody has shown it to work.
    #[serde(default)]
    pub accept_unverified_identity: bool,
    /// Encoding of the blobs.
    pub encoding: Option<String>,
    /// How often a blob is written.
    pub batch_frequency: Option<String>,
    /// Size at which a blob is written.
    pub max_chunk_size: Option<String>,
    /// Names of the blobs.
    pub file_name_format: Option<String>,
}

/// A route.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Route {
    /// Its name.
    pub name: String,
    /// What it takes from.
    pub source: Option<RouteSource>,
    /// Which messages it takes.
    pub condition: Option<String>,
    /// Where it sends them: an endpoint, `events` or `eventgrid`.
    pub endpoint: String,
    /// Whether it works.
    pub is_enabled: Option<bool>,
}

/// What a route takes from.
#[derive(Clone, Copy, Debug, Default, Deserialize, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the names are Azure's")]
pub enum RouteSource {
    #[default]
    DeviceMessages,
    TwinChangeEvents,
    DeviceLifecycleEvents,
    DeviceJobLifecycleEvents,
    DeviceConnectionStateEvents,
    DigitalTwinChangeEvents,
    MqttBrokerMessages,
}

/// A property that the hub adds to messages.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Enrichment {
    /// Name of the property.
    pub key: String,
    /// Its value.
    pub value: String,
    /// On messages to these endpoints.
    pub endpoints: Vec<String>,
}

/// Where messages go that match no route.
#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
pub enum Fallback {
    /// `disabled`.
    Word(FallbackWord),
    /// To this endpoint.
    Parts(FallbackParts),
}

impl Default for Fallback {
    fn default() -> Self {
        Self::Word(FallbackWord::Disabled)
    }
}

/// `disabled`.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "camelCase")]
pub enum FallbackWord {
    /// Nowhere.
    Disabled,
}

/// `{ endpoint }`.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct FallbackParts {
    /// Where to.
    pub endpoint: String,
}

/// Upload of files by devices.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct FileUpload {
    /// Key of the storage account; without one only the notifications are set.
    pub target: Option<String>,
    /// Container for the files.
    pub container: Option<String>,
    /// How long a device's permission to upload lasts.
    pub sas_ttl: Option<String>,
    /// `system` or the name (or id) of a user-assigned identity.
    pub identity: Option<String>,
    /// As on an endpoint.
    #[serde(default)]
    pub accept_unverified_identity: bool,
    /// Notifications of uploads.
    pub notifications: Option<Notifications>,
}

/// Notifications of uploads.
#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
pub enum Notifications {
    /// `disabled`.
    Word(FallbackWord),
    /// Their settings.
    Parts(Queueing),
}

/// Bulk import and export of devices.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct DeviceTransfer {
    /// Key of the storage account.
    pub target: String,
    /// Container for the blobs.
    pub container: String,
    /// Leave keys out of an export.
    pub exclude_keys: Option<bool>,
    /// `system` or the name (or id) of a user-assigned identity.
    pub identity: Option<String>,
    /// As on an endpoint.
    #[serde(default)]
    pub accept_unverified_identity: bool,
}

/// A diagnostic setting of the hub.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct DiagnosticSetting {
    /// Its name.
    pub name: String,
    /// Log Analytics workspace.
    pub workspace: Option<Ref>,
    /// Storage account.
    pub storage_account: Option<Ref>,
    /// Event hub.
    pub event_hub: Option<DiagnosticEventHub>,
    /// Log categories, `allLogs` or `audit`.
    #[serde(default)]
    pub logs: Vec<String>,
    /// Metric categories.
    #[serde(default)]
    pub metrics: Vec<String>,
}

/// An event hub that takes logs.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct DiagnosticEventHub {
    /// Authorization rule of the namespace.
    pub authorization_rule: Ref,
    /// The event hub; without it Azure chooses.
    pub name: Option<String>,
}

/// Lock on the hub.
#[derive(Clone, Copy, Debug, Default, Deserialize, PartialEq, Eq)]
pub enum Lock {
    /// None.
    #[default]
    #[serde(rename = "none")]
    None,
    /// It cannot be deleted.
    CanNotDelete,
    /// It cannot be changed; a rule refuses it.
    ReadOnly,
}

/// How the deployment runs.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Deployment {
    /// How many empty deployments give new roles time to take effect.
    pub settle: Option<i64>,
    /// Try the hub's write again.
    pub retry_hub_write: Option<RetryHubWrite>,
}

/// Try the hub's write again.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RetryHubWrite {
    /// On these error codes.
    pub codes: Vec<String>,
    /// At most this often.
    pub count: Option<i64>,
}

/// A warning that is turned off.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Suppression {
    /// Its code.
    pub rule: String,
    /// Why.
    pub reason: String,
}
