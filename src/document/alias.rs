//! Copies of values for the places where aliases and merge keys stand.

use std::ops::Range;

use super::node::{Entry, Kind, Node};

/// The copy of a value that an alias or merge key at `at` stands for.
pub(super) fn moved_to(node: &Node, at: &Range<usize>) -> Node {
    let kind = match &node.kind {
        Kind::Scalar(scalar) => Kind::Scalar(scalar.clone()),
        Kind::List(items) => Kind::List(items.iter().map(|item| moved_to(item, at)).collect()),
        Kind::Map(entries) => Kind::Map(
            entries
                .iter()
                .map(|entry| entry_moved_to(entry, at))
                .collect(),
        ),
    };
    Node {
        kind,
        span: at.clone(),
        defined_at: Some(node.written_at()),
    }
}

/// The copy of an entry that an alias or merge key at `at` stands for.
pub(super) fn entry_moved_to(entry: &Entry, at: &Range<usize>) -> Entry {
    Entry {
        key: entry.key.clone(),
        key_span: at.clone(),
        key_defined_at: Some(entry.key_written_at()),
        value: moved_to(&entry.value, at),
    }
}

/// How many values a tree holds, and how deep its maps and lists are nested.
pub(super) fn measure(node: &Node) -> (usize, usize) {
    let children: Vec<&Node> = match &node.kind {
        Kind::Scalar(_) => return (1, 0),
        Kind::List(items) => items.iter().collect(),
        Kind::Map(entries) => entries.iter().map(|entry| &entry.value).collect(),
    };
    children
        .into_iter()
        .map(measure)
        .fold((1, 1), |(size, height), (inner, depth)| {
            (size + inner, height.max(depth + 1))
        })
}
