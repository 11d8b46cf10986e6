//! What may be a secret. An intent has no place for one, but people paste them, and no message may carry them further.

use crate::document::pointer::{Pointer, Step};

/// Whether the value under a key is a secret, by the key's name: `connectionString`, `primary_key`, `adminPassword`.
pub fn is_secret_key(key: &str) -> bool {
    let key: String = key
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|character| character.to_ascii_lowercase())
        .collect();
    KEYS.iter().any(|known| key.ends_with(known))
}

/// Whether a text holds a secret, by what stands around it: `SharedAccessKey=…`, the `sig=…` of a signed address, a
/// private key in PEM form.
pub fn holds_secret(text: &str) -> bool {
    marked(text).is_some()
}

/// Whether a value may be repeated in a message: neither its place nor its text speaks of a secret.
pub fn may_be_repeated(pointer: &Pointer, text: &str) -> bool {
    let secret_place = pointer.steps().iter().any(|step| match step {
        Step::Key(key) => is_secret_key(key),
        Step::Index(_) => false,
    });
    !secret_place && !holds_secret(text)
}

/// Where in a line of YAML a secret begins.
pub(crate) fn in_line(line: &str) -> Option<usize> {
    [after_secret_key(line), marked(line)]
        .into_iter()
        .flatten()
        .min()
}

/// Where the value begins in a line that holds the key of a secret, as in `accountKey: …` or `{ accountKey: … }`.
pub(crate) fn after_secret_key(line: &str) -> Option<usize> {
    line.match_indices(':').find_map(|(colon, _)| {
        let before = line[..colon].trim_end_matches(['"', '\'', ' ']);
        let key = before
            .rfind(|character: char| {
                !character.is_alphanumeric() && !matches!(character, '-' | '_')
            })
            .map_or(before, |at| &before[at..]);
        is_secret_key(key).then_some(colon + 1)
    })
}

/// Keys whose value is a secret, in lower case without `-` and `_`; a key that ends so counts too.
const KEYS: &[&str] = &[
    "connectionstring",
    "sharedaccesskey",
    "sharedaccesssignature",
    "accountkey",
    "accesskey",
    "primarykey",
    "secondarykey",
    "sastoken",
    "sasurl",
    "sasuri",
    "password",
    "passphrase",
    "privatekey",
    "secret",
];

/// Parts of a text behind which a secret stands, in lower case.
const MARKS: &[&str] = &[
    "sharedaccesskey=",
    "accountkey=",
    "sharedaccesssignature=",
    "?sig=",
    "&sig=",
    "password=",
    "private key-----",
];

fn marked(text: &str) -> Option<usize> {
    let lower = text.to_ascii_lowercase();
    MARKS
        .iter()
        .filter_map(|mark| lower.find(mark).map(|at| at + mark.len()))
        .min()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_and_texts() {
        for (key, expected) in [
            ("connectionString", true),
            ("primary_key", true),
            ("admin-password", true),
            ("key", false),
            ("keyName", false),
            ("excludeKeys", false),
            ("serviceSas", false),
        ] {
            assert_eq!(is_secret_key(key), expected, "{key}");
        }
        for (text, expected) in [
            ("HostName=h;SharedAccessKey=abc", true),
            ("HostName=h;SharedAccessKeyName=abc", false),
            ("https://h/?sv=1&sig=abc", true),
            ("level = 'critical' AND sig=1", false),
        ] {
            assert_eq!(holds_secret(text), expected, "{text}");
        }
        assert!(!may_be_repeated(&Pointer::parse("/a/password/0"), "x"));
        assert!(may_be_repeated(&Pointer::parse("/a/name"), "x"));
    }
}
