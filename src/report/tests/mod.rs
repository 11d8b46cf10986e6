//! The report of whole intents: two goldens, what must hold for every report, hostile text, and the states of the seal.

mod hostile;
mod shape;
mod states;

use crate::emit::File;
use crate::intent::{Intent, settle, written::Written};
use crate::lower::lower;
use crate::plan::Plan;

/// The examples.
const EXAMPLES: [(&str, &str); 11] = [
    (
        "allow-list",
        include_str!("../../../examples/allow-list/allow-list.yaml"),
    ),
    (
        "both-identities",
        include_str!("../../../examples/both-identities/both-identities.yaml"),
    ),
    (
        "existing-targets",
        include_str!("../../../examples/existing-targets/existing-targets.yaml"),
    ),
    (
        "file-upload-only",
        include_str!("../../../examples/file-upload-only/file-upload-only.yaml"),
    ),
    (
        "hub-and-spoke",
        include_str!("../../../examples/hub-and-spoke/hub-and-spoke.yaml"),
    ),
    (
        "ingress-only",
        include_str!("../../../examples/ingress-only/ingress-only.yaml"),
    ),
    (
        "minimal",
        include_str!("../../../examples/minimal/minimal.yaml"),
    ),
    (
        "plant-a",
        include_str!("../../../examples/plant-a/plant-a.yaml"),
    ),
    (
        "policy-dns",
        include_str!("../../../examples/policy-dns/policy-dns.yaml"),
    ),
    (
        "us-government",
        include_str!("../../../examples/us-government/us-government.yaml"),
    ),
    (
        "user-only",
        include_str!("../../../examples/user-only/user-only.yaml"),
    ),
];

/// A sealed hub with one account that does everything.
const SMALL: &str = r"
version: 1
name: small
description: One hub, one account.
location: westeurope
hub: { name: iot-small, sku: S1, consumerGroups: [ops], deviceSas: disabled, moduleSas: disabled }
network:
  privateEndpoints: [{ name: pe-small, subnet: { resourceGroup: rg-net, virtualNetwork: vnet-a, name: devices } }]
  outbound: restricted
targets:
  lake:
    kind: storageAccount
    name: stsmall
    containers: [raw, uploads, registry]
    admitHub: resourceInstance
    privateEndpoints: [{ subnet: { resourceGroup: rg-net, virtualNetwork: vnet-a, name: data } }]
    roleAssignments:
      - { role: Storage Blob Data Reader, principal: 33333333-3333-4333-8333-333333333333, principalType: Group, container: raw, description: Analysts }
routing:
  endpoints: [{ name: cold, target: lake, container: raw, encoding: JSON }]
  routes:
    - { name: everything, endpoint: cold }
    - { name: later, source: TwinChangeEvents, endpoint: cold, isEnabled: false }
fileUpload: { target: lake, container: uploads }
deviceTransfer: { target: lake, container: registry, excludeKeys: false }
diagnostics: [{ name: all, storageAccount: { resourceGroup: rg-logs, name: stlogs }, logs: [allLogs] }]
lock: CanNotDelete
suppress: [{ rule: no-catch-all, reason: Nothing else is sent. }]
";

/// Everything that is somebody else's.
const FOREIGN: &str = r#"
version: 1
name: foreign
location: chinaeast2
cloud: AzureChinaCloud
hub:
  name: iot-foreign
  sku: S1
  identity:
    system: true
    user: [/subscriptions/44444444-4444-4444-8444-444444444444/resourceGroups/rg-id/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id-writer]
  serviceSas: enabled
  roleAssignments: [{ role: IoT Hub Data Reader, principal: hub }]
network:
  publicAccess: allowList
  allow: [{ name: office, ip: 203.0.113.0/28 }]
  privateEndpoints:
    - name: pe-hub
      resourceGroup: rg-ends
      subnet: { resourceGroup: rg-net, virtualNetwork: vnet-a, name: devices }
      approval: { manual: "Please, it's for the \"north\"" }
      dns: { zones: { resourceGroup: rg-dns }, linkTo: [{ resourceGroup: rg-net, virtualNetwork: vnet-b, name: link-b }] }
  dns: { zones: unmanaged }
targets:
  alerts:
    kind: serviceBus
    name: sb-foreign
    existing: { subscription: 22222222-2222-4222-8222-222222222222, resourceGroup: rg-bus(old) }
    queues: [critical]
  lake:
    kind: storageAccount
    name: stforeign
    existing: { resourceGroup: rg-data }
    admitHub: both
    containers: [raw, spare]
    privateEndpoints: [{ name: pe-lake, subnet: { resourceGroup: rg-net, virtualNetwork: vnet-a, name: data } }]
  open:
    kind: eventHubs
    name: evhns-open
    existing: {}
    publicAccess: enabled
  stream:
    kind: eventHubs
    name: evhns-foreign
    existing: { resourceGroup: rg-hubs, overwriteFirewall: true }
    firewall: { allowIps: [203.0.113.7] }
routing:
  endpoints:
    - { name: critical, target: alerts, queue: critical }
    - { name: cold, target: lake, container: raw }
    - { name: open, target: open, eventHub: telemetry, identity: id-writer }
    - { name: hot, target: stream, eventHub: telemetry }
  routes: [{ name: critical, condition: "level = 'critical'", endpoint: critical }, { name: rest, endpoint: events }]
  fallback: { endpoint: cold }
deviceTransfer: { target: lake, container: registry, identity: id-writer, acceptUnverifiedIdentity: true }
deployment: { settle: 0, retryHubWrite: { codes: ["400123"], count: 5 } }
"#;

fn settled(text: &str) -> Intent {
    let written: Written = serde_yaml::from_str(text).expect("the intent is right");
    settle(&written).expect("the intent is right")
}

fn planned(text: &str) -> (Intent, Plan) {
    let intent = settled(text);
    let plan = lower(&intent, &format!("{}.yaml", intent.name));
    (intent, plan)
}

fn files(text: &str) -> Vec<File> {
    let (intent, plan) = planned(text);
    super::files(&intent, &plan)
}

fn report(text: &str) -> String {
    files(text).swap_remove(0).text
}

#[test]
fn small_and_foreign_read_as_reviewed() {
    for (name, text) in [("small", SMALL), ("foreign", FOREIGN)] {
        insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!(name, report(text));
        });
    }
}

#[test]
fn bodies_of_the_jobs_are_exact() {
    let of = |text: &str| {
        let files = files(text);
        let paths: Vec<&str> = files.iter().map(|file| file.path.as_str()).collect();
        assert_eq!(
            paths,
            [
                "REPORT.md",
                "jobs/export-devices.json",
                "jobs/import-devices.json"
            ]
        );
        (files[1].text.clone(), files[2].text.clone())
    };
    let (export, import) = of(SMALL);
    assert_eq!(
        export,
        r#"{
  "exportBlobContainerUri": "https://stsmall.blob.core.windows.net/registry",
  "exportBlobName": "devices.txt",
  "excludeKeys": false,
  "authenticationType": "identityBased"
}
"#
    );
    assert_eq!(
        import,
        r#"{
  "inputBlobContainerUri": "https://stsmall.blob.core.windows.net/registry",
  "inputBlobName": "devices.txt",
  "outputBlobContainerUri": "https://stsmall.blob.core.windows.net/registry",
  "authenticationType": "identityBased"
}
"#
    );
    let (export, import) = of(FOREIGN);
    assert_eq!(
        export,
        r#"{
  "exportBlobContainerUri": "https://stforeign.blob.core.chinacloudapi.cn/registry",
  "exportBlobName": "devices.txt",
  "excludeKeys": true,
  "authenticationType": "identityBased",
  "identity": {
    "userAssignedIdentity": "/subscriptions/44444444-4444-4444-8444-444444444444/resourceGroups/rg-id/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id-writer"
  }
}
"#
    );
    assert!(import.contains("\"userAssignedIdentity\": \"/subscriptions/4444"));
    let (_, minimal) = EXAMPLES[6];
    assert_eq!(files(minimal).len(), 1);
}
