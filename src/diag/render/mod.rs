//! Diagnostics as text: for people, for machines, and for the two pipelines.

mod azure;
mod concise;
mod github;
mod human;
mod json;
mod mask;
mod sarif;

use std::ops::Range;

use super::{Diagnostic, Place, secret};
use crate::document::{Document, Located, locate_without_document};
use crate::source::Source;

/// How diagnostics are written.
#[derive(Clone, Copy, Debug)]
pub enum Format {
    /// With the lines of the source, for a terminal.
    Human {
        /// Whether to colour with ANSI escapes.
        color: bool,
        /// How many columns the terminal has; longer lines are cut around what is underlined.
        width: usize,
    },
    /// One line for each: `file:line:column: error[code]: message`.
    Concise,
    /// One JSON object, described by `schemas/diagnostics.v1.schema.json`.
    Json,
    /// SARIF 2.1.0.
    Sarif {
        /// The short description of a code, as its page has it.
        describe: fn(&str) -> Option<&'static str>,
    },
    /// Workflow commands of GitHub Actions.
    Github,
    /// Logging commands of Azure Pipelines.
    Azure,
}

/// How wide a terminal is taken to be when nobody knows.
pub const DEFAULT_WIDTH: usize = 140;

/// How many diagnostics of one file are written.
const MAX_SHOWN: usize = 1000;

/// How many characters a sentence may have.
const MAX_TEXT: usize = 500;

/// What there is to say about one file.
#[derive(Clone, Debug)]
pub struct Report<'a> {
    source: &'a Source,
    diagnostics: Vec<Placed>,
}

/// A diagnostic whose places have been looked up.
#[derive(Clone, Debug)]
struct Placed {
    diagnostic: Diagnostic,
    /// `None` when it is about the file as a whole.
    span: Option<Range<usize>>,
    /// Other places with the words under them; the diagnostic's own, and where an alias leads.
    related: Vec<(Range<usize>, String)>,
}

impl<'a> Report<'a> {
    /// Looks up the places of all diagnostics, orders them by place, then severity, then code, and drops those that
    /// say the same thing about the same place. Of more than 1000 the rest is left out, and a last note says so. Without a document (the text could not be read) only spans have places.
    pub fn new(
        source: &'a Source,
        document: Option<&Document>,
        diagnostics: Vec<Diagnostic>,
    ) -> Self {
        let resolve = |place: &Place| match document {
            Some(document) => document.resolve(source, place),
            None => locate_without_document(source, place),
        };
        let mut placed: Vec<Placed> = diagnostics
            .into_iter()
            .map(|diagnostic| look_up(diagnostic, &resolve))
            .collect();
        placed.sort_by(|left, right| left.key().cmp(&right.key()));
        let mut kept: Vec<Placed> = Vec::with_capacity(placed.len());
        for candidate in placed {
            let start = candidate.start();
            let repeats = kept
                .iter()
                .rev()
                .take_while(|earlier| earlier.start() == start)
                .any(|earlier| {
                    earlier.span == candidate.span
                        && earlier.diagnostic.message == candidate.diagnostic.message
                });
            if !repeats {
                kept.push(candidate);
            }
        }
        Self {
            source,
            diagnostics: shortened(kept),
        }
    }

    /// The diagnostics, in the order in which they are written.
    pub fn diagnostics(&self) -> impl Iterator<Item = &Diagnostic> {
        self.diagnostics.iter().map(|placed| &placed.diagnostic)
    }

    /// The file that this is about.
    pub fn source(&self) -> &'a Source {
        self.source
    }
}

/// Writes the diagnostics of all files, in the order of the files. The text ends with a line break unless it is empty;
/// JSON and SARIF are never empty.
pub fn render(format: Format, reports: &[Report<'_>]) -> String {
    match format {
        Format::Human { color, width } => human::render(reports, color, width),
        Format::Concise => concise::render(reports),
        Format::Json => json::render(reports),
        Format::Sarif { describe } => sarif::render(reports, describe),
        Format::Github => github::render(reports),
        Format::Azure => azure::render(reports),
    }
}

impl Placed {
    fn start(&self) -> usize {
        self.span.as_ref().map_or(0, |span| span.start)
    }

    fn key(&self) -> (usize, super::Severity, &str, &str, usize) {
        let end = self.span.as_ref().map_or(0, |span| span.end);
        (
            self.start(),
            self.diagnostic.severity,
            self.diagnostic.code,
            &self.diagnostic.message,
            end,
        )
    }
}

/// Leaves out what nobody would read, the least severe first, and says so.
fn shortened(mut placed: Vec<Placed>) -> Vec<Placed> {
    let Some(left_out) = placed
        .len()
        .checked_sub(MAX_SHOWN)
        .filter(|left_out| *left_out > 0)
    else {
        return placed;
    };
    // Both sorts are stable: among equals the order is that of places.
    placed.sort_by_key(|placed| placed.diagnostic.severity);
    placed.truncate(MAX_SHOWN);
    placed.sort_by(|left, right| left.key().cmp(&right.key()));
    placed.push(Placed {
        diagnostic: Diagnostic::remark(
            "further-diagnostics",
            Place::File,
            format!("{left_out} further diagnostics are left out"),
        ),
        span: None,
        related: Vec::new(),
    });
    placed
}

/// Cuts a text that repeats too much of the input, and takes out of it what nobody may read.
fn cut(text: &mut String) {
    if secret::holds_secret(text) {
        *text = secret::masked(text).into_owned();
    }
    if let Some((at, _)) = text.char_indices().nth(MAX_TEXT) {
        text.truncate(at);
        text.push('…');
    }
}

fn look_up(mut diagnostic: Diagnostic, resolve: &dyn Fn(&Place) -> Located) -> Placed {
    cut(&mut diagnostic.message);
    cut(&mut diagnostic.label);
    diagnostic
        .notes
        .iter_mut()
        .chain(&mut diagnostic.helps)
        .for_each(cut);
    let span_of =
        |place: &Place, located: &Located| (*place != Place::File).then(|| located.span.clone());
    let main = resolve(&diagnostic.place);
    let span = span_of(&diagnostic.place, &main);
    let mut related: Vec<(Range<usize>, String)> = main
        .defined_at
        .into_iter()
        .map(|span| (span, "value defined here".to_owned()))
        .collect();
    for (place, label) in &mut diagnostic.related {
        cut(label);
        let located = resolve(place);
        related.extend(span_of(place, &located).map(|span| (span, label.clone())));
    }
    Placed {
        diagnostic,
        span,
        related,
    }
}

/// A text on one line that does nothing to a terminal: control characters and those that turn the direction of text
/// become visible.
pub fn one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\n' | '\r' | '\t' => line.push(' '),
            '\u{202A}'..='\u{202E}'
            | '\u{2066}'..='\u{2069}'
            | '\u{200E}'
            | '\u{200F}'
            | '\u{61C}'
            | '\u{2028}'
            | '\u{2029}' => line.push('\u{FFFD}'),
            control if control.is_control() => line.push('\u{FFFD}'),
            other => line.push(other),
        }
    }
    mask::without_commands(&line).into_owned()
}

/// A JSON text in which nothing looks like a command to a pipeline; the data stay the same.
fn defused_json(mut text: String) -> String {
    if text.contains("##") {
        for command in ["##[", "##vso[", "##VSO["] {
            text = text.replace(command, &command.replace('[', "\\u005b"));
        }
    }
    text.push('\n');
    text
}

/// The sentence, and what is under the carets, on one line.
fn sentence(diagnostic: &Diagnostic) -> String {
    let mut text = one_line(&diagnostic.message);
    if !diagnostic.label.is_empty() {
        text.push_str(": ");
        text.push_str(&one_line(&diagnostic.label));
    }
    text
}

#[cfg(test)]
mod tests;
