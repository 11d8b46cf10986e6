//! Each format, and what all of them must stand.

use serde_json::Value;

use super::*;
use crate::document::pointer::Pointer;

const INTENT: &str = "\
version: 1
name: plant-a
hub:
  name: büro-hub-🚀
  sku: S1
targets:
  lake: { kind: storageAccount, containers: [Raw, uploads] }
  old: { accountKey: c2VjcmV0 }
x-d: &d { units: 0 }
other:
  <<: *d
condition: |
  level = 'a'
  AND x = = 1
";

const ALL: [Format; 6] = [
    Format::Human {
        color: false,
        width: DEFAULT_WIDTH,
    },
    Format::Concise,
    Format::Json,
    Format::Sarif { describe },
    Format::Github,
    Format::Azure,
];

fn describe(code: &str) -> Option<&'static str> {
    (code == "storage-container-name").then_some("A container has a name that Azure refuses.")
}

fn value(pointer: &str) -> Place {
    Place::Value(Pointer::parse(pointer))
}

fn examples() -> Vec<Diagnostic> {
    let condition = INTENT.split("|\n").nth(1).unwrap().replace("  ", "");
    let at = condition.find("= =").unwrap() + 2;
    vec![
        Diagnostic::error(
            "storage-container-name",
            value("/targets/lake/containers/0"),
            "container name `Raw` may hold only lower-case letters, digits and single hyphens",
        )
        .label("write `raw`")
        .note("container names are 3 to 63 characters and start and end with a letter or digit"),
        Diagnostic::warning(
            "emoji",
            Place::Inside(Pointer::parse("/hub/name"), 10..14),
            "100% odd; name [a], b: c",
        ),
        Diagnostic::error(
            "units-out-of-range",
            value("/other/units"),
            "0 is less than 1",
        ),
        Diagnostic::error(
            "condition-syntax",
            Place::Inside(Pointer::parse("/condition"), at..at + 1),
            "a value is missing",
        )
        .related(value("/hub/sku"), "because of this"),
        Diagnostic::error(
            "missing-key",
            value("/location"),
            "the key `location` is missing",
        ),
        Diagnostic::error(
            "missing-key",
            value("/location"),
            "the key `location` is missing",
        ),
        Diagnostic::error(
            "refused-key",
            Place::Key(Pointer::parse("/targets/old/accountKey")),
            "an intent holds no keys",
        )
        .help("endpoints are identity-based: remove the key"),
        Diagnostic::remark("file-note", Place::File, "a remark\nof two lines"),
    ]
}

fn rendered(format: Format) -> String {
    let source = Source::new("plants\\plant-a.yaml", INTENT.to_owned());
    let checked = Document::read(&source);
    assert_eq!(checked.diagnostics, vec![]);
    let report = Report::new(&source, checked.value.as_ref(), examples());
    render(format, &[report])
}

#[test]
fn human() {
    insta::assert_snapshot!(rendered(ALL[0]), @r#"
    error[missing-key]: the key `location` is missing
     --> plants/plant-a.yaml:1:1
      |
    1 | version: 1
      | ^^^^^^^
      |
      = help: hubseal explain missing-key

    note[file-note]: a remark of two lines
    --> plants/plant-a.yaml
     = help: hubseal explain file-note

    warning[emoji]: 100% odd; name [a], b: c
     --> plants/plant-a.yaml:4:18
      |
    4 |   name: büro-hub-🚀
      |                  ^^
      |
      = help: hubseal explain emoji

    error[storage-container-name]: container name `Raw` may hold only lower-case letters, digits and single hyphens
     --> plants/plant-a.yaml:7:46
      |
    7 |   lake: { kind: storageAccount, containers: [Raw, uploads] }
      |                                              ^^^ write `raw`
      |
      = note: container names are 3 to 63 characters and start and end with a letter or digit
      = help: hubseal explain storage-container-name

    error[refused-key]: an intent holds no keys
     --> plants/plant-a.yaml:8:10
      |
    8 |   old: { accountKey: ******** }
      |          ^^^^^^^^^^
      |
      = help: endpoints are identity-based: remove the key
      = help: hubseal explain refused-key

    error[units-out-of-range]: 0 is less than 1
      --> plants/plant-a.yaml:11:3
       |
     9 | x-d: &d { units: 0 }
       |                  - value defined here
    10 | other:
    11 |   <<: *d
       |   ^^
       |
       = help: hubseal explain units-out-of-range

    error[condition-syntax]: a value is missing
      --> plants/plant-a.yaml:14:11
       |
     5 |   sku: S1
       |        -- because of this
    ...
    14 |   AND x = = 1
       |           ^
       |
       = help: hubseal explain condition-syntax
    "#);
}

#[test]
fn human_with_colour() {
    let source = Source::new("a.yaml", "a: b\n".to_owned());
    let report = Report::new(
        &source,
        None,
        vec![Diagnostic::error("x", Place::Span(3..4), "y")],
    );
    let colored = render(
        Format::Human {
            color: true,
            width: 80,
        },
        &[report],
    );
    assert!(
        colored.contains("\u{1B}[1m") && colored.contains("error[x]"),
        "{colored:?}"
    );
    assert!(!colored.contains("\u{1B}]8"), "no hyperlinks");
}

#[test]
fn concise() {
    insta::assert_snapshot!(rendered(Format::Concise), @r#"
    plants/plant-a.yaml:1:1: error[missing-key]: the key `location` is missing
    plants/plant-a.yaml:1:1: note[file-note]: a remark of two lines
    plants/plant-a.yaml:4:18: warning[emoji]: 100% odd; name [a], b: c
    plants/plant-a.yaml:7:46: error[storage-container-name]: container name `Raw` may hold only lower-case letters, digits and single hyphens: write `raw`
    plants/plant-a.yaml:8:10: error[refused-key]: an intent holds no keys
    plants/plant-a.yaml:11:3: error[units-out-of-range]: 0 is less than 1
    plants/plant-a.yaml:14:11: error[condition-syntax]: a value is missing
    "#);
}

#[test]
fn github() {
    insta::assert_snapshot!(rendered(Format::Github), @r#"
    ::error title=missing-key,file=plants/plant-a.yaml,line=1,endLine=1,col=1,endColumn=8::the key `location` is missing%0Ahelp: hubseal explain missing-key
    ::notice title=file-note,file=plants/plant-a.yaml::a remark of two lines%0Ahelp: hubseal explain file-note
    ::warning title=emoji,file=plants/plant-a.yaml,line=4,endLine=4,col=18,endColumn=19::100%25 odd; name [a], b: c%0Ahelp: hubseal explain emoji
    ::error title=storage-container-name,file=plants/plant-a.yaml,line=7,endLine=7,col=46,endColumn=49::container name `Raw` may hold only lower-case letters, digits and single hyphens: write `raw`%0Anote: container names are 3 to 63 characters and start and end with a letter or digit%0Ahelp: hubseal explain storage-container-name
    ::error title=refused-key,file=plants/plant-a.yaml,line=8,endLine=8,col=10,endColumn=20::an intent holds no keys%0Ahelp: endpoints are identity-based: remove the key%0Ahelp: hubseal explain refused-key
    ::error title=units-out-of-range,file=plants/plant-a.yaml,line=11,endLine=11,col=3,endColumn=5::0 is less than 1%0Ahelp: hubseal explain units-out-of-range
    ::error title=condition-syntax,file=plants/plant-a.yaml,line=14,endLine=14,col=11,endColumn=12::a value is missing%0Ahelp: hubseal explain condition-syntax
    "#);
}

#[test]
fn azure() {
    insta::assert_snapshot!(rendered(Format::Azure), @r#"
    ##vso[task.logissue type=error;sourcepath=plants/plant-a.yaml;linenumber=1;columnnumber=1;code=missing-key;]the key `location` is missing
    plants/plant-a.yaml:1:1: note[file-note]: a remark of two lines
    ##vso[task.logissue type=warning;sourcepath=plants/plant-a.yaml;linenumber=4;columnnumber=18;code=emoji;]100%AZP25 odd; name [a], b: c
    ##vso[task.logissue type=error;sourcepath=plants/plant-a.yaml;linenumber=7;columnnumber=46;code=storage-container-name;]container name `Raw` may hold only lower-case letters, digits and single hyphens: write `raw`
    ##vso[task.logissue type=error;sourcepath=plants/plant-a.yaml;linenumber=8;columnnumber=10;code=refused-key;]an intent holds no keys
    ##vso[task.logissue type=error;sourcepath=plants/plant-a.yaml;linenumber=11;columnnumber=3;code=units-out-of-range;]0 is less than 1
    ##vso[task.logissue type=error;sourcepath=plants/plant-a.yaml;linenumber=14;columnnumber=11;code=condition-syntax;]a value is missing
    "#);
}

#[test]
fn json() {
    let text = rendered(Format::Json);
    let output: Value = serde_json::from_str(&text).unwrap();
    check_against_schema(&output);
    insta::assert_snapshot!(serde_json::to_string_pretty(&output["diagnostics"][3]).unwrap(), @r#"
    {
      "code": "storage-container-name",
      "severity": "error",
      "message": "container name `Raw` may hold only lower-case letters, digits and single hyphens",
      "label": "write `raw`",
      "file": "plants/plant-a.yaml",
      "range": {
        "start": {
          "line": 7,
          "column": 46,
          "offset": 117
        },
        "end": {
          "line": 7,
          "column": 49,
          "offset": 120
        }
      },
      "pointer": "/targets/lake/containers/0",
      "related": [],
      "notes": [
        "container names are 3 to 63 characters and start and end with a letter or digit"
      ],
      "helps": []
    }
    "#);
    assert_eq!(
        output["summary"].to_string(),
        r#"{"errors":5,"warnings":1,"notes":1}"#
    );
    check_against_schema(&serde_json::from_str(&render(Format::Json, &[])).unwrap());
}

fn check_against_schema(output: &Value) {
    let schema: Value =
        serde_json::from_str(include_str!("../../../schemas/diagnostics.v1.schema.json")).unwrap();
    let validator = jsonschema::options()
        .with_draft(jsonschema::Draft::Draft202012)
        .build(&closed(schema))
        .unwrap();
    let errors: Vec<String> = validator
        .iter_errors(output)
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect();
    assert_eq!(errors, Vec::<String>::new());
}

/// The schema is open, so that fields may be added; what we write has no field that it does not describe.
fn closed(mut schema: Value) -> Value {
    match &mut schema {
        Value::Object(map) => {
            for value in map.values_mut() {
                *value = closed(value.take());
            }
            if map.get("type") == Some(&Value::from("object")) {
                map.insert("additionalProperties".to_owned(), Value::Bool(false));
            }
        }
        Value::Array(items) => {
            for item in items {
                *item = closed(item.take());
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
    schema
}

#[test]
fn sarif() {
    let text = rendered(Format::Sarif { describe });
    let log: Value = serde_json::from_str(&text).unwrap();
    check_sarif(&log);
    let run = &log["runs"][0];
    insta::assert_snapshot!(serde_json::to_string_pretty(&run["results"][3]).unwrap(), @r#"
    {
      "ruleId": "storage-container-name",
      "ruleIndex": 5,
      "level": "error",
      "message": {
        "text": "container name `Raw` may hold only lower-case letters, digits and single hyphens: write `raw`\nnote: container names are 3 to 63 characters and start and end with a letter or digit"
      },
      "locations": [
        {
          "physicalLocation": {
            "artifactLocation": {
              "uri": "plants/plant-a.yaml",
              "index": 0
            },
            "region": {
              "startLine": 7,
              "startColumn": 46,
              "endLine": 7,
              "endColumn": 49
            }
          }
        }
      ]
    }
    "#);
    insta::assert_snapshot!(serde_json::to_string_pretty(&run["tool"]["driver"]["rules"][5]).unwrap(), @r#"
    {
      "id": "storage-container-name",
      "shortDescription": {
        "text": "A container has a name that Azure refuses."
      },
      "help": {
        "text": "hubseal explain storage-container-name"
      }
    }
    "#);
    // The rocket is one character, but two units of UTF-16.
    let emoji = &run["results"][2]["locations"][0]["physicalLocation"]["region"];
    assert_eq!(
        emoji.to_string(),
        r#"{"startLine":4,"startColumn":18,"endLine":4,"endColumn":20}"#
    );
    check_sarif(&serde_json::from_str(&render(Format::Sarif { describe }, &[])).unwrap());
}

/// What the schema of SARIF 2.1.0 and its prose ask for, as far as we use it: required properties, closed words, indices that fit,
/// numbers that begin at 1, unique rules.
fn check_sarif(log: &Value) {
    assert_eq!(log["version"], "2.1.0");
    assert!(
        log["$schema"]
            .as_str()
            .unwrap()
            .ends_with("/sarif-schema-2.1.0.json")
    );
    for run in log["runs"].as_array().unwrap() {
        assert_eq!(run["columnKind"], "utf16CodeUnits");
        assert_eq!(run["tool"]["driver"]["name"], "hubseal");
        let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
        let ids: std::collections::BTreeSet<&str> = rules
            .iter()
            .map(|rule| rule["id"].as_str().unwrap())
            .collect();
        assert_eq!(ids.len(), rules.len());
        let artifacts = run["artifacts"].as_array().unwrap();
        for result in run["results"].as_array().unwrap() {
            assert!(["error", "warning", "note"].contains(&result["level"].as_str().unwrap()));
            assert!(!result["message"]["text"].as_str().unwrap().is_empty());
            let rule = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
            assert_eq!(rules[rule]["id"], result["ruleId"]);
            let related = result
                .get("relatedLocations")
                .and_then(Value::as_array)
                .cloned()
                .unwrap_or_default();
            for location in result["locations"]
                .as_array()
                .unwrap()
                .iter()
                .chain(&related)
            {
                let place = &location["physicalLocation"];
                let index =
                    usize::try_from(place["artifactLocation"]["index"].as_u64().unwrap()).unwrap();
                assert_eq!(
                    artifacts[index]["location"]["uri"],
                    place["artifactLocation"]["uri"]
                );
                if let Some(region) = place.get("region") {
                    let number = |name: &str| region[name].as_u64().unwrap();
                    assert!(number("startLine") >= 1 && number("startColumn") >= 1);
                    assert!(
                        number("endLine") == number("startLine")
                            && number("endColumn") >= number("startColumn")
                    );
                }
            }
        }
    }
}

#[test]
fn a_text_that_could_not_be_read() {
    let unreadable = crate::source::decode("a.yaml", b"a: 1\nb: \xE4\n").unwrap_err();
    let source = unreadable.source.clone();
    let report = Report::new(&source, None, vec![(*unreadable).into()]);
    insta::assert_snapshot!(render(ALL[0], &[report]), @r#"
    error[not-utf-8]: the file is not UTF-8: byte 0xE4 cannot stand here
     --> a.yaml:2:4
      |
    2 | b: �
      |    ^ byte 0xE4
      |
      = help: save the file as UTF-8
      = help: hubseal explain not-utf-8
    "#);
}

#[test]
fn several_files_one_after_the_other() {
    let (first, second) = (
        Source::new("a.yaml", "a: 1\n".to_owned()),
        Source::new("b.yaml", String::new()),
    );
    let reports = [
        Report::new(
            &first,
            None,
            vec![Diagnostic::error("x", Place::Span(3..4), "one")],
        ),
        Report::new(
            &second,
            None,
            vec![
                Diagnostic::error("y", Place::Span(0..0), "two"),
                Diagnostic::warning("z", Place::File, "three"),
            ],
        ),
    ];
    insta::assert_snapshot!(render(Format::Concise, &reports), @r#"
    a.yaml:1:4: error[x]: one
    b.yaml:1:1: error[y]: two
    b.yaml:1:1: warning[z]: three
    "#);
    for format in ALL {
        assert!(render(format, &reports).ends_with('\n'));
    }
    assert_eq!(render(Format::Concise, &[]), "");
}

#[test]
fn what_nobody_would_read_is_left_out() {
    let source = Source::new("f", "abc".repeat(1000));
    let many = (0..2000).map(|at| match at % 2 {
        0 => Diagnostic::error("x", Place::Span(at..at), "y".repeat(9999)),
        _ => Diagnostic::warning("x", Place::Span(at..at), "y"),
    });
    let report = Report::new(
        &source,
        None,
        many.chain([Diagnostic::error("x", Place::File, "z")])
            .collect(),
    );
    let text = render(Format::Concise, &[report]);
    assert_eq!(text.lines().count(), 1001);
    assert_eq!(
        text.lines()
            .filter(|line| line.contains(": error[x]"))
            .count(),
        1000
    );
    assert_eq!(
        text.lines().last().unwrap(),
        "f:1:1: note[further-diagnostics]: 1001 further diagnostics are left out"
    );
    assert!(text.lines().all(|line| line.chars().count() < 600));
}

/// Deletes and doubles every line and every character of an intent.
#[test]
fn whatever_is_written_nothing_panics_and_everything_has_a_place() {
    let sample = format!(
        "{INTENT}{}",
        "quoted: \"a\\tb\\u00e9\\\n  c\"\nsingle: 'it''s'\nfolded: >-\n  a\n  b\nplain: a\n  b # c\nlist:\n- {a: [1.10, no]}\n-\n- ? x\n  : y\n"
    );
    let mut texts = Vec::new();
    for (index, character) in sample.char_indices() {
        let (before, after) = sample.split_at(index);
        let rest = &after[character.len_utf8()..];
        texts.push(format!("{before}{rest}"));
        texts.push(format!("{before}{character}{after}"));
        texts.push(before.to_owned());
        for odd in [
            '\t', '"', '\'', '[', '}', ':', '#', '&', '*', '!', '|', '%', '@', '\u{A0}', '\u{7}',
            '\r',
        ] {
            if index % 5 == 0 {
                texts.push(format!("{before}{odd}{after}"));
            }
        }
    }
    let lines: Vec<&str> = sample.split_inclusive('\n').collect();
    for index in 0..lines.len() {
        texts.push([&lines[..index], &lines[index + 1..]].concat().concat());
        texts.push([&lines[..=index], &lines[index..]].concat().concat());
        texts.push(
            [&lines[..index], &["  ", lines[index]], &lines[index + 1..]]
                .concat()
                .concat(),
        );
    }
    for text in &texts {
        let source = Source::new("f", text.clone());
        let checked = Document::read(&source);
        let mut diagnostics = checked.diagnostics;
        assert!(
            checked.value.is_some() || diagnostics.iter().any(Diagnostic::is_error),
            "nothing said of {text:?}"
        );
        if let Some(document) = &checked.value {
            diagnostics
                .extend(document.ambiguous_scalars(&|_| crate::document::meant::Meant::Text));
            document.to_json(&|_| crate::document::meant::Meant::Other);
            diagnostics.extend(examples());
        }
        let report = Report::new(&source, checked.value.as_ref(), diagnostics);
        for placed in &report.diagnostics {
            let span = placed.span.clone().unwrap_or(0..0);
            let shown = source.text().get(span.clone());
            assert!(
                shown.is_some_and(|shown| !shown.contains(['\n', '\r'])),
                "{span:?} of {text:?}"
            );
        }
        for format in ALL {
            let rendered = render(format, std::slice::from_ref(&report));
            assert!(!rendered.contains('\u{7}'));
        }
    }
}

#[test]
fn what_is_said_of_a_hostile_name_stays_on_its_line() {
    let source = Source::new(
        "##vso[a]\n::error::x\u{1B}[31m.yaml",
        "a: \u{1B}[31m\u{202E}\n".to_owned(),
    );
    let diagnostics = || {
        vec![
            Diagnostic::error("x", Place::Span(0..1), "b\n##vso[x]\u{1B}[0m")
                .label("c\r\nd")
                .help("e\nf"),
        ]
    };
    for format in ALL {
        let text = render(format, &[Report::new(&source, None, diagnostics())]);
        if !matches!(format, Format::Azure) {
            assert!(!text.contains("##vso["), "{text}");
        }
        assert!(
            !text.contains('\u{1B}') && !text.contains('\u{202E}'),
            "{text}"
        );
        assert!(
            !text
                .lines()
                .any(|line| line.starts_with("::error::x") || line.starts_with("##vso[x]")),
            "{text}"
        );
    }
}
