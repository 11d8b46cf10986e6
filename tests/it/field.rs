//! Intents as real deployments would have them: what public templates set, said in the language, and each property looked at.
//!
//! `tests/cases/field/NAME` holds the intent, `world.json` with what is there before it is deployed, and `expect.json` with what
//! must come out: `warnings` by code, `hub` for the hub's full write, `template`, `files` and `report`; in the first ones a JSON
//! pointer to the value that must stand there, or to `null` where nothing may stand.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use hubseal::emit::File;
use hubseal::front_end::front_end;
use hubseal::output::{Language, files_of};
use hubseal::source::Source;
use serde::Deserialize;
use serde_json::Value;

use crate::judges::{Court, judge};
use crate::settled::shared;

/// Values by JSON pointer.
type Expected = BTreeMap<String, Value>;

/// What must come of an intent.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Expect {
    /// Further words for the simulator.
    #[serde(default)]
    args: String,
    /// Codes of what is said about it.
    warnings: Vec<String>,
    /// In the full write of the hub.
    #[serde(default)]
    hub: Expected,
    /// In the ARM template.
    #[serde(default)]
    template: Expected,
    /// In other files, by path.
    #[serde(default)]
    files: BTreeMap<String, Expected>,
    /// Texts of the report.
    #[serde(default)]
    report: Vec<String>,
}

/// A case folder.
struct Case {
    name: String,
    text: String,
    world: String,
    expect: Expect,
}

fn cases() -> Vec<Case> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/field");
    let mut folders: Vec<PathBuf> = fs::read_dir(&root)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    folders.sort();
    let read = |folder: &Path, file: &str| fs::read_to_string(folder.join(file)).unwrap();
    folders
        .iter()
        .map(|folder| Case {
            name: folder.file_name().unwrap().to_str().unwrap().to_owned(),
            text: read(folder, "intent.yaml"),
            world: read(folder, "world.json"),
            expect: serde_json::from_str(&read(folder, "expect.json")).unwrap(),
        })
        .collect()
}

/// The output of an intent and the codes of what is said about it, each once, by name.
fn built(name: &str, text: &str) -> (Vec<File>, Vec<String>) {
    let end = front_end(&Source::new(format!("{name}.yaml"), text.to_owned()));
    let intent = end
        .intent
        .unwrap_or_else(|| panic!("{name}: {:#?}", end.diagnostics));
    let mut codes: Vec<String> = end
        .diagnostics
        .iter()
        .map(|one| one.code.to_owned())
        .collect();
    codes.sort();
    codes.dedup();
    (
        files_of(&intent, &format!("{name}.yaml"), &Language::ALL).files,
        codes,
    )
}

fn file<'a>(files: &'a [File], path: &str) -> &'a str {
    let found = files.iter().find(|file| file.path == path);
    &found
        .unwrap_or_else(|| panic!("there is no {path}: {files:#?}"))
        .text
}

fn template(files: &[File], name: &str) -> Value {
    serde_json::from_str(file(files, &format!("arm/{name}.json"))).unwrap()
}

/// The hub as its full write has it: in a nested deployment where the hub is written twice.
fn hub(template: &Value) -> &Value {
    template
        .pointer("/resources/hub/properties/template/resources/hub")
        .or_else(|| template.pointer("/resources/hub"))
        .unwrap()
}

fn compare(place: &str, found: &Value, expected: &Expected, faults: &mut Vec<String>) {
    for (pointer, value) in expected {
        let here = found.pointer(pointer).unwrap_or(&Value::Null);
        if here != value {
            faults.push(format!(
                "{place} {pointer}: {here}\n    and should be: {value}"
            ));
        }
    }
}

#[test]
fn every_property_is_as_the_intent_says() {
    let mut faults = Vec::new();
    for Case {
        name, text, expect, ..
    } in cases()
    {
        let (files, codes) = built(&name, &text);
        if codes != expect.warnings {
            faults.push(format!(
                "{name}: says {codes:?}, and should say {:?}",
                expect.warnings
            ));
        }
        let template = template(&files, &name);
        compare(
            &format!("{name}: hub"),
            hub(&template),
            &expect.hub,
            &mut faults,
        );
        compare(&name, &template, &expect.template, &mut faults);
        for (path, expected) in &expect.files {
            let found = serde_json::from_str(file(&files, path)).unwrap();
            compare(&format!("{name}: {path}"), &found, expected, &mut faults);
        }
        let report = file(&files, "REPORT.md");
        for text in &expect.report {
            if !report.contains(text) {
                faults.push(format!("{name}: the report does not say `{text}`"));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn field_intents_pass_the_judges() {
    let Some(judge) = judge() else { return };
    let court = Court::new();
    for case in cases() {
        court.add(&case.name, &case.text, &case.world, &case.expect.args);
    }
    court.judge(&judge);
}

/// Symbols of a template and of those in it, each with type and name of what it stands for, and its scope.
fn symbols(template: &Value, within: &str, found: &mut BTreeMap<String, String>) {
    for (symbol, resource) in template["resources"].as_object().unwrap() {
        let path = format!("{within}/{symbol}");
        let parts = ["type", "name", "scope", "subscriptionId", "resourceGroup"];
        let what: Vec<String> = parts.map(|part| resource[part].to_string()).into();
        found.insert(path.clone(), what.join(" "));
        if resource
            .pointer("/properties/template/resources")
            .is_some_and(Value::is_object)
        {
            symbols(&resource["properties"]["template"], &path, found);
        }
    }
}

/// What adding is tried on: of everything one, each with a place where another can go.
const BEFORE: &str = include_str!("../cases/grows/intent.yaml");

/// What is added: a line that stands in the intent, and the line before which the new one goes.
const ADDITIONS: [(&str, &str, &str); 14] = [
    (
        "private endpoint",
        "    - { name: pe-grows,",
        "    - { name: pe-a, subnet: { resourceGroup: rg-c, virtualNetwork: vnet-c, name: pe }, dns: { zones: { resourceGroup: rg-dns } } }\n",
    ),
    (
        "endpoint in a network of the same name",
        "targets:",
        "    - { name: pe-z, subnet: { resourceGroup: rg-a, virtualNetwork: vnet, name: pe }, dns: { zones: unmanaged } }\n",
    ),
    (
        "target",
        "  lake: {",
        "  alerts: { kind: serviceBus, name: sb-grows, queues: [raw], privateEndpoints: [{ name: pe-alerts, subnet: { resourceGroup: rg-a, virtualNetwork: vnet, name: pe } }] }\n",
    ),
    (
        "target elsewhere",
        "  lake: {",
        "  audit: { kind: storageAccount, name: staudit, existing: { resourceGroup: rg-audit }, containers: [raw], roleAssignments: [{ role: Storage Blob Data Reader, principal: { resourceGroup: rg-ids, name: id-audit } }] }\n",
    ),
    (
        "route",
        "    - { name: raw, endpoint",
        "    - { name: all, source: TwinChangeEvents, endpoint: tele }\n",
    ),
    (
        "route to the built-in endpoint",
        "    - { name: raw, endpoint",
        "    - { name: live, endpoint: events }\n",
    ),
    (
        "enrichment",
        "diagnostics:",
        "  enrichments: [{ key: hub, value: $iothubname, endpoints: [raw] }]\n",
    ),
    (
        "role",
        "    - { role: IoT Hub Data Reader",
        "    - { role: IoT Hub Data Contributor, principal: 44444444-4444-4444-8444-444444444444, principalType: ServicePrincipal }\n",
    ),
    (
        "role of an identity",
        "    - { role: IoT Hub Data Reader",
        "    - { role: IoT Hub Data Contributor, principal: { resourceGroup: rg-ids, name: id-app } }\n",
    ),
    (
        "upload",
        "diagnostics:",
        "fileUpload: { target: lake, container: raw }\n",
    ),
    (
        "transfer",
        "diagnostics:",
        "deviceTransfer: { target: lake, container: raw }\n",
    ),
    (
        "setting",
        "  - { name: to-workspace",
        "  - { name: archive, storageAccount: { resourceGroup: rg-log, name: starchive }, logs: [Connections] }\n",
    ),
    ("lock", "diagnostics:", "lock: CanNotDelete\n"),
    (
        "restriction",
        "  privateEndpoints:",
        "  outbound: restricted\n",
    ),
];

/// Things that are added inside a line.
const INSERTIONS: [(&str, &str, &str); 4] = [
    (
        "container",
        "containers: [raw], privateE",
        "containers: [archive, raw], privateE",
    ),
    (
        "consumer group of the hub",
        "[dashboard]",
        "[audit, dashboard]",
    ),
    (
        "consumer group of an event hub",
        "[analytics]",
        "[alerts, analytics]",
    ),
    ("event hub", "{ tele: {", "{ alerts: , tele: {"),
];

/// The intent with every addition in its turn.
fn grown() -> Vec<(&'static str, String)> {
    let added = ADDITIONS.map(|(what, before, line)| {
        assert_eq!(BEFORE.matches(before).count(), 1, "{what}");
        (what, BEFORE.replace(before, &format!("{line}{before}")))
    });
    let inserted = INSERTIONS.map(|(what, from, to)| {
        assert_eq!(BEFORE.matches(from).count(), 1, "{what}");
        (what, BEFORE.replace(from, to))
    });
    added.into_iter().chain(inserted).collect()
}

#[test]
fn adding_and_removing_a_thing_harms_nothing() {
    let Some(simulator) = shared("arm-sim/arm_sim.py") else {
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    // What goes wrong when an intent is deployed into a world; that an outage is meant is for the caller to know.
    let deploy = |intent: &str, world: &str| {
        let name = format!("{intent} on {world}");
        let output = Command::new("python3")
            .arg(&simulator)
            .args(["deploy", "--json", "--world"])
            .arg(path(&format!("{world}.world")))
            .arg("--save-world")
            .arg(path(&format!("{name}.world")))
            .arg(path(&format!("{intent}.json")))
            .output()
            .unwrap();
        let said: Value = serde_json::from_slice(&output.stdout).unwrap();
        let errors: Vec<String> = said["errors"]
            .as_array()
            .unwrap()
            .iter()
            .map(ToString::to_string)
            .collect();
        assert_eq!(errors.is_empty(), output.status.success(), "{said}");
        (name, errors)
    };
    fs::write(
        path("nothing.world"),
        include_str!("../cases/grows/world.json"),
    )
    .unwrap();
    let write = |name: &str, text: &str| {
        let (files, _) = built("grows", text);
        fs::write(
            path(&format!("{name}.json")),
            file(&files, "arm/grows.json"),
        )
        .unwrap();
    };
    write("before", BEFORE);
    let (first, errors) = deploy("before", "nothing");
    assert!(errors.is_empty(), "{first}: {errors:#?}");
    for (what, text) in grown() {
        write(what, &text);
        let (second, errors) = deploy(what, &first);
        assert!(errors.is_empty(), "{second}: {errors:#?}");
        // A route that the intent no longer names is meant to go.
        let (third, mut errors) = deploy("before", &second);
        errors.retain(|error| !error.contains("takes away"));
        assert!(errors.is_empty(), "{third}: {errors:#?}");
    }
}

#[test]
fn adding_a_thing_renames_nothing() {
    let whole = |text: &str| {
        let (files, _) = built("grows", text);
        let mut found = BTreeMap::new();
        symbols(&template(&files, "grows"), "", &mut found);
        let paths: Vec<String> = files.into_iter().map(|file| file.path).collect();
        (found, paths)
    };
    let (symbols, paths) = whole(BEFORE);
    for (what, text) in grown() {
        let (grown, files) = whole(&text);
        for (symbol, meaning) in &symbols {
            assert_eq!(grown.get(symbol), Some(meaning), "{what}: {symbol}");
        }
        for path in &paths {
            assert!(files.contains(path), "{what}: {path} is gone");
        }
    }
}
