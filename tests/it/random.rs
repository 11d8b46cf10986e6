//! Random intents come through whole: no error, every promise kept, the same bytes however they are written.

use hubseal::emit::{arm, bicep, emit};
use hubseal::intent::Intent;
use hubseal::lower::lower;
use hubseal::plan::Plan;
use hubseal::report::{self, order::waves};
use hubseal::verify::verify;

use crate::deployed;
use crate::dice::{self, Rolled};
use crate::normal::normal;
use crate::reader;
use crate::settled::settled;

#[test]
fn random_intents_come_through() {
    let mut failed = Vec::new();
    for seed in 0..count() {
        if let Err(what) = comes_through(&dice::roll(seed)) {
            failed.push(format!("seed {seed}: {what}"));
        }
    }
    assert!(
        failed.is_empty(),
        "{} of {}\n{}",
        failed.len(),
        count(),
        failed.join("\n\n")
    );
}

/// How many; `HUBSEAL_RANDOM` says another number.
#[expect(clippy::disallowed_methods, reason = "a test asks how long it may run")]
fn count() -> u64 {
    std::env::var("HUBSEAL_RANDOM")
        .ok()
        .and_then(|text| text.parse().ok())
        .unwrap_or(500)
}

fn comes_through(rolled: &Rolled) -> Result<(), String> {
    let source = format!("{}.yaml", rolled.name);
    let settled = |style: u64| {
        let text = rolled.yaml(style);
        settled(&source, &text).map_err(|what| format!("style {style}: {what}\n{text}"))
    };
    let intent = settled(0)?;
    let plan = lower(&intent, &source);
    let said = |what: String| format!("{what}\n{}", rolled.yaml(0));
    let broken = verify(&plan);
    if !broken.is_empty() {
        let lines: Vec<String> = broken.iter().map(ToString::to_string).collect();
        return Err(said(lines.join("\n")));
    }
    explained(&intent, &plan).map_err(said)?;
    reads_back(&plan).map_err(said)?;
    let files = emit(&plan);
    for style in [0, 1, 2] {
        if emit(&lower(&settled(style)?, &source)) != files {
            return Err(said(format!("other bytes from\n{}", rolled.yaml(style))));
        }
    }
    Ok(())
}

/// The report can be written, and has a reason for every wait.
fn explained(intent: &Intent, plan: &Plan) -> Result<(), String> {
    const NO_REASON: &str = "it names it";
    if report::files(intent, plan) != report::files(intent, plan) {
        return Err("two reports differ".to_owned());
    }
    for wave in waves(intent, plan) {
        for step in wave.steps {
            if let Some(wait) = step.waits.iter().find(|wait| wait.why == NO_REASON) {
                return Err(format!(
                    "`{}` waits for `{}` and nobody knows why",
                    step.symbol, wait.on
                ));
            }
        }
    }
    Ok(())
}

/// What was printed says what was planned.
fn reads_back(plan: &Plan) -> Result<(), String> {
    let files = bicep(plan)
        .into_iter()
        .map(|file| (file.path["bicep/".len()..].to_owned(), file.text))
        .collect();
    let again = normal(&reader::plan(&plan.name, &files)?);
    let normal = normal(plan);
    if again != normal {
        return differ("Bicep", &format!("{normal:#?}"), &format!("{again:#?}"));
    }
    let (planned, deployed) = (deployed::planned(plan), deployed::arm(&arm(plan).text));
    if planned != deployed {
        return differ("ARM JSON", &pretty(&planned), &pretty(&deployed));
    }
    Ok(())
}

fn pretty(value: &serde_json::Value) -> String {
    serde_json::to_string_pretty(value).expect("it is JSON")
}

/// The readers of ARM JSON see what a slip of the printer would change.
#[test]
fn slips_are_seen() {
    let rolled = dice::roll(3);
    let intent = settled("d3.yaml", &rolled.yaml(0)).expect("it comes through");
    let plan = lower(&intent, "d3.yaml");
    let text = arm(&plan).text;
    let planned = deployed::planned(&plan);
    assert_eq!(planned, deployed::arm(&text));
    for (right, wrong) in [
        ("\"Disabled\"", "\"Enabled\""),
        ("\"location\"", "\"Location\""),
        ("guid(", "format("),
        ("\"onlyIfNotExists\": []", "\"onlyIfNotExists\": true"),
        ("\"dependsOn\": [", "\"waitsFor\": ["),
    ] {
        assert!(text.contains(right), "{right}");
        let slip = text.replacen(right, wrong, 1);
        let read = std::panic::catch_unwind(|| deployed::arm(&slip));
        assert!(read.map_or(true, |read| read != planned), "{right}");
    }
}

/// The first line that differs.
fn differ(what: &str, ours: &str, theirs: &str) -> Result<(), String> {
    match ours
        .lines()
        .zip(theirs.lines())
        .enumerate()
        .find(|(_, (a, b))| a != b)
    {
        Some((at, (a, b))) => {
            let before: Vec<&str> = ours.lines().take(at).skip(at.saturating_sub(12)).collect();
            Err(format!(
                "{what}: line {at}\n{}\n< {a}\n> {b}",
                before.join("\n")
            ))
        }
        None if ours.len() != theirs.len() => Err(format!("{what}: one ends before the other")),
        None => Ok(()),
    }
}
