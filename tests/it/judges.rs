//! The judges outside the project: examples and random intents pass all of them.

mod once_wrong;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use hubseal::emit::emit;
use hubseal::lower::lower;

use crate::dice;
use crate::examples::examples;
use crate::settled::{settled, shared};

/// How many random intents are judged when nobody says another number.
const SAMPLE: u64 = 24;

/// Files to judge, with the worlds they are deployed into.
pub(crate) struct Court {
    folder: tempfile::TempDir,
}

impl Court {
    /// An empty one.
    pub(crate) fn new() -> Self {
        Self {
            folder: tempfile::tempdir().expect("there is a place for files"),
        }
    }

    /// Adds what is built from an intent.
    pub(crate) fn add(&self, name: &str, text: &str, world: &str, args: &str) {
        let source = format!("{name}.yaml");
        let intent = settled(&source, text).unwrap_or_else(|what| panic!("{name}: {what}\n{text}"));
        for file in emit(&lower(&intent, &source)) {
            write(
                &self.folder.path().join("built").join(name).join(file.path),
                &file.text,
            );
        }
        let worlds = self.folder.path().join("worlds");
        write(&worlds.join(format!("{name}.json")), world);
        write(&worlds.join(format!("{name}.args")), args);
        write(&self.folder.path().join("intents").join(source), text);
    }

    /// Panics with what the judges say, unless they find nothing.
    pub(crate) fn judge(self, judge: &Path) {
        let folder = self.folder.path();
        let output = Command::new("python3")
            .arg(judge)
            .arg("--worlds")
            .arg(folder.join("worlds"))
            .arg(folder.join("built"))
            .output();
        let Ok(output) = output else {
            println!("judged nothing: there is no python3");
            return;
        };
        let said = String::from_utf8_lossy(&output.stdout);
        if !output.status.success() {
            let kept = self.folder.keep();
            let lines: Vec<&str> = said
                .lines()
                .filter(|line| !line.ends_with(": ok"))
                .collect();
            panic!(
                "{}\n{}\n{}",
                kept.display(),
                lines.join("\n"),
                String::from_utf8_lossy(&output.stderr)
            );
        }
        println!("{}", said.lines().last().unwrap_or_default());
        if std::env::var_os("HUBSEAL_JUDGE_KEEP").is_some() {
            println!("kept: {}", self.folder.keep().display());
        }
    }
}

fn write(path: &Path, text: &str) {
    let folder = path.parent().expect("files have a folder");
    fs::create_dir_all(folder).expect("folders can be made");
    fs::write(path, text).expect("files can be written");
}

/// The judge, where it is.
pub(crate) fn judge() -> Option<PathBuf> {
    shared("judge_all.py")
}

#[test]
fn examples_pass_the_judges() {
    let Some(judge) = judge() else { return };
    let court = Court::new();
    for example in examples() {
        court.add(&example.name, &example.text, &example.world, &example.args);
    }
    court.judge(&judge);
}

/// `HUBSEAL_JUDGE` says how many; `HUBSEAL_JUDGE_FROM` where to begin; `HUBSEAL_JUDGE_KEEP` that what was judged is kept.
#[test]
fn random_intents_pass_the_judges() {
    let Some(judge) = judge() else { return };
    let number = |name: &str| std::env::var(name).ok().and_then(|text| text.parse().ok());
    let from: u64 = number("HUBSEAL_JUDGE_FROM").unwrap_or(0);
    let court = Court::new();
    for seed in from..from + number("HUBSEAL_JUDGE").unwrap_or(SAMPLE) {
        let rolled = dice::roll(seed);
        court.add(
            &rolled.name,
            &rolled.yaml(0),
            &rolled.world.to_string(),
            &rolled.args,
        );
    }
    court.judge(&judge);
}
