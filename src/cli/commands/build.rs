//! `build`: the files of intents, written only when every intent is right.

use std::path::Path;

use crate::cli::args::{Build, Format};
use crate::cli::console::Console;
use crate::cli::disk::{self, Failure};
use crate::cli::exit::Exit;
use crate::cli::inputs::{reason, shown};
use crate::cli::run::{Run, counted};
use crate::compare::drift::{Drift, DriftKind, drift};
use crate::diag::{Diagnostic, Place};
use crate::output::{self, Files, Language};

/// What is to be done for one intent.
struct Job {
    /// The intent's number in the run.
    number: usize,
    files: Files,
    drifts: Vec<Drift>,
}

/// Runs the command.
pub(in crate::cli) fn run(args: &Build, console: &Console) -> Exit {
    if let Err(exit) = fits(args, console) {
        return exit;
    }
    let mut run = match Run::load(&args.inputs, &args.reporting, console) {
        Ok(run) => run,
        Err(exit) => return exit,
    };
    if args.stdout {
        return to_stdout(args, &run, console);
    }
    let mut lines = Vec::new();
    if run.may_go_on() {
        let jobs = prepare(args, &mut run);
        if run.may_go_on() {
            for job in &jobs {
                if args.dry_run {
                    lines.extend(listed(args, job));
                } else {
                    lines.extend(write(args, job, &mut run));
                }
            }
        }
    }
    let exit = run.report(console);
    for line in lines {
        if args.dry_run && !args.reporting.message_format.is_for_machines() {
            console.result_line(&line);
        } else {
            console.remark(&line);
        }
    }
    exit
}

/// Whether the options fit together.
fn fits(args: &Build, console: &Console) -> Result<(), Exit> {
    if !args.stdout {
        return Ok(());
    }
    if args.format == Format::Both {
        let help = "add `--format arm` or `--format bicep`";
        return Err(console.refuse(
            "`--stdout` prints one file, and there are two formats",
            Some(help),
        ));
    }
    if args.reporting.message_format.is_for_machines() {
        let help = "leave one of them out, or use `--message-format concise`";
        return Err(console.refuse(
            "`--stdout` and this `--message-format` both write to standard output",
            Some(help),
        ));
    }
    Ok(())
}

fn to_stdout(args: &Build, run: &Run<'_>, console: &Console) -> Exit {
    if run.intents.len() > 1 {
        let message = format!(
            "`--stdout` takes one intent, and there are {}",
            run.intents.len()
        );
        return console.refuse(&message, None);
    }
    let exit = run.report(console);
    if !run.may_go_on() {
        return exit;
    }
    for (_, loaded, intent) in run.usable() {
        let plan = output::plan_of(intent, &loaded.file_name);
        let language = match args.format {
            Format::Arm => Language::Arm,
            Format::Bicep | Format::Both => Language::Bicep,
        };
        if let Some(file) = output::print(&plan, language).first() {
            console.result(&file.text);
        }
    }
    exit
}

/// Makes the files of every intent and looks at what is there; says what is in the way.
fn prepare(args: &Build, run: &mut Run<'_>) -> Vec<Job> {
    let made: Vec<(usize, Files)> = run
        .usable()
        .map(|(number, loaded, intent)| {
            let languages = args.format.languages();
            (
                number,
                output::files_of(intent, &loaded.file_name, languages),
            )
        })
        .collect();
    let mut jobs = Vec::new();
    for (number, files) in made {
        let folder = args.outdir.outdir.join(&files.name);
        let found = match disk::look(&folder, &files) {
            Ok(found) => found,
            Err(error) => {
                run.add(number, Exit::Trouble, unreadable(&folder, &reason(&error)));
                continue;
            }
        };
        let drifts = drift(&files, &found);
        for drift in &drifts {
            if let Some(diagnostic) = obstacle(&shown(&folder), drift, args.force) {
                run.add(number, Exit::Trouble, diagnostic);
            }
        }
        jobs.push(Job {
            number,
            files,
            drifts,
        });
    }
    jobs
}

/// What stands in the way of a change.
fn obstacle(folder: &str, drift: &Drift, force: bool) -> Option<Diagnostic> {
    let path = format!("{folder}/{}", drift.path);
    if force && drift.kind.is_precious() {
        return None;
    }
    match drift.kind {
        DriftKind::Edited => Some(
            error(
                "output-edited",
                format!("`{path}` was edited by hand and would be overwritten"),
            )
            .help("say it in the intent, or run again with `--force` to lose the edit"),
        ),
        DriftKind::LeftOverEdited => Some(
            error(
                "output-edited",
                format!("`{path}` was edited by hand and would be removed"),
            )
            .help("move it away, or run again with `--force` to lose it"),
        ),
        DriftKind::Foreign => Some(
            error(
                "output-not-ours",
                format!("`{path}` is there, hubseal did not write it, and it would be overwritten"),
            )
            .help("move it away, or run again with `--force` to lose it"),
        ),
        DriftKind::Blocked(what) => Some(
            error(
                "output-blocked",
                format!("`{path}` cannot be written: {what} is in the way"),
            )
            .help("move it away; hubseal follows no link below its output folder"),
        ),
        DriftKind::Missing | DriftKind::Outdated | DriftKind::LeftOver => None,
    }
}

fn listed(args: &Build, job: &Job) -> Vec<String> {
    let folder = shown(&args.outdir.outdir.join(&job.files.name));
    job.drifts
        .iter()
        .map(|drift| format!("{}  {folder}/{}", disk::verb(drift.kind), drift.path))
        .collect()
}

/// Writes the files of one intent; gives the line that says so.
fn write(args: &Build, job: &Job, run: &mut Run<'_>) -> Option<String> {
    let folder = args.outdir.outdir.join(&job.files.name);
    if let Err(Failure { path, error }) = disk::apply(&folder, &job.files, &job.drifts) {
        let message = format!(
            "cannot write `{}/{path}`: {}",
            shown(&folder),
            reason(&error)
        );
        run.add(
            job.number,
            Exit::Trouble,
            self::error("unwritable-file", message),
        );
        return None;
    }
    let removed = job
        .drifts
        .iter()
        .filter(|drift| disk::verb(drift.kind) == "remove")
        .count();
    let written = job.drifts.len() - removed;
    let unchanged = job.files.files.len() - written;
    let mut parts = Vec::new();
    if written > 0 {
        parts.push(format!("{} written", counted(written, "file")));
    }
    if removed > 0 {
        parts.push(format!("{removed} removed"));
    }
    if unchanged > 0 {
        parts.push(format!("{unchanged} unchanged"));
    }
    Some(format!("{}: {}", shown(&folder), parts.join(", ")))
}

/// The diagnostic for a folder that cannot be looked at.
pub(in crate::cli) fn unreadable(folder: &Path, reason: &str) -> Diagnostic {
    error(
        "unreadable-file",
        format!("cannot read what is in `{}`: {reason}", shown(folder)),
    )
}

fn error(code: &'static str, message: String) -> Diagnostic {
    Diagnostic::error(code, Place::File, message)
}
