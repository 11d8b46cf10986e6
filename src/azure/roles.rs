//! Built-in roles: those that give access to data, and those that people take for them.

use super::Origin;

/// Where roles and their GUIDs come from.
pub const ORIGIN: Origin = Origin {
    source: "azure-docs, articles/role-based-access-control/built-in-roles; AVM role tables",
    checked: "2026-11-27",
};

/// On what a data role makes sense.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Realm {
    /// Storage accounts and containers.
    Storage,
    /// Event Hubs namespaces and event hubs.
    EventHubs,
    /// Service Bus namespaces, queues and topics.
    ServiceBus,
    /// IoT hubs.
    Hub,
}

/// A role that gives access to data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DataRole {
    /// Azure's name.
    pub name: &'static str,
    /// Its GUID, the same in every tenant and cloud.
    pub guid: &'static str,
    /// On what it makes sense.
    pub realm: Realm,
}

const fn role(name: &'static str, guid: &'static str, realm: Realm) -> DataRole {
    DataRole { name, guid, realm }
}

/// What the hub needs to write blobs: routing, file upload, import and export.
pub const BLOB_DATA_CONTRIBUTOR: DataRole = role(
    "Storage Blob Data Contributor",
    "ba92f5b4-2d11-453d-a403-e96b0029c9fe",
    Realm::Storage,
);
/// What the hub needs to send to an event hub.
pub const EVENT_HUBS_DATA_SENDER: DataRole = role(
    "Azure Event Hubs Data Sender",
    "2b629674-e913-4c01-ae53-ef4638d8f975",
    Realm::EventHubs,
);
/// What the hub needs to send to a queue or topic.
pub const SERVICE_BUS_DATA_SENDER: DataRole = role(
    "Azure Service Bus Data Sender",
    "69a216fc-b8fb-44d8-bc22-1f3c2cd27a39",
    Realm::ServiceBus,
);

/// Every data role that an intent may name.
pub const DATA_ROLES: &[DataRole] = &[
    BLOB_DATA_CONTRIBUTOR,
    role(
        "Storage Blob Data Owner",
        "b7e6dc6d-f1e8-4753-8033-0f276bb0955b",
        Realm::Storage,
    ),
    role(
        "Storage Blob Data Reader",
        "2a2b9908-6ea1-4ae2-8e65-a410df84e7d1",
        Realm::Storage,
    ),
    role(
        "Storage Blob Delegator",
        "db58b8e5-c6ad-4a2a-8342-4190687cbf4a",
        Realm::Storage,
    ),
    role(
        "Storage Queue Data Contributor",
        "974c5e8b-45b9-4653-ba55-5f855dd0fb88",
        Realm::Storage,
    ),
    EVENT_HUBS_DATA_SENDER,
    role(
        "Azure Event Hubs Data Receiver",
        "a638d3c7-ab3a-418d-83e6-5f17a39d4fde",
        Realm::EventHubs,
    ),
    role(
        "Azure Event Hubs Data Owner",
        "f526a384-b230-433a-b45c-95f59c4a2dec",
        Realm::EventHubs,
    ),
    SERVICE_BUS_DATA_SENDER,
    role(
        "Azure Service Bus Data Receiver",
        "4f6d3b9b-027b-4f4c-9142-0e5a2a2247e0",
        Realm::ServiceBus,
    ),
    role(
        "Azure Service Bus Data Owner",
        "090c5cfd-751d-490a-894a-3ce6f1109419",
        Realm::ServiceBus,
    ),
    role(
        "IoT Hub Data Contributor",
        "4fc6c259-987e-4a07-842e-c321cc9d413f",
        Realm::Hub,
    ),
    role(
        "IoT Hub Data Reader",
        "b447c946-2db7-41ec-983d-d8bf3b1c77e3",
        Realm::Hub,
    ),
    role(
        "IoT Hub Registry Contributor",
        "4ea46cd5-c1b2-4a8e-910b-273211f9ce47",
        Realm::Hub,
    ),
    role(
        "IoT Hub Twin Contributor",
        "494bdba2-168f-4f31-a0a1-191d2f7c028c",
        Realm::Hub,
    ),
];

/// Roles that manage resources and give no access to data, with their GUIDs.
pub const CONTROL_ROLES: &[(&str, &str)] = &[
    ("Owner", "8e3af657-a8ff-443c-a75c-2fe8c4bcb635"),
    ("Contributor", "b24988ac-6180-42a0-ab88-20f7382dd24c"),
    ("Reader", "acdd72a7-3385-48ef-bd42-f606fba81ae7"),
    (
        "User Access Administrator",
        "18d7d88d-d35e-4fb5-a5c3-7773c20a72d9",
    ),
    (
        "Role Based Access Control Administrator",
        "f58310d9-a9f6-439a-9e8d-f62e7b41a168",
    ),
    (
        "Storage Account Contributor",
        "17d1049b-9a84-46fb-8f53-869881c3d3ab",
    ),
    (
        "Network Contributor",
        "4d97b98b-1d4f-4787-a291-c67834d212e7",
    ),
];

/// The name of the data role that somebody wants who writes a control-plane role.
pub fn wanted(realm: Realm, control: &str) -> &'static str {
    let reads = control == "Reader";
    match realm {
        Realm::Storage if reads => "Storage Blob Data Reader",
        Realm::Storage => BLOB_DATA_CONTRIBUTOR.name,
        Realm::EventHubs => "Azure Event Hubs Data Receiver",
        Realm::ServiceBus => "Azure Service Bus Data Receiver",
        Realm::Hub if reads => "IoT Hub Data Reader",
        Realm::Hub => "IoT Hub Data Contributor",
    }
}

/// The data role of that name; case and a leading "Azure " do not matter.
pub fn by_name(name: &str) -> Option<&'static DataRole> {
    let bare = bare(name);
    DATA_ROLES.iter().find(|role| self::bare(role.name) == bare)
}

/// The data role of that GUID.
pub fn by_guid(guid: &str) -> Option<&'static DataRole> {
    DATA_ROLES
        .iter()
        .find(|role| role.guid.eq_ignore_ascii_case(guid))
}

fn bare(name: &str) -> String {
    let lower = name.trim().to_ascii_lowercase();
    lower.strip_prefix("azure ").unwrap_or(&lower).to_owned()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::values::Guid;

    #[test]
    fn guids_are_well_formed_and_unique() {
        let all: Vec<&str> = DATA_ROLES
            .iter()
            .map(|role| role.guid)
            .chain(CONTROL_ROLES.iter().map(|(_, guid)| *guid))
            .collect();
        let distinct: BTreeSet<&str> = all.iter().copied().collect();
        assert_eq!(distinct.len(), all.len());
        for guid in all {
            assert_eq!(
                Guid::parse(guid).map(|guid| guid.to_string()),
                Ok(guid.to_owned())
            );
        }
        assert_eq!(
            by_name("event hubs data sender").map(|role| role.name),
            Some("Azure Event Hubs Data Sender")
        );
    }
}
