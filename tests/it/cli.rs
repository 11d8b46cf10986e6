//! Exit codes, streams, formats, standard input and folders.

use std::fs;

use serde_json::Value;

use crate::support::{GOOD, Place, command, second, warned, wrong};

fn place() -> Place {
    Place::with(&[
        ("good.yaml", GOOD),
        ("warned.yaml", &warned()),
        ("wrong.yaml", &wrong()),
    ])
}

#[test]
fn exit_codes() {
    for (args, code) in [
        (&["validate", "good.yaml"][..], 0),
        (&["validate", "warned.yaml"], 0),
        (&["validate", "warned.yaml", "--deny-warnings"], 1),
        (
            &[
                "validate",
                "warned.yaml",
                "--deny-warnings",
                "--ignore",
                "no-routes",
            ],
            0,
        ),
        (
            &[
                "validate",
                "warned.yaml",
                "--deny-warnings",
                "--select",
                "hub-name",
            ],
            0,
        ),
        (&["validate", "warned.yaml", "--deny-warnings", "-q"], 1),
        (&["validate", "wrong.yaml"], 1),
        (&["validate", "wrong.yaml", "--ignore", "hub-name"], 1),
        (&["validate", "nothing.yaml"], 2),
        (&["validate", "wrong.yaml", "nothing.yaml"], 2),
        (&["validate", "good.yaml", "--ignore", "no-such-code"], 2),
        (&["validate", "good.yaml", "--stdin-filename", "a.yaml"], 2),
        (&["validate", "-", "-"], 2),
        (&["validate"], 2),
        (&["validate", "good.yaml", "--nothing"], 2),
        (&["nothing"], 2),
        (&[], 2),
        (&["build", "good.yaml", "--stdout"], 2),
        (
            &[
                "build",
                "good.yaml",
                "--stdout",
                "--format",
                "arm",
                "--message-format",
                "json",
            ],
            2,
        ),
        (
            &[
                "build",
                "good.yaml",
                "warned.yaml",
                "--stdout",
                "--format",
                "arm",
            ],
            2,
        ),
        (&["check", "good.yaml"], 3),
        (&["check", "good.yaml", "wrong.yaml"], 1),
        (&["check", "good.yaml", "nothing.yaml"], 2),
        (&["explain", "hub-name"], 0),
        (&["explain", "hub-nam"], 2),
        (&["schema"], 0),
        (&["--help"], 0),
        (&["--version"], 0),
    ] {
        place().run(args).gives(code);
    }
}

#[test]
fn streams() {
    let place = place();
    place
        .run(&["validate", "good.yaml"])
        .prints_nothing()
        .says("nothing wrong in good.yaml\n");
    place
        .run(&["-q", "validate", "good.yaml"])
        .prints_nothing()
        .says_nothing();
    place
        .run(&["validate", "warned.yaml", "-q"])
        .prints_nothing()
        .says_nothing();
    place
        .run(&["validate", "wrong.yaml", "warned.yaml"])
        .prints_nothing()
        .says("error[hub-name]: ")
        .says("--> wrong.yaml:4:")
        .says("warning[no-routes]: ")
        .says("\n1 error, 1 warning in 2 intents\n");
    place
        .run(&["validate", "wrong.yaml", "-q"])
        .prints_nothing()
        .says("error[hub-name]: ");
    place
        .run(&["validate", "warned.yaml", "--deny-warnings", "-q"])
        .says("warning[no-routes]: ");
    place
        .run(&["validate", "warned.yaml", "--deny-warnings"])
        .says("1 warning in warned.yaml; warnings are denied\n");
}

#[test]
fn formats() {
    let place = place();
    let of = |format: &str| {
        place
            .run(&[
                "validate",
                "wrong.yaml",
                "good.yaml",
                "--message-format",
                format,
            ])
            .gives(1)
    };
    of("concise")
        .prints_nothing()
        .says("wrong.yaml:4:")
        .says("error[hub-name]: ");
    of("github")
        .prints("::error ")
        .prints("file=wrong.yaml,line=4,");
    of("azure").prints("##vso[task.logissue type=error;");
    let json: Value = serde_json::from_str(&of("json").out).unwrap();
    assert_eq!(json["summary"]["errors"], 1);
    assert_eq!(json["diagnostics"][0]["code"], "hub-name");
    let schema: Value =
        serde_json::from_str(include_str!("../../schemas/diagnostics.v1.schema.json")).unwrap();
    assert!(jsonschema::validator_for(&schema).unwrap().is_valid(&json));
    let sarif: Value = serde_json::from_str(&of("sarif").out).unwrap();
    assert_eq!(sarif["version"], "2.1.0");
    let rule = &sarif["runs"][0]["tool"]["driver"]["rules"][0];
    assert_eq!(rule["id"], "hub-name");
    assert!(
        rule["shortDescription"]["text"]
            .as_str()
            .unwrap()
            .ends_with('.'),
        "{rule}"
    );
    // The form is whole also where there is nothing to say, or a file cannot be read.
    let clean = place
        .run(&["validate", "good.yaml", "--message-format", "json"])
        .gives(0);
    let clean: Value = serde_json::from_str(&clean.out).unwrap();
    assert_eq!(clean["summary"]["errors"], 0);
    let gone = place
        .run(&["validate", "nothing.yaml", "--message-format", "json"])
        .gives(2);
    let gone: Value = serde_json::from_str(&gone.out).unwrap();
    assert_eq!(gone["diagnostics"][0]["code"], "unreadable-file");
    assert_eq!(gone["diagnostics"][0]["file"], "nothing.yaml");
}

#[test]
fn variables() {
    let place = place();
    let with = |variables: &[(&str, &str)]| {
        place
            .run_with(&["validate", "wrong.yaml"], variables, b"")
            .gives(1)
    };
    assert!(!with(&[]).err.contains('\x1b'));
    assert!(with(&[("CLICOLOR_FORCE", "1")]).err.contains('\x1b'));
    assert!(
        !with(&[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")])
            .err
            .contains('\x1b')
    );
    assert!(
        with(&[("HUBSEAL_COLOR", "always"), ("NO_COLOR", "1")])
            .err
            .contains('\x1b')
    );
    with(&[("HUBSEAL_MESSAGE_FORMAT", "json")]).prints("\"version\":");
    let never = place.run_with(
        &["validate", "wrong.yaml", "--color", "never"],
        &[("CLICOLOR_FORCE", "1")],
        b"",
    );
    assert!(!never.err.contains('\x1b'));
    place
        .run_with(
            &["validate", "warned.yaml"],
            &[("HUBSEAL_DENY_WARNINGS", "1")],
            b"",
        )
        .gives(1);
    place
        .run_with(
            &["validate", "warned.yaml"],
            &[("HUBSEAL_DENY_WARNINGS", "0")],
            b"",
        )
        .gives(0);
    place
        .run_with(&["build", "good.yaml"], &[("HUBSEAL_OUTDIR", "there")], b"")
        .gives(0);
    assert!(place.path("there/plant-a/arm/plant-a.json").exists());
    place
        .run_with(
            &["build", "good.yaml", "--stdout", "--format", "arm"],
            &[("HUBSEAL_OUTDIR", "there")],
            b"",
        )
        .gives(0);
}

#[test]
fn standard_input() {
    let place = Place::empty();
    let with = |args: &[&str], text: &str| place.run_with(args, &[], text.as_bytes());
    with(&["validate", "-"], GOOD)
        .gives(0)
        .says("nothing wrong in <stdin>");
    with(&["validate", "-"], &wrong())
        .gives(1)
        .says("--> <stdin>:4:");
    with(
        &["validate", "-", "--stdin-filename", r"plants\a.yaml"],
        &wrong(),
    )
    .gives(1)
    .says("--> plants/a.yaml:4:");
    with(&["validate", "-"], "").gives(1).says("empty-document");
    with(&["build", "-", "--stdin-filename", "plants/a.yaml"], GOOD).gives(0);
    assert!(
        place
            .read("infra/plant-a/bicep/plant-a.bicep")
            .starts_with("// Made by hubseal from a.yaml.")
    );
    with(&["check", "-", "--stdin-filename", "other/a.yaml"], GOOD).gives(0);
}

#[test]
fn what_cannot_be_read() {
    let place = Place::with(&[("good.yaml", GOOD)]);
    place.write("latin.yaml", b"version: 1\nname: b\xFCro\n");
    place.write("nul.yaml", b"version: 1\0");
    place.write("large.yaml", vec![b'#'; 1024 * 1024 + 1]);
    place
        .run(&["validate", "latin.yaml"])
        .gives(1)
        .says("error[not-utf-8]")
        .says("latin.yaml:2:8");
    place
        .run(&["validate", "nul.yaml"])
        .gives(1)
        .says("error[nul-character]");
    place
        .run(&["validate", "large.yaml"])
        .gives(1)
        .says("error[file-too-large]");
    place
        .run(&["build", "good.yaml", "gone.yaml"])
        .gives(2)
        .says("error[unreadable-file]: cannot read `gone.yaml`: there is no such file");
    place
        .run(&["build", "good.yaml", "good.yaml/a.yaml"])
        .gives(2);
    assert!(!place.path("infra").exists());
}

#[test]
fn folders() {
    let place = Place::with(&[
        ("plants/b.yaml", &second()),
        ("plants/deep/a.yml", GOOD),
        ("plants/values.yaml", "version: 1\nimage: x\n"),
        ("plants/notes.txt", "version: 1\nhub: 1\n"),
        ("plants/.hidden/c.yaml", &wrong()),
        ("plants/.d.yaml", &wrong()),
        ("none/values.yaml", "a: b\n"),
    ]);
    place
        .run(&["build", "plants", "--outdir", "plants/infra", "--dry-run"])
        .gives(0)
        .prints("create  plants/infra/plant-a/arm/plant-a.json\n")
        .prints("create  plants/infra/plant-b/arm/plant-b.json\n");
    // Found twice is read once.
    place
        .run(&[
            "validate",
            "plants/b.yaml",
            "plants/deep",
            "./plants/b.yaml",
            "plants/deep/a.yml",
        ])
        .gives(0)
        .says("nothing wrong in 2 intents");
    // Intents may lie beside what they are built to, as in `examples/`.
    place
        .run(&["build", "plants", "--outdir", "plants"])
        .gives(0);
    place.write("plants/plant-a/e.yaml", wrong());
    place
        .run(&["validate", "plants"])
        .gives(1)
        .says("--> plants/plant-a/e.yaml:4:")
        .says("1 error in 3 intents");
    place
        .run(&["validate", "none"])
        .gives(2)
        .says("error: `none` holds no intent");
    place.run(&["validate", "plants/.d.yaml"]).gives(1);
    let order = place.run(&[
        "validate",
        "plants",
        "--message-format",
        "concise",
        "--outdir",
        "x",
    ]);
    order.gives(2);
}

#[test]
#[cfg(unix)]
fn links_to_folders_are_not_followed() {
    let place = Place::with(&[("plants/a.yaml", GOOD)]);
    std::os::unix::fs::symlink(place.path("plants"), place.path("plants/again")).unwrap();
    std::os::unix::fs::symlink(place.path("plants/a.yaml"), place.path("plants/b.yaml")).unwrap();
    place
        .run(&["validate", "plants"])
        .gives(0)
        .says("nothing wrong in plants/a.yaml");
}

#[test]
fn intents_of_one_run_do_not_clash() {
    let place = Place::with(&[
        ("a.yaml", GOOD),
        ("b.yaml", &GOOD.replace("name: plant-a", "name: plant-b")),
    ]);
    place
        .run(&["build", "a.yaml", "b.yaml"])
        .gives(1)
        .says("error[intent-hub-repeated]")
        .says("--> a.yaml:4:")
        .says("--> b.yaml:4:");
    assert!(!place.path("infra").exists());
    place.run(&["validate", "a.yaml"]).gives(0);
}

#[test]
fn explain_and_schema() {
    let place = Place::empty();
    place
        .run(&["explain", "hub-name"])
        .gives(0)
        .prints("# hub-name\n")
        .says_nothing();
    place
        .run(&["explain", "error[hub-name]:"])
        .gives(0)
        .prints("# hub-name\n");
    place
        .run(&["explain", "hub-nam"])
        .gives(2)
        .prints_nothing()
        .says("error: there is no code `hub-nam`\nhelp: did you mean `hub-name`?\n");
    let list = place.run(&["explain"]).gives(0);
    let codes: Vec<&str> = list
        .out
        .lines()
        .map(|line| line.split(' ').next().unwrap())
        .collect();
    assert!(
        codes.is_sorted() && codes.contains(&"duplicate-key") && codes.contains(&"hub-name"),
        "{codes:?}"
    );
    let schema = place.run(&["schema"]).gives(0).says_nothing().out;
    let parsed: Value = serde_json::from_str(&schema).unwrap();
    assert_eq!(parsed["$id"], "urn:hubseal:intent:v1");
    place
        .run(&["schema", "--output", "deep/intent.v1.schema.json"])
        .gives(0)
        .prints_nothing()
        .says("wrote deep/intent.v1.schema.json\n");
    assert_eq!(place.read("deep/intent.v1.schema.json"), schema);
    place
        .run(&["schema", "-o", "deep/intent.v1.schema.json"])
        .gives(0)
        .says_nothing();
    place
        .run(&["schema", "--output", "deep"])
        .gives(2)
        .says("error: cannot write `deep`: ");
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let place = Place::empty();
    let mut child = command(&place.path(""))
        .arg("schema")
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(String::from_utf8(output.stderr).unwrap(), "");
}

#[test]
#[cfg(target_os = "linux")]
fn a_full_disk_is_an_error() {
    let place = Place::empty();
    let full = fs::OpenOptions::new()
        .write(true)
        .open("/dev/full")
        .unwrap();
    let status = command(&place.path(""))
        .arg("schema")
        .stdout(full)
        .status()
        .unwrap();
    assert_eq!(status.code(), Some(2));
}

#[test]
#[cfg(target_os = "linux")]
fn a_file_without_an_end_is_not_read_to_its_end() {
    Place::empty()
        .run(&["validate", "/dev/zero"])
        .gives(1)
        .says("error[file-too-large]");
}

#[test]
fn the_same_from_everywhere() {
    let place = Place::with(&[("plants/a.yaml", GOOD), ("other/x", "")]);
    let run = |folder: &str, intent: &str, variables: &[(&str, &str)]| {
        let output = command(&place.path(folder))
            .args(["build", intent, "--stdout", "--format", "arm"])
            .envs(variables.iter().copied())
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(0));
        output.stdout
    };
    let first = run("plants", "a.yaml", &[]);
    assert_eq!(
        first,
        run(
            "other",
            "../plants/a.yaml",
            &[("TZ", "Asia/Tokyo"), ("LC_ALL", "tr_TR.UTF-8")]
        )
    );
}
