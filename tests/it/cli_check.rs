//! `check`: clean after `build`, and what it says of everything else.

use std::fs;

use serde_json::Value;

use crate::support::{GOOD, Place, second, wrong};

const ARM: &str = "infra/plant-a/arm/plant-a.json";
const MAIN: &str = "infra/plant-a/bicep/plant-a.bicep";

#[test]
fn clean_after_build() {
    let place = Place::built();
    place
        .run(&["check", "a.yaml"])
        .gives(0)
        .prints_nothing()
        .says("the output of a.yaml is up to date\n");
    place
        .run(&["check", "a.yaml", "-q"])
        .gives(0)
        .says_nothing();
    for path in place.files() {
        place.write(&path, place.read(&path).replace('\n', "\r\n"));
    }
    place
        .run(&["check", "a.yaml", "--diff"])
        .gives(0)
        .prints_nothing();
    // A file beside them is the user's own.
    place.write("infra/plant-a/notes.md", "mine");
    place.run(&["check", "a.yaml"]).gives(0);
}

#[test]
fn what_differs() {
    let place = Place::built();
    fs::remove_file(place.path(MAIN)).unwrap();
    place.write(ARM, place.read(ARM).replace("westeurope", "northeurope"));
    let before = place.contents();
    place
        .run(&["check", "a.yaml"])
        .gives(3)
        .prints(&format!("edited     {ARM}\n"))
        .prints(&format!("missing    {MAIN}\n"))
        .says(
            "2 files differ from what `build` would write; run\n  hubseal build --force a.yaml\n",
        );
    place
        .run(&["check", "a.yaml", "--diff"])
        .gives(3)
        .prints(&format!("--- {ARM}\n+++ {ARM}\n@@ "))
        .prints("\n-      \"location\": \"northeurope\"")
        .prints("\n+      \"location\": \"westeurope\"")
        .prints(&format!("--- /dev/null\n+++ {MAIN}\n@@ "));
    assert_eq!(place.contents(), before);
}

#[test]
fn after_a_change_of_the_intent() {
    let place = Place::built();
    place.write("a.yaml", GOOD.replace("sku: S1", "sku: S2"));
    place
        .run(&["check", "a.yaml"])
        .gives(3)
        .prints(&format!("changed    {ARM}\n"))
        .says("run\n  hubseal build a.yaml\n");
    place.run(&["build", "a.yaml"]).gives(0);
    place.run(&["check", "a.yaml"]).gives(0);
}

#[test]
fn left_over() {
    let place = Place::built();
    place
        .run(&["check", "a.yaml", "--format", "arm"])
        .gives(3)
        .prints(&format!("left over  {MAIN}\n"))
        .prints("changed    infra/plant-a/.hubseal.json\n")
        .says("hubseal build --format arm a.yaml\n");
}

#[test]
fn expects_the_languages_that_were_built() {
    let place = Place::with(&[("a.yaml", GOOD)]);
    place
        .run(&["build", "a.yaml", "--format", "bicep", "--outdir", "my out"])
        .gives(0);
    place
        .run(&["check", "a.yaml", "--outdir", "my out"])
        .gives(0);
    place
        .run(&["check", "a.yaml", "--outdir", "my out", "--format", "both"])
        .gives(3)
        .prints("missing    my out/plant-a/arm/plant-a.json\n");
    place.write("a.yaml", GOOD.replace("sku: S1", "sku: S2"));
    place
        .run(&["check", "a.yaml", "--outdir", "my out"])
        .gives(3)
        .says("  hubseal build --format bicep --outdir 'my out' a.yaml\n");
}

#[test]
fn for_machines() {
    let place = Place::built();
    fs::remove_file(place.path(MAIN)).unwrap();
    let json = place
        .run(&["check", "a.yaml", "--message-format", "json"])
        .gives(3);
    let json: Value = serde_json::from_str(&json.out).unwrap();
    assert_eq!(json["diagnostics"][0]["code"], "output-missing");
    assert_eq!(json["diagnostics"][0]["file"], "a.yaml");
    assert_eq!(
        json["diagnostics"][0]["helps"][0],
        "run `hubseal build a.yaml`"
    );
    place
        .run(&["check", "a.yaml", "--message-format", "github"])
        .gives(3)
        .prints("::error ")
        .prints(MAIN);
    place
        .run(&["check", "a.yaml", "--message-format", "json", "--diff"])
        .gives(2)
        .prints_nothing();
}

#[test]
fn several() {
    let place = Place::built();
    place.write("b.yaml", second());
    place
        .run(&["check", "a.yaml", "b.yaml"])
        .gives(3)
        .prints("missing    infra/plant-b/arm/plant-b.json\n")
        .says("\n  hubseal build b.yaml\n");
    fs::remove_dir_all(place.path("infra")).unwrap();
    place
        .run(&["check", "a.yaml", "b.yaml"])
        .gives(3)
        .says("\n  hubseal build a.yaml b.yaml\n");
    place.run(&["build", "a.yaml"]).gives(0);
    // A wrong intent has no output to compare with; the others are compared.
    place.write("c.yaml", wrong());
    place
        .run(&["check", "a.yaml", "b.yaml", "c.yaml"])
        .gives(1)
        .prints("missing    infra/plant-b/arm/plant-b.json\n")
        .says("error[hub-name]");
}

#[test]
fn what_is_shown_gives_no_orders() {
    let place = Place::built();
    let text = place.read(MAIN);
    let (first, rest) = text.split_once('\n').unwrap();
    place.write(
        MAIN,
        format!(
            "{first}\n::set-env name=a::b\n##vso[task.setvariable variable=a]b\n\x1b[2J\n{rest}"
        ),
    );
    let out = place.run(&["check", "a.yaml", "--diff"]).gives(3).out;
    assert!(
        out.contains("\n-::set-env"),
        "behind a minus it is none\n{out}"
    );
    assert!(out.contains("\n-#*vso["), "{out}");
    assert!(!out.contains('\x1b'), "{out}");
}

#[test]
#[cfg(unix)]
fn names_of_files_give_no_orders() {
    let place = Place::with(&[("##vso[a]\x1b[2J.yaml", GOOD)]);
    let name = "##vso[a]\x1b[2J.yaml";
    for args in [
        &["validate", name][..],
        &["build", name],
        &["check", name],
        &["build", name, "--dry-run"],
        &["validate", name, name, "--message-format", "github"],
    ] {
        let outcome = place.run(args);
        for text in [outcome.out, outcome.err] {
            assert!(!text.contains('\x1b') && !text.contains("##vso["), "{text}");
        }
    }
}

#[test]
#[cfg(unix)]
fn links_are_not_followed() {
    let place = Place::built();
    fs::rename(place.path("infra/plant-a/arm"), place.path("arm")).unwrap();
    std::os::unix::fs::symlink(place.path("arm"), place.path("infra/plant-a/arm")).unwrap();
    place
        .run(&["check", "a.yaml"])
        .gives(3)
        .prints(&format!("blocked    {ARM}\n"));
}
