//! From the arguments to the texts of intents: files, folders, standard input.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, ErrorKind, Read};
use std::path::{Path, PathBuf};

use super::args::Inputs;
use crate::source::{MAX_BYTES, STDIN_NAME};

/// One intent that was named or found.
pub(super) struct Input {
    /// The path as the user gave it, with `/` between its parts; messages use it.
    pub name: String,
    /// The file name without folders; the output names it.
    pub file_name: String,
    /// Its bytes, at most one more than an intent may have; or why it cannot be read.
    pub bytes: Result<Vec<u8>, String>,
}

/// Reads what was named, in the order in which it was named; what a folder holds is ordered by path. Nothing is read twice.
///
/// The error is a sentence about the arguments.
pub(super) fn gather(inputs: &Inputs) -> Result<Vec<Input>, String> {
    let mut found = Vec::new();
    let mut seen = BTreeSet::new();
    let mut has_stdin = false;
    for path in &inputs.intents {
        if path.as_os_str() == "-" {
            if std::mem::replace(&mut has_stdin, true) {
                return Err("standard input (`-`) is named twice".to_owned());
            }
            found.push(from_stdin(inputs.stdin_filename.as_deref()));
        } else if path.is_dir() {
            let mut walk = Walk::default();
            walk.folder(path);
            if walk.found.is_empty() {
                return Err(format!(
                    "`{}` holds no intent: no `*.yaml` or `*.yml` file in it has the keys `version` and `hub`",
                    shown(path)
                ));
            }
            for (path, bytes) in walk.found {
                if seen.insert(identity(&path)) {
                    found.push(input(&path, bytes));
                }
            }
        } else if seen.insert(identity(path)) {
            found.push(input(path, read(path)));
        }
    }
    if inputs.stdin_filename.is_some() && !has_stdin {
        return Err(
            "`--stdin-filename` is about standard input, and `-` is not among the intents"
                .to_owned(),
        );
    }
    Ok(found)
}

/// A path as messages show it: with `/` between its parts on every system.
pub(super) fn shown(path: &Path) -> String {
    path.to_string_lossy().replace('\\', "/")
}

/// What is wrong with a file, in words that are the same on every system where that is possible.
pub(super) fn reason(error: &io::Error) -> String {
    match error.kind() {
        ErrorKind::NotFound => "there is no such file".to_owned(),
        ErrorKind::PermissionDenied => "permission denied".to_owned(),
        ErrorKind::IsADirectory => "it is a folder".to_owned(),
        ErrorKind::NotADirectory => "a part of its path is not a folder".to_owned(),
        ErrorKind::StorageFull => "no space left".to_owned(),
        ErrorKind::ReadOnlyFilesystem => "the file system is read-only".to_owned(),
        _ => error.to_string(),
    }
}

fn from_stdin(name: Option<&Path>) -> Input {
    let bytes = limited(io::stdin().lock()).map_err(|error| reason(&error));
    match name {
        Some(name) => input(name, bytes),
        None => Input {
            name: STDIN_NAME.to_owned(),
            file_name: STDIN_NAME.to_owned(),
            bytes,
        },
    }
}

fn input(path: &Path, bytes: Result<Vec<u8>, String>) -> Input {
    let name = shown(path);
    let file_name = name.rsplit('/').next().unwrap_or(&name).to_owned();
    Input {
        name,
        file_name,
        bytes,
    }
}

/// What makes two paths the same file.
fn identity(path: &Path) -> PathBuf {
    fs::canonicalize(path).unwrap_or_else(|_| path.to_owned())
}

fn read(path: &Path) -> Result<Vec<u8>, String> {
    File::open(path)
        .and_then(limited)
        .map_err(|error| reason(&error))
}

/// Reads one byte more than is allowed, so that it shows, and no more: the file may be a device without an end.
fn limited(reader: impl Read) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let limit = u64::try_from(MAX_BYTES).map_or(u64::MAX, |limit| limit + 1);
    reader.take(limit).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// A walk through a folder.
#[derive(Default)]
struct Walk {
    found: Vec<(PathBuf, Result<Vec<u8>, String>)>,
}

impl Walk {
    /// Looks at a folder and the folders in it. Links to folders are not followed: they may lead back.
    fn folder(&mut self, folder: &Path) {
        let mut paths = Vec::new();
        match fs::read_dir(folder) {
            Ok(entries) => paths.extend(entries.flatten().map(|entry| entry.path())),
            Err(error) => self.found.push((folder.to_owned(), Err(reason(&error)))),
        }
        paths.sort();
        for path in paths {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            if name.starts_with('.') {
                continue;
            }
            if path.is_dir() {
                if !path.is_symlink() {
                    self.folder(&path);
                }
            } else if is_yaml(&path) {
                let bytes = read(&path);
                if bytes
                    .as_ref()
                    .map_or(true, |bytes| looks_like_an_intent(bytes))
                {
                    self.found.push((path, bytes));
                }
            }
        }
    }
}

fn is_yaml(path: &Path) -> bool {
    path.extension()
        .is_some_and(|extension| extension == "yaml" || extension == "yml")
}

/// Whether a text has `version` and `hub` among its top-level keys. It is not read for this: a text with mistakes in it
/// should be found too.
fn looks_like_an_intent(bytes: &[u8]) -> bool {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let has = |key: &str| {
        bytes
            .split(|byte| matches!(byte, b'\n' | b'\r'))
            .any(|line| {
                let quote = line.first().filter(|byte| matches!(byte, b'"' | b'\''));
                let line = &line[usize::from(quote.is_some())..];
                let Some(rest) = line.strip_prefix(key.as_bytes()) else {
                    return false;
                };
                let rest = match quote {
                    Some(quote) => rest.strip_prefix(&[*quote]).unwrap_or_default(),
                    None => rest,
                };
                rest.trim_ascii_start().starts_with(b":")
            })
    };
    has("version") && has("hub")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_looks_like_an_intent() {
        for (text, expected) in [
            ("version: 1\nhub:\n  name: a\n", true),
            ("# c\r\nhub : {}\r\n'version': 1", true),
            ("\u{FEFF}version: 1\n\"hub\": 1", true),
            ("version: 1\n  hub: 1", false),
            ("version: 1\nhubs: 1", false),
            ("services:\n  hub: 1\nversion: '3'", false),
            ("'version: 1\nhub: 1", false),
            ("", false),
        ] {
            assert_eq!(looks_like_an_intent(text.as_bytes()), expected, "{text}");
        }
    }
}
