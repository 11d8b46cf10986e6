//! The manifest beside the files of an intent: what hubseal wrote, so that it never touches what it did not write.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::Language;
use crate::emit::File;

/// Where it lies in the folder of an intent.
pub const PATH: &str = ".hubseal.json";

/// The version of the manifest's own form.
const FORM: u32 = 1;

/// The version of the language of intents.
const INTENT_VERSION: u32 = 1;

/// What was written for one intent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Manifest {
    /// The version of this form: 1.
    #[serde(rename = "manifest")]
    form: u32,
    /// File name (without folders) of the intent.
    pub source: String,
    /// The version of the language of the intent.
    intent_version: u32,
    /// The languages that were written.
    formats: BTreeSet<String>,
    /// Path below the folder, with `/` between its parts, and the hash of the file with line feeds.
    files: BTreeMap<String, String>,
}

impl Manifest {
    /// The manifest of these files.
    pub fn of(source: &str, languages: &[Language], files: &[File]) -> Self {
        Self {
            form: FORM,
            source: source.to_owned(),
            intent_version: INTENT_VERSION,
            formats: languages
                .iter()
                .map(|language| language.word().to_owned())
                .collect(),
            files: files
                .iter()
                .map(|file| (file.path.clone(), hash(file.text.as_bytes())))
                .collect(),
        }
    }

    /// Reads a manifest; none where it is none, or of a form that this program does not know.
    pub fn parse(bytes: &[u8]) -> Option<Self> {
        let manifest: Self = serde_json::from_slice(bytes).ok()?;
        (manifest.form == FORM && manifest.files.keys().all(|path| stays_below(path)))
            .then_some(manifest)
    }

    /// Its text, the same for the same files.
    pub fn to_text(&self) -> String {
        let mut text = serde_json::to_string_pretty(self)
            .expect("a manifest holds texts and numbers, under texts");
        text.push('\n');
        text
    }

    /// The languages that were written.
    pub fn languages(&self) -> Vec<Language> {
        let named = |language: &Language| self.formats.contains(language.word());
        Language::ALL.into_iter().filter(named).collect()
    }

    /// The paths of the files that were written.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.files.keys().map(String::as_str)
    }

    /// Whether the bytes are what was written at that path, whatever a checkout made of the line ends.
    pub fn wrote(&self, path: &str, bytes: &[u8]) -> bool {
        self.files
            .get(path)
            .is_some_and(|written| *written == hash(&levelled(bytes)))
    }
}

/// The bytes with line feeds where a checkout put carriage returns before them.
pub fn levelled(bytes: &[u8]) -> Vec<u8> {
    let mut levelled = Vec::with_capacity(bytes.len());
    let mut rest = bytes.iter().peekable();
    while let Some(byte) = rest.next() {
        if *byte != b'\r' || rest.peek() != Some(&&b'\n') {
            levelled.push(*byte);
        }
    }
    levelled
}

/// Whether a path of a manifest names a file below the folder, on every system.
fn stays_below(path: &str) -> bool {
    !path.is_empty()
        && path.split('/').all(|part| !matches!(part, "" | "." | ".."))
        && !path.contains(['\\', ':', '\0'])
}

fn hash(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    let mut text = String::with_capacity(64);
    for byte in Sha256::digest(bytes) {
        let _ = write!(text, "{byte:02x}");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files() -> Vec<File> {
        let file = |path: &str, text: &str| File {
            path: path.to_owned(),
            text: text.to_owned(),
        };
        vec![file("bicep/a.bicep", "b\n"), file("arm/a.json", "a\n")]
    }

    #[test]
    fn written_and_read() {
        let manifest = Manifest::of("a.yaml", &[Language::Bicep, Language::Arm], &files());
        let text = manifest.to_text();
        assert_eq!(
            text,
            r#"{
  "manifest": 1,
  "source": "a.yaml",
  "intentVersion": 1,
  "formats": [
    "arm",
    "bicep"
  ],
  "files": {
    "arm/a.json": "87428fc522803d31065e7bce3cf03fe475096631e5e07bbd7a0fde60c4cf25c7",
    "bicep/a.bicep": "0263829989b6fd954f72baaf2fc64bc2e2f01d692d4de72986ea808f6e99813f"
  }
}
"#
        );
        assert_eq!(Manifest::parse(text.as_bytes()), Some(manifest));
    }

    #[test]
    fn what_is_no_manifest() {
        let manifest = |form: &str, path: &str| {
            format!(
                r#"{{"manifest":{form},"source":"a","intentVersion":1,"formats":[],"files":{{"{path}":"00"}}}}"#
            )
        };
        assert!(Manifest::parse(manifest("1", "arm/a.json").as_bytes()).is_some());
        for text in [
            String::new(),
            "{}".to_owned(),
            manifest("2", "arm/a.json"),
            manifest("1", "../a"),
            manifest("1", "arm/../../a"),
            manifest("1", "/etc/a"),
            manifest("1", "arm//a"),
            manifest("1", "C:/a"),
            manifest("1", r"..\\a"),
            manifest("1", ""),
        ] {
            assert_eq!(Manifest::parse(text.as_bytes()), None, "{text}");
        }
    }

    #[test]
    fn line_ends_do_not_matter() {
        let manifest = Manifest::of("a.yaml", &[Language::Arm], &files());
        assert!(manifest.wrote("arm/a.json", b"a\n"));
        assert!(manifest.wrote("arm/a.json", b"a\r\n"));
        assert!(!manifest.wrote("arm/a.json", b"a\r"));
        assert!(!manifest.wrote("arm/a.json", b"a"));
        assert!(!manifest.wrote("arm/b.json", b"a\n"));
        assert_eq!(levelled(b"\r\r\n\n\r"), b"\r\n\n\r");
    }
}
