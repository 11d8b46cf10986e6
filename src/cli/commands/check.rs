//! `check`: whether the files that lie in the output folder are what `build` would write.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use indexmap::IndexMap;
use similar::TextDiff;

use super::build::unreadable;
use crate::cli::args::{Check, Format};
use crate::cli::console::Console;
use crate::cli::disk;
use crate::cli::exit::Exit;
use crate::cli::inputs::{reason, shown};
use crate::cli::run::{Run, counted};
use crate::compare::drift::{Drift, DriftKind, Found, drift, old_manifest};
use crate::diag::{Diagnostic, Place};
use crate::output::manifest::levelled;
use crate::output::{self, Files, Language};

/// Runs the command.
pub(in crate::cli) fn run(args: &Check, console: &Console) -> Exit {
    let for_machines = args.reporting.message_format.is_for_machines();
    if args.diff && for_machines {
        let help = "leave one of them out, or use `--message-format concise`";
        return console.refuse(
            "`--diff` and this `--message-format` both write to standard output",
            Some(help),
        );
    }
    let outdir = &args.outdir.outdir;
    let mut run = match Run::load(&args.inputs, &args.reporting, console) {
        Ok(run) => run,
        Err(exit) => return exit,
    };
    let mut results = Vec::new();
    let mut differing = 0;
    let mut repairs: IndexMap<String, Vec<String>> = IndexMap::new();
    let mut added = Vec::new();
    for (number, loaded, intent) in run.usable() {
        let mut files = output::files_of(intent, &loaded.file_name, &Language::ALL);
        let folder = outdir.join(&files.name);
        let looked = disk::look(&folder, &files).map(|found| {
            let languages = languages(args, &found);
            if languages != Language::ALL {
                files = output::files_of(intent, &loaded.file_name, &languages);
            }
            (found, languages)
        });
        // The first look was at the files of both languages, so it has seen those of each.
        let (found, languages) = match looked {
            Ok(looked) => looked,
            Err(error) => {
                added.push((number, Exit::Trouble, unreadable(&folder, &reason(&error))));
                continue;
            }
        };
        let drifts = drift(&files, &found);
        differing += drifts.len();
        let folder = shown(&folder);
        let repair = repair(args, &languages, &drifts);
        let intent = quoted(loaded.source.name());
        for drift in &drifts {
            let (word, diagnostic) = describe(&folder, drift);
            if for_machines {
                let help = format!("run `{repair} {intent}`");
                added.push((number, Exit::Different, diagnostic.help(help)));
            } else {
                results.push(format!("{word:9}  {folder}/{}", drift.path));
                if args.diff {
                    results.extend(difference(&folder, drift, &files, &found));
                }
            }
        }
        if !drifts.is_empty() {
            repairs.entry(repair).or_default().push(intent);
        }
    }
    for (number, exit, diagnostic) in added {
        run.add(number, exit, diagnostic);
    }
    for line in results {
        console.result_line(&line);
    }
    let mut exit = run.report(console);
    if differing > 0 {
        exit = exit.worst(Exit::Different);
        let files = counted(differing, "file");
        let verb = if differing == 1 { "differs" } else { "differ" };
        console.remark(&format!(
            "{files} {verb} from what `build` would write; run"
        ));
        for (repair, intents) in repairs {
            console.remark(&format!("  {repair} {}", intents.join(" ")));
        }
    } else if exit == Exit::Clean {
        console.remark(&format!("the output of {} is up to date", run.place()));
    }
    exit
}

/// The languages to expect: as asked for, else as the manifest says, else both.
fn languages(args: &Check, found: &BTreeMap<String, Found>) -> Vec<Language> {
    let asked = args.format.map(|format| format.languages().to_vec());
    asked
        .or_else(|| old_manifest(found).map(|manifest| manifest.languages()))
        .filter(|languages| !languages.is_empty())
        .unwrap_or_else(|| Format::Both.languages().to_vec())
}

/// A drift as a word of the list, and as a diagnostic.
fn describe(folder: &str, drift: &Drift) -> (&'static str, Diagnostic) {
    let (code, word, what) = match drift.kind {
        DriftKind::Missing => ("output-missing", "missing", "is missing".to_owned()),
        DriftKind::Outdated => ("output-outdated", "changed", "is out of date".to_owned()),
        DriftKind::Edited => ("output-edited", "edited", "was edited by hand".to_owned()),
        DriftKind::Foreign => (
            "output-not-ours",
            "foreign",
            "is not what `build` would write, and hubseal did not write it".to_owned(),
        ),
        DriftKind::LeftOver => (
            "output-left-over",
            "left over",
            "is left over: it is not written any more".to_owned(),
        ),
        DriftKind::LeftOverEdited => (
            "output-left-over",
            "left over",
            "is left over, and was edited by hand".to_owned(),
        ),
        DriftKind::Blocked(what) => (
            "output-blocked",
            "blocked",
            format!("cannot be read: {what} is in the way"),
        ),
    };
    let message = format!("`{folder}/{}` {what}", drift.path);
    (word, Diagnostic::error(code, Place::File, message))
}

/// The lines that differ: `-` as they are, `+` as `build` would write them.
fn difference(
    folder: &str,
    drift: &Drift,
    files: &Files,
    found: &BTreeMap<String, Found>,
) -> Vec<String> {
    let path = format!("{folder}/{}", drift.path);
    let old = match found.get(&drift.path) {
        Some(Found::File(bytes)) => Some(String::from_utf8_lossy(&levelled(bytes)).into_owned()),
        Some(Found::Nothing | Found::Other(_)) | None => None,
    };
    let new = files.files.iter().find(|file| file.path == drift.path);
    let name = |is_there: bool| if is_there { path.as_str() } else { "/dev/null" };
    let (from, to) = (name(old.is_some()), name(new.is_some()));
    let old = old.unwrap_or_default();
    let new = new.map_or("", |file| file.text.as_str());
    let difference = TextDiff::from_lines(old.as_str(), new);
    let text = difference.unified_diff().header(from, to).to_string();
    text.lines().map(harmless).collect()
}

/// A line in which nothing is a command to the pipeline that shows it: GitHub takes `::` at the start of a line for one.
fn harmless(line: &str) -> String {
    let text = line.trim_start();
    match text.strip_prefix("::") {
        Some(rest) => format!("{}:*{rest}", &line[..line.len() - text.len()]),
        None => line.to_owned(),
    }
}

/// The command that makes the folder right, but for the intent.
fn repair(args: &Check, languages: &[Language], drifts: &[Drift]) -> String {
    let mut command = "hubseal build".to_owned();
    if let [only] = languages {
        let _ = write!(command, " --format {}", only.word());
    }
    let outdir = shown(&args.outdir.outdir);
    if outdir != "infra" {
        let _ = write!(command, " --outdir {}", quoted(&outdir));
    }
    if drifts.iter().any(|drift| drift.kind.is_precious()) {
        command.push_str(" --force");
    }
    command
}

/// A word of a command line, between quotes where a shell would take it apart.
fn quoted(word: &str) -> String {
    let is_plain = !word.is_empty()
        && word
            .chars()
            .all(|character| character.is_alphanumeric() || "-_./:+@,=%".contains(character));
    if is_plain {
        word.to_owned()
    } else {
        format!("'{}'", word.replace('\'', r"'\''"))
    }
}
