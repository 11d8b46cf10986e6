//! Which keys a map may have: text, each once.

use std::ops::Range;

use super::frame::{MapFrame, Pending};
use super::node::{Kind, Node};
use super::scalar::{Meaning, Scalar, is_number_elsewhere, quoted};
use super::syntax;
use crate::diag::{Diagnostic, Place, secret};
use crate::source::Source;

/// What became of a key.
pub(super) struct Judged {
    /// What the next value is for.
    pub(super) pending: Pending,
    /// What there is to say.
    pub(super) diagnostic: Option<Diagnostic>,
    /// Whether the map still says what the user meant.
    pub(super) reliable: bool,
}

/// Judges what stands in the place of a key.
pub(super) fn judge(source: &Source, map: &MapFrame, node: Node) -> Judged {
    let span = node.span;
    let Kind::Scalar(key) = node.kind else {
        let template = source.text()[span.start..].starts_with('{');
        let mut diagnostic = Diagnostic::error(
            "key-not-text",
            Place::Span(span.clone()),
            "a map or list stands where a key should be",
        );
        if template {
            diagnostic = diagnostic
                .label("`{` begins a map")
                .help("if this is a placeholder such as `{{ name }}`, write it in quotes; hubseal fills in no placeholders");
        }
        return refused(diagnostic);
    };
    if node.defined_at.is_some() {
        return refused(
            Diagnostic::error(
                "key-not-text",
                Place::Span(span),
                "an alias stands where a key should be",
            )
            .label(format!("write {}", key.text)),
        );
    }
    if key.is_empty() {
        return refused(Diagnostic::error(
            "key-not-text",
            Place::Span(span),
            "the key before `:` is missing",
        ));
    }
    if key.is_plain() && syntax::is_foreign_comment(&key.text) {
        return refused(syntax::foreign_comment(span));
    }
    if key.text == "<<" {
        return match map.repeated("<<", &span) {
            Some(diagnostic) => taken(Pending::Merge(span), Some(diagnostic)),
            None => taken(Pending::Merge(span), None),
        };
    }
    let kind = match &key.meaning {
        Meaning::Text if key.is_plain() && is_number_elsewhere(&key.text) => {
            Some("a number for some YAML readers")
        }
        Meaning::Text => None,
        Meaning::Null => Some("a null"),
        Meaning::Bool(_) => Some("a boolean"),
        Meaning::Number(_) => Some("a number"),
        // Reported already.
        Meaning::OutOfRange => return taken(Pending::Entry(key, span), None),
    };
    if let Some(diagnostic) = map.repeated(&key.text, &span) {
        return taken(Pending::Again(key.text), Some(diagnostic));
    }
    let diagnostic = kind.map(|kind| {
        Diagnostic::error(
            "key-not-text",
            Place::Span(span.clone()),
            format!("the key `{}` is {kind}; keys are text", key.text),
        )
        .label(format!("write {}", quoted(&key.text)))
    });
    taken(Pending::Entry(key, span), diagnostic)
}

/// The key and the value of `name:x`, with their places.
pub(super) type Split = ((Scalar, Range<usize>), (Scalar, Range<usize>));

/// `name:x` as the key and value that are meant.
pub(super) fn split(key: &Scalar, span: &Range<usize>) -> Option<Split> {
    let (name, value) = key.text.split_once(':')?;
    let colon = span.start + name.len();
    Some((
        (Scalar::plain(name), span.start..colon.min(span.end)),
        (Scalar::plain(value), (colon + 1).min(span.end)..span.end),
    ))
}

/// `{ name:x }` is a map with the one key `name:x`, which nobody means.
pub(super) fn missing_space(key: &Scalar, span: &Range<usize>) -> Option<Diagnostic> {
    if !key.is_plain() {
        return None;
    }
    let (name, value) = key.text.split_once(':')?;
    if name.is_empty() || value.is_empty() {
        return None;
    }
    let colon = span.start + name.len();
    let value = if secret::is_secret_key(name) || secret::holds_secret(value) {
        "…"
    } else {
        value
    };
    Some(syntax::missing_space_after_colon(
        name,
        value,
        colon..(colon + 1).min(span.end),
    ))
}

fn taken(pending: Pending, diagnostic: Option<Diagnostic>) -> Judged {
    Judged {
        pending,
        diagnostic,
        reliable: true,
    }
}

fn refused(diagnostic: Diagnostic) -> Judged {
    Judged {
        pending: Pending::Refused,
        diagnostic: Some(diagnostic),
        reliable: false,
    }
}
