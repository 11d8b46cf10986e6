//! What comes of intents: all mistakes at once, and none that the user did not make.

use serde_json::json;

use super::*;

/// What an intent leaves out, by top-level key.
const REST: [(&str, &str); 5] = [
    ("version", "version: 1"),
    ("name", "name: plant-a"),
    ("location", "location: westeurope"),
    ("hub", "hub: { name: iot-plant-a, sku: S1 }"),
    (
        "network",
        "network: { privateEndpoints: [{ subnet: { resourceGroup: rg-net, virtualNetwork: vnet-a, name: devices } }] }",
    ),
];

const ROUTED: &str = "targets: { lake: { kind: storageAccount, name: stplantalake, containers: [raw] } }
routing: { endpoints: [{ name: cold, target: lake, container: raw }], routes: [{ name: all, endpoint: cold }] }";

fn run(parts: &str) -> FrontEnd {
    let mut text = parts.to_owned();
    for (key, line) in REST {
        if !parts
            .lines()
            .any(|have| have.starts_with(&format!("{key}:")))
        {
            text.push('\n');
            text.push_str(line);
        }
    }
    front_end(&Source::new("intent.yaml", text))
}

fn codes(diagnostics: &[Diagnostic]) -> Vec<&'static str> {
    let mut codes: Vec<&'static str> = diagnostics.iter().map(|one| one.code).collect();
    codes.sort_unstable();
    codes
}

#[test]
fn what_is_said() {
    let mut faults = Vec::new();
    for (parts, expected) in [
        (ROUTED, &[][..]),
        ("x-own: { a: no }\nx-b: 1\ntargets: {}", &["no-routes"]),
        // A text that is no YAML ends it all.
        ("hub: [", &["unclosed-bracket"]),
        (
            "hub: { name: iot-, sku: S1 }\ntags: { a: b, a: c }",
            &["duplicate-key", "hub-name", "no-routes"],
        ),
        // Schema and rules speak in one run.
        (
            "hub: { name: iot-, sku: S9 }",
            &["hub-name", "no-routes", "unknown-value"],
        ),
        (
            "hub: { name: iot-, sku: S1, units: many }",
            &["hub-name", "no-routes", "wrong-type"],
        ),
        // What stands in for a wrong value is no news.
        ("hub: { name: 7.5, sku: S1 }", &["hub-name", "no-routes"]),
        ("hub: { name: [], sku: S1 }", &["no-routes", "wrong-type"]),
        (
            "hub: { sku: S1 }\ntags: { '%': a }",
            &["missing-key", "no-routes", "tag-name"],
        ),
        // What was taken out, or written otherwise, is not missed.
        (
            "network: { privateEndpointz: [{ subnet: { virtualNetwork: vnet-a, name: a } }] }",
            &["no-routes", "unknown-key"],
        ),
        // What stands under another name is checked all the same.
        (
            "network: { privateEndpointz: [] }",
            &["no-private-endpoint", "no-routes", "unknown-key"],
        ),
        ("network: { pe: [] }", &["no-routes", "unknown-key"]),
        (
            "routing: { colour: [] }\nhub: { name: iot-, sku: S1 }",
            &["hub-name", "unknown-key"],
        ),
        // Where text is meant, the characters stay.
        (&format!("description: 1.10\n{ROUTED}"), &["unquoted-text"]),
        (
            &ROUTED.replace("endpoint: cold", "endpoint: cold, condition: true"),
            &[],
        ),
        (
            &ROUTED.replace("endpoint: cold", "endpoint: cold, condition: "),
            &[],
        ),
        (
            &ROUTED.replace("endpoint: cold", "endpoint: cold, condition: ''"),
            &["condition-blank"],
        ),
    ] {
        let end = run(parts);
        let codes = codes(&end.diagnostics);
        if codes != expected {
            faults.push(format!("{codes:?} instead of {expected:?} for\n{parts}"));
        }
        assert_eq!(end.intent.is_some(), !end.has_errors(), "{parts}");
        assert_eq!(end.fault, None, "{parts}");
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn text_keeps_its_characters() {
    let end = run(&format!("description: 1.10\nname: 0123\n{ROUTED}"));
    let intent = end.intent.unwrap();
    assert_eq!(intent.description.as_deref(), Some("1.10"));
    assert_eq!(intent.name.to_string(), "0123");
}

#[test]
fn warnings_are_turned_off() {
    let with = |rule: &str| {
        run(&format!(
            "suppress: [{{ rule: {rule}, reason: one hub only }}]\n"
        ))
    };
    let end = with("no-routes");
    assert_eq!(codes(&end.diagnostics), [""; 0]);
    assert_eq!(codes(&end.suppressed), ["no-routes"]);
    assert_eq!(end.intent.unwrap().suppressed.len(), 1);
    for rule in [
        "hub-name",
        "no-private-endpoint",
        "unquoted-text",
        "nothing",
    ] {
        let end = with(rule);
        assert!(end.has_errors(), "{rule}");
        assert_eq!(codes(&end.suppressed), [""; 0], "{rule}");
    }
}

#[test]
fn echoes() {
    let source = Source::new("a.yaml", "a: { b: [{ c: 1 }] }\nd: 1".to_owned());
    let document = Document::read(&source).value.unwrap();
    let end = FrontEnd {
        mended: ["/a/b/0/c", "/e"].map(Pointer::parse).to_vec(),
        ..FrontEnd::default()
    };
    for (place, error, warning) in [
        // At it, and in it.
        ("/a/b/0/c", true, true),
        ("/a/b/0/c/x", true, true),
        // What holds it directly, and what is not there beside it.
        ("/a/b/0", true, true),
        ("/a/b/0/z", true, true),
        // Further up.
        ("/a/b", false, true),
        ("/a", false, true),
        ("/a/z", false, false),
        // Beside what was taken out of the root.
        ("/z", true, true),
        ("", true, true),
        // Beside it.
        ("/a/b/0/c2", true, true),
        ("/d", false, false),
        ("/d/x", false, false),
    ] {
        let place = Place::Value(Pointer::parse(place));
        let of = |made: Diagnostic| end.is_echo(&document, &made);
        assert_eq!(
            of(Diagnostic::error("x", place.clone(), "")),
            error,
            "{place:?}"
        );
        assert_eq!(
            of(Diagnostic::warning("x", place.clone(), "")),
            warning,
            "{place:?}"
        );
        let beside = Diagnostic::error("x", Place::Value(Pointer::parse("/d")), "")
            .related(place.clone(), "");
        let is_within =
            matches!(&place, Place::Value(at) if at.is_within(&Pointer::parse("/a/b/0/c")));
        assert_eq!(of(beside), is_within, "{place:?}");
    }
    let clean = FrontEnd::default();
    assert!(!clean.is_echo(&document, &Diagnostic::error("x", Place::File, "")));
    assert!(end.is_echo(&document, &Diagnostic::error("x", Place::File, "")));
}

#[test]
fn what_is_found_from_outside_ends_the_use() {
    let mut end = run(ROUTED);
    end.add(Diagnostic::warning("x", Place::File, ""));
    assert!(end.intent.is_some());
    end.add(Diagnostic::error("x", Place::File, ""));
    assert!(end.intent.is_none());
    let mut mended = run("name: []");
    let before = mended.diagnostics.len();
    mended.add(Diagnostic::error(
        "x",
        Place::Value(Pointer::parse("/name")),
        "",
    ));
    assert_eq!(mended.diagnostics.len(), before);
}

#[test]
fn types_that_refuse_what_the_schema_takes_are_a_fault() {
    for (json, pointer, expected) in [
        (json!({ "version": "a secret" }), "/version", "i64"),
        (
            json!({ "version": 1, "tags": { "a": 7 } }),
            "/tags/a",
            "a string",
        ),
        (
            json!({ "version": 1, "hub": { "units": [1] } }),
            "/hub/units",
            "i64",
        ),
    ] {
        let fault = read(json).unwrap_err();
        assert_eq!(fault.pointer, Pointer::parse(pointer));
        assert_eq!(fault.expected, expected);
    }
}
