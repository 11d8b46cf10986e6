//! Maps and lists whose end has not been reached yet.

use std::collections::BTreeMap;
use std::ops::Range;

use super::merge::Merge;
use super::node::{Entry, Node};
use super::scalar::Scalar;
use crate::diag::{Diagnostic, Place};

/// A map or list that is not finished.
pub(super) struct Frame {
    pub(super) kind: FrameKind,
    pub(super) flow: bool,
    pub(super) start: usize,
    /// The end of what was added last.
    pub(super) end: usize,
    pub(super) anchor: usize,
}

pub(super) enum FrameKind {
    List(Vec<Node>),
    Map(MapFrame),
}

#[derive(Default)]
pub(super) struct MapFrame {
    pub(super) entries: Vec<Entry>,
    /// The index in `entries` of each key.
    pub(super) keys: BTreeMap<String, usize>,
    pub(super) merges: Vec<Merge>,
    pub(super) pending: Pending,
}

/// The key whose value comes next.
#[derive(Default)]
pub(super) enum Pending {
    /// None: what comes next is a key.
    #[default]
    Key,
    Entry(Scalar, Range<usize>),
    Merge(Range<usize>),
    /// A key that was refused: its value is dropped.
    Refused,
}

impl MapFrame {
    /// The error for a key that the map has already.
    pub(super) fn repeated(&self, key: &str, span: &Range<usize>) -> Option<Diagnostic> {
        let first = if key == "<<" {
            self.merges.first()?.at.clone()
        } else {
            self.entries.get(*self.keys.get(key)?)?.key_span.clone()
        };
        let mut diagnostic = Diagnostic::error(
            "duplicate-key",
            Place::Span(span.clone()),
            format!("the key `{key}` is written twice in one map"),
        )
        .label("remove one of the two")
        .related(Place::Span(first), "first written here");
        if key == "<<" {
            diagnostic = diagnostic.help("to merge two maps, write a list: `<<: [*one, *two]`");
        }
        Some(diagnostic)
    }
}
