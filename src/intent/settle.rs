//! From the intent as written to the intent as it may be used.

use std::collections::BTreeMap;

use super::derived::SYSTEM;
use super::reference::Reference;
use super::settled::{
    Actor, Blobs, CloudToDevice, DiagnosticSetting, Endpoint, Enrichment, EntityRef, EventHub,
    EventHubs, Grant, Home, Hub, Intent, Kind, Network, Notifications, Origin, Principal,
    PrivateEndpoint, Queueing, Route, ServiceBus, StorageAccount, Tags, Target, Transfer, Upload,
    VirtualNetwork, ZoneLink, Zones,
};
use super::written::{self, PrincipalType, Ref, RefParts, TargetKind, Written};
use crate::azure::resource_types::{
    APPLICATION_SECURITY_GROUP, EVENT_HUBS_AUTHORIZATION_RULE, PRIVATE_DNS_ZONE, STORAGE_ACCOUNT,
    SUBNET, USER_ASSIGNED_IDENTITY, VIRTUAL_NETWORK, WORKSPACE,
};
use crate::azure::{limits, private_link, roles};
use crate::diag::{Diagnostic, Place};
use crate::document::pointer::Pointer;
use crate::values::{
    ContainerName, Duration, EndpointName, EnrichmentKey, EventHubName, Fault, Fqdn, Guid, IpRange,
    LinkName, Name, PrivateEndpointName, QueueName, ResourceGroupName, ResourceId, Size,
    SubnetName, TopicName, VirtualNetworkName,
};

/// Code of what the rules let pass and cannot be used all the same.
pub const CODE: &str = "unusable-value";

type Settled<T> = Result<T, Box<Diagnostic>>;

/// Fills in every default and turns every value into its type.
///
/// The rules have spoken before; the first value that is unusable all the same is said at its place.
pub fn settle(written: &Written) -> Settled<Intent> {
    let root = Pointer::root();
    let tags = merge_tags(&written.tags, &written::Tags::new());
    let hub = hub(written, &root.key("hub"))?;
    let mut targets = BTreeMap::new();
    for (key, target) in &written.targets {
        let settled = self::target(written, key, target, &root.key("targets").key(key))?;
        targets.insert(key.clone(), settled);
    }
    let network = network(written, &root.key("network"))?;
    let routing = root.key("routing");
    let mut endpoints = Vec::new();
    for (index, endpoint) in written.routing.endpoints.iter().enumerate() {
        endpoints.push(self::endpoint(
            written,
            endpoint,
            &routing.key("endpoints").index(index),
        )?);
    }
    let mut routes = Vec::new();
    for (index, route) in written.routing.routes.iter().enumerate() {
        routes.push(Route {
            name: name::<EndpointName>(
                &route.name,
                &routing.key("routes").index(index).key("name"),
            )?,
            source: route.source.unwrap_or_default(),
            condition: match route.condition.as_deref() {
                None => "true".to_owned(),
                Some(text) if text.trim().is_empty() => "true".to_owned(),
                Some(text) => text.to_owned(),
            },
            endpoint: spelled(written, &route.endpoint),
            enabled: route.is_enabled.unwrap_or(true),
        });
    }
    let mut enrichments = Vec::new();
    for (index, enrichment) in written.routing.enrichments.iter().enumerate() {
        let at = routing.key("enrichments").index(index);
        enrichments.push(Enrichment {
            key: name::<EnrichmentKey>(&enrichment.key, &at.key("key"))?,
            value: enrichment.value.clone(),
            endpoints: enrichment
                .endpoints
                .iter()
                .map(|endpoint| spelled(written, endpoint))
                .collect(),
        });
    }
    let (upload, notifications) = match &written.file_upload {
        Some(upload) => file_upload(written, upload, &root.key("fileUpload"))?,
        None => (None, None),
    };
    let transfer = match &written.device_transfer {
        Some(transfer) => Some(device_transfer(
            written,
            &hub,
            transfer,
            &root.key("deviceTransfer"),
        )?),
        None => None,
    };
    let mut diagnostics = Vec::new();
    for (index, setting) in written.diagnostics.iter().enumerate() {
        diagnostics.push(diagnostic_setting(
            setting,
            &root.key("diagnostics").index(index),
        )?);
    }
    let deployment = &written.deployment;
    let retry = deployment.retry_hub_write.as_ref().map(|retry| {
        (
            retry.codes.clone(),
            retry
                .count
                .and_then(|count| u8::try_from(count).ok())
                .unwrap_or(limits::RETRIES.1),
        )
    });
    Ok(Intent {
        name: name(&written.name, &root.key("name"))?,
        description: written.description.clone(),
        cloud: written.cloud,
        location: written.location.clone(),
        tags,
        hub,
        network,
        targets,
        endpoints,
        routes,
        enrichments,
        fallback: written
            .fallback_endpoint()
            .map(|endpoint| spelled(written, endpoint)),
        upload,
        notifications,
        transfer,
        diagnostics,
        locked: written.lock == written::Lock::CanNotDelete,
        settle: deployment
            .settle
            .and_then(|count| u8::try_from(count).ok())
            .unwrap_or(limits::SETTLE.1),
        retry,
        suppressed: written
            .suppress
            .iter()
            .map(|entry| (entry.rule.clone(), entry.reason.clone()))
            .collect(),
    })
}

fn unusable(place: Place, message: impl Into<String>) -> Box<Diagnostic> {
    Box::new(Diagnostic::error(CODE, place, message))
}

fn faulty(fault: &Fault, noun: &str, text: &str, at: &Pointer) -> Box<Diagnostic> {
    let mut diagnostic = unusable(
        Place::Value(at.clone()),
        format!("{noun} `{text}` {}", fault.what),
    );
    if let Some(instead) = &fault.instead {
        diagnostic.label = format!("write `{instead}`");
    }
    diagnostic
}

fn name<T: Name>(text: &str, at: &Pointer) -> Settled<T> {
    T::parse(text).map_err(|fault| faulty(&fault, T::NOUN, text, at))
}

fn names<T: Name>(texts: &[String], at: &Pointer) -> Settled<Vec<T>> {
    texts
        .iter()
        .enumerate()
        .map(|(index, text)| name(text, &at.index(index)))
        .collect()
}

fn duration(text: Option<&String>, default: u64, at: &Pointer) -> Settled<Duration> {
    match text {
        None => Ok(Duration::from_seconds(default)),
        Some(text) => Duration::parse(text).map_err(|fault| faulty(&fault, "duration", text, at)),
    }
}

fn range(text: &str, at: &Pointer) -> Settled<IpRange> {
    IpRange::parse(text).map_err(|fault| faulty(&fault, "address", text, at))
}

fn guid(text: &str, at: &Pointer) -> Settled<Guid> {
    Guid::parse(text).map_err(|fault| faulty(&fault, "id", text, at))
}

/// Tags over the top-level ones; Azure compares their names without case.
pub fn merge_tags(top: &written::Tags, own: &written::Tags) -> Tags {
    let mut merged: Tags = own.clone().into_iter().collect();
    for (key, value) in top {
        if !own.keys().any(|other| other.eq_ignore_ascii_case(key)) {
            merged.insert(key.clone(), value.clone());
        }
    }
    merged
}

/// The name of an endpoint as its own definition spells it: Azure compares without case, output should not differ.
fn spelled(written: &Written, endpoint: &str) -> String {
    written
        .routing
        .endpoints
        .iter()
        .map(|other| &other.name)
        .find(|other| other.eq_ignore_ascii_case(endpoint))
        .cloned()
        .unwrap_or_else(|| endpoint.to_owned())
}

/// A resource group that may be the deployment's own.
fn home(
    subscription: Option<&String>,
    resource_group: Option<&String>,
    at: &Pointer,
) -> Settled<Option<Home>> {
    let subscription = subscription
        .map(|text| guid(text, &at.key("subscription")))
        .transpose()?;
    match (subscription, resource_group) {
        (None, None) => Ok(None),
        (Some(_), None) => Err(unusable(
            Place::Value(at.clone()),
            "a subscription needs its resource group: write `resourceGroup` beside `subscription`",
        )),
        (subscription, Some(group)) => {
            let resource_group =
                name::<ResourceGroupName>(group, &at.key("resourceGroup"))?.to_string();
            Ok(Some(Home {
                subscription,
                resource_group,
            }))
        }
    }
}

fn reference(written: &Ref, kind: &'static str, at: &Pointer) -> Settled<Reference> {
    match written {
        Ref::Id(text) => {
            let id =
                ResourceId::parse(text).map_err(|fault| faulty(&fault, "reference", text, at))?;
            if !id.is(kind) {
                return Err(unusable(
                    Place::Value(at.clone()),
                    format!("`{}` is not of the type `{kind}`", id.kind()),
                ));
            }
            Ok(Reference::Id(id))
        }
        Ref::Parts(parts) => {
            let home = home(
                parts.subscription.as_ref(),
                parts.resource_group.as_ref(),
                at,
            )?;
            let names = part_names(parts, kind, at)?;
            Ok(Reference::Parts { kind, home, names })
        }
    }
}

fn part_names(parts: &RefParts, kind: &str, at: &Pointer) -> Settled<Vec<String>> {
    let need = |part: &Option<String>, key: &str| {
        part.clone().ok_or_else(|| {
            unusable(
                Place::Value(at.clone()),
                format!("the reference lacks `{key}`"),
            )
        })
    };
    if kind == VIRTUAL_NETWORK.name {
        let network = parts.virtual_network.as_ref().or(parts.name.as_ref());
        return Ok(vec![need(&network.cloned(), "name")?]);
    }
    let own = need(&parts.name, "name")?;
    if kind == SUBNET.name {
        return Ok(vec![need(&parts.virtual_network, "virtualNetwork")?, own]);
    }
    let names: Vec<String> = own.split('/').map(str::to_owned).collect();
    if names.len() != kind.matches('/').count() {
        return Err(unusable(
            Place::Value(at.clone()),
            format!("`{own}` must name a `{kind}`; write its full id"),
        ));
    }
    Ok(names)
}

fn hub(written: &Written, at: &Pointer) -> Settled<Hub> {
    let hub = &written.hub;
    let mut user_identities = Vec::new();
    for (index, identity) in hub.user_identities().iter().enumerate() {
        user_identities.push(reference(
            identity,
            USER_ASSIGNED_IDENTITY.name,
            &at.key("identity").key("user").index(index),
        )?);
    }
    let cloud_to_device = match &hub.cloud_to_device {
        None => None,
        Some(settings) => {
            let at = at.key("cloudToDevice");
            let feedback = settings.feedback.clone().unwrap_or_default();
            Some(CloudToDevice {
                max_delivery_count: settings.max_delivery_count.unwrap_or(10),
                default_ttl: duration(settings.default_ttl.as_ref(), 3600, &at.key("defaultTtl"))?,
                feedback: queueing(&feedback, &at.key("feedback"))?,
            })
        }
    };
    Ok(Hub {
        name: name(&hub.name, &at.key("name"))?,
        sku: hub.sku,
        units: hub.units.unwrap_or(1),
        system_identity: hub.has_system_identity(),
        user_identities,
        partitions: hub
            .partitions
            .unwrap_or_else(|| limits::sku(hub.sku).default_partitions),
        retention_days: hub.retention_days.unwrap_or(1),
        built_in_endpoint: hub.built_in_endpoint,
        consumer_groups: names(&hub.consumer_groups, &at.key("consumerGroups"))?,
        min_tls_version: hub
            .min_tls_version
            .clone()
            .unwrap_or_else(|| "1.2".to_owned()),
        service_sas: hub.service_sas.is_some_and(written::Switch::is_enabled),
        device_sas: hub.device_sas.map(written::Switch::is_enabled),
        module_sas: hub.module_sas.map(written::Switch::is_enabled),
        data_residency: hub.data_residency,
        cloud_to_device,
        authorization_policies: hub.authorization_policies.as_ref().map(|policies| {
            policies
                .iter()
                .map(|policy| {
                    let mut rights = policy.rights.clone();
                    rights.sort_unstable();
                    rights.dedup();
                    (policy.key_name.clone(), rights)
                })
                .collect()
        }),
        comments: hub.comments.clone(),
        grants: grants(&hub.role_assignments, &at.key("roleAssignments"))?,
        tags: merge_tags(&written.tags, &hub.tags),
        preview: written.needs_preview(),
    })
}

fn queueing(settings: &written::Queueing, at: &Pointer) -> Settled<Queueing> {
    Ok(Queueing {
        ttl: duration(settings.ttl.as_ref(), 3600, &at.key("ttl"))?,
        lock_duration: duration(settings.lock_duration.as_ref(), 60, &at.key("lockDuration"))?,
        max_delivery_count: settings.max_delivery_count.unwrap_or(10),
    })
}

fn grants(assignments: &[written::RoleAssignment], at: &Pointer) -> Settled<Vec<Grant>> {
    let mut grants = Vec::new();
    for (index, assignment) in assignments.iter().enumerate() {
        let at = at.index(index);
        let role = match roles::by_name(&assignment.role) {
            Some(role) => guid(role.guid, &at.key("role"))?,
            None => guid(&assignment.role, &at.key("role"))?,
        };
        let principal = match &assignment.principal {
            Ref::Id(text) if text == "hub" => Principal::Hub,
            Ref::Id(text) if !text.starts_with('/') => Principal::Object(
                guid(text, &at.key("principal"))?,
                assignment
                    .principal_type
                    .unwrap_or(PrincipalType::ServicePrincipal),
            ),
            identity => Principal::Identity(reference(
                identity,
                USER_ASSIGNED_IDENTITY.name,
                &at.key("principal"),
            )?),
        };
        let on = [
            assignment.container.clone().map(EntityRef::Container),
            assignment.event_hub.clone().map(EntityRef::EventHub),
            assignment.queue.clone().map(EntityRef::Queue),
            assignment.topic.clone().map(EntityRef::Topic),
        ];
        grants.push(Grant {
            known: roles::by_guid(role.as_str()),
            role,
            principal,
            on: on.into_iter().flatten().next(),
            description: assignment.description.clone(),
        });
    }
    Ok(grants)
}

fn network_name(subnet: &Ref) -> String {
    match subnet {
        Ref::Id(id) => ResourceId::parse(id)
            .ok()
            .and_then(|id| id.names().first().cloned())
            .unwrap_or_default(),
        Ref::Parts(parts) => parts.virtual_network.clone().unwrap_or_default(),
    }
}

/// The name of an endpoint: its own, else `pe-<resource>`, with more than one `pe-<resource>-<group or virtual network>`.
pub fn endpoint_name(
    resource: &str,
    endpoints: &[written::PrivateEndpoint],
    index: usize,
    group: &str,
) -> String {
    if let Some(name) = &endpoints[index].name {
        return name.clone();
    }
    if endpoints.len() == 1 {
        return format!("pe-{resource}");
    }
    let own = endpoints[index].group.as_deref().unwrap_or(group);
    let tail = if endpoints
        .iter()
        .any(|other| other.group.as_deref().unwrap_or(group) != own)
    {
        own.to_owned()
    } else {
        network_name(&endpoints[index].subnet)
    };
    format!("pe-{resource}-{tail}")
}

fn private_endpoints(
    written: &Written,
    resource: &str,
    endpoints: &[written::PrivateEndpoint],
    default_group: &str,
    at: &Pointer,
) -> Settled<Vec<PrivateEndpoint>> {
    let mut settled = Vec::new();
    for (index, endpoint) in endpoints.iter().enumerate() {
        let at = at.index(index);
        let text = endpoint_name(resource, endpoints, index, default_group);
        let name = name::<PrivateEndpointName>(&text, &at.key("name"))?;
        let subnet = reference(&endpoint.subnet, SUBNET.name, &at.key("subnet"))?;
        let made_here = made_here(written, &subnet);
        let mut application_security_groups = Vec::new();
        for (index, group) in endpoint.application_security_groups.iter().enumerate() {
            let at = at.key("applicationSecurityGroups").index(index);
            application_security_groups.push(reference(
                group,
                APPLICATION_SECURITY_GROUP.name,
                &at,
            )?);
        }
        let (zone_group, zone_configs) = match &endpoint.zone_group {
            None => ("default".to_owned(), BTreeMap::new()),
            Some(written::ZoneGroup::Name(name)) => (name.clone(), BTreeMap::new()),
            Some(written::ZoneGroup::Parts(parts)) => (
                parts.name.clone().unwrap_or_else(|| "default".to_owned()),
                parts.configs.clone().into_iter().collect(),
            ),
        };
        let mut link_to = Vec::new();
        let own_links = endpoint
            .dns
            .as_ref()
            .map(|dns| (&dns.link_to, at.key("dns").key("linkTo")));
        let shared = (
            &written.network.dns.link_to,
            Pointer::root().key("network").key("dns").key("linkTo"),
        );
        let follows_network = endpoint.dns.as_ref().is_none_or(|dns| dns.zones.is_none());
        for (links, at) in own_links
            .into_iter()
            .chain(follows_network.then_some(shared))
        {
            for (index, link) in links.iter().enumerate() {
                link_to.push(zone_link(link, &at.index(index))?);
            }
        }
        let connection = endpoint.connection.clone().unwrap_or_else(|| text.clone());
        settled.push(PrivateEndpoint {
            name,
            location: endpoint
                .location
                .clone()
                .or_else(|| made_here.and_then(|network| network.location.clone()))
                .unwrap_or_else(|| written.location.clone()),
            subnet,
            home: home(
                endpoint.subscription.as_ref(),
                endpoint.resource_group.as_ref(),
                &at,
            )?,
            network_interface: endpoint
                .network_interface
                .as_ref()
                .map(|text| self::name(text, &at.key("networkInterface")))
                .transpose()?,
            connection: self::name(&connection, &at.key("connection"))?,
            zone_group,
            zone_configs,
            application_security_groups,
            manual: endpoint.approval.message().map(str::to_owned),
            zones: zones(
                written.zones(endpoint.dns.as_ref()),
                &at.key("dns").key("zones"),
            )?,
            link_to,
            group: endpoint
                .group
                .clone()
                .unwrap_or_else(|| default_group.to_owned()),
            tags: merge_tags(&written.tags, &endpoint.tags),
        });
    }
    Ok(settled)
}

/// The network of a subnet, where the template makes it.
fn made_here<'a>(written: &'a Written, subnet: &Reference) -> Option<&'a written::VirtualNetwork> {
    if subnet.home().is_some() {
        return None;
    }
    let name = subnet.names().first()?;
    let networks = &written.network.virtual_networks;
    networks
        .iter()
        .find(|(made, _)| made.eq_ignore_ascii_case(name))
        .map(|(_, network)| network)
}

fn zones(zones: &written::Zones, at: &Pointer) -> Settled<Zones> {
    Ok(match zones {
        written::Zones::Word(written::ZonesWord::Create) => Zones::Created,
        written::Zones::Word(written::ZonesWord::Unmanaged) => Zones::Unmanaged,
        written::Zones::Group(group) => Zones::In(home(
            group.subscription.as_ref(),
            group.resource_group.as_ref(),
            at,
        )?),
        written::Zones::Ids(ids) => {
            let mut references = Vec::new();
            for (index, id) in ids.iter().enumerate() {
                references.push(reference(
                    &Ref::Id(id.clone()),
                    PRIVATE_DNS_ZONE.name,
                    &at.index(index),
                )?);
            }
            Zones::Ids(references)
        }
    })
}

fn zone_link(link: &Ref, at: &Pointer) -> Settled<ZoneLink> {
    let network = reference(link, VIRTUAL_NETWORK.name, at)?;
    let own = match link {
        Ref::Id(_) => None,
        // Alone, `name` is the network's.
        Ref::Parts(parts) => parts.virtual_network.as_ref().and(parts.name.clone()),
    };
    let named = own.is_some();
    let text = own.unwrap_or_else(|| network.name().to_owned());
    Ok(ZoneLink {
        named,
        network,
        name: name::<LinkName>(&text, &at.key("name"))?,
    })
}

fn network(written: &Written, at: &Pointer) -> Settled<Network> {
    let network = &written.network;
    let mut allow = Vec::new();
    for (index, rule) in network.allow.iter().enumerate() {
        let at = at.key("allow").index(index);
        allow.push((
            name(&rule.name, &at.key("name"))?,
            range(&rule.ip, &at.key("ip"))?,
        ));
    }
    let mut allowed_fqdns = Vec::new();
    for (index, host) in network.allowed_fqdns.iter().enumerate() {
        let at = at.key("allowedFqdns").index(index);
        allowed_fqdns.push(Fqdn::parse(host).map_err(|fault| faulty(&fault, "host", host, &at))?);
    }
    let mut virtual_networks = BTreeMap::new();
    for (key, made) in &network.virtual_networks {
        let at = at.key("virtualNetworks").key(key);
        let mut prefixes = Vec::new();
        for (index, prefix) in made.address_prefixes.iter().enumerate() {
            prefixes.push(range(prefix, &at.key("addressPrefixes").index(index))?);
        }
        let mut subnets = Vec::new();
        for (subnet, prefix) in &made.subnets {
            let at = at.key("subnets").key(subnet);
            subnets.push((name::<SubnetName>(subnet, &at)?, range(prefix, &at)?));
        }
        subnets.sort_unstable();
        virtual_networks.insert(
            key.clone(),
            VirtualNetwork {
                name: name::<VirtualNetworkName>(key, &at)?,
                prefixes,
                subnets,
                location: made
                    .location
                    .clone()
                    .unwrap_or_else(|| written.location.clone()),
                tags: merge_tags(&written.tags, &made.tags),
            },
        );
    }
    let hub_group = private_link::HUB_GROUP;
    Ok(Network {
        public_access: network.public_access,
        allow,
        covers_built_in: written.covers_built_in_endpoint(),
        outbound: network.outbound,
        allowed_fqdns,
        virtual_networks,
        endpoints: private_endpoints(
            written,
            &written.hub.name,
            &network.private_endpoints,
            hub_group,
            &at.key("privateEndpoints"),
        )?,
    })
}

fn target(written: &Written, key: &str, target: &written::Target, at: &Pointer) -> Settled<Target> {
    let (kind, group) = match target.kind {
        TargetKind::StorageAccount => (Kind::StorageAccount(storage_account(target, at)?), "blob"),
        TargetKind::EventHubs => (
            Kind::EventHubs(event_hubs(target, at)?),
            private_link::NAMESPACE_GROUP,
        ),
        TargetKind::ServiceBus => (
            Kind::ServiceBus(service_bus(target, at)?),
            private_link::NAMESPACE_GROUP,
        ),
    };
    let origin = match &target.existing {
        None => Origin::Created,
        Some(existing) => Origin::Existing {
            home: home(
                existing.subscription.as_ref(),
                existing.resource_group.as_ref(),
                &at.key("existing"),
            )?,
            overwrite_firewall: existing.overwrite_firewall,
        },
    };
    let firewall = target.firewall.clone().unwrap_or_default();
    let mut allow_ips = Vec::new();
    for (index, ip) in firewall.allow_ips.iter().enumerate() {
        allow_ips.push(range(ip, &at.key("firewall").key("allowIps").index(index))?);
    }
    let mut allow_subnets = Vec::new();
    for (index, subnet) in firewall.allow_subnets.iter().enumerate() {
        let at = at.key("firewall").key("allowSubnets").index(index);
        allow_subnets.push(reference(subnet, SUBNET.name, &at)?);
    }
    Ok(Target {
        key: key.to_owned(),
        kind,
        name: target.name.clone(),
        origin,
        location: target
            .location
            .clone()
            .unwrap_or_else(|| written.location.clone()),
        tags: merge_tags(&written.tags, &target.tags),
        access: target.access(),
        admission: target.admission(),
        allow_ips,
        allow_subnets,
        endpoints: private_endpoints(
            written,
            &target.name,
            &target.private_endpoints,
            group,
            &at.key("privateEndpoints"),
        )?,
        grants: grants(&target.role_assignments, &at.key("roleAssignments"))?,
        scope: target.scope(),
    })
}

/// Names of entities, each once, in the intent's order (a map ordered by name).
fn entity_names<T: Name, S>(
    entities: Option<&written::Entities<S>>,
    at: &Pointer,
) -> Settled<Vec<T>> {
    entities
        .into_iter()
        .flat_map(written::Entities::ordered)
        .map(|(text, _)| name(text, at))
        .collect()
}

fn storage_account(target: &written::Target, at: &Pointer) -> Settled<StorageAccount> {
    Ok(StorageAccount {
        sku: target
            .sku
            .clone()
            .unwrap_or_else(|| "Standard_ZRS".to_owned()),
        hierarchical_namespace: target.hierarchical_namespace,
        containers: entity_names::<ContainerName, _>(
            target.containers.as_ref(),
            &at.key("containers"),
        )?,
    })
}

fn event_hubs(target: &written::Target, at: &Pointer) -> Settled<EventHubs> {
    let mut event_hubs = Vec::new();
    for (text, settings) in target
        .event_hubs
        .iter()
        .flat_map(written::Entities::ordered)
    {
        let at = at.key("eventHubs").key(text);
        let settings = settings.cloned().unwrap_or_default();
        event_hubs.push(EventHub {
            name: name::<EventHubName>(text, &at)?,
            partitions: settings.partitions.unwrap_or(4),
            retention_days: settings.retention_days.unwrap_or(1),
            consumer_groups: names(&settings.consumer_groups, &at.key("consumerGroups"))?,
        });
    }
    Ok(EventHubs {
        sku: target.sku.clone().unwrap_or_else(|| "Standard".to_owned()),
        capacity: target.capacity.unwrap_or(1),
        maximum_throughput_units: target.maximum_throughput_units,
        event_hubs,
    })
}

fn service_bus(target: &written::Target, at: &Pointer) -> Settled<ServiceBus> {
    let mut topics = Vec::new();
    for (text, settings) in target.topics.iter().flat_map(written::Entities::ordered) {
        let at = at.key("topics").key(text);
        let subscriptions = settings.and_then(|topic| topic.subscriptions.as_ref());
        topics.push((
            name::<TopicName>(text, &at)?,
            entity_names(subscriptions, &at.key("subscriptions"))?,
        ));
    }
    Ok(ServiceBus {
        sku: target.sku.clone().unwrap_or_else(|| "Premium".to_owned()),
        capacity: target.capacity.unwrap_or(1),
        queues: entity_names::<QueueName, _>(target.queues.as_ref(), &at.key("queues"))?,
        topics,
    })
}

fn actor(written: &Written, identity: Option<&String>, at: &Pointer) -> Settled<Actor> {
    written
        .acting(identity.map(String::as_str))
        .map(Actor::from)
        .map_err(|_| {
            let word = identity.map_or(SYSTEM, String::as_str);
            unusable(
                Place::Value(at.clone()),
                format!("the hub has no identity `{word}` to act as"),
            )
        })
}

/// The target of that key, of that kind.
fn known<'a>(written: &'a Written, key: &str, at: &Pointer) -> Settled<&'a written::Target> {
    written.targets.get(key).ok_or_else(|| {
        unusable(
            Place::Value(at.key("target")),
            format!("there is no target `{key}`"),
        )
    })
}

fn endpoint(written: &Written, endpoint: &written::Endpoint, at: &Pointer) -> Settled<Endpoint> {
    let target = known(written, &endpoint.target, at)?;
    let entity = match target.kind {
        TargetKind::StorageAccount => endpoint.container.clone().map(EntityRef::Container),
        TargetKind::EventHubs => endpoint.event_hub.clone().map(EntityRef::EventHub),
        TargetKind::ServiceBus => endpoint
            .queue
            .clone()
            .map(EntityRef::Queue)
            .or_else(|| endpoint.topic.clone().map(EntityRef::Topic)),
    };
    let Some(entity) = entity else {
        return Err(unusable(
            Place::Value(at.clone()),
            format!(
                "endpoint `{}` does not say where in `{}`",
                endpoint.name, endpoint.target
            ),
        ));
    };
    let blobs = match target.kind {
        TargetKind::StorageAccount => Some(blobs(endpoint, at)?),
        TargetKind::EventHubs | TargetKind::ServiceBus => None,
    };
    Ok(Endpoint {
        name: name(&endpoint.name, &at.key("name"))?,
        target: endpoint.target.clone(),
        entity,
        actor: actor(written, endpoint.identity.as_ref(), &at.key("identity"))?,
        blobs,
    })
}

fn blobs(endpoint: &written::Endpoint, at: &Pointer) -> Settled<Blobs> {
    let encoding = match &endpoint.encoding {
        None => limits::ENCODINGS[0],
        Some(text) => limits::ENCODINGS
            .into_iter()
            .find(|known| known.eq_ignore_ascii_case(text))
            .ok_or_else(|| {
                unusable(
                    Place::Value(at.key("encoding")),
                    format!("there is no encoding `{text}`"),
                )
            })?,
    };
    let max_chunk_size = match &endpoint.max_chunk_size {
        None => limits::CHUNK_SIZE.1,
        Some(text) => Size::parse(text)
            .map_err(|fault| faulty(&fault, "size", text, &at.key("maxChunkSize")))?
            .bytes(),
    };
    Ok(Blobs {
        encoding,
        batch_frequency: duration(
            endpoint.batch_frequency.as_ref(),
            limits::BATCH_FREQUENCY.1,
            &at.key("batchFrequency"),
        )?
        .seconds(),
        max_chunk_size,
        file_name_format: endpoint
            .file_name_format
            .clone()
            .unwrap_or_else(|| limits::FILE_NAME_FORMAT.to_owned()),
    })
}

type FileUpload = (Option<Upload>, Option<Notifications>);

fn file_upload(
    written: &Written,
    upload: &written::FileUpload,
    at: &Pointer,
) -> Settled<FileUpload> {
    let settled = match (&upload.target, &upload.container) {
        (Some(target), Some(container)) => {
            known(written, target, at)?;
            Some(Upload {
                target: target.clone(),
                container: container.clone(),
                sas_ttl: duration(upload.sas_ttl.as_ref(), 3600, &at.key("sasTtl"))?,
                actor: actor(written, upload.identity.as_ref(), &at.key("identity"))?,
            })
        }
        (Some(_), None) => {
            return Err(unusable(
                Place::Value(at.clone()),
                "`fileUpload` lacks `container`",
            ));
        }
        (None, _) => None,
    };
    let notifications = match &upload.notifications {
        Some(written::Notifications::Word(_)) => Notifications {
            enabled: false,
            queueing: None,
        },
        Some(written::Notifications::Parts(parts)) => Notifications {
            enabled: settled.is_some(),
            queueing: Some(queueing(parts, &at.key("notifications"))?),
        },
        None => Notifications {
            enabled: settled.is_some(),
            queueing: settled
                .as_ref()
                .map(|_| queueing(&written::Queueing::default(), at))
                .transpose()?,
        },
    };
    Ok((settled, Some(notifications)))
}

fn device_transfer(
    written: &Written,
    hub: &Hub,
    transfer: &written::DeviceTransfer,
    at: &Pointer,
) -> Settled<Transfer> {
    known(written, &transfer.target, at)?;
    let actor = actor(written, transfer.identity.as_ref(), &at.key("identity"))?;
    if let Actor::User(index) = actor
        && !matches!(hub.user_identities[index], Reference::Id(_))
    {
        return Err(unusable(
            Place::Value(at.clone()),
            "the request bodies of `deviceTransfer` need the full id of the user-assigned identity; write it in `hub.identity.user`",
        ));
    }
    Ok(Transfer {
        target: transfer.target.clone(),
        container: name::<ContainerName>(&transfer.container, &at.key("container"))?.to_string(),
        exclude_keys: transfer.exclude_keys.unwrap_or(true),
        actor,
    })
}

fn diagnostic_setting(
    setting: &written::DiagnosticSetting,
    at: &Pointer,
) -> Settled<DiagnosticSetting> {
    let optional = |written: &Option<Ref>, kind: &'static str, key: &str| {
        written
            .as_ref()
            .map(|written| reference(written, kind, &at.key(key)))
            .transpose()
    };
    let spelled = |text: &String, known: &[&str]| {
        known
            .iter()
            .find(|known| known.eq_ignore_ascii_case(text))
            .map_or_else(|| text.clone(), |known| (*known).to_owned())
    };
    let log_words: Vec<&str> = limits::LOG_CATEGORIES
        .into_iter()
        .chain(limits::LOG_GROUPS)
        .collect();
    let event_hub = match &setting.event_hub {
        None => None,
        Some(hub) => {
            let at = at.key("eventHub");
            let rule = reference(
                &hub.authorization_rule,
                EVENT_HUBS_AUTHORIZATION_RULE,
                &at.key("authorizationRule"),
            )?;
            Some((
                rule,
                hub.name
                    .as_ref()
                    .map(|text| name(text, &at.key("name")))
                    .transpose()?,
            ))
        }
    };
    Ok(DiagnosticSetting {
        name: name(&setting.name, &at.key("name"))?,
        workspace: optional(&setting.workspace, WORKSPACE, "workspace")?,
        storage_account: optional(
            &setting.storage_account,
            STORAGE_ACCOUNT.name,
            "storageAccount",
        )?,
        event_hub,
        logs: setting
            .logs
            .iter()
            .map(|text| spelled(text, &log_words))
            .collect(),
        metrics: setting
            .metrics
            .iter()
            .map(|text| spelled(text, &limits::METRIC_CATEGORIES))
            .collect(),
    })
}
