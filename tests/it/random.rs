//! Random intents come through whole: no error, every promise kept, the same bytes however they are written.

use hubseal::emit::emit;
use hubseal::lower::lower;
use hubseal::verify::verify;

use crate::dice::{self, Rolled};
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
    let built = |style: u64| -> Result<_, String> {
        let text = rolled.yaml(style);
        let intent =
            settled(&source, &text).map_err(|what| format!("style {style}: {what}\n{text}"))?;
        Ok(lower(&intent, &source))
    };
    let plan = built(0)?;
    let broken = verify(&plan);
    if !broken.is_empty() {
        let lines: Vec<String> = broken.iter().map(ToString::to_string).collect();
        return Err(format!("{}\n{}", lines.join("\n"), rolled.yaml(0)));
    }
    let files = emit(&plan);
    for style in [0, 1, 2] {
        if emit(&built(style)?) != files {
            return Err(format!(
                "other bytes\n{}\n{}",
                rolled.yaml(0),
                rolled.yaml(style)
            ));
        }
    }
    Ok(())
}
