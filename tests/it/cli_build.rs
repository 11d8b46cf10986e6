//! `build`: what is written, what is left alone, what is refused.

use std::fs;
use std::time::{Duration, SystemTime};

use crate::support::{GOOD, Place, second, warned, wrong};

const FILES: [&str; 7] = [
    "a.yaml",
    "infra/plant-a/.hubseal.json",
    "infra/plant-a/arm/plant-a.json",
    "infra/plant-a/bicep/modules/hub-identity.bicep",
    "infra/plant-a/bicep/modules/hub.bicep",
    "infra/plant-a/bicep/modules/roles.bicep",
    "infra/plant-a/bicep/modules/settle.bicep",
];
const MAIN: &str = "infra/plant-a/bicep/plant-a.bicep";
const ARM: &str = "infra/plant-a/arm/plant-a.json";
const MANIFEST: &str = "infra/plant-a/.hubseal.json";

#[test]
fn writes_the_files() {
    let place = Place::built();
    let files = place.files();
    for path in FILES.iter().chain([&MAIN]) {
        assert!(files.iter().any(|file| file == path), "{path}");
    }
    for (path, bytes) in place.contents() {
        assert!(!bytes.contains(&b'\r') && bytes.ends_with(b"\n"), "{path}");
    }
    let manifest: serde_json::Value = serde_json::from_str(&place.read(MANIFEST)).unwrap();
    assert_eq!(manifest["manifest"], 1);
    assert_eq!(manifest["source"], "a.yaml");
    assert_eq!(manifest["formats"], serde_json::json!(["arm", "bicep"]));
    let listed: Vec<String> = manifest["files"]
        .as_object()
        .unwrap()
        .keys()
        .map(|path| format!("infra/plant-a/{path}"))
        .collect();
    let written: Vec<String> = files
        .into_iter()
        .filter(|path| path.starts_with("infra") && path != MANIFEST)
        .collect();
    assert_eq!(listed, written);
}

#[test]
fn leaves_what_is_right_alone() {
    let place = Place::built();
    let long_ago = SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000_000);
    for path in place.files() {
        let file = fs::File::options()
            .write(true)
            .open(place.path(&path))
            .unwrap();
        file.set_modified(long_ago).unwrap();
    }
    place
        .run(&["build", "a.yaml"])
        .gives(0)
        .prints_nothing()
        .says("infra/plant-a: ")
        .says(" unchanged\n");
    for path in place.files() {
        let modified = fs::metadata(place.path(&path)).unwrap().modified().unwrap();
        assert_eq!(modified, long_ago, "{path}");
    }
    // A checkout with other line ends is right too.
    place.write(ARM, place.read(ARM).replace('\n', "\r\n"));
    place.run(&["build", "a.yaml"]).gives(0);
    assert!(place.read(ARM).contains("\r\n"));
}

#[test]
fn writes_nothing_when_any_intent_is_wrong() {
    for (other, args, code) in [
        (wrong(), &[][..], 1),
        ("hub: [".to_owned(), &[], 1),
        (warned(), &["--deny-warnings"], 1),
    ] {
        let place = Place::with(&[("a.yaml", GOOD), ("b.yaml", &second()), ("c.yaml", &other)]);
        let before = place.contents();
        let mut all = vec!["build", "a.yaml", "b.yaml", "c.yaml"];
        all.extend(args);
        place.run(&all).gives(code).prints_nothing();
        assert_eq!(place.contents(), before);
    }
}

#[test]
fn writes_several_intents() {
    let place = Place::with(&[("a.yaml", GOOD), ("b.yaml", &second())]);
    place
        .run(&["build", "b.yaml", "a.yaml", "--outdir", "x/y"])
        .gives(0)
        .says("x/y/plant-b: ")
        .says("x/y/plant-a: ");
    assert!(place.path("x/y/plant-a/arm/plant-a.json").exists());
    assert!(place.path("x/y/plant-b/arm/plant-b.json").exists());
}

#[test]
fn report_and_jobs_come_with_every_language() {
    let text = format!("{GOOD}deviceTransfer: {{ target: lake, container: raw }}\n");
    for format in ["arm", "bicep", "both"] {
        let place = Place::with(&[("a.yaml", &text)]);
        place.run(&["build", "a.yaml", "--format", format]).gives(0);
        assert!(place.read("infra/plant-a/REPORT.md").contains("plant-a"));
        let jobs: Vec<String> = place
            .files()
            .into_iter()
            .filter(|path| path.starts_with("infra/plant-a/jobs/"))
            .collect();
        assert_eq!(jobs.len(), 2, "{jobs:?}");
        for job in jobs {
            serde_json::from_str::<serde_json::Value>(&place.read(&job)).unwrap();
        }
        // Without the transfer they are left over.
        place.write("a.yaml", GOOD);
        place
            .run(&["build", "a.yaml", "--format", format])
            .gives(0)
            .says(" 2 removed");
        assert!(!place.path("infra/plant-a/jobs").exists());
    }
}

#[test]
fn one_language() {
    let place = Place::with(&[("a.yaml", GOOD)]);
    place.run(&["build", "a.yaml", "--format", "arm"]).gives(0);
    assert!(place.path(ARM).exists() && !place.path(MAIN).exists());
    place
        .run(&["build", "a.yaml", "--format", "bicep"])
        .gives(0)
        .says(" removed");
    assert!(!place.path(ARM).exists() && place.path(MAIN).exists());
    // The folder that was left empty is gone too.
    assert!(!place.path("infra/plant-a/arm").exists());
}

#[test]
fn what_is_left_over_is_removed() {
    let place = Place::built();
    place.write("infra/plant-a/bicep/mine.bicep", "mine");
    place.write("infra/plant-a/bicep/modules/.gitignore", "*.json");
    place.write("a.yaml", warned().replace("plant-v", "plant-a"));
    place.run(&["build", "a.yaml"]).gives(0).says(" removed");
    let files = place.files();
    assert!(
        !files
            .iter()
            .any(|path| path.ends_with("modules/settle.bicep")),
        "{files:?}"
    );
    assert_eq!(place.read("infra/plant-a/bicep/mine.bicep"), "mine");
    assert_eq!(
        place.read("infra/plant-a/bicep/modules/.gitignore"),
        "*.json"
    );
}

#[test]
fn hand_edits_are_kept() {
    let edited = |place: &Place| place.write(ARM, place.read(ARM) + " ");
    let place = Place::built();
    edited(&place);
    place.write("a.yaml", GOOD.replace("westeurope", "northeurope"));
    let before = place.contents();
    place
        .run(&["build", "a.yaml"])
        .gives(2)
        .says("error[output-edited]: `infra/plant-a/arm/plant-a.json` was edited by hand and would be overwritten")
        .says("--> a.yaml")
        .says("`--force`");
    assert_eq!(place.contents(), before, "nothing else is written either");
    place.run(&["build", "a.yaml", "--dry-run"]).gives(2);
    place
        .run(&["build", "a.yaml", "--force", "--dry-run"])
        .gives(0)
        .prints("update  infra/plant-a/arm/plant-a.json\n");
    assert_eq!(place.contents(), before);
    place.run(&["build", "a.yaml", "--force"]).gives(0);
    place.run(&["check", "a.yaml"]).gives(0);

    // Of a file that would be removed.
    let place = Place::built();
    edited(&place);
    place
        .run(&["build", "a.yaml", "--format", "bicep"])
        .gives(2)
        .says("and would be removed");
    assert!(place.path(ARM).exists());
    place
        .run(&["build", "a.yaml", "--format", "bicep", "--force"])
        .gives(0);
    assert!(!place.path(ARM).exists());

    // In one intent of several: none is written.
    let place = Place::built();
    edited(&place);
    place.write("b.yaml", second());
    place.run(&["build", "b.yaml", "a.yaml"]).gives(2);
    assert!(!place.path("infra/plant-b").exists());
}

#[test]
fn files_of_others_are_kept() {
    for (path, text) in [
        (ARM, "{}"),
        (MAIN, "mine"),
        (MANIFEST, "{}"),
        (MANIFEST, "{\"manifest\":2}"),
    ] {
        let place = Place::with(&[("a.yaml", GOOD), (path, text)]);
        let before = place.contents();
        place
            .run(&["build", "a.yaml"])
            .gives(2)
            .says(&format!("error[output-not-ours]: `{path}` is there"));
        assert_eq!(place.contents(), before);
        place.run(&["build", "a.yaml", "--force"]).gives(0);
        place.run(&["check", "a.yaml"]).gives(0);
    }
    // Without a manifest, files that are right are right.
    let place = Place::built();
    fs::remove_file(place.path(MANIFEST)).unwrap();
    place
        .run(&["build", "a.yaml"])
        .gives(0)
        .says("1 file written");
}

#[test]
fn what_is_no_file_is_in_the_way() {
    let place = Place::with(&[("a.yaml", GOOD), ("infra/plant-a/arm/plant-a.json/x", "")]);
    place
        .run(&["build", "a.yaml", "--force"])
        .gives(2)
        .says("error[output-blocked]: `infra/plant-a/arm/plant-a.json` cannot be written: a folder is in the way");
    let place = Place::with(&[("a.yaml", GOOD), ("infra/plant-a", "x")]);
    place
        .run(&["build", "a.yaml", "--force"])
        .gives(2)
        .says("a file where a folder belongs is in the way");
    let place = Place::with(&[("a.yaml", GOOD), ("infra", "x")]);
    place
        .run(&["build", "a.yaml", "--force"])
        .gives(2)
        .prints_nothing();
    assert_eq!(place.files(), ["a.yaml", "infra"]);
}

#[test]
#[cfg(unix)]
fn links_are_not_followed() {
    use std::os::unix::fs::symlink;
    for at in [
        "infra/plant-a",
        "infra/plant-a/arm",
        "infra/plant-a/arm/plant-a.json",
    ] {
        let place = Place::with(&[("a.yaml", GOOD), ("elsewhere/plant-a.json", "mine")]);
        let path = place.path(at);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        let is_file = std::path::Path::new(at).extension().is_some();
        symlink(
            place.path(if is_file {
                "elsewhere/plant-a.json"
            } else {
                "elsewhere"
            }),
            path,
        )
        .unwrap();
        place
            .run(&["build", "a.yaml", "--force"])
            .gives(2)
            .says("a symbolic link is in the way");
        assert_eq!(place.read("elsewhere/plant-a.json"), "mine");
        assert_eq!(fs::read_dir(place.path("elsewhere")).unwrap().count(), 1);
    }
    // The output folder itself is the user's choice.
    let place = Place::with(&[("a.yaml", GOOD), ("elsewhere/x", "")]);
    symlink(place.path("elsewhere"), place.path("infra")).unwrap();
    place.run(&["build", "a.yaml"]).gives(0);
    assert!(place.path("elsewhere/plant-a/arm/plant-a.json").exists());
}

#[test]
#[cfg(unix)]
fn files_may_be_read_by_others() {
    use std::os::unix::fs::PermissionsExt;
    let place = Place::built();
    place.write("new", "");
    let mode = |path: &str| fs::metadata(place.path(path)).unwrap().permissions().mode();
    assert_eq!(mode(ARM), mode("new"));
}

#[test]
fn paths_in_names() {
    for name in [
        "../plant-a",
        "/tmp/plant-a",
        "a/b",
        "..",
        ".",
        "con",
        "a\\\\b",
        "C:x",
        "plant-a/",
    ] {
        let place = Place::with(&[(
            "a.yaml",
            &GOOD.replace("name: plant-a", &format!("name: \"{name}\"")),
        )]);
        place
            .run(&["build", "a.yaml"])
            .gives(1)
            .says("error[intent-name]");
        assert_eq!(place.files(), ["a.yaml"], "{name}");
    }
}

#[test]
fn paths_in_the_manifest() {
    let place = Place::built();
    place.write("mine.txt", "mine");
    // The hash is right, so only the path keeps the file from being removed.
    let hash = "3fd30542fe3f61b14bd4a4b2dc0b6fb30fa6f63ebce52dd1778aaa8c4dc02cff";
    for path in ["../../mine.txt", "bicep/../../../mine.txt"] {
        let manifest = place.read(MANIFEST).replacen(
            "\"files\": {",
            &format!("\"files\": {{ \"{path}\": \"{hash}\","),
            1,
        );
        place.write(MANIFEST, &manifest);
        place
            .run(&["build", "a.yaml"])
            .gives(2)
            .says("output-not-ours");
        place.run(&["build", "a.yaml", "--force"]).gives(0);
        assert_eq!(place.read("mine.txt"), "mine");
    }
}

#[test]
fn dry_run() {
    let place = Place::with(&[("a.yaml", GOOD)]);
    let listed = place
        .run(&["build", "a.yaml", "--dry-run"])
        .gives(0)
        .says_nothing();
    let listed: Vec<&str> = listed
        .out
        .lines()
        .map(|line| line.strip_prefix("create  ").unwrap())
        .collect();
    assert_eq!(place.files(), ["a.yaml"]);
    place.run(&["build", "a.yaml"]).gives(0);
    let mut listed: Vec<&str> = listed.into_iter().chain(["a.yaml"]).collect();
    listed.sort_unstable();
    assert_eq!(place.files(), listed);
    place
        .run(&["build", "a.yaml", "--dry-run"])
        .gives(0)
        .prints_nothing();
    place
        .run(&["build", "a.yaml", "--dry-run", "--format", "arm"])
        .gives(0)
        .prints(&format!("remove  {MAIN}\n"));
    let json = place
        .run(&[
            "build",
            "a.yaml",
            "--dry-run",
            "--format",
            "arm",
            "--message-format",
            "json",
        ])
        .gives(0)
        .says(MAIN);
    assert!(json.out.starts_with('{'), "{}", json.out);
}

#[test]
fn to_standard_output() {
    let place = Place::built();
    let built = |path: &str| place.read(path);
    let arm = place
        .run(&["build", "a.yaml", "--stdout", "--format", "arm"])
        .gives(0)
        .says_nothing();
    assert_eq!(arm.out, built(ARM));
    let bicep = place
        .run(&["build", "a.yaml", "--stdout", "--format", "bicep"])
        .gives(0);
    assert_eq!(bicep.out, built(MAIN));
    place.write("b.yaml", wrong());
    place
        .run(&["build", "b.yaml", "--stdout", "--format", "arm"])
        .gives(1)
        .prints_nothing();
    place.write("c.yaml", warned());
    let warned = place
        .run(&["build", "c.yaml", "--stdout", "--format", "arm"])
        .gives(0)
        .says("no-routes");
    assert!(warned.out.starts_with('{'));
    place
        .run(&[
            "build",
            "c.yaml",
            "--stdout",
            "--format",
            "arm",
            "--deny-warnings",
        ])
        .gives(1)
        .prints_nothing();
}

#[test]
#[cfg(unix)]
fn what_cannot_be_written() {
    use std::os::unix::fs::PermissionsExt;
    let place = Place::with(&[("a.yaml", GOOD), ("infra/x", "")]);
    fs::set_permissions(place.path("infra"), fs::Permissions::from_mode(0o555)).unwrap();
    if fs::write(place.path("infra/probe"), "").is_ok() {
        println!("judged nothing: this user may write everywhere");
        return;
    }
    place
        .run(&["build", "a.yaml"])
        .gives(2)
        .says("error[unwritable-file]")
        .says("permission denied");
}

#[test]
fn building_twice_gives_the_same() {
    let place = Place::built();
    let first = place.contents();
    fs::remove_dir_all(place.path("infra")).unwrap();
    place.run(&["build", "a.yaml"]).gives(0);
    assert_eq!(place.contents(), first);
}
