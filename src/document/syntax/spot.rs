//! The place where the parser gave up, and the lines around it.

use std::ops::Range;

use crate::source::Source;

/// The place where the parser stopped, and the lines around it.
pub(super) struct Spot<'a> {
    pub(super) source: &'a Source,
    pub(super) text: &'a str,
    pub(super) at: usize,
    pub(super) line: usize,
}

impl<'a> Spot<'a> {
    pub(super) fn new(source: &'a Source, at: usize) -> Self {
        Self {
            source,
            text: source.text(),
            at,
            line: source.line_column(at).0,
        }
    }

    /// The bytes of a line without its indentation and without white space at its end.
    pub(super) fn content(&self, line: usize) -> Range<usize> {
        let range = self.source.line_range(line);
        let text = &self.text[range.clone()];
        let start = range.start + (text.len() - text.trim_start().len());
        start..start + text.trim().len()
    }

    /// The last line before `line` that holds anything but white space and comments.
    pub(super) fn line_before(&self, line: usize) -> Option<usize> {
        (1..line).rev().find(|line| {
            let content = &self.text[self.content(*line)];
            !content.is_empty() && !content.starts_with('#')
        })
    }

    /// The rest of the line behind a byte, without white space at its end; at least one character where there is one.
    pub(super) fn rest(&self, at: usize) -> Range<usize> {
        let end = self.content(self.source.line_column(at).0).end;
        at..end.max(at)
    }

    /// One character.
    pub(super) fn one(&self, at: usize) -> Range<usize> {
        let length = self.text[at..]
            .chars()
            .next()
            .filter(|next| !matches!(next, '\n' | '\r'))
            .map_or(0, char::len_utf8);
        at..at + length
    }

    /// How many characters stand before a byte on its line.
    pub(super) fn column(&self, at: usize) -> usize {
        self.source.line_column(at).1 - 1
    }

    pub(super) fn character(&self) -> Option<char> {
        self.text[self.at..].chars().next()
    }
}
