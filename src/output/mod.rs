//! What is made of one intent: its plan, and the files that the plan is printed to.

pub mod manifest;

use crate::emit::{self, File};
use crate::intent::Intent;
use crate::lower::lower;
use crate::plan::Plan;
use crate::report;
use crate::verify::verify;
use manifest::Manifest;

/// The files of one intent, as `build` writes and `check` expects them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Files {
    /// The intent's name, which is the name of the folder.
    pub name: String,
    /// What lies in the folder, ordered by path; the manifest comes last.
    pub files: Vec<File>,
}

/// A language of the output.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Language {
    /// ARM JSON.
    Arm,
    /// Bicep.
    Bicep,
}

impl Language {
    /// Both languages.
    pub const ALL: [Language; 2] = [Language::Arm, Language::Bicep];

    /// The word for it on the command line, in paths and in the manifest.
    pub fn word(self) -> &'static str {
        match self {
            Language::Arm => "arm",
            Language::Bicep => "bicep",
        }
    }
}

/// Makes the plan of an intent and checks it. `source` is the file name of the intent, without folders.
///
/// This is the one way to a plan: nothing is printed or compared that was not made here.
///
/// # Panics
/// When the plan breaks a promise. That is a mistake in this program: no intent can ask for such a plan.
pub fn plan_of(intent: &Intent, source: &str) -> Plan {
    let plan = lower(intent, source);
    let broken: Vec<String> = verify(&plan).iter().map(ToString::to_string).collect();
    assert!(
        broken.is_empty(),
        "the plan breaks a promise: {}",
        broken.join("; ")
    );
    plan
}

/// Everything that `build` writes for an intent: the templates in the given languages, the report and the bodies of jobs. `source`
/// as for [`plan_of`].
pub fn files_of(intent: &Intent, source: &str, languages: &[Language]) -> Files {
    let plan = plan_of(intent, source);
    let mut files = Vec::new();
    for language in Language::ALL {
        if languages.contains(&language) {
            files.extend(print(&plan, language));
        }
    }
    let written = report::Written {
        arm: languages.contains(&Language::Arm),
        bicep: languages.contains(&Language::Bicep),
    };
    files.extend(report::files_beside(intent, &plan, written));
    files.sort_by(|left, right| left.path.cmp(&right.path));
    let manifest = Manifest::of(&plan.source, languages, &files);
    files.push(File {
        path: manifest::PATH.to_owned(),
        text: manifest.to_text(),
    });
    Files {
        name: plan.name,
        files,
    }
}

/// The files of a plan in one language; the file that is deployed comes first.
pub fn print(plan: &Plan, language: Language) -> Vec<File> {
    match language {
        Language::Arm => vec![emit::arm(plan)],
        Language::Bicep => emit::bicep(plan),
    }
}
