//! What may be a secret. An intent has no place for one, but people paste them, and no message may carry them further.

use std::borrow::Cow;

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

/// The text with stars in the place of every secret that [`holds_secret`] would find, for messages that quote what the
/// user wrote.
pub fn masked(text: &str) -> Cow<'_, str> {
    let mut rest = text;
    let mut out = String::new();
    while let Some(at) = marked(rest) {
        let length = rest[at..]
            .find(|character: char| "`\"' \n\r;,".contains(character))
            .unwrap_or(rest.len() - at);
        out.push_str(&rest[..at]);
        out.push_str("***");
        rest = &rest[at + length..];
    }
    if out.is_empty() {
        return Cow::Borrowed(text);
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// Whether a text surely holds a secret: a key or signature by its name. What only looks like a key may be something else.
pub fn surely_holds_secret(text: &str) -> bool {
    after_mark(text).is_some()
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

/// Where the first secret of a text begins.
fn marked(text: &str) -> Option<usize> {
    [after_mark(text), bare_key(text)]
        .into_iter()
        .flatten()
        .min()
}

fn after_mark(text: &str) -> Option<usize> {
    let lower = text.to_ascii_lowercase();
    MARKS
        .iter()
        .filter_map(|mark| lower.find(mark).map(|at| at + mark.len()))
        .filter(|at| !text[*at..].starts_with("***"))
        .min()
}

/// Where a key of a storage account, a namespace or a hub stands by itself: 32 or 64 bytes in base64, with the `=` at its
/// end. Certificates are base64 as well, and public.
fn bare_key(text: &str) -> Option<usize> {
    const SHORTEST: usize = 40;
    let is_base64 =
        |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '+' | '/' | '=');
    let mut at = 0;
    for word in text.split_inclusive(|letter: char| !is_base64(letter)) {
        let letters = word.trim_end_matches(|letter: char| !is_base64(letter));
        let body = letters.trim_end_matches('=');
        let end = letters.len() - body.len();
        // `key=…`: what stands before is no part of it.
        let body = body.rsplit('=').next().unwrap_or(body);
        if body.len() >= SHORTEST && (1..=2).contains(&end) && (body.len() + end) % 4 == 0 {
            return Some(at + letters.len() - end - body.len());
        }
        at += word.len();
    }
    None
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
        for (text, expected) in [
            ("name `a` is long", "name `a` is long"),
            (
                "name `H=h;SharedAccessKey=abc=;X=y` may hold only letters",
                "name `H=h;SharedAccessKey=***;X=y` may hold only letters",
            ),
            (
                "`?sv=1&sig=ab%3D` and `AccountKey=c`",
                "`?sv=1&sig=***` and `AccountKey=***`",
            ),
            (
                "names the target `YmFyZWtleWJhcmVrZXliYXJla2V5YmFyZWtleWJhcmU=`",
                "names the target `***`",
            ),
            (
                "/subscriptions/a/resourceGroups/b/providers/Microsoft.Storage/storageAccounts/stplantalake01",
                "/subscriptions/a/resourceGroups/b/providers/Microsoft.Storage/storageAccounts/stplantalake01",
            ),
        ] {
            assert_eq!(masked(text), expected);
        }
        assert!(!may_be_repeated(&Pointer::parse("/a/password/0"), "x"));
        assert!(may_be_repeated(&Pointer::parse("/a/name"), "x"));
    }
}
