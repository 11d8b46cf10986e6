//! What hubseal has to say about an input: a code, a place, a sentence, and what to write instead.

pub mod render;
pub mod secret;

use std::fmt;
use std::ops::Range;

use crate::document::pointer::Pointer;
use crate::source::Unreadable;

/// One thing to tell the user. Places are symbolic (a pointer into the tree of values) and are turned into lines and
/// columns only when the diagnostic is printed, so whoever makes one needs no text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// What is wrong, in kebab-case; the name of the page that `hubseal explain` prints.
    pub code: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// What is wrong, as a sentence without a full stop; names in backticks.
    pub message: String,
    /// Where it is.
    pub place: Place,
    /// The words under the carets: what to write instead. May be empty.
    pub label: String,
    /// Other places that belong to it, each with the words under it.
    pub related: Vec<(Place, String)>,
    /// Facts that explain it, each one sentence.
    pub notes: Vec<String>,
    /// What to do about it, each one sentence.
    pub helps: Vec<String>,
}

/// How bad a diagnostic is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Nothing is written.
    Error,
    /// Likely a mistake; does not fail a run unless the user asks.
    Warning,
    /// Worth knowing.
    Note,
}

/// Where in the intent something is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// A value.
    Value(Pointer),
    /// The key of the map entry that the pointer names.
    Key(Pointer),
    /// A part of a scalar: a byte range in its decoded text (after quotes, escapes and folding are undone).
    Inside(Pointer, Range<usize>),
    /// Bytes of the source text.
    Span(Range<usize>),
    /// The file as a whole.
    File,
}

/// What a step of the front end made of its input, and all it has to say. There is a value whenever later steps can
/// still find something useful in it, even when there are errors.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checked<T> {
    /// What could be made; `None` when there is nothing to go on with.
    pub value: Option<T>,
    /// Everything that was found, in the order in which it was found.
    pub diagnostics: Vec<Diagnostic>,
}

impl Diagnostic {
    /// An error: `code` names what is wrong, `message` says it.
    pub fn error(code: &'static str, place: Place, message: impl Into<String>) -> Self {
        Self::new(Severity::Error, code, place, message.into())
    }

    /// A warning: `code` names what is wrong, `message` says it.
    pub fn warning(code: &'static str, place: Place, message: impl Into<String>) -> Self {
        Self::new(Severity::Warning, code, place, message.into())
    }

    /// A diagnostic of severity note: `code` names what is worth knowing, `message` says it. (The method
    /// [`Diagnostic::note`] adds a fact to a diagnostic.)
    pub fn remark(code: &'static str, place: Place, message: impl Into<String>) -> Self {
        Self::new(Severity::Note, code, place, message.into())
    }

    /// Sets the words under the carets: what to write instead.
    #[must_use]
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = label.into();
        self
    }

    /// Adds another place with the words under it.
    #[must_use]
    pub fn related(mut self, place: Place, label: impl Into<String>) -> Self {
        self.related.push((place, label.into()));
        self
    }

    /// Adds a fact that explains it.
    #[must_use]
    pub fn note(mut self, note: impl Into<String>) -> Self {
        self.notes.push(note.into());
        self
    }

    /// Adds what to do about it.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.helps.push(help.into());
        self
    }

    /// Whether it is an error.
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }

    fn new(severity: Severity, code: &'static str, place: Place, message: String) -> Self {
        Self {
            code,
            severity,
            message,
            place,
            label: String::new(),
            related: Vec::new(),
            notes: Vec::new(),
            helps: Vec::new(),
        }
    }
}

impl<T> Checked<T> {
    /// A value with nothing to say about it.
    pub fn clean(value: T) -> Self {
        Self {
            value: Some(value),
            diagnostics: Vec::new(),
        }
    }

    /// No value, and why.
    pub fn failed(diagnostics: Vec<Diagnostic>) -> Self {
        Self {
            value: None,
            diagnostics,
        }
    }

    /// Whether any diagnostic is an error.
    pub fn has_errors(&self) -> bool {
        self.diagnostics.iter().any(Diagnostic::is_error)
    }
}

impl Severity {
    /// The word that is printed: `error`, `warning` or `note`.
    pub fn word(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "note",
        }
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.word())
    }
}

impl From<Unreadable> for Diagnostic {
    fn from(unreadable: Unreadable) -> Self {
        Diagnostic::error(
            unreadable.code,
            Place::Span(unreadable.span),
            unreadable.message,
        )
        .label(unreadable.label)
        .help(unreadable.help)
    }
}
