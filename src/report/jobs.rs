//! The request bodies of the two jobs that move devices in bulk, for the Resource Manager actions `importDevices` and
//! `exportDevices`.
//!
//! Facts: bicep-types-az, `Microsoft.Devices/IotHubs` actions; azure-docs, `iot-hub-bulk-identity-mgmt.md`: an identity-based job
//! takes addresses of containers without a signature. Read 2026-11-27.

use serde_json::{Value, json};

use crate::azure::clouds;
use crate::emit::File;
use crate::intent::Intent;
use crate::intent::settled::Actor;

/// Path of the body of an import.
pub(super) const IMPORT: &str = "jobs/import-devices.json";
/// Path of the body of an export.
pub(super) const EXPORT: &str = "jobs/export-devices.json";

/// What the devices' blob is called where nothing is said.
const BLOB: &str = "devices.txt";

/// The two bodies; none without `deviceTransfer`.
pub(super) fn files(intent: &Intent) -> Vec<File> {
    let Some(transfer) = &intent.transfer else {
        return Vec::new();
    };
    let Some(target) = intent.targets.get(&transfer.target) else {
        return Vec::new();
    };
    let suffix = clouds::hosts(intent.cloud).storage;
    let container = format!(
        "https://{}.blob.{suffix}/{}",
        target.name, transfer.container
    );
    let mut export = json!({
        "exportBlobContainerUri": container,
        "exportBlobName": BLOB,
        "excludeKeys": transfer.exclude_keys,
        "authenticationType": "identityBased",
    });
    let mut import = json!({
        "inputBlobContainerUri": container,
        "inputBlobName": BLOB,
        "outputBlobContainerUri": container,
        "authenticationType": "identityBased",
    });
    if let Actor::User(index) = transfer.actor
        && let Some(identity) = intent.hub.user_identities.get(index)
        && let crate::intent::reference::Reference::Id(id) = identity
    {
        for body in [&mut import, &mut export] {
            body["identity"] = json!({ "userAssignedIdentity": id.as_str() });
        }
    }
    vec![file(EXPORT, &export), file(IMPORT, &import)]
}

fn file(path: &str, body: &Value) -> File {
    File {
        path: path.to_owned(),
        text: format!("{body:#}\n"),
    }
}
