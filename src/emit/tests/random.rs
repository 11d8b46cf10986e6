//! Random plans with hostile text: read back, and judged from outside.

use std::process::Command;

use proptest::prelude::*;
use proptest::strategy::ValueTree as _;
use proptest::test_runner::TestRunner;

use super::{dice, reader, same, shared};
use crate::emit::{arm, bicep, emit};
use crate::plan::Plan;

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    /// What an independent reader makes of the Bicep is the same deployment, and prints the same again.
    #[test]
    fn both_languages_say_the_same(bytes in proptest::collection::vec(any::<u8>(), 0..600)) {
        let plan = dice::plan(&bytes);
        let again = read(&plan);
        same(&arm(&again).text, &arm(&plan).text, "ARM JSON");
        for (ours, theirs) in bicep(&again).iter().zip(&bicep(&plan)) {
            same(&ours.text, &theirs.text, &ours.path);
        }
    }
}

/// The plan that stands in its Bicep files. What the banner cannot show of the source is put back.
fn read(plan: &Plan) -> Plan {
    let files = bicep(plan)
        .into_iter()
        .map(|file| (file.path["bicep/".len()..].to_owned(), file.text))
        .collect();
    let mut again = reader::plan(&plan.name, &files).unwrap();
    again.source.clone_from(&plan.source);
    again
}

/// Canonical layout, no finding, and the compiled form of the Bicep is the ARM JSON.
#[test]
fn the_judge_finds_nothing() {
    let Some(judge) = shared("bicep-mini/bicep_mini.py") else {
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    let mut runner = TestRunner::deterministic();
    let strategy = proptest::collection::vec(any::<u8>(), 0..800);
    let mut folders = Vec::new();
    for number in 0..count() {
        let bytes = strategy.new_tree(&mut runner).unwrap().current();
        let below = folder.path().join(number.to_string());
        for file in emit(&dice::plan(&bytes)) {
            let path = below.join(file.path);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, file.text).unwrap();
        }
        folders.push(below);
    }
    let Ok(output) = Command::new("python3")
        .arg(judge)
        .arg("check")
        .args(&folders)
        .output()
    else {
        println!("judged nothing: there is no python3");
        return;
    };
    let text = String::from_utf8_lossy(&output.stdout);
    if !output.status.success() {
        let lines: Vec<&str> = text
            .lines()
            .filter(|line| !line.ends_with(": ok"))
            .collect();
        let kept = folder.keep();
        panic!(
            "{}\n{}{}",
            kept.display(),
            lines.join("\n"),
            String::from_utf8_lossy(&output.stderr)
        );
    }
    println!("judged {} plans", folders.len());
}

/// How many plans are judged; more when someone asks for a long run, as proptest itself does.
fn count() -> u32 {
    let asked = ProptestConfig::default().cases;
    asked.min(60).max(asked / 10)
}
