//! Host names by cloud.

use super::Origin;
use crate::intent::written::{Cloud, TargetKind};

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

/// Where the names of regions come from.
pub const REGIONS_ORIGIN: Origin = Origin {
    source: "Azure CLI, `az account list-locations` in each cloud",
    checked: "2026-11-27",
};

/// Regions by name; new ones come, so a name that is not here need not be wrong.
pub const REGIONS: &[&str] = &[
    "australiacentral",
    "australiacentral2",
    "australiaeast",
    "australiasoutheast",
    "austriaeast",
    "belgiumcentral",
    "brazilsouth",
    "brazilsoutheast",
    "canadacentral",
    "canadaeast",
    "centralindia",
    "centralus",
    "centraluseuap",
    "chilecentral",
    "chinaeast",
    "chinaeast2",
    "chinaeast3",
    "chinanorth",
    "chinanorth2",
    "chinanorth3",
    "denmarkeast",
    "eastasia",
    "eastus",
    "eastus2",
    "eastus2euap",
    "francecentral",
    "francesouth",
    "germanynorth",
    "germanywestcentral",
    "indonesiacentral",
    "israelcentral",
    "italynorth",
    "japaneast",
    "japanwest",
    "jioindiacentral",
    "jioindiawest",
    "koreacentral",
    "koreasouth",
    "malaysiawest",
    "mexicocentral",
    "newzealandnorth",
    "northcentralus",
    "northeurope",
    "norwayeast",
    "norwaywest",
    "polandcentral",
    "qatarcentral",
    "southafricanorth",
    "southafricawest",
    "southcentralus",
    "southeastasia",
    "southindia",
    "spaincentral",
    "swedencentral",
    "swedensouth",
    "switzerlandnorth",
    "switzerlandwest",
    "uaecentral",
    "uaenorth",
    "uksouth",
    "ukwest",
    "usdodcentral",
    "usdodeast",
    "usgovarizona",
    "usgoviowa",
    "usgovtexas",
    "usgovvirginia",
    "westcentralus",
    "westeurope",
    "westindia",
    "westus",
    "westus2",
    "westus3",
];

/// The region in which a hub must keep its data (Azure CLI extension for IoT, state import).
pub const DATA_RESIDENCY_REGION: &str = "qatarcentral";

/// The cloud that a region belongs to, by its name.
pub fn of_region(region: &str) -> Cloud {
    ALL.into_iter()
        .find(|cloud| match hosts(*cloud).regions {
            Regions::StartWith(starts) => starts.iter().any(|start| region.starts_with(start)),
            Regions::Others => false,
        })
        .unwrap_or(Cloud::AzureCloud)
}

/// Azure's name of a cloud.
pub const fn name(cloud: Cloud) -> &'static str {
    match cloud {
        Cloud::AzureCloud => "AzureCloud",
        Cloud::AzureUSGovernment => "AzureUSGovernment",
        Cloud::AzureChinaCloud => "AzureChinaCloud",
    }
}

/// The cloud whose ending a host name has, where it is one of these endings.
pub fn of_host(host: &str) -> Option<Cloud> {
    let host = host.to_ascii_lowercase();
    ALL.into_iter().find(|cloud| {
        let hosts = hosts(*cloud);
        [hosts.hub, hosts.service_bus, hosts.storage]
            .iter()
            .any(|ending| ends_with_label(&host, ending))
    })
}

/// The first part of a host name of Azure's, which is the name of the resource.
pub fn first_label(text: &str) -> Option<&str> {
    let host = text.split_once("://").map_or(text, |(_, host)| host);
    let host = host.split(['/', ':']).next()?;
    of_host(host)?;
    host.split('.').next()
}

fn ends_with_label(host: &str, ending: &str) -> bool {
    host.strip_suffix(ending)
        .is_some_and(|rest| rest.len() > 1 && rest.ends_with('.'))
}

/// The host name that the hub writes to, of an account or a namespace of that name.
pub fn target_host(kind: TargetKind, name: &str, cloud: Cloud) -> String {
    let hosts = hosts(cloud);
    match kind {
        TargetKind::StorageAccount => format!("{name}.blob.{}", hosts.storage),
        TargetKind::EventHubs | TargetKind::ServiceBus => format!("{name}.{}", hosts.service_bus),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn host_names() {
        for (text, cloud, label) in [
            (
                "st.blob.core.windows.net",
                Some(Cloud::AzureCloud),
                Some("st"),
            ),
            ("https://Iot-A.azure-devices.net/", None, Some("Iot-A")),
            (
                "Iot-A.Azure-Devices.net",
                Some(Cloud::AzureCloud),
                Some("Iot-A"),
            ),
            ("sb.servicebus.usgovcloudapi.net:443", None, Some("sb")),
            (
                "sb.servicebus.chinacloudapi.cn",
                Some(Cloud::AzureChinaCloud),
                Some("sb"),
            ),
            ("core.windows.net", None, None),
            ("a.example.com", None, None),
        ] {
            assert_eq!(of_host(text), cloud, "{text}");
            assert_eq!(first_label(text), label, "{text}");
        }
    }
}
