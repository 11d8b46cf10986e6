//! Merge keys: `<<: *defaults` takes over the entries of another map.

use std::collections::BTreeMap;
use std::ops::Range;

use super::alias::{entry_moved_to, measure};
use super::node::{Entry, Kind, Node};
use crate::diag::{Diagnostic, Place};

/// One merge key of a map.
pub(super) struct Merge {
    /// The place of the `<<`.
    pub(super) at: Range<usize>,
    /// What stands behind it.
    pub(super) value: Node,
}

/// Adds to the entries of a map what its merge keys bring, and gives the number of values that were added. Keys that
/// the map has itself win; two merged maps that disagree on a key are an error, and the first one stands.
pub(super) fn apply(
    entries: &mut Vec<Entry>,
    merges: Vec<Merge>,
    diagnostics: &mut Vec<Diagnostic>,
) -> usize {
    let mut keys: BTreeMap<String, Option<usize>> = entries
        .iter()
        .map(|entry| (entry.key.text.clone(), None))
        .collect();
    let mut added = 0;
    for Merge { at, value } in merges {
        let sources = match &value.kind {
            Kind::List(items) => items.iter().map(|item| (item, item.span.clone())).collect(),
            Kind::Map(_) | Kind::Scalar(_) => vec![(&value, at.clone())],
        };
        for (map, place) in sources {
            let Kind::Map(brought) = &map.kind else {
                diagnostics.push(not_a_map(map));
                continue;
            };
            for entry in brought {
                match keys.get(&entry.key.text) {
                    Some(None) => {}
                    Some(Some(index)) => {
                        if !same(&entries[*index].value, &entry.value) {
                            diagnostics.push(collision(&entries[*index], entry, &place));
                        }
                    }
                    None => {
                        keys.insert(entry.key.text.clone(), Some(entries.len()));
                        // A map that is written right behind the `<<` keeps its places.
                        let aliased = map.defined_at.is_some();
                        let entry = if aliased {
                            entry_moved_to(entry, &place)
                        } else {
                            entry.clone()
                        };
                        added += measure(&entry.value).0;
                        entries.push(entry);
                    }
                }
            }
        }
    }
    added
}

/// Adds to one value of a repeated key what another one has besides.
pub(super) fn together(first: &mut Node, second: Node) {
    match (&mut first.kind, second.kind) {
        (Kind::Map(entries), Kind::Map(others)) => {
            for other in others {
                match entries
                    .iter_mut()
                    .find(|entry| entry.key.text == other.key.text)
                {
                    Some(entry) => together(&mut entry.value, other.value),
                    None => entries.push(other),
                }
            }
        }
        (Kind::List(items), Kind::List(others)) => {
            for other in others {
                if !items.iter().any(|item| same(item, &other)) {
                    items.push(other);
                }
            }
        }
        (Kind::Scalar(_) | Kind::Map(_) | Kind::List(_), _) => {}
    }
}

fn not_a_map(value: &Node) -> Diagnostic {
    Diagnostic::error(
        "merge-not-a-map",
        Place::Span(value.span.clone()),
        "`<<` takes over the entries of a map, but this is no map",
    )
    .label("name the anchor of a map, as in `<<: *defaults`")
}

fn collision(first: &Entry, second: &Entry, at: &Range<usize>) -> Diagnostic {
    let key = &second.key.text;
    Diagnostic::error(
        "merge-collision",
        Place::Span(at.clone()),
        format!("two merged maps set `{key}`, to different values"),
    )
    .label(format!(
        "write `{key}` in this map itself, then that value holds"
    ))
    .related(Place::Span(first.key_written_at()), "set here")
    .related(Place::Span(second.key_written_at()), "and here")
}

/// Whether two values are equal, wherever they are written.
fn same(left: &Node, right: &Node) -> bool {
    match (&left.kind, &right.kind) {
        (Kind::Scalar(left), Kind::Scalar(right)) => {
            left.meaning == right.meaning && left.text == right.text
        }
        (Kind::List(left), Kind::List(right)) => {
            left.len() == right.len()
                && left
                    .iter()
                    .zip(right)
                    .all(|(left, right)| same(left, right))
        }
        (Kind::Map(left), Kind::Map(_)) => {
            left.len() == right.entries().len()
                && left.iter().all(|entry| {
                    right
                        .entry(&entry.key.text)
                        .is_some_and(|other| same(&entry.value, &other.value))
                })
        }
        (Kind::Scalar(_) | Kind::List(_) | Kind::Map(_), _) => false,
    }
}
