//! The intent as it may be used: every default filled in, every value of a type that cannot be wrong.
//!
//! [`settle`](super::settle()) is the one way in. The rules have spoken before it; what it still refuses, it says at the value's own place.

use std::collections::BTreeMap;

use super::derived::Acting;
use super::reference::Reference;
use super::written::{
    AdmitHub, BuiltInEndpoint, Cloud, HubSku, Outbound, PrincipalType, PublicAccess, Right,
    RoleScope, RouteSource, TargetKind,
};
use crate::azure::roles::DataRole;
use crate::values::{
    ConnectionName, ConsumerGroupName, ContainerName, Duration, EndpointName, EnrichmentKey,
    EventHubName, Fqdn, Guid, HubName, IntentName, IpRange, IpRuleName, LinkName,
    NetworkResourceName, PrivateEndpointName, QueueName, SettingName, SubnetName, SubscriptionName,
    TopicName, VirtualNetworkName,
};

/// Tags by name.
pub type Tags = BTreeMap<String, String>;

/// A whole intent.
#[derive(Clone, Debug)]
pub struct Intent {
    /// Its name.
    pub name: IntentName,
    /// What it is for.
    pub description: Option<String>,
    /// Which cloud.
    pub cloud: Cloud,
    /// Region of all resources that do not say otherwise.
    pub location: String,
    /// Tags of all resources.
    pub tags: Tags,
    /// The hub.
    pub hub: Hub,
    /// How the hub is reached and what it may reach.
    pub network: Network,
    /// Where the hub sends to, by key.
    pub targets: BTreeMap<String, Target>,
    /// Custom endpoints, in the intent's order.
    pub endpoints: Vec<Endpoint>,
    /// Routes, in the intent's order.
    pub routes: Vec<Route>,
    /// Enrichments, in the intent's order.
    pub enrichments: Vec<Enrichment>,
    /// Where messages go that match no route; none: nowhere.
    pub fallback: Option<String>,
    /// Upload of files by devices.
    pub upload: Option<Upload>,
    /// Notifications of uploads; none: not written.
    pub notifications: Option<Notifications>,
    /// Bulk import and export of devices.
    pub transfer: Option<Transfer>,
    /// Diagnostic settings of the hub.
    pub diagnostics: Vec<DiagnosticSetting>,
    /// Whether the hub is locked against deletion.
    pub locked: bool,
    /// How many empty deployments give new roles time to take effect.
    pub settle: u8,
    /// Try the hub's full write again: codes and how often.
    pub retry: Option<(Vec<String>, u8)>,
    /// Warnings that the user turned off, with the reason.
    pub suppressed: Vec<(String, String)>,
}

/// The hub.
#[derive(Clone, Debug)]
pub struct Hub {
    /// Its name.
    pub name: HubName,
    /// Its SKU.
    pub sku: HubSku,
    /// How many units.
    pub units: i64,
    /// With a system-assigned identity.
    pub system_identity: bool,
    /// With these user-assigned identities.
    pub user_identities: Vec<Reference>,
    /// Partitions of the built-in endpoint.
    pub partitions: i64,
    /// Days the built-in endpoint keeps messages.
    pub retention_days: i64,
    /// Whether the built-in endpoint is read on purpose.
    pub built_in_endpoint: BuiltInEndpoint,
    /// Consumer groups of the built-in endpoint.
    pub consumer_groups: Vec<ConsumerGroupName>,
    /// Lowest TLS version.
    pub min_tls_version: String,
    /// Whether services may use shared access signatures.
    pub service_sas: bool,
    /// Whether devices may, where the intent says it.
    pub device_sas: Option<bool>,
    /// Whether modules may, where the intent says it.
    pub module_sas: Option<bool>,
    /// Keep data in the region, where the intent says it.
    pub data_residency: Option<bool>,
    /// Cloud-to-device messages, where the intent says anything.
    pub cloud_to_device: Option<CloudToDevice>,
    /// Shared access policies; none: not written.
    pub authorization_policies: Option<Vec<(String, Vec<Right>)>>,
    /// Free text on the hub.
    pub comments: Option<String>,
    /// Who else may use the hub.
    pub grants: Vec<Grant>,
    /// Tags of the hub, merged.
    pub tags: Tags,
    /// Whether a preview API version is needed.
    pub preview: bool,
}

/// Cloud-to-device messages.
#[derive(Clone, Debug)]
pub struct CloudToDevice {
    /// How often a message is tried.
    pub max_delivery_count: i64,
    /// How long a message waits.
    pub default_ttl: Duration,
    /// Feedback messages.
    pub feedback: Queueing,
}

/// Time to live, lock and tries of a queue inside the hub.
#[derive(Clone, Debug)]
pub struct Queueing {
    /// How long a message waits.
    pub ttl: Duration,
    /// How long a reader holds a message.
    pub lock_duration: Duration,
    /// How often a message is tried.
    pub max_delivery_count: i64,
}

/// A role that somebody else gets.
#[derive(Clone, Debug)]
pub struct Grant {
    /// GUID of the role.
    pub role: Guid,
    /// The role, where it is a known data role.
    pub known: Option<&'static DataRole>,
    /// Who gets it.
    pub principal: Principal,
    /// Only on this entity of the target.
    pub on: Option<EntityRef>,
    /// Why.
    pub description: Option<String>,
}

/// Who gets a role.
#[derive(Clone, Debug)]
pub enum Principal {
    /// An object of the directory.
    Object(Guid, PrincipalType),
    /// The hub's system-assigned identity.
    Hub,
    /// A user-assigned identity.
    Identity(Reference),
}

/// How the hub is reached and what it may reach.
#[derive(Clone, Debug)]
pub struct Network {
    /// From the public internet.
    pub public_access: PublicAccess,
    /// Address rules.
    pub allow: Vec<(IpRuleName, IpRange)>,
    /// Whether the address rules cover the built-in endpoint.
    pub covers_built_in: bool,
    /// What the hub may reach.
    pub outbound: Outbound,
    /// Further hosts that it may reach.
    pub allowed_fqdns: Vec<Fqdn>,
    /// Networks that the template makes, by name.
    pub virtual_networks: BTreeMap<String, VirtualNetwork>,
    /// Private endpoints of the hub.
    pub endpoints: Vec<PrivateEndpoint>,
}

/// A network that the template makes.
#[derive(Clone, Debug)]
pub struct VirtualNetwork {
    /// Its name.
    pub name: VirtualNetworkName,
    /// Its address ranges.
    pub prefixes: Vec<IpRange>,
    /// Its subnets, by name.
    pub subnets: Vec<(SubnetName, IpRange)>,
    /// Its region.
    pub location: String,
    /// Its tags, merged.
    pub tags: Tags,
}

/// A private endpoint.
#[derive(Clone, Debug)]
pub struct PrivateEndpoint {
    /// Its name.
    pub name: PrivateEndpointName,
    /// The subnet it stands in.
    pub subnet: Reference,
    /// Its region.
    pub location: String,
    /// Where it is made, where that is not the deployment's own group.
    pub home: Option<Home>,
    /// Name of its network interface.
    pub network_interface: Option<NetworkResourceName>,
    /// Name of its connection.
    pub connection: ConnectionName,
    /// Name of its zone group.
    pub zone_group: String,
    /// Names of the entries of its zone group, by what they are for.
    pub zone_configs: BTreeMap<String, String>,
    /// Application security groups it belongs to.
    pub application_security_groups: Vec<Reference>,
    /// The message to the owner who must approve; none: approved at once.
    pub manual: Option<String>,
    /// Where its zones come from.
    pub zones: Zones,
    /// Further networks that its zones are linked to.
    pub link_to: Vec<ZoneLink>,
    /// Which part of the resource it carries.
    pub group: String,
    /// Its tags, merged.
    pub tags: Tags,
}

/// A resource group that is not the deployment's own.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Home {
    /// Subscription; none: the deployment's.
    pub subscription: Option<Guid>,
    /// Resource group.
    pub resource_group: String,
}

/// Where zones come from.
#[derive(Clone, Debug)]
pub enum Zones {
    /// The template makes them.
    Created,
    /// They exist in a resource group; none: in the deployment's own.
    In(Option<Home>),
    /// They exist, by id.
    Ids(Vec<Reference>),
    /// Somebody else makes the records.
    Unmanaged,
}

/// A network that zones are linked to.
#[derive(Clone, Debug)]
pub struct ZoneLink {
    /// The network.
    pub network: Reference,
    /// Name of the link.
    pub name: LinkName,
    /// Whether the intent gives that name; otherwise it is the network's.
    pub named: bool,
}

/// Where the hub sends to.
#[derive(Clone, Debug)]
pub struct Target {
    /// The user's word for it.
    pub key: String,
    /// What it is, with its settings.
    pub kind: Kind,
    /// Azure's name of the account or namespace.
    pub name: String,
    /// Made by the template, or there already.
    pub origin: Origin,
    /// Its region.
    pub location: String,
    /// Its tags, merged.
    pub tags: Tags,
    /// Access from the public internet.
    pub access: PublicAccess,
    /// How the hub gets through its firewall.
    pub admission: AdmitHub,
    /// Addresses that get through.
    pub allow_ips: Vec<IpRange>,
    /// Subnets that get through.
    pub allow_subnets: Vec<Reference>,
    /// Its private endpoints.
    pub endpoints: Vec<PrivateEndpoint>,
    /// Roles of others.
    pub grants: Vec<Grant>,
    /// Scope of the hub's role.
    pub scope: RoleScope,
}

/// Made by the template, or there already.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// Made by the template.
    Created,
    /// There already.
    Existing {
        /// Where; none: in the deployment's own group.
        home: Option<Home>,
        /// Replace its firewall.
        overwrite_firewall: bool,
    },
}

/// What a target is, with its settings.
#[derive(Clone, Debug)]
pub enum Kind {
    /// A storage account.
    StorageAccount(StorageAccount),
    /// An Event Hubs namespace.
    EventHubs(EventHubs),
    /// A Service Bus namespace.
    ServiceBus(ServiceBus),
}

impl Kind {
    /// The word for it in an intent.
    pub const fn word(&self) -> TargetKind {
        match self {
            Self::StorageAccount(_) => TargetKind::StorageAccount,
            Self::EventHubs(_) => TargetKind::EventHubs,
            Self::ServiceBus(_) => TargetKind::ServiceBus,
        }
    }
}

/// Settings of a storage account.
#[derive(Clone, Debug)]
pub struct StorageAccount {
    /// Its SKU.
    pub sku: String,
    /// With folders (Data Lake), where the intent says it.
    pub hierarchical_namespace: Option<bool>,
    /// Its containers.
    pub containers: Vec<ContainerName>,
}

/// Settings of an Event Hubs namespace.
#[derive(Clone, Debug)]
pub struct EventHubs {
    /// Its SKU.
    pub sku: String,
    /// Throughput or processing units.
    pub capacity: i64,
    /// Grow up to this many units.
    pub maximum_throughput_units: Option<i64>,
    /// Its event hubs.
    pub event_hubs: Vec<EventHub>,
}

/// An event hub.
#[derive(Clone, Debug)]
pub struct EventHub {
    /// Its name.
    pub name: EventHubName,
    /// Its partitions.
    pub partitions: i64,
    /// Days it keeps messages.
    pub retention_days: i64,
    /// Its consumer groups.
    pub consumer_groups: Vec<ConsumerGroupName>,
}

/// Settings of a Service Bus namespace.
#[derive(Clone, Debug)]
pub struct ServiceBus {
    /// Its SKU.
    pub sku: String,
    /// Messaging units; Premium only.
    pub capacity: i64,
    /// Its queues.
    pub queues: Vec<QueueName>,
    /// Its topics with their subscriptions.
    pub topics: Vec<(TopicName, Vec<SubscriptionName>)>,
}

/// An entity of a target.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum EntityRef {
    /// A blob container.
    Container(String),
    /// An event hub.
    EventHub(String),
    /// A queue.
    Queue(String),
    /// A topic.
    Topic(String),
}

impl EntityRef {
    /// Its name.
    pub fn name(&self) -> &str {
        match self {
            Self::Container(name)
            | Self::EventHub(name)
            | Self::Queue(name)
            | Self::Topic(name) => name,
        }
    }
}

/// As whom the hub acts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Actor {
    /// As itself.
    System,
    /// As the user-assigned identity of that place in [`Hub::user_identities`].
    User(usize),
}

impl From<Acting<'_>> for Actor {
    fn from(acting: Acting<'_>) -> Self {
        match acting {
            Acting::System => Self::System,
            Acting::User(index, _) => Self::User(index),
        }
    }
}

/// A custom endpoint.
#[derive(Clone, Debug)]
pub struct Endpoint {
    /// Its name.
    pub name: EndpointName,
    /// Key of its target.
    pub target: String,
    /// What of the target it writes to.
    pub entity: EntityRef,
    /// As whom the hub acts.
    pub actor: Actor,
    /// How blobs are written; for containers only.
    pub blobs: Option<Blobs>,
}

/// How a storage endpoint writes blobs.
#[derive(Clone, Debug)]
pub struct Blobs {
    /// Encoding, in Azure's spelling.
    pub encoding: &'static str,
    /// How often, in seconds.
    pub batch_frequency: u64,
    /// At which size, in bytes.
    pub max_chunk_size: u64,
    /// Under which names.
    pub file_name_format: String,
}

/// A route.
#[derive(Clone, Debug)]
pub struct Route {
    /// Its name.
    pub name: EndpointName,
    /// What it takes from.
    pub source: RouteSource,
    /// Which messages it takes, as written.
    pub condition: String,
    /// Where it sends them.
    pub endpoint: String,
    /// Whether it works.
    pub enabled: bool,
}

/// A property that the hub adds to messages.
#[derive(Clone, Debug)]
pub struct Enrichment {
    /// Name of the property.
    pub key: EnrichmentKey,
    /// Its value.
    pub value: String,
    /// On messages to these endpoints.
    pub endpoints: Vec<String>,
}

/// Upload of files by devices.
#[derive(Clone, Debug)]
pub struct Upload {
    /// Key of the storage account.
    pub target: String,
    /// Container for the files.
    pub container: String,
    /// How long a device's permission to upload lasts.
    pub sas_ttl: Duration,
    /// As whom the hub acts.
    pub actor: Actor,
}

/// Notifications of uploads.
#[derive(Clone, Debug)]
pub struct Notifications {
    /// Whether they are sent.
    pub enabled: bool,
    /// Their settings; none: not written.
    pub queueing: Option<Queueing>,
}

/// Bulk import and export of devices.
#[derive(Clone, Debug)]
pub struct Transfer {
    /// Key of the storage account.
    pub target: String,
    /// Container for the blobs.
    pub container: String,
    /// Leave keys out of an export.
    pub exclude_keys: bool,
    /// As whom the hub acts.
    pub actor: Actor,
}

/// A diagnostic setting of the hub.
#[derive(Clone, Debug)]
pub struct DiagnosticSetting {
    /// Its name.
    pub name: SettingName,
    /// Log Analytics workspace.
    pub workspace: Option<Reference>,
    /// Storage account.
    pub storage_account: Option<Reference>,
    /// Event hub: authorization rule, and name.
    pub event_hub: Option<(Reference, Option<EventHubName>)>,
    /// Log categories and groups, in Azure's spelling.
    pub logs: Vec<String>,
    /// Metric categories.
    pub metrics: Vec<String>,
}
