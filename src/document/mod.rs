//! The YAML text as a tree of values with places.
//!
//! Two readers read the text. The first gives events with places, from which the tree is built, and within limits: it
//! also finds what YAML allows and an intent must not have. The second is the one that the rest of the world uses;
//! the two must agree.

mod alias;
mod build;
mod codes;
mod frame;
mod keys;
mod locate;
mod lookalikes;
pub mod meant;
mod merge;
pub mod node;
pub mod pointer;
pub mod scalar;
mod second_reader;
mod spelling;
mod syntax;
mod traps;

use std::ops::Range;

use serde_json::Value;

pub use self::codes::CODES;
pub use self::locate::Located;
use self::meant::Meant;
use self::node::Node;
use self::pointer::Pointer;
use self::scalar::Scalar;
pub(crate) use self::traps::is_invisible;
use crate::diag::{Checked, Diagnostic, Place};
use crate::source::Source;

/// No kind of warning is given more often than this for one file; nobody reads more.
const ENOUGH: usize = 1000;

/// What an intent file says, and where it says it.
#[derive(Clone, Debug, PartialEq)]
pub struct Document {
    root: Node,
}

impl Document {
    /// Reads a text. There is a document whenever what was read is what the user meant, also beside errors such as a
    /// repeated key; there is none when the text is not YAML or a value could not be made out.
    pub fn read(source: &Source) -> Checked<Document> {
        let built = build::build(source);
        let mut diagnostics = built.diagnostics;
        let Some(root) = built.root else {
            return Checked::failed(diagnostics);
        };
        diagnostics.extend(traps::find(source, &root));
        if !diagnostics.iter().any(Diagnostic::is_error) {
            diagnostics.extend(second_reader::compare(source, &root));
        }
        Checked {
            value: Some(Document { root }),
            diagnostics,
        }
    }

    /// The whole tree.
    pub fn root(&self) -> &Node {
        &self.root
    }

    /// The value at a pointer.
    pub fn find(&self, pointer: &Pointer) -> Option<&Node> {
        pointer.steps().iter().try_fold(&self.root, |node, step| {
            node::child(node, step).map(node::Child::node)
        })
    }

    /// The single value at a pointer, with its text as it is in the source and how it is written.
    pub fn scalar(&self, pointer: &Pointer) -> Option<&Scalar> {
        self.find(pointer)?.as_scalar()
    }

    /// The JSON of the document. `meant` says for each single value what the schema wants there; where that is text,
    /// numbers and booleans without quotes keep the characters of the source.
    ///
    /// `null`, `~` and nothing at all stay null: it is for the schema to say where nothing may stand.
    pub fn to_json(&self, meant: &dyn Fn(&Pointer) -> Meant) -> Value {
        meant::to_json(&self.root, &Pointer::root(), meant)
    }

    /// Warnings (`unquoted-text`) for values that stand without quotes where text is meant and that other YAML
    /// readers, or YAML itself, take for something else: `no`, `1.10`, `0123`, `12:30:45`. Keys are always meant as
    /// text. A whole number such as `4711`, whose text survives, is no reason to warn.
    pub fn ambiguous_scalars(&self, meant: &dyn Fn(&Pointer) -> Meant) -> Vec<Diagnostic> {
        let mut found = Vec::new();
        meant::ambiguous(&self.root, &Pointer::root(), meant, &mut found);
        found
    }

    /// The bytes to underline for a place, within one line; see [`Document::resolve`].
    pub fn locate(&self, source: &Source, place: &Place) -> Range<usize> {
        self.resolve(source, place).span
    }

    /// Where a place is in the source.
    ///
    /// A value that comes from an alias or merge key is shown at the alias or merge key, with the place where it is
    /// written beside it. What is not there is shown at the key of the nearest thing that would hold it; in a map
    /// that is an item of a list, and at the root, at the first key.
    pub fn resolve(&self, source: &Source, place: &Place) -> Located {
        locate::locate(source, Some(&self.root), place)
    }
}

/// Where a place is in a text that could not be read: spans are as they are, all else is the start of the file.
pub fn locate_without_document(source: &Source, place: &Place) -> Located {
    locate::locate(source, None, place)
}

#[cfg(test)]
mod tests;
