//! What an editor underlines is what `validate` says: the YAML language server, with our schema, finds the same places.
//!
//! Judges where Node and the server are there (`.ci/run` puts it into `target/yaml-language-server`), and says when it does not.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

use hubseal::document::pointer::Pointer;
use hubseal::front_end::front_end;
use hubseal::schema;
use hubseal::source::Source;

/// What stands before each piece; the pieces begin on line 4.
const HEAD: &str = "version: 1\nname: plant-a\nlocation: westeurope\n";

/// Mistakes of shape, as people make them.
const PIECES: [&str; 20] = [
    "hub: { name: iot-a, sku: S4 }\n",
    "hub:\n  name: iot-a\n  sku: S1\n  unitz: 3\n",
    "hub:\n  name: iot-a\n  sku: S1\n  units: many\n",
    "hub:\n  name: iot-a\n  sku: S1\n  consumerGroups: ops\n",
    "hub:\n  name: iot-a\n  sku: S1\n  dataResidency: maybe\n",
    "hub:\n  name: iot-a\n",
    "hub:\n  name: [a]\n  sku: S1\n",
    "hub: { name: iot-a, sku: S1 }\nnetwrk: {}\n",
    "hub: { name: iot-a, sku: S1 }\nnetwork:\n  publicAccess: closed\n",
    "hub: { name: iot-a, sku: S1 }\nnetwork:\n  outbound: restricted\n  allowedHosts: [a.example.com]\n",
    "hub: { name: iot-a, sku: S1 }\nnetwork:\n  privateEndpoints:\n    - name: pe-a\n",
    "hub: { name: iot-a, sku: S1 }\nlock: Deny\n",
    "hub: { name: iot-a, sku: S1 }\ntargets:\n  lake:\n    kind: blob\n    name: stlake\n",
    "hub: { name: iot-a, sku: S1 }\ntargets:\n  lake:\n    kind: storageAccount\n    name: stlake\n    capacity: 2\n",
    "hub: { name: iot-a, sku: S1 }\ntargets:\n  lake:\n    kind: storageAccount\n    name: stlake\n    containers: raw\n",
    "hub: { name: iot-a, sku: S1 }\ntargets:\n  lake:\n    kind: eventHubs\n    name: evhns-a\n    eventHubs: { a: { partitions: four } }\n",
    "hub: { name: iot-a, sku: S1 }\nrouting:\n  routes:\n    - name: all\n      endpoint: a\n      source: Messages\n",
    "hub: { name: iot-a, sku: S1 }\nrouting:\n  routes:\n    - name: all\n",
    "hub: { name: iot-a, sku: S1 }\nrouting:\n  fallback: enabled\n",
    "hub: { name: iot-a, sku: S1 }\ntags: { a: [1] }\nsuppress:\n  - rule: no-routes\n    why: none\n    reason: none\n",
];

type Places = Vec<(usize, usize)>;

#[test]
fn editors_underline_what_validate_says() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let server = root.join(
        "target/yaml-language-server/node_modules/yaml-language-server/bin/yaml-language-server",
    );
    if !server.exists() || Command::new("node").arg("--version").output().is_err() {
        println!("judged nothing: Node or target/yaml-language-server is absent");
        return;
    }
    // Not a hidden folder: the server matches none.
    let folder = tempfile::Builder::new().prefix("parity").tempdir().unwrap();
    let names: Vec<String> = (0..PIECES.len())
        .map(|number| format!("{number}.yaml"))
        .collect();
    for (name, piece) in names.iter().zip(PIECES) {
        std::fs::write(folder.path().join(name), format!("{HEAD}{piece}")).unwrap();
    }
    let output = Command::new("node")
        .arg(root.join("tests/parity/underlined.mjs"))
        .arg(server)
        .arg(root.join("schemas/intent.v1.schema.json"))
        .args(&names)
        .current_dir(folder.path())
        .output()
        .unwrap();
    assert!(output.status.success(), "{output:?}");
    let underlined: BTreeMap<String, Places> = serde_json::from_slice(&output.stdout).unwrap();
    let mut faults = Vec::new();
    for (name, piece) in names.iter().zip(PIECES) {
        let said = said(&format!("{HEAD}{piece}"));
        assert!(!said.is_empty(), "nothing is said of\n{piece}");
        if said != underlined[name] {
            faults.push(format!(
                "said {said:?}, underlined {:?} in\n{piece}",
                underlined[name]
            ));
        }
    }
    assert!(
        faults.is_empty(),
        "{} of {}\n{}",
        faults.len(),
        PIECES.len(),
        faults.join("\n")
    );
}

/// Where the schema is broken, counted from 1, in order.
fn said(text: &str) -> Places {
    let source = Source::new("a.yaml", text.to_owned());
    let end = front_end(&source);
    let document = end.document.as_ref().unwrap();
    assert!(document.find(&Pointer::root()).is_some());
    let mut places: Places = end
        .diagnostics
        .iter()
        .filter(|diagnostic| {
            schema::PAGES
                .iter()
                .any(|(code, _)| *code == diagnostic.code)
        })
        .map(|diagnostic| {
            source.line_column_utf16(document.locate(&source, &diagnostic.place).start)
        })
        .collect();
    places.sort_unstable();
    places.dedup();
    places
}
