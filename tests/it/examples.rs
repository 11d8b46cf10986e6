//! The examples are right, their output is committed, and nothing in them hangs on names or on the order of keys.

use std::fs;
use std::path::Path;

use hubseal::emit::{File, emit};
use hubseal::lower::lower;
use hubseal::verify::verify;

use crate::judges::{Court, judge};
use crate::settled::settled;
use crate::support::command;

/// An example of the project.
pub(crate) struct Example {
    /// Its name, which is that of its folder and of its file.
    pub(crate) name: String,
    /// Its text.
    pub(crate) text: String,
    /// What is there before it is deployed.
    pub(crate) world: String,
    /// Further words for the simulator.
    pub(crate) args: String,
}

/// Every example, by name.
pub(crate) fn examples() -> Vec<Example> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut names: Vec<String> = fs::read_dir(root.join("examples"))
        .expect("there are examples")
        .map(|entry| {
            let name = entry.expect("it can be listed").file_name();
            name.into_string().expect("names are text")
        })
        .filter(|name| root.join(format!("examples/{name}/{name}.yaml")).exists())
        .collect();
    names.sort();
    let read = |path: String| fs::read_to_string(root.join(path));
    names
        .into_iter()
        .map(|name| Example {
            text: read(format!("examples/{name}/{name}.yaml")).expect("it is there"),
            world: read(format!("tests/worlds/{name}.json")).unwrap_or_else(|_| "{}".to_owned()),
            args: read(format!("tests/worlds/{name}.args")).unwrap_or_default(),
            name,
        })
        .collect()
}

/// How the committed output of the examples is made anew.
const REMAKE: &str = "hubseal build examples/*/*.yaml --outdir examples";

fn build(example: &Example, text: &str) -> Vec<File> {
    let source = format!("{}.yaml", example.name);
    let intent = settled(&source, text).unwrap_or_else(|what| panic!("{}: {what}", example.name));
    emit(&lower(&intent, &source))
}

#[test]
fn examples_are_right() {
    for example in examples() {
        let source = format!("{}.yaml", example.name);
        let intent = settled(&source, &example.text)
            .unwrap_or_else(|what| panic!("{}: {what}", example.name));
        assert_eq!(intent.name.to_string(), example.name);
        assert_eq!(verify(&lower(&intent, &source)), [], "{}", example.name);
    }
}

#[test]
fn committed_output_is_what_is_built() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let examples = examples();
    if !root.join("examples/plant-a/arm").exists() {
        println!("compared nothing: no output is committed");
        return;
    }
    let mut command = command(root);
    command.arg("check");
    for example in &examples {
        command.arg(format!("examples/{0}/{0}.yaml", example.name));
    }
    let output = command
        .args(["--outdir", "examples"])
        .output()
        .expect("the program can be run");
    assert!(
        output.status.success(),
        "{}\nmake it anew with `{REMAKE}`",
        String::from_utf8_lossy(&output.stdout)
    );
}

/// The order of keys never matters: all of them the other way round.
#[test]
fn the_order_of_keys_changes_nothing() {
    for example in examples() {
        let read: serde_yaml::Value = serde_yaml::from_str(&example.text).expect("it is YAML");
        let turned = serde_yaml::to_string(&turned(read)).expect("it can be written");
        assert_ne!(turned, example.text);
        assert!(
            build(&example, &turned) == build(&example, &example.text),
            "{}: {turned}",
            example.name
        );
    }
}

fn turned(value: serde_yaml::Value) -> serde_yaml::Value {
    use serde_yaml::Value;
    match value {
        Value::Mapping(map) => {
            let mut entries: Vec<(Value, Value)> = map.into_iter().collect();
            entries.reverse();
            let entries = entries.into_iter().map(|(key, value)| (key, turned(value)));
            Value::Mapping(entries.collect())
        }
        Value::Sequence(items) => items.into_iter().map(turned).collect(),
        plain => plain,
    }
}

/// Nothing hangs on a name: every name of `plant-a` is another one, some of them words that the plan has for its own things.
#[test]
fn names_change_nothing_but_names() {
    let Some(judge) = judge() else { return };
    let all = examples();
    let plant = all
        .iter()
        .find(|example| example.name == "plant-a")
        .expect("there is plant-a");
    let mut intent: serde_json::Value = serde_yaml::from_str(&plant.text).expect("it is YAML");
    rename(&mut intent, "");
    let world: serde_json::Value = serde_json::from_str(&plant.world).expect("it is JSON");
    let world: serde_json::Map<String, serde_json::Value> = world
        .as_object()
        .expect("a world is a map")
        .iter()
        .map(|(id, resource)| {
            let mut resource = resource.clone();
            rename(&mut resource, "");
            (renamed_id(id), resource)
        })
        .collect();
    let text = serde_yaml::to_string(&intent).expect("it can be written");
    let court = Court::new();
    let name = other("plant-a");
    court.add(
        &name,
        &text,
        &serde_json::Value::from(world).to_string(),
        &plant.args,
    );
    court.judge(&judge);
    for old in [
        "vnet-plant-a",
        "stplantalake",
        "evhns-plant-a",
        "stcorpaudit",
    ] {
        assert!(!text.contains(old), "{text}");
    }
}

/// Keys whose values, or the texts in whose lists, are names that somebody chose.
const NAMES: [&str; 13] = [
    "name",
    "virtualNetwork",
    "resourceGroup",
    "target",
    "container",
    "eventHub",
    "queue",
    "topic",
    "endpoint",
    "containers",
    "queues",
    "consumerGroups",
    "subscriptions",
];

/// Keys of maps whose keys are such names.
const NAMED: [&str; 3] = ["targets", "eventHubs", "topics"];

fn rename(value: &mut serde_json::Value, key: &str) {
    use serde_json::Value;
    match value {
        Value::String(text) if NAMES.contains(&key) || key == "endpoints" => *text = other(text),
        Value::Array(items) => items.iter_mut().for_each(|item| rename(item, key)),
        Value::Object(_) if key == "sku" => {}
        Value::Object(entries) => {
            let own = std::mem::take(entries)
                .into_iter()
                .map(|(name, mut value)| {
                    rename(&mut value, &name);
                    let name = if NAMED.contains(&key) {
                        other(&name)
                    } else {
                        name
                    };
                    (name, value)
                });
            *entries = own.collect();
        }
        Value::String(_) | Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// Another name of the same shape.
fn other(name: &str) -> String {
    const OWN: [(&str, &str); 5] = [
        ("lake", "hub"),
        ("stream", "roles"),
        ("alerts", "settle"),
        ("audit", "hubIdentity"),
        ("raw", "blobs"),
    ];
    if let Some((_, word)) = OWN.iter().find(|(word, _)| *word == name) {
        return (*word).to_owned();
    }
    name.chars()
        .map(|c| match c {
            'z' => 'a',
            'a'..='y' => char::from_u32(u32::from(c) + 1).expect("the next letter"),
            other => other,
        })
        .collect()
}

/// An id whose group and names are others.
fn renamed_id(id: &str) -> String {
    let mut parts: Vec<String> = id.split('/').map(str::to_owned).collect();
    // `/subscriptions/S/resourceGroups/G/providers/Space/type/name/type/name…`
    for at in [4].into_iter().chain((8..parts.len()).step_by(2)) {
        if parts[at] != "default" {
            parts[at] = other(&parts[at]);
        }
    }
    parts.join("/")
}
