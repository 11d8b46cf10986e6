//! The tree of values: what the YAML text says, and where it says it.

use std::ops::Range;

use super::pointer::Step;
use super::scalar::Scalar;

/// One value and its place.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// What the value is.
    pub kind: Kind,
    /// Where the user put it, in bytes of the source. Of a value that comes from an alias or a merge key this is the
    /// alias (`*name`) or the merge key (`<<`).
    pub span: Range<usize>,
    /// Where the value is written, if that is somewhere else: behind the anchor of an alias or merge key.
    pub defined_at: Option<Range<usize>>,
}

/// The three kinds of value that YAML has.
#[derive(Clone, Debug, PartialEq)]
pub enum Kind {
    /// A single value.
    Scalar(Scalar),
    /// A list.
    List(Vec<Node>),
    /// A map, in the order of the source; entries that come from merge keys stand last.
    Map(Vec<Entry>),
}

/// One entry of a map.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// The key; all keys of a map differ.
    pub key: Scalar,
    /// Where the user put the key: for an entry that comes from an alias or a merge key, the alias or merge key.
    pub key_span: Range<usize>,
    /// Where the key is written, if that is somewhere else.
    pub key_defined_at: Option<Range<usize>>,
    /// The value.
    pub value: Node,
}

impl Node {
    /// The bytes of the source in which the value is written.
    pub fn written_at(&self) -> Range<usize> {
        self.defined_at.clone().unwrap_or_else(|| self.span.clone())
    }

    /// The scalar, if it is one.
    pub fn as_scalar(&self) -> Option<&Scalar> {
        match &self.kind {
            Kind::Scalar(scalar) => Some(scalar),
            Kind::List(_) | Kind::Map(_) => None,
        }
    }

    /// The entries, if it is a map; otherwise none.
    pub fn entries(&self) -> &[Entry] {
        match &self.kind {
            Kind::Map(entries) => entries,
            Kind::Scalar(_) | Kind::List(_) => &[],
        }
    }

    /// The items, if it is a list; otherwise none.
    pub fn items(&self) -> &[Node] {
        match &self.kind {
            Kind::List(items) => items,
            Kind::Scalar(_) | Kind::Map(_) => &[],
        }
    }

    /// The entry of a map under `key`.
    pub fn entry(&self, key: &str) -> Option<&Entry> {
        self.entries().iter().find(|entry| entry.key.text == key)
    }

    /// Whether there is nothing at all where the value should be, as in `key:`.
    pub fn is_empty(&self) -> bool {
        self.as_scalar().is_some_and(Scalar::is_empty)
    }
}

impl Entry {
    /// The bytes of the source in which the key is written.
    pub fn key_written_at(&self) -> Range<usize> {
        self.key_defined_at
            .clone()
            .unwrap_or_else(|| self.key_span.clone())
    }
}

/// Where one step from a node leads.
#[derive(Clone, Copy, Debug)]
pub(super) enum Child<'a> {
    /// To an entry of a map.
    Entry(&'a Entry),
    /// To an item of a list.
    Item(&'a Node),
}

impl<'a> Child<'a> {
    pub(super) fn node(self) -> &'a Node {
        match self {
            Child::Entry(entry) => &entry.value,
            Child::Item(node) => node,
        }
    }
}

/// Takes one step; an index is also tried as the key of a map, since a JSON pointer does not tell the two apart.
pub(super) fn child<'a>(node: &'a Node, step: &Step) -> Option<Child<'a>> {
    match (&node.kind, step) {
        (Kind::Map(_), Step::Key(key)) => node.entry(key).map(Child::Entry),
        (Kind::Map(_), Step::Index(index)) => node.entry(&index.to_string()).map(Child::Entry),
        (Kind::List(items), Step::Index(index)) => items.get(*index).map(Child::Item),
        (Kind::List(_), Step::Key(_)) | (Kind::Scalar(_), _) => None,
    }
}
