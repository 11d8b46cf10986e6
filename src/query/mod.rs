//! The compiler for the conditions of routes: is a condition one that IoT Hub accepts, can it match, and is it meant so?
//!
//! Text → tokens (`lexer`) → syntax tree (`parser`, `syntax`, and `misplaced` for what cannot be parsed) → types (`check`,
//! with the table of `functions`, and `mismatch` for what does not fit) → what it can evaluate to (`values`, `never`,
//! `impossible`, `contradictions`) and what its names look like (`names`, `spelling`). The text itself is never changed.
//!
//! Facts, unless a table says otherwise: the grammar, type rules and tests of `Microsoft.Azure.Devices.Routing.Core` in
//! Azure/iotedge, which came out of IoT Hub's own code base (read 2026-08); the pages "IoT Hub message routing query
//! syntax", "IoT Hub query language" and "Create and read IoT Hub messages" of the Azure documentation. Where the two
//! differ, the cloud's documentation holds.

mod check;
mod codes;
mod contradictions;
mod functions;
mod impossible;
mod lexer;
mod lists;
mod mismatch;
mod misplaced;
mod names;
mod never;
mod parser;
mod spelling;
mod syntax;
#[cfg(test)]
mod tests;
mod values;

use std::collections::BTreeSet;
use std::ops::Range;

use codes::Code;
/// What a condition is judged against besides its own text.
#[derive(Clone, Debug, Default)]
pub struct Context {
    /// Is the hub of a Basic tier, which has no twins?
    pub basic_tier: bool,
    /// Azure's name of the route's source, such as `DeviceMessages`; `None` where it is not known.
    pub source: Option<String>,
}

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// The service refuses the condition, or it surely loses messages.
    Error,
    /// The service takes the condition, but it cannot be meant so.
    Warning,
}

/// Something wrong with a condition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// How bad it is; always the same for one code.
    pub level: Level,
    /// Names the fault, in kebab-case; one of [`code_list`].
    pub code: &'static str,
    /// Where, in bytes of the condition; empty at its end where something is missing.
    pub range: Range<usize>,
    /// What is wrong, in one sentence.
    pub message: String,
    /// What to write instead.
    pub label: String,
    /// What helps to understand it.
    pub note: Option<String>,
}

/// Judges a condition: all findings, ordered by place. No finding: the service takes the condition and it makes sense.
///
/// Warnings about the meaning are given only where the text could be parsed.
pub fn check(condition: &str, context: &Context) -> Vec<Finding> {
    let mut findings = Findings::default();
    let syntax = parser::parse(condition, &mut findings);
    lists::check(&syntax, &mut findings);
    let parsed = findings.list.is_empty();
    let types = check::check(condition, &syntax, context, &mut findings);
    if parsed {
        names::check(condition, &syntax, &types, context, &mut findings);
    }
    if !findings.has_errors() {
        let told: BTreeSet<(usize, usize)> = findings
            .list
            .iter()
            .map(|told| (told.range.start, told.range.end))
            .collect();
        never::check(condition, &syntax, &types, &mut findings);
        // A misspelt name that is not compared was told already.
        findings.list.retain(|finding| {
            finding.code != Code::Never.named().0
                || !told.contains(&(finding.range.start, finding.range.end))
        });
    }
    findings
        .list
        .sort_by_key(|finding| (finding.range.start, finding.range.end));
    findings.list
}

/// Does the condition match every message, whatever is in it: `true`, `(true)`, `1 = 1`, or left blank?
pub fn is_catch_all(condition: &str) -> bool {
    let mut findings = Findings::default();
    let syntax = parser::parse(condition, &mut findings);
    if syntax.root.is_none() {
        return true;
    }
    let types = check::check(condition, &syntax, &Context::default(), &mut findings);
    !findings.has_errors() && never::is_always_true(condition, &syntax, &types)
}

/// Every code that a finding can have, its level, and one sentence that says what it means.
pub fn code_list() -> &'static [(&'static str, Level, &'static str)] {
    codes::LIST
}

/// The findings gathered so far.
#[derive(Debug, Default)]
struct Findings {
    list: Vec<Finding>,
}

impl Findings {
    fn has_errors(&self) -> bool {
        self.list
            .iter()
            .any(|finding| finding.level == Level::Error)
    }

    /// Adds a finding: what is wrong, and what to write instead.
    fn add(
        &mut self,
        code: Code,
        range: Range<usize>,
        message: impl Into<String>,
        label: impl Into<String>,
    ) -> &mut Finding {
        let (code, level) = code.named();
        let finding = Finding {
            level,
            code,
            range,
            message: message.into(),
            label: label.into(),
            note: None,
        };
        self.list.push(finding);
        self.list.last_mut().expect("a finding was just added")
    }
}

impl Finding {
    /// Adds what helps to understand it.
    fn note(&mut self, note: impl Into<String>) {
        self.note = Some(note.into());
    }
}

/// A part of the condition as it may stand in a message: short, on one line.
fn excerpt<'a>(condition: &'a str, range: &Range<usize>) -> std::borrow::Cow<'a, str> {
    const LONGEST: usize = 60;
    let text = condition.get(range.clone()).unwrap_or_default();
    if text.chars().count() <= LONGEST && !text.contains(['\n', '\r']) {
        return text.into();
    }
    let line: String = text
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .take(LONGEST)
        .collect();
    format!("{line}…").into()
}

/// The words of a list nearest to a word, if one is near enough to be meant: it differs in few letters only.
fn nearest<'a>(word: &str, among: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let word: Vec<char> = word.chars().take(64).flat_map(char::to_lowercase).collect();
    let allowed = (word.len() / 3).max(1);
    among
        .map(|known| {
            (
                distance(&word, &known.to_lowercase().chars().collect::<Vec<_>>()),
                known,
            )
        })
        .filter(|(distance, _)| *distance <= allowed)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, known)| known)
}

/// How many letters must be added, removed, replaced or swapped to make one word the other.
fn distance(from: &[char], to: &[char]) -> usize {
    let mut rows: Vec<Vec<usize>> = vec![(0..=to.len()).collect()];
    for (i, a) in from.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, b) in to.iter().enumerate() {
            let replaced = rows[i][j] + usize::from(a != b);
            let mut best = replaced.min(rows[i][j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && *a == to[j - 1] && from[i - 1] == *b {
                best = best.min(rows[i - 1][j - 1] + 1);
            }
            row.push(best);
        }
        rows.push(row);
    }
    rows[from.len()][to.len()]
}
