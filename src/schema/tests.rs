//! Tests of what is said about intents that break the schema, and of mending them.

use std::collections::BTreeSet;

use super::*;
use crate::diag::Place;
use crate::document::Document;
use crate::document::meant::Meant;
use crate::document::pointer::Pointer;
use crate::source::Source;

/// An intent that is right, to which the cases add what is wrong.
const RIGHT: &str = "
version: 1
name: plant-a
location: westeurope
hub: { name: iot-plant-a, sku: S1 }
";

fn yaml(text: &str) -> Value {
    serde_yaml::from_str(text).unwrap()
}

/// The right intent with the keys of `more` in the place of its own.
pub(super) fn intent(more: &str) -> Value {
    let mut json = yaml(RIGHT);
    if let Value::Object(more) = yaml(more) {
        json.as_object_mut().unwrap().extend(more);
    }
    json
}

fn place(place: &Place) -> String {
    match place {
        Place::Value(pointer) => pointer.to_string(),
        Place::Key(pointer) => format!("key {pointer}"),
        Place::Inside(pointer, range) => format!("{pointer} {range:?}"),
        Place::Span(range) => format!("{range:?}"),
        Place::File => "file".to_owned(),
    }
}

fn said(diagnostics: &[Diagnostic]) -> Vec<String> {
    diagnostics
        .iter()
        .map(|one| {
            format!(
                "{} {}: {} | {}",
                one.code,
                place(&one.place),
                one.message,
                one.label
            )
        })
        .collect()
}

/// Checks that of `more` in the right intent exactly `expected` is said (code, place, message and label).
fn check(more: &str, expected: &[&str]) {
    let json = intent(more);
    assert_eq!(said(&super::check(&json)), expected, "{more}");
}

#[test]
fn right_intents() {
    for more in ["", "x-own: { anything: [1, null] }", "version: 1"] {
        check(more, &[]);
    }
}

#[test]
fn unknown_keys() {
    for (more, expected) in [
        (
            "nmae: x",
            "unknown-key key /nmae: `nmae` is not a key of an intent | remove it: `name` stands here too",
        ),
        (
            "hub: { nmae: x, sku: S1 }",
            "unknown-key key /hub/nmae: `nmae` is not a key of `hub` | write `name`",
        ),
        (
            "hub: { name: x, sku: S1, retention_days: 2 }",
            "unknown-key key /hub/retention_days: `retention_days` is not a key of `hub` | write `retentionDays`",
        ),
        (
            "network: { partitions: 4 }",
            "unknown-key key /network/partitions: `partitions` is not a key of `network` | it belongs in `hub` or `targets.NAME.eventHubs.NAME` (kind `eventHubs`)",
        ),
        (
            "targets: { lake: { kind: storageAccount, name: x, topics: [a] } }",
            "unknown-key key /targets/lake/topics: `topics` is not a key of `lake` (kind `storageAccount`) | it belongs in `targets.NAME` (kind `serviceBus`)",
        ),
        (
            "routing: { routes: [{ name: a, endpoint: b, colour: red }] }",
            "unknown-key key /routing/routes/0/colour: `colour` is not a key of an item of `routes` | ",
        ),
        (
            "hub: { name: x, sku: S1, x-own: 1 }",
            "unknown-key key /hub/x-own: `x-own` is not a key of `hub` | move it to the top of the intent",
        ),
        (
            "targets: { lake: { kind: storageAccount, name: x, containers: { raw: { colour: red } } } }",
            "unknown-key key /targets/lake/containers/raw/colour: `colour` is not a key of `raw` | remove it",
        ),
        (
            "hub: { name: x, sku: S1, 'AccountKey=abc==': 1 }",
            "unknown-key key /hub/AccountKey=abc==: this value is not a key of `hub` | ",
        ),
    ] {
        check(more, &[expected]);
    }
}

#[test]
fn refused_keys() {
    for (more, expected) in [
        (
            "hub: { name: x, sku: S1, capacity: 2 }",
            "refused-key key /hub/capacity: `capacity` is called `units` here | write `units`",
        ),
        (
            "hub: { name: x, sku: S1, publicNetworkAccess: Disabled }",
            "refused-key key /hub/publicNetworkAccess: `publicNetworkAccess` is not a key of `hub` | write `network.publicAccess`",
        ),
        (
            "hub: { name: x, sku: S1, --c2d-ttl: PT1H }",
            "refused-key key /hub/--c2d-ttl: `--c2d-ttl` is not a key of `hub` | write `hub.cloudToDevice.defaultTtl`",
        ),
        (
            "targets: { e: { kind: eventHubs, name: x, batch_frequency_in_seconds: 60 } }",
            "refused-key key /targets/e/batch_frequency_in_seconds: `batch_frequency_in_seconds` is not a key of `e` (kind `eventHubs`) | write `batchFrequency` in an item of `routing.endpoints`",
        ),
        (
            "resource_group_name: rg",
            "refused-key key /resource_group_name: `resource_group_name` is not a key of an intent | leave it out",
        ),
        (
            "provisioning: { name: x }",
            "not-yet key /provisioning: `provisioning` comes in a later version of hubseal | remove it",
        ),
        (
            "hub: { name: x, sku: S1, certificates: [] }",
            "not-yet key /hub/certificates: `certificates` comes in a later version of hubseal | remove it",
        ),
        (
            "fileUpload: { connectionString: abc }",
            "secret-in-intent key /fileUpload/connectionString: `connectionString` has no place in an intent | remove it",
        ),
        (
            "targets: { b: { kind: serviceBus, name: x, queues: { q: { requiresSession: true } } } }",
            "refused-key key /targets/b/queues/q/requiresSession: `requiresSession` is not a key of `q` | remove it",
        ),
        (
            "network: { privateEndpoints: [{ subnet: { vnet: a, name: b, virtualNetwork: c } }] }",
            "refused-key key /network/privateEndpoints/0/subnet/vnet: `vnet` is called `virtualNetwork` here | write `virtualNetwork`",
        ),
    ] {
        check(more, &[expected]);
    }
}

#[test]
fn missing_keys() {
    for (more, expected) in [
        (
            "hub: { name: x }",
            "missing-key key /hub: `hub` has no `sku` | add `sku: S1`",
        ),
        (
            "routing: { routes: [{ name: a }] }",
            "missing-key key /routing/routes/0/name: an item of `routes` has no `endpoint` | add `endpoint: cold`",
        ),
        (
            "targets: { lake: { name: x } }",
            "missing-key key /targets/lake: `lake` has no `kind` | add `kind: storageAccount`",
        ),
        (
            "fileUpload: { target: lake }",
            "missing-key key /fileUpload: `fileUpload` has no `container` | add `container: uploads`",
        ),
        (
            "network: { privateEndpoints: [{}] }",
            "missing-key /network/privateEndpoints/0: an item of `privateEndpoints` has no `subnet` | add `subnet: { resourceGroup: rg-plant-network, virtualNetwork: vnet-plant-a, name: devices }`",
        ),
    ] {
        check(more, &[expected]);
    }
    // Who wrote it under another name is told that, not that it is missing.
    for more in [
        "{ name: a, endpoint_names: b }",
        "{ name: a, endpointNames: [b] }",
        "{ name: a, endpont: b }",
    ] {
        let codes: Vec<&str> = super::check(&intent(&format!("routing: {{ routes: [{more}] }}")))
            .iter()
            .map(|one| one.code)
            .collect();
        assert!(
            codes == ["refused-key"] || codes == ["unknown-key"],
            "{more}: {codes:?}"
        );
    }
    let renamed = yaml("{ version: 1, name: a, region: b, hub: { name: a, sku: S1 } }");
    assert_eq!(
        said(&super::check(&renamed)),
        ["refused-key key /region: `region` is called `location` here | write `location`"]
    );
    let empty = said(&super::check(&yaml("description: x")));
    assert_eq!(
        empty[0],
        "missing-key : the intent has no `version` | add `version: 1`"
    );
    assert_eq!(empty.len(), 4);
}

#[test]
fn wrong_types() {
    for (more, expected) in [
        (
            "hub: { name: x, sku: S1, units: two }",
            "wrong-type /hub/units: `units` must be a whole number, not text | ",
        ),
        (
            "hub: { name: x, sku: S1, units: '2' }",
            "wrong-type /hub/units: `units` must be a whole number, not text | write `2`, without quotes",
        ),
        (
            "hub: { name: x, sku: S1, units: 2.0 }",
            "wrong-type /hub/units: `units` must be a whole number, not a number with a fraction | write `2`",
        ),
        (
            "hub: { name: x, sku: S1, units: 2.5 }",
            "wrong-type /hub/units: `units` must be a whole number, not a number with a fraction | ",
        ),
        (
            "hub: { name: x, sku: S1, units: 18446744073709551615 }",
            "wrong-type /hub/units: `units` is too large a number | ",
        ),
        (
            "hub: { name: x, sku: S1, consumerGroups: telemetry }",
            "wrong-type /hub/consumerGroups: `consumerGroups` must be a list, not text | write `[telemetry]`",
        ),
        (
            "hub: { name: x, sku: S1, dataResidency: yes }",
            "wrong-type /hub/dataResidency: `dataResidency` must be true or false, not text | write `true`",
        ),
        (
            "hub: { name: x, sku: S1, comments: 5 }",
            "wrong-type /hub/comments: `comments` must be text, not a whole number | write it in quotes: `\"5\"`",
        ),
        (
            "hub: { name: x, sku: S1, comments: }",
            "wrong-type /hub/comments: `comments` is empty; it must be text | write a value, or remove the line",
        ),
        (
            "hub: { name: [x], sku: S1 }",
            "wrong-type /hub/name: `name` must be text, not a list | write `x`",
        ),
        (
            "hub: iot",
            "wrong-type /hub: `hub` must be a map, not text | write a map: `{ name: iot-plant-a, sku: S1 }`",
        ),
        (
            "hub: { name: x, sku: { name: S1 } }",
            "wrong-type /hub/sku: `sku` must be `F1`, `B1`, `B2`, `B3`, `S1`, `S2` or `S3`, not a map | write `sku: S1`",
        ),
        (
            "tags: [a]",
            "wrong-type /tags: `tags` must be a map, not a list | write a map: `{ environment: prod }`",
        ),
        (
            "routing: { routes: { name: a, endpoint: b } }",
            "wrong-type /routing/routes: `routes` must be a list, not a map | write a list: `- name: …` for each route",
        ),
        (
            "targets: { lake: { kind: storageAccount, name: x, existing: true } }",
            "wrong-type /targets/lake/existing: `existing` must be a map, not true or false | write `existing: {}`; of a new target leave it out",
        ),
        (
            "targets: { lake: { kind: storageAccount, name: x, containers: raw } }",
            "wrong-type /targets/lake/containers: `containers` must be a list or a map, not text | write `[raw]`",
        ),
        (
            "hub: { name: x, sku: S1, identity: [a] }",
            "wrong-type /hub/identity: `identity` must be `system`, `none` or a map, not a list | write a map: `name: value`, without `- `",
        ),
        (
            "deployment: { retryHubWrite: { codes: [400123] } }",
            "wrong-type /deployment/retryHubWrite/codes/0: an item of `codes` must be text, not a whole number | write it in quotes: `\"400123\"`",
        ),
    ] {
        check(more, &[expected]);
    }
    assert_eq!(
        said(&super::check(&Value::Null)),
        ["wrong-type : the intent is empty | "]
    );
    assert_eq!(
        said(&super::check(&json!([]))),
        ["wrong-type : the intent must be a map, not a list | "]
    );
}

#[test]
fn unknown_values() {
    for (more, expected) in [
        (
            "hub: { name: x, sku: s1 }",
            "unknown-value /hub/sku: `sku` must be `F1`, `B1`, `B2`, `B3`, `S1`, `S2` or `S3`, not `s1` | write `S1`",
        ),
        (
            "hub: { name: x, sku: S1, serviceSas: no }",
            "unknown-value /hub/serviceSas: `serviceSas` must be `disabled` or `enabled`, not `no` | write `disabled`",
        ),
        (
            "hub: { name: x, sku: S1, deviceSas: true }",
            "unknown-value /hub/deviceSas: `deviceSas` must be `disabled` or `enabled`, not `true` | write `enabled`",
        ),
        (
            "hub: { name: x, sku: S1, minTlsVersion: 1.2 }",
            "unknown-value /hub/minTlsVersion: `minTlsVersion` can only be `\"1.2\"`, not `1.2` | write `\"1.2\"`",
        ),
        (
            "hub: { name: x, sku: S1, identity: SystemAssigned }",
            "unknown-value /hub/identity: `identity` must be `system`, `none` or a map, not `SystemAssigned` | write `system`",
        ),
        (
            "network: { publicAccess: off }",
            "unknown-value /network/publicAccess: `publicAccess` must be `disabled`, `allowList` or `enabled`, not `off` | write `disabled`",
        ),
        (
            "network: { dns: { zones: Create } }",
            "unknown-value /network/dns/zones: `zones` must be `create`, `unmanaged`, a map or a list, not `Create` | write `create`",
        ),
        (
            "targets: { c: { kind: cosmosDb, name: x } }",
            "not-yet /targets/c/kind: `kind` `cosmosDb` comes in a later version of hubseal | ",
        ),
        (
            "targets: { s: { kind: storage, name: x } }",
            "unknown-value /targets/s/kind: `kind` must be `storageAccount`, `eventHubs` or `serviceBus`, not `storage` | write `storageAccount`",
        ),
        (
            "targets: { e: { kind: eventHubs, name: x, admitHub: resourceInstance } }",
            "unknown-value /targets/e/admitHub: `admitHub` can only be `trustedServices`, not `resourceInstance` | ",
        ),
        (
            "targets: { e: { kind: eventHubs, name: x, privateEndpoints: [{ subnet: x, group: blob }] } }",
            "unknown-value /targets/e/privateEndpoints/0/group: `group` can only be `namespace`, not `blob` | ",
        ),
        (
            "routing: { endpoints: [{ name: a, target: b, encoding: Parquet }] }",
            "unknown-value /routing/endpoints/0/encoding: `encoding` must be `Avro`, `AvroDeflate` or `JSON`, not `Parquet` | write `Avro`, `AvroDeflate` or `JSON`",
        ),
        (
            "routing: { fallback: true }",
            "unknown-value /routing/fallback: `fallback` must be `disabled` or a map, not `true` | write `{ endpoint: NAME }`",
        ),
        (
            "diagnostics: [{ name: a, logs: [route] }]",
            "unknown-value /diagnostics/0/logs/0: an item of `logs` cannot be `route` | write `Routes`",
        ),
        (
            "version: 2",
            "unknown-value /version: `version` can only be 1, not 2 | write `1`",
        ),
        (
            "version: '1'",
            "wrong-type /version: `version` must be a whole number, not text | write `1`, without quotes",
        ),
    ] {
        check(more, &[expected]);
    }
}

#[test]
fn values_that_are_taken() {
    for more in [
        "lock: ReadOnly",
        "hub: { name: x, sku: S1, identity: { user: [a] } }",
        "network: { dns: { zones: [a, b] } }",
        "network: { dns: { zones: {} } }",
        "routing: { endpoints: [{ name: a, target: b, encoding: jSoN }, { name: a, target: b, encoding: AVRODEFLATE }] }",
        "targets: { b: { kind: serviceBus, name: x, queues: { q: , r: {} }, topics: { t: { subscriptions: { s: } }, u: } } }",
        "targets: { e: { kind: eventHubs, name: x, eventHubs: { h: } } }",
        "targets: { s: { kind: storageAccount, name: x, existing: {} } }",
        "fileUpload: { notifications: disabled }",
        "fileUpload: {}",
        "routing: { routes: [{ name: RouteToEventGrid, endpoint: eventgrid }] }",
    ] {
        check(more, &[]);
    }
}

#[test]
fn all_mistakes_at_once() {
    check(
        "
hub: { name: x, sku: s1, capacity: 2 }
targets:
  stream: { kind: EventHubs, name: x, throughputUnits: 2, eventHubs: { telemetry: { partition: 2 } } }
routing: { routes: [{ name: a, endpont: b, source: telemetry }] }
",
        &[
            "refused-key key /hub/capacity: `capacity` is called `units` here | write `units`",
            "unknown-key key /routing/routes/0/endpont: `endpont` is not a key of an item of `routes` | write `endpoint`",
            "unknown-value /hub/sku: `sku` must be `F1`, `B1`, `B2`, `B3`, `S1`, `S2` or `S3`, not `s1` | write `S1`",
            "unknown-value /targets/stream/kind: `kind` must be `storageAccount`, `eventHubs` or `serviceBus`, not `EventHubs` | write `eventHubs`",
            "unknown-value /routing/routes/0/source: `source` cannot be `telemetry` | write `DeviceMessages`",
            "unknown-key key /targets/stream/eventHubs/telemetry/partition: `partition` is not a key of `telemetry` | write `partitions`",
            "refused-key key /targets/stream/throughputUnits: `throughputUnits` is called `capacity` here | write `capacity`",
        ],
    );
}

/// The mended intent and the places that the user may not have meant so.
fn mended(json: &Value) -> (Option<Value>, Vec<String>) {
    let examined = examine(json);
    let touched = examined.touched.iter().map(Pointer::to_string).collect();
    (examined.repaired, touched)
}

#[test]
fn mended_intents() {
    for (more, expected, touched) in [
        ("", "", vec![]),
        (
            "hub: { name: x, sku: s1, capacity: 2, comments: 5, retentionDay: 3 }",
            "hub: { name: x, sku: S1, units: 2, comments: '5', retentionDays: 3 }",
            vec![],
        ),
        (
            "network: { colour: red, allow: { name: a, ip: b } }",
            "network: { allow: [{ name: a, ip: b }] }",
            vec!["/network/colour"],
        ),
        (
            "hub: { name: x, sku: S1, publicNetworkAccess: Enabled, c2d-ttl: PT2H, fcs: a }",
            "{ hub: { name: x, sku: S1, cloudToDevice: { defaultTtl: PT2H } }, network: { publicAccess: enabled } }",
            vec![
                "/hub/fcs",
                "/hub/publicNetworkAccess",
                "/network/publicAccess",
            ],
        ),
        (
            "hub: { name: x, sku: S1, disableLocalAuth: true }",
            "hub: { name: x, sku: S1 }",
            vec!["/hub/disableLocalAuth"],
        ),
        (
            "routing: { routes: [{ name: a, isEnabled: 'off' }] }",
            "routing: { routes: [{ name: a, isEnabled: false, endpoint: cold }] }",
            vec!["/routing/routes/0/endpoint"],
        ),
        (
            "routing: { routes: { a: { endpoint: b }, c: d } }",
            "routing: { routes: [{ name: a, endpoint: b }, { name: c, endpoint: d }] }",
            vec![],
        ),
        (
            "network: { virtualNetworks: { v: { addressPrefixes: a, subnets: [{ name: s, addressPrefix: b }] } } }",
            "network: { virtualNetworks: { v: { addressPrefixes: [a], subnets: { s: b } } } }",
            vec![],
        ),
        (
            "{ hub: [{ name: x }, { sku: S1 }], tags: [{ a: b }, { c: d }] }",
            "{ hub: { name: x, sku: S1 }, tags: { a: b, c: d } }",
            vec![],
        ),
        (
            "targets: { lake: { name: x, containers: [{ name: raw }] } }",
            "targets: { lake: { name: x, containers: [raw], kind: storageAccount } }",
            vec![],
        ),
        ("version: 2", "version: 1", vec!["/version"]),
    ] {
        let json = intent(more);
        let (repaired, places) = mended(&json);
        let repaired = repaired.expect(more);
        assert_eq!(repaired, intent(expected), "{more}");
        assert_eq!(places, touched, "{more}");
        assert!(validator().is_valid(&repaired), "{more}");
    }
}

#[test]
fn intents_that_lose_something() {
    for (more, lost) in [
        ("hub: iot", "/hub"),
        ("targets: [a]", "/targets"),
        ("targets: { lake: { name: x } }", "/targets/lake"),
        (
            "targets: { lake: { kind: cosmosDb, name: x } }",
            "/targets/lake/kind",
        ),
        (
            "routing: { endpoints: [{ target: lake }] }",
            "/routing/endpoints/0/name",
        ),
        ("storageAccounts: [a]", "/targets"),
    ] {
        let examined = examine(&intent(more));
        let places: Vec<String> = examined.lost.iter().map(Pointer::to_string).collect();
        assert_eq!(places, [lost], "{more}");
        assert!(examined.repaired.is_some(), "{more}");
    }
    assert_eq!(mended(&Value::Null).0, None);
    assert_eq!(mended(&json!([])).0, None);
    assert!(mended(&json!({})).0.is_some());
}

/// From the text of a file to what is said, through the reading of values as text where text is meant.
#[test]
fn text_where_text_is_meant() {
    let text = "
version: 1
name: 007
location: westeurope
tags: { release: 1.10, on: no, empty: ~ }
hub: { name: iot-a, sku: S1, dataResidency: no }
routing:
  routes:
    - { name: 1e3, condition: true, endpoint: a }
    - { name: b, condition: , endpoint: a }
";
    let source = Source::new("a.yaml", text.to_owned());
    let document = Document::read(&source).value.unwrap();
    let raw = document.to_json(&|_| Meant::Other);
    let json = document.to_json(&|pointer| meant(pointer, &raw));
    assert_eq!(json["name"], "007");
    assert_eq!(
        json["tags"],
        json!({ "release": "1.10", "on": "no", "empty": null })
    );
    assert_eq!(
        json["routing"]["routes"][0],
        json!({ "name": "1e3", "condition": "true", "endpoint": "a" })
    );
    assert_eq!(json["routing"]["routes"][1]["condition"], Value::Null);
    assert_eq!(
        said(&super::check(&json)),
        [
            "wrong-type /tags/empty: `empty` is empty; it must be text | write a value, or remove the line",
            "wrong-type /hub/dataResidency: `dataResidency` must be true or false, not text | write `false`",
        ]
    );
}

/// The intents that were worked out by hand are right; one uses what comes later.
#[test]
fn reference_intents() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/reference");
    if !folder.exists() {
        println!("judged nothing: ../shared is absent");
        return;
    }
    for name in [
        "minimal",
        "plant-a",
        "hub-and-spoke",
        "existing-targets",
        "both-identities",
        "both-identities/user-only",
        "allow-list",
        "us-government",
    ] {
        let mut json = yaml(&read(&folder.join(name).join("intent.yaml")));
        if name == "us-government" {
            assert_eq!(
                super::check(&json)
                    .iter()
                    .map(|one| one.code)
                    .collect::<BTreeSet<_>>(),
                BTreeSet::from(["not-yet"])
            );
            let map = json.as_object_mut().unwrap();
            map.remove("provisioning");
            map["targets"].as_object_mut().unwrap().remove("readings");
            map["routing"]["endpoints"]
                .as_array_mut()
                .unwrap()
                .retain(|endpoint| endpoint["name"] != "readings");
        }
        assert_eq!(said(&super::check(&json)), [""; 0], "{name}");
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "a test reads what was worked out by hand"
)]
fn read(path: &std::path::Path) -> String {
    std::fs::read_to_string(path).unwrap()
}
