//! One run over intents: read them, say what is wrong, report it.

use super::args::{Inputs, MessageFormat, Reporting};
use super::bug;
use super::console::Console;
use super::exit::Exit;
use super::inputs;
use crate::diag::render::{self, Report};
use crate::diag::{Diagnostic, Place, Severity};
use crate::explain;
use crate::front_end::{FrontEnd, front_end};
use crate::intent::Intent;
use crate::intent::written::Written;
use crate::rules;
use crate::source::{self, Source};

/// The intents of a run and what was found so far.
pub(super) struct Run<'a> {
    /// The intents, in the order in which they were named.
    pub intents: Vec<Loaded>,
    reporting: &'a Reporting,
    exit: Exit,
}

/// One intent that was read.
pub(super) struct Loaded {
    /// Its text.
    pub source: Source,
    /// Its file name, without folders.
    pub file_name: String,
    end: FrontEnd,
}

/// Counts by severity.
#[derive(Default)]
struct Counts {
    errors: usize,
    warnings: usize,
    notes: usize,
}

impl<'a> Run<'a> {
    /// Reads and checks every intent. When the arguments are wrong, says so and gives the exit.
    pub(super) fn load(
        inputs: &Inputs,
        reporting: &'a Reporting,
        console: &Console,
    ) -> Result<Self, Exit> {
        for code in reporting.select.iter().chain(&reporting.ignore) {
            if explain::find(code).is_none() {
                let help = match explain::nearest(code) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => "`hubseal explain` lists the codes".to_owned(),
                };
                return Err(console.refuse(&format!("there is no code `{code}`"), Some(&help)));
            }
        }
        let found = inputs::gather(inputs).map_err(|sentence| console.refuse(&sentence, None))?;
        let mut run = Self {
            intents: Vec::with_capacity(found.len()),
            reporting,
            exit: Exit::Clean,
        };
        for input in found {
            let loaded = run.read(input, console);
            run.intents.push(loaded);
        }
        run.compare();
        Ok(run)
    }

    /// Checks the intents against each other.
    fn compare(&mut self) {
        let written: Vec<(usize, &Written)> = self
            .intents
            .iter()
            .enumerate()
            .filter_map(|(number, loaded)| Some((number, loaded.end.written.as_ref()?)))
            .collect();
        for (number, diagnostic) in rules::across(&written) {
            self.intents[number].end.add(diagnostic);
        }
    }

    /// Whether every intent may be used, so that something may be written.
    pub(super) fn may_go_on(&self) -> bool {
        self.exit == Exit::Clean
            && self.intents.iter().all(|loaded| {
                loaded.end.intent.is_some()
                    && !(self.reporting.deny_warnings && self.counts(loaded).warnings > 0)
            })
    }

    /// The intents, once [`Run::may_go_on`]: each with its number, to add what is found about it.
    pub(super) fn usable(&self) -> impl Iterator<Item = (usize, &Loaded, &Intent)> {
        self.intents
            .iter()
            .enumerate()
            .filter_map(|(number, loaded)| Some((number, loaded, loaded.end.intent.as_ref()?)))
    }

    /// Adds something that is not about the text of the intent, such as a file that cannot be written.
    pub(super) fn add(&mut self, number: usize, exit: Exit, diagnostic: Diagnostic) {
        self.exit = self.exit.worst(exit);
        self.intents[number].end.diagnostics.push(diagnostic);
    }

    /// Reports everything and gives the exit of the whole run.
    pub(super) fn report(&self, console: &Console) -> Exit {
        let mut exit = self.exit;
        let mut total = Counts::default();
        let mut reports = Vec::with_capacity(self.intents.len());
        for loaded in &self.intents {
            let counts = self.counts(loaded);
            let denied = self.reporting.deny_warnings && counts.warnings > 0;
            if loaded.end.intent.is_none() || denied {
                exit = exit.worst(Exit::Findings);
            }
            total.errors += counts.errors;
            total.warnings += counts.warnings;
            total.notes += counts.notes;
            let quiet = console.is_quiet();
            let shown = self
                .selected(loaded)
                .filter(|diagnostic| match diagnostic.severity {
                    Severity::Error => true,
                    Severity::Warning => !quiet || self.reporting.deny_warnings,
                    Severity::Note => !quiet,
                });
            reports.push(Report::new(
                &loaded.source,
                loaded.end.document.as_ref(),
                shown.cloned().collect(),
            ));
        }
        self.print(&reports, console);
        if let Some(counted) = total.in_words() {
            let denied = if self.reporting.deny_warnings && total.warnings > 0 {
                "; warnings are denied"
            } else {
                ""
            };
            console.remark(&format!("{counted} in {}{denied}", self.place()));
        }
        exit
    }

    /// The intents in words: the one file, or how many.
    pub(super) fn place(&self) -> String {
        match self.intents.as_slice() {
            [only] => only.source.name().to_owned(),
            many => format!("{} intents", many.len()),
        }
    }

    /// Whether any diagnostic is shown.
    pub(super) fn has_anything_to_say(&self) -> bool {
        self.intents
            .iter()
            .any(|loaded| self.selected(loaded).next().is_some())
    }

    fn read(&mut self, input: inputs::Input, console: &Console) -> Loaded {
        let file_name = input.file_name;
        let (source, end) = match input.bytes {
            Err(reason) => {
                self.exit = self.exit.worst(Exit::Trouble);
                let source = Source::new(input.name, String::new());
                let message = format!("cannot read `{}`: {reason}", source.name());
                let diagnostic = Diagnostic::error("unreadable-file", Place::File, message);
                (source, FrontEnd::refused(diagnostic))
            }
            Ok(bytes) => match source::decode(input.name, &bytes) {
                Err(unreadable) => (
                    unreadable.source.clone(),
                    FrontEnd::refused((*unreadable).into()),
                ),
                Ok(source) => {
                    let end = front_end(&source);
                    (source, end)
                }
            },
        };
        if let Some(fault) = &end.fault {
            self.exit = Exit::Bug;
            let what = format!(
                "at `{}` of {} the schema takes what the types do not; they want {}",
                fault.pointer,
                source.name(),
                fault.expected
            );
            console.say(&format!("{}\n", bug::message(&what)));
        }
        Loaded {
            source,
            file_name,
            end,
        }
    }

    fn print(&self, reports: &[Report<'_>], console: &Console) {
        let format = match self.reporting.message_format {
            MessageFormat::Human => render::Format::Human {
                color: console.has_color(),
                width: Console::width(),
            },
            MessageFormat::Concise => render::Format::Concise,
            MessageFormat::Json => render::Format::Json,
            MessageFormat::Sarif => render::Format::Sarif {
                describe: explain::summary,
            },
            MessageFormat::Github => render::Format::Github,
            MessageFormat::Azure => render::Format::Azure,
        };
        let text = render::render(format, reports);
        if self.reporting.message_format.is_for_machines() {
            console.result(&text);
        } else {
            console.say(&text);
        }
    }

    fn counts(&self, loaded: &Loaded) -> Counts {
        let mut counts = Counts::default();
        let kept = self.selected(loaded).cloned().collect();
        let report = Report::new(&loaded.source, loaded.end.document.as_ref(), kept);
        for diagnostic in report.diagnostics() {
            match diagnostic.severity {
                Severity::Error => counts.errors += 1,
                Severity::Warning => counts.warnings += 1,
                Severity::Note => counts.notes += 1,
            }
        }
        counts
    }

    /// What `--select` and `--ignore` leave.
    fn selected<'l>(&'l self, loaded: &'l Loaded) -> impl Iterator<Item = &'l Diagnostic> {
        let Reporting { select, ignore, .. } = self.reporting;
        loaded.end.diagnostics.iter().filter(move |diagnostic| {
            let named = |codes: &[String]| codes.iter().any(|code| code == diagnostic.code);
            diagnostic.is_error()
                || rules::find(diagnostic.code).is_some_and(|rule| rule.isolation)
                || (select.is_empty() || named(select)) && !named(ignore)
        })
    }
}

impl Counts {
    /// `2 errors, 1 warning`; none when there is nothing.
    fn in_words(&self) -> Option<String> {
        let parts: Vec<String> = [
            (self.errors, "error"),
            (self.warnings, "warning"),
            (self.notes, "note"),
        ]
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, word)| counted(count, word))
        .collect();
        (!parts.is_empty()).then(|| parts.join(", "))
    }
}

/// `1 file`, `2 files`.
pub(super) fn counted(count: usize, word: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {word}{plural}")
}
