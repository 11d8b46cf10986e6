//! Every code that hubseal prints, with its page: those of rules, and those of everything else.

mod pages;

use crate::diag::Severity;
use crate::rules;
use crate::schema;

/// What there is to read about a code.
#[derive(Clone, Copy, Debug)]
pub struct Entry {
    /// The code.
    pub code: &'static str,
    /// The worst that it is given with.
    pub severity: Severity,
    /// What is wrong, in one sentence.
    pub summary: &'static str,
    /// The whole page, in Markdown.
    pub page: &'static str,
}

/// Every code: first those of rules, then those of the schema, then those of files, texts and output.
pub fn all() -> impl Iterator<Item = Entry> {
    let of_rules = rules::all().map(|rule| (rule.code, rule.severity, rule.page));
    let of_schema = schema::PAGES.map(|(code, page)| (code, Severity::Error, page));
    of_rules
        .chain(of_schema)
        .chain(pages::PAGES.iter().copied())
        .map(|(code, severity, page)| Entry {
            code,
            severity,
            summary: summary_of(page),
            page,
        })
}

/// What there is about a code.
pub fn find(code: &str) -> Option<Entry> {
    all().find(|entry| entry.code == code)
}

/// The sentence that says what a code means.
pub fn summary(code: &str) -> Option<&'static str> {
    find(code).map(|entry| entry.summary)
}

/// The code that is spelled most like a word that is none.
pub fn nearest(word: &str) -> Option<&'static str> {
    let codes: Vec<&'static str> = all().map(|entry| entry.code).collect();
    similar::get_close_matches(word, &codes, 1, 0.6)
        .first()
        .copied()
}

/// The paragraph below the heading of a page.
fn summary_of(page: &'static str) -> &'static str {
    let below = page.split_once("\n\n").map_or("", |(_, below)| below);
    below.split("\n\n").next().unwrap_or_default().trim()
}

#[cfg(test)]
mod tests;
