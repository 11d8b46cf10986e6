//! Private endpoints of the hub and of every target, seen alike.

use crate::azure::private_link::{HUB_GROUP, Zone, default_group};
use crate::diag::Place;
use crate::document::pointer::Pointer;
use crate::intent::settle::endpoint_name;
use crate::intent::written::{PrivateEndpoint, Ref, TargetKind, Written};
use crate::rules::at;

/// A private endpoint and the resource that it leads to.
pub(in crate::rules) struct Placed<'a> {
    /// What is written.
    pub(in crate::rules) endpoint: &'a PrivateEndpoint,
    /// Where.
    pub(in crate::rules) at: Pointer,
    /// Its name, written or derived.
    pub(in crate::rules) name: String,
    /// Azure's name of the resource that it leads to.
    pub(in crate::rules) resource: &'a str,
    /// The part of the resource that it leads to.
    pub(in crate::rules) group: &'a str,
    /// What the resource is; none is the hub.
    pub(in crate::rules) kind: Option<TargetKind>,
}

/// Every private endpoint of an intent: the hub's, then the targets'.
pub(in crate::rules) fn every(intent: &Written) -> Vec<Placed<'_>> {
    let hub = of(
        &intent.hub.name,
        None,
        &intent.network.private_endpoints,
        &at(&["network"]),
    );
    let targets = intent.targets.iter().flat_map(|(key, target)| {
        let pointer = at(&["targets", key]);
        of(
            &target.name,
            Some(target.kind),
            &target.private_endpoints,
            &pointer,
        )
    });
    hub.into_iter().chain(targets).collect()
}

fn of<'a>(
    resource: &'a str,
    kind: Option<TargetKind>,
    list: &'a [PrivateEndpoint],
    pointer: &Pointer,
) -> Vec<Placed<'a>> {
    let default = kind.map_or(HUB_GROUP, default_group);
    list.iter()
        .enumerate()
        .map(|(index, endpoint)| Placed {
            endpoint,
            at: pointer.key("privateEndpoints").index(index),
            name: endpoint_name(resource, list, index, default),
            resource,
            group: endpoint.group.as_deref().unwrap_or(default),
            kind,
        })
        .collect()
}

impl<'a> Placed<'a> {
    /// The DNS zones that it needs.
    pub(in crate::rules) fn zones(&self) -> Vec<Zone> {
        match self.kind {
            None => Zone::OF_HUB.to_vec(),
            Some(kind) => Zone::of_target(kind, self.group).into_iter().collect(),
        }
    }

    /// Where its name is written, or the endpoint.
    pub(in crate::rules) fn name_place(&self) -> Place {
        Place::Value(match self.endpoint.name {
            Some(_) => self.at.key("name"),
            None => self.at.clone(),
        })
    }

    /// The network of its subnet, where the template makes it, and the subnet, where that has it.
    pub(in crate::rules) fn made_subnet<'i>(
        &self,
        intent: &'i Written,
    ) -> Option<(&'i str, Option<&'i str>)> {
        let Ref::Parts(parts) = &self.endpoint.subnet else {
            return None;
        };
        if parts.subscription.is_some() || parts.resource_group.is_some() {
            return None;
        }
        let written = parts.virtual_network.as_ref()?;
        let (name, network) = intent
            .network
            .virtual_networks
            .iter()
            .find(|(name, _)| name.eq_ignore_ascii_case(written))?;
        let subnet = parts.name.as_ref().and_then(|written| {
            let mut names = network.subnets.keys();
            names.find(|name| name.eq_ignore_ascii_case(written))
        });
        Some((name, subnet.map(String::as_str)))
    }

    /// Subscription and resource group in which it is made, in lower case; none is the deployment's.
    pub(super) fn made_in(&self) -> (Option<String>, Option<String>) {
        let lower = |text: &Option<String>| text.as_ref().map(|text| text.to_lowercase());
        (
            lower(&self.endpoint.subscription),
            lower(&self.endpoint.resource_group),
        )
    }

    /// The keys that its `zoneGroup.configs` may have.
    pub(super) fn config_keys(&self) -> Vec<&'a str> {
        match self.kind {
            None => vec!["hub", "events"],
            Some(_) => vec![self.group],
        }
    }
}
