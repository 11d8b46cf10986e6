//! The output folder on disk: what lies there, and how it is changed.
//!
//! Nothing below the folder of an intent is reached through a link, so nothing outside of it is read or written.

use std::collections::BTreeMap;
use std::fs::{self, Metadata};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

use tempfile::Builder;

use crate::compare::drift::{Drift, DriftKind, Found, old_manifest};
use crate::output::Files;
use crate::output::manifest::{self, Manifest};

/// Looks at every place that the files, or the manifest that lies there, name below `folder`.
pub(super) fn look(folder: &Path, wanted: &Files) -> io::Result<BTreeMap<String, Found>> {
    let mut found = BTreeMap::new();
    look_at(folder, manifest::PATH, &mut found)?;
    let old = old_manifest(&found);
    let old_paths = old.iter().flat_map(Manifest::paths);
    let paths = wanted.files.iter().map(|file| file.path.as_str());
    for path in paths.chain(old_paths) {
        look_at(folder, path, &mut found)?;
    }
    Ok(found)
}

/// Brings the folder to what is wanted. The manifest is written last: a run that is cut off can be run again.
pub(super) fn apply(folder: &Path, wanted: &Files, drifts: &[Drift]) -> Result<(), Failure> {
    let fail = |path: &str| {
        let path = path.to_owned();
        move |error| Failure { path, error }
    };
    let (late, early): (Vec<&Drift>, Vec<&Drift>) = drifts
        .iter()
        .partition(|drift| drift.path == manifest::PATH);
    for drift in early.into_iter().chain(late) {
        match wanted.files.iter().find(|file| file.path == drift.path) {
            Some(file) => replace(&below(folder, &file.path), file.text.as_bytes())
                .map_err(fail(&file.path))?,
            None => remove(folder, &drift.path).map_err(fail(&drift.path))?,
        }
    }
    Ok(())
}

/// A file that could not be written or removed.
#[derive(Debug)]
pub(super) struct Failure {
    /// Its path below the folder.
    pub path: String,
    /// Why.
    pub error: io::Error,
}

/// Puts the bytes at that path in one step: whoever reads sees the old file or the new one. Folders are made as needed.
pub(super) fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let folder = match path.parent() {
        Some(parent) if parent != Path::new("") => parent,
        Some(_) | None => Path::new("."),
    };
    fs::create_dir_all(folder)?;
    let mut builder = Builder::new();
    let mut file = allow(path, builder.prefix(".hubseal-")).tempfile_in(folder)?;
    file.write_all(bytes)?;
    file.persist(path).map_err(|failed| failed.error)?;
    Ok(())
}

/// Lets the new file be read as the one that it replaces, else as any new file. (A temporary one is only its owner's.)
#[cfg(unix)]
fn allow<'a, 'b>(path: &Path, builder: &'a mut Builder<'b, 'b>) -> &'a mut Builder<'b, 'b> {
    use std::os::unix::fs::PermissionsExt;
    let mode = fs::symlink_metadata(path).map_or(0o666, |there| there.permissions().mode() & 0o777);
    builder.permissions(fs::Permissions::from_mode(mode))
}

#[cfg(not(unix))]
fn allow<'a, 'b>(_: &Path, builder: &'a mut Builder<'b, 'b>) -> &'a mut Builder<'b, 'b> {
    builder
}

/// Removes a file, and the folders that it leaves empty.
fn remove(folder: &Path, path: &str) -> io::Result<()> {
    fs::remove_file(below(folder, path))?;
    let mut parts: Vec<&str> = path.split('/').collect();
    while parts.pop().is_some() && !parts.is_empty() {
        // A folder that holds something else stays.
        if fs::remove_dir(below(folder, &parts.join("/"))).is_err() {
            break;
        }
    }
    Ok(())
}

fn below(folder: &Path, path: &str) -> PathBuf {
    path.split('/')
        .fold(folder.to_owned(), |path, part| path.join(part))
}

fn look_at(folder: &Path, path: &str, found: &mut BTreeMap<String, Found>) -> io::Result<()> {
    if found.contains_key(path) {
        return Ok(());
    }
    let there = look_along(folder, path)?;
    found.insert(path.to_owned(), there);
    Ok(())
}

/// Goes from the folder to the file and stops at the first thing that is no folder.
fn look_along(folder: &Path, path: &str) -> io::Result<Found> {
    let mut here = folder.to_owned();
    let mut parts = path.split('/');
    loop {
        let there = match fs::symlink_metadata(&here) {
            Ok(there) => there,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Found::Nothing),
            Err(error) => return Err(error),
        };
        match parts.next() {
            Some(part) if there.is_dir() => here.push(part),
            None if there.is_file() => return fs::read(&here).map(Found::File),
            Some(_) | None => return Ok(Found::Other(in_words(&there))),
        }
    }
}

fn in_words(there: &Metadata) -> &'static str {
    if there.is_symlink() {
        "a symbolic link"
    } else if there.is_dir() {
        "a folder"
    } else if there.is_file() {
        "a file where a folder belongs"
    } else {
        "no regular file"
    }
}

/// Whether the change would put something in the place of what is there, or only take away.
pub(super) fn verb(kind: DriftKind) -> &'static str {
    match kind {
        DriftKind::Missing => "create",
        DriftKind::Outdated | DriftKind::Edited | DriftKind::Foreign => "update",
        DriftKind::LeftOver | DriftKind::LeftOverEdited => "remove",
        DriftKind::Blocked(_) => "blocked",
    }
}
