//! From the text of an intent to the intent that may be used, with everything there is to say about it.
//!
//! Text → document → schema → intent as written → rules → settled intent. A text that is no YAML ends the run; anything else
//! that is wrong does not: the schema mends what it refuses, and the rules speak about what the user did write.

use serde_json::Value;

use crate::diag::{Checked, Diagnostic, Place, Severity};
use crate::document::Document;
use crate::document::meant::Meant;
use crate::document::pointer::{Pointer, Step};
use crate::document::scalar::Meaning;
use crate::intent::written::Written;
use crate::intent::{Intent, settle};
use crate::rules;
use crate::schema::{self, Moves};
use crate::source::Source;

/// Everything that came of one intent.
#[derive(Clone, Debug, Default)]
pub struct FrontEnd {
    /// The tree of values, which knows the places of diagnostics. None when the text could not be read.
    pub document: Option<Document>,
    /// All there is to say, in no order.
    pub diagnostics: Vec<Diagnostic>,
    /// Warnings that the intent turns off.
    pub suppressed: Vec<Diagnostic>,
    /// The intent as written, or as mended; none when it was too far from an intent.
    pub written: Option<Written>,
    /// The intent that may be used; there is one exactly when no diagnostic is an error.
    pub intent: Option<Intent>,
    /// A mistake of this program that was found on the way.
    pub fault: Option<Fault>,
    /// What the schema mended: what is said about it is no news to the user.
    mended: Vec<Pointer>,
    /// What stands elsewhere in the mended intent.
    moves: Moves,
    /// What the mended intent lacks although other parts may refer to it.
    lost: Vec<Pointer>,
}

/// A mistake of this program: the schema takes what the types refuse.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Where in the intent.
    pub pointer: Pointer,
    /// What the types want there.
    pub expected: String,
}

/// Reads an intent and says everything that is wrong with it.
pub fn front_end(source: &Source) -> FrontEnd {
    let mut end = FrontEnd::default();
    let Checked { value, diagnostics } = Document::read(source);
    end.diagnostics = diagnostics;
    let Some(document) = value else {
        return end;
    };
    let json = end.examine(&document);
    let mut written = None;
    if let Some(json) = json {
        match read(json) {
            Ok(read) => written = Some(read),
            // A mended intent was only a try.
            Err(fault) if end.has_errors() => drop(fault),
            Err(fault) => end.fault = Some(fault),
        }
    }
    if let Some(written) = written {
        for diagnostic in rules::check(&written) {
            let diagnostic = end.moves.send_home(diagnostic);
            if !end.is_echo(&document, &diagnostic) {
                end.diagnostics.push(diagnostic);
            }
        }
        if !end.has_errors() {
            match settle(&written) {
                Ok(intent) => end.intent = Some(intent),
                Err(refused) => end.diagnostics.push(*refused),
            }
        }
        end.suppress(&written);
        end.written = Some(written);
    }
    end.document = Some(document);
    end
}

impl FrontEnd {
    /// What came of a file that could not be read at all.
    pub fn refused(diagnostic: Diagnostic) -> Self {
        Self {
            diagnostics: vec![diagnostic],
            ..Self::default()
        }
    }

    /// Whether any diagnostic is an error.
    pub fn has_errors(&self) -> bool {
        self.diagnostics.iter().any(Diagnostic::is_error)
    }

    /// Adds what was found by looking at several intents; after an error the intent may not be used.
    pub fn add(&mut self, diagnostic: Diagnostic) {
        if let Some(document) = &self.document
            && self.is_echo(document, &diagnostic)
        {
            return;
        }
        if diagnostic.is_error() {
            self.intent = None;
        }
        self.diagnostics.push(diagnostic);
    }

    /// Asks the schema; gives the JSON that it takes.
    fn examine(&mut self, document: &Document) -> Option<Value> {
        let plain = document.to_json(&|_| Meant::Other);
        let meant = |pointer: &Pointer| schema::meant(pointer, &plain);
        let mut examined = schema::examine(&document.to_json(&meant));
        let mut ambiguous = document.ambiguous_scalars(&meant);
        // Only when it is known where something belongs is it known what is meant as text there.
        let first = examined.clone();
        if let Some(repaired) = first.repaired.as_ref().filter(|_| !first.moves.is_empty()) {
            let meant = |pointer: &Pointer| schema::meant(&first.moves.away(pointer), repaired);
            examined = schema::examine(&document.to_json(&meant));
            ambiguous = document.ambiguous_scalars(&meant);
        }
        let found = ambiguous.into_iter().chain(examined.diagnostics);
        let found: Vec<Diagnostic> = found
            .filter(|diagnostic| !is_spoilt(document, diagnostic))
            .collect();
        // What is wrong as text is wrong in every other way too.
        let as_text = self.diagnostics.iter().filter(|said| said.is_error());
        self.mended = as_text
            .filter_map(|said| pointer_of(&said.place).cloned())
            .chain(examined.touched)
            .collect();
        self.diagnostics.extend(found);
        self.moves = examined.moves;
        self.lost = examined.lost;
        examined.repaired
    }

    /// Takes out the warnings that the intent turns off.
    fn suppress(&mut self, written: &Written) {
        let (suppressed, kept) = std::mem::take(&mut self.diagnostics)
            .into_iter()
            .partition(|diagnostic| rules::suppressed(written, diagnostic).is_some());
        self.suppressed = suppressed;
        self.diagnostics = kept;
    }

    /// Whether a diagnostic is about what the schema mended, which the user did not write.
    ///
    /// It is where its place, or one beside it, is mended or lies within what was mended. It also is where its place directly
    /// holds what was mended, or would have to stand beside it and does not: what it misses may be what was taken out. A warning
    /// about anything that holds it can wait until the errors are gone.
    fn is_echo(&self, document: &Document, diagnostic: &Diagnostic) -> bool {
        if is_spoilt(document, diagnostic)
            || !rules::holds_without(diagnostic.code, &self.lost)
            || !rules::holds_despite(diagnostic.code, &self.mended)
        {
            return true;
        }
        // Quotes that are none make a text that nobody means.
        let is_in_odd_quotes = diagnostic.severity == Severity::Warning
            && self.diagnostics.iter().any(|said| {
                said.code == "smart-quotes"
                    && pointer_of(&said.place) == pointer_of(&diagnostic.place)
            });
        if is_in_odd_quotes {
            return true;
        }
        let within = |place: &Place| {
            pointer_of(place)
                .is_some_and(|at| self.mended.iter().any(|mended| at.is_within(mended)))
        };
        if within(&diagnostic.place) || diagnostic.related.iter().any(|(place, _)| within(place)) {
            return true;
        }
        let Some(at) = pointer_of(&diagnostic.place) else {
            return diagnostic.place == Place::File && !self.mended.is_empty();
        };
        let there = nearest(document, at);
        let is_warning = diagnostic.severity != Severity::Error && there == *at;
        self.mended.iter().any(|mended| {
            mended.parent().as_ref() == Some(&there) || is_warning && mended.is_within(&there)
        })
    }
}

/// The typed intent of a JSON that the schema takes. Top-level keys that begin with `x-` are the user's own.
fn read(mut json: Value) -> Result<Written, Fault> {
    if let Value::Object(map) = &mut json {
        map.retain(|key, _| !key.starts_with("x-"));
    }
    serde_path_to_error::deserialize(json).map_err(|error| Fault {
        pointer: pointer(error.path()),
        expected: expected(&error.inner().to_string()),
    })
}

fn pointer(path: &serde_path_to_error::Path) -> Pointer {
    use serde_path_to_error::Segment;
    path.iter()
        .filter_map(|segment| match segment {
            Segment::Seq { index } => Some(Step::Index(*index)),
            Segment::Map { key } => Some(Step::Key(key.clone())),
            Segment::Enum { .. } | Segment::Unknown => None,
        })
        .fold(Pointer::root(), |pointer, step| pointer.step(step))
}

/// The end of a message of the types, which says what they want; the rest repeats the value, which may be a secret.
fn expected(message: &str) -> String {
    message
        .rfind("expected ")
        .map_or("another value", |at| &message[at + "expected ".len()..])
        .to_owned()
}

fn pointer_of(place: &Place) -> Option<&Pointer> {
    match place {
        Place::Value(pointer) | Place::Key(pointer) | Place::Inside(pointer, _) => Some(pointer),
        Place::Span(_) | Place::File => None,
    }
}

/// Whether it is about a value that cannot be as it is written, which is said.
fn is_spoilt(document: &Document, diagnostic: &Diagnostic) -> bool {
    pointer_of(&diagnostic.place)
        .and_then(|at| document.scalar(at))
        .is_some_and(|scalar| scalar.spoilt || scalar.meaning == Meaning::OutOfRange)
}

/// The place itself where the user wrote something there, else the nearest thing that would hold it.
fn nearest(document: &Document, pointer: &Pointer) -> Pointer {
    let mut here = pointer.clone();
    while document.find(&here).is_none() {
        match here.parent() {
            Some(parent) => here = parent,
            None => break,
        }
    }
    here
}

#[cfg(test)]
mod tests;
