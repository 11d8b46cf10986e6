//! Plans read from the references, printed again: the same bytes.

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::Value;

use super::{reader, same, shared, text};
use crate::emit::{arm, bicep};

#[test]
fn references_come_out_as_they_are() {
    let Some(references) = shared("reference") else {
        return;
    };
    let mut judged = 0;
    for (folder, name) in [
        ("minimal", "minimal"),
        ("plant-a", "plant-a"),
        ("allow-list", "allow-list"),
        ("both-identities", "both-identities"),
        ("both-identities/user-only", "user-only"),
        ("existing-targets", "existing-targets"),
        ("hub-and-spoke", "hub-and-spoke"),
        // Not us-government: it has remarks behind values that are no calls, which a plan cannot hold.
    ] {
        check(&references.join(folder), name);
        judged += 1;
    }
    println!("judged {judged} references");
}

fn check(folder: &Path, name: &str) {
    let mut files = BTreeMap::new();
    for below in ["bicep", "bicep/modules"] {
        for entry in std::fs::read_dir(folder.join(below)).unwrap() {
            let path = entry.unwrap().path();
            if path.is_file() {
                let key = path.strip_prefix(folder.join("bicep")).unwrap();
                files.insert(key.to_str().unwrap().to_owned(), text(&path));
            }
        }
    }
    let plan = reader::plan(name, &files).unwrap_or_else(|what| panic!("{name}: {what}"));
    let printed: BTreeMap<String, String> = bicep(&plan)
        .into_iter()
        .map(|file| (file.path["bicep/".len()..].to_owned(), file.text))
        .collect();
    for (path, text) in &files {
        let ours = printed.get(path).map_or("", |text| text);
        same(ours, text, &format!("{name}: {path}"));
    }
    assert_eq!(printed.len(), files.len(), "{name}");
    let mut theirs: Value =
        serde_json::from_str(&text(&folder.join(format!("arm/{name}.json")))).unwrap();
    let ours = arm(&plan);
    assert_eq!(ours.path, format!("arm/{name}.json"));
    let mut ours: Value = serde_json::from_str(&ours.text).unwrap();
    drop_existing(&mut ours);
    drop_existing(&mut theirs);
    same(
        &serde_json::to_string_pretty(&ours).unwrap(),
        &serde_json::to_string_pretty(&theirs).unwrap(),
        name,
    );
}

/// Most references read existing resources by id and have no entry for them; we, as the compiler does, read by symbol.
fn drop_existing(template: &mut Value) {
    let Some(resources) = template["resources"].as_object_mut() else {
        return;
    };
    let existing: Vec<(String, Value)> = resources
        .iter()
        .filter(|(_, entry)| is_existing(entry))
        .map(|(symbol, entry)| (symbol.clone(), entry.clone()))
        .collect();
    resources.retain(|_, entry| !is_existing(entry));
    for (symbol, entry) in existing {
        let [kind, name, api] =
            ["type", "name", "apiVersion"].map(|key| entry[key].as_str().unwrap());
        let id = format!("resourceId('{kind}', '{name}')");
        replace(template, &|text| {
            text.replace(
                &format!("reference('{symbol}')"),
                &format!("reference({id}, '{api}')"),
            )
            .replace(
                &format!("reference('{symbol}', "),
                &format!("reference({id}, "),
            )
            .replace(
                &format!("listKeys('{symbol}', "),
                &format!("listKeys({id}, "),
            )
        });
    }
    let entries = template["resources"].as_object_mut().unwrap();
    for (_, entry) in entries.iter_mut() {
        if let Some(nested) = entry.pointer_mut("/properties/template") {
            drop_existing(nested);
        }
    }
}

/// In the deployment's own group; elsewhere the references read by symbol too.
fn is_existing(entry: &Value) -> bool {
    entry["existing"] == true && entry.get("resourceGroup").is_none()
}

fn replace(value: &mut Value, change: &dyn Fn(&str) -> String) {
    match value {
        Value::String(text) => *text = change(text),
        Value::Array(items) => items.iter_mut().for_each(|item| replace(item, change)),
        Value::Object(entries) => entries.values_mut().for_each(|item| replace(item, change)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}
