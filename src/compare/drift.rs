//! Drift: how the files that lie in a folder differ from those that `build` would write.
//!
//! `build` acts on it, `check` reports it; so the two cannot disagree.

use std::collections::BTreeMap;

use crate::output::Files;
use crate::output::manifest::{self, Manifest, levelled};

/// What lies where a file of the output belongs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// Nothing.
    Nothing,
    /// A file with these bytes.
    File(Vec<u8>),
    /// Something that is no file and lies there or on the way there; in words, such as `a symbolic link`.
    Other(&'static str),
}

/// One difference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drift {
    /// Path below the intent's folder, with `/` between its parts.
    pub path: String,
    /// How it differs.
    pub kind: DriftKind,
}

/// How a file differs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DriftKind {
    /// It is not there.
    Missing,
    /// It is there as it was written once, and would be written otherwise now.
    Outdated,
    /// It is there, and not as it was written.
    Edited,
    /// It is there and was never written by hubseal.
    Foreign,
    /// It is there as it was written once, and would not be written any more.
    LeftOver,
    /// As [`DriftKind::LeftOver`], but it is not as it was written.
    LeftOverEdited,
    /// Something that is no file is in the way; in words.
    Blocked(&'static str),
}

impl DriftKind {
    /// Whether something would be lost that hubseal did not write.
    pub fn is_precious(self) -> bool {
        match self {
            DriftKind::Edited | DriftKind::Foreign | DriftKind::LeftOverEdited => true,
            DriftKind::Missing
            | DriftKind::Outdated
            | DriftKind::LeftOver
            | DriftKind::Blocked(_) => false,
        }
    }
}

/// Every difference, ordered as the files are; what is left over comes last.
///
/// `found` says for each path of `wanted` and of its old manifest what lies there; a path that it lacks is not there.
pub fn drift(wanted: &Files, found: &BTreeMap<String, Found>) -> Vec<Drift> {
    let old = old_manifest(found);
    let mut drifts = Vec::new();
    for file in &wanted.files {
        let kind = match found.get(&file.path) {
            None | Some(Found::Nothing) => DriftKind::Missing,
            Some(Found::Other(what)) => DriftKind::Blocked(what),
            Some(Found::File(bytes)) if levelled(bytes) == file.text.as_bytes() => continue,
            Some(Found::File(_)) if file.path == manifest::PATH && old.is_some() => {
                DriftKind::Outdated
            }
            Some(Found::File(bytes)) => match &old {
                Some(old) if old.wrote(&file.path, bytes) => DriftKind::Outdated,
                Some(old) if old.paths().any(|path| path == file.path) => DriftKind::Edited,
                Some(_) | None => DriftKind::Foreign,
            },
        };
        drifts.push(Drift {
            path: file.path.clone(),
            kind,
        });
    }
    for path in old.iter().flat_map(Manifest::paths) {
        if wanted.files.iter().any(|file| file.path == path) {
            continue;
        }
        let kind = match found.get(path) {
            None | Some(Found::Nothing) => continue,
            Some(Found::Other(what)) => DriftKind::Blocked(what),
            Some(Found::File(bytes)) => {
                if old.as_ref().is_some_and(|old| old.wrote(path, bytes)) {
                    DriftKind::LeftOver
                } else {
                    DriftKind::LeftOverEdited
                }
            }
        };
        drifts.push(Drift {
            path: path.to_owned(),
            kind,
        });
    }
    drifts
}

/// The manifest that lies in the folder, if there is one that can be read.
pub fn old_manifest(found: &BTreeMap<String, Found>) -> Option<Manifest> {
    match found.get(manifest::PATH)? {
        Found::File(bytes) => Manifest::parse(bytes),
        Found::Nothing | Found::Other(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::emit::File;
    use crate::output::Language;

    fn files(parts: &[(&str, &str)]) -> Files {
        let mut files: Vec<File> = parts
            .iter()
            .map(|(path, text)| File {
                path: (*path).to_owned(),
                text: (*text).to_owned(),
            })
            .collect();
        let manifest = Manifest::of("a.yaml", &Language::ALL, &files);
        files.push(File {
            path: manifest::PATH.to_owned(),
            text: manifest.to_text(),
        });
        Files {
            name: "a".to_owned(),
            files,
        }
    }

    fn on_disk(files: &Files) -> BTreeMap<String, Found> {
        files
            .files
            .iter()
            .map(|file| {
                (
                    file.path.clone(),
                    Found::File(file.text.clone().into_bytes()),
                )
            })
            .collect()
    }

    /// What somebody did to the files.
    type Change = fn(&mut BTreeMap<String, Found>);

    #[test]
    fn kinds() {
        let old = files(&[("a", "1\n"), ("gone", "g\n")]);
        let new = files(&[("a", "2\n"), ("b", "b\n")]);
        let manifest = (manifest::PATH, DriftKind::Outdated);
        let cases: [(Change, Vec<(&str, DriftKind)>); 8] = [
            (
                |_| {},
                vec![
                    ("a", DriftKind::Outdated),
                    ("b", DriftKind::Missing),
                    manifest,
                    ("gone", DriftKind::LeftOver),
                ],
            ),
            (
                |found| {
                    found.insert("a".to_owned(), Found::File(b"1\r\n".to_vec()));
                    found.insert("gone".to_owned(), Found::File(b"g\r\n".to_vec()));
                    found.insert("b".to_owned(), Found::File(b"b\r\n".to_vec()));
                },
                vec![
                    ("a", DriftKind::Outdated),
                    manifest,
                    ("gone", DriftKind::LeftOver),
                ],
            ),
            (
                |found| {
                    found.insert("a".to_owned(), Found::File(b"mine\n".to_vec()));
                    found.insert("gone".to_owned(), Found::File(b"mine\n".to_vec()));
                    found.insert("b".to_owned(), Found::File(b"mine\n".to_vec()));
                },
                vec![
                    ("a", DriftKind::Edited),
                    ("b", DriftKind::Foreign),
                    manifest,
                    ("gone", DriftKind::LeftOverEdited),
                ],
            ),
            (
                |found| {
                    found.remove("gone");
                    found.insert("a".to_owned(), Found::File(b"2\n".to_vec()));
                },
                vec![("b", DriftKind::Missing), manifest],
            ),
            (
                |found| {
                    found.insert("a".to_owned(), Found::Other("a folder"));
                    found.insert("gone".to_owned(), Found::Other("a symbolic link"));
                },
                vec![
                    ("a", DriftKind::Blocked("a folder")),
                    ("b", DriftKind::Missing),
                    manifest,
                    ("gone", DriftKind::Blocked("a symbolic link")),
                ],
            ),
            (
                |found| {
                    found.remove(manifest::PATH);
                },
                vec![
                    ("a", DriftKind::Foreign),
                    ("b", DriftKind::Missing),
                    (manifest::PATH, DriftKind::Missing),
                ],
            ),
            (
                |found| {
                    found.insert(manifest::PATH.to_owned(), Found::File(b"{}".to_vec()));
                },
                vec![
                    ("a", DriftKind::Foreign),
                    ("b", DriftKind::Missing),
                    (manifest::PATH, DriftKind::Foreign),
                ],
            ),
            (
                BTreeMap::clear,
                vec![
                    ("a", DriftKind::Missing),
                    ("b", DriftKind::Missing),
                    (manifest::PATH, DriftKind::Missing),
                ],
            ),
        ];
        for (number, (change, expected)) in cases.into_iter().enumerate() {
            let mut found = on_disk(&old);
            change(&mut found);
            let drifts = drift(&new, &found);
            let short: Vec<(&str, DriftKind)> = drifts
                .iter()
                .map(|drift| (drift.path.as_str(), drift.kind))
                .collect();
            assert_eq!(short, expected, "case {number}");
        }
        assert_eq!(drift(&new, &on_disk(&new)), []);
    }
}
