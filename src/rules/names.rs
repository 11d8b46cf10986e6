//! Names in messages: the one that was meant, those that are repeated, and how several are listed.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use super::nearest::nearest;
use crate::values::Fault;

/// How many names a list in a message shows.
const SHOWN: usize = 8;

/// "write `name`" for the known name that is meant, or nothing.
pub(super) fn write_nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> String {
    nearest(word, known).map_or_else(String::new, |name| format!("write `{name}`"))
}

/// Whether `word` is what somebody should have written where `defined` stands, which is at fault for that reason; then who
/// refers to it by `word` is not.
pub(super) fn is_meant_by(word: &str, defined: &str, fault: Option<&Fault>) -> bool {
    fault.is_some_and(|fault| {
        let meant = fault.instead.as_deref().into_iter().chain([defined]);
        nearest(word, meant).is_some()
    })
}

/// Names as part of a sentence: "`a`", "`a` and `b`", "`a`, `b` and 7 more".
pub(super) fn list<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    let names: Vec<&str> = names.into_iter().collect();
    let shown = if names.len() > SHOWN + 1 {
        SHOWN
    } else {
        names.len()
    };
    let mut parts: Vec<String> = names[..shown]
        .iter()
        .map(|name| format!("`{name}`"))
        .collect();
    if shown < names.len() {
        parts.push(format!("{} more", names.len() - shown));
    }
    match parts.split_last() {
        None => String::new(),
        Some((only, [])) => only.clone(),
        Some((last, rest)) => format!("{} and {last}", rest.join(", ")),
    }
}

/// The places of names that were there before, ignoring case: (first, later).
pub(super) fn repeated<'a>(names: impl Iterator<Item = &'a str>) -> Vec<(usize, usize)> {
    let mut first: BTreeMap<String, usize> = BTreeMap::new();
    let mut found = Vec::new();
    for (index, name) in names.enumerate() {
        match first.entry(name.to_ascii_lowercase()) {
            Entry::Vacant(entry) => {
                entry.insert(index);
            }
            Entry::Occupied(entry) => found.push((*entry.get(), index)),
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_does_not_make_another_name() {
        assert_eq!(repeated(["a", "b", "A", "a"].into_iter()), [(0, 2), (0, 3)]);
    }

    #[test]
    fn lists_are_short() {
        for (names, text) in [
            (&[][..], ""),
            (&["a"][..], "`a`"),
            (&["a", "b"][..], "`a` and `b`"),
            (&["a", "b", "c"][..], "`a`, `b` and `c`"),
            (
                &["a"; 20][..],
                "`a`, `a`, `a`, `a`, `a`, `a`, `a`, `a` and 12 more",
            ),
        ] {
            assert_eq!(list(names.iter().copied()), text);
        }
    }
}
