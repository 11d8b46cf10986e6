//! Intents that the judges once refused, each with what was wrong.

use serde_json::{Value, json};

use super::{Court, judge};

/// Name, what was wrong, what the intent says besides its network, and what is there before.
struct Case {
    name: &'static str,
    wrong: &'static str,
    intent: &'static str,
    world: fn() -> Value,
}

const OWN: &str =
    "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg-sim/providers";

/// The network of every case.
const NETWORK: &str = "
network:
  virtualNetworks:
    vnet-lab: { addressPrefixes: [10.20.0.0/16], subnets: { data: 10.20.1.0/24 } }
    vnet-far: { addressPrefixes: [10.21.0.0/16], subnets: { data: 10.21.1.0/24 } }
  privateEndpoints: [{ subnet: { virtualNetwork: vnet-lab, name: data } }]
";

/// A resource of the deployment's own group; `path` is such as `Microsoft.Storage/storageAccounts/x`.
fn there(path: &str, sku: Option<&str>) -> (String, Value) {
    let steps: Vec<&str> = path.split('/').collect();
    let types: Vec<&str> = steps[1..].iter().step_by(2).copied().collect();
    let mut resource = json!({
        "type": format!("{}/{}", steps[0], types.join("/")),
        "location": "westeurope",
        "properties": {},
    });
    if let Some(sku) = sku {
        resource["sku"] = json!({ "name": sku });
        resource["kind"] = "StorageV2".into();
    }
    (format!("{OWN}/{path}"), resource)
}

fn identity() -> (String, Value) {
    there(
        "Microsoft.ManagedIdentity/userAssignedIdentities/id-Press",
        None,
    )
}

fn world(entries: impl IntoIterator<Item = (String, Value)>) -> Value {
    Value::Object(entries.into_iter().collect())
}

const CASES: [Case; 6] = [
    Case {
        name: "own-firewall",
        wrong: "the module that replaces a firewall did not wait for the network that it names",
        intent: r"
hub: { name: iot-a1, sku: S1 }
targets:
  stream:
    kind: eventHubs
    name: evhns-a1
    existing: { overwriteFirewall: true }
    firewall: { allowSubnets: [{ virtualNetwork: vnet-lab, name: data }] }
routing:
  endpoints: [{ name: hot, target: stream, eventHub: telemetry }]
  routes: [{ name: all, endpoint: hot }]
",
        world: || {
            world([
                there("Microsoft.EventHub/namespaces/evhns-a1", Some("Standard")),
                there(
                    "Microsoft.EventHub/namespaces/evhns-a1/eventhubs/telemetry",
                    None,
                ),
            ])
        },
    },
    Case {
        name: "instance-rule",
        wrong: "a storage firewall named a hub that was not there, and nothing waited",
        intent: r"
hub: { name: iot-a2, sku: S1, identity: { user: [{ name: id-Press }] } }
targets:
  lake: { kind: storageAccount, name: stlakea2, containers: [raw], admitHub: both }
  spare: { kind: storageAccount, name: stsparea2, containers: [raw], admitHub: resourceInstance }
routing:
  endpoints: [{ name: cold, target: lake, container: raw, acceptUnverifiedIdentity: true }]
  routes: [{ name: all, endpoint: cold }]
",
        world: || world([identity()]),
    },
    Case {
        name: "instance-unused",
        wrong: "the same, where the hub does not use the account",
        intent: r"
hub: { name: iot-a3, sku: S1, identity: none }
targets:
  spare:
    kind: storageAccount
    name: stsparea3
    containers: [raw]
    admitHub: resourceInstance
    privateEndpoints: [{ subnet: { virtualNetwork: vnet-lab, name: data }, group: blob }]
",
        world: || world([]),
    },
    Case {
        name: "zones-of-own-group",
        wrong: "a zone that the template makes was looked up beside it",
        intent: r"
hub: { name: iot-a4, sku: S1 }
targets:
  stream:
    kind: eventHubs
    name: evhns-a4
    eventHubs: [telemetry]
    privateEndpoints:
      - subnet: { virtualNetwork: vnet-lab, name: data }
        dns: { zones: {}, linkTo: [{ virtualNetwork: vnet-far, name: far }] }
routing:
  endpoints: [{ name: hot, target: stream, eventHub: telemetry }]
  routes: [{ name: all, endpoint: hot }]
",
        world: || world([]),
    },
    Case {
        name: "looked-up-once",
        wrong: "an existing account was looked up twice in one template",
        intent: r"
hub: { name: iot-a5, sku: S1, identity: { user: [{ name: id-Press }] } }
targets:
  lake:
    kind: storageAccount
    name: stlakea5
    existing: {}
    publicAccess: enabled
    roleAssignments:
      - role: Storage Blob Data Reader
        principal: 55555555-5555-4555-8555-555555555555
        principalType: Group
        container: uploads
fileUpload: { target: lake, container: uploads }
",
        world: || {
            let group = json!({
                "type": "Microsoft.Graph/groups",
                "properties": { "id": "55555555-5555-4555-8555-555555555555" },
            });
            world([
                identity(),
                (
                    "/providers/Microsoft.Graph/groups/55555555-5555-4555-8555-555555555555"
                        .to_owned(),
                    group,
                ),
                there(
                    "Microsoft.Storage/storageAccounts/stlakea5",
                    Some("Standard_LRS"),
                ),
                there(
                    "Microsoft.Storage/storageAccounts/stlakea5/blobServices/default/containers/uploads",
                    None,
                ),
            ])
        },
    },
    Case {
        name: "path-of-a-queue",
        wrong: "a slash in the name of a queue ended it, and queues were made while their namespace was written",
        intent: r"
hub: { name: iot-a6, sku: S1 }
targets:
  alerts:
    kind: serviceBus
    name: sbns-a6
    queues: [plant/line, critical]
    topics: { plant/events: { subscriptions: [ops] } }
    firewall: { allowSubnets: [{ virtualNetwork: vnet-lab, name: data }] }
    roleAssignments:
      - { role: Azure Service Bus Data Receiver, principal: hub, queue: plant/line }
      - { role: Azure Service Bus Data Receiver, principal: { name: id-Press } }
routing:
  endpoints: [{ name: hot, target: alerts, queue: critical }]
  routes: [{ name: all, endpoint: hot }]
",
        world: || world([identity()]),
    },
];

#[test]
fn what_was_wrong_once_is_right() {
    let Some(judge) = judge() else { return };
    let court = Court::new();
    for case in CASES {
        let text = format!(
            "# Once {}.\nversion: 1\nname: {}\nlocation: westeurope\n{}{NETWORK}",
            case.wrong, case.name, case.intent
        );
        court.add(case.name, &text, &(case.world)().to_string(), "");
    }
    court.judge(&judge);
}
