//! Maps and lists whose end has not been reached yet.

use std::collections::BTreeMap;
use std::ops::Range;

use super::keys;
use super::merge::{self, Merge};
use super::node::{Entry, Kind, Node};
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
    /// A key that the map has already: the value is taken together with the first one.
    Again(String),
    Merge(Range<usize>),
    /// A key that was refused: its value is dropped.
    Refused,
}

impl MapFrame {
    /// Adds an entry with a new key.
    pub(super) fn add(&mut self, key: Scalar, key_span: Range<usize>, value: Node) {
        self.keys.insert(key.text.clone(), self.entries.len());
        self.entries.push(Entry {
            key,
            key_span,
            key_defined_at: None,
            value,
        });
    }

    /// Adds the entry that is meant by `name:x`.
    pub(super) fn add_split(&mut self, key: &Scalar, span: &Range<usize>) {
        if let Some(((name, name_span), (value, value_span))) = keys::split(key, span)
            && !self.keys.contains_key(&name.text)
        {
            let value = Node {
                kind: Kind::Scalar(value),
                span: value_span,
                defined_at: None,
            };
            self.add(name, name_span, value);
        }
    }

    /// Takes a second value of a key together with the first one, so that what refers to either finds it. Of single
    /// values the first one stands.
    pub(super) fn add_again(&mut self, key: &str, value: Node) {
        let first = self
            .keys
            .get(key)
            .and_then(|index| self.entries.get_mut(*index));
        if let Some(first) = first {
            merge::together(&mut first.value, value);
        }
    }

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
