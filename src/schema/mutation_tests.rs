//! Breaks a right intent in every place, and looks whether that is said and mended.

use serde_json::{Value, json};

use super::expected;
use super::{PAGES, examine};
use crate::document::pointer::{Pointer, Step};
use crate::intent::written::Written;

/// An intent that has nearly every key.
const FULL: &str = "
version: 1
name: line-b
description: Line B
cloud: AzureCloud
location: northeurope
tags: { stage: prod }
hub:
  name: iot-line-b
  sku: S2
  units: 3
  identity: { system: true, user: [{ resourceGroup: rg, name: id-b }, /subscriptions/x] }
  partitions: 8
  retentionDays: 2
  builtInEndpoint: private
  consumerGroups: [ops]
  minTlsVersion: '1.2'
  serviceSas: disabled
  deviceSas: enabled
  moduleSas: disabled
  dataResidency: false
  cloudToDevice: { maxDeliveryCount: 5, defaultTtl: PT2H, feedback: { ttl: PT2H, lockDuration: PT10S, maxDeliveryCount: 5 } }
  authorizationPolicies: [{ keyName: app, rights: [ServiceConnect] }]
  comments: Hall 2
  roleAssignments: [{ role: IoT Hub Data Reader, principal: hub, principalType: Group, description: why }]
  tags: { a: b }
network:
  publicAccess: disabled
  allow: [{ name: gate, ip: 203.0.113.1 }]
  applyToBuiltInEventHubEndpoint: true
  outbound: restricted
  allowedFqdns: [a.example]
  virtualNetworks: { vnet-b: { addressPrefixes: [10.1.0.0/16], subnets: { a: 10.1.1.0/24 }, location: northeurope, tags: {} } }
  privateEndpoints:
    - name: pe-b
      subnet: { subscription: s, resourceGroup: rg, virtualNetwork: vnet-b, name: a }
      location: northeurope
      subscription: s
      resourceGroup: rg
      networkInterface: nic-b
      connection: con-b
      zoneGroup: { name: default, configs: { hub: a, events: b } }
      applicationSecurityGroups: [{ name: asg-b }]
      approval: { manual: please }
      dns: { zones: { resourceGroup: rg-dns } }
      group: iotHub
      tags: { a: b }
  dns: { zones: [a, b], linkTo: [{ virtualNetwork: vnet-c, name: link-c }] }
targets:
  lake:
    kind: storageAccount
    name: stlineb
    sku: Standard_LRS
    hierarchicalNamespace: true
    containers: { raw: {}, up: }
    publicAccess: allowList
    admitHub: both
    firewall: { allowIps: [203.0.113.1], allowSubnets: [{ virtualNetwork: vnet-b, name: a }] }
    privateEndpoints: [{ subnet: x, group: dfs, approval: automatic, zoneGroup: default, dns: { zones: create } }]
    roleAssignments: [{ role: r, principal: { name: id-b }, container: raw }]
    roleScope: container
  stream:
    kind: eventHubs
    name: evhns-line-b
    capacity: 2
    maximumThroughputUnits: 4
    eventHubs: { all: { partitions: 2, retentionDays: 1, consumerGroups: [a] } }
  bus:
    kind: serviceBus
    name: sb-line-b
    existing: { subscription: s, resourceGroup: rg, overwriteFirewall: true }
    queues: [q]
    topics: { t: { subscriptions: [s] } }
routing:
  endpoints:
    - { name: raw, target: lake, container: raw, identity: system, acceptUnverifiedIdentity: true, encoding: json, batchFrequency: PT1M,
        maxChunkSize: 10MiB, fileNameFormat: '{iothub}' }
    - { name: all, target: stream, eventHub: all }
  routes: [{ name: all, source: TwinChangeEvents, condition: 'true', endpoint: all, isEnabled: false }]
  enrichments: [{ key: k, value: v, endpoints: [raw] }]
  fallback: { endpoint: raw }
fileUpload: { target: lake, container: up, sasTtl: PT1H, identity: id-b, notifications: { ttl: PT1H, lockDuration: PT5S, maxDeliveryCount: 3 } }
deviceTransfer: { target: lake, container: raw, excludeKeys: false }
diagnostics: [{ name: d, workspace: { name: w }, storageAccount: s, eventHub: { authorizationRule: r, name: n }, logs: [Routes], metrics: [AllMetrics] }]
lock: CanNotDelete
deployment: { settle: 3, retryHubWrite: { codes: ['400'], count: 2 } }
suppress: [{ rule: r, reason: w }]
x-own: 1
";

/// Every place below `at`, and `at` itself.
fn places(json: &Value, at: &Pointer, found: &mut Vec<Pointer>) {
    found.push(at.clone());
    match json {
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                places(item, &at.index(index), found);
            }
        }
        Value::Object(map) => {
            for (key, value) in map {
                places(value, &at.key(key), found);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// Looks at a broken intent: either it is right all the same, or something is said; what is mended is right and can be
/// typed. Gives whether it could be mended.
fn check(json: &Value, what: &str) -> bool {
    let examined = examine(json);
    for one in &examined.diagnostics {
        assert!(
            PAGES.iter().any(|(code, _)| *code == one.code)
                && one.is_error()
                && !one.message.contains("the schema wants"),
            "{what}: {one:?}"
        );
    }
    assert!(
        !format!("{:?}", examined.diagnostics).contains("SharedAccessKey=abc"),
        "{what} is repeated"
    );
    if examined.diagnostics.is_empty() {
        let mut own = json.clone();
        own.as_object_mut()
            .unwrap()
            .retain(|key, _| !key.starts_with("x-"));
        assert_eq!(examined.repaired, Some(own), "{what}");
    }
    if !(examined.touched.is_empty() && examined.lost.is_empty() && examined.moves.is_empty()) {
        assert!(!examined.diagnostics.is_empty(), "{what}");
    }
    let Some(repaired) = examined.repaired else {
        return false;
    };
    assert!(super::validator().is_valid(&repaired), "{what}");
    if let Err(error) = serde_json::from_value::<Written>(repaired) {
        panic!("{what}: {error}");
    }
    true
}

#[test]
fn every_place_broken() {
    let full: Value = serde_yaml::from_str(FULL).unwrap();
    assert_eq!(super::check(&full), []);
    let mut found = Vec::new();
    places(&full, &Pointer::root(), &mut found);
    let others = [
        Value::Null,
        json!(true),
        json!(7),
        json!(7.0),
        json!(-0.5),
        json!(u64::MAX),
        json!(""),
        json!("no"),
        json!("Endpoint=sb://a;SharedAccessKey=abc"),
        json!([]),
        json!([[]]),
        json!([{ "a": 1 }]),
        json!({}),
        json!({ "no-such-key": 1, "": 2, "name": "a", "kind": "eventHubs" }),
    ];
    let (mut mended, mut all) = (0, 0);
    for at in &found {
        for other in &others {
            let mut json = full.clone();
            *json.pointer_mut(&at.to_string()).unwrap() = other.clone();
            mended += usize::from(check(&json, &format!("{at}: {other}")));
            all += 1;
        }
        let (Some(parent), Some(Step::Key(key))) = (at.parent(), at.last()) else {
            continue;
        };
        for name in [
            None,
            Some("no-such-key".to_owned()),
            Some(format!("{key}s")),
            Some(key.to_uppercase()),
        ] {
            let mut json = full.clone();
            let map = json
                .pointer_mut(&parent.to_string())
                .unwrap()
                .as_object_mut()
                .unwrap();
            let value = map.remove(key).unwrap();
            let what = format!("{at}: {name:?}");
            if let Some(name) = name {
                map.insert(name, value);
            }
            mended += usize::from(check(&json, &what));
            all += 1;
        }
    }
    assert!(
        all > 2500 && mended * 10 > all * 8,
        "{mended} of {all} were mended"
    );
}

/// The intent that is broken has every place of the schema that is not another form of one that it has.
#[test]
fn full_intent_is_full() {
    let full: Value = serde_yaml::from_str(FULL).unwrap();
    let mut found = Vec::new();
    places(&full, &Pointer::root(), &mut found);
    let mut missing: Vec<&str> = super::homes::all()
        .iter()
        .map(|home| home.key)
        .filter(|key| {
            !found
                .iter()
                .any(|at| matches!(at.last(), Some(Step::Key(own)) if own == key))
        })
        .collect();
    missing.sort_unstable();
    missing.dedup();
    // Entries of zone groups, one for each group; the other entities of an endpoint.
    assert_eq!(
        missing,
        [
            "blob",
            "dfs",
            "file",
            "namespace",
            "queue",
            "table",
            "topic",
            "web"
        ]
    );
    assert!(found.iter().all(|at| at.is_root()
        || !expected::at(at, &full).types.is_empty()
        || at.to_string() == "/x-own"));
}
