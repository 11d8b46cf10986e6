//! Host names by cloud.

use super::Origin;
use crate::intent::written::Cloud;

/// Where host names come from.
pub const ORIGIN: Origin = Origin {
    source: "azure-docs, articles/private-link/private-endpoint-dns.md; Azure CLI cloud.py",
    checked: "2026-11-27",
};

/// Endings of host names in one cloud.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hosts {
    /// Of IoT hubs.
    pub hub: &'static str,
    /// Of Event Hubs and Service Bus namespaces, and of the hub's built-in endpoint.
    pub service_bus: &'static str,
    /// Of storage, behind `blob.` and the like; what `environment().suffixes.storage` says there.
    pub storage: &'static str,
    /// How a region of this cloud begins or what it holds.
    pub regions: Regions,
}

/// How to tell the regions of a cloud.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Regions {
    /// The name starts with one of these.
    StartWith(&'static [&'static str]),
    /// Everything that belongs to no other cloud.
    Others,
}

/// The endings of host names in a cloud.
pub const fn hosts(cloud: Cloud) -> Hosts {
    match cloud {
        Cloud::AzureCloud => Hosts {
            hub: "azure-devices.net",
            service_bus: "servicebus.windows.net",
            storage: "core.windows.net",
            regions: Regions::Others,
        },
        Cloud::AzureUSGovernment => Hosts {
            hub: "azure-devices.us",
            service_bus: "servicebus.usgovcloudapi.net",
            storage: "core.usgovcloudapi.net",
            regions: Regions::StartWith(&["usgov", "usdod"]),
        },
        Cloud::AzureChinaCloud => Hosts {
            hub: "azure-devices.cn",
            service_bus: "servicebus.chinacloudapi.cn",
            storage: "core.chinacloudapi.cn",
            regions: Regions::StartWith(&["china"]),
        },
    }
}

/// Every cloud.
pub const ALL: [Cloud; 3] = [
    Cloud::AzureCloud,
    Cloud::AzureUSGovernment,
    Cloud::AzureChinaCloud,
];
