//! What is written as SARIF obeys the schema of the standard.

use std::path::Path;

use serde_json::Value;

use crate::support::{GOOD, Place, warned, wrong};

fn schema() -> jsonschema::Validator {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/sarif-2.1.0.schema.json");
    let schema: Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    jsonschema::options()
        .with_draft(jsonschema::Draft::Draft4)
        .should_validate_formats(true)
        .build(&schema)
        .unwrap()
}

#[test]
fn sarif_obeys_the_schema_of_the_standard() {
    let validator = schema();
    let hostile = GOOD.replace("plant-a", "b\u{202e}🚀 %20 {0}");
    let place = Place::with(&[
        ("good.yaml", GOOD),
        ("folder with blanks/wrong.yaml", &wrong()),
        ("warned.yaml", &warned()),
        ("hostile.yaml", &hostile),
        ("broken.yaml", "version: [1\nname: 'x\n"),
        ("latin.yaml", ""),
    ]);
    place.write("latin.yaml", b"name: caf\xe9\n");
    for (files, results) in [
        (&["good.yaml"][..], 0..1),
        (&["folder with blanks/wrong.yaml"], 1..9),
        (&["warned.yaml"], 1..9),
        (&["hostile.yaml"], 1..99),
        (&["broken.yaml"], 1..9),
        (&["latin.yaml"], 1..9),
        (
            &["good.yaml", "warned.yaml", "broken.yaml", "absent.yaml"],
            1..9,
        ),
    ] {
        let mut args = vec!["validate", "--message-format", "sarif"];
        args.extend(files);
        let outcome = place.run(&args);
        let log: Value = serde_json::from_str(&outcome.out)
            .unwrap_or_else(|error| panic!("{files:?}: {error}\n{outcome:#?}"));
        let faults: Vec<String> = validator
            .iter_errors(&log)
            .map(|error| format!("{}: {error}", error.instance_path()))
            .collect();
        assert!(
            faults.is_empty(),
            "{files:?}\n{}\n{log:#}",
            faults.join("\n")
        );
        let found = log["runs"][0]["results"].as_array().map_or(0, Vec::len);
        assert!(results.contains(&found), "{files:?} gives {found} results");
    }
}
